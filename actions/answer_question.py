"""Answer a question, faq/<topic>: the topic of a button, or the one that was understood."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.continue_conversation import go_on
from actions.conversation import entity


class ActionAnswerQuestion(Action):
    """Says ``utter_faq/<topic>``, and goes back to where the person was."""

    def name(self) -> str:
        return "action_answer_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        topic = entity(tracker, "topic")
        selected = (tracker.latest_message.get("response_selector") or {}).get("faq") or {}
        understood = selected.get("response", {}).get("utter_action", "utter_not_understood")
        dispatcher.utter_message(response=f"utter_faq/{topic}" if topic else understood)
        return go_on(dispatcher, tracker)
