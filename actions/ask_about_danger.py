"""Ask whether anyone is in danger now, whatever was answered before."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.acknowledge import acknowledge_words
from actions.turn.conversation import words_of_this_turn
from actions.turn.learn import learn


class ActionAskAboutDanger(Action):
    """Says back the evidence in the message and opens the danger question again; action_continue then goes on from where the person was."""

    def name(self) -> str:
        return "action_ask_about_danger"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        learnt = learn(tracker)
        if words_of_this_turn(tracker):
            acknowledge_words(dispatcher, tracker, learnt.get("speaking_for") or tracker.get_slot("speaking_for"))
        told = [SlotSet(slot, value) for slot, value in learnt.items()]
        return [*told, SlotSet("immediate_danger", None), FollowupAction("danger_form")]
