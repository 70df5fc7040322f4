"""The directory as tables for a spreadsheet, and back, without loss.

Four CSV files (UTF-8 with a mark that spreadsheets look for): ``forces.csv``, ``services.csv``, ``sources.csv`` and
``do_not_show.csv``. A reviewer may change any cell; dates may come back as a British spreadsheet writes them
(22/11/2026), and numbers keep their spaces. Opening comments of the files are kept; what is not in the tables
(choosing.yml, words.yml, freshness.yml) is not touched.
"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, Iterable, Mapping, Optional

import yaml

from bot.directory.directory import Directory
from bot.directory.errors import DirectoryError

NATIONAL = "national"
# Fields in the order in which the files write them.
_FORCE_FIELDS = ["slug", "name", "area", "nation", "report_online", "advice_page", "multi_agency", "note"]
_REACHED = ["phone", "text", "chat", "opening_hours"]
_REVIEWED = ["confidence", "checked", "checked_by", "verified", "review_by", "contract_ends", "conflict"]
_LOCAL_FIELDS = [
    "id", "name", "provider", "kind", "isac", "who", "covers", "covers_whole_area", *_REACHED, "email", "url", "referral",
    *_REVIEWED, "note",
]  # fmt: skip
_NATIONAL_FIELDS = [
    "id", "name", "provider", "needs", "nations", "who", "how", *_REACHED, "hours_confidence", "free", "email", "url",
    *_REVIEWED, "note",
]  # fmt: skip
_SERVICE_FIELDS = list(
    dict.fromkeys([*_LOCAL_FIELDS[:5], *_NATIONAL_FIELDS[3:7], *_LOCAL_FIELDS[5:], *_NATIONAL_FIELDS])
)
TABLES: Mapping[str, list[str]] = {
    "forces.csv": _FORCE_FIELDS,
    "services.csv": ["file", *_SERVICE_FIELDS],
    "sources.csv": ["file", "service", "url", "says", "page_date"],
    "do_not_show.csv": ["file", "service", "value", "why"],
}
_LISTS = frozenset({"needs", "nations", "referral"})
_FLAGS = frozenset({"chat", "free", "isac", "covers_whole_area"})
# What a spreadsheet would take for a formula is told apart by a leading apostrophe, as spreadsheets themselves do.
_FORMULA = re.compile(r"^'*[=+\-@\t\r]")
# How spreadsheets write back "2026-11-22" and "2024-04".
_BRITISH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH = re.compile(r"([A-Z][a-z]{2})-(\d\d)")
# As wide as the files are.
_WIDTH = 118


def export(folder: Path, to: Path) -> list[Path]:
    """Write the tables of the directory in ``folder``; return their paths.

    Raises:
        DirectoryError: the directory is wrong.
        OSError: ``to`` cannot be written.
    """
    Directory.read(folder)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for file, data in _files(folder):
        if file != NATIONAL:
            rows["forces.csv"].append({field: data[field] for field in _FORCE_FIELDS})
            rows["do_not_show.csv"] += [{"file": file, "service": "", **entry} for entry in data["do_not_show"]]
        for service in data["services"]:
            rows["services.csv"].append({"file": file, **{f: service.get(f, "") for f in _SERVICE_FIELDS}})
            own = {"file": file, "service": service["id"]}
            rows["sources.csv"] += [{**own, **source} for source in service["sources"]]
            rows["do_not_show.csv"] += [{**own, **entry} for entry in service.get("do_not_show", [])]
    to.mkdir(parents=True, exist_ok=True)
    for name, fields in TABLES.items():
        with open(to / name, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, fields)
            writer.writeheader()
            writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows[name])
    return [to / name for name in TABLES]


def bring_back(tables: Path, folder: Path) -> list[Path]:
    """Write the tables back into the directory's files, and return those that changed.

    Nothing is written unless the whole is a correct directory.

    Raises:
        DirectoryError: a table is missing or wrong, or the directory would be; it lists every fault.
    """
    read = {name: _read(tables / name, fields) for name, fields in TABLES.items()}
    written: dict[Path, str] = {}
    for file in [NATIONAL, *(row["slug"] for row in read["forces.csv"])]:
        path = folder / ("national.yml" if file == NATIONAL else f"forces/{file}.yml")
        services = [_service(row, read) for row in read["services.csv"] if row["file"] == file]
        force = next((row for row in read["forces.csv"] if row["slug"] == file), {})
        data = {field: _value(field, force[field]) for field in _FORCE_FIELDS} if force else {}
        if force:
            forbidden = _those_of(read["do_not_show.csv"], file, "")
            data = {**{k: v for k, v in data.items() if k != "note"}, "do_not_show": forbidden, "note": data["note"]}
        written[path] = _opening_comment(path) + _as_yaml({**data, "services": services})
    _lost(read, {path.stem for path in written})
    changed = [path for path, text in written.items() if not path.exists() or path.read_text("utf-8") != text]
    before = {path: path.read_text("utf-8") for path in changed if path.exists()}
    for path in changed:
        path.write_text(written[path], "utf-8")
    try:
        Directory.read(folder)
    except DirectoryError:
        for path in changed:
            path.write_text(before[path], "utf-8") if path in before else path.unlink()
        raise
    return changed


def _files(folder: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    for path in [folder / "national.yml", *sorted((folder / "forces").glob("*.yml"))]:
        yield path.stem, yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def _service(row: Mapping[str, str], read: Mapping[str, list[dict[str, str]]]) -> dict[str, Any]:
    fields = _NATIONAL_FIELDS if row["file"] == NATIONAL else _LOCAL_FIELDS
    service = {field: _value(field, row[field]) for field in fields}
    sources = _those_of(read["sources.csv"], row["file"], row["id"])
    if row["file"] != NATIONAL:
        return {**service, "sources": sources}
    forbidden = _those_of(read["do_not_show.csv"], NATIONAL, row["id"])
    note = service.pop("note")
    return {**service, "do_not_show": forbidden, "note": note, "sources": sources}


def _those_of(rows: list[dict[str, str]], file: str, service: str) -> list[dict[str, Optional[str]]]:
    own = [row for row in rows if row["file"] == file and row["service"] == service]
    return [{key: _value(key, value) for key, value in row.items() if key not in ("file", "service")} for row in own]


def _lost(read: Mapping[str, list[dict[str, str]]], files: set[str]) -> None:
    """Refuse rows that belong nowhere: a file or a service that is in no other table.

    Raises:
        DirectoryError: there are such rows.
    """
    services = {(row["file"], row["id"]) for row in read["services.csv"]}
    faults = []
    for name in ("services.csv", "sources.csv", "do_not_show.csv"):
        for number, row in enumerate(read[name], start=2):
            if row["file"] not in files:
                faults.append(
                    f'{name}: row {number}: file: "{row["file"]}" is neither national nor a slug of forces.csv'
                )
            elif row.get("service") and (row["file"], row["service"]) not in services:
                faults.append(
                    f'{name}: row {number}: service: "{row["service"]}" is no id of {row["file"]} in services.csv'
                )
    if faults:
        raise DirectoryError(faults)


def _read(path: Path, fields: list[str]) -> list[dict[str, str]]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise DirectoryError([f"{path.name}: the table is missing; export writes four, and all are needed"]) from None
    except UnicodeDecodeError:
        raise DirectoryError([f'{path.name}: is not UTF-8; save it as "CSV UTF-8"']) from None
    missing = [field for field in fields if rows and field not in rows[0]]
    if missing:
        raise DirectoryError([f"{path.name}: the column {', '.join(missing)} is missing; bring it back from an export"])
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if _FORMULA.match(text) or text == "null" else text


def _value(field: str, cell: str) -> Any:
    """Return what a cell says; the opposite of :func:`_cell`."""
    if cell == "null":
        return None
    if field in _LISTS:
        return [part.strip() for part in cell.split(";") if part.strip()]
    if field in _FLAGS:
        return {"yes": True, "no": False, "TRUE": True, "FALSE": False}.get(cell, cell)
    british = _BRITISH_DATE.fullmatch(cell)
    if british:
        day, month, year = map(int, british.groups())
        return date(year, month, day).isoformat()
    if field == "page_date" and _MONTH.fullmatch(cell):
        return datetime.strptime(cell, "%b-%y").strftime("%Y-%m")
    return cell[1:] if cell.startswith("'") and (_FORMULA.match(cell) or cell == "'null") else cell


def _opening_comment(path: Path) -> str:
    if not path.exists():
        return "# Who should review a change: a stalking advocate, with each service named. How to change it: ../README.md\n"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    return "".join(lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))])


def _as_yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=_WIDTH)
