"""What a reviewer should check next in the directory, the worst first.

The worst is what could mislead most: a number shown for stalking that nobody has confirmed with the service itself,
then contracts that have ended, entries past their review, sources that contradict each other, and old or undated
evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import Iterator, Optional

from bot.directory.directory import AnyService, Directory, kind_of
from bot.directory.showing import is_withheld

SOON = timedelta(days=30)


class Why(IntEnum):
    """Why an entry should be looked at; the smaller, the more urgent."""

    PAST_REVIEW = 1
    CONTRACT_ENDED = 2
    CONFLICT = 3
    STALKING_NEVER_VERIFIED = 4
    CONTRACT_ENDS_SOON = 5
    REVIEW_DUE_SOON = 6
    NO_WAY_TO_REACH = 7
    LOW_CONFIDENCE = 8
    OLD_EVIDENCE = 9
    NEVER_VERIFIED = 10


@dataclass(frozen=True)
class Finding:
    """One entry to look at: where it stands, why, what it says now, and what to do."""

    why: Why
    file: str
    service: AnyService
    says: str
    mend: str


def findings(directory: Directory, on: date, force: Optional[str] = None) -> list[Finding]:
    """Return what should be checked on a day, the worst first; each entry once, for its worst reason.

    Args:
        directory: the directory.
        on: the day of the review.
        force: only this police force area's own services; None: all, the national ones too.
    """
    found = []
    for file, service in directory.services():
        if force is None or file == f"forces/{force}.yml":
            found += list(_of(service, file, directory, on))[:1]
    return sorted(
        found, key=lambda finding: (finding.why, kind_of(finding.service) != "stalking_advocacy", finding.file)
    )


def _of(service: AnyService, file: str, directory: Directory, on: date) -> Iterator[Finding]:
    """Yield the reasons to look at one entry, the worst first."""

    def finding(why: Why, says: str, mend: str) -> Finding:
        return Finding(why, file, service, says, mend)

    ring = f"Ring {service.phone}" if service.phone else f"Look at {service.url}" if service.url else "Search for it"
    withheld = is_withheld(service, on, directory.freshness)
    ends, stalking = service.contract_ends, kind_of(service) == "stalking_advocacy"
    shows_number = bool(service.phone or service.text) and service.confidence != "low"
    if ends is not None and ends < on and not (service.verified and service.verified > ends):
        yield finding(
            Why.CONTRACT_ENDED,
            f"its contract ended on {_day(ends)}; people see its name and web page only",
            f"{ring} and ask who runs it now; then set contract_ends and verified",
        )
    if on > service.review_by:
        shown = "people see its name and web page only" if withheld else "it is shown all the same (freshness.yml)"
        mend = f"{ring}, then set checked, checked_by and review_by"
        yield finding(Why.PAST_REVIEW, f"should have been checked by {_day(service.review_by)}; {shown}", mend)
    if service.conflict:
        yield finding(
            Why.CONFLICT,
            f"sources contradict each other: {service.conflict}",
            f"{ring}; keep what is so, set conflict to null",
        )
    if stalking and service.verified is None and shows_number:
        mend = f"{ring}, say who you are, and read the entry to them; then set verified"
        yield finding(Why.STALKING_NEVER_VERIFIED, "a stalking service whose number nobody has confirmed with it", mend)
    if ends is not None and on <= ends < on + SOON:
        yield finding(Why.CONTRACT_ENDS_SOON, f"its contract ends on {_day(ends)}", f"{ring} and ask what comes after")
    if on <= service.review_by < on + SOON:
        yield finding(
            Why.REVIEW_DUE_SOON,
            f"is to be checked by {_day(service.review_by)}",
            f"{ring}, then set checked and review_by",
        )
    if not (service.phone or service.text or service.url):
        yield finding(
            Why.NO_WAY_TO_REACH,
            "has neither a number nor a web page, so nobody is shown it",
            "Find one, with its source",
        )
    if service.confidence == "low":
        yield finding(
            Why.LOW_CONFIDENCE,
            "of low confidence: its numbers are not shown",
            f"{ring}; raise confidence if it is confirmed",
        )
    if _is_old(service.evidence_date, on, directory.freshness.evidence_is_old_after_days):
        says = f"newest dated source: {service.evidence_date}" if service.evidence_date else "no source bears a date"
        yield finding(Why.OLD_EVIDENCE, says, "Find a newer page of the service itself, and add it to sources")
    if service.verified is None and shows_number:
        yield finding(
            Why.NEVER_VERIFIED,
            "its number was read on pages, not confirmed with the service",
            f"{ring}, then set verified",
        )


def _is_old(evidence: Optional[str], on: date, days: int) -> bool:
    """Tell whether a date such as "2024", "2024-04" or "2024-04-22", taken as late as it can mean, is too long ago."""
    if evidence is None:
        return True
    latest = {1: "-12-28", 2: "-28", 3: ""}[len(evidence.split("-"))]
    return on - date.fromisoformat(evidence + latest) > timedelta(days)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
