"""The danger gate: every example in its files, the order in which rules win, and mistakes in the files."""

from __future__ import annotations

import shutil
import time

import pytest

from bot import paths
from bot.language import pipeline, safety
from bot.language.errors import PhraseError


@pytest.fixture(scope="module")
def nlp():
    return pipeline.build(paths.DATA)


EXAMPLES = safety.read_examples(paths.DATA / "safety")
MUST = [(examples.intent, text) for examples in EXAMPLES for text in examples.must_trigger]
NEAR = [(examples.intent, text) for examples in EXAMPLES for text in examples.near_misses]


@pytest.mark.parametrize(("intent", "text"), MUST)
def test_what_must_be_heard_is_heard(nlp, intent, text):
    assert nlp(text)._.safety == intent


@pytest.mark.parametrize(("intent", "text"), NEAR)
def test_near_misses_do_not_fire(nlp, intent, text):
    assert nlp(text)._.safety != intent


@pytest.mark.parametrize(
    "text",
    [
        "HES OUTSIDE",
        "Hes Outside!!!",
        "he’s outside",
        "he is outside...",
        "hes outsideee",
        "hes outsde",
        "hes outisde",
        "hes otside my hous",
        "  hes   outside ",
    ],
)
def test_capitals_marks_and_slips_make_no_difference(nlp, text):
    assert nlp(text)._.safety == "danger_now"


def test_danger_in_the_middle_of_a_story_is_heard(nlp):
    story = "he was here last week as well and the week before. hes outside my door now. i told him to stop"
    assert nlp(story)._.safety == "danger_now"


@pytest.mark.parametrize(
    "text",
    [
        "hammer in his hand and he is in my porch",
        "in my porch, he is, hammer in his hand",
        "my porch " + "and then " * 3 + "he is there with a hammer",
    ],
)
def test_words_that_mean_danger_together_are_heard_in_any_order(nlp, text):
    assert nlp(text)._.safety == "danger_now"


def test_words_far_apart_or_in_different_sentences_are_not_put_together(nlp):
    far = "he is a man i used to work with " + "and we talked and talked and talked " * 3 + "about a hammer"
    assert nlp(far)._.safety is None
    assert nlp("she is my cousin. I bought a hammer.")._.safety is None


def test_a_very_long_message_is_read_in_good_time(nlp):
    began = time.perf_counter()
    nlp("he is in my house with a knife because he was there last year " * 80)
    assert time.perf_counter() - began < 2


def test_somebody_who_cannot_speak_is_told_how_before_anything_else(nlp):
    assert nlp("hes in my house i cant speak hes in the next room")._.safety == "cannot_speak"


def test_the_others_threat_of_suicide_is_not_taken_for_the_writers(nlp):
    assert nlp("he says he will kill himself if i leave him")._.safety == "their_suicide_threat"


def test_a_saved_pipeline_hears_the_same(nlp, tmp_path):
    nlp.to_disk(tmp_path / "spacy")
    loaded = pipeline.load(tmp_path / "spacy")
    for _, text in [*MUST, *NEAR]:
        assert loaded(text)._.safety == nlp(text)._.safety
        assert loaded(text)._.evidence == nlp(text)._.evidence


def _data_with(tmp_path, file: str, old: str, new: str):
    shutil.copytree(paths.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("places", "directory"))
    path = tmp_path / "data" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return tmp_path / "data"


def test_an_unknown_group_is_named_with_the_mend(tmp_path):
    data = _data_with(tmp_path, "safety/danger_now.yml", "- <someone> is/are here", "- <sumone> is/are here")
    with pytest.raises(
        PhraseError, match=r"data/safety/danger_now.yml: '<sumone> is/are here': <sumone> is no group of"
    ):
        pipeline.build(data)


def test_a_bracket_left_open_is_named(tmp_path):
    data = _data_with(tmp_path, "safety/danger_now.yml", "- <someone> is/are here", "- <someone> is/are (right here")
    with pytest.raises(PhraseError, match="bracket that is not closed"):
        pipeline.build(data)


def test_a_phrase_that_could_match_nothing_is_named(tmp_path):
    data = _data_with(tmp_path, "safety/danger_now.yml", "- <someone> is/are here", "- (here)")
    with pytest.raises(PhraseError, match="could match nothing at all"):
        pipeline.build(data)


def test_an_unknown_key_is_named(tmp_path):
    data = _data_with(tmp_path, "safety/danger_now.yml", "near_misses:", "near_mises:")
    with pytest.raises(PhraseError, match="data/safety/danger_now.yml: near_misses: is missing"):
        pipeline.build(data)


def test_a_spelling_with_too_many_words_is_named(tmp_path):
    data = _data_with(tmp_path, "spellings.yml", "  u: you", "  u: you and me")
    with pytest.raises(PhraseError, match="data/spellings.yml: 'u': stands for 3 words"):
        pipeline.build(data)
