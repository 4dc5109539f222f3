"""The fast path under eventlet: every change of eventlet's and python-socketio's behaviour stands here, and only here.

What costs most of a message is not deciding or storing it but its way through the libraries: a queue and a waking
greenlet for each recipient, a frame packed for each of them, a mask taken off byte by byte, a packet decoded twice.
Here a message is packed once and written to each socket directly; what a full socket does not take waits in a short
queue of its own, and who lets that grow is disconnected. Commands are answered when they are durable, with nobody
waiting in between. Long-polling, and everything unusual, takes the libraries' own way.

Checked against eventlet 0.41.3, python-socketio 5.18.1 and python-engineio 4.15.1; tests hold each piece to the
original's result. SAMTAL_FASTPATH=0 turns all of it off.
"""

from __future__ import annotations

import contextlib
import json
import struct
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, cast

import eventlet
import orjson
from engineio.async_drivers.eventlet import WebSocketWSGI
from engineio.exceptions import QueueEmpty, SocketIsClosedError, UnknownPacketError
from engineio.packet import MESSAGE, PING, Packet
from eventlet.hubs import trampoline
from eventlet.websocket import RFC6455WebSocket

from server.live import NAMESPACE
from server.live.connections import Connection
from server.live.fanout import GATHER_SECONDS

MAX_WAITING_BYTES = 4 * 1024 * 1024  # for one reader that is too slow; then it is disconnected and catches up later
SLOW_SECONDS = 10  # a reader that takes nothing for so long is gone
READ_BYTES = 16 * 1024
BEAT_SECONDS = 0.05  # how exactly pings are due; a few sockets at a time, not all at once
PING_FRAME = b"\x81\x012"
CLOSE_FRAME = b"\x88\x02\x03\xe8"
PONG_TEXT = "3"

TEXT, LAST = 0x1, 0x80
COMMAND_START = f"42{NAMESPACE},"
COMMAND_NAME = '["command",'
MAX_ID_DIGITS = 15

Answer = dict[str, Any]
SubmitCommand = Callable[[str, object, Callable[[Answer], None]], None]


def install(app: Any) -> None:
    """Put the fast path into an application that eventlet is going to serve (a `server.app.App`)."""
    server = app.socketio.server
    reader = Commands(server, app.handlers.submit_command)

    pulse = Heart(server.eio.ping_interval, server.eio.ping_interval + server.eio.ping_timeout)
    eventlet.spawn_n(pulse.run)

    class FastWebSocketWSGI(_FastWebSocketWSGI):
        commands = reader
        heart = pulse

    server.eio._async = {**server.eio._async, "websocket": FastWebSocketWSGI}
    app.fanout.send = fast_sender(server, "events")
    app.fanout.gather_seconds = GATHER_SECONDS
    app.presence.send = fast_sender(server, "presence")
    app.samtal.desk.bell = GreenBell()


class GreenBell:
    """As a `threading.Event` with one who waits, woken by the hub's next turn and not by way of a lock."""

    def __init__(self) -> None:
        self._rung = False
        self._waiting: Any = None

    def is_set(self) -> bool:
        return self._rung

    def set(self) -> None:
        self._rung = True
        if self._waiting is not None:
            eventlet.hubs.get_hub().schedule_call_global(0, self._wake)

    def clear(self) -> None:
        self._rung = False

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it rings, or so many seconds."""
        if self._rung:
            return True
        hub = eventlet.hubs.get_hub()
        self._waiting = eventlet.getcurrent()
        timer = None if timeout is None else hub.schedule_call_global(timeout, self._wake)
        try:
            hub.switch()
        finally:
            self._waiting = None
            if timer is not None:
                timer.cancel()
        return self._rung

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.switch()


def unmasked(data: bytes, mask: bytes) -> bytes:
    """Take a websocket's mask off (RFC 6455, 5.3): one XOR of two big numbers, not one for each byte."""
    length = len(data)
    repeated = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(data, "little") ^ int.from_bytes(repeated, "little")).to_bytes(length, "little")


