"""A spaCy component that gives every token a plain form, so that "hes", "he's" and "he is" are one and the same.

The plain form is ``Token.norm_``. It comes from four places: spaCy's own exceptions for English contractions; the
spellings of ``data/spellings.yml`` (which may split one token into several); letters held down too long ("helppp");
and slips of the thumb: what is no word, one wrong letter away from a word of a safety phrase, is read as that word
("outsode"). The text itself, and so every offset into it, stays as it was typed.
"""

import re
from pathlib import Path
from typing import Iterable, Iterator

import srsly
from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.tokens import Doc

from bot.language.errors import PhraseError

SHORTEST_FORGIVEN = 5

# What spaCy splits off a contraction, in the form that phrases are compared in.
_CLITICS = {
    "'s": "is", "s": "is", "’s": "is", "'m": "am", "m": "am", "’m": "am", "'re": "are", "re": "are", "’re": "are",
    "'ve": "have", "ve": "have", "’ve": "have", "'d": "would", "d": "would", "’d": "would", "'ll": "will", "’ll": "will",
    "n't": "not", "nt": "not", "n’t": "not", "ca": "can", "wo": "will",
}  # fmt: skip
_HELD_DOWN = re.compile(r"([a-z])\1{2,}")


@Language.factory("plain_spelling", assigns=["token.norm"])
def create_plain_spelling(nlp: Language, name: str) -> "PlainSpelling":
    """Create the component without any slips to forgive; :meth:`PlainSpelling.forgive` or ``from_disk`` adds them."""
    return PlainSpelling()


class PlainSpelling:
    """Sets ``token.norm_`` of every token to its plain form. Costs about a microsecond a token."""

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()
        self._right: frozenset[str] = frozenset()
        self._meant: dict[str, list[str]] = {}

    def forgive(self, meant: Iterable[str], known: Iterable[str], right: Iterable[str]) -> None:
        """Read one-letter slips in the words ``meant``, unless the result is itself a word.

        Args:
            meant: words of safety phrases, the likeliest first; those shorter than five letters are never guessed at.
            known: words that somebody writes, slips among them: a message of none of them is not understood.
            right: words that are right as they are ("brothel", beside "brother").
        """
        long_words = list(dict.fromkeys(word for word in meant if len(word) >= SHORTEST_FORGIVEN))
        self._known = frozenset(known) | frozenset(long_words)
        self._meant = {}
        for word in long_words:
            for form in _with_one_letter_less(word):
                self._meant.setdefault(form, []).append(word)
        # Of a whole dictionary only these are ever looked at.
        self._right = frozenset(word for word in right if any(word != meant for meant in self._within_a_slip(word)))

    def knows(self, word: str) -> bool:
        """Tell whether a plain word is one that somebody writes, in an example or a phrase."""
        return word in self._known

    def __call__(self, doc: Doc) -> Doc:
        """Set the plain forms."""
        for token in doc:
            token.norm_ = self.plain(token.norm_)
        return doc

    def plain(self, norm: str) -> str:
        """Return the plain form of one token, given its ``norm_``."""
        lower = norm.lower()
        word = _CLITICS.get(lower) or _HELD_DOWN.sub(r"\1", lower)
        if (
            len(word) < SHORTEST_FORGIVEN - 1
            or word in self._meant.get(word, ())
            or word in self._right
            or not word.isalpha()
        ):
            return word
        return next(self._within_a_slip(word), word)

    def _within_a_slip(self, word: str) -> Iterator[str]:
        """Yield every word of a safety phrase that somebody who typed ``word`` may have meant."""
        for form in (word, *_with_one_letter_less(word)):
            for meant in self._meant.get(form, ()):
                if meant[0] == word[0] and _is_one_slip(word, meant):
                    yield meant

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Save the words as JSON."""
        meant = list(dict.fromkeys(word for words in self._meant.values() for word in words))
        words = {"meant": meant, "known": sorted(self._known), "right": sorted(self._right)}
        srsly.write_json(path.with_suffix(".json"), words)

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> "PlainSpelling":
        """Load saved words."""
        self.forgive(**srsly.read_json(path.with_suffix(".json")))
        return self


def add_spellings(nlp: Language, spellings: dict[str, str]) -> None:
    """Teach the tokenizer the spellings people use, in small, capital and all-capital letters.

    Args:
        nlp: the pipeline to teach.
        spellings: what people type -> the plain words for it, one or several.

    Raises:
        PhraseError: a spelling stands for no word, or for more words than it has letters.
    """
    for typed, meant in spellings.items():
        words = str(meant).split()
        if not 0 < len(words) <= len(typed):
            mend = f"stands for {len(words)} words; it may stand for one to {len(typed)}, its number of letters"
            raise PhraseError("data/spellings.yml", repr(typed), mend)
        for form in dict.fromkeys((typed, typed.capitalize(), typed.upper())):
            # spaCy keeps offsets by the pieces, so together they must spell what was typed.
            pieces = [*form[: len(words) - 1], form[len(words) - 1 :]]
            nlp.tokenizer.add_special_case(form, [{ORTH: piece, NORM: word} for piece, word in zip(pieces, words)])


def _with_one_letter_less(word: str) -> Iterator[str]:
    """Yield the word and each form of it with one letter left out."""
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _is_one_slip(typed: str, meant: str) -> bool:
    """Tell whether one letter was left out, added, mistaken, or swapped with its neighbour."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    i = 0
    while i < min(len(typed), len(meant)) and typed[i] == meant[i]:
        i += 1
    if len(typed) == len(meant):
        swapped = typed[i : i + 2] == meant[i : i + 2][::-1] and typed[i + 2 :] == meant[i + 2 :]
        return typed[i + 1 :] == meant[i + 1 :] or swapped
    shorter, longer = sorted((typed, meant), key=len)
    return shorter[i:] == longer[i + 1 :]
