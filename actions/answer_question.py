"""Answer a question, faq/<topic>: the topic of a button, or the one that was understood."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.continue_conversation import go_on
from actions.conversation import entity
from actions.knowledge import DIRECTORY, now


class ActionAnswerQuestion(Action):
    """Says ``utter_faq/<topic>``, and goes back to where the person was; law that is past its review is said to be so."""

    def name(self) -> str:
        return "action_answer_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        topic = entity(tracker, "topic")
        selected = (tracker.latest_message.get("response_selector") or {}).get("faq") or {}
        understood = selected.get("response", {}).get("utter_action", "utter_not_understood")
        response = f"utter_faq/{topic}" if topic else understood
        dispatcher.utter_message(response=response)
        if DIRECTORY.law_to_ask_again(response, tracker.get_slot("nation"), now().date()):
            dispatcher.utter_message(response="utter_facts_old")
        return go_on(dispatcher, tracker)
