"""Scripted people: what they say, and what they must hear. Read from data/scenarios; run by the tests and reviewers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

import yaml
from pydantic import BaseModel, Extra, Field, ValidationError, root_validator

from bot.faults import fault_in_words


class Turn(BaseModel, extra=Extra.forbid):
    """One turn: what is typed (``says``) or tapped (``taps``, a button's title), and what must come of it."""

    says: Optional[str]
    taps: Optional[str]
    hears: list[str] = Field(default_factory=list)  # responses, in this order, others may come between
    first: Optional[str]  # the response that must come before all others
    contains: list[str] = Field(default_factory=list)
    never: list[str] = Field(default_factory=list)

    @root_validator
    def _says_or_taps(cls, values: dict[str, Any]) -> dict[str, Any]:
        if (values.get("says") is None) == (values.get("taps") is None):
            raise ValueError("give either says or taps")
        return values


class Scenario(BaseModel, extra=Extra.forbid):
    """One scripted person. ``slots`` are what must be known at the end; null: must not be known."""

    person: str
    door: str
    nation: Optional[str]
    turns: list[Turn] = Field(min_items=1)
    outcome: Optional[str]
    force: Optional[str]
    slots: dict[str, Any] = Field(default_factory=dict)
    file: str = ""

    @property
    def expected(self) -> dict[str, Any]:
        """Return every slot value that must hold at the end."""
        named = {name: getattr(self, name) for name in ("outcome", "force") if getattr(self, name) is not None}
        return {**self.slots, **named}


class ScenarioError(Exception):
    """A scenario file cannot be read; the message names the file, the person, the field and what is wrong."""


def read_scenarios(folder: Path) -> list[Scenario]:
    """Read every scripted person.

    Raises:
        ScenarioError: a file is wrong.
    """
    found = []
    for path in sorted(folder.rglob("*.yml")):
        name = path.relative_to(folder).as_posix()
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8"))["people"], start=1):
            try:
                found.append(Scenario(**entry, file=name))
            except ValidationError as error:
                person = f"data/scenarios/{name}: {entry.get('person', f'person {number}')}"
                raise ScenarioError(fault_in_words(person, entry, error.errors()[0])) from None
    return found
