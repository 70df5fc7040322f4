"""Who is shown to whom."""

from __future__ import annotations

import itertools
from datetime import datetime

import pytest
import yaml

from bot import paths
from bot.directory import Directory, Person
from bot.directory.schema import digits
from bot.directory.showing import is_withheld

FRIDAY_AFTERNOON = datetime(2026, 11, 20, 14)
CHRISTMAS_NIGHT = datetime(2026, 12, 25, 23)
HELPLINE = "national-stalking-helpline"
RELATIONSHIPS = (
    None, "ex_partner", "partner", "family", "friend", "colleague", "neighbour", "acquaintance", "stranger", "online", "unknown",
)  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.read(paths.DIRECTORY)


def names(directory, at=FRIDAY_AFTERNOON, **person) -> list[str]:
    return [choice.service.name for choice in directory.choose(Person(at=at, **person))]


def everyone(directory):
    for force, relationship, young, online in itertools.product(
        [None, *directory.forces], RELATIONSHIPS, (None, True), (None, True)
    ):
        for at in (FRIDAY_AFTERNOON, CHRISTMAS_NIGHT):
            yield Person(at=at, force=force, relationship=relationship, under_18=young, online=online)


def test_everyone_is_shown_up_to_three_with_the_national_stalking_helpline_among_them(directory):
    for person in everyone(directory):
        chosen = directory.choose(person)
        assert 2 <= len(chosen) <= 3, person
        assert HELPLINE in [choice.service.id for choice in chosen], person
        assert all(choice.service.phone or choice.service.text or choice.service.url for choice in chosen), person


def test_everyone_is_shown_something_that_is_open_or_whose_hours_are_not_known_first(directory):
    """Where a line that never closes is known, nobody is left with closed ones at night."""
    for person in everyone(directory):
        chosen = directory.choose(person)
        assert any(choice.service.is_open for choice in chosen), person


def test_nobody_is_shown_one_number_twice(directory):
    for person in everyone(directory):
        numbers = [choice.service.tel for choice in directory.choose(person) if choice.service.tel]
        assert len(numbers) == len(set(numbers)), person


def test_under_18s_are_never_sent_only_to_services_for_adults(directory):
    for person in everyone(directory):
        if person.under_18:
            assert directory.choose(person)[0].service.id == "childline", person


def test_in_danger_999_is_first(directory):
    for force in [None, *directory.forces]:
        chosen = directory.choose(Person(at=FRIDAY_AFTERNOON, force=force, immediate_danger=True))
        assert chosen[0].service.id == "999-emergency"


def test_the_nearest_specialist_comes_first(directory):
    assert names(directory, force="dorset")[0] == "Dorset Independent Stalking Advocacy Caseworker (ISAC) service"
    assert names(directory, force="sussex")[0] == "Veritas Justice Stalking Advocacy Service"
    assert names(directory, force="police-scotland")[0] == "Action Against Stalking"


def test_an_ex_in_essex_leads_to_the_local_domestic_abuse_line_too(directory):
    assert names(directory, force="essex", relationship="ex_partner") == [
        "Changing Pathways", "National Stalking Helpline", "Essex Compass",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("force", "line"),
    [("gwent", "Live Fear Free helpline"), ("psni", "Domestic and Sexual Abuse Helpline"),
     ("police-scotland", "Scotland's Domestic Abuse and Forced Marriage Helpline"), ("west-yorkshire", "National Domestic Abuse Helpline")],
)  # fmt: skip
def test_each_nation_has_its_own_domestic_abuse_line(directory, force, line):
    assert line in names(directory, force=force, relationship="ex_partner")


def test_what_happens_online_brings_technology_specialists(directory):
    assert "The Cyber Helpline" in names(directory, force="gwent", relationship="stranger", online=True)


def test_no_service_of_another_nation_is_shown(directory):
    for person in everyone(directory):
        force = directory.force(person.force or "")
        for choice in directory.choose(person):
            national = directory.national.get(choice.service.id)
            if force and national:
                assert force.nation in national.nations, (person, national.id)


