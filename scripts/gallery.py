"""Pictures of every state of the pages, small and wide, light and dark, on one page for reviewers.

    make gallery

Serves the assistant, walks tests/browser/states.py, and writes build/gallery/index.html.
"""

from __future__ import annotations

import html
import sys

from playwright.sync_api import sync_playwright

from bot import paths
from tests.browser.conftest import ARGUMENTS, DESKTOP, PHONE, Visitor, chromium_path
from tests.browser.states import STATES
from tests.conftest import serve

GALLERY = paths.BUILD / "gallery"
LOOKS = {
    "320 px": {"viewport": PHONE},
    "1280 px": {"viewport": DESKTOP},
    "320 px, dark": {"viewport": PHONE, "color_scheme": "dark"},
}
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Signpost: every state</title>
<style>body{{font:1rem/1.4 system-ui;margin:24px}}section{{margin:0 0 48px}}.pictures{{display:flex;gap:24px;align-items:start;flex-wrap:wrap}}
figure{{margin:0}}img{{border:1px solid #888;max-width:44vw;height:auto}}figure:first-child img,figure:last-child img{{max-width:320px}}</style></head>
<body><h1>Every state of the pages</h1><p>Made by <code>make gallery</code>. Names and stories are invented.</p>
<ol>{contents}</ol>{sections}</body></html>"""


def main() -> int:
    """Take the pictures and write the page."""
    GALLERY.mkdir(parents=True, exist_ok=True)
    with serve() as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(playwright), args=ARGUMENTS)
        for number, (state, reach) in enumerate(STATES.items(), 1):
            print(f"{number}/{len(STATES)} {state}", flush=True)
            for look, options in LOOKS.items():
                context = browser.new_context(**options)
                visitor = Visitor(context, served.url)
                reach(visitor)
                visitor.page.screenshot(path=GALLERY / _file(state, look), full_page=True)
                context.close()
        browser.close()
    index = GALLERY / "index.html"
    index.write_text(_page(), "utf-8")
    print(f"Open {index.relative_to(paths.ROOT)}")
    return 0


def _file(state: str, look: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in f"{state} {look}").split()) + ".png"


def _page() -> str:
    contents = "".join(f'<li><a href="#{i}">{html.escape(state)}</a></li>' for i, state in enumerate(STATES))
    sections = ""
    for i, state in enumerate(STATES):
        pictures = "".join(
            f'<figure><figcaption>{look}</figcaption><img loading="lazy" src="{_file(state, look)}" alt="{html.escape(state)}, {look}"></figure>'
            for look in LOOKS
        )
        sections += f'<section id="{i}"><h2>{html.escape(state)}</h2><div class="pictures">{pictures}</div></section>'
    return _PAGE.format(contents=contents, sections=sections)


if __name__ == "__main__":
    sys.exit(main())
