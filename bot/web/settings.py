"""The settings of the page, from credentials.yml: read once, and said plainly when they are wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from typing import Any, Mapping, Optional
from urllib.parse import urlsplit

from limits import parse

WHERE = "credentials.yml: bot.web.channel.ChatChannel"


class SettingsError(Exception):
    """A setting is missing, unknown or wrong; the message names it and the mend."""


@dataclass(frozen=True)
class PageSettings:
    """What those who run the page may choose.

    Attributes:
        exit_url: where "Exit this page" leads.
        longest_message: in characters.
        may_embed: origins ("https://www.example.police.uk") whose pages may show ours in a frame.
        messages_per_conversation: a rate, such as "60 per minute".
        conversations_per_address: a rate; many people may share an address.
        requests_per_address: a rate, for the pages of /support and the API.
        proxies: how many proxies of our own stand before the page; the address of a visitor is told by the outermost.
        erase_closed_after_seconds: how long after a tab was closed its conversation is erased, if it is not seen again.
    """

    exit_url: str
    longest_message: int
    may_embed: tuple[str, ...]
    messages_per_conversation: str
    conversations_per_address: str
    requests_per_address: str
    proxies: int
    erase_closed_after_seconds: int

    @classmethod
    def read(cls, credentials: Optional[Mapping[str, Any]]) -> PageSettings:
        """Check and return the settings.

        Raises:
            SettingsError: one is missing, unknown or wrong.
        """
        given = dict(credentials or {})
        if "SIGNPOST_MAY_EMBED" in os.environ:
            given["may_embed"] = os.environ["SIGNPOST_MAY_EMBED"].split()
        closed = os.environ.get("SIGNPOST_ERASE_CLOSED_AFTER_SECONDS", "")
        if closed.isdigit():
            given["erase_closed_after_seconds"] = int(closed)
        known = {field.name for field in fields(cls)}
        for name in known ^ set(given):
            raise SettingsError(
                f"{WHERE}: {name} is {'missing' if name in known else 'no setting'}. There are: {', '.join(sorted(known))}"
            )
        for name in ("longest_message", "proxies", "erase_closed_after_seconds"):
            if not isinstance(given[name], int) or given[name] < 0:
                raise SettingsError(f"{WHERE}: {name}: {given[name]!r} is no whole number of 0 or more")
        for name in ("messages_per_conversation", "conversations_per_address", "requests_per_address"):
            try:
                parse(str(given[name]))
            except ValueError:
                raise SettingsError(f'{WHERE}: {name}: {given[name]!r} is no rate such as "60 per minute"') from None
        given["may_embed"] = tuple(given["may_embed"] or ())
        for origin in given["may_embed"]:
            parts = urlsplit(str(origin))
            if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query:
                raise SettingsError(
                    f'{WHERE}: may_embed: {origin!r} is no origin such as "https://www.example.police.uk"'
                )
        if urlsplit(str(given["exit_url"])).scheme not in ("http", "https"):
            raise SettingsError(f"{WHERE}: exit_url: {given['exit_url']!r} is no web address")
        return cls(**given)
