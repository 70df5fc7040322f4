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
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Iterable, Iterator, Optional, Sequence, Tuple

import yaml

HERE = Path(__file__).parent
THRESHOLDS = yaml.safe_load((HERE / "thresholds.yml").read_text("utf-8"))
FACTORS = ("fixated", "obsessive", "unwanted", "repeated", "fear")
FILES = ("danger", "suicide", "evidence", "answers", "intents", "scope", "people", "questions", "languages")
KEYS = {
    "danger": ("danger",),
    "suicide": ("suicide",),
    "evidence": (*FACTORS, "relationship", "online", "under_18", "speaking_for"),
    "answers": ("answer",),
    "intents": ("intent",),
    "scope": ("scope",),
    "people": ("speaking_for", "under_18", "own_behaviour"),
    "questions": ("topic", "intent"),
    "languages": ("language",),
}
PEOPLE = (
    ("speaking_for", "someone_else"),
    ("speaking_for", "worker"),
    ("speaking_for", "self"),
    ("under_18", True),
    ("own_behaviour", True),
)
NOT_UNDERSTOOD = ("nlu_fallback", "out_of_scope")


class Listener:
    """Signpost, served with ``bot serve --api``: what was heard is read from the slots and the responses."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def hear(self, file: str, case: Case) -> dict[str, Any]:
        """Return what was heard in one case: the keys of its ``expect``; ``intent`` and how sure it was, for plots."""
        sender = uuid.uuid4().hex
        if file == "answers":
            self._ask(sender, case.question)
        self._post("/webhooks/rest/webhook", {"sender": sender, "message": case.text.lstrip("/")})
        tracker = self._get(f"/conversations/{sender}/tracker?include_events=ALL")
        said = [(e.get("metadata") or {}).get("utter_action") for e in tracker["events"] if e["event"] == "bot"]
        users = (e["parse_data"] for e in reversed(tracker["events"]) if e["event"] == "user")
        read = next(users, {"intent": {"name": "restart", "confidence": 1.0}, "entities": []})
        intent = read["intent"]
        heard = getattr(self, f"_{file}")(case, tracker["slots"], said, read)
        if case.words:
            quoted = ((e["entity"], e["start"], e["end"]) for e in read["entities"] if e["entity"] in FACTORS)
            heard["quoted"] = {factor: (start, end) for factor, start, end in quoted}
        return {"asked": False, "name": intent["name"], "confidence": intent["confidence"], **heard}

    def _danger(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        if "utter_danger_cannot_speak" in said:
            return {"danger": "cannot_speak"}
        asked = "utter_perhaps_in_danger" in said
        return {"danger": "danger_now" if "utter_danger_call_999" in said else "none", "asked": asked}

    def _suicide(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        if "utter_suicidal_feelings" in said:
            return {"suicide": "own"}
        if "utter_harm_done" in said:
            # One reply for whoever took or did something; where nobody did, it is a false alarm.
            return {"suicide": case.expect["suicide"].replace("none", "own")}
        asked = "utter_perhaps_suicidal" in said
        return {"suicide": "theirs" if "utter_their_suicide_threat" in said else "none", "asked": asked}

    def _evidence(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        return {key: slots.get(key) for key in case.expect}

    def _answers(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        # Passing over a question is no answer to it; it is kept as "unsure" so that the question is not asked again.
        passed = read["intent"]["name"] in ("skip", "rather_not_say")
        return {"answer": "none" if passed else slots.get(case.question) or "none"}

    def _intents(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        return {"intent": read["intent"]["name"].split("/")[0]}

    def _scope(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        return {"scope": "out" if read["intent"]["name"] in NOT_UNDERSTOOD else "in"}

    def _people(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        heard = {
            "speaking_for": slots.get("speaking_for"),
            "under_18": slots.get("under_18"),
            "own_behaviour": True if read["intent"]["name"] == "worried_about_own_behaviour" else None,
        }
        return {key: heard[key] for key in case.expect}

    def _questions(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        answers = [name.partition("/")[2] for name in said if name and name.startswith("utter_faq/")]
        wanted = case.expect.get("topic")
        if wanted in answers or set(said) & set(THRESHOLDS["also_answered_by"].get(wanted, ())):
            answers = [wanted]
        heard = {"topic": next(iter(answers), None), "intent": read["intent"]["name"].split("/")[0]}
        selected = (read.get("response_selector") or {}).get("faq") or {}
        about = selected.get("response", {}).get("utter_action", "").partition("/")[2]
        return {**{key: heard[key] for key in case.expect}, "about": about}

    def _languages(self, case: Case, slots: dict, said: list, read: dict) -> dict[str, Any]:
        return {"language": next((e["value"] for e in read["entities"] if e["entity"] == "language"), None)}

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


Pair = Tuple[Any, Any]


@dataclass(frozen=True)
class Case:
    """One line of a file, and what was heard in it: the keys of ``expect``, and whatever else the listener tells."""

    text: str
    expect: dict[str, Any]
    tags: tuple[str, ...] = ()
    question: Optional[str] = None
    words: dict[str, list[str]] = field(default_factory=dict)
    asks: bool = True
    heard: dict[str, Any] = field(default_factory=dict)

    def told_to(self, listener: Listener, file: str) -> Case:
        """Return the case with what the listener heard."""
        return replace(self, heard=listener.hear(file, self))

    @property
    def wrong(self) -> dict[str, Pair]:
        """Return what was heard wrongly: key -> (expected, heard)."""
        return {key: (e, self.heard[key]) for key, e in self.expect.items() if self.heard[key] != e}

    def quotes(self) -> Iterator[bool]:
        """Yield, for every factor heard rightly, whether what is quoted for it meets the words that say so."""
        for factor, (start, end) in self.heard.get("quoted", {}).items():
            if factor in self.words and factor not in self.wrong:
                places = ((self.text.find(words), len(words)) for words in self.words[factor])
                yield any(start < place + length and place < end for place, length in places)


def cases(folder: str, file: str) -> list[Case]:
    """Read one file of one set."""
    lines = (HERE / folder / f"{file}.jsonl").read_text("utf-8").splitlines()
    read = (json.loads(line) for line in lines if line.strip())
    return [
        Case(
            c["text"], c["expect"], tuple(c.get("tags", ())), c.get("question"), c.get("words", {}), c.get("asks", True)
        )
        for c in read
    ]


@dataclass(frozen=True)
class Measure:
    """One figure: a proportion with its 95 % Wilson interval and its number of cases, or an F1 without an interval."""

    value: float
    of: int
    low: Optional[float] = None
    high: Optional[float] = None

    @classmethod
    def proportion(cls, hits: Sequence[bool]) -> Measure:
        """Return the share of hits with its interval."""
        of, z = len(hits), 1.96
        if not of:
            return cls(math.nan, 0)
        p = sum(map(bool, hits)) / of
        middle = (p + z * z / (2 * of)) / (1 + z * z / of)
        half = z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
        return cls(p, of, max(0.0, middle - half), min(1.0, middle + half))

    def __str__(self) -> str:
        interval = "" if self.low is None else f" [{self.low:.3f}, {self.high:.3f}]"
        return f"{self.value:.3f}{interval} n={self.of}"


def f1(pairs: Sequence[Pair], label: Any) -> float:
    """Return the F1 of one label, given (expected, heard) pairs."""
    hit = sum(e == label == h for e, h in pairs)
    wrong = sum((e == label) != (h == label) for e, h in pairs)
    return 2 * hit / (2 * hit + wrong) if hit or wrong else 1.0


def macro_f1(pairs: Sequence[Pair], labels: Iterable[Any]) -> Measure:
    """Return the unweighted mean of the labels' F1."""
    each = [f1(pairs, label) for label in labels]
    return Measure(sum(each) / len(each), len(pairs))


