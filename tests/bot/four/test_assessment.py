"""What the pattern suggests: the rule as it is published, over every combination of answers."""

import itertools

import pytest

from bot.four import Answers, assess

VALUES = ("yes", "no", "unsure", None)


EVERY_COMBINATION = [Answers(*given) for given in itertools.product(VALUES, repeat=5)]


def test_every_combination_of_answers_has_the_outcome_of_the_rule():
    for answers in EVERY_COMBINATION:
        signs = (answers.fixated, answers.obsessive, answers.unwanted, answers.repeated)
        if signs == ("yes",) * 4 and answers.fear == "yes":
            expected = "likely_stalking"
        elif signs.count("yes") + signs.count("unsure") >= 2:
            expected = "some_signs"
        else:
            expected = "not_clear"
        assert assess(answers) == expected, answers


def test_danger_is_an_emergency_whatever_the_answers():
    assert {assess(answers, immediate_danger=True) for answers in EVERY_COMBINATION} == {"emergency"}


def test_an_answer_outside_the_three_is_refused():
    with pytest.raises(ValueError, match="fear: 'perhaps'"):
        Answers(fear="perhaps")


def test_what_is_unknown_is_told_in_the_order_of_four():
    assert Answers(obsessive="no", fear="unsure").unknown == ("fixated", "unwanted", "repeated")
