"""An installation behind its web: one session, and whoever asks for something of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import orjson
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.domain.plan import Plan
from server.services.commands import read_command
from server.services.samtal import Samtal
from tests.domain.cast import PLAN

API = "/api/v1"


class House:
    """A meeting on an installation, asked over HTTP."""

    def __init__(self, samtal: Samtal, flask: Flask) -> None:
        self.samtal = samtal
        self.flask = flask
        self.id = samtal.create(Plan.model_validate_json(orjson.dumps(PLAN)))
        self.keys = {
            "nobody": None,
            "somebody unknown": "facilitator.x.y",
            "organiser": samtal.organiser_key(),
            "facilitator": samtal.keys.facilitator(self.id),
            "projector": samtal.keys.projector(self.id),
        }

    def asks(self, who: str, method: str, path: str, **more: Any) -> TestResponse:
        """Ask with somebody's key."""
        key = self.keys[who]
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        client: FlaskClient = self.flask.test_client()
        return client.open(API + path, method=method, headers=headers | more.pop("headers", {}), **more)

    def gets(self, who: str, part: str, **more: Any) -> TestResponse:
        return self.asks(who, "GET", f"/sessions/{self.id}/{part}", **more)

    def state(self, who: str) -> dict[str, Any]:
        """Give the whole meeting as somebody may see it."""
        answer = self.asks(who, "GET", f"/sessions/{self.id}")
        assert answer.status_code == 200, answer.text
        whole: dict[str, Any] = answer.get_json()
        return whole

    def joins(self, name: str, **more: Any) -> str:
        """Let somebody in, and give the id; their key is kept under the name."""
        joined = self.samtal.join(self.id, name=name, organisation=None, room=more.get("room"))
        self.keys[name] = joined.token
        return str(joined.participant["id"])

    def leads(self, type: str, **data: Any) -> None:
        """Let the facilitator give a command for the whole meeting."""
        self._gives("session", type, data)

    def marks(self, state: str) -> None:
        """Let the facilitator say how far the paper has come."""
        self._gives("draft", "paper.mark", {"state": state})

    def _gives(self, channel: str, type: str, data: dict[str, Any]) -> None:
        command = {"id": str(uuid4()), "type": type, "channel": channel, "data": data}
        self.samtal.command(self.samtal.identify(self.keys["facilitator"]), read_command(command))


def refusal(answer: TestResponse, status: int, code: str, field: str | None = None) -> dict[str, Any]:
    """Give the error of an answer that must be this refusal."""
    assert answer.status_code == status, answer.text
    error: dict[str, Any] = answer.get_json()["error"]
    assert (error["code"], error.get("field")) == (code, field)
    return error
