"""The ledger: each answer with the person's own words beside it, for them to read and put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Iterator, Mapping, Optional

from bot.four.answers import FACTORS, Answer, Answers

MOST_QUOTATIONS = 2


@dataclass(frozen=True)
class Words:
    """Words of the person that say something: ``factor`` is ``answer``, because ``text``."""

    factor: str
    answer: str
    text: str


@dataclass(frozen=True)
class LedgerLine:
    """One line: the factor, its answer (None: not known), and up to two of the person's own phrases for that answer."""

    factor: str
    answer: Optional[Answer]
    quotations: tuple[str, ...]


def words_in(entities: Iterable[Mapping[str, Any]], asked: Optional[str]) -> Iterator[Words]:
    """Yield the evidence in one message, given what was found in it: ``entity``, ``value``, ``words`` and perhaps a
    ``role``.

    What counts only as an answer (role ``when_asked``) is left out, unless the question was about it (``asked``).
    """
    for found in entities:
        counts = found.get("role") != "when_asked" or found.get("entity") == asked
        if found.get("entity") in FACTORS and found.get("words") and counts:
            yield Words(found["entity"], found["value"], found["words"])


def ledger(answers: Answers, words: Iterable[Words]) -> tuple[LedgerLine, ...]:
    """Return the five lines. Words that say the opposite of the answer are left out, and those that
    others hold; the newest words are kept.
    """
    words = list(words)
    lines = []
    for factor in FACTORS:
        answer = getattr(answers, factor)
        fitting = [w.text.strip() for w in words if w.factor == factor and w.answer == answer]
        newest_first = [text for text in dict.fromkeys(reversed(fitting)) if not _is_part_of_another(text, fitting)]
        lines.append(LedgerLine(factor, answer, tuple(reversed(newest_first[:MOST_QUOTATIONS]))))
    return tuple(lines)


def _is_part_of_another(text: str, texts: Iterable[str]) -> bool:
    return any(text != other and text in other for other in texts)
