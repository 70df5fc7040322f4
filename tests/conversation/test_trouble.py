"""When something breaks: a calm reply with numbers, nothing lost, and the conversation goes on."""

from __future__ import annotations

import time
import urllib.error
import urllib.request

import psutil
import pytest

from tests.conftest import Served, is_ready, serve


@pytest.fixture(scope="module")
def another():
    """An assistant of its own, whose processes may be killed."""
    with serve() as running:
        yield running


@pytest.fixture
def served_alone(another):
    """The same, all of it running, whatever the test before did."""
    wait_until(lambda: is_ready(another.url), 120)
    return another


def kill_action_server(served: Served) -> None:
    for child in psutil.Process(served.process.pid).children(recursive=True):
        if "bot.actions_server" in child.cmdline():
            child.kill()
            child.wait(5)
            return
    raise AssertionError("there is no action server among the children")


def wait_until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"


def test_without_the_action_server_people_still_get_999_and_the_helpline_and_go_on_when_it_returns(served_alone):
    person = served_alone.person()
    person.says("my ex keeps turning up at my work")
    person.says("no")
    assert person.slots["requested_slot"] == "obsessive"

    kill_action_server(served_alone)
    reply = person.says("why do you ask")
    assert "utter_trouble" in reply.responses
    assert "999" in reply.text
    assert "0808 802 0300" in reply.text
    assert reply.responses.count("utter_trouble") == 1
    assert not is_ready(served_alone.url)
    danger = served_alone.person().says("hes outside my door now")
    assert danger.responses[0] == "utter_danger_call_999"

    wait_until(lambda: is_ready(served_alone.url))
    assert person.says("carry on").responses[-1] == "utter_ask_obsessive"
    assert person.slots["repeated"] == "yes"
    person.says("yes")
    assert person.slots["obsessive"] == "yes"
    assert person.slots["requested_slot"] == "unwanted"


def test_answers_are_taken_even_while_the_action_server_is_away(served_alone):
    person = served_alone.person()
    person.says("hello")
    for tap in ("Me", "No", "Ask me questions instead"):
        person.taps(tap)
    kill_action_server(served_alone)
    reply = person.taps("Yes")
    assert person.slots["fixated"] == "yes"
    assert "utter_trouble" in reply.responses
    assert reply.responses[-1] == "utter_ask_obsessive"
    wait_until(lambda: is_ready(served_alone.url))
    assert person.taps("Yes").responses[-1] == "utter_ask_unwanted"


def test_nothing_that_was_typed_is_written_by_the_server_even_when_actions_fail(served_alone):
    marker = "marigoldmarker"
    person = served_alone.person()
    person.says(f"my ex {marker} keeps turning up at my work")
    kill_action_server(served_alone)
    person.says(f"he said {marker} again")
    person.says(f"/{marker}")
    person.says("/deny{" + marker)
    wait_until(lambda: is_ready(served_alone.url))
    assert "ended; starting it again" in served_alone.output
    assert marker not in served_alone.output


def page_of(served: Served, path: str = "/chat") -> tuple[int, str]:
    """Return the status and the text of a page, whatever the status."""
    try:
        with urllib.request.urlopen(served.url + path, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_while_rasa_is_away_every_address_gives_999_and_who_answers_and_rasa_comes_back(served_alone):
    for child in psutil.Process(served_alone.process.pid).children(recursive=True):
        if "bot.rasa_server" in child.cmdline():
            child.kill()
            child.wait(5)
    wait_until(lambda: page_of(served_alone)[0] == 503)
    for path in ("/chat", "/chat/some-conversation", "/support", "/urgent"):
        status, html = page_of(served_alone, path)
        assert status == (200 if path == "/urgent" else 503)
        for words in ("call 999", "Press 55", "0808 802 0300", "116 123", "Exit this page"):
            assert words in html, f"{path}: {words}"
    assert not is_ready(served_alone.url)
    wait_until(lambda: is_ready(served_alone.url), 120)
    assert "worrying you" in page_of(served_alone)[1]
