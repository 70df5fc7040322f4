"""Understanding does not fall below its floors (thresholds.yml) on messages that nobody learnt from or tuned on."""

from __future__ import annotations

import pytest

from tests.language.run import FILES, Listener, below_floor, measures, run


@pytest.mark.parametrize("file", FILES)
def test_what_people_write_is_understood_at_least_this_well(served, file):
    assert not list(below_floor(file, measures(file, run("test", file, Listener(served.url)))))
