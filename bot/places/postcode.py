"""UK postcodes to police force areas, whole or in part.

Source: ONS Postcode Directory (see data/places/README.md). A postcode is an outward code (``CM1``) and an inward
code (``1AB``). Each outward code holds the areas it runs through in postcode order, so a unit postcode is one
dictionary look-up and one bisection.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional

from bot.places.errors import PlacesError

# Letters people type for digits, and the other way round, told apart by where they stand.
_AS_DIGIT = str.maketrans("OIL", "011")
_AS_LETTER = str.maketrans("015", "OIS")
_LOOSE_WHOLE = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9OIL][A-Z0-9]?)[ -]{0,3}([0-9OIL][A-Z015]{2})(?![A-Z0-9])")
_LOOSE_HALF = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2} ?[0-9][A-Z0-9]?)(?: ([0-9]))?(?![A-Z0-9])")
_AREA = re.compile(r"[A-Z]{1,2}")


@dataclass(frozen=True)
class Outward:
    """One outward code: ``areas[i]`` begins at inward code ``starts[i]`` (``starts[0]`` is empty: the beginning)."""

    starts: tuple[str, ...]
    areas: tuple[str, ...]


class PostcodeIndex:
    """Every UK postcode's police force area (or Crown dependency)."""

    def __init__(self, outwards: dict[str, Outward]) -> None:
        self._outwards = outwards
        self._by_area: dict[str, set[str]] = {}
        for outward, runs in outwards.items():
            letters = _AREA.match(outward).group()
            self._by_area.setdefault(letters, set()).update(runs.areas)

    @classmethod
    def read(cls, path: Path) -> PostcodeIndex:
        """Read ``postcodes.csv``.

        Raises:
            PlacesError: the file is missing or a line cannot be read.
        """
        if not path.exists():
            raise PlacesError(path.name, "the file is missing", "run `make places` to build it")
        outwards = {}
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                words = row["areas"].split()
                if len(words) % 2 == 0:
                    raise PlacesError(path.name, f"line {row['outward']!r}", "run `make places` to build the file anew")
                outwards[row["outward"]] = Outward(starts=("", *words[1::2]), areas=tuple(words[0::2]))
        return cls(outwards)

    def unit(self, outward: str, inward: str) -> Optional[str]:
        """Return the area of a whole postcode, or None if no postcode begins with ``outward``."""
        runs = self._outwards.get(outward)
        if runs is None:
            return None
        return runs.areas[bisect_right(runs.starts, inward) - 1]

    def half(self, outward: str, sector: str = "") -> tuple[str, ...]:
        """Return the areas an outward code (and the digit after it, if given) runs through, without repeats."""
        runs = self._outwards.get(outward)
        if runs is None:
            return ()
        first, last = 0, len(runs.areas)
        if sector:
            first = bisect_right(runs.starts, sector + "AA") - 1
            last = bisect_right(runs.starts, sector + "ZZ")
        return tuple(dict.fromkeys(runs.areas[first:last]))

    def letters(self, letters: str) -> tuple[str, ...]:
        """Return the areas that a postcode area ("CM") runs through, in order of their names."""
        return tuple(sorted(self._by_area.get(letters, ())))

    def search(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what in ``text`` may be a postcode, the surest first, with the areas it can lie in.

        ``O`` and ``I`` for ``0`` and ``1`` are put right, but not in a word without any digit: "police" is no PO1
        1CE. A match without any area (``ZZ9 9ZZ``) is not yielded.
        """
        upper = text.upper()
        for match in _LOOSE_WHOLE.finditer(upper):
            if not re.search(r"\d", match.group()):
                continue
            for outward in _spellings(match.group(1)):
                inward = match.group(2)[0].translate(_AS_DIGIT) + match.group(2)[1:].translate(_AS_LETTER)
                area = self.unit(outward, inward)
                if area:
                    yield f"{outward} {inward}", (area,)
                    return
        for match in _LOOSE_HALF.finditer(upper):
            outward = match.group(1).replace(" ", "")
            areas = self.half(outward, match.group(2) or "")
            if areas:
                yield f"{outward} {match.group(2) or ''}".strip(), areas
                return


def _spellings(outward: str) -> list[str]:
    """Return how an outward code may have been meant: as typed, then with its digits put right."""
    letters = 2 if len(outward) > 2 and outward[1].isalpha() and not outward[1:].translate(_AS_DIGIT).isdigit() else 1
    if outward[1].isdigit():
        letters = 1
    fixed = outward[:letters] + outward[letters:].translate(_AS_DIGIT)
    return list(dict.fromkeys([outward, fixed, outward[:2] + outward[2:].translate(_AS_DIGIT)]))
