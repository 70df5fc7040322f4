"""Reading a Rasa tracker: what was said in this turn, by whom, and the person's own words as evidence."""

from __future__ import annotations

from typing import Any, Iterator, Optional

from rasa_sdk import Tracker

from bot.four import Words, words_in


def intent_of(tracker: Tracker) -> Optional[str]:
    """Return the intent of the latest message."""
    return (tracker.latest_message.get("intent") or {}).get("name")


def entity(tracker: Tracker, name: str, role: Optional[str] = None) -> Optional[str]:
    """Return the latest message's value for an entity (of a role), or None."""
    return next(iter(entities(tracker, name, role)), None)


def entities(tracker: Tracker, name: str, role: Optional[str] = None) -> list[str]:
    """Return all of the latest message's values for an entity (of a role), in their order."""
    return list(tracker.get_latest_entity_values(name, entity_role=role))


def entities_so_far(tracker: Tracker, name: str) -> list[str]:
    """Return all values of an entity in all messages, each once, in their order: forms pass by what is no answer."""
    messages = (e.get("parse_data") or {} for e in tracker.events if e.get("event") == "user")
    told = (found["value"] for parsed in messages for found in parsed.get("entities") or [] if found["entity"] == name)
    return list(dict.fromkeys(told))


def confidence_of(tracker: Tracker) -> float:
    """Return how sure of the intent of the latest message the model was, from 0 to 1."""
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)


def events_of_this_turn(tracker: Tracker) -> list[dict[str, Any]]:
    """Return the events since the latest message, which is the first of them."""
    found: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        found.append(event)
        if event.get("event") == "user":
            break
    return found[::-1]


def events_before_this_turn(tracker: Tracker) -> list[dict[str, Any]]:
    """Return the events before the latest message."""
    return list(tracker.events[: -len(events_of_this_turn(tracker)) or None])


def text_before(tracker: Tracker) -> str:
    """Return what the person typed or tapped just before the latest message, or nothing."""
    texts = (e.get("text") or "" for e in reversed(tracker.events) if e.get("event") == "user")
    next(texts, None)
    return next(texts, "")


def said_in_this_turn(tracker: Tracker, response: str) -> bool:
    """Tell whether a response has been uttered since the latest message."""
    return response in responses_of_this_turn(tracker)


def said_in_the_turn_before(tracker: Tracker, response: str) -> bool:
    """Tell whether a response was uttered in reply to the message before the latest."""
    return response in responses_of_last_turn(tracker)


def said_before(tracker: Tracker, response: str) -> bool:
    """Tell whether a response has been uttered in this conversation."""
    return response in responses_so_far(tracker)


def responses_so_far(tracker: Tracker) -> list[str]:
    """Return all responses that have been uttered in this conversation, in their order."""
    return [response for response in map(_response_of, tracker.events) if response]


def responses_of_this_turn(tracker: Tracker) -> list[str]:
    """Return the responses that have been uttered since the latest message, in their order."""
    return [response for response in map(_response_of, events_of_this_turn(tracker)) if response]


def responses_of_last_turn(tracker: Tracker) -> list[str]:
    """Return the responses that were uttered between the message before and the latest, in their order."""
    found: list[str] = []
    for event in reversed(events_before_this_turn(tracker)):
        if event.get("event") == "user":
            break
        response = _response_of(event)
        if response:
            found.append(response)
    return found[::-1]


def languages_answered(tracker: Tracker) -> set[str]:
    """Return the other languages that messages before the latest were written in."""
    before = events_before_this_turn(tracker)
    messages = ((e.get("parse_data") or {}).get("entities") or [] for e in before if e.get("event") == "user")
    return {e["value"] for entities in messages for e in entities if e["entity"] == "language"}


def set_in_this_turn(tracker: Tracker, slot: str) -> bool:
    """Tell whether a slot was filled since the latest message."""
    turn = events_of_this_turn(tracker)
    return any(e.get("event") == "slot" and e["name"] == slot and e["value"] is not None for e in turn)


def question_answered(tracker: Tracker) -> Optional[str]:
    """Return the slot that was being asked for when the latest message came, or None."""
    before = events_before_this_turn(tracker)
    asked = (e["value"] for e in reversed(before) if e.get("event") == "slot" and e["name"] == "requested_slot")
    return next(asked, None)


def own_words(tracker: Tracker) -> Iterator[Words]:
    """Yield every piece of evidence in the person's messages, the oldest first."""
    asked = None
    for event in tracker.events:
        if event.get("event") == "slot" and event["name"] == "requested_slot":
            asked = event["value"]
        elif event.get("event") == "user":
            yield from words_in((event.get("parse_data") or {}).get("entities") or [], asked)


def words_of_this_turn(tracker: Tracker) -> list[Words]:
    """Return the evidence in the latest message."""
    return list(words_in(tracker.latest_message.get("entities") or [], question_answered(tracker)))


def _response_of(event: dict[str, Any]) -> Optional[str]:
    if event.get("event") != "bot":
        return None
    return (event.get("metadata") or {}).get("utter_action")
