"""Train a Rasa pipeline and read messages with it; a process of its own, so that its memory is its own.

    python -m scripts.peers.rasa_nlu --config CONFIG --data FOLDER --model MODEL.tar.gz TASK.json RESULT.json

TASK.json holds {"messages": [...]}; RESULT.json gets {"heard": [{"intent", "seconds"}], "training": {"seconds",
"memory_bytes"}, "memory_bytes"}. The model is trained in one process and read in another, so that what training held
is not counted to reading.
"""

from __future__ import annotations

import bot.quiet  # isort: skip  # before Rasa

import argparse
import asyncio
import json
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil

# Not counted: the first messages warm the pipeline up.
WARM_UP = 20


def main() -> None:
    """Train, read, write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("task", type=Path)
    parser.add_argument("result", type=Path)
    options = parser.parse_args()
    bot.quiet.configure_logging()
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        training = pool.submit(train, options.config, options.data, options.model).result()
    messages = json.loads(options.task.read_text("utf-8"))["messages"]
    result = asyncio.run(read(options.model, messages))
    options.result.write_text(json.dumps({**result, "training": training}), "utf-8")


def train(config: Path, data: Path, model: Path) -> dict[str, float]:
    """Train with a config on a folder; return seconds and the peak of memory in bytes."""
    from rasa.model_training import train_nlu

    began = time.monotonic()
    train_nlu(config=str(config), nlu_data=str(data), output=str(model.parent), fixed_model_name=model.name)
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": time.monotonic() - began, "memory_bytes": peak}


async def read(model: Path, messages: list[str]) -> dict:
    """Return the intent of every message, the seconds each took, and the memory the process holds at the end."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    for text in messages[:WARM_UP]:
        await agent.parse_message(text)
    heard = []
    for text in messages:
        began = time.perf_counter()
        parsed = await agent.parse_message(text)
        heard.append({"intent": parsed["intent"]["name"], "seconds": time.perf_counter() - began})
    return {"heard": heard, "memory_bytes": psutil.Process().memory_info().rss}


if __name__ == "__main__":
    main()
