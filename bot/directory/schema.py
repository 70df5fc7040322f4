"""What a file of ``data/directory`` may say. Unknown keys are errors; ``null`` means "we looked and could not tell"."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Optional

import phonenumbers
from pydantic import BaseModel, Extra, Field, validator

from bot.directory import opening_hours

Nation = Literal["england", "wales", "scotland", "northern_ireland"]
Confidence = Literal["high", "medium", "low"]
Kind = Literal["stalking_advocacy", "domestic_abuse", "victim_support", "other"]
Need = Literal[
    "anonymity", "crime_reporting", "cyber", "data_protection", "deaf", "domestic_abuse", "emergency", "fraud",
    "honour_based", "housing", "immigrant_bme", "injunction", "intimate_images", "legal", "lgbt", "men", "mental_health",
    "northern_ireland", "older_people", "perpetrator", "police", "scotland", "sexual_violence", "stalking", "suicidal",
    "under_18", "wales", "workplace", "young_people",
]  # fmt: skip
# Numbers shorter than ten digits that are right as they are.
SHORT_NUMBERS = frozenset(
    {"999", "101", "111", "116123", "18000", "18001", "61016", "60777", "85258", "82228", "08001111"}
)


def digits(number: str) -> str:
    """Return the digits of a printed telephone number."""
    return re.sub(r"\D", "", number)


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class Source(_Strict):
    """Where a fact was read: an address or a document, what it says in our words, and the page's own date if it has one."""

    url: str
    says: str
    page_date: Optional[str]


class NotToShow(_Strict):
    """A wrong or old value in circulation that must never reach anyone, and why."""

    value: str
    why: str


class _AnyService(_Strict):
    id: str = Field(regex=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    provider: Optional[str]
    who: str
    phone: Optional[str]
    text: Optional[str]
    chat: Optional[bool]
    opening_hours: Optional[str]
    email: Optional[str]
    url: Optional[str]
    confidence: Confidence
    checked: date
    checked_by: str = Field(min_length=1)
    verified: Optional[date]
    review_by: date
    contract_ends: Optional[date]
    conflict: Optional[str]
    note: Optional[str]
    sources: list[Source] = Field(min_items=1)

    @validator("phone", "text")
    def _is_a_uk_number(cls, value: Optional[str]) -> Optional[str]:
        if value is None:
            return None
        bare = digits(value)
        if not re.fullmatch(r"[0-9 ]+", value):
            raise ValueError(f'"{value}" may hold only digits and spaces')
        if bare in SHORT_NUMBERS:
            return value
        if not re.fullmatch(r"0\d{9,10}", bare):
            raise ValueError(f'"{value}" has {len(bare)} digits; a UK number starts with 0 and has 10 or 11')
        if not phonenumbers.is_valid_number(phonenumbers.parse(bare, "GB")):
            raise ValueError(
                f'"{value}" cannot be a UK number: nobody has been given any that begin like this; check each digit'
            )
        return value

    @validator("opening_hours")
    def _is_opening_hours(cls, value: Optional[str]) -> Optional[str]:
        fault = opening_hours.fault_in(value) if value is not None else None
        if fault:
            raise ValueError(fault)
        return value

    @validator("url")
    def _is_an_address(cls, value: Optional[str]) -> Optional[str]:
        if value is not None and not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value):
            raise ValueError(f'"{value}" is not a web address: start it with https://')
        return value

    @validator("email")
    def _is_an_email(cls, value: Optional[str]) -> Optional[str]:
        if value is not None and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
            raise ValueError(f'"{value}" is not an email address')
        return value

    @validator("verified")
    def _is_no_later_than_the_check(cls, value: Optional[date], values: dict[str, object]) -> Optional[date]:
        checked = values.get("checked")
        if value is not None and isinstance(checked, date) and value > checked:
            raise ValueError(f"{value} is after {checked}, the day it was checked; set checked to the same day")
        return value

    @validator("review_by")
    def _comes_after_the_check(cls, value: date, values: dict[str, object]) -> date:
        checked = values.get("checked")
        if isinstance(checked, date) and value <= checked:
            raise ValueError(f"{value} is not after {checked}, the day it was checked")
        return value

    @property
    def evidence_date(self) -> Optional[str]:
        """Return the newest date that one of its sources bears ("2024", "2024-04", "2024-04-22"), or None."""
        return max((source.page_date for source in self.sources if source.page_date), default=None)


class Service(_AnyService):
    """A local service of one police force area."""

    kind: Kind
    isac: bool
    covers: str
    covers_whole_area: bool
    referral: list[Literal["self", "professional", "police"]]

    @property
    def takes_callers(self) -> bool:
        """Tell whether people may get in touch themselves; where no source says, they may try."""
        return not self.referral or "self" in self.referral


class NationalService(_AnyService):
    """A service for the whole United Kingdom or for some of its nations."""

    needs: list[Need] = Field(min_items=1)
    nations: list[Nation] = Field(min_items=1)
    how: str
    hours_confidence: Optional[Confidence]
    free: Optional[bool]
    do_not_show: list[NotToShow]


class Force(_Strict):
    """One police force area and the services in it."""

    slug: str
    name: str
    area: str
    nation: Nation
    report_online: Optional[str]
    advice_page: Optional[str]
    multi_agency: Optional[str]
    do_not_show: list[NotToShow]
    note: Optional[str]
    services: list[Service]


class LegalFact(_Strict):
    """One point of law: what it is in our words, where it holds, which responses state it, and until when it may be relied on."""

    id: str = Field(regex=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    nations: list[Nation] = Field(min_items=1)
    says: str
    said_in: list[str] = Field(min_items=1)
    confidence: Confidence
    checked: date
    checked_by: str = Field(min_length=1)
    review_by: date
    sources: list[Source] = Field(min_items=1)


class LawFile(_Strict):
    """The file ``law.yml``."""

    legal_words: list[str]
    facts: list[LegalFact]


class Freshness(_Strict):
    """The file ``freshness.yml``: for how many days a check holds, by kind of service, and what is never withheld."""

    holds_for_days: dict[str, int]
    evidence_is_old_after_days: int = Field(ge=1)
    never_withheld: list[str]


class NationalFile(_Strict):
    """The file ``national.yml``."""

    services: list[NationalService]
