"""The ledger as text, in the words of data/four/ledger.yml."""

from typing import Any, Iterable, Mapping

from rasa_sdk import Tracker

from actions.knowledge import LEDGER_WORDS
from actions.turn.conversation import own_words
from bot.four import Answers, LedgerLine, ledger


def ledger_so_far(tracker: Tracker, slots: Mapping[str, Any]) -> str:
    """Return the whole ledger of this conversation as text, given its slots as they are about to be; last, who is doing
    it, if that was told.
    """
    told = ledger_text(ledger(Answers.from_slots(slots), own_words(tracker)), slots.get("speaking_for"))
    who = LEDGER_WORDS["relationships"].get(slots.get("relationship"))
    return f"{told}\n{LEDGER_WORDS['who'].format(who=who)}" if who else told


def ledger_text(lines: Iterable[LedgerLine], speaking_for: str | None, known_only: bool = False) -> str:
    """Return one line of text for each line of the ledger; ``known_only`` leaves out what was never answered."""
    labels = LEDGER_WORDS["labels_for_someone_else" if speaking_for == "someone_else" else "labels"]
    told = []
    for line in lines:
        if line.answer is None and known_only:
            continue
        answer = LEDGER_WORDS["answers"].get(line.answer, LEDGER_WORDS["not_known"])
        quoted = [LEDGER_WORDS["quotation"].format(text=text) for text in line.quotations]
        words = LEDGER_WORDS["between_quotations"].join(quoted)
        pattern = LEDGER_WORDS["line_with_words" if words else "line"]
        told.append(pattern.format(label=labels[line.factor], answer=answer, words=words))
    return "\n".join(told)
