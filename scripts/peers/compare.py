"""Compare our understanding with Rasa's default pipeline (DIET) and nlp.js, on the same machine in the same run.

Each learns the same intents from the same examples, OF_EACH of every intent, drawn once from data/nlu: with all of
them DIET takes hours on two cores. Each has its makers' own settings and a process of its own. Then it reads the
messages of intents.jsonl and scope.jsonl of the test set. Ours learns danger, answers and evidence from the rest of
data/ besides, in the same training. Only what all three can do is compared: intents, and telling other subjects.
Questions are one intent, ``faq``.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Callable, Iterator

import yaml

from bot import paths
from tests.language.run import NOT_UNDERSTOOD, Case, Measure, cases, measures

HERE = Path(__file__).parent
FOLDER = paths.BUILD / "evaluation" / "peers"
EXAMPLES = FOLDER / "examples"
OF_EACH = 12
# What the peers call a message they do not understand.
NOTHING = (*NOT_UNDERSTOOD, "None", None)


@dataclass(frozen=True)
class Peer:
    """What was measured of one way to understand messages; seconds, bytes, and figures by file and name."""

    name: str
    training_seconds: float
    training_memory: int
    memory: int
    median_seconds: float
    slow_seconds: float
    figures: dict[str, dict[str, Measure]]


def compare(node: Path, say: Callable[[str], None]) -> list[Peer]:
    """Train and measure all three, one after the other; ``say`` gets a line for each."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    told = {file: cases("test", file) for file in ("intents", "scope")}
    task = FOLDER / "task.json"
    messages = [case.text for file in told.values() for case in file]
    examples = list(_examples())
    task.write_text(json.dumps({"messages": messages, "examples": examples}), "utf-8")
    _write_as_rasa_reads(examples)
    rasa = version("rasa")
    ways = {
        "Signpost": _rasa(paths.ROOT / "config.yml", EXAMPLES, "signpost"),
        f"Rasa {rasa}, default pipeline (DIET)": _rasa(HERE / "diet.yml", EXAMPLES, "diet"),
        f"nlp.js (node-nlp {_node_nlp()})": [str(node), str(HERE / "node_nlp.mjs")],
    }
    found = []
    for name, command in ways.items():
        say(f"Training {name}, and reading {len(messages)} messages with it")
        result = FOLDER / "result.json"
        result.unlink(missing_ok=True)
        done = subprocess.run([*command, str(task), str(result)], cwd=paths.ROOT, capture_output=True, text=True)
        if done.returncode != 0 or not result.exists():
            raise SystemExit(f"{name} could not be measured: {' '.join(command)}\n{done.stderr[-2000:]}")
        found.append(_peer(name, json.loads(result.read_text("utf-8")), told))
    return found


def _rasa(config: Path, data: Path, name: str) -> list[str]:
    model = FOLDER / f"{name}.tar.gz"
    command = [sys.executable, "-m", "scripts.peers.rasa_nlu", "--config", str(config), "--data", str(data)]
    return [*command, "--model", str(model)]


def _peer(name: str, result: dict[str, Any], told: dict[str, list[Case]]) -> Peer:
    heard = iter(result["heard"])
    figures = {}
    for file, of_file in told.items():
        read = [replace(case, heard=_heard(file, next(heard)["intent"])) for case in of_file]
        figures[file] = measures(file, read)
    seconds = [one["seconds"] for one in result["heard"]]
    return Peer(
        name,
        result["training"]["seconds"],
        result["training"]["memory_bytes"],
        result["memory_bytes"],
        statistics.median(seconds),
        statistics.quantiles(seconds, n=20)[-1],
        figures,
    )


def _heard(file: str, intent: str) -> dict[str, str]:
    """Return what was heard in the terms of a file of the test set."""
    if file == "scope":
        return {"scope": "out" if intent in NOTHING else "in"}
    return {"intent": "nlu_fallback" if intent in NOTHING else intent.split("/")[0]}


def _examples() -> Iterator[dict[str, str]]:
    """Yield some examples of every intent of data/nlu; questions are one intent."""
    by_intent: dict[str, list[str]] = {}
    for path in sorted((paths.DATA / "nlu").rglob("*.yml")):
        for entry in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["nlu"]:
            lines = (line[2:].strip() for line in entry["examples"].splitlines() if line.startswith("- "))
            by_intent.setdefault(entry["intent"].split("/")[0], []).extend(lines)
    draw = random.Random(42)
    for intent, texts in by_intent.items():
        yield from ({"text": text, "intent": intent} for text in draw.sample(texts, min(OF_EACH, len(texts))))


def _write_as_rasa_reads(examples: list[dict[str, str]]) -> None:
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        by_intent.setdefault(example["intent"], []).append(example["text"])
    EXAMPLES.mkdir(exist_ok=True)
    nlu = [{"intent": intent, "examples": "".join(f"- {t}\n" for t in texts)} for intent, texts in by_intent.items()]
    (EXAMPLES / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), "utf-8")


def _node_nlp() -> str:
    return json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]["node-nlp"]
