"""Answer somebody who writes in another language: 999, an interpreter, and that only English is understood."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import LANGUAGES
from actions.turn.conversation import entity, languages_answered
from actions.turn.going_on import go_on


class ActionAnswerOtherLanguage(Action):
    """Says the line of that language (data/languages.yml); again, and in languages without a line, it speaks plain English."""

    def name(self) -> str:
        return "action_answer_other_language"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        code = entity(tracker, "language")
        language = LANGUAGES.get(code)
        if code in languages_answered(tracker):
            dispatcher.utter_message(response="utter_other_language_again")
        elif language is None:
            dispatcher.utter_message(response="utter_other_language")
        else:
            written = {"lang": code, "dir": language["direction"]}
            dispatcher.utter_message(text=f"{language['danger']}\n{language['chat']}", json_message=written)
        return go_on(dispatcher, tracker)
