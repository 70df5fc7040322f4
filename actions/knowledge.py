"""What the actions know: the directory, the places, and the words between. Read once, when the action server starts.

A fault in a file stops the start with a message that names the file, the entry and the mend.
"""

from datetime import datetime, timezone

import yaml

from bot import paths
from bot.advice import Advice
from bot.directory import Directory, Wording, uk_time
from bot.places import Places

DIRECTORY = Directory.read(paths.DIRECTORY)
PLACES = Places.read(paths.PLACES)
LEDGER_WORDS = yaml.safe_load((paths.FOUR / "ledger.yml").read_text("utf-8"))
SERVICE_WORDS = Wording.read(paths.DIRECTORY)
ADVICE = Advice.read(paths.ADVICE)
RISKS = yaml.safe_load(paths.RISKS.read_text("utf-8"))
STEP_WORDS = yaml.safe_load((paths.FOUR / "steps.yml").read_text("utf-8"))
GUESSES = yaml.safe_load((paths.DATA / "guesses.yml").read_text("utf-8"))
LANGUAGES = {
    language["code"]: language
    for language in yaml.safe_load((paths.DATA / "languages.yml").read_text("utf-8"))["languages"]
}
_DOMAIN = yaml.safe_load((paths.ROOT / "domain.yml").read_text("utf-8"))
# Every response there is, by name.
RESPONSES = frozenset(
    name
    for file in (paths.DATA / "responses").rglob("*.yml")
    for name in yaml.safe_load(file.read_text("utf-8"))["responses"]
)
# Which slots the form of each step asks for, in the order in which they are asked.
QUESTIONS = {form: settings["required_slots"] for form, settings in _DOMAIN["forms"].items()}
# What is never an answer to a question; see domain.yml.
NEVER_AN_ANSWER = frozenset(_DOMAIN["forms"]["four_form"]["ignored_intents"])
# What comes before any answer: data/safety decides these, or raises the question.
FIRST_OF_ALL = frozenset(
    (*(f.stem for f in (paths.DATA / "safety").glob("*.yml")), "perhaps_in_danger", "perhaps_suicidal")
)


def now() -> datetime:
    """Return the time in the United Kingdom, without its zone."""
    return uk_time(datetime.now(timezone.utc))
