"""The facilitator's hand beside the pages: brings a meeting into a state over the wire, as another console would."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import requests
from playwright.sync_api import Page

from tests.browser.conftest import Meeting
from tests.wire import Wire


class Desk:
    """One socket of a facilitator."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.wire = Wire(meeting.address, {"token": meeting.tokens["facilitator"]})
        self.steps = {step["title"]: step["id"] for step in self.session()["steps"]}

    def session(self) -> dict[str, Any]:
        answer = self.wire.call("subscribe", {"channel": "session"})
        snapshot: dict[str, Any] = answer["snapshot"]
        return snapshot

    def does(self, type: str, channel: str = "session", **data: Any) -> str:
        """Carry out a command, and give its id: that of what it creates."""
        wish = str(uuid4())
        answer = self.wire.call("command", {"id": wish, "type": type, "channel": channel, "data": data})
        assert answer["ok"], answer
        return wish

    def starts(self, title: str) -> None:
        self.does("step.start", step=self.steps[title])

    def makes_note_taker(self, name: str) -> None:
        person = next(each["id"] for each in self.session()["participants"] if each["name"] == name)
        self.does("participant.role", participant=person, role="note-taker")

    def closes(self) -> None:
        answer = self.post(f"/api/v1/sessions/{self.meeting.id}/close")
        assert answer.ok, answer.text

    def post(self, path: str) -> requests.Response:
        bearer = {"Authorization": f"Bearer {self.meeting.tokens['facilitator']}"}
        return requests.post(self.meeting.address + path, headers=bearer, timeout=30)

    def leaves(self) -> None:
        self.wire.close()


def let_in(page: Page, meeting: Meeting, name: str, room: str = "room-1") -> None:
    """Let somebody join without the form, and open their room."""
    wanted = {"code": meeting.code, "name": name, "organisation": "Skolverket", "room": room}
    answer = page.request.post(f"{meeting.address}/api/v1/join", data=wanted)
    assert answer.ok, answer.text()
    page.goto(f"{meeting.address}/s/{meeting.id}")
