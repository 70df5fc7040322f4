"""The five answers. ``unsure`` is an answer ("I don't know", or skipped); None means not known yet."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal, Mapping, Optional

Answer = Literal["yes", "no", "unsure"]
FACTORS = ("fixated", "obsessive", "unwanted", "repeated", "fear")
_VALUES = {"yes", "no", "unsure", None}


@dataclass(frozen=True)
class Answers:
    """What is known about the four signs and fear."""

    fixated: Optional[Answer] = None
    obsessive: Optional[Answer] = None
    unwanted: Optional[Answer] = None
    repeated: Optional[Answer] = None
    fear: Optional[Answer] = None

    def __post_init__(self) -> None:
        for factor in FACTORS:
            if getattr(self, factor) not in _VALUES:
                raise ValueError(f"{factor}: {getattr(self, factor)!r} is none of yes, no, unsure")

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> Answers:
        """Take the answers out of a mapping that may hold anything else besides."""
        return cls(**{field.name: slots.get(field.name) for field in fields(cls)})

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the factors still to be asked about, in the order of FOUR."""
        return tuple(factor for factor in FACTORS if getattr(self, factor) is None)
