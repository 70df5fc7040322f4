"""How the page looks on a force's own website: its colours, from data/page/looks.yml, as values of the page's CSS variables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable, Mapping

import yaml
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.paths import DATA

LOOKS = DATA / "page" / "looks.yml"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# Text on a colour must be readable: WCAG 2.2, 1.4.3.
_CONTRAST = 4.5


class LooksError(Exception):
    """A look is wrong; the message names the file, the entry and the mend."""


class Looks:
    """Looks by the slug of their force."""

    def __init__(self, looks: Mapping[str, Mapping[str, str]]) -> None:
        self._looks = looks

    @classmethod
    def read(cls, file: Path = LOOKS) -> Looks:
        """Read and check the looks.

        Raises:
            LooksError: a value is unknown, no colour, or too pale for white text on it.
        """
        looks: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8")) or {}
        for slug, look in looks.items():
            for name, value in look.items():
                where = f"{file.name}: {slug}: {name}: {value!r}"
                if name not in ("button", "link"):
                    raise LooksError(f"{where}: there is only button and link")
                if not _COLOUR.fullmatch(str(value)):
                    raise LooksError(f'{where} is no colour such as "#1d4f91"')
                if contrast_with_white(value) < _CONTRAST:
                    raise LooksError(
                        f"{where} is too pale: its contrast with white is below {_CONTRAST}; choose a darker one"
                    )
        return cls(looks)

    @property
    def names(self) -> frozenset[str]:
        """Return the forces that have a look."""
        return frozenset(self._looks)

    def css(self, slug: str) -> str:
        """Return a look as CSS; empty for one that is not there. In the dark the page keeps its own colours."""
        values = "".join(f"--signpost-{name}:{value};" for name, value in self._looks.get(slug, {}).items())
        return f"@media not (prefers-color-scheme:dark){{:root{{{values}}}}}" if values else ""

    def add_to(self, routes: Blueprint, minutes: Callable[[Sanic], float]) -> None:
        """Add the routes of the style sheets to a blueprint; ``minutes`` tells after how many a conversation is forgotten."""

        @routes.get("/look/idle.css")
        async def idle(request: Request) -> HTTPResponse:
            """Without a script the page hides itself too: style alone can wait."""
            seconds = round(minutes(request.app) * 60)
            return _css(f".signpost-hides,.signpost-hidden-note{{animation-delay:{seconds}s}}")

        @routes.get("/look/<name:str>")
        async def look(request: Request, name: str) -> HTTPResponse:
            return _css(self.css(name.removesuffix(".css")))


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour (``#rrggbb``) with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def _css(text: str) -> HTTPResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return response.text(text, headers=headers, content_type="text/css; charset=utf-8")
