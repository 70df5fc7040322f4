"""What is offered when a message was not understood, and what is said to people who write in another language."""

from __future__ import annotations

from collections import Counter
from typing import Iterator

import yaml

from bot import paths
from bot.checking.files import domain, names
from bot.checking.responses import defined_responses

LANGUAGES, GUESSES = "data/languages.yml", "data/guesses.yml"
LANGUAGE_KEYS = ("code", "name", "own_name", "direction", "danger", "chat", "checked")
DIRECTIONS = ("ltr", "rtl")


def problems() -> Iterator[str]:
    """Yield what is wrong in data/guesses.yml and data/languages.yml."""
    guesses = yaml.safe_load((paths.DATA / "guesses.yml").read_text("utf-8"))
    known = set(names(domain()["intents"]))
    for intent in guesses["intents"]:
        if intent not in known:
            yield f"{GUESSES}: intents: {intent}: is not in domain.yml; mend the name"
    topics = {name.partition("/")[2] for name in defined_responses() if name.startswith("utter_faq/")}
    for topic in sorted(set(guesses["topics"]) ^ topics):
        yield f"{GUESSES}: topics: {topic}: needs both a line here and utter_faq/{topic} in data/responses"
    for key in ("answered_in_danger", "said_already"):
        for topic in guesses[key]:
            if topic not in topics:
                yield f"{GUESSES}: {key}: {topic}: there is no utter_faq/{topic} in data/responses; mend the name"
    languages = yaml.safe_load((paths.DATA / "languages.yml").read_text("utf-8"))
    times = Counter([*(entry.get("code") for entry in languages["languages"]), *languages["also"]])
    for code, count in times.items():
        if count > 1:
            yield f"{LANGUAGES}: {code}: stands {count} times; keep one"
    for entry in languages["languages"]:
        name = entry.get("code", "an entry without a code")
        for key in LANGUAGE_KEYS:
            if not entry.get(key):
                yield f"{LANGUAGES}: {name}: has no {key}; add it"
        if entry.get("direction") not in DIRECTIONS:
            yield f"{LANGUAGES}: {name}: direction is {entry.get('direction')!r}; write ltr or rtl"
        if "999" not in str(entry.get("danger")):
            yield f"{LANGUAGES}: {name}: danger does not name 999; add it"
