"""What is served is watched over: a part of it that dies or hangs is started again."""

from __future__ import annotations

import sys
import threading

import pytest

from bot.serve import Child

FOR_EVER = [sys.executable, "-c", "import time; time.sleep(600)"]


class Watched:
    """A child whose fate is chosen by the test."""

    def __init__(self, command: list[str], answers: bool) -> None:
        self.gone, self.back = threading.Event(), threading.Event()
        self.child = Child(
            "A part",
            command,
            is_ready=lambda: True,
            answers=lambda: answers or self.gone.is_set(),
            up=lambda: self.gone.is_set() and self.back.set(),
            down=self.gone.set,
            look_in_every=0.02,
        )


@pytest.fixture
def watched(request):
    made = Watched(*request.param)
    made.child.start()
    yield made
    made.child.stop()


@pytest.mark.parametrize("watched", [(FOR_EVER, False)], indirect=True, ids=["hangs"])
def test_a_part_that_hangs_is_stopped_and_started_again(watched, capfd):
    assert watched.gone.wait(10)
    assert watched.back.wait(10)
    assert "A part does not answer any more; it is stopped." in capfd.readouterr().err


@pytest.mark.parametrize("watched", [(FOR_EVER, True)], indirect=True, ids=["answers"])
def test_a_part_that_answers_is_left_alone(watched):
    assert not watched.gone.wait(0.5)
