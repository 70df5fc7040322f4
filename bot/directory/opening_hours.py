"""Opening hours: written in OpenStreetMap's notation, told in plain words, asked at a given moment.

``Mo-Fr 09:00-17:00; Sa 10:00-13:00; PH off`` is the notation (https://wiki.openstreetmap.org/wiki/Key:opening_hours);
the library ``opening-hours-py`` reads it. ``PH`` are the bank holidays of one nation, which the library ``holidays``
knows. Times are naive times of the United Kingdom, as clocks there show them.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, Optional
from zoneinfo import ZoneInfo

from holidays import country_holidays
from opening_hours import OpeningHours, ParserError

ALWAYS = "24/7"
ENGLAND = "england"
_SUBDIVISION = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
_DAYS = {
    "Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday", "Fr": "Friday", "Sa": "Saturday", "Su": "Sunday",
    "PH": "bank holidays",
}  # fmt: skip
_RULE = re.compile(r"(?P<days>[A-Z][A-Za-z,-]*) (?P<times>off|[0-9:,-]+)")


class State(NamedTuple):
    """Whether a service is open at a moment; ``is_open`` None: nobody can tell. ``changes``: when that will change, if known."""

    is_open: Optional[bool]
    changes: Optional[datetime]


def fault_in(hours: str) -> str | None:
    """Return what is wrong with an opening hours text, or None."""
    example = 'such as "Mo-Fr 09:00-17:00; PH off" or "24/7"'
    try:
        OpeningHours(hours)
    except ParserError:
        return f'"{hours}" is not in opening hours notation, {example}'
    # What the library reads, but nobody could be told in words.
    rules = [_RULE.fullmatch(rule.strip()) for rule in hours.split(";")]
    if hours != ALWAYS and not all(rule and _known_days(rule["days"]) for rule in rules):
        return f'"{hours}" has more than days, times, PH and off in it; write it as plainly as these: {example}'
    return None


def state(hours: str, at: datetime, nation: str = ENGLAND) -> State:
    """Tell whether a service with these hours is open at ``at``, and when that will change.

    On a bank holiday of its ``nation`` that the hours say nothing about, nobody can tell; it then counts as closed when
    the next opening is looked for.
    """
    if hours == ALWAYS:
        return State(True, None)
    says_holidays = "PH" in hours
    if not says_holidays and at.date() in bank_holidays(nation, at.year):
        return State(None, None)
    written = hours if says_holidays else f"{hours}; PH off"
    known = _on_dates(written, nation, at.year)
    return State(known.is_open(at), known.next_change(at))


def uk_time(moment: datetime) -> datetime:
    """Return what clocks in the United Kingdom show at a moment that knows its zone, without a zone: summer time is in it."""
    return moment.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)


def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """Return the bank holidays of a nation in a year with their names (https://www.gov.uk/bank-holidays, by ``holidays``)."""
    return dict(_bank_holidays(nation, year))


def in_words(hours: str) -> str:
    """Tell opening hours in words: ``Monday to Friday, 9am to 5pm; not on bank holidays``."""
    if hours == ALWAYS:
        return "24 hours a day, every day"
    return "; ".join(_rule_in_words(rule.strip()) for rule in hours.split(";"))


def moment_in_words(moment: datetime, at: datetime) -> str:
    """Tell when something will be, seen from ``at``: ``today at 5pm``, ``on Monday at 9am``, ``on Monday 4 January at 9am``."""
    time = _time_in_words(f"{moment:%H:%M}")
    days = (moment.date() - at.date()) // timedelta(days=1)
    if days < 2:
        return f"{'tomorrow' if days else 'today'} at {time}"
    return f"on {moment:%A} at {time}" if days < 7 else f"on {moment:%A} {moment.day} {moment:%B} at {time}"


@lru_cache(maxsize=16)
def _bank_holidays(nation: str, year: int) -> tuple[tuple[date, str], ...]:
    return tuple(country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year).items())


@lru_cache(maxsize=1024)
def _on_dates(hours: str, nation: str, year: int) -> OpeningHours:
    """Read hours with bank holidays written out as dates, this year's and the next one's: the library knows only those all nations share."""
    days = sorted({**bank_holidays(nation, year), **bank_holidays(nation, year + 1)})
    dates = ",".join(f"{day:%Y %b %d}" for day in days)
    rules = []
    for rule in (_RULE.fullmatch(rule.strip()) for rule in hours.split(";")):
        weekdays = ",".join(part for part in rule["days"].split(",") if part != "PH")
        rules += [f"{weekdays} {rule['times']}"] if weekdays else []
        rules += [f"{dates} {rule['times']}"] if weekdays != rule["days"] else []
    return OpeningHours("; ".join(rules))


def _known_days(days: str) -> bool:
    return all(day in _DAYS for part in days.split(",") for day in part.split("-"))


def _rule_in_words(rule: str) -> str:
    days, _, times = rule.partition(" ")
    if times == "off":
        return f"not on {_days_in_words(days)}"
    if days == "Mo-Su":
        return f"every day, {_times_in_words(times)}"
    return f"{_days_in_words(days)}, {_times_in_words(times)}"


def _days_in_words(days: str) -> str:
    parts = [" to ".join(_DAYS[day] for day in part.split("-")) for part in days.split(",")]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def _times_in_words(times: str) -> str:
    return " and ".join(" to ".join(map(_time_in_words, span.split("-"))) for span in times.split(","))


def _time_in_words(time: str) -> str:
    hour, minute = map(int, re.fullmatch(r"(\d\d):(\d\d)", time).groups())
    if minute == 0 and hour % 24 == 0:
        return "midnight"
    if minute == 0 and hour == 12:
        return "midday"
    half = "am" if hour % 24 < 12 else "pm"
    return f"{hour % 12 or 12}{f'.{minute:02}' if minute else ''}{half}"
