"""The directory keeps its schema, and the rules for choosing and the pages of /support point at services that exist."""

from typing import Iterator

import yaml

from bot import paths
from bot.directory import Directory, DirectoryError


def problems() -> Iterator[str]:
    """Yield what is wrong in data/directory."""
    try:
        directory = Directory.read(paths.DIRECTORY)
    except DirectoryError as error:
        yield from (f"data/directory/{fault}" for fault in error.faults)
        return
    words = yaml.safe_load((paths.DATA / "page" / "support.yml").read_text("utf-8"))
    named = [*words["always"], *(name for section in words["sections"].values() for name in section["beside"])]
    yield from (
        f"data/page/support.yml: {name!r} is no id of data/directory/national.yml"
        for name in named
        if name not in directory.national
    )
