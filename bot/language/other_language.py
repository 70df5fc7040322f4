"""Which language a message is written in, if it is not English.

A spaCy component (``other_language``) sets ``Doc._.language`` to an ISO 639-1 code, or None for English and for
messages that say too little to tell. lingua tells languages apart by their letters and runs of letters. What it
cannot know, languages with letters of their own that are typed in Latin ones, and what it mistakes for Welsh, words
without their vowels, is settled by the language's commonest words. The languages, words and limits are in
``data/languages.yml``.
"""

import re
from pathlib import Path
from typing import Any, Mapping, Optional

import srsly
from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder
from lingua import Language as Lingua
from spacy.language import Language
from spacy.tokens import Doc

NAME = "other_language"
ENGLISH = "en"
_WORD = re.compile(r"[^\W_]{2,}")
_NOT_LATIN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")


@Language.factory(NAME, assigns=["doc._.language"])
def create_other_language(nlp: Language, name: str) -> "OtherLanguage":
    """Create the component without languages; :meth:`OtherLanguage.load` or ``from_disk`` adds them."""
    return OtherLanguage(nlp)


class OtherLanguage:
    """The spaCy component. Costs about 0.1 ms a message, and 35 MB for the letters of 22 languages."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._settings: Mapping[str, Any] = {}
        self._detector: Optional[LanguageDetector] = None
        if not Doc.has_extension("language"):
            Doc.set_extension("language", default=None)

    def load(self, settings: Mapping[str, Any]) -> None:
        """Use the languages and limits of ``data/languages.yml``, as it is written."""
        listed = [language["code"] for language in settings["languages"]]
        words = {e["code"]: e["words"] for e in settings["languages"] if "words" in e}
        self._settings = {"codes": [ENGLISH, *listed, *settings["also"]], "words": words, **settings["recognise"]}
        self._start()

    def _start(self) -> None:
        codes = (getattr(IsoCode639_1, code.upper()) for code in self._settings["codes"])
        languages = [Lingua.from_iso_code_639_1(code) for code in codes]
        # The other mode takes 490 MB, and is no surer of what is longer than three words.
        self._detector = (
            LanguageDetectorBuilder.from_languages(*languages)
            .with_low_accuracy_mode()
            .with_preloaded_language_models()
            .build()
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set ``Doc._.language`` and leave the rest of the document alone."""
        doc._.language = self._language(doc.text)
        return doc

    def _language(self, text: str) -> Optional[str]:
        if self._detector is None:
            return None
        words = _WORD.findall(text.lower())
        foreign_letters = _NOT_LATIN.search(text) is not None
        if not foreign_letters:
            if len(words) < self._settings["least_words"]:
                return None
            known_by_words = self._known_by_words(words)
            if known_by_words is not None:
                return known_by_words
            knows = self._nlp.get_pipe("plain_spelling").knows
            if sum(map(knows, words)) / len(words) > self._settings["most_known"]:
                return None
        likeliest = self._detector.compute_language_confidence_values(text)[0]
        code = likeliest.language.iso_code_639_1.name.lower()
        if code == ENGLISH:
            return None
        listed = self._settings["words"].get(code)
        if listed is not None and not foreign_letters and not any(word in listed for word in words):
            return None
        return code if foreign_letters or likeliest.value >= self._settings["sure_enough"] else None

    def _known_by_words(self, words: list[str]) -> Optional[str]:
        hits = {code: [w for w in words if w in known] for code, known in self._settings["words"].items()}
        code = max(hits, key=lambda code: len(hits[code]), default=None)
        if (
            code is not None
            and len(set(hits[code])) >= self._settings["least_words_of_it"]
            and len(hits[code]) / len(words) >= self._settings["least_share_of_it"]
        ):
            return code
        return None

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Save languages and limits as JSON."""
        srsly.write_json(path.with_suffix(".json"), self._settings)

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> "OtherLanguage":
        """Load saved languages and limits."""
        self._settings = srsly.read_json(path.with_suffix(".json"))
        self._start()
        return self
