"""Leaving: at once, by every way there is, with nothing left on the server."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

WEATHER = "https://www.bbc.co.uk/**"


@pytest.fixture(autouse=True)
def weather(request):
    """The page that leaving leads to is somebody else's: a stand-in for it."""
    for name in ("scripted", "visitor"):
        if name in request.fixturenames:
            context = request.getfixturevalue(name).context
            context.route(WEATHER, lambda route: route.fulfill(body="weather", content_type="text/html"))


def is_erased(visitor, address: str) -> bool:
    visitor.page.goto(address)
    return "This page has closed" in visitor.page.inner_text("main")


def test_exit_erases_and_leads_away(visitor):
    visitor.begins()
    visitor.says("my ex marigold keeps turning up")
    address = visitor.page.url
    visitor.page.locator(".govuk-exit-this-page__button").click()
    visitor.page.wait_for_url(WEATHER)
    assert is_erased(visitor, address)


def test_the_link_at_the_foot_does_the_same(visitor):
    visitor.begins()
    address = visitor.page.url
    visitor.page.locator("footer").get_by_role("link", name="Exit this page").click()
    visitor.page.wait_for_url(WEATHER)
    assert is_erased(visitor, address)


def test_shift_three_times_leaves_and_erases(scripted):
    scripted.begins()
    address = scripted.page.url
    expect(scripted.page.locator(".govuk-exit-this-page__indicator")).to_be_attached()
    for _ in range(3):
        scripted.page.keyboard.press("Shift")
    scripted.page.wait_for_url(WEATHER)
    assert is_erased(scripted, address)


def test_the_screen_is_blank_before_the_network_answers(scripted):
    scripted.begins()
    scripted.says("my ex marigold keeps turning up")
    # Neither the server nor the other site says anything.
    scripted.context.unroute(WEATHER)
    scripted.context.route(WEATHER, lambda route: None)
    scripted.context.route("**/forget", lambda route: None)
    scripted.page.evaluate(
        "new MutationObserver(() => console.info(`${document.body.children.length} left`))"
        ".observe(document.body, {childList: true})"
    )
    with scripted.page.expect_console_message() as told:
        scripted.page.locator(".govuk-exit-this-page__button").click(no_wait_after=True)
    assert told.value.text == "0 left"


def test_exit_works_while_a_reply_is_on_its_way(scripted):
    scripted.begins()
    scripted.context.route(scripted.page.url, lambda route: None)
    scripted.page.get_by_label("Your message").fill("my ex marigold")
    scripted.page.get_by_role("button", name="Send", exact=True).click()
    expect(scripted.page.locator("[data-status]")).to_contain_text("reading your message")
    scripted.page.locator(".govuk-exit-this-page__button").click()
    scripted.page.wait_for_url(WEATHER)


def test_danger_does_not_wait_for_a_reply(scripted):
    scripted.begins()
    scripted.context.route(scripted.page.url, lambda route: None)
    scripted.page.get_by_role("button", name="Me", exact=True).click()
    expect(scripted.page.locator("[data-status]")).to_be_visible()
    scripted.page.get_by_role("button", name="I'm in danger").click()
    scripted.page.wait_for_url("**/urgent")
    assert "cough or tap the phone" in scripted.page.inner_text("main")


def test_without_a_line_beginning_shows_numbers_in_place(scripted):
    scripted.opens()
    scripted.context.route("**/chat", lambda route: route.abort())
    scripted.page.get_by_role("button", name="Start", exact=True).click()
    expect(scripted.page.get_by_role("alert")).to_contain_text("If you are in danger, call 999")
    scripted.context.unroute("**/chat")
    scripted.page.get_by_role("button", name="Try again").click()
    scripted.page.wait_for_url(re.compile("/chat/.{32}$"))


def test_exit_works_before_the_script_has_come(scripted):
    scripted.context.route("**/page.js", lambda route: None)
    scripted.page.goto(scripted.url + "/chat", wait_until="commit")
    scripted.page.get_by_role("button", name="Start", exact=True).click(no_wait_after=True)
    scripted.page.wait_for_url(re.compile("/chat/.{32}$"), wait_until="commit")
    address = scripted.page.url
    scripted.page.locator(".govuk-exit-this-page__button").click()
    scripted.page.wait_for_url(WEATHER)
    scripted.context.unroute("**/page.js")
    assert is_erased(scripted, address)


def test_after_leaving_the_back_button_shows_nothing(scripted):
    scripted.opens()
    scripted.page.get_by_role("button", name="Start", exact=True).click()
    scripted.page.wait_for_url(re.compile("/chat/.{32}$"))
    scripted.says("my ex marigold keeps turning up")
    scripted.page.locator(".govuk-exit-this-page__button").click()
    scripted.page.wait_for_url(WEATHER)
    scripted.page.go_back()
    assert "marigold" not in scripted.page.content()


def test_a_closed_tab_is_erased_and_one_that_is_loaded_again_is_not(browser, embedding):
    hasty = embedding.signpost
    visitor = Visitor(browser.new_context(), hasty.url)
    visitor.begins()
    visitor.says("my ex marigold keeps turning up")
    address = visitor.page.url
    visitor.page.reload()
    visitor.page.goto(hasty.url + "/privacy")
    visitor.page.go_back()
    assert "marigold" in visitor.log, "seen again in time, it is kept"
    visitor.page.close(run_before_unload=True)
    deadline = time.monotonic() + 30
    while "marigold" in str(hasty.get(f"/conversations/{address.rsplit('/', 1)[1]}/tracker?include_events=ALL")):
        assert time.monotonic() < deadline, "the closed tab's conversation is still there"
    visitor.context.close()


def test_a_page_nobody_looks_after_hides_itself(browser, served, scripted):
    scripted.page.clock.install()
    scripted.page.emulate_media(reduced_motion="reduce")  # a page that still scrolls has somebody there
    scripted.begins()
    scripted.says("my ex marigold keeps turning up")
    address = scripted.page.url
    scripted.page.clock.fast_forward("28:01")
    expect(scripted.page.get_by_role("alert")).to_contain_text("will close in two minutes")
    scripted.page.keyboard.press("a")
    expect(scripted.page.get_by_text("will close in two minutes")).to_have_count(0)
    scripted.page.clock.fast_forward("30:01")
    scripted.page.wait_for_url("**/chat/closed")
    assert "marigold" not in scripted.page.content()
    assert is_erased(scripted, address)


def test_without_a_script_the_page_hides_itself_too(browser, served):
    context = browser.new_context(java_script_enabled=False)
    visitor = Visitor(context, served.url)
    visitor.begins()
    waits = visitor.page.locator(".signpost-hides").evaluate("e => getComputedStyle(e).animationDelay")
    assert waits == "1800s"
    visitor.page.evaluate("document.getAnimations().forEach(one => one.finish())")  # as if the time had passed
    expect(visitor.page.get_by_role("log")).to_be_hidden()
    note = visitor.page.locator(".signpost-hidden-note")
    expect(note).to_be_visible()
    assert "This page has closed" in note.evaluate("e => getComputedStyle(e, '::before').content")
    context.close()
