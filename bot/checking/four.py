"""The words of the five questions are complete: the ledger, and what the test bench says of each step."""

from __future__ import annotations

from typing import Iterator

import yaml

from bot import paths
from bot.checking.files import domain
from bot.four import FACTORS, Step


def problems() -> Iterator[str]:
    """Yield what is wrong in data/four/steps.yml and data/four/ledger.yml."""
    steps = yaml.safe_load((paths.FOUR / "steps.yml").read_text("utf-8"))
    yield from _differ("steps.yml", "steps", steps["steps"], {step.value for step in Step})
    for step, words in steps["steps"].items():
        yield from _differ("steps.yml", f"steps: {step}", words, {"next", "because"})
    slots, entities = set(domain()["slots"]), {next(iter(entity)) for entity in domain()["entities"]}
    for key, known in (("slots", slots), ("entities", entities)):
        for name in sorted(set(steps[key]) - known):
            yield f"data/four/steps.yml: {key}: {name}: is not in domain.yml; mend the name"
    ledger = yaml.safe_load((paths.FOUR / "ledger.yml").read_text("utf-8"))
    relationships = set(domain()["slots"]["relationship"]["values"])
    yield from _differ("ledger.yml", "relationships", ledger["relationships"], relationships)
    yield from _differ("ledger.yml", "labels", ledger["labels"], set(FACTORS))


def _differ(file: str, where: str, words: dict[str, str], wanted: set[str]) -> Iterator[str]:
    for name in sorted(wanted - set(words)):
        yield f"data/four/{file}: {where}: {name}: is missing; add it"
    for name in sorted(set(words) - wanted):
        yield f"data/four/{file}: {where}: {name}: is not known; mend the name, or remove it"
