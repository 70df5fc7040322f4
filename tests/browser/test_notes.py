"""What somebody can take along: after a warning, made in the browser alone, in neutral files."""

from __future__ import annotations

import csv
import io
import re

from playwright.sync_api import expect

from tests.browser.states import STATES


def test_nothing_is_shown_before_the_warning_is_read(visitor):
    STATES["before the notes"](visitor)
    assert "they may find what you save or print" in visitor.page.inner_text("main")
    assert "More than once" not in visitor.page.inner_text("main")
    visitor.page.get_by_role("button", name="Show my notes").click()
    read = visitor.page.inner_text("main")
    for part in (
        "Something keeps happening to me",
        "It is my ex",
        "keeps turning up",
        "0330 333 7 444",
        "What happened",
    ):
        assert part in read
    assert visitor.page.title() == "Signpost"


def test_the_notes_can_be_reached_from_the_ledger_and_lead_back(visitor):
    STATES["what was put down"](visitor)
    address = visitor.page.url
    if visitor.page.locator("details").get_attribute("open") is None:
        visitor.page.get_by_text("What I have noted so far").click()
    visitor.page.get_by_role("link", name="Notes to take with you").click()
    visitor.page.get_by_role("link", name="Back to the conversation").click()
    assert visitor.page.url == address
    assert "keeps turning up" in visitor.log


def test_the_log_is_saved_as_a_spreadsheet_reads_it_and_nothing_is_sent(scripted):
    STATES["log filled in"](scripted)
    sent_before = len(scripted.requests)
    scripted.page.get_by_label("What happened").fill('=1+1 "quoted", second\nline')
    scripted.page.get_by_role("button", name="Add to the log").click()
    expect(scripted.page.get_by_text("The log has 2 so far")).to_be_visible()
    with scripted.page.expect_download() as saved:
        scripted.page.get_by_role("button", name="Save the log for a spreadsheet").click()
    assert saved.value.suggested_filename == "log.csv"
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["Date", "Time", "Place", "What happened"]
    assert rows[1][0] == "3 November"
    assert rows[2][3] == '\'=1+1 "quoted", second\nline'
    assert [url for url in scripted.requests[sent_before:] if not url.startswith("blob:")] == []


def test_the_notes_are_saved_as_plain_text(scripted):
    STATES["log filled in"](scripted)
    with scripted.page.expect_download() as saved:
        scripted.page.get_by_role("button", name="Save as text").click()
    assert saved.value.suggested_filename == "notes.txt"
    text = saved.value.path().read_text("utf-8")
    for part in (
        "What you could say first",
        "keeps turning up",
        "0330 333 7 444",
        "What happened: A car stood outside",
    ):
        assert part in text


def test_an_empty_entry_is_turned_back(scripted):
    STATES["notes"](scripted)
    scripted.page.get_by_role("button", name="Add to the log").click()
    expect(scripted.page.get_by_role("alert")).to_have_text("Fill in one or more of these")


def test_print_leaves_out_what_paper_does_not_need(scripted):
    STATES["notes"](scripted)
    scripted.page.emulate_media(media="print")
    expect(scripted.page.get_by_role("button", name="Exit this page")).to_be_hidden()
    expect(scripted.page.get_by_role("button", name="Add to the log")).to_be_hidden()
    expect(scripted.page.get_by_role("cell")).not_to_have_count(0)
    assert re.search("What you could say first", scripted.page.inner_text("main"))
