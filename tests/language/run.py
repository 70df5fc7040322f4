"""Ask a running assistant what it hears in the messages of tests/language, over HTTP, and count.

    bot serve --api                                   # in another terminal
    python tests/language/run.py development          # figures, and every message that was heard wrongly
    python tests/language/run.py test                 # figures alone: nobody tunes on these

For another assistant, write another :class:`Listener`: it is given one case and says what was heard.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import urllib.request
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Iterator

HERE = Path(__file__).parent
FACTORS = ("fixated", "obsessive", "unwanted", "repeated", "fear")
FILES = ("danger", "suicide", "evidence", "answers", "intents", "scope", "people")
NOT_UNDERSTOOD = ("nlu_fallback", "out_of_scope")


class Listener:
    """Signpost, served with ``bot serve --api``: what was heard is read from the slots and the responses."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def hear(self, file: str, case: dict[str, Any]) -> dict[str, Any]:
        """Return what was heard in one case, with the keys of its ``expect``."""
        sender = uuid.uuid4().hex
        if file == "answers":
            self._ask(sender, case["question"])
        self._post("/webhooks/rest/webhook", {"sender": sender, "message": case["text"].lstrip("/")})
        tracker = self._get(f"/conversations/{sender}/tracker?include_events=ALL")
        slots = tracker["slots"]
        said = [(e.get("metadata") or {}).get("utter_action") for e in tracker["events"] if e["event"] == "bot"]
        intent = next(
            (e["parse_data"]["intent"]["name"] for e in reversed(tracker["events"]) if e["event"] == "user"), "restart"
        )
        return getattr(self, f"_{file}")(case, slots, said, intent)

    def _danger(self, case: dict, slots: dict, said: list, intent: str) -> dict[str, Any]:
        if "utter_danger_cannot_speak" in said:
            return {"danger": "cannot_speak"}
        asked = "utter_perhaps_in_danger" in said
        return {"danger": "danger_now" if "utter_danger_call_999" in said else "none", "asked": asked}

    def _suicide(self, case: dict, slots: dict, said: list, intent: str) -> dict[str, Any]:
        if "utter_suicidal_feelings" in said:
            return {"suicide": "own"}
        asked = "utter_perhaps_suicidal" in said
        return {"suicide": "theirs" if "utter_their_suicide_threat" in said else "none", "asked": asked}

    def _evidence(self, case: dict, slots: dict, said: list, intent: str) -> dict[str, Any]:
        return {key: slots.get(key) for key in case["expect"]}

    def _answers(self, case: dict, slots: dict, said: list, intent: str) -> dict[str, Any]:
        # Skipping a question is no answer to it; it is kept as "unsure" so that the question is not asked again.
        return {"answer": "none" if intent == "skip" else slots.get(case["question"]) or "none"}

    def _intents(self, case: dict, slots: dict, said: list, intent: str) -> dict[str, Any]:
        return {"intent": "faq" if intent.startswith("faq") else intent}

    def _scope(self, case: dict, slots: dict, said: list, intent: str) -> dict[str, Any]:
        return {"scope": "out" if intent in NOT_UNDERSTOOD else "in"}

    def _people(self, case: dict, slots: dict, said: list, intent: str) -> dict[str, Any]:
        heard = {
            "speaking_for": slots.get("speaking_for"),
            "under_18": slots.get("under_18"),
            "own_behaviour": True if intent == "worried_about_own_behaviour" else None,
        }
        return {key: heard[key] for key in case["expect"]}

    def _ask(self, sender: str, question: str) -> None:
        """Put a new conversation at one of the five questions, the others answered."""
        known = {"speaking_for": "self", "immediate_danger": False, "story_told": True}
        known.update({factor: "unsure" for factor in FACTORS if factor != question}, requested_slot=question)
        events = [{"event": "action", "name": "action_session_start"}, {"event": "session_started"}]
        events += [{"event": "slot", "name": name, "value": value} for name, value in known.items()]
        events += [{"event": "action", "name": "four_form"}, {"event": "active_loop", "name": "four_form"}]
        events += [{"event": "action", "name": "action_listen"}]
        self._post(f"/conversations/{sender}/tracker/events", events)

    def _get(self, path: str) -> Any:
        with urllib.request.urlopen(self._url + path, timeout=60) as answer:
            return json.load(answer)

    def _post(self, path: str, body: Any) -> Any:
        request = urllib.request.Request(
            self._url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def cases(folder: str, file: str) -> list[dict[str, Any]]:
    """Read one file of one set."""
    lines = (HERE / folder / f"{file}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def interval(right: int, of: int) -> str:
    """Return a proportion with its 95 % Wilson interval, as text."""
    if not of:
        return "–"
    p, z = right / of, 1.96
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{p:.3f} [{middle - half:.3f}, {middle + half:.3f}] n={of}"


def macro_f1(pairs: list[tuple[Any, Any]], labels: list[Any]) -> float:
    """Return the unweighted mean of the labels' F1, given (expected, heard) pairs."""
    return sum(f1(pairs, label) for label in labels) / len(labels)


def f1(pairs: list[tuple[Any, Any]], label: Any) -> float:
    """Return the F1 of one label."""
    hit = sum(e == label == h for e, h in pairs)
    wrong = sum((e == label) != (h == label) for e, h in pairs)
    return 2 * hit / (2 * hit + wrong) if hit or wrong else 1.0


def figures(file: str, heard: list[tuple[dict, dict]]) -> Iterator[str]:
    """Yield the figures of one file, a line each."""

    def pairs(key: str) -> list[tuple[Any, Any]]:
        return [(case["expect"][key], answer[key]) for case, answer in heard if key in case["expect"]]

    if file in ("danger", "suicide"):
        found = pairs(file)
        wanted = ("danger_now", "cannot_speak") if file == "danger" else ("own", "theirs")
        for label in wanted:
            of = [h for e, h in found if e == label]
            yield f"{label}: recall {interval(sum(h == label for h in of), len(of))}"
            if file == "danger":
                yield f"{label}: any alarm {interval(sum(h != 'none' for h in of), len(of))}"
        near = [h for e, h in found if e == "none"]
        yield f"false alarms {interval(sum(h != 'none' for h in near), len(near))}"
        asked = [(case["expect"][file], answer[file] != "none" or answer.get("asked")) for case, answer in heard]
        for what, of in (
            ("heard or asked about", [a for e, a in asked if e != "none"]),
            ("asked in vain or worse", [a for e, a in asked if e == "none"]),
        ):
            yield f"{what} {interval(sum(map(bool, of)), len(of))}"
    elif file == "evidence":
        each = {factor: macro_f1(pairs(factor), ["yes", "no", None]) for factor in FACTORS}
        yield f"macro-F1 over five factors {sum(each.values()) / len(each):.3f}  " + str(
            {k: round(v, 3) for k, v in each.items()}
        )
        for factor in FACTORS:
            yield f"  {factor}: " + str({str(v): round(f1(pairs(factor), v), 3) for v in ("yes", "no", None)})
        for key in ("relationship", "online", "under_18", "speaking_for"):
            found = pairs(key)
            yield f"  {key}: {interval(sum(e == h for e, h in found), len(found))}"
    elif file == "answers":
        found = pairs("answer")
        yield f"right {interval(sum(e == h for e, h in found), len(found))}"
        yield str({f"{e} heard as {h}": n for (e, h), n in Counter(found).most_common() if e != h})
    elif file == "intents":
        found = pairs("intent")
        yield f"macro-F1 {macro_f1(found, sorted({e for e, _ in found})):.3f}, right {interval(sum(e == h for e, h in found), len(found))}"
        yield str({label: round(f1(found, label), 2) for label in sorted({e for e, _ in found})})
    elif file == "scope":
        found = pairs("scope")
        out, inside = [h for e, h in found if e == "out"], [h for e, h in found if e == "in"]
        yield f"out of scope caught {interval(sum(h == 'out' for h in out), len(out))}"
        yield f"in scope lost {interval(sum(h == 'out' for h in inside), len(inside))}"
    elif file == "people":
        for key, value in (
            ("speaking_for", "someone_else"),
            ("speaking_for", "worker"),
            ("speaking_for", "self"),
            ("under_18", True),
            ("own_behaviour", True),
        ):
            of = [h for e, h in pairs(key) if e == value]
            yield f"{key} {value}: recall {interval(sum(h == value for h in of), len(of))}"
        for key in ("under_18", "own_behaviour"):
            of = [h for e, h in pairs(key) if e is None]
            yield f"{key}: false alarms {interval(sum(h is True for h in of), len(of))}"


def main() -> int:
    """Run the sets that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", choices=["development", "test"])
    parser.add_argument("--files", nargs="*", default=FILES, choices=FILES)
    parser.add_argument("--url", default="http://127.0.0.1:5005")
    options = parser.parse_args()
    listener = Listener(options.url)
    for file in options.files:
        told = cases(options.folder, file)
        with ThreadPoolExecutor(2) as pool:
            heard = list(zip(told, pool.map(lambda case, file=file: listener.hear(file, case), told)))
        print(f"\n{file} ({len(told)})")
        for line in figures(file, heard):
            print("  " + line)
        if options.folder == "development":
            for case, answer in heard:
                wrong = {k: (v, answer[k]) for k, v in case["expect"].items() if answer[k] != v}
                if wrong:
                    told_wrong = "; ".join(f"{k}: {e} heard as {h}" for k, (e, h) in wrong.items())
                    print(f"    {case.get('question', '')} {case['text']!r} – {told_wrong}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
