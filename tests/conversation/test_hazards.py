"""Hazards of docs/hazard-log.md that no other test looks at."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("says", ["hes outside my door now", "cant talk hes in the next room"])
def test_nobody_is_left_to_believe_that_the_police_have_been_told(served, says):
    assert "I can't call for you" in served.person().says(says).text


def test_somebody_who_is_not_sure_of_danger_hears_that_they_need_not_be_certain(served):
    person = served.person()
    person.says("hello")
    person.taps("Me")
    reply = person.taps("Not sure")
    assert reply.responses[0] == "utter_danger_not_sure"
    assert "call 999" in reply.text


def test_after_999_help_names_somebody_who_is_not_the_police(served):
    person = served.person()
    person.says("hes outside my door now")
    reply = person.says("/ask_for_help")
    assert "0808 802 0300" in reply.text
    assert reply.responses[-1] == "utter_ask_safe_now"


@pytest.mark.parametrize(
    "says",
    [
        "yes, it's unwanted",
        "aye, more than the once",
        "carry on",
        "skip",
        "go back",
        "sorry i meant something else",
        "/change_answer",
    ],
)
def test_an_alarm_is_ended_by_plain_words_alone(served, says):
    person = served.person()
    person.says("hes outside my door now")
    assert person.says(says).responses[-1] == "utter_ask_safe_now"
    assert person.slots["immediate_danger"] is True
    person.says("yes")
    assert person.slots["immediate_danger"] is False


@pytest.mark.parametrize("says", ["yes", "Yes", "yeah", "yes I am", "Aye"])
def test_a_plain_yes_to_the_danger_question_is_danger(served, says):
    person = served.person()
    person.says("for me")
    assert person.says(says).responses[0] == "utter_danger_call_999"
    assert person.slots["immediate_danger"] is True


def test_a_yes_to_something_else_is_asked_about_again_with_999_beside_it(served):
    person = served.person()
    person.says("for me")
    reply = person.says("yes, it happened more than once")
    assert reply.responses == ["utter_perhaps_in_danger", "utter_noted", "utter_ask_immediate_danger"]
    assert "999" in reply.text


def test_what_is_said_in_danger_contradicts_nothing(served):
    person = served.person()
    for message in ("for me", "no", "my neighbour shouted at me, it only happened the once", "hes outside my door now"):
        person.says(message)
    reply = person.says("he comes every single night")
    assert reply.responses[-1] == "utter_ask_safe_now"
    assert person.slots["immediate_danger"] is True


def test_no_to_the_list_of_advice_is_no_answer_to_the_question_before(served):
    person = served.person()
    for message in ("for me", "no", "/answer_questions", "/safety_advice"):
        person.says(message)
    assert person.last.responses == ["utter_advice_which"]
    assert person.says("no").responses[-1] == "utter_ask_fixated"
    assert "fixated" not in person.slots


@pytest.mark.parametrize(
    ("says", "answered"),
    [
        ("yes they wont stop ever", "utter_suicidal_feelings"),
        ("sometimes", "utter_suicidal_feelings"),
        ("No need for a number thank you", "utter_suicidal_still"),
        ("how long does stalking last", "utter_suicidal_still"),
    ],
)
def test_nobody_is_talked_past_after_suicide_was_asked_about(served, says, answered):
    person = served.person()
    for message in ("hello", "for me", "no", "/perhaps_suicidal"):
        person.says(message)
    assert answered in person.says(says).responses
    assert "116 123" in person.last.text
    assert person.last.responses[-1] == answered, "nothing is asked after it"


def test_a_no_to_the_question_about_suicide_goes_on(served):
    person = served.person()
    for message in ("hello", "for me", "no", "/perhaps_suicidal"):
        person.says(message)
    assert person.taps("No, it is something else").responses[-1] == "utter_ask_story_told"


def test_who_told_of_suicide_is_shown_who_listens_at_any_hour(served):
    person = served.person()
    for message in ("hello", "for me", "no", "i dont want to be alive any more"):
        person.says(message)
    shown = [message["custom"]["name"] for message in person.says("/ask_for_help").messages if message.get("custom")]
    assert "Samaritans" in shown


def test_in_danger_nothing_but_the_way_to_help_is_answered(served):
    person = served.person()
    person.says("hes outside my door now")
    assert person.says("how long does stalking last").responses == ["utter_still_here", "utter_ask_safe_now"]
    assert "utter_faq/silent_solution" in person.says("does 55 tell them where i am").responses


def test_not_wanting_to_be_here_is_not_put_down_as_contact_that_is_unwanted(served):
    person = served.person()
    for message in ("hello", "for me", "no", "/answer_questions", "yes", "yes"):
        person.says(message)
    assert person.last.responses[-1] == "utter_ask_unwanted"
    assert person.says("i dont want to be here any more").responses[0] == "utter_suicidal_feelings"
    assert "unwanted" not in person.slots


@pytest.mark.parametrize(
    "says", ["she took an overdose last night, shes in hospital", "i took two paracetamol for my head"]
)
def test_what_is_in_good_hands_or_ordinary_calls_no_ambulance(served, says):
    assert "utter_harm_done" not in served.person().says(says).responses


@pytest.mark.parametrize(
    "story",
    [
        "I do nails and the bloke on the key cutting stall waves at her, only her, whenever she parks. She has asked him to stop.",
        "he got the lettings agent to give him a key and ive told him in writing to stay off our property, weve moved to a hotel",
    ],
)
def test_a_story_that_only_sounds_like_danger_is_asked_about_with_999_and_raises_no_alarm(served, story):
    person = served.person()
    person.says("hello")
    person.taps("Me")
    reply = person.says(story)
    assert "utter_danger_call_999" not in reply.responses
    assert not person.slots.get("immediate_danger")


@pytest.mark.parametrize(
    "says", ["im not in danger this second but my ex keeps coming past the house", "No. Not scared. Told ye."]
)
def test_somebody_who_says_in_passing_that_there_is_no_danger_is_not_asked_again(served, says):
    person = served.person()
    person.says("hello")
    person.taps("Me")
    reply = person.says(says)
    assert person.slots["immediate_danger"] is False
    assert "utter_ask_immediate_danger" not in reply.responses


def test_somebody_who_tells_on_instead_of_answering_is_told_of_999_and_asked_about_danger_no_more(served):
    person = served.person()
    person.says("hello")
    person.taps("Me")
    for says in ("my boss texts me every night", "he sent flowers to my mum", "he says i led him on"):
        reply = person.says(says)
    assert "utter_danger_not_sure" in reply.responses
    assert person.slots["immediate_danger"] is False


def test_whoever_said_it_is_their_own_doing_is_never_asked_as_if_it_were_done_to_them(served):
    person = served.person()
    person.says("I keep driving past her house and I can't stop")
    person.taps("Something I am doing")
    for says in ("what do i do when i get the urge", "who can help me stop", "i just want to explain to her"):
        reply = person.says(says)
        assert "0808 802 4040" in reply.text or "utter_find_a_person" in reply.responses
        assert not {"utter_help_intro", "utter_ask_speaking_for", "utter_opening"} & set(reply.responses)
    person.taps("It is done to me")
    assert not person.slots.get("own_behaviour")
    assert not person.slots.get("fixated")


@pytest.mark.parametrize(
    "says",
    [
        "how many times does it have to happen",
        "could my phone have spyware on it",
        "should I remove the tracker",
        "do i change my number",
        "restraining order?",
    ],
)
def test_a_question_is_not_put_down_as_something_that_happened(served, says):
    person = served.person()
    person.says("hello")
    person.taps("Me")
    person.taps("No")
    person.says(says)
    assert not {person.slots.get(factor) for factor in ("fixated", "obsessive", "unwanted", "repeated", "fear")} - {
        None
    }


@pytest.mark.parametrize(
    "says",
    [
        "how do I find the tracker on my car",
        "how do i find a tracker",
        "someone put a tracker on my car how do i find it",
    ],
)
def test_somebody_who_fears_a_tracker_is_not_refused(served, says):
    reply = served.person().says(says)
    assert "utter_find_a_person" not in reply.responses
    assert {"utter_faq/trackers_and_tags", "utter_situation_device_watched"} & set(reply.responses)


def test_a_question_about_a_nations_law_is_answered_for_that_nation_before_a_town_is_known(served):
    scots = served.person().says("what order can i get in scotland").text
    assert scots != served.person().says("what order can i get in wales").text
