"""After 999 has been said: stay, keep what the message told, and ask whether they are safe."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import entity, words_of_this_turn


class ActionStay(Action):
    """Sets the danger, whichever way it was told, and leads to safe_form."""

    def name(self) -> str:
        return "action_stay"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        # Forms ignore evidence in messages about danger, so it is taken down here.
        told = {word.factor: word.answer for word in words_of_this_turn(tracker)}
        told.update({slot: entity(tracker, slot, role="in_passing") for slot in ("speaking_for", "relationship")})
        unanswered = {slot: value for slot, value in told.items() if value and not tracker.get_slot(slot)}
        return [
            *(SlotSet(slot, value) for slot, value in unanswered.items()),
            SlotSet("immediate_danger", True),
            SlotSet("outcome", "emergency"),
            SlotSet("safe_now", None),
            FollowupAction("safe_form"),
        ]
