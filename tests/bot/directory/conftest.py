"""A copy of the directory to make mistakes in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import paths


@pytest.fixture
def copy(tmp_path) -> Path:
    """Return a copy of data/directory."""
    return Path(shutil.copytree(paths.DIRECTORY, tmp_path / "directory"))
