"""Change an answer: ask which, or forget the one that was named so that it is asked again."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.conversation import entity, words_of_this_turn
from actions.turn.going_on import danger_first, go_on
from actions.turn.learn import BUILT_ON
from bot.four import FACTORS

CHANGEABLE = {*FACTORS, "speaking_for", "relationship", "force"}


class ActionChangeAnswer(Action):
    """With a ``factor`` (from a button, or in words: "the scared one is wrong") clears that answer and goes on.

    Without one, or with several, asks which.
    """

    def name(self) -> str:
        return "action_change_answer"

    @danger_first
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        named = {word.factor for word in words_of_this_turn(tracker)}
        factor = entity(tracker, "factor") or (named.pop() if len(named) == 1 else None)
        closed = [ActiveLoop(None), SlotSet("requested_slot", None)]
        if factor not in CHANGEABLE:
            dispatcher.utter_message(response="utter_change_which")
            return [*closed, FollowupAction("action_listen")]
        return [*closed, *go_on(dispatcher, tracker, **dict.fromkeys((factor, *BUILT_ON[factor])))]
