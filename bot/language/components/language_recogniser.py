"""A Rasa component that hears that a message is not in English."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

OTHER_LANGUAGE = "other_language"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class LanguageRecogniser(GraphComponent, EntityExtractorMixin):
    """Sets the intent ``other_language`` and an entity ``language`` where a message is in another language.

    What models make of such a message is chance, so their entities are taken away. A language of
    ``understood_a_little`` (code -> how sure) is left to them where they are that sure of an intent that is not one
    of ``not_understood``. What a safety phrase heard stays.
    """

    def __init__(self, understood_a_little: Dict[str, float], not_understood: List[str]) -> None:
        self._understood_a_little = understood_a_little
        self._not_understood = frozenset(not_understood)

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {"understood_a_little": {}, "not_understood": []}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageRecogniser:
        """Create the component with its settings; there is nothing to train."""
        return cls(config["understood_a_little"], config["not_understood"])

    def process(self, messages: List[Message]) -> List[Message]:
        """Set intent and entity where they are due."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is None or doc._.language is None or doc._.safety is not None:
                continue
            guess = message.get(INTENT) or {}
            needed = self._understood_a_little.get(doc._.language)
            if (
                needed is not None
                and guess.get(PREDICTED_CONFIDENCE_KEY, 0.0) >= needed
                and guess.get(INTENT_NAME_KEY) not in self._not_understood
            ):
                continue
            message.set(INTENT, {INTENT_NAME_KEY: OTHER_LANGUAGE, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
            language = {
                "entity": "language",
                "value": doc._.language,
                "start": 0,
                "end": len(message.get(TEXT)),
                "extractor": type(self).__name__,
            }
            message.set(ENTITIES, [language], add_to_output=True)
        return messages
