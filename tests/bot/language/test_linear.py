"""The linear model says what scikit-learn's own would say, and is the same when it is loaded again."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.language.linear import LinearTextModel, features

EXAMPLES = {
    "yes": ["yes", "yeah", "yep he does", "aye", "all the time"],
    "no": ["no", "nope", "never", "not that i know", "no she doesnt"],
    "story": ["he keeps ringing me 20 times a night", "she waits outside my work", "my ex follows me home"],
}
TEXTS, LABELS = zip(*((text, label) for label, texts in EXAMPLES.items() for text in texts))
UNSEEN = ["yes he keeps waiting", "nah", "she rings me 40 times", "???", "", "🙂", "YES " * 20]


@pytest.fixture(scope="module")
def model() -> LinearTextModel:
    return LinearTextModel.fit(TEXTS, LABELS)


@pytest.mark.parametrize("text", [*TEXTS, *UNSEEN])
def test_probabilities_are_those_of_scikit_learn(model, text):
    peer = make_pipeline(
        CountVectorizer(analyzer=features), LogisticRegression(max_iter=300, class_weight="balanced", random_state=42)
    ).fit(TEXTS, LABELS)
    expected = dict(zip(peer.classes_, peer.predict_proba([text])[0]))
    found = model.ranking(text)
    assert dict(found) == pytest.approx(expected, abs=1e-4)
    assert [p for _, p in found] == sorted((p for _, p in found), reverse=True)


def test_a_number_is_a_number_whichever_it_is(model):
    assert model.ranking("he rings 20 times") == model.ranking("he rings 350 times")


def test_it_is_the_same_when_loaded_again(model, tmp_path):
    model.to_disk(tmp_path)
    loaded = LinearTextModel.from_disk(tmp_path)
    for text in UNSEEN:
        assert loaded.ranking(text) == model.ranking(text)
    assert np.isclose(sum(p for _, p in loaded.ranking("hello")), 1)
