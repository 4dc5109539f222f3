"""The grammar of the tests that go through the outer door: who comes, what they do, what they hear.

anna, bo, screen = hall.join("Grupp 1"), hall.join("Grupp 2"), hall.projector()
anna.writes("Det behövs en gemensam problembild")
assert screen.hears("note.added")
assert bo.hears_nothing()
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests

from server.services.commands import KINDS
from tests.server import Server, served
from tests.wire import Data, Wire

ANYWHERE = ""

WORKSHOP = """
samtal: 1
language: sv
title: Samverkansträff
date: 2025-09-30
organisations: [{name: Länsstyrelsen, short: Lst}, {name: Universitetet}]
programme:
  - opening: {title: Inledning, speakers: [{name: Generaldirektören, role: Myndigheten}]}
  - talks: {title: Föredrag, talks: [{speaker: En forskare, title: Vad vi vet}]}
  - workshop:
      title: Samtal
      steps:
        - {title: Skriv tyst, minutes: 10, silent: true}
        - {title: Samtala, minutes: 30}
        - {title: Skriv ihop}
rooms:
  - {name: Grupp 1, capacity: 12, proposal: {number: 1, title: En gemensam problembild, text: Vi börjar där.}}
  - {name: Grupp 2, proposal: {number: 2, title: En väg in, text: En dörr för alla.}}
  - {name: Grupp 3}
