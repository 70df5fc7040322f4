"""What somebody told that is a reason to call sooner (data/risks.yml). Never a score: nothing is added up."""

from __future__ import annotations

from typing import Iterable, Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.knowledge import RISKS
from actions.turn.conversation import entities, entities_so_far, said_before

AT_ONCE, SOONER = "at_once", "sooner"


def risks_of_this_turn(tracker: Tracker) -> list[str]:
    """Return what the latest message told; a broken order is a situation and a risk in one."""
    told = [*entities(tracker, "risk"), *entities(tracker, "situation")]
    return [risk for risk in told if risk in RISKS["reasons"]]


def risks_so_far(tracker: Tracker) -> list[str]:
    """Return what any message told."""
    told = [*entities_so_far(tracker, "risk"), *entities_so_far(tracker, "situation")]
    return [risk for risk in told if risk in RISKS["reasons"]]


def say_risks_of_this_turn(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Say that what the latest message told is a reason to call, and why; each urgency once in a
    conversation, and the lesser one never after the greater.
    """
    told = risks_of_this_turn(tracker)
    urgency = how_soon(told)
    if urgency is None or said_before(tracker, "utter_risk_at_once") or said_before(tracker, f"utter_risk_{urgency}"):
        return
    fitting = [risk for risk in told if RISKS["reasons"][risk]["call"] == urgency]
    dispatcher.utter_message(response=f"utter_risk_{urgency}", reasons=in_words(fitting))


def how_soon(risks: Iterable[str]) -> Optional[str]:
    """Return ``at_once``, ``sooner``, or None where nothing was told."""
    calls = {RISKS["reasons"][risk]["call"] for risk in risks if risk in RISKS["reasons"]}
    return AT_ONCE if AT_ONCE in calls else SOONER if calls else None


def in_words(risks: Iterable[str]) -> str:
    """Return the reasons as a list in words, the gravest first: "a threat to kill, threats and damage to things"."""
    known = set(risks)
    said = [reason["says"] for risk, reason in RISKS["reasons"].items() if risk in known][: RISKS["most"]]
    return RISKS["before_the_last"].join([*filter(None, [RISKS["between"].join(said[:-1])]), *said[-1:]])
