"""Place names to police force areas.

Names come from four files of ``data/places`` (see its README): local authorities and counties, GeoNames towns,
nicknames, and places outside the United Kingdom. A name that several force areas share is never guessed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Collection, Optional

import yaml
from rapidfuzz.distance import OSA

from bot.places.answer import Choices, Found, Option, Outside, PlaceAnswer, TooWide
from bot.places.errors import PlacesError

# A namesake this much smaller than the largest is not worth a question (Leeds in Kent beside Leeds).
SMALLEST_SHARE_WORTH_ASKING = 0.02
MOST_CHOICES = 4
LONGEST_NAME_IN_WORDS = 6
# Taken for places whose inhabitants no list of ours counts.
PEOPLE_OF_A_SMALL_PLACE, PEOPLE_OF_A_SEAT, WRITTEN_BY_HAND = 300, 3000, 50_000
# Misspelt names are looked for among towns of at least so many.
SMALLEST_FORGIVEN = 2500
SHORTEST_MISSPELT, LONG_ENOUGH_FOR_TWO_SLIPS, LARGE_ENOUGH_FOR_TWO_SLIPS = 5, 7, 12_000
# The first letter of an ONS local authority code.
NATIONS = {"E": "england", "W": "wales", "S": "scotland", "N": "northern ireland"}


# People say "Newcastle" for Newcastle upon Tyne and "Clacton" for Clacton-on-Sea.
_FIRST_PART = re.compile(r"(\w{4,})[ -](?:upon|on|under|by|le|in|super|next|cum)[ -]", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """One place that a name can mean."""

    name: str
    force: str
    population: int
    authority: str
    county: str
    nation: str

    @property
    def label(self) -> str:
        """Return the place in words that tell it from its namesakes: "Newport, Isle of Wight"."""
        wider = self.county if self.county not in ("Scotland", "Northern Ireland") else self.authority
        return self.name if wider.casefold() in self.name.casefold() else f"{self.name}, {wider}"

    def is_in(self, words: str) -> bool:
        """Tell whether ``words`` (already simple) is this candidate's authority, county or nation."""
        return words in {simple(self.authority), simple(self.county), self.nation}


