"""What of a service may reach a person, and in what words.

The rules, in one place: a number, text number or email of low confidence is never shown; hours of low confidence are
"not confirmed"; an entry left with neither a number nor a web address is not shown at all. Past its ``review_by``, or
once the contract it rests on has ended, an entry is treated as one of low confidence, until somebody has checked it
again; only what ``freshness.yml`` lists is never withheld.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Optional, Union

from bot.directory import opening_hours
from bot.directory.schema import Freshness, NationalService, Service, digits


@dataclass(frozen=True)
class ShownService:
    """A service as it may be shown.

    ``tel`` is the number's digits, for a ``tel:`` link; ``is_open`` None: not known, with ``hours`` set on a bank
    holiday that they say nothing of; ``changes``: when it will open or close next, if known.
    """

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
    changes: Optional[datetime]
    free: bool
    is_stalking_advocacy: bool
    sign_language: bool
    checked: date


def show(
    service: Union[Service, NationalService], at: datetime, nation: Optional[str], freshness: Freshness
) -> Optional[ShownService]:
    """Return what may be shown of a service at a naive United Kingdom time, or None if nothing useful may.

    ``nation`` is the nation of a local service, whose bank holidays it keeps; None for those that are not local.
    """
    sure = service.confidence != "low" and not is_withheld(service, at.date(), freshness)
    phone = service.phone if sure else None
    text = service.text if sure else None
    if not (phone or text or service.url):
        return None
    hours_are_sure = sure and getattr(service, "hours_confidence", None) != "low"
    hours = service.opening_hours if hours_are_sure else None
    state = (
        opening_hours.state(hours, at, nation or holidays_kept_by(service))
        if hours
        else opening_hours.State(None, None)
    )
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
        is_open=state.is_open,
        changes=state.changes,
        free=bool(getattr(service, "free", None)),
        is_stalking_advocacy=getattr(service, "kind", None) == "stalking_advocacy",
        sign_language="deaf" in getattr(service, "needs", ()),
        checked=service.checked,
    )


def is_withheld(service: Union[Service, NationalService], on: date, freshness: Freshness) -> bool:
    """Tell whether an entry is by this day too old to be relied on: past its review, or its contract has ended since it was verified."""
    if service.id in freshness.never_withheld:
        return False
    ended = service.contract_ends is not None and service.contract_ends < on
    return on > service.review_by or (ended and not (service.verified and service.verified > service.contract_ends))


def holidays_kept_by(service: Union[Service, NationalService]) -> str:
    """Return the nation whose bank holidays a service keeps: its own, or England's if it serves several."""
    nations = getattr(service, "nations", [])
    return nations[0] if len(nations) == 1 else opening_hours.ENGLAND
