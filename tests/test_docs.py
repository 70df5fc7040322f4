"""What the README and the decisions say exists, exists."""

import re
import subprocess
import sys

import pytest

from bot import paths

README = (paths.ROOT / "README.md").read_text("utf-8")
DECISIONS = (paths.ROOT / "docs" / "decisions.md").read_text("utf-8")
HAZARDS = (paths.ROOT / "docs" / "hazard-log.md").read_text("utf-8")
MAKEFILE = (paths.ROOT / "Makefile").read_text("utf-8")


def test_every_make_target_in_the_readme_exists():
    targets = set(re.findall(r"make ([a-z]+)", README))
    assert {"serve", "test", "help", "talk", "benchmark"} <= targets
    for target in targets:
        assert re.search(rf"^{target}:", MAKEFILE, re.M), target


def test_every_test_that_the_hazard_log_names_exists():
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", HAZARDS))
    assert len(named) > 40
    for file, name in named:
        assert f"def {name}(" in (paths.ROOT / file).read_text("utf-8"), f"{file}::{name}"


def test_every_hard_edge_of_the_scenarios_is_a_hazard():
    edges = {path.stem for path in (paths.SCENARIOS / "edges").glob("*.yml")}
    assert edges
    assert {edge for edge in edges if f"data/scenarios/edges/{edge}.yml" not in HAZARDS} == set()


@pytest.mark.parametrize(
    "text", [README, DECISIONS, HAZARDS], ids=["README.md", "docs/decisions.md", "docs/hazard-log.md"]
)
def test_every_file_and_folder_that_is_named_exists(text):
    named = re.findall(r"`((?:bot|data|actions|tests|docs|scripts)/[\w./-]*)`", text)
    named += re.findall(r"`(\w[\w-]*\.(?:yml|toml|lock|md))`", text)
    assert named
    known = {path.name for path in paths.ROOT.glob("*")} | {path.name for path in paths.DATA.rglob("*")}
    for name in named:
        assert (paths.ROOT / name).exists() or name in known, name


@pytest.mark.parametrize("command", re.findall(r"^    \.venv/bin/(bot .+)$", README, re.M))
def test_every_command_in_the_readme_works(command):
    import shlex

    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *shlex.split(command)[1:]], capture_output=True, text=True, cwd=paths.ROOT
    )
    assert done.returncode == 0, done.stderr


def test_every_dependency_has_its_reason():
    pyproject = (paths.ROOT / "pyproject.toml").read_text("utf-8")
    package = (paths.ROOT / "bot" / "web" / "package.json").read_text("utf-8")
    pinned = re.findall(r'"([a-z0-9-]+)==[\d.]+"', pyproject)
    pinned += list(re.findall(r'"([a-z0-9-]+)": "\d', package))
    assert len(pinned) > 15
    for name in pinned:
        assert name in DECISIONS, name


def test_every_response_and_page_word_is_in_files_that_reviewers_may_change():
    """Sentences for people belong to data/, not to code: no template or action holds one of its own."""
    web = paths.ROOT / "bot" / "web"
    pages = [*(web / "templates").glob("*.html"), *(web / "components").rglob("*.html")]
    for path in [*(paths.ROOT / "actions").rglob("*.py"), *pages]:
        text = path.read_text("utf-8")
        told = re.findall(r'utter_message\(text="|"title": "[A-Z]', text) + re.findall(
            r">\s*[A-Z][a-z]+ [a-z]+ [a-z]+", text
        )
        assert not told, path.name
