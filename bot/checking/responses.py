"""Responses are defined once, used, short, kind, and hold no number that the directory does not."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any, Iterator

import yaml

from bot import paths
from bot.checking.files import domain, python_text, training_files
from bot.directory import Directory, DirectoryError
from bot.directory.schema import LawFile, digits

_NUMBER = re.compile(r"(?<![\w/.])\d[\d ]{1,14}\d(?!\w)")
ANSWER = "utter_faq/"
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")
# Numbers that are not telephone numbers: what is pressed, and years.
_NOT_TELEPHONES = re.compile(r"55|\d|(19|20)\d\d")


def problems() -> Iterator[str]:
    """Yield what is wrong in data/responses."""
    style = yaml.safe_load((paths.DATA / "style.yml").read_text("utf-8"))
    defined: dict[str, str] = {}
    try:
        directory = Directory.read(paths.DIRECTORY)
    except DirectoryError:
        directory = None  # reported by the directory's own check
    allowed = numbers_of(directory) if directory else None
    for file, responses in training_files("responses", "responses"):
        for name, variations in dict(responses).items():
            if name in defined:
                yield f"{file}: {name}: is also in {defined[name]}, and Rasa says nothing of it; keep one"
            defined[name] = file
            without_condition = [v for v in variations if "condition" not in v]
            if not without_condition:
                yield f"{file}: {name}: needs a variation without a condition; it has none"
            yield from (f"{file}: {name}: {problem}" for problem in problems_of_conditions(variations))
            for variation in variations:
                yield from (
                    f"{file}: {name}: {problem}" for problem in problems_of_style(variation.get("text", ""), style)
                )
                words = len(variation.get("text", "").split())
                if name.startswith(ANSWER) and words > style["longest_answer"]:
                    yield f"{file}: {name}: has {words} words; an answer has at most {style['longest_answer']}"
                for button in variation.get("buttons", ()):
                    if re.search(r"(?<!\{)\{(?!\{|\w+\})", button["payload"]):
                        yield f"{file}: {name}: payload {button['payload']}: double its braces, or Rasa reads them as slots"
                if allowed is not None:
                    yield from (
                        f"{file}: {name}: {problem}"
                        for problem in problems_of_numbers(variation.get("text", ""), allowed)
                    )
            if directory:
                yield from (f"{file}: {name}: {problem}" for problem in _law(name, variations, directory.law))
    if directory:
        stated = {name: fact.id for fact in directory.law.facts for name in fact.said_in}
        yield from (
            f"law.yml: {fact}: said_in: {name} is not written" for name, fact in stated.items() if name not in defined
        )
    used = _used()
    for name, file in defined.items():
        if name not in used and not any(name.startswith(prefix) for prefix in used if prefix.endswith(("_", "/"))):
            yield f"{file}: {name}: nothing says it; use it, or delete it"
    for name in sorted(used):
        if not name.endswith(("_", "/")) and name not in defined:
            yield f"data/responses: {name}: is used but not written; add it"


def defined_responses() -> dict[str, str]:
    """Return every response and the file it stands in."""
    return {name: file for file, responses in training_files("responses", "responses") for name in dict(responses)}


def problems_of_conditions(variations: list[dict[str, Any]]) -> Iterator[str]:
    """Yield every two variations for different people that may both fit one person.

    Those for the same people are wordings, said in turn (bot/nlg.py).
    """
    conditional = [variation for variation in variations if "condition" in variation]
    for one, other in combinations(conditional, 2):
        slots, others = ({c["name"]: c["value"] for c in variation["condition"]} for variation in (one, other))
        apart = any(slots[name] != others[name] for name in slots.keys() & others.keys())
        if not apart and slots != others and one.get("channel") == other.get("channel"):
            both = f"{_told(slots)} and {_told(others)}"
            yield f"the variations for {both} may both fit; name a slot in both that tells them apart"


def _told(slots: dict[str, Any]) -> str:
    return " with ".join(f"{name} {'not known' if value is None else value}" for name, value in slots.items())


def problems_of_style(text: str, style: dict[str, Any]) -> Iterator[str]:
    """Yield how a text breaks the rules of data/style.yml."""
    lower = text.lower()
    without_names = text
    for name in style["names"]:
        without_names = without_names.replace(name, "")
    for phrase in style["never"]:
        if phrase in lower:
            yield f'says "{phrase}", which data/style.yml forbids'
    for long, short in style["plainer"].items():
        if re.search(rf"\b{re.escape(long)}\b", without_names.lower()):
            yield f'says "{long}"; say "{short}"'
    for sentence in _SENTENCE_END.split(text):
        words = sentence.split()
        if len(words) > style["longest_sentence"]:
            yield f'has a sentence of {len(words)} words (at most {style["longest_sentence"]}): "{" ".join(words[:6])} …"'
    if len(text.split()) > style["longest_response"]:
        yield f"has {len(text.split())} words; at most {style['longest_response']}"


def _law(name: str, variations: list[dict[str, Any]], law: LawFile) -> Iterator[str]:
    """Yield the words of law in a response that no fact of data/directory/law.yml stands behind."""
    stated = any(name in fact.said_in for fact in law.facts)
    for word in law.legal_words:
        if not stated and any(word in variation.get("text", "") for variation in variations):
            yield f'says "{word.strip()}"; name it under said_in of a fact in data/directory/law.yml, with its source'


def problems_of_numbers(text: str, allowed: set[str]) -> Iterator[str]:
    """Yield every telephone number in a text that is not ``allowed`` (digits)."""
    for found in _NUMBER.findall(text):
        if not _NOT_TELEPHONES.fullmatch(found) and digits(found) not in allowed:
            yield f"holds the number {found}, which no service of data/directory may show; take it from there"


def numbers_of(directory: Directory) -> set[str]:
    """Return every number that may be shown, as bare digits."""
    shown = {digits(n) for _, s in directory.services() if s.confidence != "low" for n in (s.phone, s.text) if n}
    return shown | {"18001"}


def _used() -> set[str]:
    """Return every response that rules, forms, Rasa itself or the code name; prefixes end in "_" or "/"."""
    used = {"utter_restart", "utter_default"}
    for _, rules in training_files("rules", "rules"):
        used |= {s["action"] for r in rules for s in r["steps"] if str(s.get("action", "")).startswith("utter_")}
    known = domain()
    slots = [slot for form in known["forms"].values() for slot in form["required_slots"]]
    actions = set(known["actions"])
    used |= {f"utter_ask_{slot}" for slot in slots if f"action_ask_{slot}" not in actions}
    used |= {f"utter_why_{slot}" for slot in slots}
    code = python_text(paths.ROOT / "actions") + python_text(paths.ROOT / "bot" / "web")
    used |= set(re.findall(r'f?"(utter_[a-z0-9_/]+)(?=["{])', code)) - {"utter_action"}
    return {name for name in used if name != "utter_"}
