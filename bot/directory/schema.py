"""What a file of ``data/directory`` may say. Unknown keys are errors; ``null`` means "we looked and could not tell"."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Optional

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
    note: Optional[str]
    sources: list[Source] = Field(min_items=1)

    @validator("phone", "text")
    def _is_a_uk_number(cls, value: Optional[str]) -> Optional[str]:
        if value is None:
            return None
        bare = digits(value)
        if not re.fullmatch(r"[0-9 ]+", value):
            raise ValueError(f'"{value}" may hold only digits and spaces')
        if bare not in SHORT_NUMBERS and not re.fullmatch(r"0\d{9,10}", bare):
            raise ValueError(f'"{value}" has {len(bare)} digits; a UK number starts with 0 and has 10 or 11')
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


class Service(_AnyService):
    """A local service of one police force area."""

    kind: Kind
    isac: bool
    covers: str
    covers_whole_area: bool
    referral: list[Literal["self", "professional", "police"]]


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


class NationalFile(_Strict):
    """The file ``national.yml``."""

    services: list[NationalService]
