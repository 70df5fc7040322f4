"""Every state of the pages: no fault that axe can find, nothing off the side, exit and 999 in view; small, wide, light and dark."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.states import STATES

LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
# Size, what the person asked their browser for, and whether axe looks (it takes longest, and sees no more in the others).
LOOKS = {
    "320 px": (PHONE, LIGHT, True),
    "1280 px, dark": (DESKTOP, DARK, True),
    "320 px, dark, less movement": (PHONE, {**DARK, "reduced_motion": "reduce"}, False),
    "1280 px, high contrast": (DESKTOP, {**LIGHT, "forced_colors": "active"}, False),
}
# What a browser says of pages that are meant to be missing, refused, or cut off.
EXPECTED = ("404", "400", "Failed to load", "net::ERR_FAILED")


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(scripted, state):
    STATES[state](scripted)
    for look, (size, asked, with_axe) in LOOKS.items():
        scripted.page.set_viewport_size(size)
        scripted.page.emulate_media(**{"reduced_motion": None, "forced_colors": None, **asked})
        overflow = scripted.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{look}: {overflow} px too wide"
        assert not with_axe or scripted.axe() == [], look
    first = scripted.page.locator("a[href], button").first
    assert first.inner_text().strip().startswith("Exit this page")
    assert [error for error in scripted.errors if not any(part in error for part in EXPECTED)] == []


def test_text_twice_as_large_loses_nothing(browser, served):
    """WCAG 1.4.4: as if the browser's own text size were 200 percent."""
    context = browser.new_context(viewport={"width": 640, "height": 800})
    visitor = Visitor(context, served.url)
    STATES["outcome and help"](visitor)
    visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
    overflow = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert visitor.page.locator(".govuk-exit-this-page__button").is_visible()
    context.close()
