"""A Rasa component that hears where somebody lives, in passing."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.paths import PLACES
from bot.places import Found, Places

GIVE_PLACE = "give_place"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class PlaceExtractor(GraphComponent, EntityExtractorMixin):
    """Adds ``force`` and ``place`` entities when a message says plainly where the person lives.

    A message that is a place and nothing else means one, whatever a model made of it. Names that could be several
    places are left for the conversation to ask about (actions/ask_force.py).
    """

    def __init__(self, places: Places) -> None:
        self._places = places

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlaceExtractor:
        """Read ``data/places``."""
        return cls(Places.read(PLACES))

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities of every message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._places.is_a_place(text):
                chosen = {INTENT_NAME_KEY: GIVE_PLACE, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, chosen, add_to_output=True)
            answer = self._places.find_home(text)
            if isinstance(answer, Found):
                found = [self._entity("force", answer.force, text)]
                if answer.label:
                    found.append(self._entity("place", answer.label, text))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _entity(self, entity: str, value: str, text: str) -> Dict[str, Any]:
        return {"entity": entity, "value": value, "start": 0, "end": len(text), "extractor": type(self).__name__}
