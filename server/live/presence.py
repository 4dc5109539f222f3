"""Presence: who is connected to a channel now, and who is typing where. Neither numbered nor stored.

Participants are told by their ids. Those who hold the facilitator's link share it, so they are told apart by their
connections, and only while they write.

Changes are gathered and sent about once a second, so that three hundred people who arrive at once cost
a message a second and not ninety thousand. The session's own channel tells only facilitators and the projector.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from server.domain.events import SESSION_CHANNEL
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


class Presence:
    """Keeps who is where, and sends what has changed when `tick` is called."""

    def __init__(
        self, connections: Connections, send: SendPresence, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.connections = connections
        self.send = send
        self.clock = clock
        self._writing: dict[tuple[Address, str], Writing] = {}  # by who it is, see `_who`
        self._changed: set[Address] = set()
        self._standing: dict[tuple[str, str], frozenset[str]] = {}  # who has no socket, by session and id

    def changed(self, session_id: str, channel: str) -> None:
        """Note that somebody came to the channel or left it."""
        self._changed.add((session_id, channel))

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
            hearing = [each for each in listeners if each.identity.participant_id is None]
        else:
            hearing = listeners
        if hearing:
            told = {"channel": channel, "participants": self._present(address, listeners)}
            facilitators = self._facilitators_writing(address, listeners)
            self.send(hearing, encoded(told | ({"facilitators": facilitators} if facilitators else {})))

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
