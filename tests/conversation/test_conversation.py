"""The conversation's promises, over HTTP: danger first, digressions lead back, nothing is lost, people never mix."""

from __future__ import annotations

import pytest

FACTORS = ("fixated", "obsessive", "unwanted", "repeated", "fear")
QUESTION_OF = {
    "door_form": "speaking_for", "danger_form": "immediate_danger", "safe_form": "safe_now", "story_form": "story_told",
    "four_form": "fixated", "ledger_form": "ledger_confirmed", "who_form": "relationship", "place_form": "force",
}  # fmt: skip


def put_at(served, form: str, slot: str, **known):
    """Return somebody whose conversation has been put at a step through Rasa's API, as a reviewer would."""
    person = served.person()
    events = [
        {"event": "action", "name": "action_session_start"},
        {"event": "session_started"},
        {"event": "action", "name": "action_listen"},
    ]
    events += [{"event": "slot", "name": name, "value": value} for name, value in known.items()]
    events += [
        {"event": "active_loop", "name": form}, {"event": "action", "name": form},
        {"event": "slot", "name": "requested_slot", "value": slot}, {"event": "action", "name": "action_listen"},
    ]  # fmt: skip
    served.post(f"/conversations/{person.sender}/tracker/events", events)
    return person


@pytest.mark.parametrize(("form", "slot"), QUESTION_OF.items())
def test_danger_is_answered_first_at_every_step(served, form, slot):
    person = put_at(served, form, slot, speaking_for="self")
    reply = person.says("hes outside my door now")
    assert reply.responses[0] == "utter_danger_call_999"
    assert reply.text.startswith("Call 999 now")
    assert person.slots["immediate_danger"] is True
    assert person.slots["outcome"] == "emergency"


@pytest.mark.parametrize(("form", "slot"), QUESTION_OF.items())
def test_somebody_who_cannot_speak_is_told_how_at_every_step(served, form, slot):
    reply = put_at(served, form, slot, speaking_for="self").says("cant talk hes in the next room")
    assert reply.responses[0] == "utter_danger_cannot_speak"
    for part in ("Call 999", "cough or tap", "Press 55 when it asks you to", "does not tell the police where you are"):
        assert part in reply.text


@pytest.mark.parametrize(("form", "slot"), QUESTION_OF.items())
def test_thoughts_of_suicide_are_answered_first_at_every_step(served, form, slot):
    reply = put_at(served, form, slot, speaking_for="self").says("i want to die")
    assert reply.responses == ["utter_suicidal_feelings"]
    for number in ("999", "116 123", "85258", "111"):
        assert number in reply.text


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize(
    ("said", "value"),
    [("yes", "yes"), ("aye", "yes"), ("no", "no"), ("nah", "no"), ("not sure", "unsure"), ("dunno", "unsure"), ("skip", "unsure")],
)  # fmt: skip
def test_each_of_the_five_questions_takes_yes_no_not_sure_and_skip(served, factor, said, value):
    others = dict.fromkeys(FACTORS[: FACTORS.index(factor)], "yes")
    person = put_at(served, "four_form", factor, speaking_for="self", immediate_danger=False, story_told=True, **others)
    person.says(said)
    assert person.slots[factor] == value
    assert person.slots.get("requested_slot") != factor


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize(
    "digression",
    [
        "why do you ask?",
        "are you a real person",
        "is it against the law",
        "thanks",
        "who can i talk to",
        "what have you got so far",
        "you're useless",
        "can you find out where he lives",
        "asdf qwer zxcv",
    ],
)
def test_a_digression_is_answered_and_the_same_question_asked_again(served, factor, digression):
    person = put_at(served, "four_form", factor, speaking_for="self", immediate_danger=False, story_told=True)
    # The form asks for the first answer that is missing, so what stands before is filled.
    for other in FACTORS[: FACTORS.index(factor)]:
        served.post(
            f"/conversations/{person.sender}/tracker/events", [{"event": "slot", "name": other, "value": "yes"}]
        )
    reply = person.says(digression)
    assert len(reply.responses) > 1
    assert reply.responses[-1] == f"utter_ask_{factor}"
    assert reply.responses.count(f"utter_ask_{factor}") == 1
    assert person.slots.get(factor) is None
    person.says("yes")
    assert person.slots[factor] == "yes"


