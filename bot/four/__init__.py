"""FOUR: the answers, the ledger, what the pattern suggests, and which step of the conversation comes next.

Fixated, Obsessive, Unwanted, Repeated, and fear. Pure Python; it knows nothing of Rasa or of wording.
"""

from bot.four.answers import FACTORS, Answer, Answers
from bot.four.assessment import Outcome, assess
from bot.four.journey import Situation, Step, next_step
from bot.four.ledger import LedgerLine, Words, ledger, words_in

__all__ = [
    "FACTORS", "Answer", "Answers", "LedgerLine", "Outcome", "Situation", "Step", "Words", "assess", "ledger", "next_step",
    "words_in",
]  # fmt: skip
