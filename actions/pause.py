"""Ask nothing for now, and keep what the message told: for a pause, and after thoughts of suicide."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.learn import take_down


class ActionPause(Action):
    """Closes the open question; "Go on" opens the next step again."""

    def name(self) -> str:
        return "action_pause"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        told = [SlotSet(slot, value) for slot, value in take_down(tracker).items()]
        return [*told, ActiveLoop(None), SlotSet("requested_slot", None)]
