"""`bot check`: everything that people change, read against the rules it must keep. One subject, one module.

Each check yields problems as "file: entry: what is wrong and the mend". It changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

from bot import paths
from bot.checking import (
    advice,
    directory,
    four,
    pages,
    phrases,
    places,
    reading,
    repair,
    responses,
    risks,
    rules,
    scenarios,
    training_data,
)

# What is checked, and the part of data/ it is about.
CHECKS: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "The directory of services": ("directory", directory.problems),
    "Places": ("places", places.problems),
    "Safety and evidence phrases, with their examples": (
        "safety evidence spellings.yml word-groups.yml",
        phrases.problems,
    ),
    "The five questions and the steps": ("four", four.problems),
    "Examples for training": ("nlu", training_data.problems),
    "Responses": ("responses style.yml", responses.problems),
    "Reading age, spelling and forms for helpers": ("responses advice.yml page style.yml", reading.problems),
    "Safety advice": ("advice.yml style.yml", advice.problems),
    "Reasons to call and situations": ("risks.yml evidence responses", risks.problems),
    "Pages and their settings": ("page credentials.yml style.yml", pages.problems),
    "Guesses and other languages": ("guesses.yml languages.yml", repair.problems),
    "Rules, forms and actions": ("rules", rules.problems),
    "Scenarios": ("scenarios", scenarios.problems),
}


def run_checks(only: list[Path], tell: Callable[[str], None]) -> list[str]:
    """Run the checks about the given paths (all, if none is given); return every problem, or an empty list."""
    wanted = {_part(path) for path in only}
    about = {part for parts, _ in CHECKS.values() for part in parts.split()}
    found = [
        f"{path}: no check is about this; give a file or folder of data/, such as data/responses"
        for path in only
        if _part(path) not in about
    ]
    for title, (parts, check) in CHECKS.items():
        if wanted and not wanted & set(parts.split()):
            continue
        problems = list(check())
        tell(f"{title}: {'well' if not problems else f'{len(problems)} to mend'}")
        found += problems
    return found


def _part(path: Path) -> str:
    """Return the part of data/ that a path is in."""
    try:
        return path.resolve().relative_to(paths.DATA).parts[0]
    except (ValueError, IndexError):
        return path.name
