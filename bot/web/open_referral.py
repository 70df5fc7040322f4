"""The directory as JSON, read-only, in the field names of Open Referral UK where they fit
(https://docs.openreferraluk.org).

What may be shown is what the pages may show (bot/directory/showing.py). ``openapi.yml`` beside this file describes it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Callable, Iterator, Mapping, Optional, get_args

import yaml

from bot.directory import Directory, Wording
from bot.directory.directory import AnyService, kind_of
from bot.directory.schema import Kind, Nation, Need

PER_PAGE, MOST_PER_PAGE = 50, 100
_FILTERS = ("force", "need", "nation", "kind", "page", "per_page")
Answer = tuple[Any, int]


class OpenReferral:
    """Answers the requests of the API: each method returns what to send, and the HTTP status."""

    def __init__(self, directory: Directory, wording: Wording, clock: Callable[[], datetime]) -> None:
        self._directory, self._wording, self._clock = directory, wording, clock
        self._description = yaml.safe_load((Path(__file__).parent / "openapi.yml").read_text("utf-8"))
        schemas = self._description["components"]["schemas"]
        schemas["Need"]["enum"], schemas["ForceSlug"]["enum"] = list(get_args(Need)), sorted(directory.forces)

    def services(self, asked: Mapping[str, str]) -> Answer:
        """Return a page of services; ``force``, ``need``, ``nation``, ``kind`` choose, ``page`` and ``per_page`` turn pages."""
        known = {
            "force": sorted(self._directory.forces),
            "need": get_args(Need),
            "nation": get_args(Nation),
            "kind": get_args(Kind),
        }
        for name, value in asked.items():
            if name not in _FILTERS:
                return _error(f"{name!r} is no filter; there are {', '.join(_FILTERS)}", 400)
            if name in known and value not in known[name]:
                return _error(f"{name}: {value!r} is not one of {', '.join(known[name])}", 400)
        page, per_page = _number(asked.get("page", "1")), _number(asked.get("per_page", str(PER_PAGE)))
        if page is None or per_page is None or per_page > MOST_PER_PAGE:
            return _error(f"page and per_page are whole numbers from 1; per_page is at most {MOST_PER_PAGE}", 400)
        found = [self._in_full(name, service) for name, service in self._chosen(asked)]
        found = [service for service in found if service is not None]
        contents = found[(page - 1) * per_page : page * per_page]
        pages = max(1, -(-len(found) // per_page))
        return {
            "total_items": len(found),
            "total_pages": pages,
            "page_number": page,
            "size": len(contents),
            "first_page": page == 1,
            "last_page": page >= pages,
            "empty": not contents,
            "contents": contents,
        }, 200

    def service(self, service_id: str) -> Answer:
        """Return one service by the id that :meth:`services` gives it."""
        for name, service in self._all():
            if name == service_id:
                found = self._in_full(name, service)
                return (found, 200) if found else _error("This service may not be shown at present.", 404)
        return _error("There is no such service.", 404)

    def forces(self) -> Answer:
        """Return every police force area."""
        fields = ("slug", "name", "area", "nation", "report_online", "advice_page")
        return [{field: getattr(force, field) for field in fields} for force in self._directory.forces.values()], 200

    def description(self) -> Answer:
        """Return the OpenAPI description."""
        return self._description, 200

    def _all(self) -> Iterator[tuple[str, AnyService]]:
        for file, service in self._directory.services():
            yield f"{Path(file).stem}.{service.id}", service

    def _chosen(self, asked: Mapping[str, str]) -> Iterator[tuple[str, AnyService]]:
        for name, service in self._all():
            force = self._directory.force(name.split(".")[0])
            nations = [force.nation] if force else service.nations
            wanted = (
                asked.get("force") in (None, force.slug if force else None),
                asked.get("need") is None or asked["need"] in getattr(service, "needs", ()),
                asked.get("nation") is None or asked["nation"] in nations,
                asked.get("kind") in (None, getattr(service, "kind", None)),
            )
            if all(wanted):
                yield name, service

    def _in_full(self, name: str, service: AnyService) -> Optional[dict[str, Any]]:
        force, at = self._directory.force(name.split(".")[0]), self._clock()
        shown = self._directory.shown(service, at, force.nation if force else None)
        if shown is None:
            return None
        phones = [{"number": shown.phone, "type": "voice"}] if shown.phone else []
        phones += [{"number": shown.text, "type": "text"}] if shown.text else []
        areas = [force.name] if force else [nation.replace("_", " ").title() for nation in service.nations]
        return {
            "id": name,
            "name": shown.name,
            "description": shown.who,
            "url": shown.url,
            "email": shown.email,
            "status": "active",
            "fees_description": "Free to call" if shown.free else None,
            "organization": {"name": service.provider or shown.name},
            "phones": phones,
            "schedules": [{"description": shown.hours, "opening_hours": service.opening_hours}] if shown.hours else [],
            "service_areas": [{"name": area} for area in areas],
            "assured_date": service.checked.isoformat(),
            "assurer": service.checked_by,
            "application_process": shown.how,
            "kind": kind_of(service),
            "needs": list(getattr(service, "needs", [])),
            "open_now": shown.is_open,
            "open_now_in_words": self._wording.hours(shown, at),
            "review_by": service.review_by.isoformat(),
            "confidence": service.confidence,
        }


def _error(message: str, status: int) -> Answer:
    return {"error": message}, status


def _number(text: str) -> Optional[int]:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 10_000 else None
