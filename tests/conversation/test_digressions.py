"""Every question people ask, from three different places of the conversation: it is answered, and then they are where they were."""

from __future__ import annotations

import pytest
import yaml

from bot import paths
from tests.conftest import Person

# What is said to get there, and the question that is open then.
PLACES = {
    "in the middle of the danger question": (["for me"], "utter_ask_immediate_danger"),
    "in the middle of the five": (["for me", "no", "/answer_questions", "yes"], "utter_ask_obsessive"),
    "when asked where they live": (
        ["for me", "no", "/answer_questions", "yes", "yes", "yes", "yes", "yes", "yes", "my neighbour"],
        "utter_ask_force",
    ),
}
TOPICS = sorted(path.stem for path in (paths.DATA / "nlu" / "faq").glob("*.yml"))


def asked(topic: str) -> list[str]:
    """Return the first two ways of asking that are written down for a topic: who is misheard may ask once more."""
    data = yaml.safe_load((paths.DATA / "nlu" / "faq" / f"{topic}.yml").read_text("utf-8"))
    return [line[2:] for line in data["nlu"][0]["examples"].splitlines()[:2]]


@pytest.fixture(scope="module", params=PLACES, ids=lambda name: name.replace(" ", "-"))
def somewhere(request, served):
    """Return what it takes to get somebody to a place, and the question there."""
    return PLACES[request.param]


def test_a_question_is_answered_and_leads_straight_back(somewhere, served):
    said, question = somewhere
    person = served.person()
    for message in said:
        person.says(message)
    assert person.last.responses[-1] == question
    wrong = {}
    for topic in TOPICS:
        askers = [person.copy() for _ in asked(topic)]
        replies = [asker.says(way) for asker, way in zip(askers, asked(topic))]
        back = [leads_back(asker, question) for asker in askers]
        if not any(f"utter_faq/{topic}" in r.responses and ok for r, ok in zip(replies, back)):
            wrong[topic] = (asked(topic), [reply.responses for reply in replies])
    assert wrong == {}


def leads_back(person: Person, question: str) -> bool:
    """Tell whether the question that was open comes again; or is read back as answered ("someone made a fake account of me")."""
    answered = person.after["slots"].get(question.removeprefix("utter_ask_")) == "yes"
    read_back = {"utter_noted", "utter_noted_more"} & set(person.last.responses)
    return person.last.responses[-1] == question or bool(answered and read_back)


def test_there_are_enough_of_them():
    assert len(TOPICS) >= 70
