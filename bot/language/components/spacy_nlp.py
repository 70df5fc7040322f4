"""Rasa's ``SpacyNLP``, but for two things: it loads the pipeline once, and in training it reads messages alone.

Rasa's own loads it for each of the two nodes of the graph that hold it, and reads the answer to each example of a
question too, once for every example: twenty thousand long texts that no component of ours looks at, and a quarter of
an hour.
"""

from __future__ import annotations

from functools import lru_cache

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.nlu.utils.spacy_utils import SpacyNLP as SpacyNLPOfRasa
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

_TYPES = [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER]


@DefaultV1Recipe.register(_TYPES, is_trainable=False, model_from="SpacyNLP")
class SpacyNLP(SpacyNLPOfRasa):
    """Loads a spaCy pipeline and reads every message with it. It keeps Rasa's name, by which components ask for the pipeline."""

    @staticmethod
    @lru_cache(maxsize=1)
    def load_model(spacy_model_name: str) -> SpacyModel:
        """Return the pipeline of a name or path, loaded once a process."""
        return SpacyNLPOfRasa.load_model(spacy_model_name)

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Set the document of every example that has a text."""
        told = [message for message in training_data.training_examples if message.get(TEXT)]
        texts = (self._preprocess_text(message.get(TEXT)) for message in told)
        for message, doc in zip(told, model.model.pipe(texts)):
            message.set(SPACY_DOCS[TEXT], doc)
        return training_data
