"""Say that something was not understood, never twice in the same words, and offer the best guesses and a person."""

from typing import Any, Dict, Iterator, List, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import GUESSES
from actions.turn.conversation import confidence_of, intent_of, said_before
from actions.turn.going_on import go_on
from actions.turn.questions import answer_beside, answer_to

# Said in this order, each once; the last may come again.
_NOT_UNDERSTOOD = (
    "utter_not_understood",
    "utter_not_understood_again",
    "utter_not_understood_still",
    "utter_person_instead",
)
_OUT_OF_SCOPE = ("utter_out_of_scope", "utter_out_of_scope_again", "utter_person_instead")
_GUESSED = ("utter_choose_guess", "utter_choose_guess_again", "utter_choose_guess_still")
# Whether they are in danger, or safe, is asked until it is clear; nothing is put in its way.
_MUST_BE_ANSWERED = frozenset({"danger_form", "safe_form"})


class ActionNotUnderstood(Action):
    """Says so. Where there are guesses worth reading (data/guesses.yml) it offers them; if not, the question comes again."""

    def name(self) -> str:
        return "action_not_understood"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        if not any(character.isalnum() for character in tracker.latest_message.get("text") or ""):
            dispatcher.utter_message(response="utter_no_words")
            return go_on(dispatcher, tracker)
        if intent_of(tracker) == "out_of_scope":
            dispatcher.utter_message(response=not_said_yet(tracker, _OUT_OF_SCOPE))
            return go_on(dispatcher, tracker)
        form = tracker.active_loop.get("name")
        if form not in _MUST_BE_ANSWERED and answer_beside(dispatcher, tracker):
            return go_on(dispatcher, tracker)
        guesses = [] if form in _MUST_BE_ANSWERED else list(_guesses(tracker))
        if not guesses:
            dispatcher.utter_message(response=not_said_yet(tracker, _NOT_UNDERSTOOD))
            return go_on(dispatcher, tracker)
        buttons = [{"title": title, "payload": payload} for title, payload in guesses]
        dispatcher.utter_message(response=not_said_yet(tracker, _GUESSED), buttons=[*buttons, *GUESSES["others"]])
        # The form refused this message; what is typed next may answer its question all the same.
        return [ActiveLoop(form), FollowupAction("action_listen")]


def not_said_yet(tracker: Tracker, responses: Tuple[str, ...]) -> str:
    """Return the first of some responses that was not said in this conversation; the last, if all were."""
    return next((response for response in responses if not said_before(tracker, response)), responses[-1])


def _guesses(tracker: Tracker) -> Iterator[Tuple[str, str]]:
    """Yield the title and the payload of the likeliest intents that may be offered; none for what holds no known word."""
    if confidence_of(tracker) == 1.0:
        return
    ranking: List[Dict[str, Any]] = tracker.latest_message.get("intent_ranking") or []
    offered = 0
    for guess in ranking:
        if offered == GUESSES["most"] or guess["confidence"] < GUESSES["likely_enough"]:
            return
        if guess["name"] == "faq":
            topic = answer_to(tracker).rpartition("/")[2]
            title, payload = GUESSES["topics"].get(topic), f'/faq{{"topic": "{topic}"}}'
        else:
            title, payload = GUESSES["intents"].get(guess["name"]), f"/{guess['name']}"
        if title is not None:
            offered += 1
            yield title, payload