def measures(file: str, told: Sequence[Case]) -> dict[str, Measure]:
    """Return the figures of one file, by name."""
    pairs = {key: [(c.expect[key], c.heard[key]) for c in told if key in c.expect] for key in KEYS[file]}
    if file in ("danger", "suicide"):
        return dict(_alarms(file, told))
    if file == "evidence":
        five = {factor: macro_f1(pairs[factor], ["yes", "no", None]) for factor in FACTORS}
        mean = Measure(sum(m.value for m in five.values()) / len(five), len(told))
        others = {key: right(pairs[key]) for key in KEYS[file] if key not in FACTORS}
        quoted = [met for case in told for met in case.quotes()]
        found = {"macro-F1 over the five": mean, **{f"macro-F1 {k}": m for k, m in five.items()}, **others}
        return {**found, "quoted words meet those that say so": Measure.proportion(quoted)} if quoted else found
    if file == "answers":
        return {"right": right(pairs["answer"])}
    if file == "intents":
        return {"macro-F1": macro_f1(pairs["intent"], {e for e, _ in pairs["intent"]}), "right": right(pairs["intent"])}
    if file == "scope":
        return {
            "out of scope caught": Measure.proportion([h == "out" for e, h in pairs["scope"] if e == "out"]),
            "in scope lost": Measure.proportion([h == "out" for e, h in pairs["scope"] if e == "in"]),
        }
    if file == "questions":
        return {
            "answered, of those that ask": right(
                [(c.expect["topic"], c.heard["topic"]) for c in told if c.asks and "topic" in c.expect]
            ),
            "answered, of all": right(pairs["topic"]),
            "topic told, whatever it was taken for": right(
                [(c.expect["topic"], c.heard["about"]) for c in told if "topic" in c.expect]
            ),
            "no question, and heard so": right(pairs["intent"]),
        }
    if file == "languages":
        return {
            "recognised as another": Measure.proportion([h is not None for e, h in pairs["language"] if e]),
            "recognised rightly": right([(e, h) for e, h in pairs["language"] if e]),
            "English taken for another": Measure.proportion([h is not None for e, h in pairs["language"] if not e]),
        }
    found = {
        f"{key} {value}": Measure.proportion([h == value for e, h in pairs[key] if e == value]) for key, value in PEOPLE
    }
    vain = {
        f"{key} in vain": Measure.proportion([h is True for e, h in pairs[key] if e is None])
        for key in ("under_18", "own_behaviour")
    }
    return {**found, **vain}


