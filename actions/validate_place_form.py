"""Read an answer to "where do you live?"."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import DIRECTORY, FIRST_OF_ALL, NEVER_AN_ANSWER, PLACES
from actions.turn.conversation import confidence_of, intent_of, responses_so_far, text_before
from actions.turn.learn import placed
from bot.places import Choices, Found, NotFound, Outside, PlaceAnswer

ASKED_AGAIN, ENOUGH = frozenset({"utter_place_not_found", "utter_place_too_wide", "utter_place_which"}), 3
DONE = SlotSet("requested_slot", None)
DECLINING = frozenset({"rather_not_say", "skip", "unsure", "deny"})
# A made-up or unknown place ("narnia") can look a little like "no"; only a sure one ends the question.
SURE_OF_DECLINING = 0.6
# "Should I call 101 or 999" holds no place; but a place among other words may look a little like a question.
SURE_OF_A_QUESTION = 0.8


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
        if not asked or intent_of(tracker) in FIRST_OF_ALL:
            return []
        text = tracker.latest_message.get("text") or ""
        if intent_of(tracker) == "faq" and confidence_of(tracker) >= SURE_OF_A_QUESTION and not PLACES.is_a_place(text):
            return []
        # The place comes before the intent: to a model, "St Helens" or "Newry" may look like anything.
        answer = _place(tracker)
        if isinstance(answer, Found):
            return [SlotSet(slot, value) for slot, value in placed(answer).items()]
        if isinstance(answer, Outside):
            dispatcher.utter_message(response=f"utter_place_{answer.where.replace('-', '_')}")
            return [SlotSet("place_declined", True), SlotSet("place", answer.where), DONE]
        if intent_of(tracker) in NEVER_AN_ANSWER or (isinstance(answer, Choices) and not _asked_enough(tracker)):
            return []
        declined = intent_of(tracker) in DECLINING and confidence_of(tracker) >= SURE_OF_DECLINING
        if not declined and _asked_enough(tracker):
            dispatcher.utter_message(response="utter_place_declined")
            declined = True
        return [SlotSet("place_declined", True), DONE] if declined else [SlotSet("force", None)]


def _asked_enough(tracker: Tracker) -> bool:
    """Tell whether the place was asked for again so often that the help had better be shown without it."""
    return sum(response in ASKED_AGAIN for response in responses_so_far(tracker)) >= ENOUGH


def _place(tracker: Tracker) -> PlaceAnswer:
    """Return the place in the latest message, first as an answer to "which of these?"; a button names none."""
    text = tracker.latest_message.get("text") or ""
    if text.startswith("/"):
        return NotFound()
    offered = PLACES.find(text_before(tracker))
    chosen = PLACES.choose(offered, text) if isinstance(offered, Choices) else NotFound()
    return chosen if isinstance(chosen, Found) else PLACES.find(text)
