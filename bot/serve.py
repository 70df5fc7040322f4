"""Start everything: the action server as a child process, and Rasa with our channels in this one.

Both are in one process group, so one Ctrl-C stops both. If the action server dies it is started again.
"""

from __future__ import annotations

import bot.quiet  # isort: skip  # before Rasa

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Callable

from bot import paths

START_SECONDS = 120
LARGEST_REQUEST_BYTES = 200_000


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
        ServeError: a port is taken, the model or the page is not built, or the action server does not start.
    """
    _check(settings)
    actions_url = os.environ.get("SIGNPOST_ACTIONS_URL")
    own = None
    if actions_url is None:
        actions_url = f"http://127.0.0.1:{settings.actions_port}/webhook"
        tell("Starting the action server")
        own = ActionServer(settings.actions_port)
        own.start()
    try:
        tell("Starting Rasa (about half a minute)")
        _run_rasa(settings, actions_url, tell, before_stop=own.expect_end if own else lambda: None)
    finally:
        if own is not None:
            own.stop()


class ActionServer:
    """The action server, started again whenever it dies."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._process: subprocess.Popen | None = None
        self._stopping = threading.Event()

    def start(self) -> None:
        """Start it, wait until it answers, and watch over it.

        Raises:
            ServeError: it ended, or did not answer in time; its own words are on the terminal.
        """
        self._spawn()
        deadline = time.monotonic() + START_SECONDS
        while not _answers(f"http://127.0.0.1:{self._port}/health"):
            if self._process.poll() is not None:
                raise ServeError(
                    "The action server ended at once; the lines above say why. `bot check` lists every fault."
                )
            if time.monotonic() > deadline:
                raise ServeError(
                    f"The action server did not answer on port {self._port} within {START_SECONDS} seconds."
                )
            time.sleep(0.1)
        threading.Thread(target=self._watch, daemon=True).start()

    def expect_end(self) -> None:
        """Do not start it again when it ends: Ctrl-C reaches both processes."""
        self._stopping.set()

    def stop(self) -> None:
        """Stop it."""
        self.expect_end()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _spawn(self) -> None:
        command = [sys.executable, "-m", "bot.actions_server", str(self._port)]
        self._process = subprocess.Popen(command, cwd=paths.ROOT)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._process.wait()
            if not self._stopping.wait(1):
                print("The action server ended; starting it again.", file=sys.stderr, flush=True)
                self._spawn()


def _run_rasa(
    settings: Settings, actions_url: str, tell: Callable[[str], None], before_stop: Callable[[], None]
) -> None:
    """Run Rasa in this process; the agent is loaded before the port opens."""
    from functools import partial

    from rasa.core.run import close_resources, configure_app, create_http_input_channels, load_agent_on_start
    from rasa.core.utils import AvailableEndpoints

    from bot.web.action_endpoint import ActionEndpoint, check_results_once_compiled

    bot.quiet.configure_logging()
    check_results_once_compiled()
    endpoints = AvailableEndpoints.read_endpoints(str(paths.ROOT / "endpoints.yml"))
    endpoints.action = ActionEndpoint.of(endpoints.action)
    endpoints.action.url = actions_url
    minutes = os.environ.get("SIGNPOST_FORGET_AFTER_MINUTES")
    if minutes:
        endpoints.tracker_store.kwargs["forget_after_minutes"] = float(minutes)
    channels = create_http_input_channels(None, str(paths.ROOT / "credentials.yml"))
    app = configure_app(channels, enable_api=settings.api, port=settings.port, endpoints=endpoints)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST_BYTES
    app.config.ACCESS_LOG = False
    app.register_listener(partial(load_agent_on_start, str(model()), endpoints, None), "before_server_start")
    app.register_listener(close_resources, "after_server_stop")

    async def ready(_app: object, _loop: object) -> None:
        address = f"http://{settings.host}:{settings.port}/chat"
        tell(f"Ready. Open {address} (Ctrl-C stops everything)")

    async def close(_app: object, _loop: object) -> None:
        before_stop()
        await endpoints.action.close()

    app.register_listener(ready, "after_server_start")
    app.register_listener(close, "before_server_stop")
    app.run(host=settings.host, port=settings.port, workers=1, access_log=False, debug=False)


def model() -> os.PathLike:
    """Return the trained model."""
    return paths.MODELS / "signpost.tar.gz"


def _check(settings: Settings) -> None:
    if not model().exists() or not (paths.SPACY_PIPELINE / "meta.json").exists():
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


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
