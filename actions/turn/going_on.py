"""Say back what a turn brought, then go on to the next step that is still open."""

from __future__ import annotations

from functools import wraps
from typing import Any, Callable, Dict, List, Mapping

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import PLACES, QUESTIONS
from actions.turn.acknowledge import acknowledge
from actions.turn.contradiction import answers_before, ask_which_holds, contradicted
from actions.turn.conversation import (
    intent_of,
    question_answered,
    responses_of_last_turn,
    responses_of_this_turn,
    responses_so_far,
    said_before,
    said_in_the_turn_before,
    said_in_this_turn,
    set_in_this_turn,
)
from actions.turn.learn import BUILT_ON, STORIES, learn
from actions.turn.ledger_text import ledger_so_far
from actions.turn.questions import answer_beside, asks
from actions.turn.workings import show_workings
from bot.four import FACTORS, Situation, Step, next_step
from bot.places import Choices

_OF_SUICIDE = ("utter_harm_done", "utter_perhaps_suicidal", "utter_suicidal_feelings")
# The slots that wordings have as their condition, and that a message may tell (actions/turn/learn.py).
_WORDING_FOLLOWS = ("speaking_for", "nation")
# Steps that ask nothing are actions; the others are forms of the same name.
_ACTIONS = {Step.OUTCOME: "action_give_outcome", Step.HELP: "action_show_services"}


Run = Callable[[Action, CollectingDispatcher, Tracker, DomainDict], List[EventType]]


def danger_first(run: Run) -> Run:
    """Let the ``run`` of an action that changes answers wait while somebody is in danger: only plain words end an
    alarm, and nothing is put before the question whether they are safe.
    """

    @wraps(run)
    def run_if_safe(
        action: Action, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> List[EventType]:
        if tracker.get_slot("immediate_danger"):
            return go_on(dispatcher, tracker)
        return run(action, dispatcher, tracker, domain)

    return run_if_safe


def go_on(dispatcher: CollectingDispatcher, tracker: Tracker, **changed: Any) -> List[EventType]:
    """Return the events with which any action ends that leads on: the slots it ``changed``, what the turn brought, and
    the next step. An action that ends so needs no ``action_continue`` after it, which would be one more call.
    """
    learnt = {**_overtaken(tracker), **learn(tracker), **changed}
    in_danger = {**tracker.slots, **learnt}.get("immediate_danger")
    opposite = [] if changed or in_danger else contradicted(tracker)
    learnt.update({slot: None for factor in opposite for slot in (factor, *BUILT_ON[factor])})
    known = {**tracker.slots, **learnt}
    step = next_step(Situation.from_slots(known))
    if step is Step.LEDGER:
        learnt["ledger"] = ledger_so_far(tracker, known)
    # Somebody who answers a question is in the middle of things; after danger the opening is made good.
    middle = question_answered(tracker) not in (None, "safe_now") or step in (Step.SAFE, Step.OWN_BEHAVIOUR)
    if _is_still_about_suicide(tracker) and step is not Step.SAFE:
        # Nothing is put before it, and nothing is noted: to feel sick after an overdose is no fear.
        done = said_in_the_turn_before(tracker, "utter_harm_done")
        learnt.update({factor: None for factor in FACTORS if done and set_in_this_turn(tracker, factor)})
        dispatcher.utter_message(response="utter_harm_done" if done else "utter_suicidal_still")
        told = [SlotSet(slot, value) for slot, value in learnt.items()]
        return [*told, ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]
    if not middle and not said_before(tracker, "utter_opening"):
        dispatcher.utter_message(response="utter_opening")
    if step is Step.SAFE and not said_in_this_turn(tracker, "utter_perhaps_in_danger"):
        dispatcher.utter_message(response="utter_still_here")
    elif step is not Step.OWN_BEHAVIOUR:
        acknowledge(dispatcher, tracker, learnt, words_too=step is not Step.LEDGER and not opposite)
    if intent_of(tracker) in STORIES and step is not Step.SAFE and asks(tracker):
        answer_beside(dispatcher, tracker)
    if not opposite and step is not Step.SAFE and _would_say_the_same(dispatcher, tracker, known, step):
        dispatcher.utter_message(response="utter_once_more")
    show_workings(dispatcher, tracker, known, step)
    _word_for(dispatcher, learnt)
    events: List[EventType] = [SlotSet(slot, value) for slot, value in learnt.items()]
    if step is Step.OWN_BEHAVIOUR:
        dispatcher.utter_message(response="utter_own_behaviour_still")
        return [*events, ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]
    if opposite and step in (Step.STORY, Step.FOUR):
        return [*events, *ask_which_holds(dispatcher, opposite[0])]
    if step is Step.NEXT:
        dispatcher.utter_message(response="utter_next")
        return [*events, FollowupAction("action_listen")]
    return [*events, FollowupAction(_ACTIONS.get(step, step.value))]


def _word_for(dispatcher: CollectingDispatcher, learnt: Mapping[str, Any]) -> None:
    """Let the wording of what was said in this action follow what was learnt in it (bot/nlg.py)."""
    for message in dispatcher.messages:
        if message.get("response"):
            message.update({slot: learnt[slot] for slot in _WORDING_FOLLOWS if learnt.get(slot) is not None})


def _overtaken(tracker: Tracker) -> Dict[str, Any]:
    """Return what was built on answers that the latest message changed, to be built anew."""
    if not tracker.get_slot("ledger_confirmed") or set_in_this_turn(tracker, "ledger_confirmed"):
        return {}
    before = answers_before(tracker)
    return {
        slot: None for factor in FACTORS if tracker.get_slot(factor) != before.get(factor) for slot in BUILT_ON[factor]
    }


def _is_still_about_suicide(tracker: Tracker) -> bool:
    """Tell whether something was typed, and no "no", right after suicide, or what was done already, was told or asked
    about; once.
    """
    typed = not (tracker.latest_message.get("text") or "").startswith("/")
    just_before = any(said_in_the_turn_before(tracker, response) for response in _OF_SUICIDE)
    met = said_before(tracker, "utter_suicidal_still") or responses_so_far(tracker).count("utter_harm_done") > 1
    goes_on = intent_of(tracker) in ("deny", "carry_on") or met
    return typed and just_before and not goes_on


def _would_say_the_same(
    dispatcher: CollectingDispatcher, tracker: Tracker, known: Mapping[str, Any], step: Step
) -> bool:
    """Tell whether the same reply as before would come again: the same responses, and then the same question."""
    if step in _ACTIONS or step is Step.OWN_BEHAVIOUR or (step is Step.PLACE and _is_one_of_several(tracker)):
        return False
    asks = next((slot for slot in QUESTIONS.get(step.value, ()) if known.get(slot) is None), None)
    now = [*responses_of_this_turn(tracker), *(m["response"] for m in dispatcher.messages if m.get("response"))]
    # What the test bench showed comes after this.
    before = [response for response in responses_of_last_turn(tracker) if response != "utter_test_bench"]
    return asks == question_answered(tracker) and before[:-1] == now


def _is_one_of_several(tracker: Tracker) -> bool:
    """Tell whether a place was named that several share: then the question is another one, which of them."""
    return isinstance(PLACES.find(tracker.latest_message.get("text") or ""), Choices)
