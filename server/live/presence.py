"""Presence: who is connected to a channel now, and who is typing where. Neither numbered nor stored.

Participants are told by their ids. Those who hold the facilitator's link share it, so they are told apart by their
connections, and only while they write. Those who lead are also told who was here and has no connection any more,
since when, and how much their device said that it held: what was written after that is known to the device alone.

Changes are gathered and sent about once a second, so that three hundred people who arrive at once cost
a message a second and not ninety thousand. The session's own channel tells only facilitators and the projector.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from server.domain.events import SESSION_CHANNEL
from server.domain.session import stamp
from server.live.connections import Address, Connection, Connections
from server.live.wire import encoded

TICK_SECONDS = 1.0
WRITING_SECONDS = 6.0  # after this without a new sign, somebody no longer counts as writing

PLACE = re.compile(r"[\w/-]{1,64}", re.ASCII)  # a block's or theme's id, or the name of a part of the paper

SendPresence = Callable[[Sequence[Connection], orjson.Fragment], None]


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody types: until when that is believed without a new sign, and where, as they say."""

    until: float
    at: str | None


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody's last connection has gone: when, and how many wishes waited on their devices, as these said last."""

    since: str
    unsent: int

    def as_told(self, person: str) -> dict[str, Any]:
        return {"id": person, "since": self.since} | ({"unsent": self.unsent} if self.unsent else {})


class Presence:
    """Keeps who is where, and sends what has changed when `tick` is called."""

    def __init__(
        self,
        connections: Connections,
        send: SendPresence,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.connections = connections
        self.send = send
        self.clock = clock
        self.now = now
        self._away: dict[tuple[str, str], Away] = {}  # by session and id
        self._writing: dict[tuple[Address, str], Writing] = {}  # by who it is, see `_who`
        self._changed: set[Address] = set()
        self._standing: dict[tuple[str, str], frozenset[str]] = {}  # who has no socket, by session and id

    def changed(self, session_id: str, channel: str) -> None:
        """Note that somebody came to the channel or left it."""
        self._changed.add((session_id, channel))

    def comes(self, connection: Connection) -> None:
        """Note that a device has connected: who holds it is not away any more."""
        person = connection.identity.participant_id
        if person and self._away.pop((connection.identity.session_id, person), None):
            self.changed(connection.identity.session_id, SESSION_CHANNEL)

    def goes(self, connection: Connection) -> None:
        """Note that a device, removed from the connections already, has none any more."""
        session_id, person = connection.identity.session_id, connection.identity.participant_id
        if person and not self.connections.of_participant(session_id, person):
            self._away[session_id, person] = Away(stamp(self.now()), connection.unsent)
            self.changed(session_id, SESSION_CHANNEL)

    def says(self, connection: Connection, channel: str, state: str, unsent: int = 0, at: str | None = None) -> None:
        """Note that somebody is writing (and where), or no longer is, and how much waits on the device to be sent."""
        if channel not in connection.channels or connection.identity.holder == "projector":
            return
        address = connection.identity.session_id, channel
        if connection.unsent != unsent:
            connection.unsent = unsent
            self._changed.add(address)
        key = address, _who(connection)
        before = self._writing.pop(key, None)
        if state == "writing":
            self._writing[key] = Writing(self.clock() + WRITING_SECONDS, at if at and PLACE.fullmatch(at) else None)
        if _told(before) != _told(self._writing.get(key)):
            self._changed.add(address)

    def stands(self, session_id: str, participant_id: str, channels: Collection[str]) -> None:
        """Count somebody who has no socket (a rehearsal's ghost) as here in these channels; nowhere when empty."""
        key = session_id, participant_id
        now, before = frozenset(channels), self._standing.get(key, frozenset())
        if now:
            self._standing[key] = now
        else:
            self._standing.pop(key, None)
        for channel in now ^ before:
            self._changed.add((session_id, channel))

    def tick(self) -> None:
        """Send what has changed since the last tick."""
        now = self.clock()
        for key, writing in list(self._writing.items()):
            if writing.until < now:
                del self._writing[key]
                self._changed.add(key[0])
        changed, self._changed = self._changed, set()
        for address in changed:
            self._tell(address)

    def _tell(self, address: Address) -> None:
        session_id, channel = address
        listeners = self.connections.listeners(session_id, channel)
        if channel == SESSION_CHANNEL:
            hearing = [each for each in listeners if each.leads or each.identity.participant_id is None]
        else:
            hearing = listeners
        if hearing:
            told = {"channel": channel, "participants": self._present(address, listeners)}
            if facilitators := self._facilitators_writing(address, listeners):
                told["facilitators"] = facilitators
            if channel == SESSION_CHANNEL and (away := self._gone(session_id)):
                told["away"] = away
            self.send(hearing, encoded(told))

    def _gone(self, session_id: str) -> list[dict[str, Any]]:
        return [away.as_told(person) for (session, person), away in self._away.items() if session == session_id]

    def _facilitators_writing(self, address: Address, listeners: Sequence[Connection]) -> list[dict[str, Any]]:
        linked = sorted(each.sid for each in listeners if each.identity.participant_id is None)
        found = {sid: self._writing[address, sid] for sid in linked if (address, sid) in self._writing}
        return [{"id": sid, **_told(writing)} for sid, writing in found.items()]

    def _present(self, address: Address, listeners: Sequence[Connection]) -> list[dict[str, Any]]:
        unsent: Counter[str] = Counter()
        for each in listeners:
            if each.identity.participant_id:
                unsent[each.identity.participant_id] += each.unsent
        for (session_id, person), channels in self._standing.items():
            if session_id == address[0] and address[1] in channels:
                unsent[person] += 0
        return [self._shown(address, person, unsent[person]) for person in sorted(unsent)]

    def _shown(self, address: Address, person: str, unsent: int) -> dict[str, Any]:
        told = _told(self._writing.get((address, person)))
        return {"id": person, **told} | ({"unsent": unsent} if unsent else {})


def _who(connection: Connection) -> str:
    """Whoever has joined is one person on all their devices; a link's holders are as many as their connections."""
    return connection.identity.participant_id or connection.sid


def _told(writing: Writing | None) -> dict[str, Any]:
    if writing is None:
        return {"state": "here"}
    return {"state": "writing"} | ({"at": writing.at} if writing.at else {})
