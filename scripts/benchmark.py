"""Speed and memory of a conversation, beside Rasa's own starter bot, on the same machine in the same run.

    make benchmark

First how long our spaCy pipeline takes to load and to read a message, on one core, and how much of that the sentence
vector is. Then ten conversations of ten turns each with `bot serve`, and with a bot made by `rasa init` (trained
here, once), turn and turn about. Prints the environment, the median and the 95th percentile of a reply over REST, and
the resident memory of all processes after the talk. Exits with 1 if our median is more than half of the starter's, or
our memory is above its.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil

from bot import paths
from bot.language import pipeline, sentence_vectors
from tests.language.run import cases

ROOT = Path(__file__).resolve().parents[1]
STARTER = ROOT / "build" / "benchmark" / "starter"
CONVERSATIONS = 10
QUIET = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}

OURS = [
    "hello", "its for me", "no", "my ex keeps turning up at my work and messaging me from new accounts", "yes",
    "im scared to go out", "why do you ask", "yes", "chelmsford", "is it against the law",
]  # fmt: skip
THEIRS = [
    "hello", "i am feeling great", "are you a bot?", "hey there", "i am very sad", "yes", "thanks", "hi again", "so bad", "bye",
]  # fmt: skip


@dataclass
class Figures:
    """What was measured of one bot: seconds for each reply, seconds to start, bytes of memory."""

    name: str
    replies: list[float]
    start: float
    memory: int

    @property
    def median(self) -> float:
        """Return the median reply in milliseconds."""
        return statistics.median(self.replies) * 1000

    @property
    def slow(self) -> float:
        """Return the 95th percentile of replies in milliseconds."""
        return statistics.quantiles(self.replies, n=20)[-1] * 1000


def main() -> int:
    """Measure both and compare."""
    print(f"{platform.platform()}; {os.cpu_count()} cores; {psutil.virtual_memory().total / 2**30:.0f} GiB")
    print(
        f"Python {platform.python_version()}; Rasa {version('rasa')}; spaCy {version('spacy')}; {time.strftime('%Y-%m-%d')}"
    )
    print_understanding()
    make_starter()
    port, their_port, actions_port = free_port(), free_port(), free_port()
    ours = [sys.executable, "-m", "bot.cli", "serve", "--port", str(port), "--actions-port", str(actions_port)]
    rasa = [sys.executable, "-m", "rasa", "run", "--port", str(their_port), "-i", "127.0.0.1"]
    with Bot("Signpost", ours, ROOT, port, OURS) as us, Bot("rasa init", rasa, STARTER, their_port, THEIRS) as them:
        # Turn and turn about, so that whatever else the machine is doing slows both alike.
        print("Talking to both …", flush=True)
        for _ in range(CONVERSATIONS):
            for bot in (us, them):
                bot.talk()
        found = [us.figures(), them.figures()]
    print(
        f"\n{'':12}{'median':>10}{'95th':>10}{'start':>10}{'memory':>10}   ({CONVERSATIONS} conversations of {len(OURS)} turns)"
    )
    for figures in found:
        mib = figures.memory / 2**20
        print(
            f"{figures.name:12}{figures.median:>7.1f} ms{figures.slow:>7.1f} ms{figures.start:>8.1f} s{mib:>6.0f} MiB"
        )
    us, them = found
    fast, small = us.median <= them.median / 2, us.memory < them.memory
    print(
        f"\nOur median reply is {us.median / them.median:.2f} of the starter's (at most 0.50): {'yes' if fast else 'NO'}"
    )
    print(f"Our memory is {us.memory / them.memory:.2f} of the starter's (below 1.00): {'yes' if small else 'NO'}")
    return 0 if fast and small else 1


def print_understanding() -> None:
    """Print how long the pipeline takes: its cold start, and each message of a file, one at a time."""
    began = time.perf_counter()
    nlp = pipeline.load(paths.SPACY_PIPELINE)
    nlp("warm up")
    loaded = time.perf_counter() - began
    vectors = nlp.get_pipe(sentence_vectors.NAME)
    whole, vector = [], []
    for case in cases("development", "intents"):
        began = time.perf_counter()
        doc = nlp(case.text)
        between = time.perf_counter()
        vectors(doc)
        whole.append(1000 * (between - began))
        vector.append(1000 * (time.perf_counter() - between))
    print(
        f"\nOur spaCy pipeline is ready {loaded:.1f} s after it is asked for. A message ({len(whole)} of them), on one core:"
    )
    for name, took in (("all of it", whole), ("the sentence vector", vector)):
        print(f"{name:20}{statistics.median(took):>7.1f} ms median{statistics.quantiles(took, n=20)[-1]:>7.1f} ms 95th")


def make_starter() -> None:
    """Make and train Rasa's starter bot, once."""
    if list(STARTER.glob("models/*.tar.gz")):
        return
    print("Making Rasa's starter bot (about two minutes) …", flush=True)
    STARTER.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "rasa", "init", "--no-prompt"], cwd=STARTER, env=QUIET, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise SystemExit(f"rasa init failed:\n{done.stdout}\n{done.stderr}")


class Bot:
    """A running bot: started and warmed up on entering, stopped on leaving."""

    def __init__(self, name: str, command: list[str], folder: Path, port: int, turns: list[str]) -> None:
        self._name, self._command, self._folder, self._port, self._turns = name, command, folder, port, turns
        self._replies: list[float] = []

    def __enter__(self) -> Bot:
        print(f"Starting {self._name} …", flush=True)
        began = time.monotonic()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(self._command, cwd=self._folder, env=QUIET, start_new_session=True, **quiet)
        while not answers(self._port):
            if self._process.poll() is not None or time.monotonic() - began > 180:
                self.__exit__()
                raise SystemExit(f"{self._name} did not start: {' '.join(self._command)}")
            time.sleep(0.1)
        self._start = time.monotonic() - began
        hold_conversation(self._port, self._turns)  # the first talk warms it up, and is not counted
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)

    def talk(self) -> None:
        """Hold one conversation, and keep how long each reply took."""
        self._replies += hold_conversation(self._port, self._turns)

    def figures(self) -> Figures:
        """Return what was measured so far."""
        process = psutil.Process(self._process.pid)
        memory = sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])
        return Figures(self._name, self._replies, self._start, memory)


def hold_conversation(port: int, turns: list[str]) -> list[float]:
    """Say every turn as one new person; return the seconds that each reply took."""
    sender = uuid.uuid4().hex
    took = []
    for text in turns:
        body = json.dumps({"sender": sender, "message": text}).encode()
        url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert json.load(answer), f"no reply to {text!r}"
        took.append(time.perf_counter() - began)
    return took


def answers(port: int) -> bool:
    """Tell whether Rasa's REST channel answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/webhooks/rest/", timeout=1) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
