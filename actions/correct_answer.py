"""Put right what was said before: "no, it's my brother, not my ex", "sorry, I meant Leeds", "actually it only happened once"."""

import re
from typing import Any, Dict, List, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import LEDGER_WORDS, PLACES
from actions.turn.contradiction import answers_before
from actions.turn.conversation import entity, events_before_this_turn, words_of_this_turn
from actions.turn.going_on import danger_first, go_on
from actions.turn.learn import BUILT_ON, placed
from bot.four import FACTORS

# A longer message that holds a yes or no may mean another question than the last.
FEW_WORDS = 8
_YES_OR_NO, _NOT_THIS = re.compile(r"\b(?:yes|no)\b"), re.compile(r"\bnot (?:a )?(?:yes|no)\b|^no\b")


class ActionCorrectAnswer(Action):
    """Takes every answer that the message gives in place of the one there was; asks which, if it gives none."""

    def name(self) -> str:
        return "action_correct_answer"

    @danger_first
    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        corrected = _corrected(tracker)
        closed = [ActiveLoop(None), SlotSet("requested_slot", None)]
        if not corrected:
            dispatcher.utter_message(response="utter_change_which")
            return [*closed, FollowupAction("action_listen")]
        dispatcher.utter_message(response="utter_corrected")
        if corrected.get("relationship"):
            who = LEDGER_WORDS["relationships"][corrected["relationship"]]
            dispatcher.utter_message(response="utter_corrected_who", who=who)
        undone = {slot: None for corrected_slot in corrected for slot in BUILT_ON.get(corrected_slot, ())}
        return [*closed, *go_on(dispatcher, tracker, **{**undone, **corrected})]


def _corrected(tracker: Tracker) -> Dict[str, Any]:
    """Return the slots that the latest message gives a value other than the one before it."""
    told: Dict[str, Any] = {word.factor: word.answer for word in words_of_this_turn(tracker)}
    door = entity(tracker, "speaking_for", role="in_passing")
    if door is not None:
        told["speaking_for"] = door
    # "Not my ex" is no entity (data/evidence/relationship.yml, unless); who it happens to is not who does it.
    roles = ("in_passing",) if door == "someone_else" else ("in_passing", "when_asked")
    who = next((who for role in roles if (who := entity(tracker, "relationship", role=role))), None)
    if who is not None or entity(tracker, "correcting") == "who":
        told["relationship"] = who
    before = {**tracker.slots, **answers_before(tracker)}
    meant, last = _meant(tracker), _answered_last(tracker)
    if meant and last and not told:
        told[last] = meant
    told = {slot: value for slot, value in told.items() if before.get(slot) != value}
    return told or placed(PLACES.find(tracker.latest_message.get("text") or ""))


def _meant(tracker: Tracker) -> Optional[str]:
    """Return the yes or no that somebody says they meant, in few words ("I meant yes", "should be no, not yes")."""
    text = _NOT_THIS.sub("", (tracker.latest_message.get("text") or "").casefold())
    return next(reversed(_YES_OR_NO.findall(text)), None) if len(text.split()) <= FEW_WORDS else None


def _answered_last(tracker: Tracker) -> Optional[str]:
    """Return which of the five questions was answered last before this turn."""
    answered = (
        e["name"] for e in reversed(events_before_this_turn(tracker)) if e.get("event") == "slot" and e["value"]
    )
    return next((name for name in answered if name in FACTORS), None)
