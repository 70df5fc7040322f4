"""Scenarios can be read, and name only responses, outcomes and forces that exist."""

from typing import Iterator

from bot import paths
from bot.checking.files import domain
from bot.checking.responses import defined_responses
from bot.scenarios import ScenarioError, read_scenarios


def problems() -> Iterator[str]:
    """Yield what is wrong in data/scenarios."""
    try:
        scenarios = read_scenarios(paths.SCENARIOS)
    except ScenarioError as error:
        yield str(error)
        return
    responses, slots = set(defined_responses()), domain()["slots"]
    forces = {path.stem for path in (paths.DIRECTORY / "forces").glob("*.yml")}
    people: set[str] = set()
    for scenario in scenarios:
        where = f"data/scenarios/{scenario.file}: {scenario.person}"
        if scenario.person in people:
            yield f"{where}: is used twice; give each person a name of their own"
        people.add(scenario.person)
        for turn in scenario.turns:
            for name in [*turn.hears, *([turn.first] if turn.first else [])]:
                if name not in responses:
                    yield f"{where}: {name} is no response of data/responses"
        for slot, value in scenario.expected.items():
            if slot not in slots:
                yield f"{where}: {slot} is no slot of domain.yml"
            elif value is not None and value not in slots[slot].get("values", [value]):
                yield f"{where}: {slot}: {value!r} is none of its values"
        if scenario.force and scenario.force not in forces:
            yield f"{where}: {scenario.force!r} is no force of data/directory/forces"