def text_frame(text: bytes) -> bytes:
    """Pack a whole, uncompressed text message into a frame."""
    length = len(text)
    if length < 126:
        return struct.pack("!BB", LAST | TEXT, length) + text
    if length < 65_536:
        return struct.pack("!BBH", LAST | TEXT, 126, length) + text
    return struct.pack("!BBQ", LAST | TEXT, 127, length) + text


class FastWebSocket(RFC6455WebSocket):  # type: ignore[misc]  # eventlet has no types
    """A websocket that reads what has come at once, and writes without waiting.

    Frames that are not whole text messages from a client (pings, fragments, closing, nonsense) are left to eventlet.
    """

    def __init__(self, sock: Any, *args: Any, **options: Any) -> None:
        super().__init__(BufferedSocket(sock), *args, **options)
        self.on_text: Callable[[str], bool] = lambda text: False
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._flushing = False
        self._leaving = False

    # reading

    def wait(self) -> Any:
        """Give the next message that `on_text` has not dealt with; None where the connection is closed."""
        while True:
            text = self._whole_text()
            if text is None:
                return next(self.iterator, None)
            if not self.on_text(text):
                return text

    def _whole_text(self) -> str | None:
        """Read a message that stands in one frame; None where the next frame is eventlet's to read."""
        source = self.socket
        if not source.has(6):
            return None
        start, length = 2, source.at(1) - 0x80
        if source.at(0) != LAST | TEXT or not 0 <= length <= 126:
            return None
        if length == 126:
            start, length = 4, source.at(2) << 8 | source.at(3)
        if length > self.max_frame_length or not source.has(start + 4 + length):
            return None
        frame = source.peek(start + 4 + length)
        try:
            text = unmasked(frame[start + 4 :], frame[start : start + 4]).decode()
        except UnicodeDecodeError:
            return None
        source.skip(start + 4 + length)
        return text

    @staticmethod
    def _apply_mask(data: bytes, mask: Any, length: int | None = None, offset: int = 0) -> bytes:
        turned = bytes(mask[(offset + place) % 4] for place in range(4))
        return unmasked(data if length is None else data[:length], turned)

    # writing

    def _send(self, frame: bytes) -> None:
        """Write a frame now, or as soon as the socket takes it. Never waits."""
        if self._waiting:
            self._keep(frame)
            return
        try:
            sent = self.socket.fd.send(frame)
        except BlockingIOError:
            sent = 0
        if sent < len(frame):
            self._keep(frame[sent:])

    def _keep(self, rest: bytes) -> None:
        if self._waiting_bytes > MAX_WAITING_BYTES:
            self._cut()
            return
        self._waiting.append(rest)
        self._waiting_bytes += len(rest)
        if not self._flushing:
            self._flushing = True
            eventlet.spawn_n(self._flush)

    def _flush(self) -> None:
        try:
            while self._waiting:
                trampoline(self.socket.fd, write=True, timeout=SLOW_SECONDS)
                self._write_some()
        except (OSError, eventlet.Timeout, eventlet.hubs.IOClosed):
            self._cut()
        finally:
            self._flushing = False
        if self._leaving:
            self._cut()

    def hang_up(self) -> None:
        """Close when everything written before has left."""
        if self.websocket_closed or self._leaving:
            return
        self._leaving = True
        _write(self, CLOSE_FRAME)
        if not self._waiting:
            self._cut()

    def close(self, close_data: Any = None) -> None:
        self.socket.stop()
        super().close(close_data)

    def _write_some(self) -> None:
        first = self._waiting[0]
        try:
            sent = self.socket.fd.send(first)
        except BlockingIOError:
            return
        self._waiting_bytes -= sent
        if sent == len(first):
            self._waiting.popleft()
        else:
            self._waiting[0] = first[sent:]

    def _cut(self) -> None:
        """Disconnect: the greenlet that reads sees the end, and tidies up as after any loss."""
        self._waiting.clear()
        self._waiting_bytes = 0
        self.websocket_closed = True
        with contextlib.suppress(OSError):
            self.socket.fd.shutdown(2)


