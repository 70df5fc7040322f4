"""After 999 has been said: stay, keep what the message told, and ask whether they are safe."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import words_in


class ActionStay(Action):
    """Sets the danger, whichever way it was told, and leads to safe_form."""

    def name(self) -> str:
        return "action_stay"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        # Forms ignore evidence in messages about danger, so it is taken down here.
        unanswered = {w.factor: w.answer for w in words_in(tracker.latest_message) if not tracker.get_slot(w.factor)}
        return [
            *(SlotSet(factor, answer) for factor, answer in unanswered.items()),
            SlotSet("immediate_danger", True),
            SlotSet("outcome", "emergency"),
            SlotSet("safe_now", None),
            FollowupAction("safe_form"),
        ]
