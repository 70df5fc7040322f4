"""Rasa's logistic regression over sparse features, without its detour through dense ones."""

from __future__ import annotations

from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, vstack


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class IntentClassifier(LogisticRegressionClassifier):
    """Classifies intents as its parent does, from the sparse sentence features alone, which our pipeline only has.

    The parent joins them with the dense ones, and here with none: 1 ms of a message's 4 (docs/decisions.md).
    """

    def _create_X(self, messages: List[Message]) -> csr_matrix:
        """Return the sentence features, one message a row."""
        sentences = (message.get_sparse_features(attribute=TEXT)[1] for message in messages)
        rows = [csr_matrix(sentence.features if sentence else []) for sentence in sentences]
        return rows[0] if len(rows) == 1 else vstack(rows)
