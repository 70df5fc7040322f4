"""Opening hours, told in words and asked at a moment."""

from datetime import datetime

import pytest

from bot.directory import opening_hours


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("24/7", "24 hours a day, every day"),
        ("Mo-Fr 09:00-17:00", "Monday to Friday, 9am to 5pm"),
        ("Mo-Su 18:00-24:00", "every day, 6pm to midnight"),
        ("Mo-Fr 08:00-20:00; Sa-Su 09:00-16:00; PH off", "Monday to Friday, 8am to 8pm; Saturday to Sunday, 9am to 4pm; not on bank holidays"),
        ("Mo,Tu,Th,Fr 09:30-16:00; We 13:00-16:00", "Monday, Tuesday, Thursday and Friday, 9.30am to 4pm; Wednesday, 1pm to 4pm"),
        ("Mo-We 09:30-11:30,12:30-14:30", "Monday to Wednesday, 9.30am to 11.30am and 12.30pm to 2.30pm"),
    ],
)  # fmt: skip
def test_hours_are_told_in_words(hours, words):
    assert opening_hours.in_words(hours) == words


OFFICE = "Mo-Fr 09:00-17:00; PH off"


def state(hours: str, at: str, nation: str = "england"):
    return opening_hours.state(hours, datetime.fromisoformat(at), nation)


@pytest.mark.parametrize(
    ("at", "is_open", "changes"),
    [
        ("2026-11-20T09:00", True, "2026-11-20T17:00"),  # a Friday
        ("2026-11-20T08:59", False, "2026-11-20T09:00"),
        ("2026-11-20T17:00", False, "2026-11-23T09:00"),
        ("2026-11-21T12:00", False, "2026-11-23T09:00"),  # a Saturday
        (
            "2026-12-24T18:00",
            False,
            "2026-12-29T09:00",
        ),  # Christmas is on a Friday, so the Monday after is a holiday too
        ("2026-12-31T18:00", False, "2027-01-04T09:00"),
    ],
)
def test_open_or_closed_is_asked_at_a_moment_and_when_it_changes(at, is_open, changes):
    assert state(OFFICE, at) == (is_open, datetime.fromisoformat(changes))


@pytest.mark.parametrize(
    ("nation", "day", "is_open"),
    [
        ("england", "2026-04-06", False),  # Easter Monday
        ("scotland", "2026-04-06", True),
        ("scotland", "2026-11-30", False),  # St Andrew's Day
        ("wales", "2026-11-30", True),
        ("northern_ireland", "2026-03-17", False),  # St Patrick's Day
        ("northern_ireland", "2026-07-13", False),  # the Battle of the Boyne, on the Monday
        ("england", "2026-08-03", True),
        ("scotland", "2026-08-03", False),  # Scotland's summer holiday is at the beginning of August
        ("scotland", "2026-06-15", False),  # proclaimed for the World Cup
        ("scotland", "2026-01-02", False),
    ],
)
def test_each_nation_keeps_its_own_bank_holidays(nation, day, is_open):
    assert state(OFFICE, f"{day}T12:00", nation).is_open is is_open


def test_hours_that_say_nothing_of_bank_holidays_are_not_known_on_one():
    assert state("Mo-Fr 09:00-17:00", "2026-12-25T12:00") == (None, None)
    assert state("Mo-Fr 09:00-17:00", "2026-12-24T18:00").changes == datetime(2026, 12, 29, 9)


def test_hours_of_their_own_on_bank_holidays_are_kept():
    hours = "Mo-Fr 09:00-21:00; Sa-Su,PH 10:00-18:00"
    assert state(hours, "2026-12-25T09:30") == (False, datetime(2026, 12, 25, 10))
    assert state(hours, "2026-12-25T17:59").is_open is True
    assert state(hours, "2026-12-25T19:00").is_open is False


def test_a_line_that_never_closes_is_open_on_christmas_night():
    assert state("24/7", "2026-12-25T03:00") == (True, None)


def test_a_line_that_is_open_past_midnight():
    hours = "Mo-Su 18:00-26:00"
    assert state(hours, "2026-11-21T01:30") == (True, datetime(2026, 11, 21, 2))
    assert state(hours, "2026-11-21T02:00").is_open is False


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        ("2026-03-29T00:59+00:00", "2026-03-29T00:59"),  # clocks go forward at one
        ("2026-03-29T01:00+00:00", "2026-03-29T02:00"),
        ("2026-10-25T00:30+00:00", "2026-10-25T01:30"),  # and back at two: half past one comes twice
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30"),
        ("2026-07-01T08:00+00:00", "2026-07-01T09:00"),
    ],
)
def test_the_clock_is_that_of_the_kingdom_in_summer_and_winter(moment, clock):
    assert opening_hours.uk_time(datetime.fromisoformat(moment)) == datetime.fromisoformat(clock)


def test_a_line_opens_at_nine_by_the_clock_on_the_days_the_clocks_change():
    hours = "Mo-Su 09:00-17:00"
    for day, nine in (("2026-03-29", "08:00"), ("2026-10-25", "09:00")):
        at = opening_hours.uk_time(datetime.fromisoformat(f"{day}T{nine}+00:00"))
        assert opening_hours.state(hours, at).is_open is True


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-20T17:00", "today at 5pm"),
        ("2026-11-21T09:30", "tomorrow at 9.30am"),
        ("2026-11-23T09:00", "on Monday at 9am"),
        ("2026-12-29T09:00", "on Tuesday 29 December at 9am"),
    ],
)
def test_moments_are_told_in_words(moment, words):
    assert opening_hours.moment_in_words(datetime.fromisoformat(moment), datetime(2026, 11, 20, 12)) == words


def test_every_year_has_the_bank_holidays_that_the_law_lays_down():
    # Eight in England and Wales, nine in Scotland, ten in Northern Ireland, besides those kept on another day and those proclaimed.
    least = {"england": 8, "wales": 8, "scotland": 9, "northern_ireland": 10}
    for nation, days in least.items():
        for year in range(2026, 2032):
            assert days <= len(opening_hours.bank_holidays(nation, year)) <= days + 3, (nation, year)


def test_hours_that_nobody_could_be_told_in_words_are_refused():
    assert "more than days, times, PH and off" in opening_hours.fault_in("sunrise-sunset")


def test_hours_that_cannot_be_read_are_told_with_an_example():
    assert opening_hours.fault_in("nine to five") == (
        '"nine to five" is not in opening hours notation, such as "Mo-Fr 09:00-17:00; PH off" or "24/7"'
    )
