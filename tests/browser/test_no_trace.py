"""A search for traces: a conversation full of words nobody else uses, left by every way there is, and then everything
is searched.

Searched are the profile of a real Chromium (storage, caches, history, sessions, what forms remember), everything the
server wrote, every file that came to be on this machine meanwhile where the server may write, and the server's memory
of conversations.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from bot import paths
from tests.browser.conftest import ARGUMENTS, DESKTOP, chromium_path

# Typed and sent; typed and not sent; typed into the log of the notes.
SENT, UNSENT, NOTED = "zqmarigoldsent", "zqmarigoldunsent", "zqmarigoldnoted"
STORY = f"my ex {SENT} keeps turning up at my work and i am scared"
# Where the server could write: its own folder, and the folder for passing things.
WRITABLE = [paths.ROOT, Path(tempfile.gettempdir())]
PASSED_BY = {".git", ".venv", ".setup", "node_modules", "__pycache__", ".pytest_cache"}


def press_exit(page: Page) -> None:
    page.locator(".govuk-exit-this-page__button").click()
    page.wait_for_url("https://www.bbc.co.uk/**")


def press_shift(page: Page) -> None:
    page.locator(".govuk-exit-this-page__indicator").wait_for(state="attached")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/**")


def follow_the_link_at_the_foot(page: Page) -> None:
    page.locator("footer").get_by_role("link", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/**")


def finish(page: Page) -> None:
    page.get_by_role("button", name="Finish and erase").first.click()
    expect(page.get_by_role("log")).not_to_contain_text(SENT)


def close_the_tab(page: Page) -> None:
    page.close(run_before_unload=True)


WAYS_OUT: dict[str, tuple[Callable[[Page], None], bool]] = {
    "exit": (press_exit, True),
    "exit without script": (press_exit, False),
    "shift three times": (press_shift, True),
    "link at the foot": (follow_the_link_at_the_foot, True),
    "finish": (finish, True),
    "finish without script": (finish, False),
    "tab closed": (close_the_tab, True),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_nothing_is_left(playwright, embedding, tmp_path, way):
    leave, script = WAYS_OUT[way]
    signpost = embedding.signpost
    began = time.time()
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", executable_path=chromium_path(playwright), args=ARGUMENTS, viewport=DESKTOP,
        java_script_enabled=script,
    )  # fmt: skip
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather", content_type="text/html"))
    page = context.new_page()
    page.goto(signpost.url + "/chat")
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_url("**/chat/*")
    address = page.url
    page.get_by_label("Your message").fill(STORY)
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("log").get_by_text(SENT).first.wait_for()
    if script:
        page.goto(address + "/notes/show")
        page.get_by_label("Place").fill(NOTED)
        page.get_by_role("button", name="Add to the log").click()
        page.goto(address)
    page.get_by_label("Your message").fill(UNSENT)
    leave(page)
    context.close()

    found = [*traces_in(tmp_path / "profile"), *(trace for root in WRITABLE for trace in traces_in(root, began))]
    assert found == []
    assert not any(marker in signpost.output for marker in (SENT, UNSENT, NOTED))
    conversation = address.rsplit("/", 1)[1]
    assert address not in signpost.output
    deadline = time.monotonic() + 30  # a closed tab says so on its way
    while SENT in str(signpost.get(f"/conversations/{conversation}/tracker?include_events=ALL")):
        assert time.monotonic() < deadline, "the server still holds the conversation"
    for title, url in history(tmp_path / "profile"):
        assert "stalk" not in (title + url).lower()


def traces_in(root: Path, since: float = 0) -> Iterator[str]:
    """Yield every file under a folder, changed since then, that holds a marker in any of the forms in which programs keep text."""
    forms = [text for marker in (SENT, UNSENT, NOTED) for text in (marker.encode(), marker.encode("utf-16-le"))]
    files = (Path(folder, name) for folder, _, names in os.walk(root) for name in names)
    for path in files:
        if PASSED_BY & set(path.parts) or path == Path(__file__):
            continue
        try:
            if not path.is_file() or path.stat().st_mtime < since:
                continue
            held = path.read_bytes()
        except OSError:
            continue  # gone again, or not to be read by anybody
        if any(form in held for form in forms):
            yield str(path)


def history(profile: Path) -> list[tuple[str, str]]:
    """Return the titles and addresses that the browser's history holds."""
    found = []
    for file in profile.rglob("History"):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as base:
            found += base.execute("SELECT title, url FROM urls").fetchall()
    return found
