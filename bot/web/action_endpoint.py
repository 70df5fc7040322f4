"""How Rasa talks to the action server: one connection kept open, and a calm reply when nobody answers.

Rasa opens a new connection for every action, and when the server is down it drops the action, says nothing to the
person, and may write the request, which holds their words, to the log. This endpoint does none of that.
"""

from __future__ import annotations

import asyncio
import copy
import logging
from functools import lru_cache
from typing import Any, Dict, FrozenSet, Optional, Sequence

import aiohttp
import ujson
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

logger = logging.getLogger(__name__)

TROUBLE = "utter_trouble"
TIMEOUT_SECONDS = 10
_NO_ANSWER = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
# Parts of a parsed message that no action reads; leaving them out keeps each call small. The guesses, of
# intents and of topics, are read of the latest message alone (actions/not_understood.py, actions/turn/questions.py).
_NOT_READ = ("text_tokens",)
_NOT_READ_BEFORE = (*_NOT_READ, "intent_ranking", "response_selector")


class ActionEndpoint(EndpointConfig):
    """An ``action_endpoint`` that never fails: without an answer, the person is told so (``utter_trouble``)."""

    _session: Optional[aiohttp.ClientSession] = None

    @classmethod
    def of(cls, config: EndpointConfig) -> ActionEndpoint:
        """Return an endpoint with the settings of another."""
        return cls(
            config.url,
            config.params,
            config.headers,
            config.basic_auth,
            config.token,
            config.token_name,
            **config.kwargs,
        )

    async def request(self, method: str = "post", subpath: Optional[str] = None, **kwargs: Any) -> Dict[str, Any]:
        """Run an action; return its events and responses, or the calm reply once in a turn."""
        body = kwargs.get("json") or {}
        action = body.get("next_action")
        try:
            async with self._open().request(method, self.url, json=_trimmed(body)) as response:
                if response.status == 200:
                    return await response.json(loads=ujson.loads)
                logger.error("Action %s: the action server answered with status %s.", action, response.status)
        except _NO_ANSWER as error:
            logger.error("Action %s: no answer from the action server (%s).", action, type(error).__name__)
        already_said = _said_in_this_turn(body.get("tracker", {}).get("events", []))
        return {"events": [], "responses": [] if already_said else [{"response": TROUBLE}]}

    async def is_ready(self) -> bool:
        """Tell whether the action server answers."""
        health = self.url.rsplit("/", 1)[0] + "/health"
        try:
            async with self._open().get(health, timeout=aiohttp.ClientTimeout(total=2)) as response:
                return response.status == 200
        except _NO_ANSWER:
            return False

    async def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS), json_serialize=ujson.dumps
            )
        return self._session


def check_results_once_compiled() -> None:
    """Let Rasa check an action's result against its schema without checking that schema itself every time.

    The schema is a constant of Rasa's, yet each call spends more on it than on everything else together, and then
    tries every event against each of 23 kinds (docs/decisions.md). The result is checked as strictly as before: an
    event whose kind is known needs no trying of the others.
    """
    schema = RemoteAction.action_response_format_spec()
    of_kind = {kind["properties"]["event"]["const"]: kind for kind in schema["properties"]["events"]["items"]["oneOf"]}

    @lru_cache(maxsize=128)
    def validator(kinds: FrozenSet[str]) -> Any:
        narrowed = copy.deepcopy(schema)
        narrowed["properties"]["events"]["items"]["oneOf"] = [of_kind[kind] for kind in sorted(kinds)]
        return validator_for(narrowed)(narrowed)

    def check(self: RemoteAction, result: Dict[str, Any]) -> bool:
        validator((_kinds_in(result) & frozenset(of_kind)) or frozenset(of_kind)).validate(result)
        return True

    RemoteAction._validate_action_result = check


def _kinds_in(result: Any) -> FrozenSet[str]:
    events = result.get("events") if isinstance(result, dict) else None
    kinds = (event.get("event") for event in events if isinstance(event, dict)) if isinstance(events, list) else ()
    return frozenset(kind for kind in kinds if isinstance(kind, str))


def _trimmed(body: Dict[str, Any]) -> Dict[str, Any]:
    """Return the call without what no action reads: parts of parsed messages, and of the domain all but the forms.

    The tracker itself stays whole.
    """
    tracker = dict(body.get("tracker") or {})
    tracker["latest_message"] = _without(_NOT_READ, tracker.get("latest_message"))
    tracker["events"] = [
        {**event, "parse_data": _without(_NOT_READ_BEFORE, event["parse_data"])} if event.get("parse_data") else event
        for event in tracker.get("events") or []
    ]
    trimmed = {**body, "tracker": tracker}
    if "domain" in body:
        trimmed["domain"] = {"forms": body["domain"].get("forms", {})}
    return trimmed


def _without(parts: Sequence[str], message: Optional[Dict[str, Any]]) -> Dict[str, Any]:
    return {key: value for key, value in (message or {}).items() if key not in parts}


def _said_in_this_turn(events: list) -> bool:
    for event in reversed(events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "bot" and (event.get("metadata") or {}).get("utter_action") == TROUBLE:
            return True
    return False
