"""Telling people which entry of a data file is wrong."""

from __future__ import annotations

from typing import Any


def fault_in_words(file: str, data: Any, fault: dict[str, Any]) -> str:
    """Tell one pydantic fault as "file: entry: field: what is wrong"."""
    words: list[str] = []
    here = data
    for step in fault["loc"]:
        here = here[step] if isinstance(here, list) or isinstance(here, dict) and step in here else None
        if isinstance(step, int) and isinstance(here, dict):
            words[-1:] = [str(here.get("name") or here.get("id") or here.get("url") or f"entry {step + 1}")]
        elif step != "__root__":
            words.append(str(step))
    message = {
        "value_error.missing": "is missing; add it, or null if it is not known",
        "value_error.extra": "is no field of this file; check its spelling",
    }.get(fault["type"], fault["msg"])
    return ": ".join([file, *words, message])
