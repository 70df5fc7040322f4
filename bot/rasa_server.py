"""Rasa with our channels, on a socket that is open already (bot/serve.py holds it)."""

from __future__ import annotations

import bot.quiet  # isort: skip  # before Rasa

import argparse
import os
import socket
import sys
from functools import partial

from rasa.core.run import close_resources, configure_app, create_http_input_channels, load_agent_on_start
from rasa.core.utils import AvailableEndpoints

from bot import memory, paths
from bot.web.action_endpoint import ActionEndpoint, check_results_once_compiled
from bot.web.settings import SettingsError

LARGEST_REQUEST_BYTES = 200_000


def main() -> int:
    """Run Rasa until it is told to stop; return 1 if a setting is wrong, having said which."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--socket", type=int, required=True, help="file descriptor of the listening socket")
    parser.add_argument("--parent", type=int, required=True, help="file descriptor to tell when people can come")
    parser.add_argument("--actions", required=True, help="address of the action server")
    parser.add_argument("--api", action="store_true", help="also Rasa's HTTP API")
    asked = parser.parse_args()
    try:
        _run(asked)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(asked: argparse.Namespace) -> None:
    bot.quiet.configure_logging()
    check_results_once_compiled()
    endpoints = AvailableEndpoints.read_endpoints(str(paths.ROOT / "endpoints.yml"))
    endpoints.action = ActionEndpoint.of(endpoints.action)
    endpoints.action.url = asked.actions
    minutes = os.environ.get("SIGNPOST_FORGET_AFTER_MINUTES")
    if minutes:
        endpoints.tracker_store.kwargs["forget_after_minutes"] = float(minutes)
    channels = create_http_input_channels(None, str(paths.ROOT / "credentials.yml"))
    app = configure_app(channels, enable_api=asked.api, endpoints=endpoints)
    bot.quiet.configure_logging()  # again: with the API, Rasa lets Sanic set up logs of its own
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST_BYTES
    app.config.ACCESS_LOG = False
    app.register_listener(partial(load_agent_on_start, str(paths.MODEL), endpoints, None), "before_server_start")
    app.register_listener(close_resources, "after_server_stop")

    async def ready(_app: object, _loop: object) -> None:
        """Everything is loaded: say so, and wait until nobody else answers on our socket."""
        memory.settle()
        with socket.socket(fileno=os.dup(asked.parent)) as parent:
            parent.sendall(b"1")
            parent.recv(1)

    async def close(_app: object, _loop: object) -> None:
        await endpoints.action.close()

    app.register_listener(ready, "before_server_start")
    app.register_listener(close, "before_server_stop")
    listening = socket.socket(fileno=asked.socket)
    app.run(sock=listening, workers=1, access_log=False, debug=False)


if __name__ == "__main__":
    sys.exit(main())
