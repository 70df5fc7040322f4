"""A linear text classifier: trained by scikit-learn, read with NumPy.

For one short message, building scikit-learn's sparse matrices takes ten times as long as the sum they are built for
(docs/decisions.md). So the sum is done here: look up the weights of the message's words and pieces of words, add, softmax.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import List, Sequence, Tuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

_WORDS = CountVectorizer(ngram_range=(1, 2)).build_analyzer()
_PIECES = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()
_NUMBER = re.compile(r"\b[0-9]+\b")
_VOCABULARY, _WEIGHTS = "vocabulary.json", "weights.npz"


class LinearTextModel:
    """Multinomial logistic regression over counts of words, pairs of words and pieces of words of 2 to 5 letters."""

    def __init__(self, labels: Sequence[str], vocabulary: Sequence[str], weights: np.ndarray, bias: np.ndarray) -> None:
        """Put a trained model together.

        Args:
            labels: the classes, at least three.
            vocabulary: the features, in the order of ``weights``.
            weights: shape (features, labels), float32.
            bias: shape (labels,), float32.
        """
        self.labels = list(labels)
        self._vocabulary = list(vocabulary)
        self._row = {feature: row for row, feature in enumerate(vocabulary)}
        self._weights = weights
        self._bias = bias

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str]) -> LinearTextModel:
        """Train on texts and their labels; every label counts the same, however many examples it has."""
        vectorizer = CountVectorizer(analyzer=features)
        counts = vectorizer.fit_transform(texts)
        model = LogisticRegression(max_iter=300, class_weight="balanced", random_state=42).fit(counts, labels)
        vocabulary = [str(feature) for feature in vectorizer.get_feature_names_out()]
        weights, bias = model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)
        return cls([str(label) for label in model.classes_], vocabulary, np.ascontiguousarray(weights), bias)

    def ranking(self, text: str) -> List[Tuple[str, float]]:
        """Return every label with its probability, the likeliest first."""
        counts = Counter(self._row[feature] for feature in features(text) if feature in self._row)
        scores = self._bias + np.fromiter(counts.values(), np.float32) @ self._weights[list(counts)]
        likelihood = np.exp(scores - scores.max())
        probabilities = likelihood / likelihood.sum()
        return [(self.labels[i], float(probabilities[i])) for i in np.argsort(-probabilities)]

    def to_disk(self, folder: Path) -> None:
        """Save as JSON and NumPy arrays: nothing that runs code when it is loaded."""
        text = json.dumps({"labels": self.labels, "vocabulary": self._vocabulary})
        (folder / _VOCABULARY).write_text(text, "utf-8")
        np.savez(folder / _WEIGHTS, weights=self._weights, bias=self._bias)

    @classmethod
    def from_disk(cls, folder: Path) -> LinearTextModel:
        """Load what ``to_disk`` saved."""
        words = json.loads((folder / _VOCABULARY).read_text("utf-8"))
        with np.load(folder / _WEIGHTS, allow_pickle=False) as arrays:
            return cls(words["labels"], words["vocabulary"], arrays["weights"], arrays["bias"])


def features(text: str) -> List[str]:
    """Return the features of a text, with repetitions; words begin with a line break, which no piece of a word does."""
    text = _NUMBER.sub("__NUMBER__", text)
    return [*("\n" + word for word in _WORDS(text)), *_PIECES(text)]
