"""The command line, as people who run or review the assistant use it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from bot import paths
from bot.cli import app


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments), terminal_width=200)


@pytest.mark.parametrize("command", ["serve", "train", "talk", "place", "services", "check"])
def test_every_command_explains_itself_with_an_example(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "bot " in result.output.split("Usage")[1].split("\n", 2)[2]


@pytest.mark.parametrize(
    ("text", "told"),
    [("CM1 1AB", "essex"), ("newport", "hampshire-and-isle-of-wight"), ("jersey", "Not in the United Kingdom"), ("england", "too wide")],
)  # fmt: skip
def test_place_tells_the_force(text, told):
    result = run("place", text)
    assert result.exit_code == 0
    assert told in result.output


def test_place_that_is_not_known_says_what_to_try():
    result = run("place", "wibblesham")
    assert result.exit_code == 1
    assert "Try a town, a county or half a postcode" in result.output


def test_services_are_shown_as_a_person_would_see_them():
    result = run("services", "--force", "essex", "--relationship", "ex_partner", "--at", "2026-11-20T14:00:00", "--why")
    assert result.exit_code == 0
    assert "0330 333 7 444" in result.output.replace("\n", "")
    assert "01268" not in result.output
    assert "open now" in result.output


def test_services_of_a_force_that_does_not_exist_lists_those_that_do():
    result = run("services", "--force", "esex")
    assert result.exit_code == 1
    assert "There is no force 'esex'" in result.output
    assert "essex" in result.output


def test_check_is_content_with_the_data_as_it_is():
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "All is well" in result.output


@pytest.fixture
def changed_data(tmp_path, monkeypatch):
    """A copy of the project's data that may be broken."""
    for name in ("data", "actions", "bot"):
        shutil.copytree(
            paths.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__")
        )
    shutil.copy(paths.ROOT / "domain.yml", tmp_path)
    for name in ("DATA", "DIRECTORY", "PLACES", "FOUR", "SCENARIOS"):
        monkeypatch.setattr(paths, name, tmp_path / getattr(paths, name).relative_to(paths.ROOT))
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("data/responses/repair.yml", "utter_insult:", "utter_thanks:", "utter_thanks: is also in data/responses/"),
        ("data/responses/four.yml", "You were right to take it seriously.", "You are being stalked.", 'says "you are being stalked"'),
        ("data/responses/repair.yml", "0808 802 4040", "0808 802 4041", "0808 802 4041, which no service"),
        ("data/responses/repair.yml", "utter_default:", "utter_never_said:", "utter_never_said: nothing says it"),
        ("data/responses/opening.yml", "/choose_door{{", "/choose_door{", "double its braces"),
        ("data/responses/questions/law.yml", "name: nation, value: scotland}]", "name: speaking_for, value: self}]", "nation england and speaking_for self may both fit"),
        ("data/responses/questions/law.yml", "Each nation has its own law.", "Each nation has its own law. " + "So it goes. " * 30, "an answer has at most 80"),
        ("data/rules/questions.yml", "intent: thank", "intent: thanks", "intent thanks is not in domain.yml"),
        ("data/rules/questions.yml", "rule: thanks are taken", "rule: abuse is met calmly", "abuse is met calmly: stands 2 times"),
        ("data/nlu/thank.yml", "    - cheers\n", "    - hello\n", '"hello": stands under greet and thank'),
        ("data/safety/danger_now.yml", "  - hes outside\n", "  - the cat is asleep\n", '"the cat is asleep" is heard as nothing'),
        ("data/evidence/fear.yml", "    - im scared\n", "    - im happy\n", '"im happy" says nothing, and should say yes'),
        ("data/guesses.yml", "[101_or_999, a_person", "[101_or_998, a_person", "answered_in_danger: 101_or_998: there is no"),
        ("data/directory/choosing.yml", "in_this_order:", "rules:", "Rasa would train on this file"),
        ("data/scenarios/example_areas.yml", "first: utter_opening", "first: utter_openning", "utter_openning is no response"),
        ("data/places/authority-to-force.csv", ",cleveland", ",clevland", "'clevland' has no file"),
    ],
)  # fmt: skip
def test_check_names_the_file_the_entry_and_the_mend(changed_data, file, old, new, told):
    path = changed_data / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    part = path if file.count("/") == 1 else path.parent
    result = run("check", "nlu" if "in_this_order" in old else str(part))
    assert result.exit_code == 1
    assert told in result.output.replace("\n", " ").replace("  ", " "), result.output
    assert "to mend." in result.output


def test_check_can_be_asked_about_one_part(changed_data):
    result = run("check", str(changed_data / "data" / "places"))
    assert "Places: well" in result.output
    assert "Responses" not in result.output


def test_serve_says_when_a_port_is_taken_and_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 1
    assert f"Port {port} is taken" in result.output
    assert "--port" in result.output


def test_serve_refuses_to_start_with_a_fault_in_the_directory(tmp_path):
    """The real command, on a copy of the project in which a number has lost its end."""
    for name in ("data", "actions", "bot", "models", "build"):
        shutil.copytree(
            paths.ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("node_modules", "__pycache__", "benchmark"),
        )
    for name in ("domain.yml", "config.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(paths.ROOT / name, tmp_path)
    essex = tmp_path / "data" / "directory" / "forces" / "essex.yml"
    essex.write_text(essex.read_text("utf-8").replace("phone: 0330 333 7 444", "phone: 0330 333"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); from bot.cli import main; main()", "serve", "--port", "0", "--actions-port", "0"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert 'forces/essex.yml: Essex Compass: phone: "0330 333" has 7 digits' in done.stderr


def test_talk_without_a_server_says_how_to_start_one():
    result = run("talk", "--url", "http://127.0.0.1:9")
    assert result.exit_code == 1
    assert "bot serve" in result.output


def test_talk_holds_a_conversation_by_words_and_numbers(served):
    result = CliRunner().invoke(app, ["talk", "--url", served.url], input="1\nhes outside my door now\n/quit\n")
    assert result.exit_code == 0
    assert "Who is this about?" in result.output
    assert "Call 999 now" in result.output
    assert "Goodbye." in result.output
