"""Putting right, going back, pausing, and being asked twice: through the door people use."""

from __future__ import annotations

import pytest

STORY = "my ex keeps turning up at my work, most days, and im scared"


@pytest.fixture
def person(served):
    """Return somebody who has told a story and is asked the next of the five."""
    someone = served.person()
    for message in ("for me", "no", STORY):
        someone.says(message)
    assert someone.slots["requested_slot"] == "obsessive"
    return someone


@pytest.mark.parametrize(
    ("says", "slot", "value"),
    [
        ("no it's my brother not my ex", "relationship", "family"),
        ("sorry i meant my neighbour", "relationship", "neighbour"),
        ("actually it only happened once", "repeated", "no"),
        ("actually this is about my daughter", "speaking_for", "someone_else"),
    ],
)
def test_what_was_said_before_is_put_right_in_words(person, says, slot, value):
    reply = person.says(says)
    assert reply.responses[0] == "utter_corrected", reply.text
    assert person.slots[slot] == value
    assert person.slots["requested_slot"] == "obsessive"
    assert "obsessive" not in person.slots


def test_a_place_is_put_right(served):
    someone = served.person()
    for message in (
        "for me",
        "no",
        "/answer_questions",
        "yes",
        "yes",
        "yes",
        "yes",
        "yes",
        "yes thats right",
        "a friend",
        "york",
    ):
        someone.says(message)
    assert someone.slots["force"] == "north-yorkshire"
    reply = someone.says("sorry i meant leeds")
    assert "utter_corrected" in reply.responses
    assert someone.slots["force"] == "west-yorkshire"
    assert "utter_service" in reply.responses


@pytest.mark.parametrize(
    ("says", "holds"), [("/deny", "no"), ("yes it has", "yes"), ("just the once", "no"), ("not sure", "unsure")]
)
def test_the_opposite_of_an_answer_is_asked_about_once_and_gently(person, says, holds):
    person.says("yes")
    reply = person.says("it has only happened the once")
    assert reply.responses[-2:] == ["utter_two_answers", "utter_ask_repeated"]
    reply = person.says(says)
    assert person.slots["repeated"] == holds
    assert reply.responses[-1] == "utter_ask_unwanted"


def test_what_else_a_contradiction_tells_is_heard_too(person):
    person.says("yes")
    reply = person.says("it has only happened the once, but hes threatened to kill me")
    assert "utter_risk_at_once" in reply.responses
    assert reply.responses[-1] == "utter_ask_repeated"


def test_an_answer_that_is_changed_after_the_ledger_is_read_back_again(served):
    someone = served.person()
    for message in ("for me", "no", "/answer_questions", "yes", "yes", "yes", "yes", "not sure", "yes thats right"):
        someone.says(message)
    assert someone.slots["requested_slot"] == "relationship"
    reply = someone.says("im terrified of him")
    assert someone.slots["fear"] == "yes"
    assert reply.responses[-1] == "utter_ask_ledger_confirmed"


def test_going_back_asks_the_question_before_again(person):
    person.says("yes")
    assert person.slots["requested_slot"] == "unwanted"
    reply = person.says("go back")
    assert reply.responses == ["utter_gone_back", "utter_ask_obsessive"]
    assert "obsessive" not in person.slots
    reply = person.says("go back")
    assert reply.responses == ["utter_gone_back", "utter_ask_story_told"]


def test_there_is_nothing_before_the_first_question(served):
    someone = served.person()
    someone.says("hello")
    assert "utter_nothing_before" in someone.says("go back").responses


def test_being_asked_twice_is_met_with_sorry_and_then_the_question_is_left(person):
    first = person.says("you already asked me that")
    assert first.responses == ["utter_already_asked", "utter_ask_obsessive"]
    second = person.says("ive already answered this")
    assert second.responses[0] == "utter_question_left"
    assert person.slots["obsessive"] == "unsure"
    assert person.slots["requested_slot"] == "unwanted"


def test_danger_is_never_left_unasked(served):
    someone = served.person()
    someone.says("for me")
    for _ in range(3):
        reply = someone.says("you asked me that already")
    assert reply.responses[-1] == "utter_ask_immediate_danger"


def test_a_pause_asks_nothing_and_the_question_comes_back(person):
    reply = person.says("brb babys crying")
    assert reply.responses == ["utter_paused"]
    assert person.taps("I'm back").responses[-1] == "utter_ask_obsessive"


def test_nobody_hears_the_same_reply_twice_running(person):
    replies = [person.says("carry on").text for _ in range(4)]
    assert all(one != other for one, other in zip(replies, replies[1:]))


@pytest.mark.parametrize("says", ["hes outside my door now", "i want to die", "i think im the stalker"])
def test_not_even_in_danger_or_despair(served, says):
    someone = served.person()
    replies = [someone.says(says).text for _ in range(3)]
    assert all(one != other for one, other in zip(replies, replies[1:]))


def test_what_raises_risk_is_said_with_its_reason_and_help_begins_with_it(person):
    reply = person.says("last week he smashed my car windows and said hed kill me")
    assert "utter_risk_at_once" in reply.responses
    assert "a threat to kill" in reply.text
    reply = person.says("/ask_for_help")
    told = reply.responses
    assert told.index("utter_call_at_once") < told.index("utter_report") < told.index("utter_service")
    assert "score" not in reply.text.lower()


def test_without_any_such_thing_the_services_come_first(served):
    someone = served.person()
    for message in ("for me", "no", "my ex has written to me twice and i dont want it"):
        someone.says(message)
    told = someone.says("/ask_for_help").responses
    assert not any(response.startswith("utter_call_") for response in told)
    assert told.index("utter_service") < told.index("utter_report")


def test_the_door_for_support_workers_shows_what_was_heard_noted_and_why(served):
    someone = served.person()
    someone.says("hello")
    someone.taps("I'm trying this out for work")
    reply = someone.says("no")
    assert "utter_test_bench" in reply.responses
    assert "Heard: deny" in reply.text
    assert "immediate_danger: false" in reply.text
    assert "because not all five answers are known" in reply.text
    for says in ("he waits outside my work every day", "yes", "not sure", "/skip", "yes thats right"):
        assert someone.says(says).responses.count("utter_test_bench") == 1, says


def test_safety_advice_is_shown_for_a_situation_and_leads_back(person):
    reply = person.says("/safety_advice")
    assert reply.responses == ["utter_advice_which"]
    reply = person.taps("At home")
    assert reply.responses == ["utter_advice", "utter_ask_obsessive"]
    assert "Ask a neighbour you trust" in reply.text
    reply = person.says("any safety tips for work")
    assert reply.responses[0] == "utter_advice"
    assert reply.responses[-1] == "utter_ask_obsessive"
