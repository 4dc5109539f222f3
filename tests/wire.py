"""A client that speaks Socket.IO by hand over one websocket: it keeps every frame, in the order of the wire."""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
import time
from typing import Any

import websocket

from tests.server import ANSWER_SECONDS

NAMESPACE = "/live"

Data = dict[str, Any]


class Refused(Exception):
    """The server did not let the socket in; `error` is what it said."""

    def __init__(self, error: Any) -> None:
        super().__init__(str(error))
        self.error = error


class Wire:
    """One socket. `frames` is all that has come, `heard` the events, both in order."""

    def __init__(self, address: str, auth: object = None, *, headers: list[str] | None = None) -> None:
        self.frames: list[str] = []
        self.heard: list[Data] = []
        self.messages: list[tuple[str, Any]] = []  # every other named message: presence, server_closing
        self.closed = False
        self._acks: dict[int, Any] = {}
        self._numbers = itertools.count(1)
        self._news = threading.Condition()
        url = address.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
        self.socket = websocket.create_connection(
            url, timeout=ANSWER_SECONDS, header=headers or [], enable_multithread=True, skip_utf8_validation=True
        )
        opened = str(self.socket.recv())
        assert opened.startswith("0"), opened
        self.send_frame(f"40{NAMESPACE},{json.dumps(auth)}" if auth is not None else f"40{NAMESPACE},")
        answer = str(self.socket.recv())
        if not answer.startswith(f"40{NAMESPACE},"):
            self.socket.close()
            raise Refused(json.loads(answer.partition(",")[2]))
        self.id: str = json.loads(answer.removeprefix(f"40{NAMESPACE},"))["sid"]  # what the server calls this socket
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def send_frame(self, frame: str | bytes) -> None:
        """Send whatever it is, right or wrong."""
        if isinstance(frame, bytes):
            self.socket.send_binary(frame)
        else:
            self.socket.send(frame)

    def begin(self, event: str, *payload: object) -> int:
        """Send a message that wants an answer, and give the number that the answer will have."""
        return self.begin_raw(json.dumps([event, *payload]))

    def begin_raw(self, body: str) -> int:
        """As `begin`, with the JSON as it should stand on the wire."""
        number = next(self._numbers)
        self.send_frame(f"42{NAMESPACE},{number}{body}")
        return number

    def answer(self, number: int, seconds: float = ANSWER_SECONDS) -> Data:
        """Wait for the answer to a message."""
        self._wait(lambda: number in self._acks, f"the answer to message {number}", seconds)
        answered: Data = self._acks.pop(number)[0]
        return answered

    def call(self, event: str, *payload: object) -> Data:
        return self.answer(self.begin(event, *payload))

    def tell(self, event: str, *payload: object) -> None:
        """Send a message that wants no answer."""
        self.send_frame(f"42{NAMESPACE},{json.dumps([event, *payload])}")

    def wait_until(self, condition: Any, what: str, seconds: float = ANSWER_SECONDS) -> None:
        """Wait until what has come fulfils the condition."""
        self._wait(condition, what, seconds)

    def everything(self) -> str:
        """Give all that has come over the wire as one text."""
        with self._news:
            return "\n".join(self.frames)

    def close(self) -> None:
        """Say goodbye, and do not wait for an answer."""
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self.socket.send_close()
        self.socket.shutdown()

    def cut(self) -> None:
        """Lose the network without a goodbye."""
        self.socket.shutdown()

    def _wait(self, condition: Any, what: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        with self._news:
            while not condition():
                left = deadline - time.monotonic()
                assert left > 0, f"waited {seconds} s in vain for {what}; last frames: {self.frames[-5:]}"
                assert not self.closed, f"the connection closed before {what}"
                self._news.wait(left)

    def _read(self) -> None:
        try:
            self.socket.settimeout(None)
            while True:
                frame = self.socket.recv()
                if not frame:
                    break
                self._take(str(frame))
        except (OSError, websocket.WebSocketException, AttributeError):
            pass  # closed, by them or by us
        with self._news:
            self.closed = True
            self._news.notify_all()

    def _take(self, frame: str) -> None:
        if frame == "2":
            self.send_frame("3")
            return
        with self._news:
            self.frames.append(frame)
            self._sort_in(frame)
            self._news.notify_all()

    def _sort_in(self, frame: str) -> None:
        kind, body = frame[:2], frame[2:].removeprefix(f"{NAMESPACE},")
        if kind == "42":
            name, *payload = json.loads(body)
            if name == "events":
                self.heard += payload[0]
            else:
                self.messages.append((name, payload[0] if payload else None))
        elif kind == "43":
            number, _, rest = body.partition("[")
            self._acks[int(number)] = json.loads("[" + rest)
