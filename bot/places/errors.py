"""Errors of the places library.

PlacesError
    A file of ``data/places`` cannot be used. The message names the file, the entry and the mend.
"""


class PlacesError(Exception):
    """A file of ``data/places`` is missing or wrong."""

    def __init__(self, file: str, entry: str, mend: str) -> None:
        super().__init__(f"data/places/{file}: {entry}: {mend}")
