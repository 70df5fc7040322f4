"""Who can help, without a conversation: pages for people, and the same as JSON for forces that want only the directory.

The pages need no JavaScript, can be printed and linked, and follow the rules of the conversation (bot/directory). A
place that somebody types is sent in the body of a form, so that no address holds it, and is forgotten at once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Callable, Iterator, Optional, Sequence

import yaml
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import paths
from bot.advice import Advice
from bot.directory import Directory, Force, NationalService, Service, Wording
from bot.directory.directory import HELPLINE
from bot.places import Choices, Found, Outside, Places
from bot.web.clock import now
from bot.web.headers import Headers
from bot.web.limits import Limits, address_of
from bot.web.open_referral import OpenReferral
from bot.web.pages import Pages

Clock = Callable[[], datetime]
LONGEST_PLACE = 100


class SupportPages:
    """The routes under ``/support``. Reads the directory, the places and the words once.

    Args:
        pages: renders the templates.
        headers: what every page carries.
        limits: how much one address may ask.
        proxies: how many proxies of our own stand before the page.
        clock: tells the time in the United Kingdom; for tests another than the true one.

    Raises:
        DirectoryError: a file of data/directory is wrong.
        PlacesError: a file of data/places is wrong.
        AdviceError: data/advice.yml is wrong.
    """

    def __init__(self, pages: Pages, headers: Headers, limits: Limits, proxies: int, clock: Clock = now) -> None:
        self._pages = pages
        self._headers = headers
        self._limits = limits
        self._proxies = proxies
        self._clock = clock
        self.directory = Directory.read(paths.DIRECTORY)
        self._places = Places.read(paths.PLACES)
        self._wording = Wording.read(paths.DIRECTORY)
        self._advice = Advice.read(paths.ADVICE)
        self._words = yaml.safe_load((paths.DATA / "page" / "support.yml").read_text("utf-8"))

    def add_to(self, routes: Blueprint) -> None:
        """Add the routes to a blueprint."""
        api = OpenReferral(self.directory, self._wording, self._clock)

        @routes.on_request
        async def not_too_much(request: Request) -> Optional[HTTPResponse]:
            if not request.path.startswith("/support") or self._limits.request(address_of(request, self._proxies)):
                return None
            return self._too_much(request.path.startswith("/support/api/"))

        @routes.get("/support")
        async def index(request: Request) -> HTTPResponse:
            return self._index(request.args.get("place"), request.args.get("which", ""))

        @routes.post("/support")
        async def where(request: Request) -> HTTPResponse:
            return self._where(((request.form or {}).get("place") or "")[:LONGEST_PLACE])

        @routes.get("/support/for/<address:str>")
        async def by_need(request: Request, address: str) -> HTTPResponse:
            return self._need(address)

        @routes.get("/support/steps")
        async def steps(request: Request) -> HTTPResponse:
            return self._render("support_steps.html", situations=self._advice.on(self._clock().date()).situations)

        @routes.get("/support/steps/<situation:str>")
        async def steps_for(request: Request, situation: str) -> HTTPResponse:
            return self._steps(situation)

        @routes.get("/support/<slug:str>")
        async def by_force(request: Request, slug: str) -> HTTPResponse:
            force = self.directory.force(slug)
            return self._force(force) if force else self._not_found()

        @routes.get("/support/api/services")
        async def services(request: Request) -> HTTPResponse:
            asked = request.get_args(keep_blank_values=True)
            return _json(*api.services({key: values[0] for key, values in asked.items()}))

        @routes.get("/support/api/services/<service_id:str>")
        async def service(request: Request, service_id: str) -> HTTPResponse:
            return _json(*api.service(service_id))

        @routes.get("/support/api/forces")
        async def forces(request: Request) -> HTTPResponse:
            return _json(*api.forces())

        @routes.get("/support/api/openapi.json")
        async def description(request: Request) -> HTTPResponse:
            return _json(*api.description())

    def _index(self, place: Optional[str], which: str) -> HTTPResponse:
        """Show the start; ``place`` is why none was found, ``which`` the force areas, with commas, that a place may mean."""
        problem = self._words["where"].get(place) if place else None
        options = [force for force in map(self.directory.force, which.split(",")) if force is not None]
        nations: dict[str, list[Force]] = {nation: [] for nation in self._words["nations"]}
        for force in sorted(self.directory.forces.values(), key=lambda force: force.name):
            nations[force.nation].append(force)
        always = self._cards([self.directory.national[name] for name in self._words["always"]])
        return self._render("support.html", problem=problem, options=options, nations=nations, always=always)

    def _where(self, typed: str) -> HTTPResponse:
        """Send on to what a place means. What was typed is in no address, and no page is the answer to a form, which a browser keeps."""
        answer = self._places.find(typed)
        if isinstance(answer, Found):
            to = f"/support/{answer.force}"
        elif isinstance(answer, Choices):
            to = "/support?which=" + ",".join(dict.fromkeys(option.force for option in answer.options))
        else:
            to = f"/support?place={'outside' if isinstance(answer, Outside) else 'unknown'}"
        return response.redirect(to, headers=self._headers.private, status=303)

    def _force(self, force: Force) -> HTTPResponse:
        sections = [section for section in self._sections(force) if section["services"] or section.get("note")]
        heading = self._words["area_heading"].format(area=force.area)
        caption = self._words["area_caption"].format(name=force.name)
        return self._render("support_list.html", heading=heading, caption=caption, sections=sections, force=force)

    def _sections(self, force: Force) -> Iterator[dict[str, Any]]:
        """Yield what the page of a force shows: its own services by kind, and the national lines that belong beside them."""
        for kind, section in self._words["sections"].items():
            local = [service for service in force.services if service.kind == kind and service.takes_callers]
            beside = [self.directory.national[name] for name in section["beside"]]
            cards = self._cards([s for s in beside if force.nation in s.nations], local, force)
            note = section.get("if_none") if not any(self._cards([], local, force)) else None
            yield {"heading": section["heading"], "note": note, "services": cards}

    def _need(self, address: str) -> HTTPResponse:
        need, words = next(((n, w) for n, w in self._words["needs"].items() if w["address"] == address), (None, None))
        if need is None:
            return self._not_found()
        meeting = [service for service in self.directory.national.values() if need in service.needs]
        sections = []
        for nations, heading in _by_nations(meeting, self._words):
            sections.append({"heading": heading, "services": self._cards(nations)})
        heading = self._words["need_page_heading"].format(need=words["name"])
        sections = [section for section in sections if section["services"]]
        return self._render("support_list.html", heading=heading, caption=None, sections=sections, force=None)

    def _steps(self, name: str) -> HTTPResponse:
        situation = self._advice.on(self._clock().date()).get(name)
        return self._render("support_steps_list.html", situation=situation) if situation else self._not_found()

    def _cards(
        self, national: list[NationalService], local: Sequence[Service] = (), force: Optional[Force] = None
    ) -> list[dict[str, str]]:
        """Return what may be shown of services in words, a force's own first; the same line never twice."""
        at, seen, cards = self._clock(), set(), []
        found = [self.directory.shown(service, at, force.nation) for service in local]
        for shown in [*found, *(self.directory.shown(service, at) for service in national)]:
            if shown is not None and (shown.tel or shown.id) not in seen:
                seen.add(shown.tel or shown.id)
                cards.append(self._wording.values(shown, at))
        return cards

    def _too_much(self, for_a_program: bool) -> HTTPResponse:
        text = self._pages.words["too_much_text"]
        if for_a_program:
            return _json({"error": text}, 429)
        html = self._pages.render("trouble.html", back="/support", text=text)
        return response.html(html, 429, headers={**self._headers.private, "Retry-After": "60"})

    def _not_found(self) -> HTTPResponse:
        section = {
            "heading": self._words["always_heading"],
            "services": self._cards([self.directory.national[HELPLINE]]),
        }
        section["note"] = self._words["not_found"]
        heading = self._words["not_found_heading"]
        return self._render("support_list.html", 404, heading=heading, caption=None, sections=[section], force=None)

    def _render(self, template: str, status: int = 200, **values: Any) -> HTTPResponse:
        html = self._pages.render(template, support=self._words, **values)
        return response.html(html, status, headers=self._headers.private)


def _by_nations(services: list[Any], words: dict[str, Any]) -> Iterator[tuple[list[Any], str]]:
    """Yield services with a heading: first those for the whole kingdom, then by nation."""
    yield [service for service in services if len(service.nations) == 4], words["always_heading"]
    for nation, name in words["nations"].items():
        yield [service for service in services if nation in service.nations and len(service.nations) < 4], name


def _json(body: Any, status: int = 200) -> HTTPResponse:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return response.json(body, status, headers=headers)
