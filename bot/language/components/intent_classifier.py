"""A Rasa component that classifies intents with a linear model over words and pieces of words.

It does what ``CountVectorsFeaturizer`` (twice) and ``LogisticRegressionClassifier`` do together, with the same features
and the same training, in a tenth of the time (docs/decisions.md).
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers import LABEL_RANKING_LENGTH
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.linear import LinearTextModel


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Sets ``intent`` and ``intent_ranking`` of every message."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: Optional[LinearTextModel] = None) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """Create an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Load the trained model."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearTextModel.from_disk(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on every example that has an intent."""
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        self._model = LinearTextModel.fit([_text(m) for m in examples], [m.get(INTENT) for m in examples])
        with self._storage.write_to(self._resource) as folder:
            self._model.to_disk(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave training data as they are: no later component learns from the intent."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of every message, and the ten likeliest."""
        for message in messages:
            ranking = [
                {INTENT_NAME_KEY: label, PREDICTED_CONFIDENCE_KEY: probability}
                for label, probability in self._model.ranking(_text(message))[:LABEL_RANKING_LENGTH]
            ]
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _text(message: Message) -> str:
    """Return the message as its tokens, so that "dont" and "don't" are cut alike."""
    tokens = message.get(TOKENS_NAMES[TEXT]) or []
    return " ".join(token.text for token in tokens)
