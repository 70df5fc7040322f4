"""The directory keeps its schema, and the rules for choosing point at services that exist."""

from typing import Iterator

from bot import paths
from bot.directory import Directory, DirectoryError


def problems() -> Iterator[str]:
    """Yield what is wrong in data/directory."""
    try:
        Directory.read(paths.DIRECTORY)
    except DirectoryError as error:
        yield from (f"data/directory/{fault}" for fault in error.faults)
