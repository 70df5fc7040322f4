"""What raises risk, and what changes help, has its words."""

from __future__ import annotations

from typing import Iterator

import yaml

from bot import paths
from bot.checking.responses import defined_responses

_CALLS = ("at_once", "sooner")


def problems() -> Iterator[str]:
    """Yield what is wrong in data/risks.yml and the responses for situations."""
    said = {
        name: yaml.safe_load((paths.DATA / "evidence" / f"{name}.yml").read_text("utf-8"))["says"]
        for name in ("risk", "situation")
    }
    reasons = yaml.safe_load(paths.RISKS.read_text("utf-8"))["reasons"]
    for risk in sorted(set(said["risk"]) - set(reasons)):
        yield f"data/risks.yml: {risk}: is heard (data/evidence/risk.yml) but has no words; add it"
    for risk, reason in reasons.items():
        if risk not in {*said["risk"], *said["situation"]}:
            yield f"data/risks.yml: {risk}: nothing in data/evidence says it; remove it, or add phrases"
        if reason.get("call") not in _CALLS or not reason.get("says") or not reason.get("source"):
            yield f"data/risks.yml: {risk}: needs says, source, and call: {' or '.join(_CALLS)}"
    responses = defined_responses()
    for situation in sorted(said["situation"]):
        if f"utter_situation_{situation}" not in responses:
            yield f"data/evidence/situation.yml: {situation}: nothing is said of it; add utter_situation_{situation} to data/responses"
