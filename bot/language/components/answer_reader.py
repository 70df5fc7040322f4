"""A Rasa component that reads what is typed to one of the five questions with that question in view.

The same words answer differently: "just at weekends" says that it is repeated, and nothing about fear; "he's never
been told no" is no "no" to whether it is unwanted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc

from bot import paths
from bot.language.components.evidence_extractor import CORRECTION, NOT_UNDERSTOOD
from bot.language.components.intent_classifier import NOTHING_TO_READ
from bot.language.components.text_classifier import Example, TextClassifier
from bot.language.evidence import clause_that_says
from bot.language.examples import read_examples
from bot.language.text_model import read

FOLDER = paths.FOUR / "answers"
# An answer to another question teaches a little too: "aye" is yes to them all.
IMPORTANCE_OF_OTHER_QUESTIONS = 0.1
NO_ANSWER = "none"
# Of the questions that people ask (there are some twenty thousand) this share teaches what is no answer, and counts this much.
ASKS, ONE_QUESTION_IN, IMPORTANCE_OF_QUESTIONS = "faq", 10, 0.3
# An answer must be as sure as what leads elsewhere, but no surer than this.
MOST_NEEDED = 0.95
# "Yes" and "no thanks" are not worth quoting.
PLAIN_ANSWER = 2
_OPPOSITE = {"yes": "no", "no": "yes"}
_INTENT = {"yes": "affirm", "no": "deny", "unsure": "unsure"}


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True, model_from="SpacyNLP")
class AnswerReader(TextClassifier):
    """Sets the intent of an answer to one of the five questions, and an entity that holds its words.

    Each question has its own model of what answers it: yes, no, unsure, or none (no answer: a question back, a plea,
    a story about something else), which learns from ``data/four/answers``. Where a question is in view and the model
    is ``sure_enough`` that it is answered, the intent is ``affirm``, ``deny`` or ``unsure``, whatever the words alone
    would have been taken for; a phrase written for the question (``when_asked`` in ``data/evidence``), or one that
    counts whatever is asked and says the opposite of what the model makes of it, is believed first, unless the model
    gives it less than ``doubt``. It must be surer where they would have led elsewhere (``surer``: intent -> how
    sure); what the danger gate hears is left alone, and so is what puts right an earlier answer. Where the model is
    ``surely_none``, what phrases heard about this question is no answer either ("hold on, baby's crying"), nor is what
    looked like a yes or a no without it ("huh?"). Without a
    question in view nothing is changed.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {"sure_enough": {"yes": 0.5, "no": 0.5, "unsure": 0.5}, "surer": {}, "doubt": 0.05, "surely_none": 0.9}

    @classmethod
    def files(cls) -> Iterable[Path]:
        """Return the file of each question."""
        return sorted(FOLDER.glob("*.yml"))

    def examples(self, training_data: TrainingData, nlp: Language) -> Mapping[str, List[Example]]:
        """Return for each question its own examples, and those of the other questions as lesser ones; and questions
        that people ask back (``data/nlu/faq``, one in so many), which are no answer to any.
        """
        told = [
            (path.stem, Example(read(nlp(text)), answer))
            for path in self.files()
            for answer, texts in read_examples(path).items()
            for text in texts
        ]
        asked = [m for m in training_data.intent_examples if m.get(INTENT) == ASKS][::ONE_QUESTION_IN]
        back = [Example(read(m.get(SPACY_DOCS[TEXT])), NO_ANSWER, IMPORTANCE_OF_QUESTIONS) for m in asked]
        return {
            path.stem: back
            + [
                example if question == path.stem else example._replace(importance=IMPORTANCE_OF_OTHER_QUESTIONS)
                for question, example in told
            ]
            for path in self.files()
        }

    def process(
        self, messages: List[Message], model: SpacyModel, tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Read every message as an answer to the question that ``tracker`` says was asked, if it is one of the five."""
        question = tracker.get_slot(REQUESTED_SLOT) if tracker is not None else None
        if question in self.models:
            for message in messages:
                self._answer(message, question)
        return messages

    def _reading(self, doc: Doc, question: str) -> Tuple[str, float]:
        """Return the likeliest answer and how sure it is; what a phrase about this question says, if that is thinkable."""
        heard = self.models[question].probabilities(read(doc))
        likeliest = max(heard.items(), key=lambda item: item[1])
        phrases = [e for e in doc._.evidence if e.entity == question]
        written = {e.value for e in phrases if e.when_asked}
        told = {e.value for e in phrases}
        if not written and told == {_OPPOSITE.get(likeliest[0])}:
            written = told
        if len(written) == 1 and heard.get(min(written), 0.0) >= self.config["doubt"]:
            return min(written), 1.0
        return likeliest

    def _needed(self, answer: str, guess: Mapping[str, Any]) -> float:
        """Return how sure of an answer the model must be, where the words alone were taken for ``guess``."""
        elsewhere = self.config["surer"].get(guess.get(INTENT_NAME_KEY))
        needed = self.config["sure_enough"][answer]
        if elsewhere is None:
            return needed
        return max(needed, elsewhere, min(guess[PREDICTED_CONFIDENCE_KEY], MOST_NEEDED))

    def _answer(self, message: Message, question: str) -> None:
        doc = message.get(SPACY_DOCS[TEXT])
        guess = message.get(INTENT) or {}
        put_right = guess.get(INTENT_NAME_KEY) == CORRECTION
        if doc is None or doc._.safety is not None or guess == NOTHING_TO_READ or put_right:
            return
        answer, sure = self._reading(doc, question)
        if answer == NO_ANSWER and sure >= self.config["surely_none"]:
            others = [entity for entity in message.get(ENTITIES, []) if entity["entity"] != question]
            message.set(ENTITIES, others, add_to_output=True)
            if guess.get(INTENT_NAME_KEY) in _INTENT.values():
                # "Huh?" may look like a yes where nothing was asked.
                message.set(
                    INTENT, {INTENT_NAME_KEY: NOT_UNDERSTOOD, PREDICTED_CONFIDENCE_KEY: sure}, add_to_output=True
                )
        if answer not in _INTENT or sure < self._needed(answer, guess):
            return
        message.set(INTENT, {INTENT_NAME_KEY: _INTENT[answer], PREDICTED_CONFIDENCE_KEY: sure}, add_to_output=True)
        heard = [entity for entity in message.get(ENTITIES, []) if entity["entity"] != question]
        if answer != "unsure" and len(doc) > PLAIN_ANSWER:
            words = clause_that_says(answer, self.models[question], doc)
            heard.append(
                {
                    "entity": question,
                    "role": "when_asked",
                    "value": answer,
                    "start": words.start_char,
                    "end": words.end_char,
                    "words": words.text,
                    "extractor": type(self).__name__,
                }
            )
        message.set(ENTITIES, heard, add_to_output=True)
