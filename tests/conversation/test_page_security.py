"""The page against misuse: headers, forms from elsewhere, floods, size, and whatever is typed."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

PUBLIC = ["/chat", "/chat/device", "/chat/closed", "/support", "/support/essex", "/privacy", "/accessibility"]


@pytest.fixture
def ask(served):
    """Return a function that asks the server without following where it leads."""

    def _ask(method: str, path: str, form: dict | None = None, **headers: str):
        connection = HTTPConnection(urlsplit(served.url).netloc, timeout=30)
        body = urlencode(form) if form is not None else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {**kind, **names})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    return _ask


@pytest.fixture
def conversation(ask) -> str:
    """The address of a conversation that was just begun."""
    answer, _ = ask("POST", "/chat", {})
    assert answer.status == 303
    return answer.headers["Location"]


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_says_what_it_may_load_and_is_kept_nowhere(ask, path):
    answer, _ = ask("GET", path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Set-Cookie" not in answer.headers


def test_no_page_holds_style_or_script_of_its_own(ask, conversation):
    for path in (*PUBLIC, conversation, conversation + "/notes/show"):
        _, html = ask("GET", path)
        assert not re.search(r"<style|<script(?![^>]*src=)|\son\w+=|\sstyle=", html), path


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_a_form_on_another_website_says_nothing_here(ask, conversation, origin):
    answer, _ = ask("POST", conversation, {"turn": "0", "message": "hello"}, Sec_Fetch_Site=origin)
    assert answer.status == 404
    ask("POST", conversation + "/forget", {}, Sec_Fetch_Site=origin)
    answer, html = ask("GET", conversation)
    assert answer.status == 200
    assert "You said" not in html
    assert ask("POST", "/chat", {}, Sec_Fetch_Site=origin)[0].status == 404


def test_a_flood_in_one_conversation_is_slowed_kindly_and_danger_is_still_heard(ask, conversation):
    turns = 0
    for _ in range(80):
        answer, html = ask("POST", conversation, {"turn": str(turns), "message": "he keeps on"})
        if answer.status == 429:
            break
        turns += 1
    assert answer.status == 429
    assert turns == 60
    assert "Please try again in a minute" in html
    assert "999" in html
    answer, _ = ask("POST", conversation, {"always": "danger"})
    assert answer.status == 303
    assert "Call 999 now" in re.sub("<[^>]*>", "", ask("GET", conversation)[1])


def test_what_is_too_large_is_not_read(ask, conversation):
    answer, _ = ask("POST", conversation, {"turn": "0", "message": "x" * 300_000})
    assert answer.status == 413


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "**bold** [a](javascript:alert(1))", "{{ 7*7 }}"],
)
def test_what_is_typed_is_shown_as_text(ask, conversation, typed):
    from markupsafe import escape

    ask("POST", conversation, {"turn": "0", "message": typed})
    _, html = ask("GET", conversation)
    assert str(escape(typed)) in html
    assert typed not in html or typed == str(escape(typed))


def test_an_answer_that_is_sent_twice_counts_once(ask, conversation):
    for _ in range(2):
        assert ask("POST", conversation, {"turn": "0", "choice": "0"})[0].status == 303
    _, html = ask("GET", conversation)
    assert html.count("You said: </span>") == 1


def test_a_message_whose_reply_was_lost_is_shown_when_it_is_sent_again(ask, conversation):
    ask("POST", conversation, {"turn": "0", "message": "my ex keeps turning up"})
    again, html = ask(
        "POST",
        conversation,
        {"turn": "0", "message": "my ex keeps turning up"},
        Accept="text/vnd.signpost.messages+html",
    )
    assert again.status == 200
    assert html.count("my ex keeps turning up") >= 1


def test_nobody_can_begin_a_conversation_at_an_address_of_their_own(ask):
    for address in ("/chat/" + "x" * 32, "/chat/default"):
        assert ask("GET", address)[0].status == 404
        assert ask("POST", address, {"turn": "0", "message": "hello"})[0].status == 404


@pytest.mark.parametrize("way", ["leave", "forget"])
def test_leaving_erases_and_asks_the_browser_to_clear_what_it_holds(ask, conversation, way):
    answer, _ = ask("GET" if way == "leave" else "POST", f"{conversation}/{way}")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert ask("GET", conversation)[0].status == 404


def said(html: str) -> list[str]:
    """Return what the person said, as the page shows it."""
    return [
        re.sub("<[^>]*>", "", part).split("You said: ")[1].strip() for part in html.split("<li ") if "You said" in part
    ]


def test_new_words_on_an_old_page_are_not_thrown_away(ask, conversation):
    """The line broke, the reply was lost, and the person wrote more into the same box before sending again."""
    ask("POST", conversation, {"turn": "0", "message": "my ex keeps turning up"})
    ask("POST", conversation, {"turn": "0", "message": "my ex keeps turning up. he is outside now"})
    _, html = ask("GET", conversation)
    assert said(html) == ["my ex keeps turning up", "my ex keeps turning up. he is outside now"]
    assert "Call 999 now" in re.sub("<[^>]*>", "", html)


def test_spaces_of_every_kind_keep_words_apart(ask, conversation):
    ask("POST", conversation, {"turn": "0", "message": "hes\u00a0outside\tmy\u202fdoor"})
    _, html = ask("GET", conversation)
    assert said(html) == ["hes outside my door"]
    assert "Call 999 now" in re.sub("<[^>]*>", "", html)


def test_danger_in_a_conversation_that_is_gone_leads_to_help_at_once(ask, conversation):
    ask("POST", conversation + "/forget", {})
    answer, _ = ask("POST", conversation, {"always": "danger"})
    assert (answer.status, answer.headers["Location"]) == (303, "/urgent")
    _, html = ask("GET", "/urgent")
    assert "cough or tap the phone" in html


def test_what_cannot_be_sent_is_led_back_with_its_words_once(ask, conversation):
    """A page that answers a post stays in the browser with all that was posted."""
    answer, _ = ask("POST", conversation, {"turn": "0", "message": "marigold " * 300})
    assert (answer.status, answer.headers["Location"]) == (303, conversation)
    _, html = ask("GET", conversation)
    assert "marigold" in html
    assert "Please make it 2000 or fewer" in html
    assert "marigold" not in ask("GET", conversation)[1]


@pytest.mark.parametrize(
    "form", [{"turn": "²", "choice": "²"}, {"turn": "9" * 30, "message": "hi"}, {"choice": "-1", "turn": "0"}, {}]
)
def test_a_form_nobody_could_have_sent_breaks_nothing(ask, conversation, form):
    assert ask("POST", conversation, form)[0].status == 303
    assert ask("GET", conversation)[0].status == 200
