"""Sentence vectors are those of the official model, the same every time, and never empty-handed."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from bot.language import sentence_vectors
from bot.language.sentence_vectors import SentenceEncoder, SentenceVectors, WeightsError
from tests.bot.language.official_minilm import OfficialMiniLM

ALIKE = ("he will not stop ringing me", "she keeps calling me all the time")
APART = "what time does the library open on sundays"
MESSAGES = (
    *ALIKE,
    APART,
    "hes outside",
    "no",
    "ydw",
    "my ex keeps turning up at my work and messaging me from new accounts. i blocked him and he made another",
    "cannae sleep, cannae eat, he's aye at the windae",
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_vectors_have_length_one(encoder):
    vector = encoder.encode("hes outside")
    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_messages_that_mean_the_same_are_nearer_than_others(encoder):
    one, other, apart = (encoder.encode(text) for text in (*ALIKE, APART))
    assert one @ other > one @ apart + 0.2


def test_vectors_are_those_of_the_official_weights(encoder):
    official = OfficialMiniLM()
    near = [encoder.encode(text) @ official.encode(text) for text in MESSAGES]
    assert min(near) > 0.95
    assert np.mean(near) > 0.98


def test_the_same_message_gives_the_same_numbers_whatever_the_threads_and_whatever_came_before(encoder):
    text = "my ex keeps turning up at my work and messaging me from new accounts"
    first = encoder.encode(text)
    encoder.encode("something else " * 40)
    assert np.array_equal(encoder.encode(text), first)
    assert np.array_equal(SentenceEncoder(threads=2).encode(text), first)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_without_a_word_the_vector_is_zero(encoder, text):
    assert not encoder.encode(text).any()


@pytest.mark.parametrize(
    "text", ["🙂", "هو يلاحقني", "x" * 5000, "he will not stop " * 300, "\x00\x01"], ids=lambda text: text[:9]
)
def test_anything_can_be_read(encoder, text):
    assert np.isfinite(encoder.encode(text)).all()


@pytest.mark.parametrize("typed", ["Yes", "  no\nidea ", "HOW SHOULD I KNOW"])
def test_vectors_at_hand_are_those_that_would_be_worked_out(encoder, tmp_path, typed):
    texts = ("yes", "no idea", "how should I know")
    kept = SentenceVectors()
    kept.keep_at_hand({text: encoder.encode(text) for text in texts})
    kept.to_disk(tmp_path / "vectors")
    loaded = SentenceVectors().from_disk(tmp_path / "vectors")
    assert np.array_equal(loaded(spacy.blank("en").make_doc(typed))._.sentence_vector, encoder.encode(typed))


def test_only_short_examples_are_at_hand(encoder, monkeypatch):
    kept = SentenceVectors()
    kept.keep_at_hand({text: np.ones(384, np.float32) for text in ("yes", "it is every single day")})
    monkeypatch.setattr(sentence_vectors, "encoder", lambda: encoder)
    assert (kept(spacy.blank("en").make_doc("Yes"))._.sentence_vector == 1).all()
    assert not (kept(spacy.blank("en").make_doc("it is every single day"))._.sentence_vector == 1).all()


def test_the_end_of_a_long_message_counts(encoder):
    long = "the weather was fine and we had tea " * 40
    assert not np.array_equal(encoder.encode(long + "he is outside my door"), encoder.encode(long + "so that was nice"))


def test_other_weights_are_refused_with_the_mend(monkeypatch):
    package, file, _ = sentence_vectors.WEIGHTS
    monkeypatch.setattr(sentence_vectors, "WEIGHTS", (package, file, "0" * 64))
    with pytest.raises(WeightsError, match=f"--reinstall-package {package}"):
        SentenceEncoder()


def test_missing_weights_are_said_with_the_mend(monkeypatch):
    monkeypatch.setattr(sentence_vectors, "WEIGHTS", ("no_such_package", "model.onnx", ""))
    with pytest.raises(WeightsError, match="make serve"):
        SentenceEncoder()
