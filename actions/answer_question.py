"""Answer a question, faq/<topic>: the topic of a button, or the one that was understood."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import GUESSES
from actions.turn.conversation import entity, said_in_the_turn_before
from actions.turn.going_on import go_on
from actions.turn.questions import answer_to, say_answer


class ActionAnswerQuestion(Action):
    """Says ``utter_faq/<topic>``, and goes back to where the person was; law that is past its review is said to be so.

    In danger only what helps at once is answered (``answered_in_danger`` in data/guesses.yml): nothing else comes
    before the question whether they are safe. The same answer twice running would only say that nobody listens: then
    who can say more is named instead.
    """

    def name(self) -> str:
        return "action_answer_question"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        response = answer_to(tracker)
        topic = response.partition("/")[2]
        if tracker.get_slot("immediate_danger") and topic not in GUESSES["answered_in_danger"]:
            return go_on(dispatcher, tracker)
        # "And in Northern Ireland?" asks for another answer.
        if said_in_the_turn_before(tracker, response) and not entity(tracker, "nation"):
            dispatcher.utter_message(response="utter_faq_again")
        else:
            say_answer(dispatcher, tracker, response)
        return go_on(dispatcher, tracker)