class BufferedSocket:
    """A green socket that asks the system for more than was asked of it, and keeps the rest.

    It stays with the hub from one message to the next: registering, a timer and a read in vain for each message
    cost more than the message. Who is silent for too long is let go by the `Heart`.
    """

    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self.fd = sock.fd
        self.heard = time.monotonic()
        self._bytes = b""
        self._more = True  # whether reading again may give something at once
        self._listener: Any = None
        self._reader: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def recv(self, size: int, flags: int = 0) -> bytes:
        if not self._bytes:
            self._bytes = self._received(max(size, READ_BYTES))
        taken, self._bytes = self._bytes[:size], self._bytes[size:]
        return taken

    def has(self, size: int) -> bool:
        """Wait until so many bytes are here. False where the connection ends before."""
        while len(self._bytes) < size:
            more = self._received(max(size - len(self._bytes), READ_BYTES))
            if not more:
                return False
            self._bytes += more
        return True

    def at(self, place: int) -> int:
        return self._bytes[place]

    def peek(self, size: int) -> bytes:
        return self._bytes[:size]

    def skip(self, size: int) -> None:
        self._bytes = self._bytes[size:]

    def stop(self) -> None:
        """Leave the hub; who still waits to read there is told that nothing will come."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        hub = eventlet.hubs.get_hub()
        with contextlib.suppress(KeyError):  # the hub has let go of it already
            hub.remove(listener)
        if self._reader is not None and self._reader is not eventlet.getcurrent():
            hub.schedule_call_global(0, self._lost)

    def _received(self, size: int) -> bytes:
        """As the green socket's `recv`: nothing where the connection has ended."""
        while True:
            if self._more:
                with contextlib.suppress(BlockingIOError):
                    return self._read(size)
            if not self._readable():
                return b""
            self._more = True

    def _read(self, size: int) -> bytes:
        try:
            data: bytes = self.fd.recv(size)
        except ConnectionError:
            data = b""
        self._more = len(data) == size
        self.heard = time.monotonic()
        if not data:
            self.stop()
        return data

    def _readable(self) -> bool:
        """Wait until there is something to read. False where the socket was closed meanwhile."""
        hub = eventlet.hubs.get_hub()
        if self._listener is None:
            self._listener = hub.add(hub.READ, self.fd.fileno(), self._wake, self._lost, lambda: None)
        self._reader = eventlet.getcurrent()
        try:
            return bool(hub.switch())
        finally:
            self._reader = None

    def _wake(self, fileno: int) -> None:
        if self._reader is None:  # busy with something else: it will ask when it is done
            self.stop()
        else:
            self._reader.switch(True)

    def _lost(self, *error: object) -> None:
        self._listener = None
        if self._reader is not None:
            self._reader.switch(False)


class Heart:
    """Pings all fast websockets, with one greenlet for all; lets go of those from whom nothing has been heard."""

    def __init__(self, interval: float, patience: float) -> None:
        self._interval = interval
        self._patience = patience
        self._due: deque[tuple[float, FastWebSocket, Any]] = deque()  # in order: the interval is everybody's

    def watch(self, line: FastWebSocket, engine_socket: Any) -> None:
        self._due.append((time.monotonic() + self._interval, line, engine_socket))

    def run(self) -> None:
        while True:
            eventlet.sleep(BEAT_SECONDS)
            self.beat(time.monotonic())

    def beat(self, now: float) -> None:
        """Ping those who are due."""
        while self._due and self._due[0][0] <= now:
            _, line, engine_socket = self._due.popleft()
            if line.websocket_closed or engine_socket.closed:
                continue
            if now - line.socket.heard > self._patience:
                line._cut()
                continue
            if is_direct(engine_socket):
                engine_socket.last_ping = engine_socket.last_ping or time.time()
                _write(line, PING_FRAME)
            self._due.append((now + self._interval, line, engine_socket))


