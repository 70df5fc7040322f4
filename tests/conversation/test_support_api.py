"""The pages and the API of the directory, over HTTP: what they show, and that nothing forbidden is among it."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, settings

from bot import paths
from bot.directory import Directory
from bot.directory.schema import digits


@pytest.fixture(scope="session")
def api(served):
    """Return the description that the served assistant gives of its API."""
    return schemathesis.openapi.from_url(f"{served.url}/support/api/openapi.json")


described = schemathesis.pytest.from_fixture("api")


@described.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_api_answers_as_it_is_described(case):
    case.call_and_validate()  # asserts everything that the description says of the answer


def fetch(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def everything_shown(served) -> dict[str, str]:
    """Return every page, API answer and response, by where it stands."""
    words = yaml.safe_load((paths.DATA / "page" / "support.yml").read_text("utf-8"))
    directory = Directory.read(paths.DIRECTORY)
    pages = ["/support", "/chat", "/support/narnia", *(f"/support/{slug}" for slug in directory.forces)]
    pages += [f"/support/for/{need['address']}" for need in words["needs"].values()]
    pages += [
        "/support/api/forces",
        "/support/api/openapi.json",
        *(f"/support/api/services?per_page=100&page={page}" for page in (1, 2, 3)),
    ]
    shown = {page: fetch(served.url + page) for page in pages}
    for path in sorted((paths.DATA / "responses").rglob("*.yml")):
        shown[path.name] = path.read_text("utf-8")
    return shown


def test_wrong_numbers_in_circulation_stand_on_no_page_in_no_answer_and_in_no_response(served):
    directory = Directory.read(paths.DIRECTORY)
    forbidden = directory.forbidden()
    assert len(forbidden) > 20
    for where, text in everything_shown(served).items():
        numbers = {digits(number) for number in re.findall(r"\d[\d ]{2,16}\d", text)}
        for value in forbidden:
            if value.isdigit():
                assert value not in numbers, (where, value)
            elif not value.replace(" ", "").isdigit():
                assert value.lower() not in text.lower(), (where, value)


def test_every_force_has_a_page_with_the_helpline_and_999(served):
    for slug in Directory.read(paths.DIRECTORY).forces:
        page = fetch(f"{served.url}/support/{slug}")
        assert "0808 802 0300" in page, slug
        assert 'href="tel:999"' in page, slug


def test_the_api_shows_what_the_page_shows(served):
    answer = json.loads(fetch(f"{served.url}/support/api/services?force=dorset"))
    page = fetch(f"{served.url}/support/dorset")
    for service in answer["contents"]:
        for phone in service["phones"]:
            assert phone["number"] in page


def test_a_wrong_filter_is_told_what_there_is(served):
    answer = json.loads(fetch(f"{served.url}/support/api/services?need=stalkin"))
    assert "'stalkin' is not one of" in answer["error"]
    assert json.loads(fetch(f"{served.url}/support/api/services/essex.nobody"))["error"] == "There is no such service."
