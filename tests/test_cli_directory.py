"""``bot directory``, as reviewers use it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import paths
from bot.cli import app
from bot.directory import Directory
from bot.directory.coverage import markdown, picture


def run(*arguments: str):
    return CliRunner().invoke(app, ["directory", *arguments])


def told(result) -> str:
    """Return what was printed, however the terminal breaks its lines."""
    return " ".join(result.output.replace("│", " ").split())


def test_review_begins_with_what_misleads_most_and_says_whom_to_ring():
    result = run("review", "--on", "2026-11-22")
    assert result.exit_code == 0
    text = told(result)
    assert (
        text.index("Contract ended")
        < text.index("Sources contradict")
        < text.index("never confirmed with the service itself")
    )
    assert "Ring 0800 032 5204, say who you are, and read the entry to them; then set verified." in text


def test_review_of_a_force_that_does_not_exist_lists_the_forces():
    result = run("review", "--force", "narnia")
    assert result.exit_code == 1
    assert "avon-and-somerset, bedfordshire" in told(result)


def test_show_tells_what_people_see_at_that_hour_and_where_it_was_read():
    text = told(run("show", "essex compass", "--at", "2026-12-25T22:00"))
    assert "people see: 0330 333 7 444, 24 hours a day, every day; open then" in text
    assert "checked: 2026-11-21 by desk research for Signpost" in text
    assert "setdab.org" in text
    withheld = told(run("show", "essex compass", "--at", "2028-01-01"))
    assert "(withheld now)" in withheld
    assert "people see: 0330" not in withheld


def test_show_says_when_nothing_is_called_so():
    result = run("show", "nobody at all")
    assert result.exit_code == 1
    assert 'No service or force is called "nobody at all"' in told(result)


def test_check_counts_and_lists_gaps():
    text = told(run("check"))
    assert "244 services in 46 force areas: well." in text
    assert "forces/bedfordshire.yml: no stalking advocate whose number may be shown (none known)" in text


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(paths.DIRECTORY, tmp_path / "directory"))


def test_out_to_a_spreadsheet_and_back_tells_what_changed(tmp_path, folder):
    assert run("export", str(tmp_path / "tables")).exit_code == 0
    assert "Nothing changed." in told(run("import", str(tmp_path / "tables"), "--into", str(folder)))
    table = tmp_path / "tables" / "services.csv"
    table.write_text(table.read_text("utf-8-sig").replace("0330 333 7 444", "0330 333 7 445"), "utf-8-sig")
    result = run("import", str(tmp_path / "tables"), "--into", str(folder))
    assert result.exit_code == 0
    assert "1 files written." in told(result)
    assert "0330 333 7 445" in (folder / "forces" / "essex.yml").read_text("utf-8")
    assert "People will notice (1)" in told(run("diff", str(paths.DIRECTORY), str(folder)))


def test_a_wrong_table_is_told_and_writes_nothing(tmp_path, folder):
    run("export", str(tmp_path / "tables"))
    table = tmp_path / "tables" / "services.csv"
    table.write_text(table.read_text("utf-8-sig").replace("0330 333 7 444", "0330 333"), "utf-8-sig")
    result = run("import", str(tmp_path / "tables"), "--into", str(folder))
    assert result.exit_code == 1
    assert "Essex Compass: phone" in told(result)
    assert "No service changed." in told(run("diff", str(paths.DIRECTORY), str(folder)))


def test_diff_with_what_is_no_version_says_so():
    result = run("diff", "no-such-version")
    assert result.exit_code == 1
    assert '"no-such-version" is neither a folder nor a version that git knows' in told(result)


def test_the_coverage_in_docs_is_that_of_the_directory():
    directory = Directory.read(paths.DIRECTORY)
    assert (paths.ROOT / "docs" / "coverage.md").read_text("utf-8") == markdown(directory)
    assert (paths.ROOT / "docs" / "coverage.svg").read_text("utf-8") == picture(directory)
