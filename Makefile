# The two commands: `make serve` and `make test`. Both install what is missing first; `make help` lists the rest.

.DEFAULT_GOAL := help
SHELL := /bin/sh
# The first Python that runs; any recent version will do for the set-up itself.
PYTHON := $(shell for p in python3 python python3.13 python3.12 python3.11 python3.10; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null && echo $$p && break; done)
BOT := .venv/bin/bot

# Rasa's default is to report usage; and it warns by the dozen about its own dependencies.
export RASA_TELEMETRY_ENABLED := false
export PYTHONWARNINGS := ignore
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help serve test train check talk assets places benchmark evaluate demo gallery weight transcripts alarms walk taps clean

help: ## List these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

serve: setup-serve ## Install, train if needed, and serve the page
	@$(BOT) train --if-needed
	@exec $(BOT) serve

test: setup-test ## Install what tests need, train if needed, and run every test
	@$(BOT) train --if-needed
	@$(BOT) check
	@.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

train: setup-serve ## Train the model from data/
	@$(BOT) train

check: setup-test ## The steps of CI, cheap to dear: style, words and data, then every test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(MAKE) --no-print-directory test

talk: setup-serve ## Talk to the served assistant in the terminal
	@$(BOT) talk

assets: setup-serve ## Build the page's style and script

places: setup-test ## Build data/places from the packages pinned in pyproject.toml
	@.venv/bin/python scripts/build_places.py

benchmark: setup-test ## Speed and memory beside Rasa's starter bot, in one run
	@$(BOT) train --if-needed
	@.venv/bin/python -m scripts.benchmark

evaluate: setup-evaluate ## How well messages are understood, beside two others: a report with pictures
	@$(BOT) train --if-needed
	@.venv/bin/python -m scripts.evaluate

demo: setup-serve ## A made-up force's website with Signpost in it
	@$(BOT) train --if-needed
	@exec .venv/bin/python -m scripts.demo

gallery: setup-test ## Pictures of every state of the pages, small and wide, for reviewers: build/gallery/index.html
	@$(BOT) train --if-needed
	@.venv/bin/python -m scripts.gallery

weight: setup-test ## How heavy the first view is, and how long a slow line takes for it
	@.venv/bin/python -m scripts.weight

transcripts: setup-test ## Every scripted person's conversation, word for word: docs/transcripts
	@$(BOT) train --if-needed
	@.venv/bin/python -m scripts.transcripts

alarms: setup-test ## How often ordinary stories raise the alarm of danger, or the question about it
	@$(BOT) train --if-needed
	@.venv/bin/python -m scripts.alarms

walk: setup-test ## 2,000 random conversations (about ten minutes), and what went wrong in them
	@$(BOT) train --if-needed
	@.venv/bin/python -m tests.conversation.walking 2000

taps: setup-test ## How many taps from every state to somebody who answers
	@$(BOT) train --if-needed
	@.venv/bin/python -m tests.conversation.taps

clean: ## Remove everything that was made
	rm -rf .venv .setup build models bot/web/node_modules .rasa

.PHONY: setup-serve setup-test setup-evaluate
setup-serve setup-test setup-evaluate:
	@test -n "$(PYTHON)" || { echo "There is no Python here. Install Python 3.8 or later, then run this again." >&2; exit 1; }
	@$(PYTHON) scripts/set_up.py $(@:setup-%=%)
