"""On a force's own website, another origin: one line puts it there, it can be left, and nobody else may show it."""

from __future__ import annotations

from playwright.sync_api import expect

from bot import paths
from tests.browser.conftest import Embedding, Visitor


def shown_on_a_website(browser, embedding: Embedding, signpost: str) -> Visitor:
    """Open the force's website; its script tag is made to name the assistant of this test."""
    html = (paths.ROOT / "docs" / "demo" / "index.html").read_text("utf-8")
    (embedding.folder / "index.html").write_text(html.replace("http://127.0.0.1:5005", signpost), "utf-8")
    visitor = Visitor(browser.new_context(), embedding.origin)
    visitor.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    visitor.opens("/")
    return visitor


def test_a_conversation_on_another_website(browser, embedding):
    visitor = shown_on_a_website(browser, embedding, embedding.signpost.url)
    frame = visitor.page.frame_locator("iframe[title='Talk it through with Signpost']")
    expect(frame.get_by_text("This page is offered with Essex Police")).to_be_visible()
    frame.get_by_role("button", name="Start", exact=True).click()
    for name in ("Me", "No"):
        frame.get_by_role("button", name=name, exact=True).click()
        expect(frame.get_by_role("button", name=name, exact=True)).to_have_count(0)
    frame.get_by_label("Your message").fill(
        "my ex keeps turning up, i told him to stop and im scared, he finds new ways every time"
    )
    frame.get_by_role("button", name="Send", exact=True).click()
    expect(frame.get_by_role("log")).to_contain_text("my ex keeps turning up")
    assert visitor.context.cookies() == []
    visitor.context.close()


def test_leaving_from_within_leaves_the_whole_website(browser, embedding):
    visitor = shown_on_a_website(browser, embedding, embedding.signpost.url)
    frame = visitor.page.frame_locator("iframe")
    frame.get_by_role("button", name="Start", exact=True).click()
    frame.get_by_role("log").wait_for()
    frame.locator(".govuk-exit-this-page__button").click()
    visitor.page.wait_for_url("https://www.bbc.co.uk/**")
    assert visitor.page.inner_text("body") == "weather"
    visitor.context.close()


def test_a_force_s_area_is_offered_and_not_assumed(scripted):
    scripted.opens("/chat?force=essex")
    scripted.page.get_by_role("button", name="Start", exact=True).click()
    for name in ("Me", "No"):
        scripted.page.get_by_role("button", name=name, exact=True).click()
        expect(scripted.page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    scripted.says(
        "my ex keeps turning up at my work and messaging me from new accounts, i've told him to stop, im scared"
    )
    scripted.taps("Yes, that's right")
    scripted.taps("In Essex, Southend-on-Sea and Thurrock")
    assert "0330 333 7 444" in scripted.log


def test_nobody_who_is_not_named_may_show_it(browser, embedding, served):
    visitor = shown_on_a_website(browser, embedding, served.url)
    expect(visitor.page.locator("iframe")).to_have_count(1)
    frame = visitor.page.frames[-1]
    frame.wait_for_load_state()
    assert "Signpost" not in frame.content()
    visitor.context.close()


def test_a_force_s_colours_are_used(scripted):
    scripted.opens("/chat?force=essex")
    colour = scripted.page.get_by_role("button", name="Start", exact=True).evaluate(
        "e => getComputedStyle(e).backgroundColor"
    )
    assert colour == "rgb(0, 89, 76)"
