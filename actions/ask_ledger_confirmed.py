"""Show the ledger: to be confirmed, to be seen, or to be taken away."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.conversation import own_words
from actions.ledger_text import ledger_text
from bot.four import Answers, ledger


class _ShowsLedger:
    """Says one response, with the ledger in it."""

    response: str

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        lines = ledger(Answers.from_slots(tracker.slots), own_words(tracker))
        dispatcher.utter_message(response=self.response, ledger=ledger_text(lines, tracker.get_slot("speaking_for")))
        return []


class ActionAskLedgerConfirmed(_ShowsLedger, Action):
    """Asks "is that right?"; Rasa runs it when ledger_form asks for its slot."""

    response = "utter_ask_ledger_confirmed"

    def name(self) -> str:
        return "action_ask_ledger_confirmed"


class ActionShowAnswers(_ShowsLedger, Action):
    """Shows what has been put down so far."""

    response = "utter_answers_so_far"

    def name(self) -> str:
        return "action_show_answers"


class ActionShowTakeAway(_ShowsLedger, Action):
    """Gives words to read out to a helpline or the police."""

    response = "utter_take_away"

    def name(self) -> str:
        return "action_show_take_away"
