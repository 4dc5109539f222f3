"""Telling: what has been committed goes to those who listen, one message a channel, encoded once.

Who may see what is `visibility`'s to say. Where all may see all, one message serves everybody; otherwise
readers who see the same share one.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import orjson

from server.domain import visibility
from server.domain.errors import Unauthorised
from server.domain.events import Data, Recorded
from server.live.connections import Connection, Connections
from server.live.wire import encoded
from server.services.desk import OpenSession

logger = logging.getLogger(__name__)

Send = Callable[[Sequence[Connection], orjson.Fragment], None]

CHANGES_ACCESS = frozenset({"participant.moved", "participant.role_set"})


class Fanout:
    """Sends events to listeners. `send` puts one encoded list of events on many sockets."""

    def __init__(self, connections: Connections, send: Send) -> None:
        self.connections = connections
        self.send = send

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

    def _tell_channel(self, opened: OpenSession, events: list[Recorded], listeners: list[Connection]) -> None:
        session = opened.session
        if all(visibility.is_open(session, event) for event in events):
            self.send(listeners, encoded([event.as_data() for event in events]))
            return
        for alike, views in self._grouped(opened, events, listeners):
            self.send(alike, encoded(views))

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
        """Somebody who has been moved stops hearing the room that was theirs, at once."""
        for event in events:
            if event.type in CHANGES_ACCESS:
                for connection in self.connections.of_participant(opened.session.id, event.data["id"]):
                    self._keep_readable(opened, connection)

    def _keep_readable(self, opened: OpenSession, connection: Connection) -> None:
        reader = connection.identity.actor(opened.session)
        for channel in tuple(connection.channels):
            if not visibility.may_read(opened.session, channel, reader):
                self.connections.stop_listening(connection, channel)
