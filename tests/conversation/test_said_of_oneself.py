"""What people say of themselves finds them another service, and is never asked for."""

from __future__ import annotations

import pytest

STORY = "my ex keeps turning up at my work and messaging me from new accounts, i told him to stop, im scared"


def services(person) -> list[str]:
    return [
        message["custom"]["name"]
        for message in person.last.messages
        if "custom" in message and "card" in message["custom"]
    ]


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("im deaf so ringing is no good", "Relay UK"),
        ("im a bloke so they'll laugh", "Men's Advice Line"),
        ("I am 78 and live alone", "Hourglass"),
        ("he will get me deported", "Karma Nirvana"),
        ("hes posting my nudes", "Revenge Porn Helpline"),
        ("he gets on my train every morning", "British Transport Police"),
    ],
)
def test_somebody_who_says_so_is_shown_a_service_for_it(served, said, service):
    person = served.person()
    person.says("hello")
    person.says(f"it's for me. {STORY}. {said}. i live in chelmsford")
    person.says("show me who can help")
    shown = services(person)
    assert service in shown, shown
    assert "National Stalking Helpline" in shown
    assert len(shown) <= 4


def test_nobody_is_shown_such_a_service_who_did_not_say_so(served):
    person = served.person()
    person.says("hello")
    person.says(f"it's for me. {STORY}. i live in chelmsford")
    person.says("show me who can help")
    assert not {"Relay UK", "Men's Advice Line", "Hourglass", "Karma Nirvana"} & set(services(person))
    assert len(services(person)) <= 3


def test_a_story_that_names_work_opens_no_door_for_work(served):
    person = served.person()
    person.says("hello")
    person.says("im a man. my ex wife keeps turning up at my work. i live in chelmsford")
    assert person.slots["speaking_for"] == "self"
    assert person.slots["relationship"] == "ex_partner"
