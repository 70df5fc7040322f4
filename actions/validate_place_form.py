"""Read an answer to "where do you live?"."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import intent_of
from actions.knowledge import DIRECTORY, NEVER_AN_ANSWER, PLACES
from bot.places import Found, Outside

DONE = SlotSet("requested_slot", None)
DECLINING = frozenset({"rather_not_say", "skip", "unsure", "deny"})


class ValidatePlaceForm(Action):
    """Fills ``force`` and ``nation``; a place outside the United Kingdom, or none, ends the form without them.

    What cannot be placed leaves ``force`` empty, and the form asks again (actions/ask_force.py says why).
    """

    def name(self) -> str:
        return "validate_place_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        force = DIRECTORY.force(tracker.get_slot("force") or "")
        if force is not None:
            return [SlotSet("force", force.slug), SlotSet("nation", force.nation)]
        asked = tracker.get_slot("requested_slot") == "force" and tracker.active_loop.get("name") == "place_form"
        if not asked or intent_of(tracker) in NEVER_AN_ANSWER:
            return []
        if intent_of(tracker) in DECLINING:
            return [SlotSet("place_declined", True), DONE]
        text = tracker.latest_message.get("text") or ""
        answer = PLACES.find(text) if not text.startswith("/") else None
        if isinstance(answer, Found):
            nation = DIRECTORY.forces[answer.force].nation
            return [SlotSet("force", answer.force), SlotSet("place", answer.label), SlotSet("nation", nation)]
        if isinstance(answer, Outside):
            dispatcher.utter_message(response=f"utter_place_{answer.where.replace('-', '_')}")
            return [SlotSet("place_declined", True), DONE]
        return [SlotSet("force", None)]
