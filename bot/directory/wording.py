"""Services in words: how to reach them and whether they are open, as ``data/directory/words.yml`` says it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Mapping, Optional, Sequence

import yaml

from bot.directory.opening_hours import moment_in_words
from bot.directory.showing import ShownService

# This long before a line closes, people should know.
SOON = timedelta(hours=1)


class Wording:
    """The words around a service. Read them once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    @property
    def words(self) -> Mapping[str, str]:
        """Return the words themselves."""
        return self._words

    @classmethod
    def read(cls, folder: Path) -> Wording:
        """Read ``words.yml`` in a directory folder."""
        return cls(yaml.safe_load((folder / "words.yml").read_text("utf-8")))

    def hours(self, service: ShownService, at: datetime) -> str:
        """Tell whether a service is open at a moment, and when that changes; that hours are not known, where they are not."""
        if service.hours is None:
            return self._words["hours_not_known"]
        when = moment_in_words(service.changes, at) if service.changes else ""
        if service.is_open is None:
            state = "bank_holiday"
        elif service.is_open:
            state = "open_until" if service.changes and service.changes - at < SOON else "open_now"
        else:
            state = "opens" if when else "closed_now"
        return self._words[state].format(hours=service.hours, when=when)

    def ways(self, service: ShownService) -> list[str]:
        """Tell each way to reach a service: "call 0808 802 0300, free"."""
        words, ways = self._words, []
        if service.phone:
            ways.append(words["call_free" if service.free else "call"].format(phone=service.phone))
        if service.text:
            ways.append(words["text"].format(text=service.text))
        if service.chat and service.url:
            ways.append(words["chat"])
        if service.url:
            ways.append(words["web"].format(url=service.url))
        return ways

    def values(self, service: ShownService, at: datetime) -> dict[str, str]:
        """Return what a card for a service is filled with at a moment; what is not known is an empty string."""
        return {
            "name": service.name,
            "who": service.who,
            "how": service.how or "",
            "contact": self._words["or"].join(self.ways(service)),
            "phone": service.phone or "",
            "tel": service.tel or "",
            "sms": service.text or "",
            "chat": self._words["chat"] if service.chat and service.url else "",
            "url": service.url or "",
            "email": service.email or "",
            "hours": self.hours(service, at) if service.phone or service.hours else "",
            "checked": self._words["checked"].format(month=service.checked.strftime("%B %Y")),
        }


def open_instead(chosen: Sequence[ShownService]) -> Optional[ShownService]:
    """Return who can be rung now where the first of a list is closed, or None."""
    if not chosen or chosen[0].is_open is not False:
        return None
    return next((service for service in chosen if service.is_open and service.phone), None)
