"""How heavy the first view is on the wire, and how long a slow line takes for it.

    make weight

Opens the start page and a conversation in Chromium with an empty cache, counts every byte that came, as packed as it
came, and opens them again on a line like slow 3G (400 kbit/s down and up, 400 ms there and back). Exits with 1 above
60 KB.
"""

from __future__ import annotations

import platform
import sys
import time

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, PHONE, chromium_path
from tests.conftest import serve

MOST_BYTES = 60_000
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def main() -> int:
    """Measure and print."""
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(playwright), args=ARGUMENTS)
        print(f"{platform.platform()}; Chromium {browser.version}; {time.strftime('%Y-%m-%d')}\n")
        print(f"{'':28}{'bytes':>10}{'files':>8}{'seen':>10}{'whole':>10}   (slow 3G)")
        heaviest = 0
        for name, begin in (("start page", False), ("conversation, from a link", True), ("/support", None)):
            count, files = weigh(browser, served.url, begin)
            seen, whole = wait(browser, served.url, begin)
            heaviest = max(heaviest, count)
            print(f"{name:28}{count:>10,}{files:>8}{seen:>8.1f} s{whole:>8.1f} s")
        browser.close()
    print(f"\nAt most {MOST_BYTES:,} bytes: {'yes' if heaviest <= MOST_BYTES else 'NO'}")
    return 0 if heaviest <= MOST_BYTES else 1


def weigh(browser: Browser, url: str, begin: bool | None) -> tuple[int, int]:
    """Return how many bytes came over the wire for a view, headers included, in how many files."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    came: list[int] = []
    line.on("Network.loadingFinished", lambda event: came.append(int(event["encodedDataLength"])))
    _open(page, url, begin)
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(came), len(came)


def wait(browser: Browser, url: str, begin: bool | None) -> tuple[float, float]:
    """Return after how many seconds the first words are seen on a slow line, and when all is there."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    if begin:
        page.goto(url + "/chat")
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_url("**/chat/*")
        url, begin = page.url.removesuffix("/chat"), None
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Network.emulateNetworkConditions", SLOW)
    began = time.perf_counter()
    page.goto(url if "/chat/" in url else url + ("/support" if begin is None else "/chat"), wait_until="commit")
    page.locator("main h1").wait_for()
    seen = time.perf_counter() - began
    page.wait_for_load_state("load")
    whole = time.perf_counter() - began
    context.close()
    return seen, whole


def _open(page: Page, url: str, begin: bool | None) -> None:
    page.goto(url + ("/support" if begin is None else "/chat"))
    if begin:
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_url("**/chat/*")


if __name__ == "__main__":
    sys.exit(main())
