"""A Rasa featurizer that gives any classifier the sentence vectors of ``bot/language/sentence_vectors.py``."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.sentence_vectors import encoder


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER], is_trainable=False)
class SentenceVectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the vector of every message as its dense sentence features, float32, shape (1, 384).

    Our own classifiers read the vector from the spaCy document and do not need it. It is for other assistants, and
    for trying Rasa's classifiers (``SklearnIntentClassifier``, ``DIETClassifier``) with the same vectors: put it
    behind any tokenizer, as ``bot.language.components.sentence_vector_featurizer.SentenceVectorFeaturizer``. It
    downloads nothing and needs no PyTorch.
    """

    def __init__(self, config: Dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectorFeaturizer:
        """Create the component; the weights are loaded with the first message."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Accept any settings: there is none."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the vectors of all examples, in place."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the vector of every message that has text."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                vector = encoder().encode(text)
                self.add_features_to_message(None, vector[np.newaxis], TEXT, message)
        return messages
