"""Telling: what has been committed goes to those who listen, one message a channel, encoded once.

Who may see what is `visibility`'s to say. Where all may see all, one message serves everybody; otherwise
readers who see the same share one.

A channel in which much happens at once is told of it together: the first event goes out at once, those that follow
within `gather_seconds` share the next message. Only what everybody may see is held back, encoded already, so that
who may see it is decided when it happens and not when it leaves.
"""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from server.domain import visibility
from server.domain.actor import Actor
from server.domain.errors import Unauthorised
from server.domain.events import Data, Recorded
from server.live.connections import Address, Connection, Connections
from server.live.wire import encoded
from server.services.desk import OpenSession

logger = logging.getLogger(__name__)

Send = Callable[[Sequence[Connection], orjson.Fragment], None]

CHANGES_ACCESS = frozenset({"participant.moved", "participant.role_set"})


GATHER_SECONDS = 0.02  # nobody notices; in a busy room it saves most of the messages


@dataclass(slots=True)
class Held:
    """A channel that has just been told of something, and what waits since."""

    due: float
    events: list[bytes] = field(default_factory=list)


class Fanout:
    """Sends events to listeners, called by the desk's clerk alone.

    Args:
        connections: who listens.
        send: puts one encoded list of events on many sockets.
        gather_seconds: how long a busy channel's events wait for each other; 0 tells everything at once.
    """

    def __init__(
        self,
        connections: Connections,
        send: Send,
        gather_seconds: float = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.connections = connections
        self.send = send
        self.gather_seconds = gather_seconds
        self.clock = clock
        self._held: dict[Address, Held] = {}

    def tell(self, opened: OpenSession, events: list[Recorded]) -> None:
        """Tell a session's new events, channel by channel."""
        by_channel: defaultdict[str, list[Recorded]] = defaultdict(list)
        for event in events:
            by_channel[event.channel].append(event)
        self._withdraw_access(opened, events)
        for channel, news in by_channel.items():
            listeners = self.connections.listeners(opened.session.id, channel)
            if listeners:
                self._tell_channel(opened, news, listeners)

    def tell_held(self, at_once: bool) -> float | None:
        """Tell what was held back and is due, or all of it; give the seconds until the next is due, None if none."""
        if not self._held:
            return None
        now = self.clock()
        for address, held in list(self._held.items()):
            if at_once or held.due <= now:
                del self._held[address]
                if held.events:
                    self._hold(address, now)
                    self._send(self.connections.listeners(*address), held.events)
        return max(0.0, min(held.due for held in self._held.values()) - now) if self._held else None

    def _tell_channel(self, opened: OpenSession, events: list[Recorded], listeners: list[Connection]) -> None:
        session = opened.session
        address = session.id, events[0].channel
        held = self._held.get(address)
        if all(visibility.is_open(session, event) for event in events):
            pieces = [orjson.dumps(event.as_data()) for event in events]
            if held is not None:
                held.events += pieces
                return
            self._hold(address, self.clock())
            self._send(listeners, pieces)
            return
        if held is not None and held.events:
            pieces, held.events = held.events, []
            self._send(listeners, pieces)
        for alike, views in self._grouped(opened, events, listeners):
            self.send(alike, encoded(views))

    def _hold(self, address: Address, now: float) -> None:
        """Let what happens in the channel from now on wait for a moment."""
        if self.gather_seconds:
            self._held[address] = Held(now + self.gather_seconds)

    def _send(self, listeners: list[Connection], pieces: list[bytes]) -> None:
        if listeners:
            self.send(listeners, orjson.Fragment(b"[" + b",".join(pieces) + b"]"))

    def _grouped(
        self, opened: OpenSession, events: list[Recorded], listeners: Iterable[Connection]
    ) -> list[tuple[list[Connection], list[Data]]]:
        """Put together the readers who see the same."""
        groups: dict[bytes, tuple[list[Connection], list[Data]]] = {}
        for connection in listeners:
            try:
                reader = connection.identity.actor(opened.session)
            except Unauthorised:
                continue
            views = [visibility.view(opened.session, event, reader, opened.names) for event in events]
            group = groups.setdefault(orjson.dumps(views), ([], views))
            group[0].append(connection)
        return list(groups.values())

    def _withdraw_access(self, opened: OpenSession, events: list[Recorded]) -> None:
        """Somebody who has been moved stops hearing the room that was theirs, at once.

        Each move counts, also where another one in the same transaction leads back: a reader subscribes anew.
        """
        for event in events:
            if event.type in CHANGES_ACCESS:
                reader = Actor(event.data["id"], event.data["role"], event.data["room"])
                for connection in self.connections.of_participant(opened.session.id, reader.id):
                    self._keep_readable(opened, connection, reader)

    def _keep_readable(self, opened: OpenSession, connection: Connection, reader: Actor) -> None:
        for channel in tuple(connection.channels):
            if not visibility.may_read(opened.session, channel, reader):
                self.connections.stop_listening(connection, channel)
