"""How Rasa talks to the action server."""

from __future__ import annotations

import asyncio

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.web.action_endpoint import ActionEndpoint, check_results_once_compiled
from tests.conftest import free_port

GOOD = {"events": [{"event": "slot", "name": "fear", "value": "yes", "timestamp": None}], "responses": []}
SLOT = GOOD["events"][0]
BAD = [
    {"events": [{"event": "slot"}], "responses": []},
    {"events": [SLOT, {"event": "no such kind"}]},
    {"events": [SLOT, {"event": {}}]},
    {"events": [SLOT, "slot"]},
    {"events": SLOT},
    {"events": [SLOT], "responses": "utter_next"},
    [],
]


def call(endpoint: ActionEndpoint, events: list) -> dict:
    async def request() -> dict:
        try:
            return await endpoint.request(json={"next_action": "action_continue", "tracker": {"events": events}})
        finally:
            await endpoint.close()

    return asyncio.run(request())


def test_nobody_answering_gives_the_calm_reply_once_in_a_turn():
    endpoint = ActionEndpoint.of(EndpointConfig(f"http://127.0.0.1:{free_port()}/webhook"))
    said = {"event": "bot", "metadata": {"utter_action": "utter_trouble"}}
    assert call(endpoint, [{"event": "user"}]) == {"events": [], "responses": [{"response": "utter_trouble"}]}
    assert call(endpoint, [{"event": "user"}, said]) == {"events": [], "responses": []}
    assert call(endpoint, [said, {"event": "user"}])["responses"] == [{"response": "utter_trouble"}]


def test_settings_of_endpoints_yml_are_kept():
    endpoint = ActionEndpoint.of(EndpointConfig("http://a/webhook", headers={"X": "y"}, enable_selective_domain=True))
    assert (endpoint.url, endpoint.headers, endpoint.kwargs) == (
        "http://a/webhook",
        {"X": "y"},
        {"enable_selective_domain": True},
    )


def test_results_are_checked_as_strictly_as_rasa_does(monkeypatch):
    action = RemoteAction("action_continue", None)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    for _ in ("as Rasa does", "once compiled"):
        assert action._validate_action_result(GOOD)
        for bad in BAD:
            with pytest.raises(ValidationError):
                action._validate_action_result(bad)
        check_results_once_compiled()
