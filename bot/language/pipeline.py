"""Our spaCy pipeline: English tokens in their plain spelling, other languages, sentence vectors, the danger gate,
evidence.

It is compiled from ``data/`` by ``bot train``, saved to ``build/spacy``, and loaded from there by Rasa's ``SpacyNLP``,
so that training and serving read messages in exactly the same way.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import spacy
import yaml
from spacy.language import Language
from spellchecker import SpellChecker

from bot.language import evidence, other_language, safety, sentence_vectors, spelling

VERSION = "2.2.0"
# What is written so often in the examples is how people say it ("yerself"), and no slip.
OFTEN = 3


def build(data: Path) -> Language:
    """Compile the pipeline from the files under ``data``.

    Raises:
        PhraseError: a phrase file is wrong; the message names the file, the entry and the mend.
    """
    nlp = spacy.blank("en")
    nlp.meta.update(
        name="signpost",
        version=VERSION,
        description="Plain spelling, other languages, sentence vectors, danger gate and evidence",
    )
    spelling.add_spellings(nlp, _yaml(data / "spellings.yml")["spellings"])
    plain_spelling = nlp.add_pipe("plain_spelling")
    word_groups = _yaml(data / "word-groups.yml")["word_groups"]
    gate_rules = safety.read_rules(data / "safety", nlp, word_groups)
    evidence_rules = evidence.read_rules(data / "evidence", nlp, word_groups)
    safety_words = {word for rule in gate_rules for word in rule.phrases.words()}
    evidence_words = {word for rule in evidence_rules for word in rule.phrases.words()}
    written = _words_people_write(data / "nlu", data / "four" / "answers")
    often = {word for word, times in written.items() if times >= OFTEN}
    dictionary = SpellChecker().word_frequency.dictionary
    likeliest_first = sorted(safety_words, key=lambda word: (-written[word], word))
    plain_spelling.forgive(likeliest_first, evidence_words | written.keys(), {*dictionary, *evidence_words, *often})
    nlp.add_pipe(other_language.NAME).load(_yaml(data / "languages.yml"))
    nlp.add_pipe(sentence_vectors.NAME)
    nlp.add_pipe("safety_gate").load_rules(gate_rules)
    nlp.add_pipe("evidence").load_rules(evidence_rules)
    return nlp


def load(path: Path) -> Language:
    """Load a saved pipeline."""
    return spacy.load(path)


def _words_people_write(*folders: Path) -> Counter[str]:
    """Return the words of the training examples, and how often each is written there."""
    files = (path for folder in folders for path in sorted(folder.rglob("*.yml")))
    text = " ".join(path.read_text("utf-8") for path in files).lower()
    return Counter(re.findall(r"[a-z]+", text))


def _yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text("utf-8"))
