"""Something to take along: what to say, what was told, who can help, and a log to fill in, on a page that sends nothing."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

import yaml
from sanic import response
from sanic.response import HTTPResponse

from bot.paths import DATA
from bot.web.headers import Headers
from bot.web.ledger import PageLedger
from bot.web.pages import Pages


class Notes:
    """Makes the page of notes. Its words are in data/page/notes.yml."""

    def __init__(self, pages: Pages, headers: Headers) -> None:
        self._pages = pages
        self._headers = headers
        self._words = yaml.safe_load((DATA / "page" / "notes.yml").read_text("utf-8"))

    def page(
        self,
        where: str,
        slots: Mapping[str, Any],
        ledger: PageLedger,
        services: Sequence[Mapping[str, str]],
        shown: bool,
        minutes: float,
    ) -> HTTPResponse:
        """Return the page; not ``shown`` yet, it only warns that others may see this device.

        Args:
            where: the address of the conversation.
            slots: what is known: for whom, and who does it.
            ledger: what was put down.
            services: the cards that were shown.
            shown: whether the person has read the warning.
            minutes: after how many minutes the conversation is forgotten.
        """
        teller = "someone_else" if slots.get("speaking_for") == "someone_else" else "self"
        people = self._words["who"][teller]
        who = people.get(slots.get("relationship"), people["unknown"])
        say = [line.format(who=who) for line in self._words["say"][teller]]
        values = {"notes": self._words, "say": say, "ledger": ledger, "services": services, "shown": shown}
        html = self._pages.render("notes.html", where=where, minutes=minutes, **values)
        return response.html(html, headers=self._headers.private)
