"""Show a made-up force's website with Signpost in it, on another origin, as it would be in earnest.

    make demo

Serves docs/demo at http://127.0.0.1:5080 and Signpost at http://127.0.0.1:5005, which lets that origin show it in a
frame.
"""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from pathlib import Path

from bot import paths

PORT = 5080
ORIGIN = f"http://127.0.0.1:{PORT}"


def main() -> int:
    """Serve both until stopped."""
    site = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), website())
    threading.Thread(target=site.serve_forever, daemon=True).start()
    print(f"The website is at {ORIGIN} (once Signpost is ready)", flush=True)
    signpost = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "serve"], cwd=paths.ROOT, env={**os.environ, "SIGNPOST_MAY_EMBED": ORIGIN}
    )
    try:
        return signpost.wait()
    except KeyboardInterrupt:
        return signpost.wait()


def website(folder: Path = paths.ROOT / "docs" / "demo") -> functools.partial:
    """Return what sends the files of a folder, and writes nothing of who asks."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    return functools.partial(Quiet, directory=str(folder))


if __name__ == "__main__":
    sys.exit(main())
