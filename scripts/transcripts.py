"""Every scripted person's conversation, word for word, for reviewers: docs/transcripts, one file for each of
data/scenarios.

    make transcripts

Serves the assistant and lets every person say their lines. Opening hours are told as they were at that hour.
"""

from __future__ import annotations

import sys
from itertools import groupby

from bot import paths
from bot.scenarios import Scenario, read_scenarios
from tests.conftest import Person, Reply, serve

FOLDER = paths.ROOT / "docs" / "transcripts"
_HEAD = """# {name}

Made by `make transcripts` from `data/scenarios/{file}`; do not change it by hand. All people are made up. ▸ is a tap, and what stands
in brackets are the buttons that were offered.
"""


def main() -> int:
    """Write the transcripts."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    scenarios = read_scenarios(paths.SCENARIOS)
    with serve() as served:
        for file, people in groupby(scenarios, key=lambda scenario: scenario.file):
            told = [_conversation(scenario, served.person()) for scenario in people]
            path = FOLDER / file.replace(".yml", ".md")
            path.parent.mkdir(parents=True, exist_ok=True)
            name = path.stem.replace("_", " ").capitalize()
            path.write_text("\n".join([_HEAD.format(name=name, file=file), *told]), "utf-8")
            print(f"{path.relative_to(paths.ROOT)}: {len(told)} people", flush=True)
    return 0


def _conversation(scenario: Scenario, person: Person) -> str:
    lines = [f"## {scenario.person}", ""]
    for turn in scenario.turns:
        said = f"**{turn.says}**" if turn.says is not None else f"▸ **{turn.taps}**"
        reply = person.says(turn.says) if turn.says is not None else person.taps(turn.taps)
        lines += [f"{said}", "", *_told(reply), ""]
    return "\n".join(lines)


def _told(reply: Reply) -> list[str]:
    told = []
    for message in reply.messages:
        custom = message.get("custom") or {}
        text = message.get("text") or ": ".join(
            filter(None, (custom.get("name"), custom.get("phone") or custom.get("url")))
        )
        told += [f"> {line}  " for line in text.splitlines() if line.strip()]
    if reply.buttons:
        told.append(f"> [{' · '.join(reply.buttons)}]")
    return told


if __name__ == "__main__":
    sys.exit(main())
