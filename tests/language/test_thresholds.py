"""Understanding does not fall below its floors (thresholds.yml) on messages that nobody learnt from or tuned on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.language.run import FILES, Listener, measures, run

THRESHOLDS = yaml.safe_load((Path(__file__).parent / "thresholds.yml").read_text("utf-8"))


@pytest.mark.parametrize("file", FILES)
def test_what_people_write_is_understood_at_least_this_well(served, file):
    found = measures(file, run("test", file, Listener(served.url)))
    fallen = [
        f"{name}: {found[name]}, floor {limit['floor']}"
        for name, limit in THRESHOLDS[file].items()
        if (found[name].value > limit["floor"] if limit.get("at_most") else found[name].value < limit["floor"])
    ]
    assert not fallen
