"""The ledger shows each answer with the person's own words."""

from bot.four import Answers, Words, ledger


def line(answers, words, factor):
    return next(line for line in ledger(answers, words) if line.factor == factor)


def test_there_is_a_line_for_each_of_the_five_even_when_nothing_is_known():
    assert [line.factor for line in ledger(Answers(), [])] == ["fixated", "obsessive", "unwanted", "repeated", "fear"]


def test_words_stand_beside_the_answer_they_say():
    words = [Words("repeated", "yes", "most nights")]
    assert line(Answers(repeated="yes"), words, "repeated").quotations == ("most nights",)


def test_words_for_another_answer_are_left_out():
    words = [Words("repeated", "yes", "most nights")]
    assert line(Answers(repeated="no"), words, "repeated").quotations == ()


def test_only_the_two_newest_words_are_kept_in_the_order_they_were_said():
    words = [Words("fear", "yes", text) for text in ("scared", "cant sleep", "scared", "shaking")]
    assert line(Answers(fear="yes"), words, "fear").quotations == ("scared", "shaking")


def test_words_that_others_hold_are_not_quoted_twice():
    words = [Words("repeated", "yes", text) for text in ("he rings every night", "every night", "he came twice")]
    assert line(Answers(repeated="yes"), words, "repeated").quotations == ("he rings every night", "he came twice")
