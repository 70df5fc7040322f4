"""Notice that somebody now says the opposite of an answer they gave, and ask again which it is."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Dict, List

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.turn.conversation import (
    events_before_this_turn,
    intent_of,
    question_answered,
    responses_so_far,
    words_of_this_turn,
)
from bot.four import FACTORS

_ANSWERS = frozenset({"yes", "no"})
# A message that only sounds like danger is dealt with first; what else it says is put down as ever.
_SAYING = frozenset({"describe_situation", "affirm", "deny", "unsure"})


def answers_before(tracker: Tracker) -> Dict[str, Any]:
    """Return the answers to the five questions as they were before the latest message."""
    return {
        event["name"]: event["value"]
        for event in events_before_this_turn(tracker)
        if event.get("event") == "slot" and event["name"] in FACTORS
    }


def contradicted(tracker: Tracker) -> List[str]:
    """Return the factors of whose answers the latest message says the opposite.

    Each is asked about once; after that the newest words hold, and the ledger shows them.
    """
    # What is said to "Is that right?" puts right.
    if intent_of(tracker) not in _SAYING or question_answered(tracker) == "ledger_confirmed":
        return []
    now: Dict[str, set] = {}
    for word in words_of_this_turn(tracker):
        now.setdefault(word.factor, set()).add(word.answer)
    held = answers_before(tracker)
    opposite = (
        factor for factor, said in now.items() if held.get(factor) in _ANSWERS and said == _ANSWERS - {held[factor]}
    )
    return [factor for factor in opposite if not _asked_about(tracker, factor)]


def ask_which_holds(dispatcher: CollectingDispatcher, factor: str) -> List[EventType]:
    """Say that there are two answers and ask the factor's own question again, in four_form."""
    dispatcher.utter_message(response="utter_two_answers")
    dispatcher.utter_message(response=f"utter_ask_{factor}")
    return [ActiveLoop("four_form"), SlotSet("requested_slot", factor), FollowupAction("action_listen")]


def _asked_about(tracker: Tracker, factor: str) -> bool:
    return ("utter_two_answers", f"utter_ask_{factor}") in pairwise(responses_so_far(tracker))
