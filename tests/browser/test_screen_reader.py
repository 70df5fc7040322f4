"""What a screen reader is told: names, order, what is announced and how often, and where the focus goes."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import STORY

ANNOUNCED = """
window.added = [];
new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(
  node => node.nodeType === 1 && window.added.push(node.innerText.trim()))))
  .observe(document.querySelector('[role=log] ol'), {childList: true});
"""


def tree(visitor) -> str:
    """Return the page as assistive technology gets it: roles and names, as YAML."""
    return visitor.page.locator("body").aria_snapshot()


def test_the_start_page_reads_well(visitor):
    visitor.opens()
    read = tree(visitor)
    assert read.index('button "Exit this page"') < read.index('link "Call 999"') < read.index("heading")
    assert 'heading "Is someone\'s behaviour worrying you?" [level=1]' in read
    assert 'heading "Before you start: could someone see this screen?" [level=2]' in read
    assert 'button "Start"' in read


def test_a_conversation_reads_well(visitor):
    visitor.begins()
    read = tree(visitor)
    assert (
        read.index('button "Exit this page"') < read.index('log "Conversation"') < read.index('textbox "Your message"')
    )
    assert "Signpost said: Hello." in read.replace("\n", " ") or "Signpost said" in read
    assert 'group "Choose an answer"' in read
    for choice in ("Me", "Someone I know", "I'm trying this out for work"):
        assert f'button "{choice}"' in read
    visitor.says("my ex keeps turning up")
    said = visitor.page.get_by_role("log").get_by_role("listitem").filter(has_text="You said")
    expect(said.last).to_contain_text("my ex keeps turning up")


def test_what_may_be_changed_says_what_it_changes(visitor):
    visitor.begins()
    visitor.taps("Me")
    visitor.says(STORY)
    if visitor.page.locator("details").get_attribute("open") is None:
        visitor.page.get_by_text("What I have noted so far").click()
    expect(visitor.page.get_by_role("button", name="Change More than once")).to_be_visible()


def test_every_new_reply_is_announced_once_in_order_and_nothing_is_read_again(scripted):
    """Additions to a live log are announced; what was there must not be added anew."""
    scripted.begins()
    scripted.page.evaluate(ANNOUNCED)
    before = scripted.page.locator("[role=log] li").count()
    scripted.taps("Me")
    scripted.taps("No")
    added = scripted.page.evaluate("window.added")
    shown = scripted.page.locator("[role=log] li").all_inner_texts()
    assert added == [text.strip() for text in shown[before:]]
    assert len(added) == len(set(added))


def test_while_a_reply_is_on_its_way_choices_are_disabled_and_the_chosen_one_is_named(scripted):
    scripted.begins()
    scripted.context.route(scripted.page.url, lambda route: None)
    scripted.page.get_by_role("button", name="Me", exact=True).click()
    expect(scripted.page.locator("[data-status]")).to_have_text("You chose: Me. Signpost is reading your message")
    for name in ("Me", "Someone I know", "Send"):
        expect(scripted.page.get_by_role("button", name=name, exact=True)).to_be_disabled()


def test_somebody_who_types_keeps_the_focus_where_they_type(scripted):
    scripted.begins()
    scripted.page.get_by_label("Your message").fill("its for me")
    with scripted.reply():
        scripted.page.keyboard.press("Enter")
    assert scripted.page.evaluate("document.activeElement.id") == "message"


def test_what_is_typed_while_a_reply_is_on_its_way_is_not_lost(scripted):
    scripted.begins()
    held = []
    scripted.context.route(scripted.page.url, lambda route: held.append(route))
    scripted.page.get_by_role("button", name="Me", exact=True).click()
    scripted.page.get_by_label("Your message").fill("its my ex")
    while not held:
        scripted.page.evaluate("() => new Promise(requestAnimationFrame)")
    with scripted.reply():
        held[0].continue_()
    expect(scripted.page.get_by_label("Your message")).to_have_value("its my ex")
    assert scripted.page.evaluate("document.activeElement.id") == "message"


def test_return_held_down_sends_once(scripted):
    scripted.begins()
    held = []
    scripted.context.route(scripted.page.url, lambda route: held.append(route))
    scripted.page.get_by_label("Your message").fill("its my ex")
    for _ in range(3):
        scripted.page.keyboard.press("Enter")
    expect(scripted.page.locator("[data-status]")).to_have_text("Signpost is reading your message")
    with scripted.reply():
        held[0].continue_()
    assert len(held) == 1
    assert scripted.log.count("its my ex") == 1


def test_somebody_who_taps_starts_at_the_new_choices(scripted):
    scripted.begins()
    scripted.taps("Me")
    assert scripted.page.evaluate("document.activeElement.hasAttribute('data-controls')")
    scripted.page.keyboard.press("Tab")
    assert scripted.page.evaluate("document.activeElement.innerText") == "Yes, in danger now"


def test_loading_a_page_moves_no_focus(visitor):
    for path in ("/chat", "/support", "/privacy"):
        visitor.opens(path)
        assert visitor.page.evaluate("document.activeElement === document.body")


def test_an_error_is_tied_to_its_box(visitor):
    visitor.begins()
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    box = visitor.page.get_by_label("Your message")
    expect(box).to_have_attribute("aria-invalid", "true")
    described = box.get_attribute("aria-describedby").split()
    texts = [visitor.page.locator(f"#{name}").inner_text() for name in described]
    assert any("Type a message, or choose an answer" in text for text in texts)


def test_the_whole_way_to_help_by_keyboard_in_at_most_forty_presses(scripted):
    """Typed words count as one press each: what is measured is how far away things are."""
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        pressed += 1
        scripted.page.keyboard.press(key)

    def until(is_there: str, key: str = "Tab") -> None:
        for _ in range(20):
            if scripted.page.evaluate(is_there):
                return
            press(key)
        raise AssertionError(f"{is_there} was not reached")

    def on(name: str) -> str:
        return f'document.activeElement.innerText === "{name}"'

    def type_words(words: str) -> None:
        nonlocal pressed
        pressed += len(words.split())
        scripted.page.keyboard.type(words)

    scripted.opens()
    until(on("Start"))
    press("Enter")
    scripted.page.wait_for_url("**/chat/*")
    until(on("Me"))
    with scripted.reply():
        press("Enter")
    until(on("No"))
    with scripted.reply():
        press("Enter")
    until("document.activeElement.id === 'message'")
    type_words("my ex keeps turning up and im scared")
    with scripted.reply():
        press("Enter")
    until(on("See who can help"))
    with scripted.reply():
        press("Enter")
    assert "0808 802 0300" in scripted.log
    assert pressed <= 40, pressed


def press_alt_9(visitor) -> None:
    """Press Alt and 9. Playwright's own keyboard leaves out what browsers look at for access keys."""
    line = visitor.context.new_cdp_session(visitor.page)
    key = {"modifiers": 1, "key": "9", "code": "Digit9", "windowsVirtualKeyCode": 57, "unmodifiedText": "9"}
    line.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
    line.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def test_danger_is_one_tap_or_two_keys_away_from_everywhere(visitor):
    for path in ("/chat", "/chat/device", "/support", "/privacy", "/chat/nobody-knows-this-address"):
        visitor.opens(path)
        press_alt_9(visitor)
        visitor.page.wait_for_url(re.compile("/urgent$|/chat/.{32}$"))
        assert "call 999" in visitor.page.inner_text("main").lower()
    visitor.begins()
    with visitor.reply():
        press_alt_9(visitor)
    assert "Call 999 now" in visitor.log
