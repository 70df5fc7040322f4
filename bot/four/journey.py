"""Which step of the conversation comes next.

The answer depends on nothing but what is known, so a conversation can be entered at any point, and an answer that is
changed later takes the person back by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Mapping, Optional

from bot.four.answers import Answers


class Step(str, Enum):
    """The steps, in their usual order. Those that ask are named after the form that asks."""

    DOOR = "door_form"
    SAFE = "safe_form"
    OWN_BEHAVIOUR = "own_behaviour"
    DANGER = "danger_form"
    STORY = "story_form"
    FOUR = "four_form"
    LEDGER = "ledger_form"
    OUTCOME = "outcome"
    WHO = "who_form"
    PLACE = "place_form"
    HELP = "help"
    NEXT = "next"


@dataclass(frozen=True)
class Situation:
    """Everything that decides the next step; None means not known, or not done, yet."""

    answers: Answers = Answers()
    speaking_for: Optional[str] = None
    immediate_danger: Optional[bool] = None
    story_told: Optional[bool] = None
    ledger_confirmed: Optional[bool] = None
    outcome: Optional[str] = None
    relationship: Optional[str] = None
    force: Optional[str] = None
    place_declined: Optional[bool] = None
    help_shown: Optional[bool] = None
    own_behaviour: Optional[bool] = None

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Situation:
        """Take the situation out of a mapping of slots."""
        own = {name: slots.get(name) for name in cls.__dataclass_fields__ if name != "answers"}
        return cls(answers=Answers.from_slots(slots), **own)


def next_step(now: Situation) -> Step:
    """Return the next step that is still open.

    Danger comes before everything but the question whom this is about; somebody in danger is asked whether they are
    safe before anything else is asked. Somebody who said that it is something they do themselves is never asked as if
    it were done to them.
    """
    if now.immediate_danger:
        return Step.SAFE
    if now.own_behaviour:
        return Step.OWN_BEHAVIOUR
    if now.speaking_for is None:
        return Step.DOOR
    if now.immediate_danger is None:
        return Step.DANGER
    if not now.story_told and now.answers.unknown:
        return Step.STORY
    if now.answers.unknown:
        return Step.FOUR
    if not now.ledger_confirmed:
        return Step.LEDGER
    if now.outcome in (None, "emergency"):
        return Step.OUTCOME
    if now.relationship is None:
        return Step.WHO
    if now.force is None and not now.place_declined:
        return Step.PLACE
    if not now.help_shown:
        return Step.HELP
    return Step.NEXT
