"""Say that something was not understood; a second time in a row, offer a person instead."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.continue_conversation import go_on


class ActionNotUnderstood(Action):
    """Never says the same apology twice in a row."""

    def name(self) -> str:
        return "action_not_understood"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        messages = [event for event in tracker.events if event.get("event") == "user"]
        before = (messages[-2].get("parse_data") or {}).get("intent", {}).get("name") if len(messages) > 1 else None
        again = before == "nlu_fallback"
        dispatcher.utter_message(response="utter_not_understood_again" if again else "utter_not_understood")
        return go_on(dispatcher, tracker)
