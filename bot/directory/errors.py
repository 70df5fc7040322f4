"""Errors of the directory library.

DirectoryError
    Files of ``data/directory`` cannot be used. The message lists every fault: file, entry, field and the mend.
"""

from __future__ import annotations


class DirectoryError(Exception):
    """One or more faults in ``data/directory``; :attr:`faults` holds a line for each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))
