"""`bot check` finds texts that are hard to read, American spelling, and questions without a form for helpers."""

from __future__ import annotations

import pytest
import yaml

from bot import paths
from bot.checking.reading import problems_of_text, reading_age
from bot.checking.responses import problems_of_conditions

STYLE = yaml.safe_load((paths.DATA / "style.yml").read_text("utf-8"))
HARD = (
    "Notwithstanding the considerable complexity of contemporary jurisdictional arrangements, individuals experiencing persistent "
    "victimisation are encouraged to communicate immediately with specialised organisations."
)
PLAIN = "You can call them at any hour. They will listen to you. You can stop when you like. It is up to you what you do next."


def test_a_hard_text_is_found_and_a_plain_one_is_not():
    assert any("is to be read at" in problem for problem in problems_of_text(HARD, STYLE))
    assert list(problems_of_text(PLAIN, STYLE)) == []


def test_names_and_numbers_make_no_text_harder():
    text = "You can call the National Stalking Helpline on 0808 802 0300. They will listen to you. It is up to you what you tell them."
    assert reading_age(text, STYLE) <= STYLE["oldest_reading_age"]


def test_short_texts_are_not_rated():
    assert reading_age("Independent advocacy organisations.", STYLE) is None


@pytest.mark.parametrize(("word", "british"), [("behavior", "behaviour"), ("neighbors", "neighbours"), ("mom", "mum")])
def test_american_spelling_is_found(word, british):
    assert list(problems_of_text(f"It is {word}.", STYLE)) == [f'says "{word}"; in Britain it is "{british}"']


def test_words_that_only_begin_alike_are_left_alone():
    assert list(problems_of_text("In a moment.", STYLE)) == []


def test_two_variations_that_may_both_fit_are_found_and_two_wordings_for_the_same_person_are_not():
    scotland = [{"name": "nation", "value": "scotland"}]
    helper = [{"name": "speaking_for", "value": "someone_else"}]
    assert list(problems_of_conditions([{"condition": scotland}, {"condition": helper}]))
    assert list(problems_of_conditions([{"condition": scotland}, {"condition": scotland}])) == []
