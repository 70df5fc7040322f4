"""Answers while Rasa is not there: every address gives the page of last resort (bot/web/urgent.py).

It listens on the socket that Rasa listens on when it is there, so nobody is ever turned away: while Rasa loads, and
when it has died and is being started again.
"""

from __future__ import annotations

import http.server
import socket
import threading
from typing import Callable, Mapping, Optional

from bot import paths

RETRY_AFTER_SECONDS = 30
LONGEST_POST = 1_000_000


def urgent_page() -> tuple[bytes, Mapping[str, str]]:
    """Return the page of last resort and its headers, as bot/web/urgent.py wrote them."""
    lines = paths.URGENT_HEADERS.read_text("utf-8").splitlines()
    return paths.URGENT.read_bytes(), dict(line.split(": ", 1) for line in lines)


class StandIn:
    """Sends one page to everybody, from a thread, for as long as it is needed."""

    def __init__(self, listening: socket.socket, page: Callable[[], tuple[bytes, Mapping[str, str]]]) -> None:
        """Prepare; ``listening`` is shared with Rasa and never closed here; ``page`` gives what is sent, and its headers."""
        self._listening = listening
        self._handler = _handler(page)
        self._server: Optional[http.server.ThreadingHTTPServer] = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Answer from now on."""
        with self._lock:
            if self._server is None:
                server = http.server.ThreadingHTTPServer(("", 0), self._handler, bind_and_activate=False)
                server.socket.close()
                server.socket = self._listening
                server.daemon_threads = True
                threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
                self._server = server

    def end(self) -> None:
        """Leave the socket to Rasa."""
        with self._lock:
            if self._server is not None:
                self._server.shutdown()
                self._server = None


def _handler(page: Callable[[], tuple[bytes, Mapping[str, str]]]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        # Somebody who sends nothing must not be waited for.
        timeout = 10

        def do_GET(self) -> None:
            html, headers = page()
            health = self.path == "/health"
            body = b'{"ready": false}' if health else html
            self.send_response(200 if self.path == "/urgent" else 503)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json" if health else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", str(RETRY_AFTER_SECONDS))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_GET

        def do_POST(self) -> None:
            # What is left unread would make the browser show a broken line in place of the page.
            length = self.headers.get("Content-Length", "")
            self.rfile.read(min(int(length) if length.isascii() and length.isdigit() else 0, LONGEST_POST))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Write nothing: addresses say who talks."""

    return Handler
