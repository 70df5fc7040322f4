"""Say back what this turn brought, then go on to the next step that is still open."""

from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.acknowledge import acknowledge
from actions.conversation import intent_of, question_answered, said_before, words_in
from actions.knowledge import DIRECTORY
from bot.four import Situation, Step, next_step

# Steps that ask nothing are actions; the others are forms of the same name.
_ACTIONS = {Step.OUTCOME: "action_give_outcome", Step.HELP: "action_show_services"}


class ActionContinue(Action):
    """Goes to the next open step (bot/four/journey.py), from wherever the conversation is."""

    def name(self) -> str:
        return "action_continue"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        # Somebody who answers a question is in the middle of things; after danger the opening is made good.
        if not said_before(tracker, "utter_opening") and question_answered(tracker) in (None, "safe_now"):
            dispatcher.utter_message(response="utter_opening")
        learnt = _learnt(tracker)
        step = next_step(Situation.from_slots({**tracker.slots, **learnt}))
        acknowledge(dispatcher, tracker, words_too=step is not Step.LEDGER)
        events: List[EventType] = [SlotSet(slot, value) for slot, value in learnt.items()]
        if step is Step.NEXT:
            dispatcher.utter_message(response="utter_next")
            return [*events, FollowupAction("action_listen")]
        return [*events, FollowupAction(_ACTIONS.get(step, step.value))]


def _learnt(tracker: Tracker) -> Dict[str, Any]:
    """Return slots that follow from this turn: danger over, a story told in passing, the nation of a force area."""
    learnt: Dict[str, Any] = {}
    if tracker.get_slot("safe_now"):
        learnt.update(immediate_danger=False, cannot_speak=None, safe_now=None)
    told = intent_of(tracker) == "describe_situation" and any(words_in(tracker.latest_message))
    if told and not tracker.get_slot("story_told"):
        learnt["story_told"] = True
    force = DIRECTORY.force(tracker.get_slot("force") or "")
    if force is not None and tracker.get_slot("nation") != force.nation:
        learnt["nation"] = force.nation
    return learnt