def test_not_having_told_them_to_stop_is_never_a_no_on_unwanted(served):
    person = put_at(
        served,
        "four_form",
        "unwanted",
        speaking_for="self",
        immediate_danger=False,
        story_told=True,
        fixated="yes",
        obsessive="yes",
    )
    person.says("i have not told them to stop")
    assert person.slots.get("unwanted") != "no"


def test_any_answer_can_be_changed_from_the_ledger(served):
    person = served.person()
    person.says(
        "my ex keeps turning up at my work and messaging me from new accounts, i've told him to stop, im scared"
    )
    person.says("no")
    reply = person.taps("Change an answer")
    assert reply.responses == ["utter_change_which"]
    assert person.taps("How it has left me").responses[-1] == "utter_ask_fear"
    reply = person.says("no")
    assert reply.responses[-1] == "utter_ask_ledger_confirmed"
    assert person.slots["fear"] == "no"
    assert person.says("yes").responses[0] == "utter_outcome_some_signs"


def test_a_wrong_ledger_is_put_right_by_typing_no(served):
    person = served.person()
    person.says(
        "my ex keeps turning up at my work and messaging me from new accounts, i've told him to stop, im scared"
    )
    person.says("no")
    assert person.says("no thats not right").responses == ["utter_change_which"]
    assert person.taps("Nothing, go on").responses[-1] == "utter_ask_ledger_confirmed"


def test_a_door_can_be_changed_and_the_wording_follows(served):
    person = served.person()
    person.says("hello")
    person.taps("Me")
    person.taps("No")
    person.says("change an answer")
    person.taps("Who this is about")
    reply = person.taps("Someone I know")
    assert "happening to them" in reply.text
    assert person.slots["speaking_for"] == "someone_else"


def test_a_helper_is_never_addressed_as_the_person_it_happens_to(served):
    person = served.person()
    person.says("hello")
    person.taps("Someone I know")
    person.taps("No")
    reply = person.taps("Ask me questions instead")
    for _ in FACTORS:
        assert " you " not in f" {reply.text.lower()} ".replace("as far as you know", ""), reply.text
        reply = person.taps("Yes")
    assert "keeps coming back to them" in reply.text


def test_after_danger_the_conversation_goes_on_where_it_was(served):
    person = served.person()
    person.says("hello")
    for tap in ("Me", "No", "Ask me questions instead", "Yes"):
        person.taps(tap)
    person.says("hes here hes trying the door")
    reply = person.taps("I'm safe for now")
    assert reply.responses[0] == "utter_safe_now"
    assert reply.responses[-1] == "utter_ask_obsessive"
    assert person.slots["fixated"] == "yes"
    assert person.slots["immediate_danger"] is False


def test_still_in_danger_is_answered_with_999_again(served):
    person = served.person()
    person.says("hes outside my door now")
    assert "999" in person.says("no").text
    assert "999" in person.taps("I'm still in danger").text
    assert person.slots["immediate_danger"] is True


@pytest.mark.parametrize("words", ["start again", "restart", "can we start from scratch"])
def test_start_again_forgets_everything_and_begins_anew(served, words):
    person = served.person()
    person.says("my ex keeps turning up at my work, i live in chelmsford")
    assert person.slots["force"] == "essex"
    reply = person.says(words)
    assert reply.responses == ["utter_restart"]
    assert person.slots == {}
    assert "chelmsford" not in str(person.tracker)
    assert person.taps("Me").responses[-1] == "utter_ask_immediate_danger"


def test_stop_says_goodbye_and_forgets_everything(served):
    person = served.person()
    person.says("my ex keeps turning up at my work, i live in chelmsford")
    reply = person.says("stop")
    assert reply.responses == ["utter_stop", "utter_restart"]
    assert "0808 802 0300" in reply.text
    assert "chelmsford" not in str(person.tracker)


