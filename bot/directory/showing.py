"""What of a service may reach a person, and in what words.

The rules, in one place: a number, text number or email of low confidence is never shown; hours of low confidence are
"not confirmed"; an entry left with neither a number nor a web address is not shown at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Optional, Union

from bot.directory import opening_hours
from bot.directory.schema import NationalService, Service, digits


@dataclass(frozen=True)
class ShownService:
    """A service as it may be shown. ``tel`` is the number's digits, for a ``tel:`` link; ``is_open`` None: not known."""

    id: str
    name: str
    who: str
    how: Optional[str]
    phone: Optional[str]
    tel: Optional[str]
    text: Optional[str]
    chat: bool
    email: Optional[str]
    url: Optional[str]
    hours: Optional[str]
    is_open: Optional[bool]
    free: bool
    is_stalking_advocacy: bool
    checked: date


def show(service: Union[Service, NationalService], at: datetime) -> Optional[ShownService]:
    """Return what may be shown of a service at a naive United Kingdom time, or None if nothing useful may."""
    sure = service.confidence != "low"
    phone = service.phone if sure else None
    text = service.text if sure else None
    if not (phone or text or service.url):
        return None
    hours_are_sure = sure and getattr(service, "hours_confidence", None) != "low"
    hours = service.opening_hours if hours_are_sure else None
    return ShownService(
        id=service.id,
        name=service.name,
        who=service.who,
        how=getattr(service, "how", None),
        phone=phone,
        tel=digits(phone) if phone else None,
        text=text,
        chat=bool(service.chat) and sure,
        email=service.email if sure else None,
        url=service.url,
        hours=opening_hours.in_words(hours) if hours else None,
        is_open=opening_hours.is_open(hours, at) if hours else None,
        free=bool(getattr(service, "free", None)),
        is_stalking_advocacy=getattr(service, "kind", None) == "stalking_advocacy",
        checked=service.checked,
    )
