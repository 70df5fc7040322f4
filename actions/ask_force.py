"""Ask where they live; when the last answer did not settle it, say why and offer what it could be."""

from typing import List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import DIRECTORY, NEVER_AN_ANSWER, PLACES
from actions.turn.conversation import intent_of, question_answered
from bot.directory import Force
from bot.places import Choices, TooWide
from bot.places.answer import Option


class ActionAskForce(Action):
    """Rasa runs it when place_form asks for ``force``."""

    def name(self) -> str:
        return "action_ask_force"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        was_asked = question_answered(tracker) == "force" and intent_of(tracker) not in NEVER_AN_ANSWER
        text = tracker.latest_message.get("text") or ""
        mentioned = was_asked or intent_of(tracker) in ("give_place", "correct_answer")
        answer = PLACES.find(text) if mentioned and not text.startswith("/") else None
        if isinstance(answer, Choices):
            dispatcher.utter_message(
                response="utter_place_which", buttons=[_button(option) for option in answer.options]
            )
        elif isinstance(answer, TooWide):
            dispatcher.utter_message(response="utter_place_too_wide")
        elif answer is not None and was_asked:
            dispatcher.utter_message(response="utter_place_not_found")
        else:
            _ask(dispatcher, DIRECTORY.force(tracker.get_slot("site_force") or ""))
        return []


def _ask(dispatcher: CollectingDispatcher, site: Optional[Force]) -> None:
    """Ask; on a force's own website its area is offered as an answer."""
    if site is None:
        dispatcher.utter_message(response="utter_ask_force")
    else:
        dispatcher.utter_message(response="utter_ask_force_here", area=site.area, site_force=site.slug)


def _button(option: Option) -> dict:
    """Return a button for one place; where the place has no name of its own, the force's name says it."""
    return {
        "title": option.with_force(DIRECTORY.forces[option.force].name),
        "payload": f'/give_place{{"force": "{option.force}"}}',
    }
