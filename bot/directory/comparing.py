"""What changed between two versions of the directory, in plain words, for somebody who signs it off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

import yaml

from bot.directory import opening_hours
from bot.directory.errors import DirectoryError

# What people who call would notice comes first; the papers behind it follow.
SHOWN = frozenset(
    {
        "name",
        "phone",
        "text",
        "chat",
        "opening_hours",
        "email",
        "url",
        "who",
        "how",
        "covers",
        "report_online",
        "advice_page",
    }
)
_WORDS = {
    "phone": "telephone", "text": "text number", "chat": "chat", "opening_hours": "opening hours", "url": "web page", "isac": "accredited",
    "covers_whole_area": "covers the whole area", "checked": "checked on", "checked_by": "checked by", "verified": "confirmed with the service on",
    "review_by": "to be checked by", "contract_ends": "contract ends", "do_not_show": "values never to be shown",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change: where, of what, and what it was and is, in words. ``shown``: people who use the service would notice."""

    file: str
    name: str
    says: str
    shown: bool


def changes(old: Path, new: Path) -> list[Change]:
    """Return every change of services and forces between two directory folders, those that people would notice first.

    Versions are compared as they are written, so that an old one need not pass today's checks.

    Raises:
        DirectoryError: a folder holds no directory, or a file is not YAML.
    """
    found: list[Change] = []
    before, after = _entries(old), _entries(new)
    for key in sorted({*before, *after}):
        one, other = before.get(key), after.get(key)
        file, name = key[0], (other or one)["name"]
        if one is None or other is None:
            found.append(
                Change(file, name, f"is {'gone' if other is None else 'new'}{_with_number(other or one)}", True)
            )
        else:
            found += _fields(file, one, other)
    return sorted(found, key=lambda change: (not change.shown, change.file, change.name))


def _entries(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Return every service, and every force without its services, by file and id."""
    files = [folder / "national.yml", *sorted((folder / "forces").glob("*.yml"))]
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path in files:
        try:
            data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        except (FileNotFoundError, yaml.YAMLError):
            raise DirectoryError(
                [f"{path}: is missing or not YAML; name a folder or a version with a directory in it"]
            ) from None
        name = path.relative_to(folder).as_posix()
        services = data.pop("services")
        if data:
            found[name, ""] = data
        found.update({(name, service["id"]): service for service in services})
    return found


def _with_number(service: dict[str, Any]) -> str:
    return f" (telephone {service['phone']})" if service.get("phone") else ""


def _fields(file: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for field in dict.fromkeys([*before, *after]):
        was, now = before.get(field), after.get(field)
        if was == now:
            continue
        name = _WORDS.get(field, field.replace("_", " "))
        if field == "sources":
            says = _sources(was, now)
        elif was is None:
            says = f"{name}: was not known, is now {_told(field, now)}"
        elif now is None:
            says = f"{name}: was {_told(field, was)}, is not known any more"
        else:
            says = f"{name}: was {_told(field, was)}, is now {_told(field, now)}"
        yield Change(file, after["name"], says, field in SHOWN)


def _sources(was: list[dict[str, Any]], now: list[dict[str, Any]]) -> str:
    new = [source["url"] for source in now if source not in was]
    gone = [source["url"] for source in was if source not in now]
    told = [f"new {url}" for url in new] + [f"gone {url}" for url in gone]
    return "sources: " + ("; ".join(told) or "another order")


def _told(field: str, value: Any) -> str:
    if field == "opening_hours" and opening_hours.fault_in(value) is None:
        return f'"{opening_hours.in_words(value)}"'
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(item["value"] if isinstance(item, dict) else str(item) for item in value) or "none"
    return str(value) if field in ("phone", "text") or re.match(r"\d{4}-", str(value)) else f'"{value}"'
