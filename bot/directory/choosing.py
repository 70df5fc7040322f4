"""Choose up to three services for one person, by the rules of ``data/directory/choosing.yml``.

The rules are read from the top; each that fits the person adds services to a list; the first three that can be shown
are the answer. Every choice carries the name of the rule that made it, which is its reason in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Iterator, Literal, Optional, Union

from pydantic import BaseModel, Extra, Field

from bot.directory.opening_hours import ALWAYS
from bot.directory.schema import Force, Freshness, Kind, Nation, NationalService, Need, Service
from bot.directory.showing import ShownService, show

Relationship = Literal[
    "ex_partner",
    "partner",
    "family",
    "friend",
    "colleague",
    "neighbour",
    "acquaintance",
    "stranger",
    "online",
    "unknown",
]

Said = Union[Need, Literal["not_by_phone", "on_trains", "welsh"]]


@dataclass(frozen=True)
class Person:
    """What choosing looks at; None means not known. ``at`` is a naive time in the United Kingdom.

    ``place`` is where they live in words, the town first ("St Helens, Merseyside"). ``needs`` is what they said of
    themselves: needs of ``national.yml``, ``not_by_phone``, ``on_trains``, ``welsh``.
    """

    at: datetime
    force: Optional[str] = None
    nation: Optional[str] = None
    place: Optional[str] = None
    relationship: Optional[str] = None
    under_18: Optional[bool] = None
    online: Optional[bool] = None
    immediate_danger: Optional[bool] = None
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choice:
    """One chosen service as it may be shown, and why: the name of the rule."""

    service: ShownService
    why: str


class When(BaseModel, extra=Extra.forbid):
    """To whom a rule applies; what is left out does not matter."""

    immediate_danger: Optional[bool]
    under_18: Optional[bool]
    online: Optional[bool]
    relationship: Optional[list[Relationship]]
    needs: Optional[list[Said]]
    nation: Optional[list[Nation]]

    def fits(self, person: Person) -> bool:
        """Tell whether the rule applies to this person. Not known counts as false."""
        flags = ("immediate_danger", "under_18", "online")
        return (
            all(getattr(self, f) is None or getattr(self, f) == bool(getattr(person, f)) for f in flags)
            and (self.relationship is None or person.relationship in self.relationship)
            and (self.needs is None or not person.needs.isdisjoint(self.needs))
            and (self.nation is None or person.nation in self.nation)
        )


class Offer(BaseModel, extra=Extra.forbid):
    """Which services a rule adds: one by its id, all that meet a need in the nation, or the local ones of a kind.

    Local means for everyone in the force area; ``part_of_area`` adds those for some of its districts: ``all`` of them,
    or ``named``, only those that name the person's own town.
    """

    id: Optional[str]
    need: Optional[Need]
    local: Optional[Kind]
    part_of_area: Optional[Literal["all", "named"]]


class Rule(BaseModel, extra=Extra.forbid):
    """One rule: its name is its reason, in words that a reviewer would use."""

    name: str
    when: When = When()
    offer: list[Offer] = Field(min_items=1)


class ChoosingRules(BaseModel, extra=Extra.forbid):
    """The file ``choosing.yml``."""

    how_many: int = Field(ge=1)
    how_many_with_needs: int = Field(ge=1)
    always_among_them: str
    text_or_chat_first: list[Said]
    in_this_order: list[Rule]


def choose(
    person: Person,
    national: dict[str, NationalService],
    force: Optional[Force],
    rules: ChoosingRules,
    freshness: Freshness,
) -> list[Choice]:
    """Return the services to show, the best first.

    In danger only the rules for danger apply. Otherwise ``always_among_them`` is always one of them, and where a
    service is known that answers at this hour, one of them does.
    """
    candidates = list(_candidates(person, national, force, rules, freshness))
    how_many = rules.how_many_with_needs if person.needs else rules.how_many
    if person.immediate_danger:
        return candidates[:how_many]
    if not person.needs.isdisjoint(rules.text_or_chat_first):
        candidates.sort(
            key=lambda choice: not (choice.service.text or choice.service.chat or choice.service.sign_language)
        )
    chosen = candidates[:how_many]
    if all(choice.service.id != rules.always_among_them for choice in chosen):
        always = next((c for c in candidates if c.service.id == rules.always_among_them), None)
        chosen = [*chosen[: how_many - 1], always] if always else chosen
    if not any(choice.service.is_open for choice in chosen):
        now = next((c for c in candidates if c.service.is_open and c not in chosen), None)
        replaceable = [i for i, c in enumerate(chosen) if i > 0 and c.service.id != rules.always_among_them]
        if now is not None and replaceable:
            chosen[replaceable[-1]] = now
    return chosen


def _candidates(
    person: Person,
    national: dict[str, NationalService],
    force: Optional[Force],
    rules: ChoosingRules,
    freshness: Freshness,
) -> Iterator[Choice]:
    """Yield every service that may be shown to this person, in the order of the rules, none twice.

    A local entry that only repeats the number of the line everybody is given is left out in favour of that line.
    """
    everybodys = show(national[rules.always_among_them], person.at, None, freshness)
    seen: set[str] = set()
    nation = person.nation or (force.nation if force else None)
    for rule in rules.in_this_order:
        if bool(rule.when.immediate_danger) != bool(person.immediate_danger) or not rule.when.fits(person):
            continue
        for offer in rule.offer:
            for service in _offered(offer, national, force, nation, person.place):
                shown = show(service, person.at, None if offer.local is None else force.nation, freshness)
                # The same line often stands in several entries under different names.
                if shown is None or (shown.tel and shown.tel == everybodys.tel and shown.id != everybodys.id):
                    continue
                keys = {shown.id, shown.tel or shown.id}
                if not keys & seen:
                    seen |= keys
                    yield Choice(shown, rule.name)


def _offered(
    offer: Offer,
    national: dict[str, NationalService],
    force: Optional[Force],
    nation: Optional[str],
    place: Optional[str],
) -> list[Union[Service, NationalService]]:
    if offer.local is not None:
        local = [s for s in (force.services if force else []) if s.kind == offer.local and s.takes_callers]
        local = [s for s in local if s.covers_whole_area or _serves(s, offer.part_of_area, place)]
        # What covers everyone comes first, then what can be rung, then what is surest.
        return sorted(local, key=lambda s: (not s.covers_whole_area, not s.phone, s.confidence != "high"))
    if offer.id is not None:
        service = national[offer.id]
        return [service] if nation in service.nations or (nation is None and len(service.nations) == 4) else []
    meeting = [s for s in national.values() if offer.need in s.needs]
    meeting = [s for s in meeting if (nation in s.nations if nation else len(s.nations) == 4)]
    # A line made for the nation comes before one for the whole kingdom; one that never closes before the others.
    return sorted(meeting, key=lambda s: (len(s.nations), s.opening_hours != ALWAYS))


def _serves(service: Service, which: Optional[str], place: Optional[str]) -> bool:
    """Tell whether a service for part of the area is wanted: any at all, or one that names the person's town."""
    if which == "named":
        town = (place or "").split(",")[0]
        return bool(town) and re.search(rf"\b{re.escape(town)}\b", service.covers, re.IGNORECASE) is not None
    return which == "all"
