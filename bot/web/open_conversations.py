"""The conversations this channel began and still holds: who is talking, and when they are forgotten."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any, Optional
from weakref import WeakValueDictionary

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from bot.web.tracker_store import ForgetfulTrackerStore

# 24 bytes, as 32 letters: nobody guesses one.
_BYTES = 24
LOOK_EVERY_SECONDS = 15


class OpenConversations:
    """Conversations by their id, the unguessable part of their address. Never one of another channel, never an unknown one."""

    def __init__(self) -> None:
        self._begun: set[str] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._unsent: dict[str, Any] = {}

    def begin(self) -> str:
        """Return the id of a new conversation."""
        conversation_id = secrets.token_urlsafe(_BYTES)
        self._begun.add(conversation_id)
        return conversation_id

    def one_at_a_time(self, conversation_id: str) -> asyncio.Lock:
        """Return the lock of a conversation: one message is answered before the next is read."""
        return self._locks.setdefault(conversation_id, asyncio.Lock())

    async def get(self, app: Sanic, conversation_id: str, seen: bool = True) -> Optional[DialogueStateTracker]:
        """Return a conversation that this channel began and that is not forgotten; somebody is there (``seen``), so it is kept."""
        if conversation_id not in self._begun:
            return None
        tracker = await app.ctx.agent.tracker_store.retrieve(conversation_id)
        if tracker is not None and seen:
            _store(app).keep(conversation_id)
        return tracker

    def keep_unsent(self, conversation_id: str, what: Any) -> None:
        """Keep what could not be taken until the page that says why; as long as the conversation, and no longer."""
        if conversation_id in self._begun:
            self._unsent[conversation_id] = what

    def unsent(self, conversation_id: str) -> Any:
        """Return what was kept, once; None if there is nothing."""
        return self._unsent.pop(conversation_id, None)

    def forget(self, app: Sanic, conversation_id: str) -> None:
        """Forget a conversation at once; one that is not there is no error."""
        if conversation_id in self._begun:
            self._begun.discard(conversation_id)
            self._unsent.pop(conversation_id, None)
            _store(app).forget(conversation_id)

    def closing(self, app: Sanic, conversation_id: str, seconds: float) -> None:
        """Forget a conversation after some seconds, unless somebody is seen in it again."""
        if conversation_id in self._begun:
            _store(app).forget_in(conversation_id, seconds)

    async def forget_quiet(self, app: Sanic) -> None:
        """Again and again, forget conversations that have gone quiet, whether or not anybody else is talking."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            self._begun &= set(await app.ctx.agent.tracker_store.keys())
            self._unsent = {name: what for name, what in self._unsent.items() if name in self._begun}


def minutes_until_forgotten(app: Sanic) -> float:
    """Return after how many minutes without a message a conversation is forgotten."""
    return _store(app).minutes


def _store(app: Sanic) -> ForgetfulTrackerStore:
    """Return our tracker store from inside the wrapper Rasa puts round it."""
    store: TrackerStore = app.ctx.agent.tracker_store
    return getattr(store, "_tracker_store", store)
