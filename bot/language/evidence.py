"""What a person's own words say about FOUR and about their situation, with the words that say it.

A spaCy component (``evidence``) reads every message against the phrases of ``data/evidence`` and fills
``Doc._.evidence``. It claims nothing that no phrase says: where the files are silent, the assistant asks.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.language.phrases import PhraseCompiler, PhraseFinder, Phrases, read_phrase_file, sentence_around
from bot.language.text_model import TextModel, features, plain

WORDS_QUOTED_BEFORE = 4
WORDS_QUOTED_AFTER = 7
# A quotation stops where the next thought begins.
_NEW_THOUGHT = frozenset(["and", "but", "so", "because", "then", "i", "we", "which", "who", "although"])
_NEXT_THOUGHT = frozenset(["and", "but", "so", "because", "then", "although"])
SHORTEST_CLAUSE = 3
_SUBJECT = frozenset(["i", "we", "he", "she", "they", "it", "someone", "somebody"])
_REQUIRED = {"entity", "says", "examples"}
_ALLOWED = {"unless", "when_asked", "examples_when_asked"}


@dataclass(frozen=True)
class Evidence:
    """One thing that words say: ``entity`` is ``value``; ``start`` and ``end`` are offsets into the message.

    ``when_asked``: they say so only as an answer to the question about it ("since march", to "more than once?").
    """

    entity: str
    value: str
    start: int
    end: int
    when_asked: bool = False


@dataclass(frozen=True)
class EvidenceRule:
    """The compiled phrases that say one value of one entity, always or only when asked."""

    entity: str
    value: str
    phrases: Phrases
    when_asked: bool = False


@dataclass(frozen=True)
class EvidenceExample:
    """One example of a file of ``data/evidence``; value None: this text says nothing about the entity."""

    entity: str
    text: str
    value: str | None
    when_asked: bool = False


def read_rules(folder: Path, nlp: Language, word_groups: dict[str, list[str]]) -> list[EvidenceRule]:
    """Compile every file of ``data/evidence``.

    Raises:
        PhraseError: a file has an unknown key, or a phrase that cannot be read.
    """
    rules = []
    for path in sorted(folder.glob("*.yml")):
        data = read_phrase_file(path, "evidence", _REQUIRED, _ALLOWED)
        compiler = PhraseCompiler(nlp, word_groups, f"data/evidence/{path.name}")
        for when_asked in (False, True):
            for value, phrases in (data.get("when_asked" if when_asked else "says") or {}).items():
                compiled = Phrases.compile(compiler, phrases, [], data.get("unless") or {})
                rules.append(EvidenceRule(data["entity"], str(value), compiled, when_asked))
    return rules


def read_examples(folder: Path) -> list[EvidenceExample]:
    """Return the examples written into the files of ``data/evidence``."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        data = read_phrase_file(path, "evidence", _REQUIRED, _ALLOWED)
        for key in ("examples", "examples_when_asked"):
            for value, texts in (data.get(key) or {}).items():
                value = None if value == "nothing" else str(value)
                asked = key == "examples_when_asked"
                found += [EvidenceExample(data["entity"], str(text), value, asked) for text in texts]
    return found


@Language.factory("evidence", assigns=["doc._.evidence"])
def create_evidence(nlp: Language, name: str) -> "EvidenceReader":
    """Create an empty reader; :meth:`EvidenceReader.load_rules` or ``from_disk`` fills it."""
    return EvidenceReader(nlp)


