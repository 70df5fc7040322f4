"""Every state of the pages: no fault that axe can find, nothing off the side, exit and 999 in view; small, wide, light and dark."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.states import STATES

LOOKS = {
    "320 px": {"viewport": PHONE},
    "1280 px, dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "320 px, dark, less movement": {"viewport": PHONE, "color_scheme": "dark", "reduced_motion": "reduce"},
    "1280 px, high contrast": {"viewport": DESKTOP, "forced_colors": "active"},
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(browser, served, state):
    for look, options in LOOKS.items():
        context = browser.new_context(**options)
        visitor = Visitor(context, served.url)
        STATES[state](visitor)
        assert visitor.axe() == [], look
        overflow = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{look}: {overflow} px too wide"
        first = visitor.page.locator("a[href], button").first
        assert first.inner_text().strip().startswith("Exit this page"), look
        expected = ("404", "400", "Failed to load", "net::ERR_FAILED")
        assert [error for error in visitor.errors if not any(part in error for part in expected)] == [], look
        context.close()


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
