"""The tracker store forgets."""

from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Restarted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.web.tracker_store import ForgetfulTrackerStore

DOMAIN = Domain.empty()


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock) -> ForgetfulTrackerStore:
    return ForgetfulTrackerStore(DOMAIN, forget_after_minutes=30, clock=clock)


def holds(store: ForgetfulTrackerStore, word: str) -> bool:
    """Tell whether anything the store refers to still has a word in it."""
    return word in str([tracker.current_state(EventVerbosity.ALL) for tracker in store._conversations.values()])


def tracker(sender: str, *events) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, list(events), DOMAIN.slots)


def test_a_conversation_is_remembered_while_it_goes_on(store, clock):
    asyncio.run(store.save(tracker("a", UserUttered("marigold"))))
    clock.seconds = 29 * 60
    asyncio.run(store.save(tracker("a", UserUttered("marigold"), UserUttered("daisy"))))
    clock.seconds = 58 * 60
    assert asyncio.run(store.retrieve("a")) is not None


def test_a_quiet_conversation_is_forgotten(store, clock):
    asyncio.run(store.save(tracker("a", UserUttered("marigold"))))
    clock.seconds = 30 * 60
    assert asyncio.run(store.retrieve("a")) is None
    assert not holds(store, "marigold")


def test_others_talking_does_not_keep_a_quiet_conversation(store, clock):
    asyncio.run(store.save(tracker("a", UserUttered("marigold"))))
    clock.seconds = 31 * 60
    asyncio.run(store.save(tracker("b", UserUttered("daisy"))))
    assert list(asyncio.run(store.keys())) == ["b"]


def test_a_conversation_is_forgotten_when_told(store):
    asyncio.run(store.save(tracker("a", UserUttered("marigold"))))
    store.forget("a")
    store.forget("never heard of")
    assert not holds(store, "marigold")


def test_starting_again_forgets_everything_but_our_goodbye(store):
    before = [
        UserUttered("marigold"),
        SlotSet("requested_slot", "fear"),
        BotUttered("What else?"),
        UserUttered("/stop"),
    ]
    after = [Restarted(), ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    asyncio.run(store.save(tracker("a", *before, BotUttered("Goodbye."), *after)))
    kept = asyncio.run(store.retrieve("a"))
    assert [event.text for event in kept.events if isinstance(event, BotUttered)] == ["Goodbye."]
    assert not holds(store, "marigold")


def test_a_closed_conversation_is_forgotten_soon_unless_somebody_is_seen_again(store, clock):
    for name in ("closed", "loaded again"):
        asyncio.run(store.save(tracker(name, UserUttered("marigold"))))
        store.forget_in(name, 60)
    store.keep("loaded again")
    clock.seconds = 120
    assert asyncio.run(store.retrieve("closed")) is None
    assert asyncio.run(store.retrieve("loaded again")) is not None


def test_what_was_erased_while_its_turn_was_running_stays_erased(store, clock):
    asyncio.run(store.save(tracker("a", UserUttered("marigold"))))
    store.forget("a")
    asyncio.run(store.save(tracker("a", UserUttered("marigold"), BotUttered("I see"))))
    assert asyncio.run(store.retrieve("a")) is None
    assert not holds(store, "marigold")


def test_a_turn_that_ends_after_its_tab_was_closed_does_not_keep_the_conversation(store, clock):
    asyncio.run(store.save(tracker("a", UserUttered("marigold"))))
    store.forget_in("a", 60)
    asyncio.run(store.save(tracker("a", UserUttered("marigold"), BotUttered("I see"))))
    clock.seconds = 61
    assert asyncio.run(store.retrieve("a")) is None
