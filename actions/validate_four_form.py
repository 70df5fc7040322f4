"""Say back what was put down from somebody's own words, before the next of the five questions."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.acknowledge import acknowledge


class ValidateFourForm(Action):
    """Accepts the answers as they are; see domain.yml for how they are read."""

    def name(self) -> str:
        return "validate_four_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        acknowledge(dispatcher, tracker)
        return []
