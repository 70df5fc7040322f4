"""Evidence: every example in its files, and the words that are quoted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import paths
from bot.language import evidence, pipeline

NLP = pipeline.build(paths.DATA)
EXAMPLES = evidence.read_examples(paths.DATA / "evidence")


def found(text: str, entity: str) -> list[tuple[str, str]]:
    return [(e.value, text[e.start : e.end]) for e in NLP(text)._.evidence if e.entity == entity and not e.when_asked]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.entity}: {example.text}")
def test_every_example_says_what_its_file_says(example):
    about = (e for e in NLP(example.text)._.evidence if e.entity == example.entity)
    values = {e.value for e in about if e.when_asked == example.when_asked}
    assert values == ({example.value} if example.value else set())


@pytest.mark.parametrize(
    ("text", "factor", "words"),
    [
        ("my ex keeps turning up at my work and messaging me from new accounts", "repeated", "my ex keeps turning up at my work"),
        ("my ex keeps turning up at my work and messaging me from new accounts", "obsessive", "messaging me from new accounts"),
        ("I've told him to stop, im scared.", "unwanted", "I've told him to stop"),
        ("shes doing my head in, 40 odd missed calls again last nite", "fear", "shes doing my head in"),
    ],
)  # fmt: skip
def test_the_quoted_words_make_sense_by_themselves(text, factor, words):
    assert ("yes", words) in found(text, factor)


def test_the_longer_phrase_wins_over_the_shorter_inside_it():
    assert [value for value, _ in found("im not scared of him", "fear")] == ["no"]


def test_never_having_told_them_to_stop_is_not_a_no():
    assert found("hes never actually been told to stop", "unwanted") == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read_without_harm(text):
    doc = NLP(text)
    assert doc.text == text
    for piece in doc._.evidence:
        assert 0 <= piece.start < piece.end <= len(text)
