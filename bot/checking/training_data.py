"""Training examples belong to one intent each; nothing else under data/ can be taken for training data."""

from collections import defaultdict
from typing import Iterator

import yaml

from bot import paths
from bot.checking.files import domain, names, training_files

# Rasa takes any YAML file with one of these keys for training data, wherever it lies.
TRAINING_KEYS = {"nlu", "rules", "stories", "responses"}
TRAINING_FOLDERS = {"nlu", "rules", "stories", "responses"}
FEWEST_EXAMPLES = 6


def problems() -> Iterator[str]:
    """Yield what is wrong with the training data, and with files that would be taken for it."""
    intents = set(names(domain()["intents"]))
    homes: dict[str, set[str]] = defaultdict(set)
    for file, entries in training_files("nlu", "nlu"):
        for entry in entries:
            intent = entry["intent"]
            if intent.split("/")[0] not in intents:
                yield f"{file}: {intent}: is not in domain.yml; add it there, or mend the name"
            examples = [line[2:].strip() for line in entry["examples"].splitlines() if line.startswith("- ")]
            if len(examples) < FEWEST_EXAMPLES:
                yield f"{file}: {intent}: has {len(examples)} examples; give it at least {FEWEST_EXAMPLES}"
            for example in examples:
                homes[example.lower()].add(intent)
    for example, homes_of_it in homes.items():
        if len(homes_of_it) > 1:
            yield f'data/nlu: "{example}": stands under {" and ".join(sorted(homes_of_it))}; keep one'
    for one in sorted(intents):
        for other in sorted(intents - {one}):
            if one in other:
                yield f"domain.yml: {other}: contains the name of {one}, which confuses slot mappings; rename one"
    for path in sorted(paths.DATA.rglob("*.yml")):
        if path.relative_to(paths.DATA).parts[0] in TRAINING_FOLDERS:
            continue
        data = yaml.safe_load(path.read_text("utf-8"))
        for key in sorted(TRAINING_KEYS & set(data if isinstance(data, dict) else ())):
            yield f"{path.relative_to(paths.ROOT)}: {key}: Rasa would train on this file; use another key"
