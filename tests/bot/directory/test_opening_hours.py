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


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-20T09:00", True),  # a Friday
        ("2026-11-20T08:59", False),
        ("2026-11-20T17:00", False),
        ("2026-11-21T12:00", False),  # a Saturday
        ("2026-12-25T12:00", False),  # Christmas Day, a Friday
    ],
)
def test_open_or_closed_is_asked_at_a_moment(at, is_open):
    assert opening_hours.is_open("Mo-Fr 09:00-17:00; PH off", datetime.fromisoformat(at)) is is_open


def test_a_line_that_never_closes_is_open_on_christmas_night():
    assert opening_hours.is_open("24/7", datetime(2026, 12, 25, 3))


def test_hours_that_cannot_be_read_are_told_with_an_example():
    assert opening_hours.fault_in("nine to five") == (
        '"nine to five" is not in opening hours notation, such as "Mo-Fr 09:00-17:00; PH off" or "24/7"'
    )
