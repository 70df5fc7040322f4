"""A Rasa component that lets the danger gate decide the intent."""

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
class DangerGate(GraphComponent, IntentClassifier):
    """Sets the intent to what ``safety_gate`` (bot/language/safety.py) heard, whatever a model thought.

    Belongs last in the pipeline. Needs the spaCy document of ``SpacyNLP``.
    """

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerGate:
        """Create the component; it has no settings and nothing to train."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of every message in which the gate heard something."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            heard = doc._.safety if doc is not None else None
            if heard is not None:
                sure = {INTENT_NAME_KEY: heard, PREDICTED_CONFIDENCE_KEY: 1.0}
                others = [i for i in message.get(INTENT_RANKING_KEY, []) if i[INTENT_NAME_KEY] != heard]
                message.set(INTENT, sure, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [sure, *others], add_to_output=True)
        return messages
