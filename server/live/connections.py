"""Who is connected, and to which channels each connection listens."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from server.live.pace import Pace
from server.services.keys import Identity

Address = tuple[str, str]  # session id, channel


@dataclass(slots=True)
class Connection:
    """One socket. A person may have several."""

    sid: str
    identity: Identity
    language: str
    pace: Pace
    channels: set[str] = field(default_factory=set)
    unsent: int = 0  # wishes that wait on the device, as it says
    leads: bool = False  # whoever holds it was a facilitator when it subscribed last


class Connections:
    """All connections of this process."""

    def __init__(self) -> None:
        self.by_sid: dict[str, Connection] = {}
        self._listeners: defaultdict[Address, dict[str, Connection]] = defaultdict(dict)

    def add(self, connection: Connection) -> None:
        self.by_sid[connection.sid] = connection

    def remove(self, sid: str) -> Connection | None:
        connection = self.by_sid.pop(sid, None)
        if connection:
            for channel in tuple(connection.channels):
                self.stop_listening(connection, channel)
        return connection

    def listen(self, connection: Connection, channel: str) -> None:
        """Let the connection hear the channel from now on (if it is still connected)."""
        if connection.sid in self.by_sid:
            connection.channels.add(channel)
            self._listeners[connection.identity.session_id, channel][connection.sid] = connection

    def stop_listening(self, connection: Connection, channel: str) -> None:
        connection.channels.discard(channel)
        address = connection.identity.session_id, channel
        listeners = self._listeners.get(address)
        if listeners is not None:
            listeners.pop(connection.sid, None)
            if not listeners:
                del self._listeners[address]

    def listeners(self, session_id: str, channel: str) -> list[Connection]:
        found = self._listeners.get((session_id, channel))
        return list(found.values()) if found else []

    def of_participant(self, session_id: str, participant_id: str) -> list[Connection]:
        return [
            connection
            for connection in list(self.by_sid.values())  # others come and go meanwhile, in threading mode
            if connection.identity.participant_id == participant_id and connection.identity.session_id == session_id
        ]
