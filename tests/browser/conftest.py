"""A real Chromium, with and without JavaScript."""

from __future__ import annotations

import http.server
import re
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from bot import paths
from scripts.demo import website
from tests.conftest import Served, serve

AXE = paths.ROOT / "bot" / "web" / "node_modules" / "axe-core" / "axe.min.js"
# Chromium's own calls home are refused where there is no internet, and slow every start.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
STORY = "my ex keeps turning up at my work and messaging me from new accounts, i've told him to stop, im scared. i'm in chelmsford"
# Longer than Playwright's five seconds: the other half of the tests runs beside these.
expect.set_options(timeout=20_000)
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, once for the whole test run."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright) -> Iterator[Browser]:
    """The Chromium that the set-up found or installed (scripts/set_up.py)."""
    launched = playwright.chromium.launch(executable_path=chromium_path(playwright), args=ARGUMENTS)
    yield launched
    launched.close()


def chromium_path(playwright: Playwright) -> str:
    """Return the Chromium to use: the one on PATH, else Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None) or playwright.chromium.executable_path


class Visitor:
    """Somebody at the page, and everything their browser reported."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def opens(self, path: str = "/chat") -> None:
        """Open a page of the assistant."""
        self.page.goto(self.url + path)

    def begins(self) -> None:
        """Open the start page and begin a conversation."""
        self.opens()
        self.page.get_by_role("button", name="Start", exact=True).click()
        self.page.wait_for_url(re.compile("/chat/.{32}$"))

    def taps(self, name: str) -> None:
        """Press a button, and wait for the reply."""
        with self.reply():
            self.page.get_by_role("button", name=name, exact=True).click()

    def says(self, text: str) -> None:
        """Type a message, send it, and wait for the reply."""
        self.page.get_by_label("Your message").fill(text)
        with self.reply():
            self.page.get_by_role("button", name="Send", exact=True).click()

    @contextmanager
    def reply(self) -> Iterator[None]:
        """Wait for the reply to what is done inside: the page counts its turns."""
        counter = self.page.locator("form.signpost-message input[name=turn]")
        before = counter.input_value()
        yield
        expect(counter).not_to_have_value(before)

    @property
    def log(self) -> str:
        """Return the conversation as text."""
        return self.page.get_by_role("log").inner_text()

    def axe(self) -> list[str]:
        """Return what axe finds wrong with the page."""
        self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html']}" for v in found["violations"]]


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visitor(browser, served, request) -> Iterator[Visitor]:
    """Somebody on a desktop, once with JavaScript and once without."""
    context = browser.new_context(viewport=DESKTOP, java_script_enabled=request.param)
    yield Visitor(context, served.url)
    context.close()


@pytest.fixture
def scripted(browser, served) -> Iterator[Visitor]:
    """Somebody on a desktop with JavaScript."""
    context = browser.new_context(viewport=DESKTOP)
    yield Visitor(context, served.url)
    context.close()


@dataclass
class Embedding:
    """An assistant of its own that erases closed tabs after three seconds, and the website that may show it."""

    signpost: Served
    origin: str
    folder: Path


@pytest.fixture(scope="session")
def embedding(tmp_path_factory) -> Iterator[Embedding]:
    """Serve a made-up force's website (scripts/demo.py), and an assistant that lets it show its page."""
    folder = tmp_path_factory.mktemp("website")
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), website(folder))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    origin = f"http://localhost:{site.server_port}"
    with serve(SIGNPOST_MAY_EMBED=origin, SIGNPOST_ERASE_CLOSED_AFTER_SECONDS="3") as signpost:
        yield Embedding(signpost, origin, folder)
    site.shutdown()
