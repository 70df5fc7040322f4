"""The sentence vectors can be used in any Rasa pipeline, here with scikit-learn's classifier."""

from __future__ import annotations

import asyncio

import bot.quiet  # before Rasa

PIPELINE = """
recipe: default.v1
assistant_id: other
language: en
pipeline:
- name: WhitespaceTokenizer
- name: bot.language.components.sentence_vector_featurizer.SentenceVectorFeaturizer
- name: SklearnIntentClassifier
  C: [10]
  kernels: [linear]
"""
EXAMPLES = """
version: "3.1"
nlu:
- intent: weather
  examples: |
    - will it rain tomorrow
    - is it sunny in leeds
    - how cold will it be tonight
    - do i need an umbrella
    - what's the forecast for saturday
- intent: food
  examples: |
    - where can i get a pizza
    - i'm hungry
    - how do i cook rice
    - what's for tea
    - a recipe for soup please
"""


def test_rasas_own_classifier_learns_meaning_from_them(tmp_path):
    bot.quiet.configure_logging()
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    (tmp_path / "config.yml").write_text(PIPELINE, "utf-8")
    (tmp_path / "nlu.yml").write_text(EXAMPLES, "utf-8")
    model = train_nlu(str(tmp_path / "config.yml"), str(tmp_path / "nlu.yml"), str(tmp_path))
    agent = Agent.load(model)
    heard = [asyncio.run(agent.parse_message(text)) for text in ("any chance of snow", "my stomach is rumbling", "")]
    assert [message["intent"]["name"] for message in heard[:2]] == ["weather", "food"]
