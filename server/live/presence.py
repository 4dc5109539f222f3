"""Presence: who is connected to a channel now, and who is typing. Neither numbered nor stored.

Changes are gathered and sent about once a second, so that three hundred people who arrive at once cost
a message a second and not ninety thousand. The session's own channel tells only facilitators and the projector.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

import orjson

from server.domain.events import SESSION_CHANNEL
from server.live.connections import Address, Connection, Connections
from server.live.wire import encoded

TICK_SECONDS = 1.0
WRITING_SECONDS = 6.0  # after this without a new sign, somebody no longer counts as writing

SendPresence = Callable[[Sequence[Connection], orjson.Fragment], None]


class Presence:
    """Keeps who is where, and sends what has changed when `tick` is called."""

    def __init__(
        self, connections: Connections, send: SendPresence, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.connections = connections
        self.send = send
        self.clock = clock
        self._writing: dict[tuple[Address, str], float] = {}
        self._changed: set[Address] = set()
        self._standing: dict[tuple[str, str], frozenset[str]] = {}  # who has no socket, by session and id

    def changed(self, session_id: str, channel: str) -> None:
        """Note that somebody came to the channel or left it."""
        self._changed.add((session_id, channel))

    def says(self, connection: Connection, channel: str, state: str, unsent: int = 0) -> None:
        """Note that somebody is writing, or no longer is, and how much waits on the device to be sent."""
        if channel not in connection.channels or connection.identity.participant_id is None:
            return
        address = connection.identity.session_id, channel
        if connection.unsent != unsent:
            connection.unsent = unsent
            self._changed.add(address)
        key = address, connection.identity.participant_id
        was = key in self._writing
        if state == "writing":
            self._writing[key] = self.clock() + WRITING_SECONDS
        else:
            self._writing.pop(key, None)
        if was != (key in self._writing):
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
        for key, until in list(self._writing.items()):
            if until < now:
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
            self.send(hearing, encoded(told))

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
        state = "writing" if (address, person) in self._writing else "here"
        return {"id": person, "state": state} | ({"unsent": unsent} if unsent else {})