def below_floor(file: str, found: dict[str, Measure]) -> Iterator[str]:
    """Yield every figure of a file that is worse than its floor (thresholds.yml)."""
    for name, limit in THRESHOLDS[file].items():
        value = found[name].value
        if value > limit["floor"] if limit.get("at_most") else value < limit["floor"]:
            yield f"{file}: {name}: {found[name]}, floor {limit['floor']}"


def right(pairs: Sequence[Pair]) -> Measure:
    """Return the share that was heard as expected."""
    return Measure.proportion([e == h for e, h in pairs])


def _alarms(key: str, told: Sequence[Case]) -> Iterator[tuple[str, Measure]]:
    """Yield how much of danger (or suicide) was heard, or at least asked about, and how often in vain."""
    real = [c for c in told if c.expect[key] != "none"]
    near = [c for c in told if c.expect[key] == "none"]
    yield "heard or asked about", Measure.proportion([c.heard[key] != "none" or c.heard["asked"] for c in real])
    for label in sorted({c.expect[key] for c in real}):
        of = [c for c in real if c.expect[key] == label]
        yield f"{label}: alarm at once", Measure.proportion([c.heard[key] != "none" for c in of])
        yield (
            f"{label}: heard or asked about",
            Measure.proportion([c.heard[key] != "none" or c.heard["asked"] for c in of]),
        )
    yield "false alarms", Measure.proportion([c.heard[key] != "none" for c in near])
    yield "false alarms or questions", Measure.proportion([c.heard[key] != "none" or c.heard["asked"] for c in near])


def run(folder: str, file: str, listener: Listener) -> list[Case]:
    """Tell the listener every case of a file; two at a time."""
    told = cases(folder, file)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda case: case.told_to(listener, file), told))


def main() -> int:
    """Run the sets that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", choices=["development", "test"])
    parser.add_argument("--files", nargs="*", default=FILES, choices=FILES)
    parser.add_argument("--url", default="http://127.0.0.1:5005")
    options = parser.parse_args()
    listener = Listener(options.url)
    for file in options.files:
        told = run(options.folder, file, listener)
        print(f"\n{file} ({len(told)})")
        for name, measure in measures(file, told).items():
            print(f"  {name}: {measure}")
        if options.folder == "development":
            for case in told:
                mistakes = "; ".join(f"{key}: {e} heard as {h}" for key, (e, h) in case.wrong.items())
                if mistakes:
                    print(f"    {case.question or ''} {case.text!r} – {mistakes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
