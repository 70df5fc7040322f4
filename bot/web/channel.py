"""Rasa's way to the public page: a channel of its own on the one Sanic server.

The page works without JavaScript: every answer is an ordinary form post that leads back to the page by a redirect, so
nothing is sent twice. The small script asks for the new messages alone and adds them to the page.

A conversation is known by the unguessable part of its address and by nothing else: no cookie is set and nothing is
stored in the browser. An address that this channel did not make is never taken up.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Dict, List, Optional
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.paths import ASSETS
from bot.web.conversation import SHOWN, Conversation, opening
from bot.web.headers import SECURITY_HEADERS
from bot.web.pages import Pages
from bot.web.support import SupportPages
from bot.web.tracker_store import DEFAULT_MINUTES, ForgetfulTrackerStore

logger = logging.getLogger(__name__)

OPENING = ("utter_opening", "utter_ask_speaking_for")
# Buttons that are on the page at every turn.
ALWAYS = {"danger": "/danger_now", "help": "/ask_for_help", "restart": "/restart", "stop": "/stop"}
FORGETTING = "forget_quiet_conversations"
FRAGMENT = "text/vnd.signpost.messages+html"


@dataclass(frozen=True)
class Said:
    """What a form post says: ``text`` for Rasa, and ``shown``, the words the person saw or typed."""

    text: str
    shown: str


class Refused(Exception):
    """A form post that cannot be taken; ``problem`` tells the person why."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(problem)


