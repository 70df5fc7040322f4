"""Opening hours: written in OpenStreetMap's notation, told in plain words, asked at a given moment.

``Mo-Fr 09:00-17:00; Sa 10:00-13:00; PH off`` is the notation (https://wiki.openstreetmap.org/wiki/Key:opening_hours);
the library ``opening-hours-py`` reads it and knows the bank holidays of England. Times are those of the United Kingdom.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from opening_hours import OpeningHours, ParserError

ALWAYS = "24/7"
_DAYS = {
    "Mo": "Monday", "Tu": "Tuesday", "We": "Wednesday", "Th": "Thursday", "Fr": "Friday", "Sa": "Saturday", "Su": "Sunday",
    "PH": "bank holidays",
}  # fmt: skip


def fault_in(hours: str) -> str | None:
    """Return what is wrong with an opening hours text, or None."""
    try:
        OpeningHours(hours, country="GB")
    except ParserError:
        return f'"{hours}" is not in opening hours notation, such as "Mo-Fr 09:00-17:00; PH off" or "24/7"'
    return None


def is_open(hours: str, at: datetime) -> bool:
    """Tell whether a service with these hours is open at ``at`` (a naive time in the United Kingdom)."""
    return _parsed(hours).is_open(at)


def in_words(hours: str) -> str:
    """Tell opening hours in words: ``Monday to Friday, 9am to 5pm; not on bank holidays``."""
    if hours == ALWAYS:
        return "24 hours a day, every day"
    return "; ".join(_rule_in_words(rule.strip()) for rule in hours.split(";"))


@lru_cache(maxsize=512)
def _parsed(hours: str) -> OpeningHours:
    return OpeningHours(hours, country="GB")


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
