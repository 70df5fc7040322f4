"""Says a response that is written in several wordings in another of them each time, so that nobody hears the same
twice in a row.

Rasa would choose one by chance.
"""

from __future__ import annotations

import copy
from typing import Any, Dict, Optional

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig


class OtherWords(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator, but for the choice among wordings: the first, then the second, and round again.

    A wording whose condition is a slot follows the value that an action gives beside the response, if it gives one:
    what a message told is set only after the action has spoken. So is whom it is about: a first message about somebody
    else is answered in words for them. Named in endpoints.yml (``nlg``).
    """

    def __init__(self, endpoint_config: Optional[EndpointConfig] = None, domain: Optional[Domain] = None) -> None:
        super().__init__((domain or Domain.empty()).responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[Dict[str, Any]]:
        """Return a response, filled in; None if it is not written."""
        if utter_action not in self.responses:
            return None
        slots = tracker.current_slot_values()
        if slots.get("speaking_for") is None and _tells_of_someone(tracker):
            slots["speaking_for"] = "someone_else"
        slots.update({name: value for name, value in kwargs.items() if name in slots})
        wordings = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        if not wordings:
            return None
        said = sum(isinstance(e, BotUttered) and e.metadata.get("utter_action") == utter_action for e in tracker.events)
        # Filling in changes it.
        return self._fill_response(copy.deepcopy(wordings[said % len(wordings)]), slots, **kwargs)


def _tells_of_someone(tracker: DialogueStateTracker) -> bool:
    """Tell whether the latest message is about somebody else, and nobody besides."""
    found = tracker.latest_message.entities if tracker.latest_message else []
    told = {e["value"] for e in found if e["entity"] == "speaking_for" and e.get("role") == "in_passing"}
    return told == {"someone_else"}
