"""Leaving: the ways in which a conversation ends before its time. None of them needs a script, and none keeps anybody waiting."""

from __future__ import annotations

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.web.headers import CLEAR, Headers, from_elsewhere
from bot.web.open_conversations import OpenConversations
from bot.web.settings import PageSettings


class Leaving:
    """The routes that erase, under the address of a conversation."""

    def __init__(self, conversations: OpenConversations, settings: PageSettings, headers: Headers) -> None:
        self._conversations = conversations
        self._settings = settings
        self._headers = headers

    def add_to(self, routes: Blueprint) -> None:
        """Add the routes to a blueprint."""

        @routes.get("/chat/<conversation_id:str>/leave")
        async def leave(request: Request, conversation_id: str) -> HTTPResponse:
            """Erase, and go where nobody would wonder. A link, so that it works before any script has come."""
            self._conversations.forget(request.app, conversation_id)
            headers = {**self._headers.private, **CLEAR}
            return response.redirect(self._settings.exit_url, headers=headers, status=303)

        @routes.post("/chat/<conversation_id:str>/forget")
        async def forget(request: Request, conversation_id: str) -> HTTPResponse:
            """Erase at once."""
            if not from_elsewhere(request):
                self._conversations.forget(request.app, conversation_id)
            return response.empty(headers={**self._headers.private, **CLEAR})

        @routes.post("/chat/<conversation_id:str>/closing")
        async def closing(request: Request, conversation_id: str) -> HTTPResponse:
            """Erase soon, unless the page is seen again: a tab is closed, or only loaded anew."""
            if not from_elsewhere(request):
                seconds = self._settings.erase_closed_after_seconds
                self._conversations.closing(request.app, conversation_id, seconds)
            return response.empty(headers=self._headers.private)

        @routes.post("/chat/<conversation_id:str>/here")
        async def here(request: Request, conversation_id: str) -> HTTPResponse:
            """Somebody is reading or writing: the time begins again."""
            if not from_elsewhere(request):
                await self._conversations.get(request.app, conversation_id)
            return response.empty(headers=self._headers.private)
