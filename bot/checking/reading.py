"""Responses can be read at eleven, are spelt as in Britain, and have a form for somebody who asks for somebody else."""

from __future__ import annotations

import re
from typing import Any, Iterator

import textstat
import yaml

from bot import paths
from bot.advice import Advice, AdviceError, Situation
from bot.checking.advice import texts_of
from bot.checking.files import training_files
from bot.checking.pages import page_texts

# A child in the first year of an American school is six; the grade of a text plus this is the age it can be read at.
AGE_OF_GRADE = 5
LONGEST_WHOLE_WORD = 4
_FILLED_IN = re.compile(r"\{\w+\}")
# Numbers and addresses are looked at, not read.
_NOT_READ = re.compile(r"\S+\.(?:uk|com|org)\S*|\d[\d ]*\d")
_TO_ONE_PERSON = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)


def problems() -> Iterator[str]:
    """Yield what is wrong with the reading age, the spelling and the forms of responses, advice and pages."""
    style = yaml.safe_load((paths.DATA / "style.yml").read_text("utf-8"))
    for file, responses in training_files("responses", "responses"):
        for name, variations in dict(responses).items():
            for variation in variations:
                yield from (f"{file}: {name}: {p}" for p in problems_of_text(variation.get("text", ""), style))
            yield from (f"{file}: {name}: {p}" for p in _without_third_person(name, variations, style))
    texts = (("data/advice.yml", *text) for situation in _situations() for text in texts_of(situation))
    for file, where, text in (*texts, *page_texts()):
        yield from (f"{file}: {where}: {problem}" for problem in problems_of_text(text, style))


def _situations() -> list[Situation]:
    try:
        return Advice.read(paths.ADVICE).situations
    except AdviceError:
        return []  # reported by the advice's own check


def problems_of_text(text: str, style: dict[str, Any]) -> Iterator[str]:
    """Yield how a text is too hard to read, or not spelt as in Britain."""
    age = reading_age(text, style)
    if age is not None and age > style["oldest_reading_age"]:
        yield f"is to be read at {age:.0f}; at most {style['oldest_reading_age']}: use shorter sentences and shorter words"
    for word in re.findall(r"[A-Za-z]+", text):
        british = _british(word.lower(), style)
        if british:
            yield f'says "{word}"; in Britain it is "{british}"'


def reading_age(text: str, style: dict[str, Any]) -> float | None:
    """Return the age at which a text can be read (Flesch-Kincaid), or None for one too short to tell."""
    plain = _NOT_READ.sub("nine", _FILLED_IN.sub("it", text))
    for name in style["names"]:
        plain = plain.replace(name, "Sam")
    if len(plain.split()) < style["shortest_rated"]:
        return None
    sentences = ". ".join(line.rstrip(". ") for line in plain.splitlines() if line.strip())
    return textstat.flesch_kincaid_grade(sentences) + AGE_OF_GRADE


def _british(word: str, style: dict[str, Any]) -> str | None:
    """Return the British spelling of a word that begins as an American one does; short ones must be the whole word."""
    if word.startswith(tuple(style["british_all_the_same"])):
        return None
    for beginning, british in style["american"].items():
        if word == beginning or (len(beginning) > LONGEST_WHOLE_WORD and word.startswith(beginning)):
            return british + word[len(beginning) :]
    return None


def _without_third_person(name: str, variations: list[dict[str, Any]], style: dict[str, Any]) -> Iterator[str]:
    """Yield that a question which speaks to the person it happens to has no form for somebody who helps."""
    if not name.startswith("utter_ask_") or name in style["asked_of_everyone"]:
        return
    forms = {c["value"] for v in variations for c in v.get("condition", ()) if c["name"] == "speaking_for"}
    if any(_TO_ONE_PERSON.search(v.get("text", "")) for v in variations) and "someone_else" not in forms:
        yield 'asks "you", and has no form for someone else; add a variation with that condition, or asked_of_everyone in data/style.yml'
