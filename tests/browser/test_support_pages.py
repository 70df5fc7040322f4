"""Who can help, without a conversation: /support in a real browser, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE


@pytest.mark.parametrize(
    "path", ["/support", "/support/essex", "/support/psni", "/support/for/signing", "/support/narnia"]
)
def test_every_kind_of_page_is_accessible_and_fits_a_small_phone(scripted, path):
    scripted.page.set_viewport_size(PHONE)
    scripted.opens(path)
    assert scripted.axe() == []
    assert scripted.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_place_leads_to_its_area_and_stands_in_no_address(visitor):
    visitor.opens("/support")
    visitor.page.get_by_label("Where do you live?").fill("down in truro at my mums")
    visitor.page.get_by_role("button", name="Show who can help").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Devon")
    assert visitor.page.url.endswith("/support/devon-and-cornwall")
    assert "truro" not in visitor.page.content().lower().replace("truro, cornwall", "")


def test_an_ambiguous_place_is_asked_about_and_an_unknown_one_says_what_to_do(visitor):
    visitor.opens("/support")
    visitor.page.get_by_label("Where do you live?").fill("newport")
    visitor.page.get_by_role("button", name="Show who can help").click()
    expect(visitor.page.get_by_text("That name fits several places")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Hampshire and Isle of Wight Constabulary").first).to_be_visible()
    assert "newport" not in visitor.page.url
    visitor.page.get_by_label("Where do you live?").fill("narnia")
    visitor.page.get_by_role("button", name="Show who can help").click()
    expect(visitor.page.get_by_text("I don't know that place").first).to_be_visible()
    assert "narnia" not in visitor.page.url + visitor.page.content()


def test_a_page_with_a_problem_is_accessible_too(scripted):
    scripted.opens("/support")
    scripted.page.get_by_label("Where do you live?").fill("narnia")
    scripted.page.get_by_role("button", name="Show who can help").click()
    expect(scripted.page.get_by_text("I don't know that place").first).to_be_visible()
    assert scripted.axe() == []


def test_every_service_of_a_page_can_be_rung_and_the_helpline_is_always_there(visitor):
    visitor.opens("/support/dorset")
    link = visitor.page.get_by_role("link", name="0808 802 0300").first
    expect(link).to_have_attribute("href", "tel:08088020300")
    expect(visitor.page.get_by_role("link", name="Or talk it through with Signpost")).to_have_attribute("href", "/chat")


def test_the_page_can_be_left_by_keyboard_first_of_all(scripted):
    scripted.opens("/support")
    scripted.page.keyboard.press("Tab")
    assert "Exit this page" in scripted.page.evaluate("document.activeElement.textContent")
