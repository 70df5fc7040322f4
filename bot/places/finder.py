"""Find the place in what somebody typed."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Optional

from bot.places.answer import Choices, Found, NotFound, Option, Outside, PlaceAnswer, TooWide
from bot.places.names import LONGEST_NAME_IN_WORDS, MOST_CHOICES, NameIndex, simple
from bot.places.postcode import PostcodeIndex
from bot.places.sentences import Cues, Mention

CROWN_DEPENDENCIES = ("isle-of-man", "channel-islands")
MOST_FORCES_OF_A_POSTCODE_AREA = 3
# Inhabitants. A name of common words is a place only if it is a town; a town is meant whatever county is said beside it; a large one may
# begin an answer although it is an everyday word.
SMALL_TOWN, TOWN, LARGE_TOWN = 1500, 2500, 15_000
_LEADS_TO_A_PLACE = {
    "called",
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
# "Craven district" is Craven.
_KINDS_OF_PLACES = frozenset({"district", "borough", "council", "county", "area", "town", "village", "city", "centre"})
# In "the welsh one" or "in the one in gwynedd" these say nothing.
_POINTING_WORDS = frozenset({"the", "one", "in", "that", "it", "its", "is", "im"})
# "I live in …", "we're from …", "my daughter lives near …": whose home it is decides which force can help.
_HOME = re.compile(
    r"\b(?P<lead>(?:(?:i|we)\b(?: \w+){0,3}?|im|were|i am|we are|ive|weve)(?: \w+){0,2}? (?:in|on|at|near|from|outside|round|around)"
    r"|(?:my|our) (?:daughter|son|sister|brother|mum|mam|mom|mother|dad|father|friend|mate|neighbour|cousin|niece|nephew|client)"
    r" (?:lives |stays |living )(?:\w+ ){0,2}?(?:in|at|near|from|outside)) (?P<place>(?:\w+ ?){1,6})"
)
_NOT_HOME = re.compile(r"\b(?:dont|not|no longer|used to|never)\b")
_HOME_VERBS = re.compile(r"\b(?:am|im|are|were|live|living|stay|staying|based|from|moved)\b")


class Places:
    """Every place we know. Build it once and share it; it is read-only."""

    def __init__(
        self, postcodes: PostcodeIndex, names: NameIndex, everyday: frozenset[str], common: frozenset[str], cues: Cues
    ) -> None:
        self._postcodes = postcodes
        self._names = names
        self._everyday = everyday
        self._common = common
        self._cues = cues

    @classmethod
    @lru_cache(maxsize=1)
    def read(cls, folder: Path) -> Places:
        """Read ``data/places``, once a process: several parts of the server ask for it.

        Raises:
            PlacesError: a file is missing or wrong; the message says which and what to do.
        """
        postcodes, names = PostcodeIndex.read(folder / "postcodes.csv"), NameIndex.read(folder)
        everyday, common = _words(folder / "everyday-words.txt"), _words(folder / "common-words.txt")
        return cls(postcodes, names, everyday, common, Cues.read(folder / "cues.yml"))

    def find(self, text: str) -> PlaceAnswer:
        """Answer "where do you live?", given what was typed to that question.

        A whole postcode wins, then half a postcode, then names. Of several places the one that is home counts
        (``cues.yml``); where that is not said, and in other than one force area, :class:`Choices`. A name that is
        slightly misspelt is found where no other is. Costs microseconds for a postcode and under a millisecond for a
        sentence.
        """
        words = simple(text).split()
        from_postcode = self._from_postcode(text) if " ".join(words) not in self._names.nicknames else None
        if from_postcode is not None and not isinstance(from_postcode, Choices):
            return from_postcode
        mentions = self._mentions(words)
        answer = self._whole_answer(words)
        if answer is None:
            answer = self._home_among(words, mentions)
        if from_postcode is not None:
            # "ringwood bh24": the town says which part of the postcode.
            return answer if isinstance(answer, Found) and answer.force in _forces(from_postcode) else from_postcode
        if isinstance(answer, (Found, Outside)):
            return answer
        guess = self._misspelt(words, mentions, beside=isinstance(answer, Choices))
        if isinstance(guess, Found) and (not isinstance(answer, Choices) or guess.force in _forces(answer)):
            return guess
        return answer if not isinstance(answer, NotFound) else guess

    def _mentions(self, words: list[str]) -> list[Mention]:
        """Return the place names of a sentence, from left to right, each as long as it can be."""
        found: list[Mention] = []
        start = 0
        while start < len(words):
            longest = min(LONGEST_NAME_IN_WORDS, len(words) - start)
            stops = (start + length for length in range(longest, 0, -1))
            stop = next((stop for stop in stops if self._is_meant(words, start, stop)), start)
            if stop > start:
                found.append(Mention(" ".join(words[start:stop]), start, stop))
            start = max(stop, start + 1)
        return found

    def _is_meant(self, words: list[str], start: int, stop: int) -> bool:
        """Tell whether these words are a place rather than words of the language ("hope", "over", "the street")."""
        name = " ".join(words[start:stop])
        if name not in self._names:
            return False
        led_to = start > 0 and words[start - 1] in _LEADS_TO_A_PLACE
        if name in self._everyday:
            # "I live over in Clifton" is not Over, in Cambridgeshire.
            if words[stop : stop + 1] == ["in"] and start > 0 and words[start - 1].startswith("liv"):
                return False
            return led_to or (start == 0 and self._names.people(name) >= LARGE_TOWN)
        if self._is_a_common_word(words[start:stop]):
            return False
        return led_to or len(name) > 3 or (start == 0 and name in self._names.nicknames)

    def _home_among(self, words: list[str], mentions: list[Mention]) -> PlaceAnswer:
        """Return the home among several places; those that are said not to be it do not count."""
        wide = [mention for mention in mentions if isinstance(self._names.get(mention.name), TooWide)]
        mentions = [mention for mention in mentions if mention not in wide]
        answers: list[tuple[int, PlaceAnswer]] = []
        since, position = 0, 0
        while position < len(mentions):
            mention, wider = mentions[position], []
            while position + 1 < len(mentions) and self._cues.joined(words, mentions[position], mentions[position + 1]):
                position += 1
                wider.append(mentions[position])
            score = self._cues.score(words, mention, since)
            since = mentions[position].stop
            near = bool(wider) and self._cues.only_near(words, mention, wider[0])
            answers.append((score, self._within(mention.name, wider, near)))
            position += 1
        told = [(score, answer) for score, answer in answers if score >= 0]
        if not told:
            return self._names.get(wide[0].name) if wide else NotFound()
        best = [answer for score, answer in told if score == max(score for score, _ in told)]
        sure = [answer for answer in best if isinstance(answer, (Found, Outside))] or best
        if len({_forces(answer) for answer in sure}) == 1:
            return sure[0]
        options = {option.force: option for answer in sure for option in _options(answer)}
        return Choices(" / ".join(mention.name for mention in mentions), tuple(options.values())[:MOST_CHOICES])

    def _within(self, name: str, wider: list[Mention], only_near: bool) -> PlaceAnswer:
        """Return what a name means with the places beside it: "easton in bristol", "sale, cheshire", "codsall near wolverhampton"."""
        answer = self._names.get(name)
        if only_near and isinstance(answer, Found):
            return answer
        for other in wider:
            if self._names.fits(name, other.name):
                return self._names.get(name, other.name)
            context = self._names.get(other.name)
            near = self._names.get_in(name, _forces(context))
            if near is not None:
                return near
            # The town or county on an envelope is often not where it lies ("Sale, Cheshire"; "Poynton, Stockport"); but of small
            # places there may be others in that county.
            if isinstance(answer, Found) and (
                self._names.people(name) >= TOWN or not self._names.is_county(other.name)
            ):
                return answer
            if isinstance(context, Found):
                return context
        return answer

    def _misspelt(self, words: list[str], mentions: list[Mention], beside: bool) -> PlaceAnswer:
        """Return the town that somebody who typed these words may have meant; several, if they are as near.

        ``beside``: only in words that no mention holds ("bradfrd, west yorkshire").
        """
        for length in (3, 2, 1):
            for start in range(len(words) - length + 1):
                run = words[start : start + length]
                stop = start + length
                if any(
                    (m.start, m.stop) == (start, stop) or (beside and m.start < stop and start < m.stop)
                    for m in mentions
                ):
                    continue
                if all(word in self._common or word in self._everyday for word in run):
                    continue
                answer = self._names.nearly(" ".join(run))
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
            if _NOT_HOME.search(match.group("lead")):
                continue
            lives = re.search(r"\b(?:live|lives|living|stay|stays|from)\b", match.group("lead")) is not None
            if not lives and not _HOME_VERBS.search(match.group("lead")):
                continue
            words = match.group("place").split()
            if words[:1] == ["the"]:
                words = words[1:]
            for stop in range(min(len(words), LONGEST_NAME_IN_WORDS), 0, -1):
                name = " ".join(words[:stop])
                if (name in self._everyday and not lives) or self._is_a_common_word(words[:stop]):
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
        if not words or " ".join(words) in self._everyday or self._is_a_common_word(words):
            return False
        if len(words) <= 2 and any(simple(said).split() == words for said, _ in self._postcodes.search(text)):
            return True
        return len(" ".join(words)) > 3 and self._whole_answer(words) is not None

    def _is_a_common_word(self, words: list[str]) -> bool:
        """Tell whether a name is of common words only and no town of any size ("work", in Orkney)."""
        return all(word in self._common for word in words) and self._names.people(" ".join(words)) < SMALL_TOWN

    def _whole_answer(self, words: list[str]) -> Optional[PlaceAnswer]:
        """Read the whole of a short answer as a name, with its county if said: "newport isle of wight"."""
        for stop in range(len(words), 0, -1):
            name, rest = " ".join(words[:stop]), words[stop:]
            if name in self._names and (not rest or self._qualifier(name, rest) or set(rest) <= _KINDS_OF_PLACES):
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


def _options(answer: PlaceAnswer) -> tuple[Option, ...]:
    if isinstance(answer, Found):
        return (Option(answer.force, answer.label),)
    return answer.options if isinstance(answer, Choices) else ()


def _forces(answer: PlaceAnswer) -> frozenset[str]:
    """Return the force areas that an answer names; the part of the world, of one outside."""
    return frozenset({answer.where} if isinstance(answer, Outside) else {option.force for option in _options(answer)})


def _words(path: Path) -> frozenset[str]:
    lines = path.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
