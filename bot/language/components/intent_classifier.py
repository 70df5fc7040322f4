"""A Rasa component that classifies intents."""

from __future__ import annotations

import unicodedata
from typing import Any, Dict, List, Mapping

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers import LABEL_RANKING_LENGTH
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.language.components.evidence_extractor import NOT_UNDERSTOOD
from bot.language.components.text_classifier import Example, TextClassifier
from bot.language.text_model import Reading, read

# Unicode's categories of punctuation, separators and control characters; and with symbols, where pictures (👍) are.
_MARKS = "PZC"
_MARKS_AND_PICTURES = _MARKS + "SM"
# The intent of a message without a word that anybody writes.
NOTHING_TO_READ = {INTENT_NAME_KEY: NOT_UNDERSTOOD, PREDICTED_CONFIDENCE_KEY: 1.0}


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True, model_from="SpacyNLP")
class IntentClassifier(TextClassifier):
    """Sets ``intent`` and ``intent_ranking`` of every message; trained on the examples of ``data/nlu``.

    Every intent counts the same in training, however many its examples; ``importance`` (intent -> number) says
    otherwise for those that gather many subjects. A picture may be an answer (👍), but only one of which the model is
    as sure as ``pictures`` says.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {"importance": {}, "pictures": 0.5}

    def examples(self, training_data: TrainingData, nlp: Language) -> Mapping[str, List[Example]]:
        """Return every example that has an intent."""
        told = [message for message in training_data.intent_examples if message.get(SPACY_DOCS[TEXT])]
        weigh = self.config["importance"]
        return {
            "intent": [
                Example(read(message.get(SPACY_DOCS[TEXT])), message.get(INTENT), weigh.get(message.get(INTENT), 1.0))
                for message in told
            ]
        }

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Classify every message; one without a single word that anybody writes is not understood, whatever it is like."""
        known = model.model.get_pipe("plain_spelling").knows
        for message in super().process(messages, model):
            words = [token.norm_ for token in message.get(SPACY_DOCS[TEXT]) or () if token.is_alpha and len(token) > 1]
            if self._says_nothing(message) or (words and not any(known(word) for word in words)):
                message.set(INTENT, dict(NOTHING_TO_READ), add_to_output=True)
        return messages

    def _says_nothing(self, message: Message) -> bool:
        """Tell whether there are only marks, or only marks and pictures that the model makes nothing of."""
        kinds = {unicodedata.category(character)[0] for character in message.get(TEXT) or ""}
        sure = (message.get(INTENT) or {}).get(PREDICTED_CONFIDENCE_KEY, 0.0)
        return kinds <= set(_MARKS) or (kinds <= set(_MARKS_AND_PICTURES) and sure < self.config["pictures"])

    def set_on(self, message: Message, reading: Reading) -> None:
        """Set the intent, and the ten likeliest."""
        ranking = [
            {INTENT_NAME_KEY: label, PREDICTED_CONFIDENCE_KEY: probability}
            for label, probability in self.models["intent"].ranking(reading)[:LABEL_RANKING_LENGTH]
        ]
        message.set(INTENT, dict(ranking[0]), add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
