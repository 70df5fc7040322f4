"""What a browser shows that knows neither style nor script: lynx, w3m, a braille terminal."""

from __future__ import annotations

import urllib.parse
import urllib.request
from html.parser import HTMLParser

import yaml

from bot import paths

WORDS = yaml.safe_load((paths.DATA / "page" / "words.yml").read_text("utf-8"))


class Text(HTMLParser):
    """The text of a page; such browsers show what is hidden, and what is in a template."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data


def page(address: str, form: dict[str, str] | None = None) -> tuple[str, str]:
    """Open a page, or send a form and follow where it leads; return where that is, and its text."""
    body = urllib.parse.urlencode(form).encode() if form is not None else None
    origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(address))
    request = urllib.request.Request(address, body, {"Origin": origin})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.url, Text(answer.read().decode()).text


def test_a_whole_conversation_can_be_read_and_nothing_is_shown_that_is_kept_ready_for_later(served):
    pages = [page(f"{served.url}/chat")[1]]
    where, text = page(f"{served.url}/chat", {})
    pages.append(text)
    told = (
        "my ex keeps turning up at my work and im scared",
        "for me",
        "no",
        "yes",
        "yes i hate it",
        "yes thats right",
        "essex",
    )
    for says in told:
        _, text = page(where, {"message": says})
        pages.append(text)
    assert "0808 802 0300" in pages[-1]
    for text in pages:
        assert "call 999" in text.lower()
        for kept in ("trouble_heading", "trouble_kept", "trouble_back", "hidden_note", "idle_warning"):
            assert WORDS[kept] not in text
