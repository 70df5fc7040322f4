"""A Rasa component that turns evidence into entities, which fill the slots of the same name."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.evidence import Evidence

NOT_UNDERSTOOD, STORY = "nlu_fallback", "describe_situation"
_BOOLEANS = {"true": True, "false": False}
# Said in passing, these fill nothing by themselves: an answer that was given stands (actions/continue_conversation.py).
_IN_PASSING = frozenset({"speaking_for", "relationship"})


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=False)
class EvidenceExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity for everything that ``evidence`` (bot/language/evidence.py) read, with the words that say it.

    Where one message says both yes and no to the same thing, the yes comes last, and so fills the slot: the ledger
    shows it, and the person can put it right. Entities with a role fill no slot by themselves: ``when_asked`` counts only
    as an answer, ``in_passing`` only where nothing is known yet.

    A message that was not understood but says something is a piece of the story. So is one whose intent would lead away
    from the story (``story_before``) where the guess is less than ``sure_enough``. Needs the document of ``SpacyNLP``.
    """

    def __init__(self, story_before: Sequence[str], sure_enough: float) -> None:
        self._story_before = frozenset(story_before)
        self._sure_enough = sure_enough

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {"story_before": [], "sure_enough": 0.6}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EvidenceExtractor:
        """Create the component with its settings; there is nothing to train."""
        return cls(config["story_before"], config["sure_enough"])

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities of every message."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is not None and doc._.evidence:
                found = [self._entity(evidence, doc.text) for evidence in doc._.evidence]
                found.sort(key=lambda entity: (entity["value"] == "yes", entity["start"]))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
                if self._is_a_story(message) and any(entity.get("role") != "when_asked" for entity in found):
                    message.set(INTENT, {INTENT_NAME_KEY: STORY, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
        return messages

    def _is_a_story(self, message: Message) -> bool:
        """Tell whether a message that holds evidence is better read as part of the story than as its intent."""
        intent = message.get(INTENT) or {}
        unsure = intent.get(PREDICTED_CONFIDENCE_KEY, 0.0) < self._sure_enough
        name = intent.get(INTENT_NAME_KEY)
        return name == NOT_UNDERSTOOD or (unsure and name in self._story_before)

    def _entity(self, evidence: Evidence, text: str) -> Dict[str, Any]:
        role = "in_passing" if evidence.entity in _IN_PASSING else None
        role = "when_asked" if evidence.when_asked else role
        return {
            **({"role": role} if role else {}),
            "entity": evidence.entity,
            "value": _BOOLEANS.get(evidence.value, evidence.value),
            "start": evidence.start,
            "end": evidence.end,
            "words": text[evidence.start : evidence.end],
            "extractor": type(self).__name__,
        }
