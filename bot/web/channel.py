"""Rasa's way to the public page: a channel of its own on the one Sanic server.

The page works without JavaScript: every answer is an ordinary form post that leads back to the page by a redirect, so
nothing is sent twice. The small script asks for the new messages alone and adds them to the page.

A conversation is known by the unguessable part of its address and by nothing else: no cookie is set and nothing is
stored in the browser. An address that this channel did not make is never taken up.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Coroutine, Dict, List, Optional, Set

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.web.assets import add_assets_to
from bot.web.conversation import SHOWN, Conversation, services_shown
from bot.web.headers import Headers, from_elsewhere
from bot.web.information import InformationPages
from bot.web.leaving import Leaving
from bot.web.ledger import LedgerWords, PageLedger
from bot.web.limits import Limits, address_of
from bot.web.looks import Looks
from bot.web.notes import Notes
from bot.web.open_conversations import OpenConversations, minutes_until_forgotten
from bot.web.pages import Pages
from bot.web.settings import PageSettings
from bot.web.support import SupportPages

logger = logging.getLogger(__name__)

# Buttons that are on the page at every turn.
ALWAYS = {"danger": "/danger_now", "help": "/ask_for_help", "restart": "/restart", "stop": "/stop"}
FORGETTING = "forget_quiet_conversations"
FRAGMENT = "text/vnd.signpost.messages+html"
OnMessage = Callable[[UserMessage], Awaitable[Any]]


@dataclass(frozen=True)
class Said:
    """What a form post says: ``text`` for Rasa, and ``shown``, the words the person saw or typed."""

    text: str
    shown: str


class Refused(Exception):
    """A form post that cannot be taken; ``problem`` tells the person why."""

    def __init__(self, problem: str, status: int = 400) -> None:
        self.problem, self.status = problem, status
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
    """The pages at ``/chat`` and ``/support``, what they are made of, and ``GET /health``."""

    def __init__(self, settings: PageSettings) -> None:
        self._settings = settings
        self._headers = Headers(settings.may_embed)
        self._conversations = OpenConversations()
        self._limits = Limits(settings)
        looks = Looks.read()
        self._pages = Pages(exit_url=settings.exit_url, looks=looks.names)
        self._words = self._pages.words
        self._ledger = LedgerWords()
        self._notes = Notes(self._pages, self._headers)
        self._looks = looks
        self._turns: Set[asyncio.Task] = set()

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "chat"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> ChatChannel:
        """Create the channel with its settings in credentials.yml.

        Raises:
            SettingsError: a setting is missing, unknown or wrong.
        """
        return cls(PageSettings.read(credentials))

    def url_prefix(self) -> str:
        """Return "/": the page is public and has no business under /webhooks."""
        return "/"

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """Return the routes of the page."""
        routes = Blueprint("chat_page")
        support = SupportPages(self._pages, self._headers, self._limits, self._settings.proxies)
        support.add_to(routes)
        InformationPages(self._pages, self._headers, support.directory).add_to(routes)
        Leaving(self._conversations, self._settings, self._headers).add_to(routes)
        add_assets_to(routes)
        self._looks.add_to(routes, minutes_until_forgotten)

        @routes.post("/chat")
        async def begin(request: Request) -> HTTPResponse:
            if from_elsewhere(request):
                return self._gone()
            always = (request.form or {}).get("always")
            if always != "danger" and not self._limits.conversation(address_of(request, self._settings.proxies)):
                return self._too_much("/chat")
            said = [Said(_greeting((request.form or {}).get("force"), support.directory.forces), "")]
            if always in ALWAYS:
                said.append(self._always(always))
            return await self._to_the_end(self._take(request, on_new_message, self._conversations.begin(), said, 0))

        @routes.get("/chat/<conversation_id:str>")
        async def show(request: Request, conversation_id: str) -> HTTPResponse:
            tracker = await self._conversations.get(request.app, conversation_id)
            refused, typed = self._conversations.unsent(conversation_id) or (None, "")
            return self._gone() if tracker is None else self._page(request, tracker, refused, typed)

        @routes.post("/chat/<conversation_id:str>")
        async def answer(request: Request, conversation_id: str) -> HTTPResponse:
            if from_elsewhere(request):
                return self._gone()
            return await self._to_the_end(self._answer(request, on_new_message, conversation_id))

        @routes.get("/chat/<conversation_id:str>/notes")
        async def notes(request: Request, conversation_id: str) -> HTTPResponse:
            return await self._take_away(request, conversation_id, shown=False)

        @routes.get("/chat/<conversation_id:str>/notes/show")
        async def notes_shown(request: Request, conversation_id: str) -> HTTPResponse:
            return await self._take_away(request, conversation_id, shown=True)

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            parts = await _health(request.app)
            return response.json({"ready": all(parts.values()), "parts": parts}, 200 if all(parts.values()) else 503)

        @routes.listener("after_server_start")
        async def forget_quiet_conversations(app: Sanic, loop: Any) -> None:
            app.add_task(self._conversations.forget_quiet(app), name=FORGETTING)

        @routes.listener("before_server_stop")
        async def stop_forgetting(app: Sanic, loop: Any) -> None:
            await app.cancel_task(FORGETTING)

        return routes

    async def _to_the_end(self, turn: Coroutine[Any, Any, HTTPResponse]) -> HTTPResponse:
        """Finish a turn even if the line breaks meanwhile: half a turn would leave a message without its reply."""
        task = asyncio.ensure_future(turn)
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)
        return await asyncio.shield(task)

    async def _answer(self, request: Request, on_new_message: OnMessage, conversation_id: str) -> HTTPResponse:
        """Take one form post of a conversation, once the one before is answered."""
        async with self._conversations.one_at_a_time(conversation_id):
            tracker = await self._conversations.get(request.app, conversation_id)
            if tracker is None and (request.form or {}).get("always") == "danger":
                return response.redirect("/urgent", headers=self._headers.private, status=303)
            if tracker is None:
                return self._gone()
            return await self._answer_in(request, on_new_message, tracker)

    async def _answer_in(
        self, request: Request, on_new_message: OnMessage, tracker: DialogueStateTracker
    ) -> HTTPResponse:
        before = Conversation.read(tracker.events)
        form = request.form or {}
        try:
            if form.get("always") != "danger" and not self._limits.message(tracker.sender_id):
                raise Refused(self._words["too_much_text"], 429)
            said = self._said(form, before)
        except Refused as refused:
            if refused.status == 429 or request.headers.get("accept") == FRAGMENT:
                return self._page(request, tracker, refused, _typed(form))
            # Led back like every form: a page that answers a post stays in the browser with everything that was posted.
            self._conversations.keep_unsent(tracker.sender_id, (Refused(refused.problem, 200), _typed(form)))
            return response.redirect(f"/chat/{tracker.sender_id}", headers=self._headers.private, status=303)
        if said is None:
            # Taken already: a line that broke, or a page that was sent again. Show what is there.
            return self._answered(request, tracker, _turn(form))
        return await self._take(request, on_new_message, tracker.sender_id, [said], before.turns)

    async def _take(
        self, request: Request, on_new_message: OnMessage, conversation_id: str, messages: List[Said], turn: int
    ) -> HTTPResponse:
        """Hand messages to Rasa; answer with the new part of the page, or lead back to the page."""
        try:
            for said in messages:
                await on_new_message(
                    UserMessage(
                        said.text, SilentOutput(), conversation_id, None, self.name(), metadata={SHOWN: said.shown}
                    )
                )
            tracker = await self._conversations.get(request.app, conversation_id, seen=False)
            if tracker is None:
                return self._gone()
            return self._answered(request, tracker, turn)
        except Exception as error:  # whatever broke, the person needs 999 and a number, and the log must not hold words
            logger.error("A message could not be answered (%s).", type(error).__name__)
            return self._trouble(request.app, f"/chat/{conversation_id}")

    def _answered(self, request: Request, tracker: DialogueStateTracker, turn: int) -> HTTPResponse:
        """Show the script what is new since a turn; lead everybody else back to the page."""
        where = f"/chat/{tracker.sender_id}"
        if request.headers.get("accept") != FRAGMENT:
            return response.redirect(where, headers=self._headers.private, status=303)
        conversation = Conversation.read(tracker.events)
        started_again = conversation.turns < turn
        new = conversation if started_again else conversation.since(turn)
        return self._fragment(tracker, new, where, started_again)

    def _said(self, form: Dict[str, Any], conversation: Conversation) -> Optional[Said]:
        """Read a form post: a tapped choice, a button of every page, an answer to change, or typed text.

        Returns None for what was already taken (an answer to an earlier turn).

        Raises:
            Refused: the message is empty or too long.
        """
        words = self._words
        always = form.get("always")
        if always in ALWAYS:
            return self._always(always)
        is_late = form.get("turn") != str(conversation.turns)
        change, choice = form.get("change"), form.get("choice")
        if is_late and (change is not None or choice is not None):
            return None
        if change is not None:
            label = self._ledger.labels.get(change)
            return (
                Said(f'/change_answer{{"factor": "{change}"}}', f"{words['ledger_change']}: {label}") if label else None
            )
        if choice is not None:
            offered = {str(number): one for number, one in enumerate(conversation.choices)}
            chosen = offered.get(choice)
            return Said(chosen.payload, chosen.title) if chosen else None
        typed = _typed(form)
        spaced = "".join(" " if letter.isspace() and letter != "\n" else letter for letter in typed)
        text = "".join(letter for letter in spaced if letter.isprintable() or letter == "\n").strip()
        if is_late and conversation.was_said(text, after=_turn(form)):
            return None
        if not text:
            raise Refused(words["error_empty"])
        longest = self._settings.longest_message
        if len(text) > longest:
            raise Refused(words["error_too_long"].format(length=len(text), longest=longest))
        # What begins with a slash would be a command to Rasa; typed text never is.
        return Said(text.lstrip("/ \n") or "?", text)

    def _always(self, which: str) -> Said:
        return Said(ALWAYS[which], self._words["emergency_button" if which == "danger" else f"{which}_button"])

    def _page(
        self, request: Request, tracker: DialogueStateTracker, refused: Optional[Refused] = None, typed: str = ""
    ) -> HTTPResponse:
        conversation, where = Conversation.read(tracker.events), f"/chat/{tracker.sender_id}"
        problem = refused.problem if refused else None
        if request.headers.get("accept") == FRAGMENT:
            nothing_new = Conversation([], conversation.choices, conversation.turns)
            return self._fragment(tracker, nothing_new, where, False, problem, typed)
        html = self._pages.render(
            "chat.html",
            conversation=conversation,
            ledger=self._ledger_of(tracker),
            where=where,
            problem=problem,
            typed=typed,
            minutes=minutes_until_forgotten(request.app),
        )
        return response.html(html, refused.status if refused else 200, headers=self._headers.private)

    def _fragment(
        self,
        tracker: DialogueStateTracker,
        conversation: Conversation,
        where: str,
        started_again: bool,
        problem: Optional[str] = None,
        typed: str = "",
    ) -> HTTPResponse:
        html = self._pages.render(
            "conversation/turn.html",
            conversation=conversation,
            ledger=self._ledger_of(tracker),
            where=where,
            problem=problem,
            typed=typed,
        )
        told = {"X-Conversation": where, "X-Started-Again": str(started_again).lower()}
        return response.html(html, headers={**self._headers.private, **told})

    def _ledger_of(self, tracker: DialogueStateTracker) -> PageLedger:
        return self._ledger.page(tracker.current_slot_values(), tracker.events)

    async def _take_away(self, request: Request, conversation_id: str, shown: bool) -> HTTPResponse:
        tracker = await self._conversations.get(request.app, conversation_id)
        if tracker is None:
            return self._gone()
        minutes = minutes_until_forgotten(request.app)
        services = services_shown(tracker.events)
        slots = tracker.current_slot_values()
        return self._notes.page(f"/chat/{conversation_id}", slots, self._ledger_of(tracker), services, shown, minutes)

    def _gone(self) -> HTTPResponse:
        return response.html(self._pages.render("gone.html"), 404, headers=self._headers.private)

    def _trouble(self, app: Sanic, where: str) -> HTTPResponse:
        html = self._pages.render("trouble.html", back=where, where=where, minutes=minutes_until_forgotten(app))
        return response.html(html, 503, headers=self._headers.private)

    def _too_much(self, where: str) -> HTTPResponse:
        html = self._pages.render("trouble.html", back=where, text=self._words["too_much_text"])
        return response.html(html, 429, headers={**self._headers.private, "Retry-After": "60"})


def _greeting(force: Optional[str], forces: Dict[str, Any]) -> str:
    """Return the message that begins a conversation; on a force's own website its area is offered later."""
    return f'/greet{{"site_force": "{force}"}}' if force in forces else "/greet"


def _typed(form: Dict[str, Any]) -> str:
    return form.get("message") or ""


def _turn(form: Dict[str, Any]) -> int:
    """Return how many turns the page of a form post showed."""
    turn = form.get("turn") or ""
    return int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 9 else 0


async def _health(app: Sanic) -> Dict[str, bool]:
    agent = getattr(app.ctx, "agent", None)
    model = agent is not None and agent.is_ready()
    endpoint = agent.action_endpoint if model else None
    actions = await endpoint.is_ready() if hasattr(endpoint, "is_ready") else endpoint is not None
    return {"model": model, "actions": bool(actions)}
