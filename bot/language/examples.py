"""Reading the files of examples that our classifiers learn from: lists of messages, as people write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List

import yaml

from bot.language.errors import PhraseError


def read_examples(path: Path) -> Dict[str, List[str]]:
    """Return the messages of one file, list by list.

    Raises:
        PhraseError: it is no mapping of names to lists of texts.
    """
    data = _yaml(path)
    if not isinstance(data, dict) or not data:
        raise PhraseError(_name(path), "the whole file", "must hold lists of examples, each under its name")
    for name, texts in data.items():
        if not isinstance(name, str) or not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise PhraseError(
                _name(path), str(name), "must be a list of texts, and its name and each text stand in quotes"
            )
    return data


def read_stories(path: Path) -> List[Dict[str, Any]]:
    """Return the stories of one file of ``data/evidence/stories``; they stand under ``told``, for ``stories`` is
    Rasa's word.

    Raises:
        PhraseError: a story is without a text, or its words are not in it.
    """
    data = _yaml(path)
    stories = data.get("told") if isinstance(data, dict) else None
    if not isinstance(stories, list):
        raise PhraseError(_name(path), "told", "must be a list of stories")
    for story in stories:
        text = story.get("text") if isinstance(story, dict) else None
        if not isinstance(text, str):
            raise PhraseError(_name(path), str(story)[:60], "a story needs a text, in quotes")
        for what, said in story.items():
            quoted = said.values() if isinstance(said, dict) else ()
            missing = next((words for words in quoted if words and words not in text), None)
            if missing is not None:
                raise PhraseError(
                    _name(path), f'"{text[:40]}…": {what}', f'"{missing}" is not in the text; quote it exactly'
                )
    return stories


def texts_of(folders: Iterable[Path]) -> Iterator[str]:
    """Yield every text in the files of some folders: each may be an example, some are more (words quoted from one)."""
    for folder in folders:
        for path in sorted(folder.rglob("*.yml")):
            yield from _texts(_yaml(path))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        # Rasa's training data hold a list of examples as one text.
        yield from (line[2:].strip() for line in data.splitlines()) if data.startswith("- ") else (data,)
    elif isinstance(data, (list, dict)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _texts(part)


def _yaml(path: Path) -> Any:
    try:
        # The same as yaml.safe_load, ten times as fast.
        return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise PhraseError(_name(path), "the whole file", f"is no YAML that can be read: {error}") from None


def _name(path: Path) -> str:
    return "/".join(("data", *path.parts[path.parts.index("data") + 1 :])) if "data" in path.parts else path.name
