"""Say what the pattern suggests, and go on to help."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.going_on import go_on
from bot.four import Answers, assess


class ActionGiveOutcome(Action):
    """Sets ``outcome`` (bot/four/assessment.py) and says it, never as a verdict."""

    def name(self) -> str:
        return "action_give_outcome"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        outcome = assess(Answers.from_slots(tracker.slots), bool(tracker.get_slot("immediate_danger")))
        dispatcher.utter_message(response=f"utter_outcome_{outcome}")
        if tracker.get_slot("repeated") == "no" and outcome != "emergency":
            dispatcher.utter_message(response="utter_outcome_once")
        return go_on(dispatcher, tracker, outcome=outcome)
