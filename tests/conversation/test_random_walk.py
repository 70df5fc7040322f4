"""Whatever people tap and type, there is a reply, a way on, and never the same twice running. `make walk` holds 2,000 conversations."""

from __future__ import annotations

from tests.conversation.walking import things_people_type, walk

CONVERSATIONS = 120
FIRST_SEED = 100_000


def test_people_without_a_plan_are_answered_well(served):
    texts = things_people_type()
    faults = [fault for seed in range(FIRST_SEED, FIRST_SEED + CONVERSATIONS) for fault in walk(served, seed, texts)]
    assert faults == []
