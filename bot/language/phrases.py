"""Phrases that people who do not program can read and change, turned into spaCy matchers.

The notation (see data/safety/README.md): small letters; ``<group>`` for any member of a word group; ``a/b`` for either
word; ``(a)`` for a word that may be left out; ``...`` for up to three words of any kind. Phrases are compared by the
plain form of each token (:mod:`bot.language.spelling`), so contractions and usual misspellings need no entries.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

import yaml
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from bot.language.errors import PhraseError

Pattern = list[dict[str, Any]]

WORDS_BEFORE = 4
WORDS_AFTER = 5
UNLESS_KEYS = ("right_before", "just_before", "just_after")
WORDS_TOGETHER = 14
_GAP_WORDS = 3
_SENTENCE_END = frozenset(".!?;\n")
_PART = re.compile(r"\((?P<optional>[^)]*)\)|<(?P<group>[a-z_]+)>|(?P<gap>\.\.\.)|(?P<word>[^\s()<>]+)")


class PhraseCompiler:
    """Turns written phrases into token patterns for :class:`spacy.matcher.Matcher`."""

    def __init__(self, nlp: Language, word_groups: dict[str, list[str]], file: str) -> None:
        """Prepare a compiler.

        Args:
            nlp: a pipeline whose tokenizer and ``plain_spelling`` give the plain forms.
            word_groups: group name -> its members, each one or several words.
            file: the file being read, for error messages.
        """
        self._nlp = nlp
        self._groups = word_groups
        self._file = file
        self._compiled_groups: dict[str, list[Pattern]] = {}

    def compile(self, phrase: str) -> list[Pattern]:
        """Return every token pattern that ``phrase`` stands for.

        Raises:
            PhraseError: the phrase is empty, names a group that does not exist, or has a bracket left open.
        """
        if re.sub(_PART, "", phrase).strip():
            raise PhraseError(self._file, repr(phrase), "has a bracket that is not closed, or one inside another")
        slots = [self._alternatives(match, phrase) for match in _PART.finditer(phrase)]
        if not slots:
            raise PhraseError(self._file, repr(phrase), "is empty: write words or delete the line")
        patterns = []
        for chosen in itertools.product(*slots):
            pattern = [token for part in chosen for token in part]
            if pattern not in patterns:
                patterns.append(pattern)
        if any(all(token.get("OP") == "?" for token in pattern) for pattern in patterns):
            raise PhraseError(self._file, repr(phrase), "could match nothing at all: leave one word without brackets")
        return patterns

    def _alternatives(self, match: re.Match, phrase: str) -> list[Pattern]:
        """Return the token patterns that can stand in one place of a phrase."""
        if match["gap"]:
            return [[{"IS_PUNCT": False, "OP": "?"}] * _GAP_WORDS]
        if match["optional"] is not None:
            folded, longer = self._any_of(match["optional"].split("/"))
            may_be_left_out = [[{**pattern[0], "OP": "?"} for pattern in folded]]
            return may_be_left_out + longer
        if match["group"]:
            return self._group(match["group"], phrase)
        folded, longer = self._any_of(match["word"].split("/"))
        return folded + longer

    def _group(self, name: str, phrase: str) -> list[Pattern]:
        """Return the token patterns of a word group; its members are phrases themselves."""
        if name not in self._groups:
            mend = f"<{name}> is no group of data/word-groups.yml; add it there or mend the name"
            raise PhraseError(self._file, repr(phrase), mend)
        if name not in self._compiled_groups:
            members = [str(member) for member in self._groups[name]]
            written_plainly = [member for member in members if not re.search(r"[/<>()]|\.\.\.", member)]
            folded, longer = self._any_of(written_plainly)
            for member in members:
                if member not in written_plainly:
                    longer += self.compile(member)
            self._compiled_groups[name] = folded + longer
        return self._compiled_groups[name]

    def _any_of(self, alternatives: Iterable[str]) -> tuple[list[Pattern], list[Pattern]]:
        """Fold alternatives of one word each into as few token patterns as can be; keep longer ones apart."""
        single: set[str] = set()
        longer: list[Pattern] = []
        for alternative in alternatives:
            words = [token.norm_ for token in self._nlp(alternative.strip())]
            if len(words) == 1:
                single.add(words[0])
            elif words:
                longer.append([_token({word}) for word in words])
        return [[_token(single)]] if single else [], longer


def _token(words: set[str]) -> dict[str, Any]:
    # One word is compared inside spaCy; a choice of words calls back into Python for every token of a message.
    return {"NORM": next(iter(words)) if len(words) == 1 else {"IN": sorted(words)}}


def _words_of(token: dict[str, Any]) -> Sequence[str]:
    norm = token.get("NORM", ())
    return [norm] if isinstance(norm, str) else norm["IN"] if norm else ()


def _anchor(pattern: Pattern, commonness: Counter[str]) -> frozenset[str]:
    needed = (frozenset(_words_of(token)) for token in pattern if "OP" not in token)
    return min(needed, key=lambda words: sum(commonness[word] for word in words))


@dataclass(frozen=True)
class Phrases:
    """A compiled set of phrases, and what keeps them from counting."""

    phrases: list[Pattern]
    whole_message: list[Pattern]
    right_before: list[Pattern]
    just_before: list[Pattern]
    just_after: list[Pattern]
    together: list[list[list[Pattern]]] = field(default_factory=list)
    not_together: list[Pattern] = field(default_factory=list)

    @classmethod
    def compile(
        cls,
        compiler: PhraseCompiler,
        phrases: list[str],
        whole_message: list[str],
        unless: dict[str, list[str]],
        together: Sequence[list[str]] = (),
        not_together: Sequence[str] = (),
    ):
        """Compile written phrases.

        Args:
            compiler: knows the pipeline and the word groups.
            phrases: count wherever they stand.
            whole_message: count only when nothing else was typed.
            unless: what keeps both back; any of the keys in :data:`UNLESS_KEYS`.
            together: each a list of phrases that count when all of them stand near each other, in any order.
            not_together: phrases that keep ``together`` back when they stand among or beside its words.
        """

        def compiled(written: Iterable[str]) -> list[Pattern]:
            return [pattern for phrase in written for pattern in compiler.compile(str(phrase))]

        kept_back = {key: compiled(unless.get(key, ())) for key in UNLESS_KEYS}
        parts = [[compiler.compile(str(phrase)) for phrase in each] for each in together]
        return cls(
            phrases=compiled(phrases),
            whole_message=compiled(whole_message),
            together=parts,
            not_together=compiled(not_together),
            **kept_back,
        )

    def words(self) -> set[str]:
        """Return every word that these phrases are made of."""
        return {word for _, pattern in self.by_kind() for token in pattern for word in _words_of(token)}

    def by_kind(self) -> Iterator[tuple[str, Pattern]]:
        """Yield every pattern with its kind; the parts of ``together`` are numbered: ``together 3 0``."""
        for kind, patterns in vars(self).items():
            if kind != "together":
                yield from ((kind, pattern) for pattern in patterns)
        for number, parts in enumerate(self.together):
            for part, patterns in enumerate(parts):
                yield from ((f"together {number} {part}", pattern) for pattern in patterns)


class PhraseFinder:
    """Finds many sets of compiled phrases in a document, and reads only the phrases it has a word of.

    Every pattern has an anchor: of the words it cannot do without, the ones that are rarest in all patterns. Patterns
    with the same anchor share a matcher, which runs only on documents that hold a word of it. That is some six times
    faster than one matcher for all (docs/decisions.md).
    """

    def __init__(self, vocab: Vocab, sets: list[Phrases]) -> None:
        written = [
            (f"{index} {kind}", pattern) for index, phrases in enumerate(sets) for kind, pattern in phrases.by_kind()
        ]
        commonness = Counter(word for _, pattern in written for token in pattern for word in _words_of(token))
        grouped: dict[frozenset[str], dict[str, list[Pattern]]] = {}
        for key, pattern in written:
            grouped.setdefault(_anchor(pattern, commonness), {}).setdefault(key, []).append(pattern)
        self._matchers: dict[str, list[Matcher]] = {}
        for anchor, by_key in grouped.items():
            matcher = Matcher(vocab)
            for key, patterns in by_key.items():
                matcher.add(key, patterns)
            for word in anchor:
                self._matchers.setdefault(word, []).append(matcher)
        self._keys = {vocab.strings[key]: (int(key.split()[0]), key.split(maxsplit=1)[1]) for key, _ in written}
        self._together = [[len(parts) for parts in phrases.together] for phrases in sets]

    def find(self, doc: Doc) -> list[tuple[int, Span]]:
        """Return (number of the set, span) for every phrase that counts, in no particular order; spans may overlap."""
        read, places = _without_runs_of_spaces(doc)
        found: dict[int, dict[str, list[Span]]] = {}
        # Every matcher once, even where the document has several words of its anchor.
        fitting = {id(m): m for token in read for m in self._matchers.get(token.norm_, ())}
        for key, start, end in itertools.chain.from_iterable(matcher(read) for matcher in fitting.values()):
            index, kind = self._keys[key]
            found.setdefault(index, {}).setdefault(kind, []).append(doc[places[start] : places[end - 1] + 1])
        counted = []
        for index, by_kind in found.items():
            keeping_back = [by_kind.get(key, []) for key in UNLESS_KEYS]
            counted += [(index, s) for s in by_kind.get("whole_message", []) if _is_whole_message(s, doc)]
            counted += [(index, s) for s in by_kind.get("phrases", []) if not _is_kept_back(s, doc, *keeping_back)]
            for number, parts in enumerate(self._together[index]):
                spans = [by_kind.get(f"together {number} {part}", []) for part in range(parts)]
                near = _near_each_other(spans, doc, by_kind.get("not_together", []))
                counted += [(index, s) for s in near if not _is_kept_back(s, doc, *keeping_back)]
        return counted


def _without_runs_of_spaces(doc: Doc) -> tuple[Doc, Sequence[int]]:
    """Return the document without tokens that are only spaces, and where each token stands in the original.

    spaCy makes a token of every second space; phrases must match however people space their words. A new line stays:
    it ends a sentence.
    """
    kept = [token.i for token in doc if not token.is_space or "\n" in token.text]
    if len(kept) == len(doc):
        return doc, range(len(doc))
    words = [doc[i].text for i in kept]
    read = Doc(doc.vocab, words=words)
    for token, i in zip(read, kept):
        token.norm_ = doc[i].norm_
    return read, kept


def _is_kept_back(
    span: Span, doc: Doc, right_before: list[Span], just_before: list[Span], just_after: list[Span]
) -> bool:
    start, end = sentence_around(span, doc)
    return (
        any(b.end == span.start for b in right_before)
        or any(start <= b.start and span.start - WORDS_BEFORE <= b.start < span.start for b in just_before)
        or any(span.end <= b.start < min(end, span.end + WORDS_AFTER) for b in just_after)
    )


def _near_each_other(parts: list[list[Span]], doc: Doc, not_together: list[Span]) -> Iterator[Span]:
    """Yield the stretches of one sentence that hold a span of every part, and nothing that keeps them back."""
    close = (
        [[s for s in part if abs(s.start - one.start) <= WORDS_TOGETHER] for part in parts[1:]] for one in parts[0]
    )
    for chosen in ((one, *others) for one, near in zip(parts[0], close) for others in itertools.product(*near)):
        start, end = min(span.start for span in chosen), max(span.end for span in chosen)
        first, last = sentence_around(chosen[0], doc)
        if start < first or end > last or end - start > WORDS_TOGETHER:
            continue
        around = range(max(first, start - WORDS_BEFORE), min(last, end + WORDS_AFTER))
        if not any(span.start in around for span in not_together):
            yield doc[start:end]


def _is_whole_message(span: Span, doc: Doc) -> bool:
    return all(token.is_punct or token.is_space for token in doc if not span.start <= token.i < span.end)


def sentence_around(span: Span, doc: Doc) -> tuple[int, int]:
    """Return the first and last token (exclusive) of the sentence a span stands in, by its punctuation alone."""
    start, end = span.start, span.end
    while start > 0 and doc[start - 1].text[0] not in _SENTENCE_END:
        start -= 1
    while end < len(doc) and doc[end].text[0] not in _SENTENCE_END:
        end += 1
    return start, end


def read_phrase_file(path: Path, folder: str, required: set[str], allowed: set[str]) -> dict[str, Any]:
    """Read one phrase file and check its keys.

    Raises:
        PhraseError: it is not YAML, a required key is missing, or a key is unknown.
    """
    name = f"data/{folder}/{path.name}"
    try:
        data = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PhraseError(
            name, f"line {mark.line + 1}" if mark else "the file", "is not YAML: check its quotes"
        ) from None
    for missing in sorted(required - set(data)):
        raise PhraseError(name, missing, "is missing: add it")
    for unknown in sorted((set(data) - required - allowed) | (set(data.get("unless") or {}) - set(UNLESS_KEYS))):
        raise PhraseError(name, unknown, f"is no key of a file in data/{folder}: see data/safety/README.md")
    return data
