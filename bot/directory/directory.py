"""Read and check ``data/directory``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Iterator, Optional, Type, Union, get_args

import yaml
from pydantic import BaseModel, ValidationError

from bot.directory.choosing import Choice, ChoosingRules, Person, choose
from bot.directory.errors import DirectoryError
from bot.directory.schema import (
    Force,
    Freshness,
    LawFile,
    LegalFact,
    NationalFile,
    NationalService,
    Need,
    Service,
    digits,
)
from bot.directory.showing import ShownService, show
from bot.faults import fault_in_words

# The line that every list of help holds.
HELPLINE = "national-stalking-helpline"
AnyService = Union[Service, NationalService]


class Directory:
    """Every service we know, checked. Read it once and share it; it is read-only."""

    def __init__(
        self,
        national: list[NationalService],
        forces: dict[str, Force],
        rules: ChoosingRules,
        freshness: Freshness,
        law: LawFile,
    ) -> None:
        self.national = {service.id: service for service in national}
        self.forces = forces
        self.freshness = freshness
        self.law = law
        self._rules = rules

    @classmethod
    def read(cls, folder: Path) -> Directory:
        """Read and check the folder.

        Raises:
            DirectoryError: something is wrong; it lists every fault with its file, entry, field and mend.
        """
        faults: list[str] = []
        national = _parse(folder / "national.yml", NationalFile, faults)
        rules = _parse(folder / "choosing.yml", ChoosingRules, faults)
        freshness = _parse(folder / "freshness.yml", Freshness, faults)
        forces = {}
        for path in sorted((folder / "forces").glob("*.yml")):
            force = _parse(path, Force, faults)
            if force is not None:
                forces[force.slug] = force
                if force.slug != path.stem:
                    faults.append(f"forces/{path.name}: slug: {force.slug!r} must be the file's name, {path.stem!r}")
        law = _parse(folder / "law.yml", LawFile, faults)
        if national is not None and rules is not None and freshness is not None and law is not None:
            directory = cls(national.services, forces, rules, freshness, law)
            faults += list(directory._faults(national.services))
            if not faults:
                return directory
        raise DirectoryError(faults)

    def force(self, slug: str) -> Optional[Force]:
        """Return a police force area by its slug, or None."""
        return self.forces.get(slug)

    def choose(self, person: Person) -> list[Choice]:
        """Return up to three services for this person, the best first; see :func:`bot.directory.choosing.choose`."""
        return choose(person, self.national, self.forces.get(person.force or ""), self._rules, self.freshness)

    def shown(self, service: AnyService, at: datetime, nation: Optional[str] = None) -> Optional[ShownService]:
        """Return what may be shown of a service at a moment; see :func:`bot.directory.showing.show`."""
        return show(service, at, nation, self.freshness)

    def services(self) -> Iterator[tuple[str, AnyService]]:
        """Yield every service with the file it stands in."""
        for service in self.national.values():
            yield "national.yml", service
        for slug, force in self.forces.items():
            for service in force.services:
                yield f"forces/{slug}.yml", service

    def forbidden(self) -> dict[str, str]:
        """Return every value that must never be shown, with the reason. Values that are numbers are bare digits."""
        lists = [(s.do_not_show for s in self.national.values()), (f.do_not_show for f in self.forces.values())]
        found = {}
        for item in (item for some in lists for entries in some for item in entries):
            bare = digits(item.value)
            found[bare if len(bare) > 4 else item.value] = item.why
        return found

    def law_to_ask_again(self, response: str, nation: Optional[str], on: date) -> list[LegalFact]:
        """Return the points of law that a response states in a nation and that are past their review, or not sure."""
        stated = (
            fact for fact in self.law.facts if response in fact.said_in and (nation is None or nation in fact.nations)
        )
        return [fact for fact in stated if on > fact.review_by or fact.confidence == "low"]

    def gaps(self) -> Iterator[str]:
        """Yield what is missing for whom: needs that no national service meets, areas without a stalking service that can be rung."""
        met = {need for service in self.national.values() for need in service.needs}
        for need in sorted(set(get_args(Need)) - met):
            yield f"national.yml: no service for the need {need}"
        for slug, force in self.forces.items():
            stalking = [service for service in force.services if service.kind == "stalking_advocacy"]
            if not any(service.phone and service.confidence != "low" for service in stalking):
                known = "only pages or unsure numbers" if stalking else "none known"
                yield f"forces/{slug}.yml: no stalking advocate whose number may be shown ({known})"

    def _faults(self, national: list[NationalService]) -> Iterator[str]:
        """Yield the faults that no single entry shows: repeated ids, forbidden numbers, rules that point nowhere."""
        seen: set[str] = set()
        for service in national:
            if service.id in seen:
                yield f"national.yml: {service.id}: id: is used twice; give one of them another id"
            seen.add(service.id)
        forbidden = self.forbidden()
        for file, service in self.services():
            for field in ("phone", "text"):
                number = getattr(service, field)
                if number and digits(number) in forbidden:
                    yield f"{file}: {service.name}: {field}: {number} is listed under do_not_show ({forbidden[digits(number)]})"
        known = {service.id for _, service in self.services()}
        for name in self.freshness.never_withheld:
            if name not in known:
                yield f"freshness.yml: never_withheld: {name!r} is no id of national.yml or of forces/"
        for file, service in self.services():
            longest = self.freshness.holds_for_days[kind_of(service)]
            if (service.review_by - service.checked).days > longest:
                mend = f"a check of this kind of service holds for {longest} days (freshness.yml), until {service.checked + timedelta(longest)}"
                yield f"{file}: {service.name}: review_by: {service.review_by} is too late; {mend}"
        longest = self.freshness.holds_for_days["law"]
        for fact in self.law.facts:
            if (fact.review_by - fact.checked).days > longest:
                yield f"law.yml: {fact.id}: review_by: {fact.review_by} is too late; law is to be read again after {longest} days"
        for rule in self._rules.in_this_order:
            for offer in rule.offer:
                if offer.id is not None and offer.id not in self.national:
                    yield f"choosing.yml: {rule.name}: offer: {offer.id!r} is no id of national.yml"
        if HELPLINE not in self.national:
            yield f"national.yml: {HELPLINE}: is missing; every list of help needs it"


def kind_of(service: AnyService) -> str:
    """Return the kind of a service in the words of ``freshness.yml``; national ones by whether they are for stalking."""
    if isinstance(service, Service):
        return service.kind
    return "stalking_advocacy" if "stalking" in service.needs else "national"


def _parse(path: Path, model: Type[BaseModel], faults: list[str]) -> Any:
    """Read one file into its model; add what is wrong to ``faults`` and return None."""
    name = f"forces/{path.name}" if path.parent.name == "forces" else path.name
    try:
        data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    except FileNotFoundError:
        faults.append(f"{name}: the file is missing; bring it back from the repository")
        return None
    except yaml.YAMLError:
        faults.append(f"{name}: {_line_of_fault(path)}: is not YAML; check the indentation and the quotes there")
        return None
    try:
        return model.parse_obj(data)
    except ValidationError as error:
        faults += [fault_in_words(name, data, fault) for fault in error.errors()]
        return None


def _line_of_fault(path: Path) -> str:
    """Return where a file stops being YAML, as the slower reader sees it: it is the one that knows the line."""
    try:
        yaml.safe_load(path.read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        return f"line {error.problem_mark.line + 1}"
    except yaml.YAMLError:
        pass
    return "the file"
