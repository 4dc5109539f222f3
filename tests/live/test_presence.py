"""Who counts as here without a socket: a rehearsal's ghosts, told to those who listen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from server.live.connections import Connection, Connections
from server.live.pace import Pace
from server.live.presence import Presence
from server.services.keys import Identity

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


def test_nothing_is_told_when_a_ghost_stays_or_stands_in_another_meeting() -> None:
    presence, told = hall("room-1")
    presence.stands(SESSION, "ghost", ["room-1"])
    presence.tick()
    told.clear()

    presence.stands(SESSION, "ghost", ["room-1"])
    presence.stands("another", "ghost", ["room-1"])
    presence.tick()

    assert told == []
