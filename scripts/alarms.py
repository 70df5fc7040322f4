"""How often ordinary stories raise the alarm of danger, or the question about it, and what real danger gets.

    make alarms

Reads the stories of ``data/evidence/stories``, of which the second opinion on danger has learnt nothing, and the
danger of ``tests/language/development``, with the trained model. Prints what the written phrases alone would do, and
what is done where the second opinion thinks nothing of it (``doubt`` of DangerGate in config.yml).
"""

from __future__ import annotations

import asyncio
import json
import platform
import sys
import time
from collections import Counter
from typing import Iterable, List

from bot import paths, quiet
from bot.language import pipeline
from bot.language.examples import read_stories

DEVELOPMENT = paths.ROOT / "tests" / "language" / "development" / "danger.jsonl"
ALARMS, QUESTION = ("danger_now", "cannot_speak"), "perhaps_in_danger"


def main() -> int:
    """Measure and print."""
    quiet.configure_logging()
    files = sorted((paths.DATA / "evidence" / "stories").glob("*.yml"))
    stories = [story["text"] for path in files for story in read_stories(path)]
    cases = [json.loads(line) for line in DEVELOPMENT.read_text("utf-8").splitlines() if line.strip()]
    sets = {
        "ordinary stories": stories,
        "development: near misses": [case["text"] for case in cases if case["expect"]["danger"] == "none"],
        "development: danger": [case["text"] for case in cases if case["expect"]["danger"] != "none"],
    }
    print(f"{platform.platform()}; Python {platform.python_version()}; {time.strftime('%Y-%m-%d')}\n")
    print(f"{'':26}{'messages':>9}{'phrases hear danger':>21}{'alarm':>8}{'question':>10}{'neither':>9}")
    nlp = pipeline.load(paths.SPACY_PIPELINE)
    for name, texts in sets.items():
        by_phrases = sum(nlp(text)._.safety in ALARMS for text in texts)
        heard = Counter(asyncio.run(_intents(texts)))
        alarms, asked = sum(heard[intent] for intent in ALARMS), heard[QUESTION]
        print(f"{name:26}{len(texts):>9,}{by_phrases:>21}{alarms:>8}{asked:>10}{len(texts) - alarms - asked:>9,}")
    return 0


async def _intents(texts: Iterable[str]) -> List[str]:
    """Return what each message alone, at the beginning of a conversation, is heard as."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(paths.MODEL))
    return [(await agent.parse_message(text))["intent"]["name"] for text in texts]


if __name__ == "__main__":
    sys.exit(main())
