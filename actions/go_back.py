"""Go back to the question before."""

from typing import Dict, List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import QUESTIONS
from actions.turn.going_on import danger_first, go_on
from actions.turn.learn import BUILT_ON
from bot.four import Situation, Step, next_step


class ActionGoBack(Action):
    """Forgets the answer to the last question that was asked before the open one, and asks it again."""

    def name(self) -> str:
        return "action_go_back"

    @danger_first
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        forgotten = _forgotten(tracker)
        if forgotten is None:
            dispatcher.utter_message(response="utter_nothing_before")
            return go_on(dispatcher, tracker)
        dispatcher.utter_message(response="utter_gone_back")
        return [ActiveLoop(None), SlotSet("requested_slot", None), *go_on(dispatcher, tracker, **forgotten)]


def _forgotten(tracker: Tracker) -> Optional[Dict[str, None]]:
    """Return the slots to forget so that the last question asked before the open one is asked again; None without any."""
    slots = [event for event in tracker.events if event.get("event") == "slot" and event["name"] == "requested_slot"]
    asked = {event["value"] for event in slots}
    order = [slot for form, required in QUESTIONS.items() if form != Step.SAFE.value for slot in required]
    open_one = tracker.get_slot("requested_slot")
    before = order[: order.index(open_one)] if open_one in order else order
    for question in reversed(before):
        forgotten = dict.fromkeys((question, *BUILT_ON.get(question, ())))
        opens = next_step(Situation.from_slots({**tracker.slots, **forgotten}))
        # A story that answered everything is not asked for again.
        if question in asked and question in QUESTIONS.get(opens.value, ()):
            return forgotten
    return None
