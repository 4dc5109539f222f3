"""The fast path gives what the libraries' own way gives, and a reader that does not read costs nobody else anything."""

from __future__ import annotations

import io
import json
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import eventlet
import pytest
import socketio
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from eventlet.greenio import GreenSocket
from eventlet.websocket import RFC6455WebSocket
from socketio.packet import Packet

from bench import halls
from server.live import fastpath

MASK = b"\x5a\x01\xfe\x99"
PATIENCE_SECONDS = 20
NOTES = 6  # their answers and events may come in one polling response, where this client takes at most 16 packets
ENVIRON = {"wsgi.errors": io.StringIO()}


def frame(payload: bytes, *, opcode: int = 1, last: bool = True) -> bytes:
    """A frame as a browser sends it."""
    length = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    masked = bytes(byte ^ MASK[place % 4] for place, byte in enumerate(payload))
    return bytes([opcode | (0x80 if last else 0)]) + length + MASK + masked


def heard_by(kind: type[RFC6455WebSocket], sent: bytes) -> list[Any]:
    """Every message that a websocket reads from these bytes, until the connection ends."""
    browser, server = socket.socketpair()
    with browser:
        browser.sendall(sent)
        browser.shutdown(socket.SHUT_WR)
        line = kind(GreenSocket(server), ENVIRON, 13)
        heard = list(iter(line.wait, None))
        line.close()
    return heard


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 5, 7, 90, 1_000, 65_537])
def test_a_mask_comes_off_as_eventlet_takes_it_off(length: int) -> None:
    data = random.Random(length).randbytes(length)
    assert fastpath.unmasked(data, MASK) == RFC6455WebSocket._apply_mask(data, MASK)
    rest = fastpath.FastWebSocket._apply_mask(data, MASK, length=length, offset=3)
    assert rest == RFC6455WebSocket._apply_mask(data, MASK, length=length, offset=3)


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_message_is_packed_as_eventlet_packs_it(length: int) -> None:
    browser, server = socket.socketpair()
    with browser, server:
        original = RFC6455WebSocket(server, ENVIRON, 13)
        assert fastpath.text_frame(b"x" * length) == original._pack_message("x" * length)


@pytest.mark.parametrize(
    "frames",
    [
        [frame("Vi behöver en gemensam bild".encode())],
        [frame(b"one"), frame(b"two"), frame(b"x" * 60_000), frame(b"three")],
        [frame(b"be", last=False), frame(b"", opcode=0, last=False), frame(b"gun", opcode=0), frame(b"after")],
        [frame(b"split ", last=False), frame(b"ping", opcode=9), frame(b"up", opcode=0)],
        [frame(b"\x00\x01", opcode=2), frame(b""), frame(b"last")],
        [frame(b"before"), frame(b"\x03\xe8", opcode=8), frame(b"never heard")],
        [frame(b"whole"), frame(b"cut off")[:-3]],
    ],
)
def test_a_connection_is_read_as_eventlet_reads_it(frames: list[bytes]) -> None:
    sent = b"".join(frames)
    assert heard_by(fastpath.FastWebSocket, sent) == heard_by(RFC6455WebSocket, sent)


@pytest.mark.parametrize("kind", [fastpath.FastWebSocket, RFC6455WebSocket])
def test_text_that_is_not_text_ends_the_connection(kind: type[RFC6455WebSocket]) -> None:
    with pytest.raises(UnicodeDecodeError):
        heard_by(kind, frame(b"\xff\xfe"))


@pytest.mark.parametrize(
    "data",
    [
        '["command",{"id":"a","data":{"text":"hej"}}]',
        '["command",null]',
        '["command",{"text":"\\ud800"}]',
        '["command",{"number":1e400,"big":123456789012345678901234567890}]',
    ],
)
def test_a_command_is_read_as_socketio_reads_it(data: str) -> None:
    read = fastpath.read_command_packet(f"42/live,17{data}")
    original = Packet(encoded_packet=f"2/live,17{data}")
    assert read is not None
    number, payload = read
    assert number == original.id
    assert json.dumps(["command", payload])[:40] == json.dumps(original.data)[:40]


@pytest.mark.parametrize(
    "text",
    [
        '42/live,["command",{}]',
        '42/live,x["command",{}]',
        '42/live,1["command"]',
        '42/live,1["command",{},{}]',
        '42/live,1["command",{',
        '42/live,1["subscribe",{"channel":"session"}]',
        '42/live,1234567890123456["command",{}]',
        '42/live,²["command",{}]',
        "42/live,1",
    ],
)
def test_anything_but_a_whole_command_is_left_to_socketio(text: str) -> None:
    assert fastpath.read_command_packet(text) is None


def test_a_reader_that_does_not_read_holds_nobody_up_and_is_let_go() -> None:
    page, server = socket.socketpair()
    page.settimeout(PATIENCE_SECONDS)
    with page:
        line = fastpath.FastWebSocket(GreenSocket(server), ENVIRON, 13)
        message = fastpath.text_frame(b"x" * 64_000)
        enough = 4 * fastpath.MAX_WAITING_BYTES // len(message)
        for _ in range(enough):
            line._send(message)  # would wait for ever, if it waited
            assert line._waiting_bytes <= fastpath.MAX_WAITING_BYTES + len(message)
            if line.websocket_closed:
                break
        assert line.websocket_closed
        received = 0
        while chunk := page.recv(1_000_000):
            received += len(chunk)
        assert received < fastpath.MAX_WAITING_BYTES
        server.close()


