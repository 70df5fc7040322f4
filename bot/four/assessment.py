"""What the pattern suggests. Never a score, never a verdict: it chooses the words and the order of help, nothing more.

The rule is the one FOUR campaigns of UK police forces use (all four with fear: likely; see docs/decisions.md): it is
read by people, so it stays a handful of lines.
"""

from __future__ import annotations

from typing import Literal

from bot.four.answers import Answers

Outcome = Literal["likely_stalking", "some_signs", "not_clear", "emergency"]


def assess(answers: Answers, immediate_danger: bool = False) -> Outcome:
    """Return the outcome for these answers.

    Any immediate danger is an emergency; all four signs and fear are likely stalking; two or more signs that are
    there, or may be, are some signs; anything else is not clear.
    """
    if immediate_danger:
        return "emergency"
    signs = (answers.fixated, answers.obsessive, answers.unwanted, answers.repeated)
    if all(sign == "yes" for sign in signs) and answers.fear == "yes":
        return "likely_stalking"
    if sum(sign in ("yes", "unsure") for sign in signs) >= 2:
        return "some_signs"
    return "not_clear"
