"""A conversation as the page shows it, read from Rasa's tracker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterable, Optional

from rasa.shared.core.events import BotUttered, Event, UserUttered

SHOWN = "shown"


@dataclass(frozen=True)
class Choice:
    """A button: ``payload`` is what Rasa gets; ``secondary`` ones are shown as links."""

    title: str
    payload: str
    secondary: bool = False


@dataclass(frozen=True)
class Entry:
    """One message. ``service`` holds the values of a service card, in place of text; ``language`` is an ISO 639-1 code
    and ``direction`` ltr or rtl, where a reply is not in English.
    """

    by_person: bool
    text: str = ""
    service: Optional[dict[str, str]] = None
    language: Optional[str] = None
    direction: Optional[str] = None


@dataclass(frozen=True)
class Conversation:
    """What there is to show: the messages, the choices that are open, and how many turns there have been."""

    entries: list[Entry] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    turns: int = 0

    def was_said(self, text: str, after: int) -> bool:
        """Tell whether the person's messages after the first ``after`` ones hold a text that was also answered."""
        own = [i for i, entry in enumerate(self.entries) if entry.by_person]
        answered = [i for i in own[after:] if any(not entry.by_person for entry in self.entries[i:])]
        return any(self.entries[i].text == text for i in answered)

    def since(self, turn: int) -> Conversation:
        """Return only the turn after the first ``turn`` ones, from the person's own message on."""
        own = [i for i, entry in enumerate(self.entries) if entry.by_person]
        first = own[turn] if turn < len(own) else len(self.entries) if own else 0
        return Conversation(self.entries[first:], self.choices, self.turns)

    @classmethod
    def read(cls, events: Iterable[Event]) -> Conversation:
        """Read the events of a tracker. Choices are those offered since the person's last message."""
        entries: list[Entry] = []
        choices: list[Choice] = []
        turns = 0
        for event in events:
            if isinstance(event, UserUttered):
                choices = []
                shown = (event.metadata or {}).get(SHOWN, event.text or "")
                if shown:
                    turns += 1
                    entries.append(Entry(by_person=True, text=shown))
            elif isinstance(event, BotUttered):
                entry, offered = _read_reply(event.message())
                entries.append(entry)
                # The last question asked is the one that is open.
                choices = offered or choices
        return cls(entries, choices, turns)


def _read_reply(message: dict[str, Any]) -> tuple[Entry, list[Choice]]:
    custom = message.get("custom") or {}
    service = custom if custom.get("card") == "service" else None
    buttons = message.get("buttons") or []
    offered = [Choice(b["title"], b["payload"], b.get("kind") == "secondary") for b in buttons]
    text = (message.get("text") or "").strip()
    return Entry(False, text, service, custom.get("lang"), custom.get("dir")), offered


def services_shown(events: Iterable[Event]) -> list[dict[str, str]]:
    """Return the service cards that were shown in a conversation, each once."""
    cards: dict[str, dict[str, str]] = {}
    for event in events:
        if isinstance(event, BotUttered):
            entry, _ = _read_reply(event.message())
            if entry.service is not None:
                cards.setdefault(entry.service["name"], entry.service)
    return list(cards.values())
