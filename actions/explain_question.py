"""Answer "why do you ask?" about the question that is open."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.going_on import go_on


class ActionExplainQuestion(Action):
    """Says why the open question is asked, and asks it again."""

    def name(self) -> str:
        return "action_explain_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        asked = tracker.get_slot("requested_slot") if tracker.active_loop.get("name") else None
        dispatcher.utter_message(response=f"utter_why_{asked or 'nothing'}")
        return go_on(dispatcher, tracker)
