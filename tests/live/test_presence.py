"""Who counts as here without a socket: a rehearsal's ghosts, told to those who listen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import orjson
import pytest

from server.live.connections import Connection, Connections
from server.live.pace import Pace
from server.live.presence import WRITING_SECONDS, Presence
from server.services.keys import Holder, Identity

SESSION = "s1"


def hall(*channels: str) -> tuple[Presence, list[dict[str, Any]]]:
    """A presence that a facilitator follows on these channels, and what the facilitator is told."""
    connections, told = Connections(), list[dict[str, Any]]()
    lead = Connection("lead", Identity(SESSION, "facilitator"), "sv", Pace())
    connections.add(lead)
    for channel in channels:
        connections.listen(lead, channel)

    def send(listeners: Sequence[Connection], payload: orjson.Fragment) -> None:
        assert listeners == [lead]
        told.append(orjson.loads(orjson.dumps(payload)))

    return Presence(connections, send), told


def test_a_ghost_is_here_until_it_leaves() -> None:
    presence, told = hall("room-1")

    presence.stands(SESSION, "ghost", ["session", "room-1"])
    presence.tick()
    presence.stands(SESSION, "ghost", ())
    presence.tick()

    assert [each["participants"] for each in told] == [[{"id": "ghost", "state": "here"}], []]


def test_a_ghost_that_is_moved_leaves_one_room_and_comes_to_the_other() -> None:
    presence, told = hall("room-1", "room-2")
    presence.stands(SESSION, "ghost", ["room-1"])
    presence.tick()
    told.clear()

    presence.stands(SESSION, "ghost", ["room-2"])
    presence.tick()

    assert {each["channel"]: len(each["participants"]) for each in told} == {"room-1": 0, "room-2": 1}


class Room:
    """A room that several hold open, and the last message that they were told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.connections, self.told = Connections(), list[dict[str, Any]]()
        self.presence = Presence(self.connections, self._send, lambda: self.now)

    def opens(self, sid: str, holder: Holder, participant: str | None = None) -> Connection:
        connection = Connection(sid, Identity(SESSION, holder, participant), "sv", Pace())
        self.connections.add(connection)
        self.connections.listen(connection, "room-1")
        self.presence.changed(SESSION, "room-1")
        return connection

    def tells(self) -> dict[str, Any] | None:
        """Give the message of the next tick, if there is one."""
        self.told.clear()
        self.presence.tick()
        return self.told[-1] if self.told else None

    def _send(self, listeners: Sequence[Connection], payload: orjson.Fragment) -> None:
        self.told.append(orjson.loads(orjson.dumps(payload)))


@pytest.fixture
def room() -> Room:
    return Room()


def test_facilitators_who_write_by_the_same_link_are_told_apart_by_their_connections(room: Room) -> None:
    one, other = room.opens("a", "facilitator"), room.opens("b", "facilitator")
    assert room.tells() == {"channel": "room-1", "participants": []}

    room.presence.says(one, "room-1", "writing", at="block-1")
    room.presence.says(other, "room-1", "writing")

    told = room.tells()
    assert told is not None
    assert told["facilitators"] == [
        {"id": "a", "state": "writing", "at": "block-1"},
        {"id": "b", "state": "writing"},
    ]
    room.connections.remove("a")
    room.presence.changed(SESSION, "room-1")
    assert (room.tells() or {})["facilitators"] == [{"id": "b", "state": "writing"}]
    room.presence.says(other, "room-1", "here")
    assert room.tells() == {"channel": "room-1", "participants": []}


def test_somebody_who_joined_is_one_person_on_all_devices_and_says_where_they_write(room: Room) -> None:
    phone, laptop = (room.opens(sid, "participant", "anna") for sid in ("a", "b"))
    room.presence.says(phone, "room-1", "writing", at="block-1")
    assert room.tells() == {
        "channel": "room-1",
        "participants": [{"id": "anna", "state": "writing", "at": "block-1"}],
    }

    room.presence.says(laptop, "room-1", "writing", at="block-2")
    assert (room.tells() or {})["participants"] == [{"id": "anna", "state": "writing", "at": "block-2"}]


def test_a_sign_that_changes_nothing_is_not_told_and_writing_ends_by_itself(room: Room) -> None:
    lead = room.opens("a", "facilitator")
    room.presence.says(lead, "room-1", "writing", at="block-1")
    assert room.tells()

    room.now += WRITING_SECONDS - 1
    room.presence.says(lead, "room-1", "writing", at="block-1")
    assert room.tells() is None

    room.now += WRITING_SECONDS - 1
    assert room.tells() is None
    room.now += 2
    assert room.tells() == {"channel": "room-1", "participants": []}


def test_the_projector_writes_nothing(room: Room) -> None:
    screen = room.opens("a", "projector")
    room.tells()
    room.presence.says(screen, "room-1", "writing", at="block-1")
    assert room.tells() is None


@pytest.mark.parametrize("at", ["", "x" * 65, "två ord", "<b>", "a\nb", "ä"])
def test_a_place_that_is_none_is_left_out(room: Room, at: str) -> None:
    lead = room.opens("a", "facilitator")
    room.presence.says(lead, "room-1", "writing", at=at)
    assert (room.tells() or {})["facilitators"] == [{"id": "a", "state": "writing"}]


def test_nothing_is_told_when_a_ghost_stays_or_stands_in_another_meeting() -> None:
    presence, told = hall("room-1")
    presence.stands(SESSION, "ghost", ["room-1"])
    presence.tick()
    told.clear()

    presence.stands(SESSION, "ghost", ["room-1"])
    presence.stands("another", "ghost", ["room-1"])
    presence.tick()

    assert told == []


def test_who_has_lost_contact_is_told_with_the_time_and_what_the_device_held() -> None:
    presence, told = hall("session")
    presence.now = lambda: dt.datetime(2025, 9, 30, 12, 5, tzinfo=dt.UTC)
    identity = Identity(SESSION, "participant", "anna")
    phone, laptop = (Connection(sid, identity, "sv", Pace()) for sid in ("a", "b"))
    for device in (phone, laptop):
        presence.connections.add(device)
        presence.comes(device)
    phone.unsent = 2

    presence.connections.remove("b")
    presence.goes(laptop)
    presence.tick()
    assert "away" not in str(told), "one device is still here"

    presence.connections.remove("a")
    presence.goes(phone)
    presence.tick()
    assert told[-1]["away"] == [{"id": "anna", "since": "2025-09-30T12:05:00.000Z", "unsent": 2}]

    presence.connections.add(phone)
    presence.comes(phone)
    presence.tick()
    assert "away" not in told[-1]


def test_a_participant_who_leads_hears_who_is_in_the_meeting() -> None:
    presence, _ = hall("session")
    heard: list[str] = []
    presence.send = lambda listeners, _: heard.extend(each.sid for each in listeners)
    for sid, leads in (("bo", True), ("cia", False)):
        person = Connection(sid, Identity(SESSION, "participant", sid), "sv", Pace(), leads=leads)
        presence.connections.add(person)
        presence.connections.listen(person, "session")

    presence.changed(SESSION, "session")
    presence.tick()

    assert sorted(heard) == ["bo", "lead"]
