"""While Rasa is away the stand-in answers on the socket that Rasa will have, and leaves it when told to."""

from __future__ import annotations

import http.client
import socket

import pytest

from bot.stand_in import StandIn


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened


def ask(listening: socket.socket, path: str, method: str = "GET") -> tuple[int, str, dict]:
    connection = http.client.HTTPConnection(*listening.getsockname(), timeout=5)
    connection.request(method, path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), dict(answer.headers)


@pytest.mark.parametrize(("path", "status"), [("/chat", 503), ("/chat/somebody", 503), ("/urgent", 200)])
def test_every_address_gives_the_page(listening, path, status):
    stand_in = StandIn(listening, lambda: (b"<p>call 999</p>", {"Cache-Control": "no-store"}))
    stand_in.begin()
    answered, text, headers = ask(listening, path)
    stand_in.end()
    assert (answered, text) == (status, "<p>call 999</p>")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Retry-After"]


def test_a_form_that_is_sent_meanwhile_gets_the_page_too(listening):
    stand_in = StandIn(listening, lambda: (b"<p>call 999</p>", {}))
    stand_in.begin()
    assert ask(listening, "/chat", "POST")[:2] == (503, "<p>call 999</p>")
    stand_in.end()


def test_health_says_that_nobody_is_ready(listening):
    stand_in = StandIn(listening, lambda: (b"page", {}))
    stand_in.begin()
    assert ask(listening, "/health")[:2] == (503, '{"ready": false}')
    stand_in.end()


def test_it_can_end_and_begin_again_and_the_socket_stays_open(listening):
    stand_in = StandIn(listening, lambda: (b"page", {}))
    for _ in range(2):
        stand_in.begin()
        stand_in.begin()
        assert ask(listening, "/chat")[0] == 503
        stand_in.end()
        stand_in.end()
    waiting = socket.create_connection(listening.getsockname(), timeout=5)
    listening.settimeout(5)
    taken, _ = listening.accept()
    taken.close()
    waiting.close()
