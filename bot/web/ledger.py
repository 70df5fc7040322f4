"""The ledger as the page shows it: what has been put down so far, and the button that changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Iterator, Mapping, Optional

import yaml
from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot import paths
from bot.four import Answers, Words, ledger, words_in


@dataclass(frozen=True)
class PageLine:
    """One of the five: its name and answer in words, the person's own words, and whether there is an answer to change."""

    factor: str
    label: str
    answer: str
    quotations: tuple[str, ...]
    known: bool


@dataclass(frozen=True)
class PageLedger:
    """The five lines; ``begun`` once one of them has an answer."""

    lines: tuple[PageLine, ...] = ()

    @property
    def begun(self) -> bool:
        """Tell whether there is anything to show."""
        return any(line.known for line in self.lines)


class LedgerWords:
    """The words of data/four/ledger.yml, read once."""

    def __init__(self) -> None:
        self._words = yaml.safe_load((paths.FOUR / "ledger.yml").read_text("utf-8"))

    @property
    def labels(self) -> Mapping[str, str]:
        """Return the name of each of the five."""
        return self._words["labels"]

    def page(self, slots: Mapping[str, Any], events: Iterable[Event]) -> PageLedger:
        """Return the ledger of a conversation, given its slots and its events."""
        third = slots.get("speaking_for") == "someone_else"
        labels = self._words["labels_for_someone_else" if third else "labels"]
        lines = ledger(Answers.from_slots(slots), _own_words(events))
        return PageLedger(
            tuple(
                PageLine(
                    line.factor,
                    labels[line.factor],
                    self._words["answers"].get(line.answer, self._words["not_known"]),
                    line.quotations,
                    line.answer is not None,
                )
                for line in lines
            )
        )


def _own_words(events: Iterable[Event]) -> Iterator[Words]:
    """Yield every piece of evidence in the person's messages, the oldest first."""
    asked: Optional[str] = None
    for event in events:
        if isinstance(event, SlotSet) and event.key == "requested_slot":
            asked = event.value
        elif isinstance(event, UserUttered):
            yield from words_in(event.entities, asked)
