"""A Rasa component that lets written phrases decide what must not be guessed: danger, its end, and erasing."""

from __future__ import annotations

from itertools import takewhile
from typing import Any, Dict, Iterable, List, Optional, Tuple

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import (
    ENTITIES,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from spacy.tokens import Doc

from bot import paths
from bot.language.components.evidence_extractor import NOT_UNDERSTOOD, STORY
from bot.language.components.second_opinion import SECOND_OPINION
from bot.language.safety import RULE_ORDER

PLAIN_YES = paths.FOUR / "plain_yes.yml"
# What leads to the same question adds up.
DANGER, HARM_DONE = "danger_now", "harm_done"
_DANGER, _SUICIDE = (DANGER, "cannot_speak"), ("suicidal_feelings", "their_suicide_threat")
_ALIKE = (_DANGER, _SUICIDE)
# "I'm safe now" needs no more words (tokens) than this; longer messages tell a story, unless danger is in view.
YES, UNSURE, QUESTION = "affirm", "unsure", "perhaps_in_danger"
UNWANTED = "unwanted"
OWN_SUICIDE, ASKS_OF_SUICIDE = "suicidal_feelings", "utter_perhaps_suicidal"
SAFE, LONGEST_ALL_CLEAR = "safe_now", 14
_ASKS_OF_DANGER = ("immediate_danger", "safe_now")
# Heard by phrases, these end something. Somebody who says in the same breath that they want to die is answered first.
_ENDS = frozenset({"safe_now", "restart", "stop"})


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class DangerGate(GraphComponent, IntentClassifier):
    """Lets written phrases alone decide what must not be guessed (data/safety).

    What ``safety_gate`` (bot/language/safety.py) heard is the intent, whatever a model thought. Where it heard
    nothing, a model that thinks of one of those intents is not believed: of danger it, or the second opinion, may
    only raise the question (``instead``), if it is sure enough; that danger is over, or that everything should be
    erased, it may not say, and a phrase that says so yields to a second opinion that is ``surer`` of suicide. Where a
    phrase heard danger and the second opinion is as sure of suicide, an entity ``suicidal`` says so: that is answered
    too, after 999. To the plain question whether they think of suicide, what begins with a yes is one.

    Words of danger that only stand near each other in a story ("he got the agent to give him a key"), of which the
    second opinion thinks nothing, raise the question too, with 999 before it, instead of the alarm (``doubt``). A
    phrase as it is written raises the alarm whatever a model thinks.

    Belongs last in the pipeline. Needs the spaCy document of ``SpacyNLP`` and ``second_opinion``. Settings:
    ``instead``, guarded intent -> intent; ``sure_enough``, that intent -> how sure a model must be for the question
    to be raised; ``rather``, that intent -> (another intent -> how sure it must be for the question to be raised
    instead of that one); ``surer``, how sure it must be against a phrase; ``doubt``: ``below``, less than which of 1
    the second opinion must give danger, in a message of at least so many ``words`` (tokens), or ``words_if_denied``
    where somebody has said that there is no danger.
    """

    def __init__(
        self,
        instead: Dict[str, str],
        sure_enough: Dict[str, float],
        rather: Dict[str, Dict[str, float]],
        surer: float,
        doubt: Dict[str, float],
    ) -> None:
        self._instead = instead
        self._rather = rather
        self._sure_enough = sure_enough
        self._surer = surer
        self._doubt = doubt
        yes = yaml.safe_load(PLAIN_YES.read_text("utf-8"))
        self._plain, self._begins = frozenset(yes["words"]), frozenset(yes["begins"])

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {
            "instead": {},
            "sure_enough": {},
            "rather": {},
            "surer": 0.9,
            "doubt": {"below": 0.0, "words": 12, "words_if_denied": 12},
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerGate:
        """Create the component with its settings; there is nothing to train."""
        return cls(**{name: config[name] for name in cls.get_default_config()})

    def process(self, messages: List[Message], tracker: Optional[DialogueStateTracker] = None) -> List[Message]:
        """Set or replace the intent where it is one that phrases decide; ``tracker`` tells whether danger is in view."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            heard = doc._.safety if doc is not None else None
            if heard == SAFE and _tells_a_story(doc, tracker):
                # "Then he walked away" is no answer where nobody was in danger and nobody asked.
                heard = None
            guessed = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            if guessed == YES and _asked(tracker) in _ASKS_OF_DANGER and not self._is_plain(doc):
                # "Yes, it's unwanted" answers another question; it neither raises an alarm nor ends one.
                guessed = QUESTION
                self._set(message, QUESTION, 1.0)
            asked = self._asked_for_by_second_opinion(message)
            if heard is None and _was_asked_of_suicide(tracker) and self._begins_with_yes(doc, guessed):
                self._set(message, OWN_SUICIDE, 1.0)
            elif heard is not None and not (heard in _ENDS and self._surely_suicidal(message)):
                if self._is_doubtful(message, heard, tracker):
                    self._set(message, *(asked or (QUESTION, 1.0)))
                else:
                    self._set(message, heard, 1.0)
                    if heard in _DANGER:
                        self._note_suicidal(message)
            elif asked is not None:
                self._set(message, *asked)
            elif guessed in RULE_ORDER:
                sure = message.get(INTENT)[PREDICTED_CONFIDENCE_KEY]
                question = self._instead.get(guessed)
                if question is not None and sure >= self._sure_enough[question]:
                    self._set(message, question, sure)
                elif question is not None:
                    self._set(message, *self._next_best(message))
                else:
                    # A second guess may be a "yes", and ends an alarm as surely as the first.
                    self._set(message, self._without_guessing(message), 1.0)
            if (message.get(INTENT) or {}).get(INTENT_NAME_KEY) in {
                HARM_DONE,
                *_SUICIDE,
                *map(self._instead.get, _SUICIDE),
            }:
                # "I don't want to be here" does not say that contact is unwanted, and must not be quoted as if it did.
                told = [e for e in message.get(ENTITIES) or [] if e["entity"] != UNWANTED]
                message.set(ENTITIES, told, add_to_output=True)
        return messages

    def _asked_for_by_second_opinion(self, message: Message) -> Optional[Tuple[str, float]]:
        """Return the question that the second opinion raises, the surer one of two, with how sure it is, or None."""
        guessed = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
        raised = []
        for intents in _ALIKE:
            question = self._instead.get(intents[0])
            sure = _opinion(message, intents)
            if question is not None and sure >= max(
                self._sure_enough[question], self._rather.get(question, {}).get(guessed, 0.0)
            ):
                raised.append((question, sure))
        return max(raised, key=lambda one: one[1], default=None)

    def _is_doubtful(self, message: Message, heard: str, tracker: Optional[DialogueStateTracker]) -> bool:
        """Tell whether words of danger only stand near each other in a story of which the second opinion thinks nothing."""
        denied = tracker is not None and tracker.get_slot("immediate_danger") is False
        words = self._doubt["words_if_denied" if denied else "words"]
        doc = message.get(SPACY_DOCS[TEXT])
        return (
            heard == DANGER
            and doc._.safety_by_chance
            and len(doc) >= words
            and _opinion(message, _DANGER) < self._doubt["below"]
        )

    def _is_plain(self, doc: Optional[Doc]) -> bool:
        """Tell whether a yes says nothing else; a button's has no words."""
        return doc is None or all(token.norm_ in self._plain for token in doc if token.is_alpha)

    def _begins_with_yes(self, doc: Optional[Doc], guessed: Optional[str]) -> bool:
        """Tell whether what was typed to that question is a yes, or no more certain than "not sure"."""
        if doc is None:
            return False
        first = next((token.norm_ for token in doc if token.is_alpha), None)
        return first in self._begins or guessed in (YES, UNSURE)

    def _surely_suicidal(self, message: Message) -> bool:
        return _opinion(message, _SUICIDE) >= self._surer

    def _note_suicidal(self, message: Message) -> None:
        if self._surely_suicidal(message):
            noted = {"entity": "suicidal", "value": True, "start": 0, "end": len(message.get(TEXT))}
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), noted], add_to_output=True)

    @staticmethod
    def _set(message: Message, intent: str, confidence: float) -> None:
        chosen = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: confidence}
        others = [i for i in message.get(INTENT_RANKING_KEY, []) if i[INTENT_NAME_KEY] != intent]
        message.set(INTENT, chosen, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [chosen, *others], add_to_output=True)

    @staticmethod
    def _next_best(message: Message) -> Tuple[str, float]:
        """Return the best guess that is not guarded."""
        others = (i for i in message.get(INTENT_RANKING_KEY, []) if i[INTENT_NAME_KEY] not in RULE_ORDER)
        second = next(others, None)
        return (second[INTENT_NAME_KEY], second[PREDICTED_CONFIDENCE_KEY]) if second else (NOT_UNDERSTOOD, 1.0)

    @staticmethod
    def _without_guessing(message: Message) -> str:
        """Return what can be said of a message without any guess: part of the story if it holds evidence."""
        entities = message.get(ENTITIES) or []
        return STORY if any(entity.get("role") != "when_asked" for entity in entities) else NOT_UNDERSTOOD


def _tells_a_story(doc: Doc, tracker: Optional[DialogueStateTracker]) -> bool:
    """Tell whether a message is too long to say that danger is over, where no danger is in view."""
    if tracker is None or tracker.get_slot("immediate_danger") or _asked(tracker) in _ASKS_OF_DANGER:
        return False
    return len(doc) > LONGEST_ALL_CLEAR


def _asked(tracker: Optional[DialogueStateTracker]) -> Optional[str]:
    return tracker.get_slot(REQUESTED_SLOT) if tracker is not None else None


def _was_asked_of_suicide(tracker: Optional[DialogueStateTracker]) -> bool:
    """Tell whether the last reply asked whether somebody thinks of ending their life, and nothing after that."""
    events = reversed(tracker.events) if tracker is not None and _asked(tracker) is None else ()
    reply = takewhile(lambda event: not isinstance(event, UserUttered), events)
    return any(isinstance(e, BotUttered) and e.metadata.get("utter_action") == ASKS_OF_SUICIDE for e in reply)


def _opinion(message: Message, intents: Iterable[str]) -> float:
    """Return how sure the second opinion is of any of these."""
    opinion = message.get(SECOND_OPINION) or {}
    return sum(opinion.get(intent, 0.0) for intent in intents)
