"""Reading the YAML files that Rasa reads, for the checks."""

from pathlib import Path
from typing import Any, Iterator

import yaml

from bot import paths


def training_files(folder: str, key: str) -> Iterator[tuple[str, Any]]:
    """Yield (file name, what stands under ``key``) for every file of a folder of data/, and of the folders in it."""
    for path in sorted((paths.DATA / folder).rglob("*.yml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        yield str(path.relative_to(paths.ROOT)), data.get(key) or []


def domain() -> dict[str, Any]:
    """Return domain.yml."""
    return yaml.safe_load((paths.ROOT / "domain.yml").read_text("utf-8"))


def names(entries: list[Any]) -> list[str]:
    """Return the names in a list of a domain, whose entries may be ``name`` or ``{name: settings}``."""
    return [entry if isinstance(entry, str) else next(iter(entry)) for entry in entries]


def python_text(folder: Path) -> str:
    """Return all Python source of a folder as one text."""
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.py")))
