"""Where things are. Everything the assistant knows is under ``data``; everything that is made is under ``build``."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
DIRECTORY = DATA / "directory"
PLACES = DATA / "places"
FOUR = DATA / "four"
ADVICE = DATA / "advice.yml"
RISKS = DATA / "risks.yml"
SCENARIOS = DATA / "scenarios"
BUILD = ROOT / "build"
SPACY_PIPELINE = BUILD / "spacy"
ASSETS = BUILD / "assets"
MODELS = ROOT / "models"
MODEL = MODELS / "signpost.tar.gz"
# The page of last resort and its headers (bot/web/urgent.py).
URGENT = BUILD / "urgent.html"
URGENT_HEADERS = BUILD / "urgent.headers"