@dataclass
class NameIndex:
    """Every name we know, in its simple form, and what it can mean."""

    candidates: dict[str, list[Candidate]] = field(default_factory=dict)
    fixed: dict[str, PlaceAnswer] = field(default_factory=dict)
    nations: dict[str, str] = field(default_factory=dict)
    nicknames: set[str] = field(default_factory=set)
    counties: set[str] = field(default_factory=set)
    _by_letter: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> NameIndex:
        """Read the name files in ``folder``.

        Raises:
            PlacesError: a file is missing, or an entry names an authority that does not exist.
        """
        authorities = _read_csv(folder / "authority-to-force.csv")
        by_code = {row["authority_code"]: row for row in authorities}
        by_name = {_plain_authority(row["authority_name"]): row for row in authorities}
        found: dict[str, list[Candidate]] = defaultdict(list)

        def add(name: str, row: dict[str, str], population: int, full: str = "") -> None:
            authority = _plain_authority(row["authority_name"])
            nation = NATIONS[row["authority_code"][0]]
            whole = full or name
            found[simple(name)].append(Candidate(whole, row["force"], population, authority, row["county"], nation))

        for row in _read_csv(folder / "names.csv"):
            # What GeoNames lists without inhabitants is the seat of something, and no hamlet.
            people = int(row["population"]) or PEOPLE_OF_A_SEAT
            add(row["name"], by_code[row["authority_code"]], people)
            short = _FIRST_PART.match(row["name"])
            if short:
                add(short.group(1), by_code[row["authority_code"]], people, full=row["name"])
        for row in _read_csv(folder / "small-places.csv"):
            for name in row["names"].split("|"):
                add(name, by_code[row["authority_code"]], PEOPLE_OF_A_SMALL_PLACE)
        for name, row in by_name.items():
            largest = max((c.population for c in found[simple(name)] if c.force == row["force"]), default=0)
            add(name, row, largest or 100_000)
            for part in re.split(r", | and ", name):
                if len(part) > 5 and simple(part) not in found:
                    add(part, row, 50_000)
        for row in authorities:
            if simple(row["county"]) not in {simple(name) for name in by_name}:
                add(row["county"], row, 500_000)

        namesakes: dict[str, PlaceAnswer] = {}
        for row in _read_csv(folder / "namesakes.csv"):
            options = []
            for code, label in (place.split(":", 1) for place in row["places"].split("|")):
                options.append(Option(by_code[code]["force"], label))
                if by_code[code]["force"] not in {c.force for c in found[simple(row["name"])]}:
                    add(label.split(",")[0], by_code[code], PEOPLE_OF_A_SMALL_PLACE)
            namesakes[simple(row["name"])] = Choices(row["name"], tuple(options))
        index = cls(candidates=dict(found), fixed=namesakes)
        index.counties = {simple(row["county"]) for row in authorities}
        for row in _read_csv(folder / "nicknames.csv"):
            for said in map(simple, row["says"].split("|")):
                index.fixed.setdefault(said, Found(by_code[row["authority_code"]]["force"], row["name"]))
                index.nicknames.add(said)
        index._read_nicknames(folder / "nicknames.yml", by_name)
        index._read_outside(folder / "outside.yml")
        return index

    def _read_nicknames(self, path: Path, by_name: dict[str, dict[str, str]]) -> None:
        forces = {row["force"] for row in by_name.values()} | {"btp"}
        data = _read_yaml(path)
        for entry in data["one_place"] + data["several_places"]:
            slugs = entry.get("one_of") or [entry["force"]] if "authority" not in entry else []
            unknown = [slug for slug in slugs if slug not in forces]
            if unknown or entry.get("authority", "") not in {"", *by_name}:
                wrong = unknown[0] if unknown else entry["authority"]
                raise PlacesError(
                    path.name, f"{entry['says'][0]!r}", f"{wrong!r} is in no line of authority-to-force.csv"
                )
            for said in entry["says"]:
                if "one_of" in entry:
                    self.fixed[simple(said)] = Choices(said, tuple(Option(slug) for slug in entry["one_of"]))
                elif "authority" in entry:
                    row = by_name[entry["authority"]]
                    self.fixed[simple(said)] = Found(row["force"], entry.get("label", entry["authority"]))
                else:
                    self.fixed[simple(said)] = Found(entry["force"], entry["label"])
        self.nations = {simple(said): nation for nation, names in data["nations"].items() for said in names}

    def _read_outside(self, path: Path) -> None:
        data = _read_yaml(path)
        for entry in data["crown_dependencies"]:
            for said in entry["says"]:
                self.fixed[simple(said)] = Outside(entry["is"])
        for said in data["abroad"]:
            self.fixed.setdefault(simple(said), Outside("abroad"))
        for said in data["too_wide"]:
            self.fixed.setdefault(simple(said), TooWide(said))

    def nation_called(self, words: str) -> str:
        """Return the nation that an adjective means ("welsh"), or the words as they are."""
        return self.nations.get(words, words)

    def fits(self, name: str, qualifier: str) -> bool:
        """Tell whether ``qualifier`` says which of the places called ``name`` is meant."""
        return any(candidate.is_in(qualifier) for candidate in self.candidates.get(name, ()))

    def __contains__(self, name: str) -> bool:
        return name in self.fixed or name in self.candidates

    def people(self, name: str) -> int:
        """Return how many live in the largest place of this name; of what is fixed by hand all but nicknames count as large."""
        if name in self.nicknames:
            return PEOPLE_OF_A_SMALL_PLACE
        if name in self.fixed:
            return WRITTEN_BY_HAND
        return max((candidate.population for candidate in self.candidates.get(name, ())), default=0)

    def is_county(self, name: str) -> bool:
        """Tell whether a name is that of a county, an authority or a nation, in which there are many places."""
        return name in self.counties

    def get_in(self, name: str, forces: Collection[str]) -> Optional[Found]:
        """Return the place of this name in one of these force areas, the largest, if all such places have one force."""
        there = [candidate for candidate in self.candidates.get(name, ()) if candidate.force in forces]
        if len({candidate.force for candidate in there}) != 1:
            return None
        largest = max(there, key=lambda candidate: candidate.population)
        return Found(largest.force, largest.label)

    def nearly(self, typed: str) -> Optional[PlaceAnswer]:
        """Return the town whose name is a slip or two away from what was typed, the larger before the smaller, or None.

        One letter may be wrong, missing, added or swapped with its neighbour; two in names of seven letters or more,
        of large towns. The first letter must be right.
        """
        if len(typed) < SHORTEST_MISSPELT:
            return None
        most = 1 if len(typed) < LONG_ENOUGH_FOR_TWO_SLIPS else 2
        near: list[tuple[int, int, str]] = []
        for name, people in self._towns().get(typed[0], ()):
            if abs(len(name) - len(typed)) <= most:
                slips = OSA.distance(typed, name, score_cutoff=most)
                if slips < 2 or (slips <= most and people >= LARGE_ENOUGH_FOR_TWO_SLIPS):
                    near.append((slips, -people, name))
        if not near:
            return None
        near.sort()
        best = [name for slips, people, name in near if slips == near[0][0] and people * 10 <= near[0][1]]
        answers = [answer for answer in map(self.get, best) if isinstance(answer, (Found, Choices))]
        if not answers:
            return None
        if len(answers) == 1 or len({answer.force for answer in answers if isinstance(answer, Found)}) == 1:
            return answers[0]
        options = {
            o.force: o for a in answers for o in (a.options if isinstance(a, Choices) else (Option(a.force, a.label),))
        }
        return Choices(typed, tuple(options.values())[:MOST_CHOICES])

    def _towns(self) -> dict[str, list[tuple[str, int]]]:
        """Return first letter -> the names of towns, and those written by hand, with their inhabitants."""
        if not self._by_letter:
            for name in {*self.candidates, *self.fixed}:
                people = self.people(name)
                if people >= SMALLEST_FORGIVEN and len(name) >= SHORTEST_MISSPELT:
                    self._by_letter.setdefault(name[0], []).append((name, people))
        return self._by_letter

    def get(self, name: str, qualifier: str = "") -> Optional[PlaceAnswer]:
        """Return what a simple name means, or None.

        ``qualifier`` is a county, authority or nation said beside it ("newport" + "isle of wight") that
        :meth:`fits` it.
        """
        if name in self.fixed and not qualifier:
            return self.fixed[name]
        candidates = self.candidates.get(name, [])
        if qualifier:
            candidates = [c for c in candidates if c.is_in(qualifier)]
        if not candidates:
            return self.fixed.get(name)
        # "Newport" is not short for Newport-on-Tay: the town that is called so is far larger.
        exact = max((c.population for c in candidates if simple(c.name) == name), default=0)
        candidates = [c for c in candidates if simple(c.name) == name or c.population > exact]
        largest: dict[str, Candidate] = {}
        for candidate in sorted(candidates, key=lambda c: -c.population):
            largest.setdefault(candidate.force, candidate)
        kept = list(largest.values())
        kept = [c for c in kept if c.population >= kept[0].population * SMALLEST_SHARE_WORTH_ASKING]
        if len(kept) == 1:
            return Found(kept[0].force, kept[0].label)
        options = tuple(
            Option(c.force, c.label if simple(c.name) != simple(c.county) else None) for c in kept[:MOST_CHOICES]
        )
        return Choices(kept[0].name, options)


def simple(name: str) -> str:
    """Return a name as it is compared: small letters, no accents or marks, "saint" for "st", "and" for "&"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"['`.]", "", plain).replace("&", " and ")
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join("saint" if word == "st" else word for word in words)


def _plain_authority(name: str) -> str:
    """Turn the list form "Bristol, City of" into "Bristol"; leave "Bournemouth, Christchurch and Poole" alone."""
    return re.sub(r", (City|County) of$", "", name)


def _read_csv(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        raise PlacesError(path.name, "the file is missing", "bring it back from the repository, or run `make places`")
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_yaml(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise PlacesError(path.name, "the file is missing", "bring it back from the repository")
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else "somewhere"
        raise PlacesError(path.name, line, "is not YAML: check brackets, commas and quotes there") from None
