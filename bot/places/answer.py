"""What the places library can answer. Exactly one of these, never ``None``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Union

NOT_IN_THE_UNITED_KINGDOM = frozenset({"isle-of-man", "channel-islands", "abroad"})


@dataclass(frozen=True)
class Found:
    """One force area. ``label`` is the place in words ("Chelmsford, Essex"), or None when only a postcode was given."""

    force: str
    label: Optional[str] = None


@dataclass(frozen=True)
class Option:
    """One of several places of the same name; ``label`` is None where the force area's own name says it best."""

    force: str
    label: Optional[str] = None

    def with_force(self, name: str) -> str:
        """Return the place in words with its police force ("Newport, Isle of Wight (…)"), or the force's name alone."""
        return f"{self.label} ({name})" if self.label else name


@dataclass(frozen=True)
class Choices:
    """Several force areas fit; the person must be asked which. ``said`` is the part of their text that fits."""

    said: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Outside:
    """A real place without a UK police force: ``where`` is one of :data:`NOT_IN_THE_UNITED_KINGDOM`."""

    where: str


@dataclass(frozen=True)
class TooWide:
    """True, but no help: "England", "the north"."""

    said: str


@dataclass(frozen=True)
class NotFound:
    """Nothing in the text is a place that we know."""


PlaceAnswer = Union[Found, Choices, Outside, TooWide, NotFound]
