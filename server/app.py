"""The one module that knows every part: it makes the application from its settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask
from flask_socketio import SocketIO

from server.live import NAMESPACE, wire
from server.live.connections import Connection, Connections
from server.live.fanout import Fanout
from server.live.handlers import Handlers
from server.live.packets import CarefulPacket
from server.live.presence import TICK_SECONDS, Presence
from server.metrics import Metrics
from server.services.opening import open_samtal
from server.services.samtal import Samtal
from server.settings import Settings
from server.store.event_log import Offload
from server.web import create_web

MAX_MESSAGE_BYTES = 4 * 1024 * 1024  # above every limit on text, so that too long ones get a sentence
PING_INTERVAL_SECONDS = 2  # pages that hear none for 4.5 seconds say so (static/session/connection.js)
PING_TIMEOUT_SECONDS = 6  # and after eight, both sides let go of the line


@dataclass(slots=True)
class App:
    """The application's parts, for whoever serves it."""

    settings: Settings
    flask: Flask
    socketio: Any  # flask_socketio.SocketIO; its stubs know neither `server` nor fractions of seconds
    samtal: Samtal
    connections: Connections
    presence: Presence
    fanout: Fanout
    handlers: Handlers

    def start(self) -> None:
        """Start the desk's clerk and the ticks."""
        self.samtal.desk.start()
        self.socketio.start_background_task(self._tick)

    def say_goodbye(self) -> None:
        """Tell every page that the server is about to stop, and serve what is queued."""
        self.socketio.server.emit("server_closing", {}, namespace=NAMESPACE)
        self.samtal.desk.stop()

    def _tick(self) -> None:
        while True:
            self.socketio.sleep(TICK_SECONDS)
            self.presence.tick()


def create_app(settings: Settings, offload: Offload | None = None) -> App:
    """Make the application. `offload` waits for the disk so that the event loop stays free."""
    samtal = open_samtal(settings)
    metrics = Metrics()
    flask = create_web(settings, samtal, metrics)
    socketio: Any = SocketIO(  # type: ignore[call-arg]  # options of Engine.IO
        flask,
        async_mode=settings.async_mode,
        async_handlers=False,  # one client's commands are carried out in the order it sent them
        json=wire,
        serializer=CarefulPacket,
        namespaces=[NAMESPACE],
        max_http_buffer_size=MAX_MESSAGE_BYTES,
        ping_interval=PING_INTERVAL_SECONDS,
        ping_timeout=PING_TIMEOUT_SECONDS,
        http_compression=True,
        websocket_compression=False,
        logger=False,
        engineio_logger=False,
    )
    connections = Connections()
    presence = Presence(connections, _sender(socketio, "presence"))
    fanout = Fanout(connections, _sender(socketio, "events"))
    samtal.desk.tell, samtal.desk.tell_held = fanout.tell, fanout.tell_held
    samtal.desk.observe_commit = metrics.observe_commit
    if offload:
        samtal.log.offload = offload
    metrics.watch_connections(lambda: len(connections.by_sid))
    handlers = Handlers(samtal, connections, presence, commands_per_second=settings.commands_per_second)
    handlers.register(socketio)
    return App(settings, flask, socketio, samtal, connections, presence, fanout, handlers)


def _sender(socketio: Any, name: str) -> Callable[[Sequence[Connection], orjson.Fragment], None]:
    def send(listeners: Sequence[Connection], payload: orjson.Fragment) -> None:
        addresses: Any = [connection.sid for connection in listeners]
        socketio.server.emit(name, payload, to=addresses, namespace=NAMESPACE)

    return send
