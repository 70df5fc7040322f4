"""A Rasa component that makes sure before something that cannot be taken back."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class CarefulIntents(GraphComponent, IntentClassifier):
    """Takes an intent that erases everything only from a short, sure message that tells nothing.

    "stop" finishes; "i just want him to stop" does not. Otherwise the next best intent is taken. Settings: ``intents``,
    ``most_words`` and ``threshold``. Needs the spaCy document of ``SpacyNLP``.
    """

    def __init__(self, intents: List[str], most_words: int, threshold: float) -> None:
        self._intents = frozenset(intents)
        self._most_words = most_words
        self._threshold = threshold

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {"intents": [], "most_words": 6, "threshold": 0.5}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CarefulIntents:
        """Create the component with its settings; there is nothing to train."""
        return cls(config["intents"], config["most_words"], config["threshold"])

    def process(self, messages: List[Message]) -> List[Message]:
        """Replace the intent of every message that is not sure enough."""
        for message in messages:
            intent = message.get(INTENT) or {}
            if intent.get(INTENT_NAME_KEY) in self._intents and not self._is_sure(message, intent):
                others = [i for i in message.get(INTENT_RANKING_KEY, []) if i[INTENT_NAME_KEY] not in self._intents]
                if others:
                    message.set(INTENT, others[0], add_to_output=True)
        return messages

    def _is_sure(self, message: Message, intent: Dict[str, Any]) -> bool:
        doc = message.get(SPACY_DOCS[TEXT])
        words = [token for token in doc if not (token.is_punct or token.is_space)] if doc is not None else []
        tells_something = bool(doc is not None and doc._.evidence)
        return (
            len(words) <= self._most_words
            and not tells_something
            and intent.get(PREDICTED_CONFIDENCE_KEY, 0.0) >= self._threshold
        )