def test_two_people_at_once_are_never_mixed(served):
    one, other = served.person(), served.person()
    one.says("my ex keeps turning up at my work, i live in chelmsford")
    other.says("hello")
    one.says("no")
    other.taps("Someone I know")
    assert one.slots["force"] == "essex"
    assert one.slots["speaking_for"] == "self"
    assert "force" not in other.slots
    assert other.slots["speaking_for"] == "someone_else"


@pytest.mark.parametrize("said", ["jersey", "IM1 1AA", "france"])
def test_a_place_outside_the_kingdom_gets_an_honest_answer_and_still_help(served, said):
    person = put_at(served, "place_form", "force", **KNOWN)
    reply = person.says(said)
    assert "I only know services in" in reply.text
    assert "0808 802 0300" in reply.text
    assert reply.responses[-1] == "utter_next"


def test_half_a_postcode_that_straddles_forces_is_asked_about(served):
    person = put_at(served, "place_form", "force", **KNOWN)
    reply = person.says("CH1")
    assert reply.responses == ["utter_place_which"]
    assert set(reply.buttons) == {"Cheshire Constabulary", "North Wales Police"}
    person.taps("North Wales Police")
    assert person.slots["force"] == "north-wales"
    assert person.slots["nation"] == "wales"


def test_a_place_that_is_not_known_is_asked_for_differently(served):
    person = put_at(served, "place_form", "force", **KNOWN)
    assert person.says("wibblesham").responses == ["utter_place_not_found"]
    assert person.says("durham").responses[0] == "utter_place_noted"
    assert person.slots["force"] == "durham"


def test_not_saying_where_is_respected_and_help_is_shown(served):
    reply = put_at(served, "place_form", "force", **KNOWN).says("id rather not say")
    assert reply.responses[0] == "utter_place_declined"
    assert "0808 802 0300" in reply.text


KNOWN = {
    "speaking_for": "self", "immediate_danger": False, "story_told": True, "fixated": "yes", "obsessive": "yes",
    "unwanted": "yes", "repeated": "yes", "fear": "yes", "ledger_confirmed": True, "outcome": "likely_stalking",
    "relationship": "stranger",
}  # fmt: skip


def test_under_18s_are_shown_childline(served):
    person = put_at(served, "place_form", "force", under_18=True, **KNOWN)
    assert "0800 1111" in person.says("leeds").text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?",
        "🙂",
        "x" * 5000,
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "مرحبا",
        "{}",
        "/",
        "{name}",
    ],
)
def test_anything_at_all_may_be_typed_without_harm(served, text):
    person = served.person()
    person.says("hello")
    person.says(text)
    assert person.says("me").responses[-1] == "utter_ask_immediate_danger"
    assert person.says("hes outside my door now").responses[0] == "utter_danger_call_999"


@pytest.mark.parametrize(
    "text",
    ["i just want him to stop", "please make it stop", "i want to stop being scared", "he said lets start again and be together", "i told him to stop", "i want this to end", "she wont stop"],
)  # fmt: skip
def test_wanting_it_to_stop_does_not_end_the_conversation(served, text):
    person = served.person()
    person.says("my ex keeps turning up at my work, i live in chelmsford")
    reply = person.says(text)
    assert "utter_stop" not in reply.responses
    assert "utter_restart" not in reply.responses
    assert person.slots["force"] == "essex"


def test_messages_without_a_sender_are_never_mixed(served):
    served.post("/webhooks/rest/webhook", {"message": "my ex keeps turning up at my work, i live in chelmsford"})
    replies = served.post("/webhooks/rest/webhook", {"message": "what have you got so far"})
    assert "turning up" not in str(replies)
    assert served.get("/conversations/default/tracker")["slots"]["force"] is None


def test_who_has_told_what_happens_is_not_invited_to_tell_it(served):
    person = served.person()
    person.says("hello")
    person.says("Same chap's been at me since the sale, telling folk things. I'm not one for talking.")
    person.says("for me")
    assert person.says("no").responses[-1] == "utter_ask_fixated"
