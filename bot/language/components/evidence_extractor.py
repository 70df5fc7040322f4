"""A Rasa component that turns evidence into entities, which fill the slots of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.utils.spacy_utils import SpacyModel
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc

from bot import paths
from bot.language.components.text_classifier import Example, TextClassifier
from bot.language.evidence import Evidence, clause_that_says
from bot.language.examples import read_examples, read_stories
from bot.language.phrases import sentence_around
from bot.language.text_model import read

NOT_UNDERSTOOD, STORY = "nlu_fallback", "describe_situation"
FACTORS = ("fixated", "obsessive", "unwanted", "repeated", "fear")
NOTHING = "nothing"
STORIES, PEOPLE, SITUATIONS = (paths.DATA / "evidence" / name for name in ("stories", "people", "situations"))
# Only what people say in so many words: nobody is to be taken for old, or gay, or in danger of their life, by a model. The situations
# of SITUATIONS are things that were done.
_BY_PHRASES_ALONE = frozenset({"need", "situation", "risk", "correcting", "nation", "no_danger"})
ASKING = "asking"
CORRECTING, CORRECTION = "correcting", "correct_answer"
# What somebody may have answered, and so may put right.
_ANSWERED = ("speaking_for", "relationship", "force", *FACTORS)
_SITUATION = ("relationship", "online", "under_18", "speaking_for")
_NEVER = 2.0
_BOOLEANS = {"true": True, "false": False}
# Said in passing, these fill nothing by themselves: an answer that was given stands (actions/turn/learn.py).
_IN_PASSING = frozenset({"speaking_for", "relationship"})


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True, model_from="SpacyNLP")
class EvidenceExtractor(TextClassifier, EntityExtractorMixin):
    """Adds an entity for everything that a message says about FOUR and the situation, with the words that say it.

    The phrases of ``data/evidence`` (bot/language/evidence.py) speak first. A model for each entity, which learns
    from ``data/evidence/stories``, ``people`` and ``situations``, hears what no phrase foresaw, if it is sure enough
    (``believe``: value or entity -> how sure, ``else`` for what is not listed, never if that is missing too;
    ``believe_in_answers``, while a question is asked that a story does not answer: all but ``open_questions``; never
    for an intent of ``no_story_in``; nothing at all is heard in one of ``says_nothing``), and overrules a phrase only
    where it is all but certain that it misleads (``doubt``). Where neither speaks, nothing is filled and the
    assistant asks.

    What stands in a sentence that asks how things are in general ("how many times does it have to happen") is not put
    down. Where one message says both yes and no to the same thing, the yes comes last, and so fills the slot: the
    ledger shows it, and the person can put it right. Entities with a role fill no slot by themselves: ``when_asked``
    counts only as an answer, ``in_passing`` only where nothing is known yet.

    A message that was not understood but says something is a piece of the story. So is one whose intent would lead
    away from the story (``story_before``) where the guess is less sure than is said there. One that puts right what
    was said before ("no, it's my brother, not my ex") is no answer to the question in view: its intent is
    ``correct_answer``. Longer ones than ``longest_correction`` (in tokens) are stories in which somebody puts
    themselves right.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the settings that hold unless config.yml says otherwise."""
        return {
            "story_before": {},
            "believe": {},
            "believe_in_answers": {},
            "open_questions": [],
            "no_story_in": [],
            "says_nothing": [],
            "doubt": 0.05,
            "longest_correction": 25,
        }

    @classmethod
    def files(cls) -> Iterable[Path]:
        """Return the files of stories, of people, and of situations."""
        return [path for folder in (STORIES, PEOPLE, SITUATIONS) for path in sorted(folder.glob("*.yml"))]

    def examples(self, training_data: TrainingData, nlp: Language) -> Mapping[str, List[Example]]:
        """Return for each entity what stories say of it; for whom and how old, what the people files say too; and situations."""
        found: Dict[str, List[Example]] = {}
        for path in sorted(STORIES.glob("*.yml")):
            for story in read_stories(path):
                doc = nlp(story["text"])
                reading = read(doc)
                for entity in (*FACTORS, *_SITUATION):
                    found.setdefault(entity, []).append(Example(reading, _said(story.get(entity))))
                if not any(heard.entity == "situation" for heard in doc._.evidence):
                    found.setdefault("situation", []).append(Example(reading, NOTHING))
        for path in sorted(PEOPLE.glob("*.yml")):
            for name, texts in read_examples(path).items():
                for text in texts:
                    reading = read(nlp(text))
                    found["speaking_for"].append(Example(reading, path.stem))
                    found["under_18"].append(Example(reading, "true" if name == "under_18" else NOTHING))
                    if path.stem == NOTHING:
                        for entity in (*FACTORS, "relationship", "online"):
                            found[entity].append(Example(reading, NOTHING))
        for path in sorted(SITUATIONS.glob("*.yml")):
            for situation, texts in read_examples(path).items():
                found["situation"] += [Example(read(nlp(text)), situation) for text in texts]
        return found

    def process(
        self, messages: List[Message], model: SpacyModel, tracker: Optional[DialogueStateTracker] = None
    ) -> List[Message]:
        """Add the entities of every message; ``tracker`` tells which question it answers, if any."""
        asked = tracker.get_slot(REQUESTED_SLOT) if tracker is not None else None
        believe = self.config["believe" if asked in (None, *self.config["open_questions"]) else "believe_in_answers"]
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            if doc is None:
                continue
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            if intent in self.config["says_nothing"]:
                continue
            # What frightened people write in danger is not to be read closely, and is not said back to them.
            elsewhere = doc._.safety is not None or intent in self.config["no_story_in"]
            heard = (e for e in self._evidence(doc, None if elsewhere else believe) if not _only_asks(e, doc))
            found = [self._entity(evidence, doc.text) for evidence in heard]
            if found:
                found.sort(key=lambda entity: (entity["value"] == "yes", entity["start"]))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
                if self._is_a_story(message) and any(map(_tells, found)):
                    message.set(INTENT, {INTENT_NAME_KEY: STORY, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
                if self._is_a_correction(doc, found, tracker):
                    corrected = {INTENT_NAME_KEY: CORRECTION, PREDICTED_CONFIDENCE_KEY: 1.0}
                    message.set(INTENT, corrected, add_to_output=True)
        return messages

    def _is_a_correction(self, doc: Doc, found: List[Dict[str, Any]], tracker: Optional[DialogueStateTracker]) -> bool:
        """Tell whether a message puts right an answer that there is."""
        if tracker is None or len(doc) > self.config["longest_correction"]:
            return False
        said = any(entity["entity"] == CORRECTING for entity in found)
        return said and any(tracker.get_slot(slot) is not None for slot in _ANSWERED)

    def _evidence(self, doc: Doc, believe: Optional[Mapping[str, float]]) -> Iterator[Evidence]:
        """Yield what phrases say and the models do not doubt; and what the models alone hear; if ``believe`` is None, what phrases say."""
        reading = read(doc)
        for entity in (*FACTORS, *_SITUATION):
            written = [evidence for evidence in doc._.evidence if evidence.entity == entity]
            if believe is None:
                yield from written
                continue
            yield from (evidence for evidence in written if evidence.when_asked)
            always = [evidence for evidence in written if not evidence.when_asked]
            if not always and not believe:
                continue
            heard = self.models[entity].probabilities(reading)
            kept = [e for e in always if heard.get(e.value, 1.0) >= self.config["doubt"]]
            # "I'm 15, and my sister is 20": of two ages the child's counts.
            kept = [e for e in kept if e.value != "false"] or kept
            yield from kept
            value, sure = max(heard.items(), key=lambda item: item[1])
            if not kept and value != NOTHING and sure >= _needed(believe, entity, value):
                words = clause_that_says(value, self.models[entity], doc)
                yield Evidence(entity, value, words.start_char, words.end_char)
        written = [evidence for evidence in doc._.evidence if evidence.entity in _BY_PHRASES_ALONE]
        yield from written
        if believe:
            value, sure = self.models["situation"].ranking(reading)[0]
            told = {evidence.value for evidence in written if evidence.entity == "situation"}
            if value not in (NOTHING, *told) and sure >= believe.get(value, _NEVER):
                words = clause_that_says(value, self.models["situation"], doc)
                yield Evidence("situation", value, words.start_char, words.end_char)

    def _is_a_story(self, message: Message) -> bool:
        """Tell whether a message that holds evidence is better read as part of the story than as its intent."""
        intent = message.get(INTENT) or {}
        name, sure = intent.get(INTENT_NAME_KEY), intent.get(PREDICTED_CONFIDENCE_KEY, 0.0)
        return name == NOT_UNDERSTOOD or sure < self.config["story_before"].get(name, 0.0)

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


def _tells(entity: Dict[str, Any]) -> bool:
    """Tell whether an entity tells something of what happens: an adult's age or a nation does not."""
    about_them = entity["entity"] in ("nation", "no_danger") or entity["value"] is False
    return entity.get("role") != "when_asked" and not about_them


def _only_asks(evidence: Evidence, doc: Doc) -> bool:
    """Tell whether evidence stands in a sentence that asks how things are in general (data/evidence/asking.yml)."""
    if evidence.entity not in FACTORS:
        return False
    words = doc.char_span(evidence.start, evidence.end, alignment_mode="expand")
    first, last = sentence_around(words, doc)
    return any(e.entity == ASKING and doc[first].idx <= e.start < doc[last - 1].idx + 1 for e in doc._.evidence)


def _needed(believe: Mapping[str, float], entity: str, value: str) -> float:
    """Return how sure a model must be of a value to be believed."""
    return believe.get(value, believe.get(entity, believe.get("else", _NEVER)))


def _said(value: Any) -> str:
    """Return the label of one entry of a story: ``{"yes": "his words"}``, a plain value, or nothing."""
    if value is None:
        return NOTHING
    value = next(iter(value)) if isinstance(value, dict) else value
    return str(value).lower() if isinstance(value, bool) else str(value)
