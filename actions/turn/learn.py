"""What follows from a message, beyond the slots that Rasa's mappings fill."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa_sdk import Tracker

from actions.knowledge import DIRECTORY, GUESSES, NEVER_AN_ANSWER, PLACES
from actions.turn.conversation import (
    entities,
    entity,
    intent_of,
    question_answered,
    responses_so_far,
    said_in_this_turn,
    set_in_this_turn,
    words_of_this_turn,
)
from bot.four import FACTORS
from bot.places import CROWN_DEPENDENCIES, Choices, Found, Outside, PlaceAnswer

# What was built on an old answer is done again; who it is and where somebody lives change no more than the help.
_ON_ANSWERS = ("ledger_confirmed", "outcome", "help_shown")
BUILT_ON = {
    "immediate_danger": ("cannot_speak", "outcome"),
    **dict.fromkeys((*FACTORS, "speaking_for"), _ON_ANSWERS),
    "ledger_confirmed": ("outcome", "help_shown"),
    "relationship": ("help_shown",),
    "force": ("place", "place_declined", "nation", "help_shown"),
}
_PERHAPS = ("perhaps_in_danger", "perhaps_suicidal")
# What a story may be heard as; one that sounds like danger is a story all the same.
STORIES = ("describe_situation", *_PERHAPS)
# What holds a story although it is something else first.
_TOLD_BESIDE = (*_PERHAPS, "safe_now", "their_suicide_threat", "faq")
_TOLD_IN = ("describe_situation", *_TOLD_BESIDE)
# Asked this often without an answer, a door is taken to be the person's own; it can be changed.
DOOR_ASKED_ENOUGH = 2
# Asked about danger this often, somebody who tells their story instead is told of 999 and not asked again.
DANGER_ASKED_ENOUGH = 3


def learn(tracker: Tracker) -> Dict[str, Any]:
    """Return slots to set: danger that is over, a story told in passing, who, for whom and where.

    An answer that was given stands: what is said in passing fills only what is not known yet.
    """
    learnt: Dict[str, Any] = {}
    if tracker.get_slot("safe_now"):
        learnt.update(immediate_danger=False, cannot_speak=None, safe_now=None)
    if tracker.get_slot("own_behaviour"):
        # What they tell is no pattern of somebody else's. Only a tap, which cannot be misread, makes it one.
        told = dict.fromkeys((*FACTORS, "story_told", "relationship"))
        return {**learnt, **told, "own_behaviour": None if _tapped(tracker, "choose_door") else True}
    if tracker.get_slot("immediate_danger") is None and (says_no_danger(tracker) or _danger_was_asked_enough(tracker)):
        learnt["immediate_danger"] = False
    if _tells_a_story(tracker):
        learnt["story_told"] = True
    if intent_of(tracker) in _TOLD_BESIDE:
        # Forms take no answer from these; it is not lost.
        learnt.update(_answers_told(tracker))
    for slot in ("under_18", "online"):
        # Nor is this: to Rasa, a form's ignored intents fill no slot at all.
        told = entity(tracker, slot)
        if told is not None and tracker.get_slot(slot) is None:
            learnt[slot] = told
    for slot, naming in (("speaking_for", "choose_door"), ("relationship", "say_who")):
        heard = _heard(tracker, slot, naming)
        if heard is not None:
            learnt[slot] = heard
    if tracker.get_slot("speaking_for") is None and "professional" in entities(tracker, "situation"):
        # Whoever asks for a client is a helper; the door for work is a test bench.
        learnt["speaking_for"] = "someone_else"
    if "speaking_for" not in learnt and _door_was_asked_enough(tracker):
        learnt["speaking_for"] = "self"
    if (learnt.get("under_18") or set_in_this_turn(tracker, "under_18")) and "children" in entities(
        tracker, "situation"
    ):
        # The child is theirs: it is not the child whom it happens to.
        learnt["under_18"] = None
    learnt.update(_place(tracker))
    return {slot: value for slot, value in learnt.items() if tracker.get_slot(slot) != value}


def _tapped(tracker: Tracker, intent: str) -> bool:
    return intent_of(tracker) == intent and (tracker.latest_message.get("text") or "").startswith("/")


def _tells_a_story(tracker: Tracker) -> bool:
    """Tell whether the latest message answers a question in passing, or tells of what happens in many words."""
    if words_of_this_turn(tracker):
        return intent_of(tracker) in _TOLD_IN
    told = (tracker.latest_message.get("text") or "").split()
    return intent_of(tracker) == "describe_situation" and len(told) >= GUESSES["story_of_words"]


def take_down(tracker: Tracker) -> Dict[str, Any]:
    """Return slots to set from a message that came in trouble: forms ignore its words, so nothing of it is lost here."""
    people = {slot: entity(tracker, slot, role="in_passing") for slot in ("speaking_for", "relationship")}
    return {
        **_answers_told(tracker),
        **{slot: value for slot, value in people.items() if value and not tracker.get_slot(slot)},
    }


def _answers_told(tracker: Tracker) -> Dict[str, Any]:
    """Return the answers that the latest message tells and that were not known yet."""
    told = {word.factor: word.answer for word in words_of_this_turn(tracker)}
    return {factor: answer for factor, answer in told.items() if not tracker.get_slot(factor)}


def _heard(tracker: Tracker, slot: str, naming: str) -> Optional[str]:
    """Return the value of a slot that the latest message tells, if it may be taken."""
    if set_in_this_turn(tracker, slot):
        return None
    # In a story, "at my work" does not say that it is for work, nor does whom it is about hide who does it.
    told_a_story = intent_of(tracker) in STORIES
    door = slot == "speaking_for"
    if question_answered(tracker) == slot and intent_of(tracker) not in NEVER_AN_ANSWER and not (door and told_a_story):
        # "My husband's cousin": what counts always has the whole of it, what counts as an answer the first word.
        whole = None if door else entity(tracker, slot, role="in_passing")
        answer = whole or entity(tracker, slot, role="when_asked")
        if answer is not None:
            return answer
    if not door and not told_a_story and question_answered(tracker) == "speaking_for" and _door_answered(tracker):
        # "Someone I work with" says whom it is about, not who does it.
        return None
    if tracker.get_slot(slot) is None or intent_of(tracker) == naming:
        heard = entities(tracker, slot, role="in_passing")
        # Two doors in one message settle nothing ("he rings my sister and me"): the assistant asks.
        return heard[0] if heard and not (door and len(set(heard)) > 1) else None
    return None


def says_no_danger(tracker: Tracker) -> bool:
    """Tell whether the latest message says, beside something else, that there is no danger at this moment."""
    if intent_of(tracker) in _PERHAPS:
        return False
    asked = question_answered(tracker) == "immediate_danger"
    found = tracker.latest_message.get("entities") or []
    return any(e["entity"] == "no_danger" and (not e.get("role") or (asked and e["start"] == 0)) for e in found)


def _danger_was_asked_enough(tracker: Tracker) -> bool:
    """Tell whether somebody tells more of their story each time they are asked about danger."""
    if question_answered(tracker) != "immediate_danger" or intent_of(tracker) != "describe_situation":
        return False
    return responses_so_far(tracker).count("utter_ask_immediate_danger") >= DANGER_ASKED_ENOUGH


def _door_answered(tracker: Tracker) -> bool:
    return entity(tracker, "speaking_for", role="when_asked") is not None


def _door_was_asked_enough(tracker: Tracker) -> bool:
    """Tell whether somebody answered the question whom it is about, again in words that settle nothing."""
    if tracker.get_slot("speaking_for") or question_answered(tracker) != "speaking_for":
        return False
    if intent_of(tracker) in NEVER_AN_ANSWER:
        return False
    return responses_so_far(tracker).count("utter_ask_speaking_for") >= DOOR_ASKED_ENOUGH


def placed(answer: PlaceAnswer) -> Dict[str, Any]:
    """Return the slots that a place which was named fills; where several share the name, those that are asked for again."""
    if isinstance(answer, Found):
        return {"force": answer.force, "place": answer.label, "nation": DIRECTORY.forces[answer.force].nation}
    if isinstance(answer, Choices):
        return dict.fromkeys(("force", *BUILT_ON["force"]))
    return {}


def _place(tracker: Tracker) -> Dict[str, Any]:
    """Return what follows from a place: its nation, and help that is shown anew when it is another one. Until a place
    is known, a question about a nation's law tells the nation.

    A place told when it was not asked for is looked up here; one that could be several is asked about again.
    """
    force = DIRECTORY.force(tracker.get_slot("force") or "")
    learnt: Dict[str, Any] = {}
    home = PLACES.find_home(tracker.latest_message.get("text") or "")
    if force is None and isinstance(home, Outside) and home.where in CROWN_DEPENDENCIES:
        return {"place_declined": True, "place": home.where, "nation": None}
    asked_of = entity(tracker, "nation")
    if force is None and asked_of is not None and intent_of(tracker) == "faq":
        learnt["nation"] = asked_of
    if intent_of(tracker) == "give_place" and not set_in_this_turn(tracker, "force"):
        answer = PLACES.find(tracker.latest_message.get("text") or "")
        learnt.update(placed(answer))
        if isinstance(answer, Choices):
            return learnt
        force = DIRECTORY.force(learnt.get("force") or "") or force
    if force is not None and tracker.get_slot("nation") != force.nation:
        learnt["nation"] = force.nation
    moved = learnt.get("force") or set_in_this_turn(tracker, "force")
    if moved and not said_in_this_turn(tracker, "utter_help_intro"):
        learnt.update(place_declined=None, help_shown=None)
    return learnt
