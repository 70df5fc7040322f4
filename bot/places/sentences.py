"""Which of the places in a sentence is home: "i work in leeds but i live over in knaresborough"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

import yaml

# How many words before a place, and behind it, tell whether it is home.
BEFORE, AFTER = 6, 3
_WEIGHTS = {"home": 3, "now": 1, "not_home": -3}


@dataclass(frozen=True)
class Mention:
    """A place name in a sentence: ``words[start:stop]``."""

    name: str
    start: int
    stop: int


@dataclass(frozen=True)
class Cues:
    """The phrases of ``data/places/cues.yml``, each a tuple of words."""

    weights: Mapping[tuple[str, ...], int]
    after: frozenset[tuple[str, ...]]
    joins: frozenset[str]
    near: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> Cues:
        """Read the file."""
        data = yaml.safe_load(path.read_text("utf-8"))
        weights = {tuple(phrase.split()): weight for key, weight in _WEIGHTS.items() for phrase in data[key]}
        return cls(
            weights,
            frozenset(tuple(p.split()) for p in data["after"]),
            frozenset((*data["joins"], *data["near"])),
            frozenset(data["near"]),
        )

    def score(self, words: Sequence[str], mention: Mention, since: int) -> int:
        """Return how much speaks for a mention being home; below zero: it is not.

        ``since`` is where the place before it ended: what was said of that does not count here. The nearest phrase of
        each kind counts, and a denial outweighs what stands before it.
        """
        before = words[max(since, mention.start - BEFORE) : mention.start]
        found = []
        for length in (3, 2, 1):
            for i in range(len(before) - length + 1):
                weight = self.weights.get(tuple(before[i : i + length]))
                # "used to live" is no "live".
                if weight is not None and not any(i >= a and i + length <= b for a, b, _ in found):
                    found.append((i, i + length, weight))
        score = 0
        if found:
            last = max(found, key=lambda one: one[1])
            score = last[2] if last[2] < 0 else sum(weight for _, _, weight in found if weight > 0)
        behind = words[mention.stop : mention.stop + AFTER]
        if any(tuple(behind[i : i + n]) in self.after for n in (1, 2) for i in range(len(behind) - n + 1)):
            score -= 2
        return score

    def joined(self, words: Sequence[str], one: Mention, other: Mention) -> bool:
        """Tell whether the second place tells where the first is: "easton in bristol", "great tew, near chippy"."""
        between = words[one.stop : other.start]
        return len(between) <= 4 and all(word in self.joins for word in between)

    def only_near(self, words: Sequence[str], one: Mention, other: Mention) -> bool:
        """Tell whether the first place is only near the second, and so may be in another force area."""
        return any(word in self.near for word in words[one.stop : other.start])
