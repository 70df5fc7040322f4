"""The dialogue as a graph of taps: every state that taps alone lead to, and how many more lead to somebody who answers.

On the page "I'm in danger" and "See who can help" can be pressed in every state besides the buttons of the question.
They count as taps here as they do there.
"""

from __future__ import annotations

import sys
from collections import deque
from dataclasses import dataclass, field
from typing import Optional

from bot import paths
from bot.directory import Wording
from tests.conftest import Person, Reply, Served, serve

ALWAYS = {"I'm in danger": "/danger_now", "See who can help": "/ask_for_help"}
HELP_WITHIN = 6
# Buttons that only add words, or begin afresh, lead to no other state.
_LEADS_NOWHERE = ("/stop", "/restart")
# What tells one state from another: the open question, for whom it is, and which steps are done.
_DECIDE = ("immediate_danger", "story_told", "ledger_confirmed", "outcome", "relationship", "help_shown")
_OPEN = ("open_now", "open_until")


@dataclass
class State:
    """One state: how it was reached, what was said, and the buttons; ``to``: the state that each tap leads to, and the reply to it."""

    name: str
    path: list[str]
    reply: Reply
    shows_help: bool
    to: dict[str, tuple[str, Reply]] = field(default_factory=dict)


def explore(served: Served, deepest: int = 40) -> dict[str, State]:
    """Return every state that taps lead to from the beginning, by name; each is visited once."""
    person = served.person()
    person.says("/greet")
    start = _state(person, [])
    states, waiting = {start.name: start}, deque([(start, person)])
    while waiting:
        state, person = waiting.popleft()
        if len(state.path) >= deepest:
            continue
        for title, payload in {**state.reply.buttons, **ALWAYS}.items():
            if payload in _LEADS_NOWHERE:
                continue
            other = person.copy()
            other.says(payload)
            reached = _state(other, [*state.path, title])
            state.to[title] = (reached.name, other.last)
            if reached.name not in states:
                states[reached.name] = reached
                waiting.append((reached, other))
    return states


def taps_to_help(states: dict[str, State], without: tuple[str, ...] = ()) -> dict[str, Optional[int]]:
    """Return for each state how many taps lead to an open contact, or None; ``without`` some buttons."""
    distance: dict[str, Optional[int]] = {name: 0 if state.shows_help else None for name, state in states.items()}
    changed = True
    while changed:
        changed = False
        for name, state in states.items():
            reached = [distance[to] for title, (to, _) in state.to.items() if title not in without]
            ways = [taps for taps in reached if taps is not None]
            if ways and (distance[name] is None or min(ways) + 1 < distance[name]):
                distance[name], changed = min(ways) + 1, True
    return distance


def shows_open_contact(reply: Reply) -> bool:
    """Tell whether a reply shows a service that can be reached at this hour."""
    words = Wording.read(paths.DIRECTORY)
    openings = tuple(words.words[key].split("{")[0] for key in _OPEN)
    cards = [message["custom"] for message in reply.messages if (message.get("custom") or {}).get("card") == "service"]
    return any(card["hours"].startswith(openings) and (card["phone"] or card["text"] or card["chat"]) for card in cards)


def _state(person: Person, path: list[str]) -> State:
    slots = person.after["slots"]
    asked = slots.get("requested_slot") or (person.last.responses[-1] if person.last.responses else "nothing")
    done = [slot for slot in _DECIDE if slots.get(slot)]
    name = f"{asked} | " + ", ".join([slots.get("speaking_for") or "for whom is not known", *done])
    helps = shows_open_contact(person.last) or "utter_danger_call_999" in person.last.responses
    return State(name, path, person.last, helps or "utter_danger_cannot_speak" in person.last.responses)


def main() -> int:
    """Print every state with the taps to help, with and without the buttons that are always there."""
    with serve() as served:
        states = explore(served)
    with_all, by_questions = taps_to_help(states), taps_to_help(states, tuple(ALWAYS))
    print(f"{'taps':>4} {'alone':>5}  state")
    for name in states:
        print(f"{with_all[name]!s:>4} {by_questions[name]!s:>5}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
