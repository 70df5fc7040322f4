"""Change an answer: ask which, or forget the one that was named so that it is asked again."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.continue_conversation import go_on
from actions.conversation import entity, words_of_this_turn

CHANGEABLE = {"fixated", "obsessive", "unwanted", "repeated", "fear", "speaking_for", "relationship", "force"}
# What was built on the old answer is done again; where somebody lives changes no more than the help.
BUILT_ON_ANSWERS = ("ledger_confirmed", "outcome", "help_shown")
BUILT_ON_PLACE = ("place", "place_declined", "nation", "help_shown")


class ActionChangeAnswer(Action):
    """With a ``factor`` (from a button, or in words: "the scared one is wrong") clears that answer and goes on.

    Without one, or with several, asks which.
    """

    def name(self) -> str:
        return "action_change_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        named = {word.factor for word in words_of_this_turn(tracker)}
        factor = entity(tracker, "factor") or (named.pop() if len(named) == 1 else None)
        closed = [ActiveLoop(None), SlotSet("requested_slot", None)]
        if factor not in CHANGEABLE:
            dispatcher.utter_message(response="utter_change_which")
            return [*closed, FollowupAction("action_listen")]
        cleared = BUILT_ON_PLACE if factor == "force" else BUILT_ON_ANSWERS
        cleared = ("help_shown",) if factor == "relationship" else cleared
        return [*closed, *go_on(dispatcher, tracker, **dict.fromkeys((factor, *cleared)))]
