"""Start everything and keep it running: Rasa with our channels, the action server, and a stand-in for when Rasa is
away.

This process holds the socket that people come to. Rasa and the action server are its children, in one process group, so
one Ctrl-C stops all. If one of them dies it is started again.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from typing import Callable, Sequence

from bot import paths
from bot.stand_in import StandIn, urgent_page

START_SECONDS = 180
STOP_SECONDS = 4
# One that does not answer so many times in a row has hung. An answer may take as long as the slowest turn.
LOOK_IN_EVERY_SECONDS, ANSWER_WITHIN_SECONDS, UNANSWERED_BEFORE_KILLED = 5.0, 10, 3
WRITE_URGENT_EVERY_SECONDS = 3600
# How many may wait while nobody accepts.
BACKLOG = 512


class ServeError(Exception):
    """The assistant could not be started; the message says what failed and the mend."""


@dataclass(frozen=True)
class Settings:
    """Where to listen. ``api`` adds Rasa's HTTP API, for integration tests and reviewers."""

    host: str = "127.0.0.1"
    port: int = 5005
    actions_port: int = 5055
    api: bool = False


def serve(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve until stopped; ``tell`` gets a line for each step.

    Raises:
        ServeError: a port is taken, the model or the page is not built, or a part of it does not start.
    """
    _check(settings)
    # Set even where it is the default: who is started in the background inherits that Ctrl-C is ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    children: list[Child] = []
    with socket.create_server((settings.host, settings.port), backlog=BACKLOG) as listening:
        _write_urgent()
        threading.Thread(target=_write_urgent_again_and_again, daemon=True).start()
        stand_in = StandIn(listening, urgent_page)
        stand_in.begin()
        try:
            actions_url = os.environ.get("SIGNPOST_ACTIONS_URL")
            if actions_url is None:
                tell("Starting the action server")
                children.append(_action_server(settings))
                actions_url = f"http://127.0.0.1:{settings.actions_port}/webhook"
                children[-1].start()
            tell("Starting Rasa (about half a minute)")
            children.append(_rasa(settings, actions_url, listening, stand_in))
            children[-1].start()
            tell(f"Ready. Open http://{settings.host}:{settings.port}/chat (Ctrl-C stops everything)")
            threading.Event().wait()
        except KeyboardInterrupt:
            tell("Stopping")
        finally:
            # A second Ctrl-C would only leave something running.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for child in children:
                child.expect_end()
            for child in children:
                child.stop()


class Child:
    """A process that is started again whenever it dies, or hangs.

    Args:
        name: what people call it.
        command: how to start it.
        is_ready: whether it has begun; asked again and again while it starts.
        answers: whether it still answers; asked every ``look_in_every`` seconds while it runs.
        up: called when it is ready; ``down`` when it has died.
        sockets: what it may use of ours; kept open for as long as this is.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        is_ready: Callable[[], bool],
        answers: Callable[[], bool],
        up: Callable[[], None] = lambda: None,
        down: Callable[[], None] = lambda: None,
        sockets: Sequence[socket.socket] = (),
        look_in_every: float = LOOK_IN_EVERY_SECONDS,
    ) -> None:
        self._name, self._command, self._is_ready, self._answers = name, list(command), is_ready, answers
        self._look_in_every = look_in_every
        self._up, self._down, self._sockets = up, down, tuple(sockets)
        self._process: subprocess.Popen | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        """Start it, wait until it is ready, and watch over it.

        Raises:
            ServeError: it ended, or was not ready in time; its own words are on the terminal.
        """
        self._spawn()
        if not self._wait():
            if self._process.poll() is not None:
                raise ServeError(f"{self._name} ended at once; the lines above say why. `bot check` lists every fault.")
            raise ServeError(f"{self._name} was not ready within {START_SECONDS} seconds.")
        self._up()
        threading.Thread(target=self._watch, daemon=True).start()

    def expect_end(self) -> None:
        """Do not start it again when it ends."""
        self._stopping.set()

    def stop(self) -> None:
        """Stop it. Ctrl-C has reached it already and must not be followed by a second signal, which stops the stopping."""
        self.expect_end()
        if self._process is None:
            return
        for signal_it in (lambda: None, self._process.terminate, self._process.kill):
            signal_it()
            try:
                self._process.wait(STOP_SECONDS)
                return
            except subprocess.TimeoutExpired:
                continue

    def _spawn(self) -> None:
        lent = [one.fileno() for one in self._sockets]
        self._process = subprocess.Popen(self._command, cwd=paths.ROOT, pass_fds=lent)

    def _wait(self) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            if self._is_ready():
                return True
            time.sleep(0.1)
        return False

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._wait_for_its_end()
            self._down()
            if not self._stopping.wait(1):
                print(f"{self._name} ended; starting it again.", file=sys.stderr, flush=True)
                self._spawn()
                if self._wait():
                    self._up()
                else:
                    self._process.kill()

    def _wait_for_its_end(self) -> None:
        """Wait until it has ended; end it if it hangs."""
        unanswered = 0
        while self._process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(self._look_in_every)
                return
            unanswered = 0 if self._answers() else unanswered + 1
            if unanswered == UNANSWERED_BEFORE_KILLED:
                print(f"{self._name} does not answer any more; it is stopped.", file=sys.stderr, flush=True)
                self._process.kill()
                self._process.wait()