"""

HALLS: list[Hall] = []  # of the test that is on

SILENT_STEP = "step-3"
TALKING_STEP = "step-4"
LAST_STEP = "step-5"


class Person:
    """Somebody in the hall, or a screen: one socket that listens to its channels."""

    def __init__(self, hall: Hall, token: str, *, room: str | None = None, language: str = "sv") -> None:
        self.hall = hall
        self.token = token
        self.wire = Wire(hall.server.address, {"token": token, "language": language})
        self.cursor = 0  # how much of what was heard has been asked about
        self.seqs: dict[str, int] = {}
        self.room = room
        self.id: str | None = None
        hall.people.append(self)
        self.follows("session")
        if room:
            self.follows(room)

    # doing

    def follows(self, channel: str, **after: int) -> Data:
        """Subscribe, and give the answer."""
        answer = self.wire.call("subscribe", {"channel": channel, **after})
        if answer["ok"]:
            self.seqs[channel] = answer["seq"]
            self.id = answer["you"]["id"]
        return answer

    def does(self, type: str, channel: str | None = None, /, *, id: str | None = None, **data: Any) -> Data:
        """Send a command, and give its answer. Room commands go to one's own room unless another is named."""
        return self.wire.answer(self.begins(type, channel, id=id, **data))

    def begins(self, type: str, channel: str | None = None, /, *, id: str | None = None, **data: Any) -> int:
        """Send a command without waiting."""
        return self.wire.begin("command", self.command(type, channel, id=id, **data))

    def command(self, type: str, channel: str | None = None, /, *, id: str | None = None, **data: Any) -> Data:
        return {"id": id or str(uuid4()), "type": type, "channel": channel or self._usual(type), "data": data}

    def manages(self, type: str, channel: str | None = None, /, **data: Any) -> str:
        """Send a command that must be granted, and give its id."""
        id = data.pop("id", None) or str(uuid4())
        answer = self.does(type, channel, id=id, **data)
        assert answer["ok"], answer
        return str(id)

    def writes(self, text: str, channel: str | None = None, **more: Any) -> str:
        """Write a note, and give its id."""
        return self.manages("note.add", channel, text=text, **more)

    def is_refused(self, type: str, channel: str | None = None, /, **data: Any) -> Data:
        """Send a command that must be refused, and give the error."""
        answer = self.does(type, channel, **data)
        assert not answer["ok"], answer
        return checked_error(answer["error"])

    def snapshot(self, channel: str) -> Data:
        """Read a channel as it stands for this reader."""
        answer = self.wire.call("subscribe", {"channel": channel})
        assert answer["ok"], answer
        snapshot: Data = answer["snapshot"]
        return snapshot

    def note(self, note_id: str, channel: str | None = None) -> Data | None:
        """Read one note of the room, as this reader gets it."""
        notes = self.snapshot(channel or self.room or "")["notes"]
        return next((note for note in notes if note["id"] == note_id), None)

    def leaves(self) -> None:
        self.wire.close()

    # hearing

    def hears(self, type: str, channel: str = ANYWHERE) -> Data:
        """Wait for the next event of this type, pass over what came before it, and give its data."""
        event = self.hears_event(type, channel)
        data: Data = event["data"]
        return data

    def hears_event(self, type: str, channel: str = ANYWHERE) -> Data:
        """As `hears`, with the whole event."""

        def place() -> int | None:
            for number, event in enumerate(self.wire.heard[self.cursor :], start=self.cursor):
                if event.get("type") == type and channel in (ANYWHERE, event["channel"]):
                    return number
            return None

        self.wire.wait_until(lambda: place() is not None, f"{type} {channel}")
        found = place()
        assert found is not None
        self.cursor = found + 1
        return self.wire.heard[found]

    def hears_bare(self, channel: str) -> Data:
        """Wait for the next event of the channel, and see that it says nothing but its number."""
        self.wire.wait_until(lambda: self._next(channel) is not None, f"an event of {channel}")
        found = self._next(channel)
        assert found is not None
        self.cursor = found + 1
        event = self.wire.heard[found]
        assert set(event) == {"channel", "seq"}, event
        return event

    def hears_nothing(self, channel: str = ANYWHERE) -> bool:
        """Let something later happen, hear that, and see that nothing came before it.

        The later thing is a message to the whole hall (a closed one has none), and then the answer to a question
        of one's own, which the server gives when everything before it has been told.
        """
        start = self.cursor
        sentinel = self.hall.says_something()
        while sentinel and self.hears_event("message.sent")["data"]["id"] != sentinel:
            pass
        self.snapshot("session")
        between = self.wire.heard[start:]
        self.cursor = start + len(between)
        news = [
            event
            for event in between
            if channel in (ANYWHERE, event["channel"])
            and event.get("type") != "participant.joined"
            and not self.hall.said(event)
            and not _only_a_number(event)
        ]
        assert not news, f"heard {news}"
        return True

    def heard_in(self, channel: str) -> list[Data]:
        """Give all events of a channel that have come, bare ones too."""
        return [event for event in self.wire.heard if event["channel"] == channel]

    def _next(self, channel: str) -> int | None:
        for number, event in enumerate(self.wire.heard[self.cursor :], start=self.cursor):
            if event["channel"] == channel:
                return number
        return None

    def _usual(self, type: str) -> str:
        place = KINDS[type].place if type in KINDS else "session"
        return (self.room or "room-1") if place == "room" else place


def _only_a_number(event: Data) -> bool:
    """A bare event of the session's channel tells nothing, whoever hears it."""
    return event["channel"] == "session" and set(event) == {"channel", "seq"}


