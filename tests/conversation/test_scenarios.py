"""The scripted people of data/scenarios, end to end over HTTP: the trained model and the real action server."""

from collections import Counter

import pytest

from bot import paths
from bot.scenarios import Scenario, read_scenarios

SCENARIOS = read_scenarios(paths.SCENARIOS)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: f"{scenario.file}: {scenario.person}")
def test_person_is_heard_and_helped(served, scenario: Scenario):
    person = served.person()
    for number, turn in enumerate(scenario.turns, start=1):
        reply = person.says(turn.says) if turn.says is not None else person.taps(turn.taps)
        where = f"turn {number} ({turn.says or turn.taps!r}), heard {reply.responses}:\n{reply.text}"
        if turn.first:
            assert reply.responses[0] == turn.first, where
        heard = iter(reply.responses)
        assert all(response in heard for response in turn.hears), where
        for text in turn.contains:
            assert text in reply.text, where
        for text in turn.never:
            assert text not in reply.text, where
    slots = person.slots
    for slot, value in scenario.expected.items():
        assert slots.get(slot) == value, f"{slot}: {slots}"


def test_every_hard_edge_has_at_least_three_people():
    edges = Counter(scenario.file for scenario in SCENARIOS if scenario.file.startswith("edges/"))
    assert len(edges) >= 19
    assert {file: people for file, people in edges.items() if people < 3} == {}


def test_there_are_enough_people_of_every_kind():
    """At least 150, by all doors, in all nations, with all outcomes, and in the areas the project began from."""
    assert len(SCENARIOS) >= 150
    assert {scenario.door for scenario in SCENARIOS} >= {"self", "someone_else", "worker"}
    assert {scenario.nation for scenario in SCENARIOS} >= {"england", "wales", "scotland", "northern_ireland"}
    assert {s.outcome for s in SCENARIOS} >= {"likely_stalking", "some_signs", "not_clear", "emergency"}
    assert {scenario.force for scenario in SCENARIOS} >= {"essex", "dorset", "durham", "merseyside"}
