"""A Rasa component that gives a second opinion on danger and on thoughts of suicide, beside the written phrases."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.tokens import Doc

from bot import paths
from bot.language.errors import PhraseError
from bot.language.linear import LinearTextModel

SECOND_OPINION = "second_opinion"
LABELS = ("danger_now", "cannot_speak", "suicidal_feelings", "their_suicide_threat", "none")
FOLDER = paths.DATA / "safety" / "second_opinion"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True, model_from="SpacyNLP")
class SecondOpinion(GraphComponent, IntentClassifier):
    """Sets ``second_opinion`` of every message: label -> probability, for the labels of ``data/safety/second_opinion``.

    It sets no intent; DangerGate decides what follows. Trained on the files of that folder, read in the plain spelling
    of our spaCy pipeline. Needs the spaCy document of ``SpacyNLP``.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, model: Optional[LinearTextModel] = None) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SecondOpinion:
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
    ) -> SecondOpinion:
        """Load the trained model."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearTextModel.from_disk(folder))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Let Rasa train anew when an example changes: it does not know of these files."""
        return hashlib.sha256(b"".join((FOLDER / f"{label}.yml").read_bytes() for label in LABELS)).hexdigest()

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        """Train on the files of ``data/safety/second_opinion``; the training data of Rasa is not used."""
        examples = [(text, label) for label in LABELS for text in read_examples(FOLDER / f"{label}.yml")]
        texts, labels = zip(*examples)
        self._model = LinearTextModel.fit([_plain(model.model(text)) for text in texts], labels)
        with self._storage.write_to(self._resource) as folder:
            self._model.to_disk(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave training data as they are."""
        return training_data

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Set the second opinion; the documents are there already, so ``model`` is not used."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is not None:
                message.set(SECOND_OPINION, dict(self._model.ranking(_plain(doc))))
        return messages


def read_examples(path: Path) -> List[str]:
    """Return the messages of one file.

    Raises:
        PhraseError: it is no list of texts under ``examples``.
    """
    data = yaml.safe_load(path.read_text("utf-8"))
    examples = data.get("examples") if isinstance(data, dict) else None
    if not examples or not all(isinstance(text, str) for text in examples):
        raise PhraseError(f"data/safety/second_opinion/{path.name}", "examples", "must be a list of texts in quotes")
    return examples


def _plain(doc: Doc) -> str:
    return " ".join(token.norm_ for token in doc)
