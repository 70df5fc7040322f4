"""The page in a real browser: by taps and by words, with and without JavaScript, leaving nothing behind."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, STORY, Visitor


def test_a_whole_conversation_leads_to_help(visitor):
    visitor.begins()
    assert "I'm a computer program, not a person" in visitor.log
    visitor.taps("Me")
    visitor.taps("No")
    visitor.says(STORY)
    visitor.taps("Yes, that's right")
    for text in ("fits the pattern", "0330 333 7 444", "0808 802 0300", "Open now"):
        assert text in visitor.log
    assert "01268 729707" not in visitor.log
    link = visitor.page.get_by_role("link", name="0330 333 7 444")
    expect(link).to_have_attribute("href", "tel:03303337444")
    assert visitor.errors == []


def test_every_step_can_be_reached_by_taps_alone(visitor):
    visitor.begins()
    for name in (
        "Someone I know",
        "No",
        "Ask me questions instead",
        "Yes",
        "Not sure",
        "Yes",
        "Skip this",
        "Yes",
        "Yes, that's right",
        "A neighbour",
        "I'd rather not say",
    ):
        visitor.taps(name)
    assert "Is anyone in danger right now?" in visitor.log
    assert "0808 802 0300" in visitor.log
    visitor.taps("Keeping safe")
    visitor.taps("At home")
    assert "a neighbour they trust" in visitor.log


def test_danger_is_one_tap_away_from_the_first_page_on(visitor):
    visitor.begins()
    visitor.taps("I'm in danger")
    assert "Call 999 now" in visitor.log
    visitor.taps("I'm safe for now")
    visitor.taps("Someone I know")
    visitor.taps("I'm in danger")
    assert "Please call 999 for them" in visitor.log.split("Someone I know")[-1]


def test_danger_in_words_is_answered_with_999_first(visitor):
    visitor.begins()
    visitor.says("hes outside my door now")
    after = visitor.log.split("hes outside my door now")[1]
    assert after.index("Call 999 now") < 40


def test_exit_is_first_by_keyboard_and_on_every_view(visitor):
    def first_is_exit() -> bool:
        visitor.page.keyboard.press("Tab")
        return visitor.page.evaluate("document.activeElement.classList.contains('govuk-exit-this-page__button')")

    for path in ("/chat", "/chat/nobody-knows-this-address", "/chat/device", "/privacy", "/accessibility", "/support"):
        visitor.opens(path)
        exit_link = visitor.page.locator(".govuk-exit-this-page__button")
        expect(exit_link).to_be_visible()
        expect(exit_link).to_have_attribute("href", "https://www.bbc.co.uk/weather")
        assert first_is_exit()
        assert "Call 999" in visitor.page.locator(".signpost-top").inner_text()


def test_exit_and_999_stay_in_view_when_the_page_is_scrolled(visitor):
    visitor.begins()
    visitor.page.set_viewport_size(PHONE)
    visitor.taps("Me")
    visitor.page.mouse.wheel(0, 5000)
    for element in (
        visitor.page.locator(".govuk-exit-this-page__button"),
        visitor.page.get_by_role("link", name="Call 999"),
    ):
        expect(element).to_be_in_viewport()


def test_nothing_is_stored_in_the_browser_and_nobody_else_is_asked(visitor):
    visitor.begins()
    visitor.taps("Me")
    visitor.says(STORY)
    assert visitor.context.cookies() == []
    stored = visitor.page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]")
    assert stored == [[], []]
    assert visitor.page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert {re.match(r"https?://[^/]+", request).group() for request in visitor.requests} == {visitor.url}


def test_a_page_that_is_loaded_again_sends_nothing_twice(visitor):
    visitor.begins()
    visitor.taps("Me")
    visitor.says("my ex keeps turning up at my work")
    before = visitor.log
    visitor.page.reload()
    assert visitor.log == before


def test_typed_text_that_begins_with_a_slash_is_text(visitor):
    visitor.begins()
    visitor.taps("Me")
    visitor.says('/choose_door{"speaking_for": "worker"}')
    assert '/choose_door{"speaking_for": "worker"}' in visitor.log
    assert "made-up details" not in visitor.log


def test_markup_that_is_typed_is_shown_as_text(visitor):
    visitor.begins()
    visitor.taps("Me")
    visitor.says('<img src=x onerror="document.title=1"><b>bold</b>')
    assert '<img src=x onerror="document.title=1"><b>bold</b>' in visitor.log
    assert visitor.page.title() == "Signpost"


@pytest.mark.parametrize(
    ("text", "problem"),
    [("   ", "Type a message, or choose an answer"), ("x" * 2001, "Your message has 2001 characters")],
)
def test_an_empty_or_too_long_message_is_turned_back_kindly_and_kept(visitor, text, problem):
    visitor.begins()
    visitor.taps("Me")
    visitor.page.get_by_label("Your message").fill(text)
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    error = visitor.page.locator("#message-error")
    expect(error).to_contain_text(problem)
    box = visitor.page.get_by_label("Your message")
    expect(box).to_have_attribute("aria-invalid", "true")
    assert "message-error" in box.get_attribute("aria-describedby")
    expect(box).to_have_value(text)


def test_an_address_that_this_page_did_not_make_is_not_taken_up(visitor, served):
    person = served.person()
    person.says("my ex marigold keeps turning up")
    for address in (person.sender, "x" * 32, "..%2f..%2fetc%2fpasswd"):
        visitor.opens(f"/chat/{address}")
        assert "marigold" not in visitor.page.inner_text("body")
    visitor.opens(f"/chat/{person.sender}")
    assert "This page has closed" in visitor.page.inner_text("main")


def test_two_visitors_never_see_each_other(browser, served):
    one, other = (Visitor(browser.new_context(), served.url) for _ in range(2))
    one.begins()
    other.begins()
    one.says("my ex marigold keeps turning up")
    other.taps("Someone I know")
    assert "marigold" not in other.log
    assert one.page.url != other.page.url
    one.context.close()
    other.context.close()


def test_finish_and_erase_forgets_and_begins_anew(visitor):
    visitor.begins()
    visitor.taps("Me")
    visitor.says("my ex marigold keeps turning up")
    visitor.taps("Finish and erase")
    assert "marigold" not in visitor.log
    assert "is forgotten" in visitor.log
    visitor.taps("Someone I know")
    assert "Is anyone in danger right now?" in visitor.log


def test_pages_are_never_cached_and_may_load_nothing_from_elsewhere(scripted):
    response = scripted.page.goto(scripted.url + "/chat")
    assert response.headers["cache-control"] == "no-store"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert response.headers["referrer-policy"] == "no-referrer"


def test_health_says_ready(served):
    assert served.get("/health") == {"ready": True, "parts": {"model": True, "actions": True}}


def test_another_language_is_answered_in_it_and_marked_for_screen_readers(visitor):
    visitor.begins()
    visitor.says("میرا شوہر ہر روز میرے دفتر کے باہر کھڑا رہتا ہے")
    line = visitor.page.locator("p[lang=ur]").first
    assert line.get_attribute("dir") == "rtl"
    assert "999" in line.inner_text()
    assert line.get_by_role("link", name="999").count() == 1
