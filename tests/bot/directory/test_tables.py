"""The directory in a spreadsheet and back."""

from __future__ import annotations

import csv
import filecmp
from pathlib import Path

import pytest

from bot import paths
from bot.directory import DirectoryError
from bot.directory.comparing import changes
from bot.directory.tables import TABLES, bring_back, export


@pytest.fixture
def tables(tmp_path) -> Path:
    export(paths.DIRECTORY, tmp_path / "tables")
    return tmp_path / "tables"


def change_cell(table: Path, where: dict[str, str], field: str, value: str) -> None:
    with open(table, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if all(row[key] == wanted for key, wanted in where.items()):
            row[field] = value
    with open(table, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


COMPASS = {"file": "essex", "id": "essex-compass"}


def test_out_and_back_changes_not_a_byte(copy, tables):
    assert bring_back(tables, copy) == []
    same = filecmp.dircmp(paths.DIRECTORY, copy)
    assert (same.diff_files, same.left_only, same.right_only) == ([], [], [])
    assert same.subdirs["forces"].diff_files == []


def test_what_a_british_spreadsheet_makes_of_dates_comes_back_right(copy, tables):
    change_cell(tables / "services.csv", COMPASS, "checked", "21/11/2026")
    change_cell(tables / "sources.csv", {"page_date": "2024-04"}, "page_date", "Apr-24")
    assert bring_back(tables, copy) == []


def test_a_changed_number_reaches_its_file_and_is_told_in_plain_words(copy, tables):
    change_cell(tables / "services.csv", COMPASS, "phone", "0330 333 7 445")
    assert bring_back(tables, copy) == [copy / "forces" / "essex.yml"]
    (one,) = changes(paths.DIRECTORY, copy)
    assert (one.file, one.name, one.shown) == ("forces/essex.yml", "Essex Compass", True)
    assert one.says == "telephone: was 0330 333 7 444, is now 0330 333 7 445"


def test_no_cell_is_a_formula(tables):
    for name in TABLES:
        with open(tables / name, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values()), row


def test_a_wrong_cell_changes_no_file_and_is_named(copy, tables):
    change_cell(tables / "services.csv", COMPASS, "phone", "0330 333 7")
    with pytest.raises(DirectoryError, match="Essex Compass: phone"):
        bring_back(tables, copy)
    assert changes(paths.DIRECTORY, copy) == []


def test_rows_that_belong_nowhere_are_named(copy, tables):
    change_cell(tables / "sources.csv", {"file": "essex", "service": "essex-compass"}, "service", "essex-compas")
    with pytest.raises(DirectoryError, match='service: "essex-compas" is no id of essex in services.csv'):
        bring_back(tables, copy)


def test_a_missing_table_and_a_missing_column_are_named(copy, tables):
    (tables / "sources.csv").unlink()
    with pytest.raises(DirectoryError, match="sources.csv: the table is missing"):
        bring_back(tables, copy)


def test_new_and_gone_services_are_told(copy):
    essex = copy / "forces" / "essex.yml"
    text = essex.read_text("utf-8")
    start = text.index("- id: essex-compass")
    stop = text.index("\n- id: ", start) + 1
    essex.write_text(text[:start] + text[stop:], "utf-8")
    (gone,) = changes(paths.DIRECTORY, copy)
    assert gone.says == "is gone (telephone 0330 333 7 444)"
    (new,) = changes(copy, paths.DIRECTORY)
    assert new.says == "is new (telephone 0330 333 7 444)"