def _write_urgent() -> None:
    """Write the page of last resort anew, for it holds numbers that may have gone old. Another process does: this one
    stays small.

    Raises:
        ServeError: the directory is wrong.
    """
    written = subprocess.run([sys.executable, "-m", "bot.web.urgent"], cwd=paths.ROOT, capture_output=True, text=True)
    if written.returncode != 0:
        why = (written.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise ServeError(f"The page of last resort could not be written: {why}")


def _write_urgent_again_and_again() -> None:
    while True:
        time.sleep(WRITE_URGENT_EVERY_SECONDS)
        try:
            _write_urgent()
        except (ServeError, OSError) as error:
            print(error, file=sys.stderr, flush=True)


def _action_server(settings: Settings) -> Child:
    command = [sys.executable, "-m", "bot.actions_server", str(settings.actions_port)]
    url = f"http://127.0.0.1:{settings.actions_port}/health"
    return Child("The action server", command, lambda: _answers(url, 1), lambda: _answers(url, ANSWER_WITHIN_SECONDS))


def _rasa(settings: Settings, actions_url: str, listening: socket.socket, stand_in: StandIn) -> Child:
    """Return Rasa. It says when it is ready, and begins once the stand-in has ended: never do both answer."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)

    def is_ready() -> bool:
        try:
            return bool(ours.recv(16))
        except BlockingIOError:
            return False

    def down() -> None:
        # What was said to the one that died must not be heard by the next.
        for end in (ours, theirs):
            with contextlib.suppress(BlockingIOError):
                end.recv(16, socket.MSG_DONTWAIT)
        stand_in.begin()

    def up() -> None:
        stand_in.end()
        ours.sendall(b"1")

    command = [sys.executable, "-m", "bot.rasa_server", "--socket", str(listening.fileno())]
    command += ["--parent", str(theirs.fileno()), "--actions", actions_url, *(["--api"] if settings.api else [])]
    host, port = listening.getsockname()[:2]
    alive = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"

    def answers() -> bool:
        return _answers(alive, ANSWER_WITHIN_SECONDS)

    return Child("Rasa", command, is_ready, answers, up, down, (listening, theirs))


def _check(settings: Settings) -> None:
    if not paths.MODEL.exists() or not (paths.SPACY_PIPELINE / "meta.json").exists():
        raise ServeError("There is no trained model. Train it with: bot train")
    if not (paths.ASSETS / "page.css").exists():
        raise ServeError("The page's style and script are not built. Build them with: make assets")
    for port in (settings.port, settings.actions_port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host if port == settings.port else "127.0.0.1", port))
            except OSError:
                raise ServeError(
                    f"Port {port} is taken. Stop what uses it, or choose others: bot serve --port 5006 --actions-port 5056"
                ) from None


def _answers(url: str, seconds: float) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:
            return answer.status == 200
    except (OSError, http.client.HTTPException):
        return False
