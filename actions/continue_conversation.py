"""Say back what this turn brought, then go on to the next step that is still open."""

from typing import Any, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.acknowledge import acknowledge
from actions.conversation import question_answered, said_before, said_in_this_turn
from actions.learn import learn
from actions.ledger_text import ledger_so_far
from bot.four import Situation, Step, next_step

# Steps that ask nothing are actions; the others are forms of the same name.
_ACTIONS = {Step.OUTCOME: "action_give_outcome", Step.HELP: "action_show_services"}


class ActionContinue(Action):
    """Goes to the next open step (bot/four/journey.py), from wherever the conversation is."""

    def name(self) -> str:
        return "action_continue"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        return go_on(dispatcher, tracker)


def go_on(dispatcher: CollectingDispatcher, tracker: Tracker, **changed: Any) -> List[EventType]:
    """Return the events with which any action ends that leads on: the slots it ``changed``, what the turn brought, and
    the next step. An action that ends so needs no ``action_continue`` after it, which would be one more call.
    """
    learnt = {**learn(tracker), **changed}
    known = {**tracker.slots, **learnt}
    step = next_step(Situation.from_slots(known))
    if step is Step.LEDGER:
        learnt["ledger"] = ledger_so_far(tracker, known)
    # Somebody who answers a question is in the middle of things; after danger the opening is made good.
    middle = question_answered(tracker) not in (None, "safe_now") or step is Step.SAFE
    if not middle and not said_before(tracker, "utter_opening"):
        dispatcher.utter_message(response="utter_opening")
    if step is Step.SAFE and not said_in_this_turn(tracker, "utter_perhaps_in_danger"):
        dispatcher.utter_message(response="utter_still_here")
    else:
        acknowledge(dispatcher, tracker, learnt, words_too=step is not Step.LEDGER)
    events: List[EventType] = [SlotSet(slot, value) for slot, value in learnt.items()]
    if step is Step.NEXT:
        dispatcher.utter_message(response="utter_next")
        return [*events, FollowupAction("action_listen")]
    return [*events, FollowupAction(_ACTIONS.get(step, step.value))]
