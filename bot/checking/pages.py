"""The words of the pages keep the rules of speech, hold no number that the directory does not, and the settings of the page are right."""

from __future__ import annotations

from typing import Any, Iterator

import yaml

from bot import paths
from bot.checking.responses import numbers_of, problems_of_numbers, problems_of_style
from bot.directory import Directory, DirectoryError
from bot.web.looks import Looks, LooksError
from bot.web.settings import PageSettings, SettingsError

PAGES = paths.DATA / "page"


def problems() -> Iterator[str]:
    """Yield what is wrong in data/page, and in the settings of the page."""
    try:
        PageSettings.read(
            yaml.safe_load((paths.ROOT / "credentials.yml").read_text("utf-8"))["bot.web.channel.ChatChannel"]
        )
    except SettingsError as error:
        yield str(error)
    try:
        directory = Directory.read(paths.DIRECTORY)
    except DirectoryError:
        return  # reported by the directory's own check
    try:
        unknown = Looks.read().names - set(directory.forces)
        yield from (f"data/page/looks.yml: {slug}: is no file of data/directory/forces" for slug in sorted(unknown))
    except LooksError as error:
        yield f"data/page/{error}"
    style = yaml.safe_load((paths.DATA / "style.yml").read_text("utf-8"))
    allowed = numbers_of(directory)
    for file, where, text in page_texts():
        found = [*problems_of_style(text, style), *problems_of_numbers(text, allowed)]
        yield from (f"{file}: {where}: {problem}" for problem in found)
    for name in yaml.safe_load((PAGES / "information.yml").read_text("utf-8"))["urgent"]["services"]:
        if name not in directory.national:
            yield f"data/page/information.yml: urgent: services: {name!r} is no id of data/directory/national.yml"


def page_texts() -> Iterator[tuple[str, str, str]]:
    """Yield every text of the pages: its file, the names that lead to it, and itself."""
    for path in sorted(PAGES.glob("*.yml")):
        if path.name != "looks.yml":
            for where, text in _texts(yaml.safe_load(path.read_text("utf-8"))):
                yield f"data/page/{path.name}", where, text


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a file, with the names that lead to it; a single word may be a name of something else."""
    if isinstance(value, str):
        if " " in value:
            yield where, value
    elif isinstance(value, (dict, list)):
        items = value.items() if isinstance(value, dict) else enumerate(value, 1)
        for name, inner in items:
            yield from _texts(inner, f"{where}: {name}" if where else str(name))
