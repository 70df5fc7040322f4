"""Read an answer to one of the five questions, and say back what was put down from somebody's own words."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.acknowledge import acknowledge
from actions.conversation import entity, intent_of, question_answered
from actions.knowledge import NEVER_AN_ANSWER
from bot.four import FACTORS


class ValidateFourForm(Action):
    """Fills the answer that was asked for from words that count only as an answer ("since march").

    Yes, no, not sure, skip, and words that count always are filled by the mappings in domain.yml.
    """

    def name(self) -> str:
        return "validate_four_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        acknowledge(dispatcher, tracker)
        asked = question_answered(tracker)
        if asked not in FACTORS or intent_of(tracker) in NEVER_AN_ANSWER:
            return []
        # "No I don't", to "is this contact you don't want?", is no denial: words made for the question beat its mapping.
        plainly = any(e["entity"] == asked and not e.get("role") for e in tracker.latest_message.get("entities") or [])
        answer = None if plainly else entity(tracker, asked, role="when_asked")
        return [SlotSet(asked, answer)] if answer else []
