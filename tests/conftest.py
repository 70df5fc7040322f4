"""What tests share: the assistant served for real, once, and a way to talk to it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from typing import IO, Any, Iterator

import pytest

from bot import paths

START_SECONDS = 120


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Served:
    """The assistant as `bot serve --api` serves it: the page, REST, Rasa's API, and the real action server."""

    url: str
    actions_url: str
    process: subprocess.Popen
    log: IO[str]

    @property
    def output(self) -> str:
        """Return everything the server and the action server have written."""
        self.log.seek(0)
        return self.log.read()

    def get(self, path: str) -> Any:
        """GET a path and return the JSON."""
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return json.load(answer)

    def post(self, path: str, body: Any) -> Any:
        """POST JSON to a path and return the JSON."""
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def put(self, path: str, body: Any) -> None:
        """PUT JSON to a path."""
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="PUT"
        )
        urllib.request.urlopen(request, timeout=30).close()

    def person(self) -> Person:
        """Return somebody who has not said anything yet."""
        return Person(self)


@dataclass
class Reply:
    """What came back in one turn."""

    messages: list[dict[str, Any]]
    responses: list[str]

    @property
    def text(self) -> str:
        """Return every message as one text."""
        return "\n".join(message["text"] for message in self.messages if "text" in message)

    @property
    def buttons(self) -> dict[str, str]:
        """Return the buttons of the last message that has any: title -> payload."""
        offered = [message["buttons"] for message in self.messages if message.get("buttons")]
        return {button["title"]: button["payload"] for button in offered[-1]} if offered else {}


@dataclass
class Person:
    """Somebody in a conversation over Rasa's REST channel."""

    served: Served
    sender: str = field(default_factory=lambda: uuid.uuid4().hex)
    last: Reply = field(default_factory=lambda: Reply([], []))
    heard: set[tuple[float, str]] = field(default_factory=set)
    # Rasa's tracker as it was after the last turn.
    after: dict[str, Any] = field(default_factory=lambda: {"events": [], "slots": {}})

    def says(self, text: str) -> Reply:
        """Type something."""
        messages = self.served.post("/webhooks/rest/webhook", {"sender": self.sender, "message": text})
        self.after = self.tracker
        told = [event for event in self.after["events"] if event["event"] == "bot"]
        said = {(event["timestamp"], event["text"]): event for event in told}
        responses = [event["metadata"].get("utter_action") for key, event in said.items() if key not in self.heard]
        self.heard |= said.keys()
        self.last = Reply(messages, responses)
        return self.last

    def taps(self, title: str) -> Reply:
        """Tap a button of the last turn."""
        assert title in self.last.buttons, f"no button {title!r}; there are {list(self.last.buttons)}"
        return self.says(self.last.buttons[title])

    def copy(self) -> Person:
        """Return somebody else who has had the same conversation."""
        events = [event for event in self.after["events"] if event["event"] != "session_started"]
        other = Person(self.served, last=self.last, heard=set(self.heard), after=self.after)
        self.served.put(f"/conversations/{other.sender}/tracker/events", events)
        return other

    @property
    def tracker(self) -> dict[str, Any]:
        """Return Rasa's tracker as it is now."""
        return self.served.get(f"/conversations/{self.sender}/tracker?include_events=ALL")

    @property
    def slots(self) -> dict[str, Any]:
        """Return the slots that are filled."""
        return {name: value for name, value in self.tracker["slots"].items() if value is not None}


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """Serve the trained assistant for the whole test run."""
    with serve() as running:
        yield running


class serve:
    """Serve the assistant on free ports, and stop it at the end (a context manager)."""

    def __init__(self, **environment: str) -> None:
        self._environment = environment
        self._output = tempfile.TemporaryFile("w+")  # noqa: SIM115 (closed with the object)

    def __enter__(self) -> Served:
        port, actions_port = free_port(), free_port()
        command = [sys.executable, "-m", "bot.cli", "serve", "--api", "--port", str(port)]
        process = subprocess.Popen(
            [*command, "--actions-port", str(actions_port)],
            cwd=paths.ROOT,
            env={**os.environ, **self._environment},
            # Not a pipe: nobody reads it while the tests run, and a full pipe would stop the server.
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.running = Served(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{actions_port}", process, self._output)
        deadline = time.monotonic() + START_SECONDS
        while not is_ready(self.running.url):
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                raise AssertionError(f"the assistant did not start:\n{self.running.output}")
            time.sleep(0.2)
        return self.running

    def __exit__(self, *_: Any) -> None:
        before = len(self.running.output)
        os.killpg(self.running.process.pid, signal.SIGINT)
        try:
            self.running.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.running.process.pid, signal.SIGKILL)
            raise AssertionError("one Ctrl-C did not stop everything within 15 seconds") from None
        said = self.running.output[before:]
        assert not [line for line in said.splitlines() if "ERROR" in line or "Traceback" in line], said


def is_ready(url: str) -> bool:
    """Tell whether GET /health says ready."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
