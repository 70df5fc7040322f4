"""Who may know whom (pyproject.toml, tool.importlinter)."""

from importlinter.cli import lint_imports


def test_no_room_knows_what_it_may_not():
    assert lint_imports() == 0
