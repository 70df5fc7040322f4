"""A text classifier over words, pieces of words and a sentence vector: trained by scikit-learn, read with NumPy.

For one short message, building scikit-learn's sparse matrices takes ten times as long as the sum they are built for
(docs/decisions.md). So the sum is done here: look up the weights of the message's words and pieces of words, add those
of its sentence vector, softmax.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Sequence, Tuple, Union

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.tokens import Doc, Span

_WORDS = CountVectorizer(ngram_range=(1, 2)).build_analyzer()
_PIECES = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()
_NUMBER = re.compile(r"\b[0-9]+\b")
# A piece of text seen once tells nothing that can be relied on.
_SEEN_AT_LEAST = 2
# Beside some hundred weighed words and pieces of words, a sentence vector of length 1 would not be heard.
_LENGTH_OF_VECTOR = 20.0
_INVERSE_REGULARISATION = 0.1
# More rounds change nothing on the development set (docs/decisions.md).
ROUNDS = 100


@dataclass(frozen=True)
class Reading:
    """What a classifier sees of a message.

    Attributes:
        features: words, pairs of words and pieces of words of 2 to 5 letters in their plain spelling, with repetitions;
            and what the written phrases heard (data/safety, data/evidence).
        vector: the sentence vector (bot/language/sentence_vectors.py), float32, shape (384,), of length 1.
    """

    features: Tuple[str, ...]
    vector: np.ndarray


def read(doc: Doc) -> Reading:
    """Return what classifiers see of a document of our spaCy pipeline; it is worked out once a document."""
    reading: Optional[Reading] = doc.user_data.get("reading")
    if reading is None:
        reading = Reading((*features(plain(doc)), *_heard_by_phrases(doc)), doc._.sentence_vector)
        doc.user_data["reading"] = reading
    return reading


def plain(words: Union[Doc, Span]) -> str:
    """Return the plain spelling of a document or a part of it."""
    return " ".join(token.norm_ for token in words)


def features(text: str) -> Tuple[str, ...]:
    """Return the features of a text, with repetitions; words begin with a line break, which no piece of a word does."""
    text = _NUMBER.sub("__NUMBER__", text)
    return (*("\n" + word for word in _WORDS(text)), *_PIECES(text))


def _heard_by_phrases(doc: Doc) -> Iterator[str]:
    """Yield a feature for everything that a phrase heard."""
    for evidence in doc._.evidence:
        yield f"\n={evidence.entity}={evidence.value}{'?' if evidence.when_asked else ''}"
    if doc._.safety is not None:
        yield f"\n=safety={doc._.safety}"


class TextModel:
    """Multinomial logistic regression over the features, weighed by their rarity, and beside them the sentence vector."""

    def __init__(
        self,
        labels: Sequence[str],
        vocabulary: Sequence[str],
        rarity: np.ndarray,
        weights: np.ndarray,
        vector_weights: np.ndarray,
        bias: np.ndarray,
    ) -> None:
        """Put a trained model together.

        Args:
            labels: the classes.
            vocabulary: the features, in the order of ``rarity`` and ``weights``.
            rarity: inverse document frequencies, shape (features,), float32.
            weights: shape (features, labels), float32.
            vector_weights: shape (384, labels), float32.
            bias: shape (labels,), float32.
        """
        self.labels = list(labels)
        self._row = {feature: row for row, feature in enumerate(vocabulary)}
        self._arrays = {"rarity": rarity, "weights": weights, "vector_weights": vector_weights, "bias": bias}
        self._rarity, self._weights, self._vector_weights, self._bias = rarity, weights, vector_weights, bias

    @classmethod
    def fit(
        cls,
        readings: Sequence[Reading],
        labels: Sequence[str],
        importance: Optional[Sequence[float]] = None,
        rounds: int = ROUNDS,
    ) -> TextModel:
        """Train on readings and their labels; every label counts the same, however many examples it has.

        Args:
            readings: what is seen of each example.
            labels: the label of each example, two different ones at least.
            importance: how much each example counts; all the same unless given.
            rounds: steps of training, at most; fewer leave it less sure of itself.

        Raises:
            ValueError: all examples have the same label.
        """
        vectorizer = TfidfVectorizer(
            analyzer=_features_of, sublinear_tf=True, norm=None, min_df=_SEEN_AT_LEAST, dtype=np.float32
        )
        grams = vectorizer.fit_transform(readings)
        seen = hstack([grams, csr_matrix(_LENGTH_OF_VECTOR * np.stack([r.vector for r in readings]))]).tocsr()
        regression = LogisticRegression(
            C=_INVERSE_REGULARISATION, max_iter=rounds, class_weight="balanced", random_state=42
        ).fit(seen, labels, sample_weight=importance)
        names = [str(label) for label in regression.classes_]
        weights, bias = regression.coef_.T, regression.intercept_
        if len(names) == 2:
            # scikit-learn keeps one column for two classes; the softmax below wants one for each.
            weights, bias = np.hstack([-weights / 2, weights / 2]), np.hstack([-bias / 2, bias / 2])
        known = grams.shape[1]
        return cls(
            names,
            [str(feature) for feature in vectorizer.get_feature_names_out()],
            vectorizer.idf_.astype(np.float32),
            np.ascontiguousarray(weights[:known], np.float32),
            np.ascontiguousarray(_LENGTH_OF_VECTOR * weights[known:], np.float32),
            bias.astype(np.float32),
        )

    def probabilities(self, reading: Reading) -> Dict[str, float]:
        """Return every label with its probability."""
        scores = self._bias + reading.vector @ self._vector_weights
        scores = scores + self._scores(reading.features)
        likelihood = np.exp(scores - scores.max())
        return dict(zip(self.labels, (likelihood / likelihood.sum()).tolist()))

    def ranking(self, reading: Reading) -> List[Tuple[str, float]]:
        """Return every label with its probability, the likeliest first."""
        return sorted(self.probabilities(reading).items(), key=lambda item: -item[1])

    def leaning(self, some_features: Sequence[str], label: str) -> float:
        """Return how much some of a message's features speak for a label rather than for the others on average."""
        scores = self._scores(some_features)
        mine = scores[self.labels.index(label)]
        return float(mine - (scores.sum() - mine) / (len(self.labels) - 1))

    def _scores(self, some_features: Sequence[str]) -> np.ndarray:
        """Return what features add to the score of every label, shape (labels,)."""
        counts = Counter(self._row[feature] for feature in some_features if feature in self._row)
        rows = np.fromiter(counts.keys(), np.int64, len(counts))
        often = np.fromiter(counts.values(), np.float32, len(counts))
        return ((1 + np.log(often)) * self._rarity[rows]) @ self._weights[rows]

    def to_disk(self, folder: Path) -> None:
        """Save as JSON and NumPy arrays: nothing that runs code when it is loaded."""
        folder.mkdir(parents=True, exist_ok=True)
        words = {"labels": self.labels, "vocabulary": list(self._row)}
        (folder / "words.json").write_text(json.dumps(words), "utf-8")
        np.savez(folder / "weights.npz", **self._arrays)

    @classmethod
    def from_disk(cls, folder: Path) -> TextModel:
        """Load what ``to_disk`` saved."""
        words = json.loads((folder / "words.json").read_text("utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            return cls(words["labels"], words["vocabulary"], **arrays)


def _features_of(reading: Reading) -> Tuple[str, ...]:
    return reading.features
