"""Measure how well messages are understood, and write a report with pictures.

    make evaluate

Serves the trained assistant, tells it every message of tests/language (both sets) over HTTP, compares its
understanding with two others (scripts/peers; ``--alone`` leaves them out), and writes build/evaluation/report.html,
with the pictures in it, and build/evaluation/figures.json. Exits with 1 if a figure of the test set is below its
floor (tests/language/thresholds.yml). The report names single mistakes of the development set only: nobody should
tune on the test set.
"""

from __future__ import annotations

import base64
import io
import json
import math
import platform
import statistics
import sys
import time
from collections import Counter
from importlib.metadata import version
from typing import Iterator, Sequence

import jinja2
import matplotlib.pyplot as plt

from bot import paths
from bot.language import pipeline
from scripts.peers.compare import OF_EACH, Peer, compare
from scripts.set_up import find_node
from tests.conftest import serve
from tests.language.run import FILES, THRESHOLDS, Case, Listener, Measure, below_floor, measures, right, run

ROOT = paths.ROOT
FOLDER = ROOT / "build" / "evaluation"
SETS = ("development", "test")
DARK, LIGHT = "#1d70b8", "#b1b4b6"
BINS = 10
MOST_MISTAKES = 40


def main() -> int:
    """Measure, draw, write; return 1 if a figure is below its floor."""
    plt.switch_backend("svg")
    FOLDER.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with serve() as running:
        listener = Listener(running.url)
        told = {}
        for folder in SETS:
            for file in FILES:
                told[folder, file] = run(folder, file, listener)
                say(f"{folder}/{file}: {len(told[folder, file])} messages")
    found = {key: measures(key[1], cases) for key, cases in told.items()}
    seconds = list(_reading_times(told["test", "intents"]))
    figures = {
        "environment": environment(),
        "milliseconds_to_read_a_message": {
            "median": round(1000 * statistics.median(seconds), 2),
            "95th percentile": round(1000 * statistics.quantiles(seconds, n=20)[-1], 2),
        },
        **{folder: {file: _plain(found[folder, file]) for file in FILES} for folder in SETS},
    }
    peers = [] if "--alone" in sys.argv else compare(find_node(), say)
    figures["peers"] = [_plain_peer(peer) for peer in peers]
    figures["minutes"] = round((time.monotonic() - started) / 60, 1)
    (FOLDER / "figures.json").write_text(json.dumps(figures, indent=1), "utf-8")
    below = [line for file in FILES for line in below_floor(file, found["test", file])]
    (FOLDER / "report.html").write_text(report(told, found, figures, below, peers), "utf-8")
    say(f"Report: {(FOLDER / 'report.html').relative_to(ROOT)}")
    for line in below:
        say(f"Below its floor: {line}")
    return 1 if below else 0


def report(told: dict, found: dict, figures: dict, below: list[str], peers: list[Peer]) -> str:
    """Return the report as one HTML page that needs nothing else."""
    page = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        (ROOT / "scripts" / "evaluation.html").read_text("utf-8")
    )
    test_intents = told["test", "intents"]
    return page.render(
        figures=figures,
        found=found,
        files=FILES,
        thresholds=THRESHOLDS,
        below=below,
        peers=peers,
        of_each=OF_EACH,
        pictures={
            "Which intents are taken for which (test set)": confusion(test_intents),
            "How sure it was, right and wrong (test set, intents)": histogram(test_intents),
            "Is it as sure as it should be? (test set, intents)": reliability(test_intents),
            "Right, by how people write (test set, all files)": groups({file: told["test", file] for file in FILES}),
        },
        mistakes={file: [c for c in told["development", file] if c.wrong][:MOST_MISTAKES] for file in FILES},
    )


def confusion(cases: Sequence[Case]) -> str:
    """Draw which intents were heard for which; rows are what was meant."""
    labels = sorted({c.expect["intent"] for c in cases} | {c.heard["intent"] for c in cases})
    counts = Counter((c.expect["intent"], c.heard["intent"]) for c in cases)
    rows = [[counts[e, h] for h in labels] for e in labels]
    figure, axes = plt.subplots(figsize=(9, 8))
    axes.imshow(rows, cmap="Blues")
    axes.set_xticks(range(len(labels)))
    axes.set_xticklabels(labels, rotation=90, fontsize=7)
    axes.set_yticks(range(len(labels)))
    axes.set_yticklabels(labels, fontsize=7)
    for y, row in enumerate(rows):
        for x, count in enumerate(row):
            if count:
                axes.text(x, y, count, ha="center", va="center", fontsize=6, color="white" if count > 8 else "black")
    axes.set_xlabel("heard")
    axes.set_ylabel("meant")
    return _svg(figure)


