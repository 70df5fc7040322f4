"""What must not be guessed: danger, its end, and erasing. Deterministic, readable rules over ``data/safety``.

A spaCy component (``safety_gate``) reads every message and sets ``Doc._.safety`` to the intent of the first file that
fires, or None. No model can overrule it. It is compiled from the files once and saved with the pipeline.
"""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from bot.language.phrases import PhraseCompiler, PhraseFinder, Phrases, read_phrase_file

# The order in which they win: somebody who cannot speak needs that told before anything else about 999. What ends an
# alarm or erases everything comes after every alarm.
RULE_ORDER = (
    "cannot_speak",
    "danger_now",
    "harm_done",
    "suicidal_feelings",
    "their_suicide_threat",
    "safe_now",
    "restart",
    "stop",
)
_REQUIRED = {"intent", "phrases", "must_trigger", "near_misses"}
_ALLOWED = {"whole_message", "unless", "together", "not_together"}


@dataclass(frozen=True)
class SafetyRule:
    """One file of ``data/safety``, compiled."""

    intent: str
    phrases: Phrases


@dataclass(frozen=True)
class SafetyExamples:
    """The examples written into a file of ``data/safety``: what must fire it, and what must not."""

    intent: str
    must_trigger: tuple[str, ...]
    near_misses: tuple[str, ...]


def read_rules(folder: Path, nlp: Language, word_groups: dict[str, list[str]]) -> list[SafetyRule]:
    """Compile ``data/safety``, the file that wins first.

    Raises:
        PhraseError: a file has an unknown key, or a phrase that cannot be read.
    """
    rules = []
    for name in RULE_ORDER:
        data = read_phrase_file(folder / f"{name}.yml", "safety", _REQUIRED, _ALLOWED)
        compiler = PhraseCompiler(nlp, word_groups, f"data/safety/{name}.yml")
        phrases = Phrases.compile(
            compiler,
            data["phrases"],
            data.get("whole_message") or [],
            data.get("unless") or {},
            data.get("together") or [],
            data.get("not_together") or [],
        )
        rules.append(SafetyRule(data["intent"], phrases))
    return rules


def read_examples(folder: Path) -> list[SafetyExamples]:
    """Return the examples written into the files of ``data/safety``."""
    found = []
    for name in RULE_ORDER:
        data = read_phrase_file(folder / f"{name}.yml", "safety", _REQUIRED, _ALLOWED)
        examples = (tuple(str(line) for line in data[key]) for key in ("must_trigger", "near_misses"))
        found.append(SafetyExamples(data["intent"], *examples))
    return found


@Language.factory("safety_gate", assigns=["doc._.safety", "doc._.safety_by_chance"])
def create_safety_gate(nlp: Language, name: str) -> "SafetyGate":
    """Create an empty gate; :meth:`SafetyGate.load_rules` or ``from_disk`` fills it."""
    return SafetyGate(nlp)


class SafetyGate:
    """The spaCy component. Rules are tried in the order given; the first that fires sets ``Doc._.safety``.

    ``Doc._.safety_by_chance`` tells that only words which stand near each other (``together``) made it fire, and no
    phrase as it is written: in a long story that may be chance.
    """

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._rules: list[SafetyRule] = []
        self._finder = PhraseFinder(nlp.vocab, [])
        self._whole_phrases = PhraseFinder(nlp.vocab, [])
        if not Doc.has_extension("safety"):
            Doc.set_extension("safety", default=None)
            Doc.set_extension("safety_by_chance", default=False)

    def load_rules(self, rules: list[SafetyRule]) -> None:
        """Use these rules, the one that wins first."""
        self._rules = rules
        self._finder = PhraseFinder(self._vocab, [rule.phrases for rule in rules])
        whole = [replace(rule.phrases, together=[]) for rule in rules]
        self._whole_phrases = PhraseFinder(self._vocab, whole)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``Doc._.safety`` and ``Doc._.safety_by_chance``, and leave the rest of the document alone."""
        first = min((index for index, _ in self._finder.find(doc)), default=None)
        doc._.safety = None if first is None else self._rules[first].intent
        if first is not None:
            doc._.safety_by_chance = not any(index == first for index, _ in self._whole_phrases.find(doc))
        return doc

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Save the compiled rules as JSON."""
        srsly.write_json(path.with_suffix(".json"), [asdict(rule) for rule in self._rules])

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> "SafetyGate":
        """Load compiled rules."""
        saved = srsly.read_json(path.with_suffix(".json"))
        self.load_rules([SafetyRule(rule["intent"], Phrases(**rule["phrases"])) for rule in saved])
        return self
