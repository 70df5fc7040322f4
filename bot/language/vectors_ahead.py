"""Sentence vectors of all training examples, worked out before training: on every core, and only once.

They are kept in ``build/vectors.npz``, so that training again after a change encodes only what is new. Nothing that a
person types is ever kept: serving does not use this file.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Callable, Dict, Iterable, Iterator, List

import numpy as np

from bot.language import sentence_vectors

# Texts that one process is given at a time; each batch is a line of progress.
BATCH = 500


def work_out(texts: Iterable[str], path: Path, tell: Callable[[str], None]) -> None:
    """Make sure that ``path`` holds the vector of every text, and no other, and let the pipeline use them.

    Args:
        texts: the texts; those that are known already cost nothing.
        path: the NumPy file; it is made anew for another model.
        tell: gets a line now and then.
    """
    wanted = {_key(text): text for text in texts}
    known = _read(path)
    vectors: Dict[str, np.ndarray] = {key: known[key] for key in wanted if key in known}
    new = [text for key, text in wanted.items() if key not in vectors]
    for done, (text, vector) in enumerate(_encoded(new), 1):
        vectors[_key(text)] = vector
        if done % (10 * BATCH) == 0:
            tell(f"  {done} of {len(new)} new examples read")
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, keys=np.array(list(vectors)), vectors=np.array(list(vectors.values()), np.float32))
    sentence_vectors.AHEAD.clear()
    sentence_vectors.AHEAD.update({wanted[key]: vector for key, vector in vectors.items()})


def _encoded(texts: List[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield each text with its vector; in this process where there is little to do."""
    batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    if len(batches) < 2:
        yield from zip(texts, _encode(texts))
        return
    # Started afresh, not forked: a copy of a process that has threads may wait for ever.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for batch, vectors in zip(batches, pool.map(_encode, batches)):
            yield from zip(batch, vectors)


def _encode(texts: List[str]) -> List[np.ndarray]:
    return [sentence_vectors.encoder().encode(text) for text in texts]


def _key(text: str) -> str:
    return hashlib.sha256(f"{sentence_vectors.WEIGHTS[2]}\n{text}".encode()).hexdigest()


def _read(path: Path) -> Dict[str, np.ndarray]:
    if not path.exists():
        return {}
    with np.load(path, allow_pickle=False) as saved:
        return dict(zip(saved["keys"].tolist(), saved["vectors"]))