def test_services_that_take_only_referrals_are_not_offered(directory):
    for person in everyone(directory):
        force = directory.force(person.force or "")
        local = {service.id: service for service in (force.services if force else ())}
        for choice in directory.choose(person):
            service = local.get(choice.service.id)
            assert service is None or not service.referral or "self" in service.referral, service.id


def test_every_choice_says_why(directory):
    chosen = directory.choose(Person(at=FRIDAY_AFTERNOON, force="essex", relationship="ex_partner"))
    assert [choice.why for choice in chosen] == [
        "the nearest stalking advocate knows most about what can be done here",
        "the National Stalking Helpline advises everyone in the United Kingdom",
        "by a partner, an ex or a relative, local domestic abuse services help too",
    ]


HOURS = [datetime(2026, 11, 20, hour) for hour in range(24)]
SPECIAL = [
    CHRISTMAS_NIGHT,
    datetime(2026, 12, 25, 11),
    datetime(2026, 11, 22, 15),
    datetime(2027, 6, 1, 12),
    datetime(2030, 1, 1, 0),
]


def test_no_number_below_the_rules_is_shown_to_anyone_anywhere_at_any_hour(directory):
    """Every force, relationship, age and nation, every hour of a day, holidays, and years in which nobody checked anything."""
    numbers = {}
    for _, service in directory.services():
        for number in (service.phone, service.text):
            numbers.setdefault(number, []).append(service)
    forbidden = directory.forbidden()
    places = [(slug, force.nation) for slug, force in directory.forces.items()]
    places += [(None, nation) for nation in (None, "england", "wales", "scotland", "northern_ireland")]
    for at in [*HOURS, *SPECIAL]:
        for (force, nation), relationship, young in itertools.product(places, RELATIONSHIPS, (None, True)):
            person = Person(at=at, force=force, nation=nation, relationship=relationship, under_18=young)
            for choice in directory.choose(person):
                for number in (choice.service.phone, choice.service.text):
                    if number is not None:
                        assert digits(number) not in forbidden, (person, choice)
                        allowed = [
                            service
                            for service in numbers[number]
                            if service.confidence != "low" and not is_withheld(service, at.date(), directory.freshness)
                        ]
                        assert allowed, (person, choice)


@pytest.mark.parametrize(
    ("need", "person", "service"),
    [
        ("deaf", {"force": "essex"}, "relay-uk"),
        ("men", {"force": "kent", "relationship": "ex_partner"}, "mens-advice-line"),
        ("lgbt", {"force": "kent"}, "galop"),
        ("older_people", {"force": "police-scotland"}, "hourglass"),
        ("honour_based", {"force": "west-yorkshire"}, "karma-nirvana"),
        ("immigrant_bme", {"force": "kent"}, "karma-nirvana"),
        ("intimate_images", {"force": "gwent"}, "revenge-porn-helpline"),
        ("sexual_violence", {"force": "police-scotland", "nation": "scotland"}, "rape-crisis-scotland"),
        ("on_trains", {"force": "kent"}, "btp-61016"),
        ("welsh", {"force": "dyfed-powys", "nation": "wales"}, "live-fear-free"),
    ],
)
def test_what_people_say_of_themselves_finds_them_a_service(directory, need, person, service):
    told = [c.service.id for c in directory.choose(Person(at=FRIDAY_AFTERNOON, needs=frozenset({need}), **person))]
    assert service in told
    assert HELPLINE in told
    assert service not in [c.service.id for c in directory.choose(Person(at=FRIDAY_AFTERNOON, force=person["force"]))]


def test_who_cannot_use_the_phone_is_shown_text_and_chat_first(directory):
    (first, *_) = directory.choose(Person(at=FRIDAY_AFTERNOON, force="kent", needs=frozenset({"not_by_phone"})))
    assert first.service.text or first.service.chat


def test_every_choice_says_why_in_the_words_of_a_rule(directory):
    rules = {
        rule["name"] for rule in yaml.safe_load((paths.DIRECTORY / "choosing.yml").read_text("utf-8"))["in_this_order"]
    }
    for person in everyone(directory):
        assert {choice.why for choice in directory.choose(person)} <= rules
