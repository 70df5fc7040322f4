"""Find the place in what somebody typed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator, Optional

from bot.places.answer import Choices, Found, NotFound, Option, Outside, PlaceAnswer, TooWide
from bot.places.names import LONGEST_NAME_IN_WORDS, NameIndex, simple
from bot.places.postcode import PostcodeIndex

CROWN_DEPENDENCIES = ("isle-of-man", "channel-islands")
MOST_FORCES_OF_A_POSTCODE_AREA = 3
_LEADS_TO_A_PLACE = {
    "in",
    "at",
    "near",
    "from",
    "outside",
    "around",
    "of",
    "to",
    "round",
    "by",
    "nr",
    "between",
    "live",
    "living",
    "stay",
    "based",
    "its",
    "is",
    "town",
    "city",
}
# In "the welsh one" or "in the one in gwynedd" these say nothing.
_POINTING_WORDS = frozenset({"the", "one", "in", "that", "it", "its", "is", "im"})
# "I live in …", "we're from …", "my daughter lives near …": whose home it is decides which force can help.
_HOME = re.compile(
    r"\b(?P<lead>(?:(?:i|we)\b(?: \w+){0,3}?|im|were|i am|we are|ive|weve)(?: \w+){0,2}? (?:in|at|near|from|outside|round|around)"
    r"|(?:my|our) (?:daughter|son|sister|brother|mum|mam|mom|mother|dad|father|friend|mate|neighbour|cousin|niece|nephew|client)"
    r" (?:lives |stays |living )(?:\w+ ){0,2}?(?:in|at|near|from|outside)) (?P<place>(?:\w+ ?){1,6})"
)
_HOME_VERBS = re.compile(r"\b(?:am|im|are|were|live|living|stay|staying|based|from|moved)\b")


class Places:
    """Every place we know. Build it once and share it; it is read-only."""

    def __init__(self, postcodes: PostcodeIndex, names: NameIndex, everyday_words: frozenset[str]) -> None:
        self._postcodes = postcodes
        self._names = names
        self._everyday = everyday_words

    @classmethod
    def read(cls, folder: Path) -> Places:
        """Read ``data/places``.

        Raises:
            PlacesError: a file is missing or wrong; the message says which and what to do.
        """
        lines = (folder / "everyday-words.txt").read_text("utf-8").splitlines()
        everyday = frozenset(word for line in lines if not line.startswith("#") for word in line.split())
        return cls(PostcodeIndex.read(folder / "postcodes.csv"), NameIndex.read(folder), everyday)

    def find(self, text: str) -> PlaceAnswer:
        """Answer "where do you live?", given what was typed to that question.

        A whole postcode wins, then half a postcode, then the longest name. Several force areas give
        :class:`Choices`. Costs microseconds for a postcode and well under a millisecond for a sentence.
        """
        from_postcode = self._from_postcode(text)
        if from_postcode is not None and not isinstance(from_postcode, NotFound):
            return from_postcode
        words = simple(text).split()
        whole = self._whole_answer(words)
        if whole is not None:
            return whole
        for start, stop in _spans(words):
            name = " ".join(words[start:stop])
            if name not in self._names:
                continue
            led_to = start > 0 and words[start - 1] in _LEADS_TO_A_PLACE
            if led_to or (len(name) > 3 and name not in self._everyday):
                answer = self._names.get(name, self._qualifier(name, words[stop:]))
                if answer is not None:
                    return answer
        return NotFound()

    def choose(self, choices: Choices, text: str) -> PlaceAnswer:
        """Answer "which of these?" from words that are no place by themselves: "the welsh one", "gwynedd".

        Only what leaves a single option counts; anything else is :class:`NotFound`.
        """
        name, words = simple(choices.said), [word for word in simple(text).split() if word not in _POINTING_WORDS]
        qualifier = self._names.nation_called(" ".join(words))
        answer = self._names.get(name, qualifier) if self._names.fits(name, qualifier) else None
        if isinstance(answer, Found):
            return answer
        told = [o for o in choices.options if words and set(words) <= set(simple(o.label or o.force).split())]
        return Found(told[0].force, told[0].label) if len(told) == 1 else NotFound()

    def find_home(self, text: str) -> PlaceAnswer:
        """Find where the person says they live, in a story that was not an answer to that question.

        Much stricter than :meth:`find`: only a whole postcode, or a name after words such as "I live in" or
        "my daughter lives near"; an everyday word ("in the bath") only after "live". Where the other person lives or
        works is not a home.
        """
        for said, areas in self._postcodes.search(text):
            if " " in said and len(said.split()[1]) == 3:
                return self._answer(said, areas)
        sentence = simple(text)
        for match in _HOME.finditer(sentence):
            lives = re.search(r"\b(?:live|lives|living|stay|stays|from)\b", match.group("lead")) is not None
            if not lives and not _HOME_VERBS.search(match.group("lead")):
                continue
            words = match.group("place").split()
            if words[:1] == ["the"]:
                words = words[1:]
            for stop in range(min(len(words), LONGEST_NAME_IN_WORDS), 0, -1):
                name = " ".join(words[:stop])
                if name in self._everyday and not lives:
                    continue
                answer = self._names.get(name, self._qualifier(name, words[stop:]))
                if isinstance(answer, (Found, Choices, Outside)):
                    return answer
        return NotFound()

    def is_a_place(self, text: str) -> bool:
        """Tell whether a text is a place or a postcode and nothing else: "st helens", "l4", "newport, isle of wight".

        Everyday words that are names too ("hope", "street") are not.
        """
        words = simple(text).split()
        if not words or " ".join(words) in self._everyday:
            return False
        if len(words) <= 2 and any(simple(said).split() == words for said, _ in self._postcodes.search(text)):
            return True
        return len(" ".join(words)) > 3 and self._whole_answer(words) is not None

    def _whole_answer(self, words: list[str]) -> Optional[PlaceAnswer]:
        """Read the whole of a short answer as a name, with its county if said: "newport isle of wight"."""
        for stop in range(len(words), 0, -1):
            name, rest = " ".join(words[:stop]), words[stop:]
            if name in self._names and (not rest or self._qualifier(name, rest)):
                return self._names.get(name, self._qualifier(name, rest))
        return None

    def _qualifier(self, name: str, words: list[str]) -> str:
        """Return the county, authority or nation that follows ``name`` ("in kent", "isle of wight"), or ""."""
        while words and words[0] in {"in", "the"}:
            words = words[1:]
        for stop in range(min(len(words), LONGEST_NAME_IN_WORDS), 0, -1):
            qualifier = " ".join(words[:stop])
            if self._names.fits(name, qualifier):
                return qualifier
        return ""

    def _from_postcode(self, text: str) -> Optional[PlaceAnswer]:
        for said, areas in self._postcodes.search(text):
            return self._answer(said, areas)
        letters = text.strip().upper()
        if letters.isalpha() and len(letters) <= 2:
            areas = self._postcodes.letters(letters)
            if areas:
                few = len(areas) <= MOST_FORCES_OF_A_POSTCODE_AREA
                return self._answer(letters, areas) if few else TooWide(letters)
        return None

    @staticmethod
    def _answer(said: str, areas: tuple[str, ...]) -> PlaceAnswer:
        if areas[0] in CROWN_DEPENDENCIES:
            return Outside(areas[0])
        if len(areas) == 1:
            return Found(areas[0])
        return Choices(said, tuple(Option(area) for area in areas))


def _spans(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield every run of words, the longest first, then from left to right."""
    for length in range(min(len(words), LONGEST_NAME_IN_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            yield start, start + length
