"""Rasa's REST channel, for this computer, with one default put right."""

from __future__ import annotations

import uuid

from rasa.core.channels.rest import RestInput
from sanic.request import Request


class RestChannel(RestInput):
    """``POST /webhooks/rest/webhook``. A message without a sender begins a conversation of its own.

    Rasa's channel puts all such messages into one conversation, called "default", and so mixes people.
    """

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is part of its address."""
        return "rest"

    async def _extract_sender(self, request: Request) -> str:
        return (request.json or {}).get("sender") or uuid.uuid4().hex
