"""Rules have names of their own and a way for every intent; forms, actions and responses they name exist."""

from collections import Counter
from typing import Iterator

from bot import paths
from bot.checking.files import domain, names, python_text, training_files
from bot.checking.responses import defined_responses

# Rasa's own.
DEFAULT_ACTIONS = {"action_restart", "action_listen", "action_deactivate_loop", "action_default_fallback"}
DEFAULT_RULES = {"restart"}


def problems() -> Iterator[str]:
    """Yield what is wrong in data/rules and in the parts of domain.yml they lean on."""
    known = domain()
    intents, forms, actions = set(names(known["intents"])), set(known["forms"]), set(names(known["actions"]))
    responses = defined_responses()
    titles: Counter[str] = Counter()
    answered: set[str] = set()
    for file, rules in training_files("rules", "rules"):
        for rule in rules:
            titles[rule["rule"]] += 1
            steps = rule["steps"]
            if "condition" not in rule and "intent" in steps[0]:
                answered.add(steps[0]["intent"])
            for step in steps:
                if "intent" in step and step["intent"] not in intents:
                    yield f"{file}: {rule['rule']}: intent {step['intent']} is not in domain.yml"
                action = step.get("action")
                if action and action not in forms | actions | DEFAULT_ACTIONS | set(responses):
                    yield f"{file}: {rule['rule']}: action {action} is no form, action or response"
    for title, count in titles.items():
        if count > 1:
            yield f"data/rules: {title}: stands {count} times, and Rasa says nothing of it; give each a name of its own"
    for intent in sorted(intents - answered - DEFAULT_RULES):
        yield f"data/rules: {intent}: no rule answers it outside a form; add one, or people will meet silence"
    never = [tuple(form.get("ignored_intents", ())) for form in known["forms"].values()]
    if len(set(never)) != 1:
        yield "domain.yml: forms: ignored_intents differ between forms; use the same list (*never_an_answer)"
    code = python_text(paths.ROOT / "actions")
    for action in sorted(actions):
        if f'"{action}"' not in code:
            yield f"domain.yml: actions: {action} is in no file of actions/; remove it, or write it"
    for form, settings in known["forms"].items():
        for slot in settings["required_slots"]:
            if f"utter_ask_{slot}" not in responses and f"action_ask_{slot}" not in actions:
                yield f"domain.yml: {form}: nothing asks for {slot}; add utter_ask_{slot} to data/responses"
