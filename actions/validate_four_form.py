"""Read an answer to one of the five questions, and say back what was put down from somebody's own words."""

from typing import List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import NEVER_AN_ANSWER
from actions.turn.acknowledge import acknowledge
from actions.turn.contradiction import contradicted
from actions.turn.conversation import entity, intent_of, question_answered
from actions.turn.workings import show_workings
from bot.four import FACTORS, Situation, Step, next_step


class ValidateFourForm(Action):
    """Fills the answer that was asked for from words that count only as an answer ("since march").

    Yes, no, not sure, skip, and words that count always are filled by the mappings in domain.yml.
    """

    def name(self) -> str:
        return "validate_four_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        opposite = contradicted(tracker)
        if opposite:
            # What was said is about an earlier question, so this one stays open unless it was answered too. The form ends here, and
            # action_continue asks which of the two holds.
            asked = question_answered(tracker)
            answered = [] if _told_beside(tracker, asked, opposite) else [SlotSet(asked, None)]
            return [*answered, SlotSet("requested_slot", None)]
        acknowledge(dispatcher, tracker)
        events = _answer(tracker)
        known = {**tracker.slots, **{event["name"]: event["value"] for event in events}}
        # The form asks the next question itself; where it ends, action_continue shows the workings.
        if next_step(Situation.from_slots(known)) is Step.FOUR:
            show_workings(dispatcher, tracker, known, Step.FOUR)
        return events


def _answer(tracker: Tracker) -> List[EventType]:
    """Return the slot that words fill which count only as an answer to the question asked."""
    asked = question_answered(tracker)
    if asked not in FACTORS or intent_of(tracker) in NEVER_AN_ANSWER:
        return []
    # "No I don't", to "is this contact you don't want?", is no denial: words made for the question beat its mapping.
    plainly = any(e["entity"] == asked and not e.get("role") for e in tracker.latest_message.get("entities") or [])
    answer = None if plainly else entity(tracker, asked, role="when_asked")
    return [SlotSet(asked, answer)] if answer else []


def _told_beside(tracker: Tracker, asked: Optional[str], opposite: List[str]) -> bool:
    """Tell whether the latest message answers the question asked in other words than those that contradict an answer."""
    found = tracker.latest_message.get("entities") or []
    against = [(e["start"], e["end"]) for e in found if e["entity"] in opposite]
    answers = [(e["start"], e["end"]) for e in found if e["entity"] == asked]
    return any(all(end <= first or last <= start for first, last in against) for start, end in answers)
