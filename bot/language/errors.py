"""Errors of the language library.

PhraseError
    A phrase file of ``data/safety`` or ``data/evidence`` cannot be used. The message names the file, the entry and the
    mend.
"""


class PhraseError(Exception):
    """A phrase file is wrong."""

    def __init__(self, file: str, entry: str, mend: str) -> None:
        super().__init__(f"{file}: {entry}: {mend}")
