"""Which question a message asks, and answering one that was asked in the middle of something else."""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import DIRECTORY, GUESSES, RESPONSES, now
from actions.turn.conversation import entity, said_before

_WORD = re.compile(r"\w+")
_NO_APOSTROPHES = str.maketrans("", "", "'’")


def answer_to(tracker: Tracker) -> str:
    """Return the response to the question of a button (``topic``), or to the one that was understood."""
    topic = entity(tracker, "topic")
    return f"utter_faq/{topic}" if topic else _selected(tracker).get("utter_action", "utter_not_understood")


def say_answer(dispatcher: CollectingDispatcher, tracker: Tracker, response: str) -> None:
    """Say an answer; law that is past its review is said to be so."""
    dispatcher.utter_message(response=response)
    if DIRECTORY.law_to_ask_again(response, tracker.get_slot("nation"), now().date()):
        dispatcher.utter_message(response="utter_facts_old")


def answer_beside(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Answer a question that stands in a story ("he waits at the nursery, what can I do?"), once; tell whether there
    was one.

    How sure it must be that something is asked, and what, stands in data/guesses.yml.
    """
    response = asked_beside(tracker)
    if response is None or said_before(tracker, response) or _said_already(dispatcher, response):
        return False
    say_answer(dispatcher, tracker, response)
    return True


def asked_beside(tracker: Tracker) -> Optional[str]:
    """Return the answer to a question that a message asks beside what it was taken for, or None."""
    ranking = tracker.latest_message.get("intent_ranking") or []
    likely = next((guess["confidence"] for guess in ranking if guess["name"] == "faq"), 0.0)
    selected, sure = _selected(tracker), GUESSES["answer_beside"]
    if likely < sure["asked"] or (selected.get("confidence") or 0.0) < sure["topic"]:
        return None
    response = selected.get("utter_action")
    return response if response in RESPONSES else None


def asks(tracker: Tracker) -> bool:
    """Tell whether the latest message holds a question mark, or words in which people ask."""
    text = tracker.latest_message.get("text") or ""
    plain = f" {' '.join(_WORD.findall(text.casefold().translate(_NO_APOSTROPHES)))} "
    return "?" in text or any(f" {words} " in plain for words in GUESSES["asks_with"])


def _said_already(dispatcher: CollectingDispatcher, response: str) -> bool:
    """Tell whether another reply of this turn says as much as an answer does."""
    as_much = GUESSES["said_already"].get(response.partition("/")[2])
    return any(message.get("response") == as_much for message in dispatcher.messages if as_much)


def _selected(tracker: Tracker) -> Mapping[str, Any]:
    selectors = tracker.latest_message.get("response_selector") or {}
    return (selectors.get("faq") or {}).get("response") or {}
