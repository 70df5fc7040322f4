"""A Rasa component that gives a second opinion on danger and on thoughts of suicide, beside the written phrases."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, List, Mapping

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot import paths
from bot.language.components.text_classifier import Example, TextClassifier
from bot.language.examples import read_examples
from bot.language.safety import RULE_ORDER
from bot.language.text_model import Reading, read

SECOND_OPINION = "second_opinion"
NONE = "none"
LABELS = ("danger_now", "cannot_speak", "suicidal_feelings", "their_suicide_threat", NONE)
FOLDER = paths.DATA / "safety" / "second_opinion"
ANSWERS = paths.FOUR / "answers"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True, model_from="SpacyNLP")
class SecondOpinion(TextClassifier):
    """Sets ``second_opinion`` of every message: label -> probability, for the labels of ``data/safety/second_opinion``.

    It sets no intent; DangerGate decides what follows.
    """

    @classmethod
    def files(cls) -> Iterable[Path]:
        """Return the file of each label, and the answers to the five questions, which are none of them."""
        return [*(FOLDER / f"{label}.yml" for label in LABELS), *sorted(ANSWERS.glob("*.yml"))]

    def examples(self, training_data: TrainingData, nlp: Language) -> Mapping[str, List[Example]]:
        """Return the messages of the files, and those of ``data/nlu`` that the danger gate does not decide, as none."""
        told = [(label, text) for label in LABELS for text in read_examples(FOLDER / f"{label}.yml")["examples"]]
        answers = [texts for path in sorted(ANSWERS.glob("*.yml")) for texts in read_examples(path).values()]
        told += [(NONE, text) for texts in answers for text in texts]
        examples = [Example(read(nlp(text)), label) for label, text in told]
        others = (m for m in training_data.intent_examples if m.get(INTENT) not in RULE_ORDER)
        return {SECOND_OPINION: [*examples, *(Example(read(m.get(SPACY_DOCS[TEXT])), NONE) for m in others)]}

    def set_on(self, message: Message, reading: Reading) -> None:
        """Set the second opinion."""
        message.set(SECOND_OPINION, self.models[SECOND_OPINION].probabilities(reading))
