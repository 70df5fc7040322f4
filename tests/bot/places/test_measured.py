"""Places, measured on ways of saying where one lives that nobody who made the lists had seen (tests/places)."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot import paths
from bot.places import Choices, Found, Outside, Places

SETS = Path(__file__).resolve().parents[2] / "places"
# The aim is 0.97 for both; a guess where a question is due counts as wrong.
FLOORS = {"development": 0.97, "test": 0.97}


@pytest.fixture(scope="module")
def places() -> Places:
    return Places.read(paths.PLACES)


def is_right(answer: Any, expect: dict[str, Any]) -> bool:
    if "force" in expect:
        return isinstance(answer, Found) and answer.force == expect["force"]
    if "ask" in expect:
        return (
            isinstance(answer, Choices) and len({option.force for option in answer.options} & set(expect["ask"])) >= 2
        )
    if "outside" in expect:
        return isinstance(answer, Outside)
    return not isinstance(answer, (Found, Choices, Outside))


@pytest.mark.parametrize("name", FLOORS)
def test_where_people_live_is_understood_at_least_this_well(places, name):
    cases = [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    right, asked = Counter(), Counter()
    for case in cases:
        good = is_right(places.find(case["text"]), case["expect"])
        for tag in ["all", *case["tags"]]:
            asked[tag] += 1
            right[tag] += good
    for tag, number in asked.most_common():
        print(f"{name:12} {tag:16} {right[tag]:4} of {number:4}")
    assert right["all"] / len(cases) >= FLOORS[name]