@contextmanager
def connected(hall: halls.Hall, seat: halls.Seat, transport: str) -> Iterator[tuple[socketio.Client, list[Any]]]:
    """A participant who listens to the room, and the events that come."""
    client, events = socketio.Client(), []
    client.on("events", events.extend, namespace="/live")
    address = f"http://127.0.0.1:{hall.port}"
    client.connect(address, auth={"token": seat[0]}, namespaces=["/live"], transports=[transport])
    try:
        assert client.call("subscribe", {"channel": seat[1]}, namespace="/live", timeout=PATIENCE_SECONDS)["ok"]
        yield client, events
    finally:
        client.disconnect()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
@pytest.mark.parametrize("switch", ["1", "0"])
def test_anna_writes_and_bo_hears_with_the_fast_path_and_without(
    monkeypatch: pytest.MonkeyPatch, switch: str, transport: str
) -> None:
    monkeypatch.setenv("SAMTAL_FASTPATH", switch)
    answers: dict[int, Any] = {}
    answered = threading.Event()

    def answer(number: int, given: Any) -> None:
        answers[number] = given
        if len(answers) == NOTES + 1:
            answered.set()

    with halls.samtal(2, 10) as hall:
        anna_s, bo_s = (connected(hall, seat, transport) for seat in hall.seats)
        with anna_s as (anna, _), bo_s as (_, heard):
            for number in range(NOTES):
                wish = {"id": str(UUID(int=number)), "type": "note.add", "channel": "room-1"}
                told = lambda given, number=number: answer(number, given)  # noqa: E731
                anna.emit("command", {**wish, "data": {"text": f"Å {number}"}}, "/live", told)
            anna.emit("command", {"id": "not an id"}, "/live", lambda given: answer(NOTES, given))
            assert answered.wait(PATIENCE_SECONDS)
            until = threading.Event()
            for _ in range(PATIENCE_SECONDS * 50):
                if len(heard) == NOTES or until.wait(0.02):
                    break
    assert [answers[number] for number in range(NOTES)] == [
        {"ok": True, "channel": "room-1", "seq": number + 1} for number in range(NOTES)
    ]
    assert answers[NOTES]["error"]["code"] == "invalid"
    assert [(event["seq"], event["type"], event["data"]["text"]) for event in heard] == [
        (number + 1, "note.added", f"Å {number}") for number in range(NOTES)
    ]


def woken(bell: fastpath.GreenBell, timeout: float | None) -> bool:
    """Whether somebody who waits for the bell hears it when it is rung by another greenlet."""
    eventlet.spawn_n(bell.set)
    return bell.wait(timeout)


def test_a_bell_wakes_who_waits_and_rings_on_for_who_comes_late() -> None:
    bell = fastpath.GreenBell()
    assert woken(bell, None)
    assert bell.wait(None)
    bell.clear()
    assert not bell.is_set()
    assert not bell.wait(0.01)
    assert woken(bell, PATIENCE_SECONDS)


class Known:
    """What a heart knows of an Engine.IO socket."""

    upgraded, upgrading, closed = True, False, False
    last_ping: float | None = None

    def __init__(self, line: fastpath.FastWebSocket) -> None:
        self.queue = fastpath.LineQueue(line)


def test_who_answers_is_pinged_again_and_who_is_silent_is_let_go() -> None:
    page, server = socket.socketpair()
    page.settimeout(PATIENCE_SECONDS)
    with page, server:
        line = fastpath.FastWebSocket(GreenSocket(server), ENVIRON, 13)
        heart = fastpath.Heart(interval=2, patience=8)
        heart.watch(line, Known(line))
        now = line.socket.heard
        heart.beat(now + 1)
        heart.beat(now + 3)
        assert page.recv(100) == fastpath.PING_FRAME
        line.socket.heard = now + 4
        heart.beat(now + 6)
        assert page.recv(100) == fastpath.PING_FRAME
        assert not line.websocket_closed
        heart.beat(now + 20)
        assert line.websocket_closed
        assert page.recv(100) == b""


def test_who_is_shut_out_hears_everything_that_was_said_before() -> None:
    page, server = socket.socketpair()
    reader = GreenSocket(page)  # so that what waits is written while it waits
    reader.settimeout(PATIENCE_SECONDS)
    with page, server:
        line = fastpath.FastWebSocket(GreenSocket(server), ENVIRON, 13)
        message = fastpath.text_frame(b"x" * 1_000_000)
        queue = fastpath.LineQueue(line)
        queue.put(EnginePacket(MESSAGE, "x" * 999_999))
        queue.put(None)
        received = b""
        while not received.endswith(fastpath.CLOSE_FRAME):
            chunk = reader.recv(1_000_000)
            assert chunk, "the connection ended before all was said"
            received += chunk
        assert reader.recv(100) == b""
        assert len(received) == len(message) + len(fastpath.CLOSE_FRAME)