class LineQueue:
    """In the place of a queue that nothing ever stands in: what is put here is on the line at once."""

    def __init__(self, line: FastWebSocket) -> None:
        self._line = line

    def put(self, packet: Packet | None) -> None:
        if packet is None:
            self._line.hang_up()
            return
        encoded = packet.encode()
        if isinstance(encoded, str):
            _write(self._line, text_frame(encoded.encode()))
        else:
            self._line.send(encoded)

    def empty(self) -> bool:
        return True

    def join(self) -> None:
        """Nothing stands here to wait for."""


class HeldReply:
    """Takes the answer to a handshake, so that it leaves together with what follows it."""

    def __init__(self) -> None:
        self.given = b""

    def get_socket(self) -> HeldReply:
        return self

    def sendall(self, data: bytes) -> None:
        self.given += data


class _FastWebSocketWSGI(WebSocketWSGI):  # type: ignore[misc]
    """Makes fast websockets, and lets Engine.IO's packets to them past the queue."""

    commands: Commands
    heart: Heart

    def __init__(self, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self.engine_socket = handler.__self__

    def __call__(self, environ: Any, start_response: Any) -> Any:
        try:
            return super().__call__(environ, start_response)
        finally:  # let go of each other, so that memory is free at once
            line = self.engine_socket.__dict__.get("line")
            if line is not None:
                line.websocket_closed = True
                line.socket.stop()
            for name in ("send", "poll", "line"):
                self.engine_socket.__dict__.pop(name, None)

    def _negotiate_permessage_deflate(self, extensions: object) -> None:
        """Refuse compression: it doubles the memory of a connection for a quarter more of processor time."""

    def _handle_hybi_request(self, environ: Any) -> Any:
        reply = HeldReply()
        slow = super()._handle_hybi_request({**environ, "eventlet.input": reply})
        fast = FastWebSocket(
            environ["eventlet.input"].get_socket(),
            environ,
            slow.version,
            protocol=slow.protocol,
            max_frame_length=slow.max_frame_length,
        )
        engine_socket = self.engine_socket
        fast.on_text = self.commands.reader(engine_socket)
        engine_socket.line = fast
        engine_socket.poll = lambda: _poll(engine_socket)
        engine_socket.send = lambda packet: _send_packet(engine_socket, fast, packet)
        self.heart.watch(fast, engine_socket)
        fast._send(reply.given + (b"" if engine_socket.connected else self._begin(fast)))
        return fast

    def _begin(self, line: FastWebSocket) -> bytes:
        """Let a client that begins with a websocket talk without queue and writer; gives what it is greeted with."""
        engine_socket, greeting = self.engine_socket, b""
        while not engine_socket.queue.empty():
            greeting += text_frame(engine_socket.queue.get(block=False).encode().encode())
        engine_socket.queue = LineQueue(line)
        engine_socket.connected = engine_socket.upgraded = True
        self.handler = self._converse
        return greeting

    def _converse(self, line: FastWebSocket) -> None:
        """As `engineio.Socket._websocket_handler`, for one that reads and is written to directly."""
        engine_socket = self.engine_socket
        server = engine_socket.server
        while True:
            try:
                text = line.wait()
                if text is None or len(text) > server.max_http_buffer_size:
                    break
                engine_socket.receive(Packet(encoded_packet=text))
            except UnknownPacketError:
                continue
            except (SocketIsClosedError, OSError, ValueError, EOFError):
                break
            except Exception:
                server.logger.exception("a message could not be received")
                break
        engine_socket.close(wait=False, abort=True, reason=server.reason.TRANSPORT_CLOSE)


def _send_packet(engine_socket: Any, line: FastWebSocket, packet: Any) -> None:
    """As `engineio.Socket.send`, but past the queue wherever nothing stands in it."""
    if not engine_socket.check_ping_timeout() or packet.packet_type == PING:  # pings are the heart's
        return
    encoded = packet.encode()
    if isinstance(encoded, str) and is_direct(engine_socket):
        _write(line, text_frame(encoded.encode()))
    else:
        engine_socket.queue.put(packet)


def _poll(engine_socket: Any) -> list[Packet]:
    """As `engineio.Socket.poll`, but an empty queue is no sign of a lost connection: the pings go past it."""
    while True:
        try:
            return cast("list[Packet]", type(engine_socket).poll(engine_socket))
        except QueueEmpty:
            if engine_socket.closed:
                raise


def is_direct(engine_socket: Any) -> bool:
    """Whether a socket is a fast websocket, in use, with nothing queued that would be overtaken."""
    return bool(engine_socket.upgraded and not engine_socket.upgrading and engine_socket.queue.empty())


def _write(line: FastWebSocket, frame: bytes) -> None:
    try:
        line._send(frame)
    except OSError:  # gone: whoever reads from it sees that too, and tidies up
        line._cut()


def fast_sender(server: Any, name: str) -> Callable[[Sequence[Connection], orjson.Fragment], None]:
    """Give what puts one encoded payload on many sockets: as `emit(name, payload, to=[sid, …])`."""

    def send(listeners: Sequence[Connection], payload: orjson.Fragment) -> None:
        text = f"42{NAMESPACE},".encode() + orjson.dumps([name, payload])
        frame = text_frame(text)
        rooms = server.manager.rooms.get(NAMESPACE, {}).get(None, {})
        sockets = server.eio.sockets
        slow = []
        for connection in listeners:
            engine_socket = sockets.get(rooms.get(connection.sid))
            if engine_socket is None or engine_socket.closed:
                continue
            line = getattr(engine_socket, "line", None)
            if line is not None and is_direct(engine_socket):
                _write(line, frame)
            else:
                slow.append(connection.sid)
        if slow:
            server.emit(name, payload, to=slow, namespace=NAMESPACE)

    return send


class Commands:
    """Takes commands straight from the websocket to the desk; everything else goes through python-socketio."""

    def __init__(self, server: Any, submit: SubmitCommand) -> None:
        self._server = server
        self._submit = submit

    def reader(self, engine_socket: Any) -> Callable[[str], bool]:
        """Give what deals with a message if it is a command: True where it has."""

        def on_text(text: str) -> bool:
            if text == PONG_TEXT:
                engine_socket.last_ping = None
                return True
            if not text.startswith(COMMAND_START):
                return False
            command = read_command_packet(text)
            if command is None:
                return False
            manager = self._server.manager
            sid = manager.sid_from_eio_sid(engine_socket.sid, NAMESPACE)
            if sid is None or not manager.is_connected(sid, NAMESPACE):
                return False
            number, payload = command
            head = f"43{NAMESPACE},{number}".encode()

            def answer(given: Answer) -> None:
                text = head + orjson.dumps([given])
                if engine_socket.closed:
                    return
                line = getattr(engine_socket, "line", None)
                if line is not None and is_direct(engine_socket):
                    _write(line, text_frame(text))
                else:
                    engine_socket.queue.put(Packet(MESSAGE, text[1:].decode()))

            self._submit(sid, payload, answer)
            return True

        return on_text


def read_command_packet(text: str) -> tuple[int, object] | None:
    """Read an Engine.IO message with a Socket.IO event `command` that wants an answer.

    Returns:
        The answer's number and the command; None where the text is anything else.
    """
    start = len(COMMAND_START)
    bracket = text.find("[", start)
    digits = text[start:bracket]
    if not (0 < len(digits) <= MAX_ID_DIGITS and digits.isascii() and digits.isdigit()):
        return None
    if not text.startswith(COMMAND_NAME, bracket):
        return None
    data = _loaded(text[bracket:])
    if not isinstance(data, list) or len(data) != 2:
        return None
    return int(digits), data[1]


def _loaded(text: str) -> object:
    """Read JSON fast; what orjson refuses (a lone surrogate, say) as forgivingly as the slow path does."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None
