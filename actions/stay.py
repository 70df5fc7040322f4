"""After 999 has been said: answer what was said of suicide, keep what the message told, and ask whether they are safe."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.conversation import entity
from actions.turn.learn import take_down


class ActionStay(Action):
    """Sets the danger, whichever way it was told, and leads to safe_form."""

    def name(self) -> str:
        return "action_stay"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        if entity(tracker, "suicidal"):
            dispatcher.utter_message(response="utter_perhaps_suicidal")
        return [
            *(SlotSet(slot, value) for slot, value in take_down(tracker).items()),
            SlotSet("immediate_danger", True),
            SlotSet("outcome", "emergency"),
            SlotSet("safe_now", None),
            FollowupAction("safe_form"),
        ]
