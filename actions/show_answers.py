"""Show the ledger to someone who asks to see it, or to take it away; the ledger step shows it by itself."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turn.going_on import go_on
from actions.turn.ledger_text import ledger_so_far


class _ShowsLedger:
    """Says one response, with the ledger in it, and goes back to where the person was."""

    response: str

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        dispatcher.utter_message(response=self.response, ledger=ledger_so_far(tracker, tracker.slots))
        return go_on(dispatcher, tracker)


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