def histogram(cases: Sequence[Case]) -> str:
    """Draw how sure the intents were that were heard rightly and wrongly."""
    figure, axes = plt.subplots(figsize=(7, 3.5))
    parts = [[c.heard["confidence"] for c in cases if bool(c.wrong) == wrong] for wrong in (False, True)]
    axes.hist(parts, bins=BINS * 2, range=(0, 1), stacked=True, color=[LIGHT, DARK], label=["right", "wrong"])
    axes.set_xlabel("how sure")
    axes.set_ylabel("messages")
    axes.legend()
    return _svg(figure)


def reliability(cases: Sequence[Case]) -> str:
    """Draw how often it was right, against how sure it was; on the line, it is exactly as sure as it should be."""
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], color=LIGHT)
    for step in range(BINS):
        low, high = step / BINS, (step + 1) / BINS
        inside = [c for c in cases if low < c.heard["confidence"] <= high]
        if inside:
            share = Measure.proportion([not c.wrong for c in inside])
            middle = statistics.mean(c.heard["confidence"] for c in inside)
            axes.errorbar(
                middle, share.value, [[share.value - share.low], [share.high - share.value]], fmt="o", color=DARK
            )
    axes.set_xlabel("how sure")
    axes.set_ylabel("how often right")
    return _svg(figure)


def groups(told: dict[str, Sequence[Case]]) -> str:
    """Draw the share of messages with everything heard right, by tag, door and length, with intervals."""
    everyone = [case for cases in told.values() for case in cases]
    names: dict[str, list[Case]] = {}
    for case in everyone:
        length = len(case.text.split())
        size = "1-5 words" if length < 6 else "6-20 words" if length < 21 else "more than 20 words"
        for name in {*case.tags, size} - {"short", "long"}:
            names.setdefault(name, []).append(case)
        if case.expect.get("speaking_for"):
            names.setdefault(f"door: {case.expect['speaking_for']}", []).append(case)
    rows = sorted(
        (name, right([(True, not c.wrong) for c in cases])) for name, cases in names.items() if len(cases) > 19
    )
    figure, axes = plt.subplots(figsize=(7, 0.32 * len(rows) + 1))
    for y, (_, share) in enumerate(rows):
        axes.errorbar(share.value, y, xerr=[[share.value - share.low], [share.high - share.value]], fmt="o", color=DARK)
    axes.set_yticks(range(len(rows)))
    axes.set_yticklabels([f"{name} ({share.of})" for name, share in rows])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("share with everything heard right")
    return _svg(figure)


def environment() -> dict[str, str]:
    """Return what the figures were measured on."""
    packages = ("rasa", "spacy", "onnxruntime", "scikit-learn", "numpy")
    return {
        "machine": f"{platform.machine()}, {platform.system()}",
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


def _reading_times(cases: Sequence[Case]) -> Iterator[float]:
    """Yield the seconds that our spaCy pipeline, with its sentence vector, takes for each message, on one core."""
    nlp = pipeline.load(paths.SPACY_PIPELINE)
    nlp("warm up")
    for case in cases:
        start = time.perf_counter()
        nlp(case.text)
        yield time.perf_counter() - start


def _plain(found: dict[str, Measure]) -> dict:
    return {
        name: {key: None if value is None or math.isnan(value) else round(value, 4) for key, value in vars(m).items()}
        for name, m in found.items()
    }


def _plain_peer(peer: Peer) -> dict:
    return {**vars(peer), "figures": {file: _plain(found) for file, found in peer.figures.items()}}


def _svg(figure: plt.Figure) -> str:
    figure.tight_layout()
    file = io.BytesIO()
    figure.savefig(file, format="svg")
    plt.close(figure)
    return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode()


def say(line: str) -> None:
    """Print progress at once."""
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
