"""Pages that no conversation is needed for: the first one, help at once, this device, privacy, accessibility."""

from __future__ import annotations

from typing import Any

import yaml
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.directory import Directory
from bot.paths import DATA
from bot.stand_in import urgent_page
from bot.web.headers import CLEAR, Headers
from bot.web.open_conversations import minutes_until_forgotten
from bot.web.pages import Pages

# address -> the page of data/page/information.yml that stands there
PAGES = {"/chat/device": "device", "/privacy": "privacy", "/accessibility": "accessibility"}


class InformationPages:
    """The routes of the pages that only tell."""

    def __init__(self, pages: Pages, headers: Headers, directory: Directory) -> None:
        self._pages = pages
        self._headers = headers
        self._directory = directory
        self._words = yaml.safe_load((DATA / "page" / "information.yml").read_text("utf-8"))

    def add_to(self, routes: Blueprint) -> None:
        """Add the routes to a blueprint."""

        @routes.get("/chat")
        async def start(request: Request) -> HTTPResponse:
            """The first page; ``force`` in its address is the police force on whose website it is shown."""
            force = self._directory.force(request.args.get("force") or "")
            return self._render(request, "start.html", start=self._words["start"], force=force)

        @routes.get("/urgent")
        async def help_at_once(request: Request) -> HTTPResponse:
            html, headers = urgent_page()
            return response.html(html.decode(), headers=headers)

        @routes.get("/chat/closed")
        async def closed(request: Request) -> HTTPResponse:
            html = self._pages.render("gone.html")
            return response.html(html, headers={**self._headers.private, **CLEAR})

        for address, name in PAGES.items():
            routes.add_route(self._telling(name), address, name=name)

    def _telling(self, name: str) -> Any:
        async def tell(request: Request) -> HTTPResponse:
            return self._render(request, "information.html", page=self._words[name])

        return tell

    def _render(self, request: Request, template: str, **values: Any) -> HTTPResponse:
        html = self._pages.render(template, minutes=minutes_until_forgotten(request.app), **values)
        return response.html(html, headers=self._headers.private)
