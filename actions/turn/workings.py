"""For support workers who try the assistant out: after each message, what was heard, what is noted, and what comes next and why."""

from __future__ import annotations

from typing import Any, Mapping

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import STEP_WORDS
from actions.turn.conversation import confidence_of, entities_so_far, intent_of, said_in_this_turn
from bot.four import Step


def show_workings(dispatcher: CollectingDispatcher, tracker: Tracker, known: Mapping[str, Any], step: Step) -> None:
    """Say it to a support worker, once a message, given the slots as they are about to be and the step that comes next."""
    if known.get("speaking_for") != "worker" or said_in_this_turn(tracker, "utter_test_bench"):
        return
    heard = {what: entities_so_far(tracker, what) for what in STEP_WORDS["entities"]}
    values = {**{slot: known.get(slot) for slot in STEP_WORDS["slots"]}, **heard}
    noted = [
        STEP_WORDS["note"].format(name=name, value=_plain(value))
        for name, value in values.items()
        if value not in (None, [])
    ]
    dispatcher.utter_message(
        response="utter_test_bench",
        heard=intent_of(tracker),
        sure=f"{confidence_of(tracker):.2f}",
        noted=STEP_WORDS["between"].join(noted) or STEP_WORDS["nothing"],
        next=STEP_WORDS["steps"][step.value]["next"],
        because=STEP_WORDS["steps"][step.value]["because"],
    )


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return STEP_WORDS["yes" if value else "no"] if isinstance(value, bool) else str(value)
