"""Random conversations: people who tap this and type that, with no plan. Whatever they do, they are answered well.

python -m tests.conversation.walking 2000       # that many conversations, with a report
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Iterator, Optional

import yaml

from bot import paths
from bot.language.examples import read_examples
from tests.conftest import Reply, Served, serve

LONGEST = 12
# How often somebody types rather than taps.
TYPES = 0.55
_STYLE = yaml.safe_load((paths.DATA / "style.yml").read_text("utf-8"))
_ODD = [
    "",
    "...",
    "?",
    "ok",
    "hmm",
    "lol",
    "k",
    "😢",
    "asdf",
    "no no no",
    "<b>hi</b>",
    "/",
    "{}",
    "/nonsense",
    "help",
    "yes",
    "no",
    "x" * 900,
]
_STARTS_WITH_OWN_WORDS = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Fault:
    """Something that must not happen, with everything that led to it."""

    what: str
    said: tuple[str, ...]


def things_people_type() -> list[str]:
    """Return messages of every kind: some of each intent and topic, answers, and odd ones."""
    texts: list[str] = list(_ODD)
    for path in sorted((paths.DATA / "nlu").rglob("*.yml")):
        for entry in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            texts += [line[2:].strip() for line in entry["examples"].splitlines() if line.startswith("- ")][:40]
    for path in sorted((paths.FOUR / "answers").glob("*.yml")):
        for examples in read_examples(path).values():
            texts += examples[:30]
    return texts


def walk(served: Served, seed: int, texts: list[str]) -> Iterator[Fault]:
    """Hold one conversation; yield what went wrong in it."""
    chance = random.Random(seed)
    person, said, before = served.person(), [], None
    for _ in range(chance.randint(3, LONGEST)):
        buttons = person.last.buttons
        message = (
            chance.choice(texts) if not buttons or chance.random() < TYPES else buttons[chance.choice(list(buttons))]
        )
        said.append(message)
        reply = person.says(message)
        yield from (Fault(what, tuple(said)) for what in faults_of(reply, message, before))
        before = reply.text
        if message == "/stop" or "utter_stop" in reply.responses:
            return


def faults_of(reply: Reply, message: str, before: Optional[str]) -> Iterator[str]:
    """Yield what is wrong with a reply."""
    text = reply.text
    if not text.strip():
        # Nothing was typed: the page itself says so.
        if message.strip():
            yield "no reply"
        return
    texts = [message["text"] for message in reply.messages if message.get("text")]
    for repeated in {one for one in texts if texts.count(one) > 1}:
        yield f"twice in one reply: {repeated[:80]!r}"
    if text == before:
        yield f"the same reply twice running: {text[:80]!r}"
    if "utter_trouble" in reply.responses or "utter_default" in reply.responses:
        yield "trouble"
    if not reply.buttons and not any(number in text for number in ("999", "0808", "116 123")):
        yield f"a dead end: {text[-120:]!r}"
    ours = _STARTS_WITH_OWN_WORDS.sub("", text).casefold()
    for phrase in _STYLE["never"]:
        if phrase in ours and phrase not in message.casefold():
            yield f"says {phrase!r}: {text[:200]!r}"
    if re.search(r"\{\w+\}", text):
        yield f"something was not filled in: {text[:200]!r}"


def main() -> int:
    """Hold as many conversations as asked for; print what went wrong, and return 1 if anything did."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    texts = things_people_type()
    found: list[tuple[int, Fault]] = []
    with serve() as served:
        for seed in range(number):
            found += [(seed, fault) for fault in walk(served, seed, texts)]
            if (seed + 1) % 100 == 0:
                print(f"{seed + 1} conversations, {len(found)} faults", flush=True)
    for seed, fault in found:
        print(f"\nseed {seed}: {fault.what}\n  " + "\n  ".join(fault.said[-4:]))
    print(f"\n{number} conversations, {len(found)} faults: {dict(Counter(f.what.split(':')[0] for _, f in found))}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