class EvidenceReader:
    """The spaCy component. Sets ``Doc._.evidence`` to a list of :class:`Evidence` in the order of the text."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._rules: list[EvidenceRule] = []
        self._finder = PhraseFinder(nlp.vocab, [])
        if not Doc.has_extension("evidence"):
            Doc.set_extension("evidence", default=())

    def load_rules(self, rules: list[EvidenceRule]) -> None:
        """Use these rules."""
        self._rules = rules
        self._finder = PhraseFinder(self._vocab, [rule.phrases for rule in rules])

    def __call__(self, doc: Doc) -> Doc:
        """Set ``Doc._.evidence`` and leave the rest of the document alone."""
        found = [(span, self._rules[index]) for index, span in self._finder.find(doc)]
        # Within one entity the longer phrase wins: "not scared" over "scared".
        found.sort(key=lambda item: (item[0].start - item[0].end, item[0].start))
        kept: list[tuple[Span, EvidenceRule]] = []
        for span, rule in found:
            rivals = [s for s, r in kept if (r.entity, r.when_asked) == (rule.entity, rule.when_asked)]
            if not any(span.start < rival.end and rival.start < span.end for rival in rivals):
                kept.append((span, rule))
        kept.sort(key=lambda item: item[0].start)
        doc._.evidence = [
            Evidence(rule.entity, rule.value, *quotation(span, doc), rule.when_asked) for span, rule in kept
        ]
        return doc

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Save the compiled rules as JSON."""
        srsly.write_json(path.with_suffix(".json"), [asdict(rule) for rule in self._rules])

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> "EvidenceReader":
        """Load compiled rules."""
        saved = srsly.read_json(path.with_suffix(".json"))
        self.load_rules(
            [EvidenceRule(r["entity"], r["value"], Phrases(**r["phrases"]), r["when_asked"]) for r in saved]
        )
        return self


def quotation(span: Span, doc: Doc) -> tuple[int, int]:
    """Widen a span to the words that make sense of it; return offsets into the text.

    It stays within the sentence and stops at a comma or where a new thought begins.
    """
    first, last = sentence_around(span, doc)
    start, end = span.start, span.end
    while start > max(first, span.start - WORDS_QUOTED_BEFORE) and doc[start].norm_ not in _SUBJECT:
        if _breaks(doc, start - 1) and doc[start - 1].norm_ not in _SUBJECT:
            break
        start -= 1
    while end < min(last, span.end + WORDS_QUOTED_AFTER) and not _breaks(doc, end):
        end += 1
    words = _whole_words(doc[start:end])
    return words.start_char, words.end_char


def clause_that_says(label: str, model: TextModel, doc: Doc) -> Span:
    """Return the clause of a document that speaks most for a label of a model."""
    return max(clauses(doc), key=lambda clause: model.leaning(features(plain(clause)), label))


def clauses(doc: Doc) -> list[Span]:
    """Cut a document where a sentence ends or a new thought begins; at least one span, none shorter than three words."""
    cuts = [0]
    for token in doc[1:]:
        after_mark = doc[token.i - 1].is_punct or doc[token.i - 1].is_space
        if token.i - cuts[-1] >= SHORTEST_CLAUSE and (after_mark or token.norm_ in _NEXT_THOUGHT):
            cuts.append(token.i)
    if len(cuts) > 1 and len(doc) - cuts[-1] < SHORTEST_CLAUSE:
        cuts.pop()
    return [_trimmed(doc[start:end]) for start, end in zip(cuts, [*cuts[1:], len(doc)])]


def _trimmed(span: Span) -> Span:
    """Leave out marks and white space at the ends, and the word that joins."""
    start, end = span.start, span.end
    while end - start > 1 and (span.doc[end - 1].is_punct or span.doc[end - 1].is_space):
        end -= 1
    while end - start > 1 and (_breaks(span.doc, start) and span.doc[start].norm_ not in _SUBJECT):
        start += 1
    return _whole_words(span.doc[start:end])


def _whole_words(span: Span) -> Span:
    """Take in the rest of a word that the tokenizer cut up ("someones" is "someone is")."""
    start, end = span.start, span.end
    while (
        start > 0 and span.doc[start].is_alpha and span.doc[start - 1].is_alpha and not span.doc[start - 1].whitespace_
    ):
        start -= 1
    while (
        end < len(span.doc)
        and span.doc[end].is_alpha
        and not span.doc[end - 1].whitespace_
        and span.doc[end - 1].is_alpha
    ):
        end += 1
    return span.doc[start:end]


def _breaks(doc: Doc, index: int) -> bool:
    return doc[index].is_punct or doc[index].is_space or doc[index].norm_ in _NEW_THOUGHT
