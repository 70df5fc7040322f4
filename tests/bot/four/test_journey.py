"""Which step comes next depends on nothing but what is known."""

from dataclasses import replace

from bot.four import Answers, Situation, Step, next_step

ALL = Answers("yes", "yes", "yes", "yes", "yes")
KNOWN = Situation(
    answers=ALL, speaking_for="self", immediate_danger=False, story_told=True, ledger_confirmed=True,
    outcome="likely_stalking", relationship="ex_partner", force="essex", help_shown=True,
)  # fmt: skip


def test_the_steps_come_in_their_order():
    seen = []
    now = Situation()
    fill = [
        {"speaking_for": "self"}, {"immediate_danger": False}, {"story_told": True}, {"answers": ALL},
        {"ledger_confirmed": True}, {"outcome": "likely_stalking"}, {"relationship": "unknown"},
        {"force": "essex"}, {"help_shown": True},
    ]  # fmt: skip
    for known in fill:
        seen.append(next_step(now))
        now = replace(now, **known)
    assert [*seen, next_step(now)] == [
        Step.DOOR, Step.DANGER, Step.STORY, Step.FOUR, Step.LEDGER, Step.OUTCOME, Step.WHO, Step.PLACE, Step.HELP, Step.NEXT,
    ]  # fmt: skip


def test_danger_comes_before_everything():
    assert next_step(Situation(immediate_danger=True)) is Step.SAFE
    assert next_step(replace(KNOWN, immediate_danger=True)) is Step.SAFE


def test_nobody_is_asked_for_a_story_that_already_answers_everything():
    assert next_step(replace(KNOWN, story_told=None)) is Step.NEXT


def test_a_changed_answer_leads_back_to_its_question_and_the_ledger():
    changed = replace(KNOWN, answers=replace(ALL, fear=None), ledger_confirmed=None, outcome=None, help_shown=None)
    assert next_step(changed) is Step.FOUR
    assert next_step(replace(changed, answers=ALL)) is Step.LEDGER


def test_not_saying_where_is_respected():
    assert next_step(replace(KNOWN, force=None, place_declined=True, help_shown=None)) is Step.HELP


def test_an_emergency_that_is_over_is_assessed_anew():
    assert next_step(replace(KNOWN, outcome="emergency")) is Step.OUTCOME
