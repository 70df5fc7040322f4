"""The shell that our classifiers share: Rasa components round one or several text models."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.language.text_model import ROUNDS, Reading, TextModel, read


class Example(NamedTuple):
    """One message to learn from: what is seen of it, its label, and how much it counts."""

    reading: Reading
    label: str
    importance: float = 1.0


class TextClassifier(GraphComponent, IntentClassifier):
    """A Rasa component that learns :class:`TextModel` s from examples and reads every message with them.

    A subclass says what there is to learn (:meth:`examples`), which files that comes from besides Rasa's training
    data (:meth:`files`), and what a message is given (:meth:`set_on`, or a ``process`` of its own), and how long to
    learn (``rounds``). Needs the document of ``SpacyNLP`` with sentence vectors; a message without text, such as a
    button, is left alone.
    """

    rounds = ROUNDS

    def __init__(
        self,
        config: Dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        models: Optional[Dict[str, TextModel]] = None,
    ) -> None:
        """Put the component together; ``models``: what is learnt -> its model."""
        self.config = config
        self.models = models or {}
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextClassifier:
        """Create an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TextClassifier:
        """Load the trained models."""
        with model_storage.read_from(resource) as folder:
            models = {path.name: TextModel.from_disk(path) for path in sorted(folder.iterdir()) if path.is_dir()}
        return cls(config, model_storage, resource, models)

    @classmethod
    def files(cls) -> Iterable[Path]:
        """Return the files of examples that Rasa does not know of."""
        return ()

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Let Rasa train anew when one of those files changes."""
        return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(cls.files()))).hexdigest()

    def examples(self, training_data: TrainingData, nlp: Language) -> Mapping[str, List[Example]]:
        """Return what there is to learn, each with its examples.

        Raises:
            PhraseError: a file of examples is wrong.
        """
        raise NotImplementedError

    def set_on(self, message: Message, reading: Reading) -> None:
        """Set on a message what the models say of it."""
        raise NotImplementedError

    def train(self, training_data: TrainingData, model: SpacyModel) -> Resource:
        """Train every model on its examples."""
        for name, examples in self.examples(training_data, model.model).items():
            self.models[name] = TextModel.fit(*zip(*examples), rounds=self.rounds)
        with self._storage.write_to(self._resource) as folder:
            for name, trained in self.models.items():
                trained.to_disk(folder / name)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave training data as they are: no later component learns from what this one says."""
        return training_data

    def process(self, messages: List[Message], model: SpacyModel) -> List[Message]:
        """Read every message; its document is there already, so ``model`` is not used."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is not None and self.models:
                self.set_on(message, read(doc))
        return messages
