"""Saying back what a message brought, before anything is built on it."""

from types import MappingProxyType
from typing import Any, Mapping, Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import DIRECTORY
from actions.turn.conversation import (
    entities,
    intent_of,
    question_answered,
    said_before,
    said_in_this_turn,
    set_in_this_turn,
    words_of_this_turn,
)
from actions.turn.learn import says_no_danger
from actions.turn.ledger_text import ledger_text
from actions.turn.risks import say_risks_of_this_turn
from bot.four import Answers, ledger
from bot.places import CROWN_DEPENDENCIES


def acknowledge(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    learnt: Mapping[str, Any] = MappingProxyType({}),
    words_too: bool = True,
) -> None:
    """Say back the door, the evidence, what raises risk or changes the help, and the place that the latest message
    brought; each once.

    ``learnt`` are slots about to be set (actions/turn/learn.py). ``words_too`` False leaves the evidence out: the
    ledger, which shows it all, comes next.
    """
    if set_in_this_turn(tracker, "speaking_for") or "speaking_for" in learnt:
        named = intent_of(tracker) == "choose_door"
        door = learnt.get("speaking_for") or tracker.get_slot("speaking_for")
        # Wording follows the slot, which is set only after this: say the door that was learnt just now.
        if named or door != "self" or question_answered(tracker) == "speaking_for":
            _once(dispatcher, tracker, f"utter_door_{door}")
    # A teacher who asks for a pupil is not spoken to as a child, nor is a mother who tells of hers.
    a_child = learnt.get("under_18", tracker.get_slot("under_18")) and (
        set_in_this_turn(tracker, "under_18") or ("under_18" in learnt and intent_of(tracker) != "faq")
    )
    if a_child and not {"professional", "children"} & set(entities(tracker, "situation")):
        _once(dispatcher, tracker, "utter_under_18")
    not_sure = intent_of(tracker) in ("unsure", "skip") and set_in_this_turn(tracker, "immediate_danger")
    not_answered = learnt.get("immediate_danger") is False and intent_of(tracker) != "safe_now"
    if not_sure or (not_answered and not says_no_danger(tracker)):
        _once(dispatcher, tracker, "utter_danger_not_sure")
    if words_too:
        acknowledge_words(dispatcher, tracker, learnt.get("speaking_for") or tracker.get_slot("speaking_for"))
    say_risks_of_this_turn(dispatcher, tracker)
    for situation in dict.fromkeys(entities(tracker, "situation")):
        if not said_before(tracker, f"utter_situation_{situation}"):
            dispatcher.utter_message(response=f"utter_situation_{situation}")
    force = DIRECTORY.force(learnt.get("force") or tracker.get_slot("force") or "")
    if force is not None and (learnt.get("force") or set_in_this_turn(tracker, "force")):
        _once(dispatcher, tracker, "utter_place_noted", force_name=force.name)
    if learnt.get("place") in CROWN_DEPENDENCIES:
        _once(dispatcher, tracker, f"utter_place_{learnt['place'].replace('-', '_')}")
    if set_in_this_turn(tracker, "place_declined") and intent_of(tracker) in (
        "rather_not_say",
        "skip",
        "unsure",
        "deny",
    ):
        _once(dispatcher, tracker, "utter_place_declined")


def acknowledge_words(dispatcher: CollectingDispatcher, tracker: Tracker, door: Optional[str]) -> None:
    """Say back the evidence in the latest message, in the words of a door; a story without any is thanked for."""
    words = words_of_this_turn(tracker)
    if words:
        heard = Answers.from_slots({word.factor: word.answer for word in words})
        noted = ledger_text(ledger(heard, words), door, known_only=True)
        first = not (said_before(tracker, "utter_noted") or said_before(tracker, "utter_heard"))
        if not said_in_this_turn(tracker, "utter_noted") and not said_in_this_turn(tracker, "utter_noted_more"):
            dispatcher.utter_message(response="utter_noted" if first else "utter_noted_more", noted=noted)
    elif intent_of(tracker) == "describe_situation" and not said_before(tracker, "utter_heard"):
        _once(dispatcher, tracker, "utter_heard")


def _once(dispatcher: CollectingDispatcher, tracker: Tracker, response: str, **values: str) -> None:
    if not said_in_this_turn(tracker, response):
        dispatcher.utter_message(response=response, **values)
