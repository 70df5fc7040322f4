"""Text becomes HTML: always escaped, with numbers to call and addresses to follow."""

import pytest

from bot.web.pages import linked


@pytest.mark.parametrize(
    ("text", "tel"),
    [
        ("Call 999 now", "999"), ("on 0808 802 0300.", "08088020300"), ("on 0330 333 7 444, free", "03303337444"),
        ("call 116 123", "116123"), ("call 101 when", "101"), ("on 0800 555 111", "0800555111"), ("(08 08 16 89 111)", "08081689111"),
    ],
)  # fmt: skip
def test_numbers_can_be_tapped(text, tel):
    assert f'href="tel:{tel}"' in linked(text, "(new tab)")


@pytest.mark.parametrize(
    "text", ["Press 55 when", "in November 2026", "the Act of 1997", "CM1 1AB", "1. When the operator", "10 years"]
)
def test_other_numbers_are_left_alone(text):
    assert "<a" not in linked(text, "(new tab)")


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("See https://example.org/a?b=1.", "https://example.org/a?b=1"),
        ("use 999bsl.co.uk.", "https://999bsl.co.uk"),
        ("free: thecyberhelpline.com/gethelp", "https://thecyberhelpline.com/gethelp"),
    ],
)  # fmt: skip
def test_addresses_can_be_followed(text, href):
    assert f'href="{href}" rel="noreferrer noopener"' in linked(text, "(new tab)")


def test_an_address_with_digits_is_not_taken_for_a_number():
    assert "tel:" not in linked("https://example.org/0808802030099", "(new tab)")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "<b>call 999</b>"]
)
def test_markup_is_shown_as_text(text):
    html = linked(text, "(new tab)")
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
