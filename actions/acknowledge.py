"""Saying back what a message brought, before anything is built on it."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import intent_of, said_before, said_in_this_turn, set_in_this_turn, words_in
from actions.knowledge import DIRECTORY
from actions.ledger_text import ledger_text
from bot.four import Answers, ledger


def acknowledge(dispatcher: CollectingDispatcher, tracker: Tracker, words_too: bool = True) -> None:
    """Say back the door, the evidence and the place that the latest message brought; each only once.

    ``words_too`` False leaves the evidence out: the ledger, which shows it all, comes next.
    """
    if set_in_this_turn(tracker, "speaking_for") and intent_of(tracker) == "choose_door":
        _once(dispatcher, tracker, "utter_door")
    if intent_of(tracker) in ("unsure", "skip") and set_in_this_turn(tracker, "immediate_danger"):
        _once(dispatcher, tracker, "utter_danger_not_sure")
    if words_too:
        _acknowledge_words(dispatcher, tracker)
    force = DIRECTORY.force(tracker.get_slot("force") or "")
    if force is not None and set_in_this_turn(tracker, "force"):
        _once(dispatcher, tracker, "utter_place_noted", force_name=force.name)
    if set_in_this_turn(tracker, "place_declined") and intent_of(tracker) in (
        "rather_not_say",
        "skip",
        "unsure",
        "deny",
    ):
        _once(dispatcher, tracker, "utter_place_declined")


def _acknowledge_words(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say back the evidence in the latest message; a story without any is thanked for."""
    words = list(words_in(tracker.latest_message))
    if words:
        heard = Answers.from_slots({word.factor: word.answer for word in words})
        noted = ledger_text(ledger(heard, words), tracker.get_slot("speaking_for"), known_only=True)
        first = not (said_before(tracker, "utter_noted") or said_before(tracker, "utter_heard"))
        if not said_in_this_turn(tracker, "utter_noted") and not said_in_this_turn(tracker, "utter_noted_more"):
            dispatcher.utter_message(response="utter_noted" if first else "utter_noted_more", noted=noted)
    elif intent_of(tracker) == "describe_situation" and not said_before(tracker, "utter_heard"):
        _once(dispatcher, tracker, "utter_heard")


def _once(dispatcher: CollectingDispatcher, tracker: Tracker, response: str, **values: str) -> None:
    if not said_in_this_turn(tracker, response):
        dispatcher.utter_message(response=response, **values)
