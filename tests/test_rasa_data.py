"""Rasa's own check of the data, and what it does not see."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml

from bot import paths


@pytest.fixture(scope="module")
def validation() -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "rasa", "data", "validate", "--data", "data", "--domain", "domain.yml"]
    told = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "default::UserWarning", "LOG_LEVEL": "INFO"}
    environment = {**os.environ, **told}
    return subprocess.run(command, cwd=paths.ROOT, env=environment, capture_output=True, text=True)


def test_rasa_finds_no_conflict_and_no_fault(validation):
    output = validation.stdout + validation.stderr
    assert validation.returncode == 0, output
    assert "No story structure conflicts found" in output
    assert "Issue found" not in output


def test_rasa_takes_nothing_for_training_data_that_is_not():
    """`rasa train --data data` reads every YAML file: only nlu, rules and responses may look like training data."""
    from rasa.shared.data import get_data_files
    from rasa.shared.importers.rasa import RasaFileImporter

    importer = RasaFileImporter(training_data_paths=[str(paths.DATA)])
    files = [*importer._nlu_files, *importer._story_files]
    assert files
    assert {os.path.relpath(file, paths.DATA).split(os.sep)[0] for file in files} <= {"nlu", "rules", "responses"}
    assert get_data_files([str(paths.DATA)], lambda file: False) == []


def test_sessions_end_and_carry_nothing_over():
    session = yaml.safe_load((paths.ROOT / "domain.yml").read_text("utf-8"))["session_config"]
    assert session == {"session_expiration_time": 30, "carry_over_slots_to_new_session": False}


def test_telemetry_is_off_before_rasa_is_imported():
    code = "import os, bot.quiet; assert os.environ['RASA_TELEMETRY_ENABLED'] == 'false'; from rasa import telemetry; print(telemetry.is_telemetry_enabled())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=paths.ROOT)
    assert done.stdout.strip() == "False", done.stderr
