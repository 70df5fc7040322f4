"""Where conversations are held while they last: in memory, and nowhere else.

Rasa's own in-memory store never forgets, and writes every conversation out as text and reads it back at each message.
This one keeps the conversation itself, and forgets a conversation when it is told to, when nothing was said for
a while, and, when somebody starts again, everything from before.
"""

from __future__ import annotations

import time
from itertools import takewhile
from typing import Any, Callable, Iterable, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Restarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

DEFAULT_MINUTES = 30


class ForgetfulTrackerStore(TrackerStore):
    """An in-memory tracker store that forgets. Named in endpoints.yml; its setting is ``forget_after_minutes``."""

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        forget_after_minutes: float = DEFAULT_MINUTES,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        """Create an empty store; ``clock`` gives seconds and is there for tests."""
        super().__init__(domain, event_broker, **kwargs)
        self._seconds = float(forget_after_minutes) * 60
        self._clock = clock
        self._conversations: dict[str, DialogueStateTracker] = {}
        self._forget_at: dict[str, float] = {}
        # Closed, unless somebody is seen again; and what was erased, whose last turn may still be on its way here.
        self._closed_at: dict[str, float] = {}
        self._erased_at: dict[str, float] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation as it is since its last restart, and forget those that have gone quiet.

        One that was erased while its turn was running stays erased.
        """
        await self.stream_events(tracker)
        if tracker.sender_id not in self._erased_at:
            self._conversations[tracker.sender_id] = self._since_restart(tracker)
            self._forget_at[tracker.sender_id] = self._clock() + self._seconds
        self.forget_quiet()

    def _since_restart(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """Return the conversation without anything from before its last restart, but for our own goodbye."""
        events = list(tracker.events)
        restarts = [i for i, event in enumerate(events) if isinstance(event, Restarted)]
        if not restarts:
            return tracker
        before, after = events[: restarts[-1]], events[restarts[-1] + 1 :]
        goodbye = list(takewhile(lambda event: not isinstance(event, UserUttered), reversed(before)))[::-1]
        goodbye = [event for event in goodbye if isinstance(event, BotUttered)]
        return DialogueStateTracker.from_events(
            tracker.sender_id, [*after, *goodbye], self.domain.slots, domain=self.domain
        )

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation, unless it has gone quiet."""
        self.forget_quiet()
        return self._conversations.get(sender_id)

    async def retrieve_full_tracker(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return a conversation, unless it has gone quiet; there are no earlier sessions to add."""
        return await self.retrieve(sender_id)

    async def keys(self) -> Iterable[str]:
        """Return the ids of the conversations that are remembered."""
        self.forget_quiet()
        return list(self._conversations)

    @property
    def minutes(self) -> float:
        """Return after how many minutes without a message a conversation is forgotten."""
        return self._seconds / 60

    def keep(self, sender_id: str) -> None:
        """Somebody is there: forget the conversation only after the whole time."""
        if sender_id in self._conversations:
            self._closed_at.pop(sender_id, None)
            self._forget_at[sender_id] = self._clock() + self._seconds

    def forget_in(self, sender_id: str, seconds: float) -> None:
        """Forget a conversation after some seconds, unless somebody is seen in it again (``keep``)."""
        if sender_id in self._conversations:
            self._closed_at[sender_id] = self._clock() + seconds

    def forget(self, sender_id: str) -> None:
        """Forget one conversation at once, and for good. Forgetting what is not there is no error."""
        self._drop(sender_id)
        self._erased_at[sender_id] = self._clock()

    def forget_quiet(self) -> None:
        """Forget every conversation whose time has come."""
        now = self._clock()
        due = [sender for times in (self._forget_at, self._closed_at) for sender, at in times.items() if at <= now]
        for sender_id in due:
            self._drop(sender_id)
        # No turn takes as long as this; after it, nothing of the conversation is remembered, not even that it was.
        for sender_id in [sender for sender, at in self._erased_at.items() if at + self._seconds <= now]:
            del self._erased_at[sender_id]

    def _drop(self, sender_id: str) -> None:
        self._conversations.pop(sender_id, None)
        self._forget_at.pop(sender_id, None)
        self._closed_at.pop(sender_id, None)
