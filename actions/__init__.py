"""Custom actions: thin shells that read slots, call one library of ``bot``, and say what came of it.

One file for each action. Nothing imports this package but the action server (``python -m rasa_sdk --actions actions``).
"""

from actions.answer_question import ActionAnswerQuestion
from actions.ask_about_danger import ActionAskAboutDanger
from actions.ask_force import ActionAskForce
from actions.change_answer import ActionChangeAnswer
from actions.continue_conversation import ActionContinue
from actions.explain_question import ActionExplainQuestion
from actions.give_outcome import ActionGiveOutcome
from actions.not_understood import ActionNotUnderstood
from actions.pause import ActionPause
from actions.show_answers import ActionShowAnswers, ActionShowTakeAway
from actions.show_services import ActionShowServices
from actions.stay import ActionStay
from actions.validate_four_form import ValidateFourForm
from actions.validate_place_form import ValidatePlaceForm

__all__ = [
    "ActionAnswerQuestion", "ActionAskAboutDanger", "ActionAskForce", "ActionChangeAnswer", "ActionContinue",
    "ActionExplainQuestion", "ActionGiveOutcome", "ActionNotUnderstood", "ActionPause", "ActionShowAnswers",
    "ActionShowServices", "ActionShowTakeAway", "ActionStay", "ValidateFourForm", "ValidatePlaceForm",
]  # fmt: skip
