"""A Rasa component that picks the question that is asked among all of ``faq/<topic>``.

Rasa's own selector is a TensorFlow network; for short questions a linear model does as well in a hundredth of the
time and memory (docs/decisions.md).
"""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import RESPONSE_SELECTOR_PROPERTY_NAME, SPACY_DOCS
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.language.components.evidence_extractor import NOT_UNDERSTOOD
from bot.language.components.text_classifier import Example, TextClassifier
from bot.language.text_model import Reading, read

FAQ = "faq"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True, model_from="SpacyNLP")
class QuestionSelector(TextClassifier):
    """Adds to every message the topic it would be about as a question, as Rasa's ``ResponseSelector`` does.

    A question about no topic (``about_nothing``: less sure than ``topic``) is none: the next best intent holds if it
    is as likely as ``next_best``. One of which neither is sure, that it is one and what it is about (``in_doubt``:
    ``asked``, ``topic``), was not understood.
    """

    # Ninety topics take long, and are told as well after these (docs/decisions.md).
    rounds = 40

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {"in_doubt": {"asked": 0.0, "topic": 0.0}, "about_nothing": {"topic": 0.0, "next_best": 1.0}}

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
        intent = message.get(INTENT) or {}
        if intent.get(INTENT_NAME_KEY) == FAQ:
            asked, doubt = intent.get(PREDICTED_CONFIDENCE_KEY, 1.0), self.config["in_doubt"]
            unsure = {INTENT_NAME_KEY: NOT_UNDERSTOOD, PREDICTED_CONFIDENCE_KEY: asked}
            if confidence < self.config["about_nothing"]["topic"]:
                message.set(INTENT, self._next_best(message) or unsure, add_to_output=True)
            elif asked < doubt["asked"] and confidence < doubt["topic"]:
                message.set(INTENT, unsure, add_to_output=True)

    def _next_best(self, message: Message) -> Optional[Dict[str, Any]]:
        """Return the likeliest intent that is no question, if it is likely enough."""
        others = (guess for guess in message.get(INTENT_RANKING_KEY) or [] if guess[INTENT_NAME_KEY] != FAQ)
        best = next(others, None)
        likely = best is not None and best[PREDICTED_CONFIDENCE_KEY] >= self.config["about_nothing"]["next_best"]
        return dict(best) if likely else None