class Hall:
    """One meeting on a server, with everybody in it."""

    def __init__(self, server: Server, session_file: str = WORKSHOP) -> None:
        HALLS.append(self)
        self.server = server
        self.people: list[Person] = []
        self.session = server.create_session(session_file)
        self.id: str = self.session["id"]
        self.code: str = self.session["code"]
        self.rooms = {room["name"]: room["id"] for room in self.session["rooms"]}
        self._steward: Person | None = None
        self._said: set[str] = set()

    def joins(self, **fields: Any) -> requests.Response:
        """Ask to join over HTTP, and give the answer as it is."""
        headers = fields.pop("headers", None)
        cookies = fields.pop("cookies", None)
        body = {"code": self.code, "name": "Anna", **fields}
        return self.server.post("/api/v1/join", json=body, headers=headers, cookies=cookies)

    def join(self, room: str | None = None, name: str = "Anna", organisation: str | None = None) -> Person:
        """Let somebody in to a room by its name, connected and listening."""
        wanted = self.rooms[room] if room else None
        answer = self.joins(name=name, organisation=organisation, room=wanted)
        assert answer.status_code == 201, answer.text
        return Person(self, answer.json()["token"], room=wanted)

    def note_taker(self, room: str, name: str = "Eva") -> Person:
        """Let a note-taker in to a room."""
        eva = self.join(room, name)
        self.steward.manages("participant.role", participant=eva.id, role="note-taker")
        eva.hears("participant.role_set")
        return eva

    def facilitator(self) -> Person:
        return self._at_desk("facilitator")

    def projector(self) -> Person:
        return self._at_desk("projector")

    @property
    def steward(self) -> Person:
        """A facilitator who only helps the test along."""
        if self._steward is None:
            self._steward = Person(self, self.session["tokens"]["facilitator"])
        return self._steward

    def says_something(self) -> str | None:
        """Send a message to all, and give its id; None where the session is closed."""
        id = str(uuid4())
        answer = self.steward.does("message.send", id=id, text="Vi fortsätter")
        if not answer["ok"]:
            assert answer["error"]["code"] == "closed", answer
            return None
        self._said.add(id)
        return id

    def said(self, event: Data) -> bool:
        return event.get("type") == "message.sent" and event["data"]["id"] in self._said

    def bearer(self, role: str = "facilitator") -> dict[str, str]:
        """Give the header that proves a role over HTTP."""
        return {"Authorization": f"Bearer {self.session['tokens'][role]}"}

    def get(self, path: str = "", role: str = "facilitator") -> requests.Response:
        return self.server.get(f"/api/v1/sessions/{self.id}{path}", headers=self.bearer(role))

    def empties(self) -> None:
        """Let everybody go."""
        for person in self.people:
            with contextlib.suppress(Exception):
                person.leaves()

    def _at_desk(self, role: str) -> Person:
        person = Person(self, self.session["tokens"][role])
        for room in (*self.rooms.values(), "item-1", "item-2", "item-2-1"):
            person.follows(room)
        return person


ERROR_CODES = frozenset(
    [
        "invalid",
        "unauthorised",
        "forbidden",
        "not_found",
        "conflict",
        "locked",
        "closed",
        "too_large",
        "rate_limited",
        "unavailable",
    ]
)


def checked_error(error: Data) -> Data:
    """Hold an error to the one shape that errors have, and give it back."""
    assert set(error) <= {"code", "message", "field", "retry_after", "problems"}, error
    assert error["code"] in ERROR_CODES, error
    assert isinstance(error["message"], str)
    assert error["message"], error
    assert "%(" not in error["message"], error
    assert not re.search(r"Traceback|File \"|Error\b", error["message"]), error
    assert isinstance(error.get("field", ""), str), error
    return error


def assert_gapless(person: Person, channel: str) -> None:
    """Hold the numbers that came over a channel to 1, 2, 3 … from where the person began."""
    numbers = [event["seq"] for event in person.heard_in(channel)]
    assert numbers == list(range(person.seqs[channel] + 1, person.seqs[channel] + 1 + len(numbers)))


# fixtures, for the conftest of each folder


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do it no harm."""
    with served(tmp_path_factory.mktemp("samtal") / "data") as running:
        yield running


@pytest.fixture(autouse=True)
def everybody_leaves() -> Iterator[None]:
    """After each test all connections are closed, whatever it made of them."""
    yield
    while HALLS:
        HALLS.pop().empties()


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    """A meeting of one's own; afterwards the server must be well and its log without a stack trace."""
    before = len(server.log)
    hall = Hall(server)
    yield hall
    assert server.get("/healthz").status_code == 200
    assert "Traceback" not in server.log[before:], server.log[before:]


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A data folder for a server of one's own."""
    return tmp_path / "data"
