"""Go on to the next step that is still open."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.going_on import go_on


class ActionContinue(Action):
    """Goes to the next open step (bot/four/journey.py), from wherever the conversation is."""

    def name(self) -> str:
        return "action_continue"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        return go_on(dispatcher, tracker)
