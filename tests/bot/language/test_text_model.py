"""The text model says what scikit-learn's own would say, and is the same when it is loaded again."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.language.text_model import Reading, TextModel, features

EXAMPLES = {
    "yes": ["yes", "yeah", "yep he does", "aye", "all the time he does", "yes all the time"],
    "no": ["no", "nope", "never", "not that i know", "no she doesnt", "no never"],
    "story": ["he keeps ringing me 20 times a night", "she waits outside my work", "my ex keeps following me home"],
}
TEXTS, LABELS = zip(*((text, label) for label, texts in EXAMPLES.items() for text in texts))
UNSEEN = ["yes he keeps waiting", "nah", "she rings me 40 times", "???", "", "🙂", "YES " * 20]


def reading(text: str) -> Reading:
    """Return a reading with a made-up sentence vector that depends on nothing but the text."""
    vector = np.random.default_rng(sum(map(ord, text))).normal(size=384).astype(np.float32)
    return Reading(features(text), vector / np.linalg.norm(vector))


def fit(texts, labels, **how) -> TextModel:
    return TextModel.fit([reading(text) for text in texts], labels, **how)


@pytest.fixture(scope="module")
def model() -> TextModel:
    return fit(TEXTS, LABELS)


@pytest.mark.parametrize("kept", [("yes", "no", "story"), ("yes", "no")])
def test_probabilities_are_those_of_scikit_learn(kept):
    texts, labels = zip(*((t, label) for t, label in zip(TEXTS, LABELS) if label in kept))
    weigh = TfidfVectorizer(analyzer=features, sublinear_tf=True, norm=None, min_df=2)

    def seen(some, grams):
        return hstack([grams, csr_matrix(20 * np.stack([reading(text).vector for text in some]))])

    peer = LogisticRegression(C=0.1, max_iter=100, class_weight="balanced", random_state=42)
    peer.fit(seen(texts, weigh.fit_transform(texts)), labels)
    ours = fit(texts, labels)
    for text in (*texts, *UNSEEN):
        expected = dict(zip(peer.classes_, peer.predict_proba(seen([text], weigh.transform([text])))[0]))
        assert ours.probabilities(reading(text)) == pytest.approx(expected, abs=1e-3)


def test_the_likeliest_label_comes_first(model):
    found = [probability for _, probability in model.ranking(reading("yes all the time"))]
    assert found == sorted(found, reverse=True)
    assert sum(found) == pytest.approx(1)


def test_a_number_is_a_number_whichever_it_is():
    assert features("he rings 20 times") == features("he rings 350 times")


def test_words_lean_towards_the_label_they_stand_under(model):
    assert model.leaning(features("never"), "no") > 0 > model.leaning(features("never"), "story")


def test_an_example_that_counts_for_more_weighs_more():
    texts, labels = [*TEXTS, "kind of", "kind of"], [*LABELS, "yes", "no"]
    leaning = {
        heavy: fit(texts, labels, importance=[1.0] * len(TEXTS) + ([9, 1] if heavy == "yes" else [1, 9])).ranking(
            reading("kind of")
        )[0][0]
        for heavy in ("yes", "no")
    }
    assert leaning == {"yes": "yes", "no": "no"}


def test_it_is_the_same_when_loaded_again(model, tmp_path):
    model.to_disk(tmp_path / "model")
    loaded = TextModel.from_disk(tmp_path / "model")
    for text in UNSEEN:
        assert loaded.ranking(reading(text)) == model.ranking(reading(text))
