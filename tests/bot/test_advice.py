"""Safety advice: read with clear errors, said to whom it is for, and not shown past its review."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import yaml

from bot import paths
from bot.advice import Advice, AdviceError

ADVICE = Advice.read(paths.ADVICE)


def test_every_situation_that_people_need_is_there():
    wanted = {"home", "work", "travel", "online", "phone", "children", "pets", "court"}
    assert {situation.id for situation in ADVICE.situations} >= wanted


@pytest.mark.parametrize(
    ("said", "situation"),
    [
        ("tips for work", "work"),
        ("how do i keep my dog safe", "pets"),
        ("safety tips", None),
        ("my phone at work", None),
    ],
)
def test_a_situation_is_known_by_its_words_if_only_one_is_named(said, situation):
    found = ADVICE.named_in(said)
    assert (found.id if found else None) == situation


def test_a_card_past_its_review_is_not_shown():
    card = ADVICE.get("home").cards[0]
    assert card in ADVICE.on(card.review_by).get("home").cards
    later = ADVICE.on(card.review_by + timedelta(days=1)).get("home")
    assert later is None or card not in later.cards


def test_a_situation_without_a_card_left_is_not_offered():
    assert ADVICE.on(date(2099, 1, 1)).situations == []
    assert ADVICE.on(date(2099, 1, 1)).named_in("tips for work") is None


def test_a_helper_is_spoken_to_as_one():
    for situation in ADVICE.situations:
        assert situation.intro_for(True) != situation.intro_for(False)
        for card in situation.cards:
            assert card.said_to(True) != card.said_to(False)


def test_a_fault_names_the_file_the_entry_and_the_field(tmp_path):
    data = yaml.safe_load(paths.ADVICE.read_text("utf-8"))
    data["situations"][0]["cards"][0]["source"]["url"] = "somewhere"
    file = tmp_path / "advice.yml"
    file.write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(AdviceError, match=r"advice\.yml: home: call-999-at-home: source: url"):
        Advice.read(file)
