"""Answer "you already asked me that"."""

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.conversation import said_before
from actions.turn.going_on import go_on
from bot.four import FACTORS

# What each question is left at by somebody who has had enough of it. Danger is not left, nor what was put down.
_LEFT_AT: Dict[str, Dict[str, Any]] = {
    **{factor: {factor: "unsure"} for factor in FACTORS},
    "speaking_for": {"speaking_for": "self"},
    "story_told": {"story_told": True},
    "relationship": {"relationship": "unknown"},
    "force": {"place_declined": True},
}


class ActionAlreadyAsked(Action):
    """Says sorry and asks once more, a tap being enough; the next time, leaves that question and goes on."""

    def name(self) -> str:
        return "action_already_asked"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        asked = tracker.get_slot("requested_slot") if tracker.active_loop.get("name") else None
        if asked is None:
            dispatcher.utter_message(response="utter_sorry_asked")
            return go_on(dispatcher, tracker)
        if said_before(tracker, "utter_already_asked") and asked in _LEFT_AT:
            dispatcher.utter_message(response="utter_question_left")
            return go_on(dispatcher, tracker, **_LEFT_AT[asked])
        dispatcher.utter_message(response="utter_already_asked")
        return go_on(dispatcher, tracker)
