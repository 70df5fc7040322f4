"""From every state that taps lead to, danger is one tap from 999, and everything else a few from somebody who answers."""

from __future__ import annotations

import pytest

from tests.conversation.taps import HELP_WITHIN, explore, taps_to_help


@pytest.fixture(scope="module")
def states(served):
    return explore(served)


def test_every_step_of_the_conversation_is_reached(states):
    asked = {name.split(" | ")[0] for name in states}
    assert asked >= {
        *("speaking_for", "immediate_danger", "safe_now", "story_told", "fixated", "obsessive", "unwanted", "repeated"),
        *("fear", "ledger_confirmed", "relationship", "force", "utter_next", "utter_change_which", "utter_advice_which"),
    }  # fmt: skip


def test_danger_is_one_tap_from_999(states):
    for state in states.values():
        _, reply = state.to["I'm in danger"]
        assert "999" in reply.text, state.name


def test_somebody_who_answers_is_never_far(states):
    far = {name: taps for name, taps in taps_to_help(states).items() if taps is None or taps > HELP_WITHIN}
    assert far == {}


def test_no_state_is_a_dead_end(states):
    for state in states.values():
        assert state.reply.text.strip(), state.name
        assert state.reply.buttons, f"{state.name}: nothing can be tapped: {state.reply.text}"
