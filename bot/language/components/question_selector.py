"""A Rasa component that picks the topic of a question, faq/<topic>, in place of Rasa's ResponseSelector.

Rasa's own selector is a TensorFlow network; for short questions a linear model over pieces of words does as well in a
hundredth of the time and memory (docs/decisions.md). The output has the selector's form, so that ``utter_faq`` works.
"""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from bot.language.linear import features

RESPONSE_SELECTOR = "response_selector"
FILE = "questions.json"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class QuestionSelector(GraphComponent, IntentClassifier):
    """Adds ``response_selector.faq`` to every message whose intent is ``faq``.

    What is stored is the training examples, not a pickled model: fitting them takes a tenth of a second at start.
    """

    def __init__(
        self, storage: ModelStorage, resource: Resource, examples: Optional[List[Tuple[str, str]]] = None
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._model = _fit(examples) if examples else None

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuestionSelector:
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
    ) -> QuestionSelector:
        """Load the stored examples and fit them."""
        with model_storage.read_from(resource) as folder:
            examples = json.loads((folder / FILE).read_text("utf-8"))
        return cls(model_storage, resource, examples)

    def train(self, training_data: TrainingData) -> Resource:
        """Take the examples of every faq/<topic>."""
        examples = [
            (message.get(TEXT), message.get(INTENT_RESPONSE_KEY))
            for message in training_data.intent_examples
            if message.get(INTENT_RESPONSE_KEY)
        ]
        self._model = _fit(examples) if examples else None
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(examples), "utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave training data as they are: later components do not need the topic."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the topic to every message that is a question."""
        for message in messages:
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            if intent == "faq" and self._model is not None:
                topic, confidence = _best(self._model, message.get(TEXT))
                chosen = {
                    "response": {
                        INTENT_RESPONSE_KEY: topic,
                        "utter_action": f"utter_{topic}",
                        PREDICTED_CONFIDENCE_KEY: confidence,
                    }
                }
                selected = {"all_retrieval_intents": ["faq"], "faq": chosen}
                message.set(RESPONSE_SELECTOR, selected, add_to_output=True)
        return messages


def _fit(examples: List[Tuple[str, str]]) -> Pipeline:
    texts, topics = zip(*examples)
    vectorizer = TfidfVectorizer(analyzer=features, sublinear_tf=True)
    model = make_pipeline(vectorizer, LogisticRegression(C=10, max_iter=500, class_weight="balanced"))
    return model.fit(texts, topics)


def _best(model: Pipeline, text: str) -> Tuple[str, float]:
    probabilities = model.predict_proba([text])[0]
    best = probabilities.argmax()
    return str(model.classes_[best]), float(probabilities[best])