class SilentOutput(OutputChannel):
    """Takes Rasa's replies and does nothing with them: the page reads them from the tracker."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, for responses that differ by channel."""
        return ChatChannel.name()

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Take a reply."""


class ChatChannel(InputChannel):
    """The page at ``/chat`` and ``GET /health``."""

    def __init__(self, exit_url: str, longest_message: int) -> None:
        self._longest = longest_message
        self._exit_url = exit_url
        self._pages: Optional[Pages] = None
        self._begun: set[str] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "chat"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> ChatChannel:
        """Create the channel with its settings in credentials.yml."""
        settings = credentials or {}
        return cls(settings["exit_url"], int(settings["longest_message"]))

    def url_prefix(self) -> str:
        """Return "/": the page is public and has no business under /webhooks."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes of the page."""
        routes = Blueprint("chat_page")
        SupportPages(self._made_pages()).add_to(routes)

        @routes.get("/chat")
        async def start(request: Request) -> HTTPResponse:
            return self._page(request, _opening(request), "/chat")

        @routes.post("/chat")
        async def begin(request: Request) -> HTTPResponse:
            before = _opening(request)
            try:
                said = self._said(request, before)
            except Refused as refused:
                return self._page(request, before, "/chat", refused.problem, _typed(request))
            if said is None:
                return _redirect("/chat")
            conversation_id = secrets.token_urlsafe(24)
            self._begun.add(conversation_id)
            return await self._take(request, on_new_message, conversation_id, [Said("/greet", ""), said], 0)

        @routes.get("/chat/<conversation_id:str>")
        async def show(request: Request, conversation_id: str) -> HTTPResponse:
            tracker = await self._tracker(request, conversation_id)
            if tracker is None:
                return self._gone()
            return self._page(request, Conversation.read(tracker.events), f"/chat/{conversation_id}")

        @routes.post("/chat/<conversation_id:str>")
        async def answer(request: Request, conversation_id: str) -> HTTPResponse:
            lock = self._locks.setdefault(conversation_id, asyncio.Lock())
            async with lock:
                tracker = await self._tracker(request, conversation_id)
                if tracker is None:
                    return self._gone()
                before = Conversation.read(tracker.events)
                try:
                    said = self._said(request, before)
                except Refused as refused:
                    where = f"/chat/{conversation_id}"
                    return self._page(request, before, where, refused.problem, _typed(request))
                if said is None:
                    return _redirect(f"/chat/{conversation_id}")
                return await self._take(request, on_new_message, conversation_id, [said], before.turns)

        @routes.post("/chat/<conversation_id:str>/forget")
        async def forget(request: Request, conversation_id: str) -> HTTPResponse:
            if conversation_id in self._begun:
                _store(request.app).forget(conversation_id)
            return response.empty(headers=SECURITY_HEADERS)

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            parts = await _health(request.app)
            return response.json({"ready": all(parts.values()), "parts": parts}, 200 if all(parts.values()) else 503)

        @routes.get("/assets/<digest:str>/<name:str>")
        async def asset_file(request: Request, digest: str, name: str) -> HTTPResponse:
            path = ASSETS / name
            if path.parent != ASSETS or not path.is_file():
                return response.empty(404)
            kind = {".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml"}
            headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
            return await response.file(
                path, mime_type=kind.get(path.suffix, "application/octet-stream"), headers=headers
            )

        @routes.listener("after_server_start")
        async def forget_quiet_conversations(app: Sanic, loop: Any) -> None:
            app.add_task(self._forget_quiet(app), name=FORGETTING)

        @routes.listener("before_server_stop")
        async def stop_forgetting(app: Sanic, loop: Any) -> None:
            await app.cancel_task(FORGETTING)

        return routes

    async def _take(
        self,
        request: Request,
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        conversation_id: str,
        messages: List[Said],
        turn: int,
    ) -> HTTPResponse:
        """Hand messages to Rasa; answer with the new part of the page, or lead back to the page."""
        try:
            for said in messages:
                await on_new_message(
                    UserMessage(
                        said.text, SilentOutput(), conversation_id, None, self.name(), metadata={SHOWN: said.shown}
                    )
                )
            tracker = await self._tracker(request, conversation_id)
            conversation = Conversation.read(tracker.events)
        except Exception as error:  # whatever broke, the person needs 999 and a number, and the log must not hold words
            logger.error("A message could not be answered (%s).", type(error).__name__)
            return self._trouble(f"/chat/{conversation_id}" if turn else "/chat")
        where = f"/chat/{conversation_id}"
        if request.headers.get("accept") == FRAGMENT:
            started_again = conversation.turns < turn
            new = conversation if started_again else conversation.since(turn)
            html = self._render("_turn.html", conversation=new, where=where, problem=None, typed="")
            headers = {**SECURITY_HEADERS, "X-Conversation": where, "X-Started-Again": str(started_again).lower()}
            return response.html(html, headers=headers)
        return _redirect(where)

    def _said(self, request: Request, conversation: Conversation) -> Optional[Said]:
        """Read a form post: a tapped choice, a button of every page, or typed text.

        Returns None for what was already taken (an answer to an earlier turn).

        Raises:
            Refused: the message is empty or too long.
        """
        form, words = request.form or {}, self._words
        always = form.get("always")
        if always in ALWAYS:
            return Said(ALWAYS[always], words[f"{always}_button" if always != "danger" else "emergency_button"])
        if form.get("turn") != str(conversation.turns):
            return None
        choice = form.get("choice")
        if choice is not None:
            offered = dict(enumerate(conversation.choices))
            chosen = offered.get(int(choice)) if choice.isdigit() else None
            return Said(chosen.payload, chosen.title) if chosen else None
        typed = _typed(request)
        text = "".join(letter for letter in typed if letter.isprintable() or letter == "\n").strip()
        if not text:
            raise Refused(words["error_empty"])
        if len(text) > self._longest:
            raise Refused(words["error_too_long"].format(length=len(text), longest=self._longest))
        # What begins with a slash would be a command to Rasa; typed text never is.
        return Said(text.lstrip("/ \n") or "?", text)

    async def _tracker(self, request: Request, conversation_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation that this channel began, or None: never one of another channel, never a new one."""
        if conversation_id not in self._begun:
            return None
        return await _agent(request).tracker_store.retrieve(conversation_id)

    async def _forget_quiet(self, app: Sanic) -> None:
        """Once a minute, forget conversations that have gone quiet, whether or not anybody else is talking."""
        while True:
            await asyncio.sleep(60)
            self._begun &= set(await app.ctx.agent.tracker_store.keys())

    @property
    def _words(self) -> Dict[str, Any]:
        return self._made_pages().words

    def _made_pages(self) -> Pages:
        if self._pages is None:
            self._pages = Pages(exit_url=self._exit_url, longest=self._longest, minutes=DEFAULT_MINUTES)
        return self._pages

    def _render(self, template: str, **values: Any) -> str:
        return self._made_pages().render(template, **values)

    def _page(
        self, request: Request, conversation: Conversation, where: str, problem: Optional[str] = None, typed: str = ""
    ) -> HTTPResponse:
        values = {"conversation": conversation, "where": where, "problem": problem, "typed": typed}
        if request.headers.get("accept") == FRAGMENT:
            nothing_new = Conversation([], conversation.choices, conversation.turns)
            html = self._render("_turn.html", **{**values, "conversation": nothing_new})
            return response.html(
                html, headers={**SECURITY_HEADERS, "X-Conversation": where, "X-Started-Again": "false"}
            )
        return response.html(self._render("chat.html", **values), 400 if problem else 200, headers=SECURITY_HEADERS)

    def _gone(self) -> HTTPResponse:
        return response.html(self._render("gone.html"), 404, headers=SECURITY_HEADERS)

    def _trouble(self, where: str) -> HTTPResponse:
        return response.html(self._render("trouble.html", where=where), 503, headers=SECURITY_HEADERS)


def _typed(request: Request) -> str:
    return (request.form or {}).get("message") or ""


def _redirect(where: str) -> HTTPResponse:
    return response.redirect(where, headers=SECURITY_HEADERS, status=303)


def _agent(request: Request) -> Agent:
    return request.app.ctx.agent


def _opening(request: Request) -> Conversation:
    """Return what the page shows before a conversation is begun; nothing is remembered for it."""
    agent = _agent(request)
    # Rasa fills in a response, and its doubled braces, only when it is given slots.
    slots = {slot.name: slot.initial_value for slot in agent.domain.slots}
    return opening(agent.processor.nlg.generate_from_slots(name, slots, ChatChannel.name()) for name in OPENING)


def _store(app: Sanic) -> ForgetfulTrackerStore:
    """Return our tracker store from inside the wrapper Rasa puts round it."""
    store = app.ctx.agent.tracker_store
    return getattr(store, "_tracker_store", store)


async def _health(app: Sanic) -> Dict[str, bool]:
    agent = getattr(app.ctx, "agent", None)
    model = agent is not None and agent.is_ready()
    endpoint = agent.action_endpoint if model else None
    actions = await endpoint.is_ready() if hasattr(endpoint, "is_ready") else endpoint is not None
    return {"model": model, "actions": bool(actions)}
