"""A Rasa component that picks the question that is asked among all of ``faq/<topic>``.

Rasa's own selector is a TensorFlow network; for short questions a linear model does as well in a hundredth of the
time and memory (docs/decisions.md).
"""

from __future__ import annotations

from typing import List, Mapping

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import RESPONSE_SELECTOR_PROPERTY_NAME, SPACY_DOCS
from rasa.shared.nlu.constants import INTENT_RESPONSE_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.language.components.text_classifier import Example, TextClassifier
from bot.language.text_model import Reading, read

FAQ = "faq"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True, model_from="SpacyNLP")
class QuestionSelector(TextClassifier):
    """Adds to every message the topic it would be about as a question, as Rasa's ``ResponseSelector`` does."""

    def examples(self, training_data: TrainingData, nlp: Language) -> Mapping[str, List[Example]]:
        """Return the examples of every faq/<topic>."""
        told = [message for message in training_data.intent_examples if message.get(INTENT_RESPONSE_KEY)]
        examples = [Example(read(message.get(SPACY_DOCS[TEXT])), message.get(INTENT_RESPONSE_KEY)) for message in told]
        return {"topic": examples} if examples else {}

    def set_on(self, message: Message, reading: Reading) -> None:
        """Set the topic that a message is about if it is a question, as Rasa does: of a guess, too, it must be known."""
        if "topic" not in self.models:
            return
        topic, confidence = self.models["topic"].ranking(reading)[0]
        chosen = {
            INTENT_RESPONSE_KEY: topic,
            "utter_action": f"utter_{topic}",
            PREDICTED_CONFIDENCE_KEY: confidence,
        }
        selected = {"all_retrieval_intents": [FAQ], FAQ: {"response": chosen}}
        message.set(RESPONSE_SELECTOR_PROPERTY_NAME, selected, add_to_output=True)
