"""Safety advice for situations, as short cards: ``data/advice.yml``. Shown in the conversation and on /support/steps."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Iterator, Literal, Optional

import yaml
from pydantic import BaseModel, Extra, Field, ValidationError

from bot.faults import fault_in_words


class AdviceError(Exception):
    """The file is wrong; the message names it, the entry, the field and what is wrong."""


class Source(BaseModel, extra=Extra.forbid):
    """Where the advice was read, and what it says there."""

    url: str = Field(regex="^https://")
    says: str
    page_date: Optional[str]


class Card(BaseModel, extra=Extra.forbid):
    """One thing to do, and why. ``choice``: it can raise danger, so it is offered and never told."""

    id: str
    action: str
    action_someone_else: str
    why: str
    choice: bool
    source: Source
    confidence: Literal["high", "medium"]  # how sure the source makes it: for reviewers
    checked: date
    review_by: date

    def said_to(self, helper: bool) -> str:
        """Return the action as it is said to the person, or to somebody who helps them."""
        return self.action_someone_else if helper else self.action


class Situation(BaseModel, extra=Extra.forbid):
    """A situation with its cards. ``words``: what names it in a message ("keeping safe at work")."""

    id: str
    title: str
    words: list[str]
    intro: str
    intro_someone_else: str
    cards: list[Card] = Field(min_items=1)

    def intro_for(self, helper: bool) -> str:
        """Return the first words, to the person or to somebody who helps them."""
        return self.intro_someone_else if helper else self.intro

    @property
    def checked(self) -> str:
        """Return the month in which the oldest card was checked."""
        return min(card.checked for card in self.cards).strftime("%B %Y")


class Advice:
    """All situations, in the order of the file."""

    def __init__(self, situations: list[Situation], others: list[dict[str, str]]) -> None:
        """Put it together; ``others``: buttons that are offered after the situations."""
        self.situations = situations
        self.others = others

    @classmethod
    def read(cls, path: Path) -> Advice:
        """Read the file.

        Raises:
            AdviceError: an entry is wrong.
        """
        written = yaml.safe_load(path.read_text("utf-8"))
        return cls(list(_read(path.name, written["situations"])), written["others"])

    def on(self, day: date) -> Advice:
        """Return what may be shown on a day: without cards that are past their review, and situations that have none left."""
        kept = ((one, [card for card in one.cards if card.review_by >= day]) for one in self.situations)
        return Advice([one.copy(update={"cards": cards}) for one, cards in kept if cards], self.others)

    def get(self, name: str) -> Optional[Situation]:
        """Return a situation by its id, or None."""
        return next((situation for situation in self.situations if situation.id == name), None)

    def named_in(self, text: str) -> Optional[Situation]:
        """Return the only situation that a message names, or None."""
        said = set(re.findall(r"[a-z]+", text.casefold()))
        named = [situation for situation in self.situations if said & set(situation.words)]
        return named[0] if len(named) == 1 else None


def _read(file: str, entries: list[dict]) -> Iterator[Situation]:
    for number, entry in enumerate(entries, start=1):
        try:
            yield Situation(**entry)
        except ValidationError as error:
            name = f"{file}: {entry.get('id', f'situation {number}')}"
            raise AdviceError(fault_in_words(name, entry, error.errors()[0])) from None
