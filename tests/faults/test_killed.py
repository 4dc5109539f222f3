"""The server is killed, stopped, starved of disk, flooded: what was acknowledged stays, and the others are served."""

import contextlib
import json
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import pytest
import websocket

from tests.hall import SILENT_STEP, TALKING_STEP, WORKSHOP, Hall, Person, checked_error
from tests.server import ANSWER_SECONDS, ROOT, Server, served, wait_for

WRITERS = 10


class Writer:
    """Somebody who writes without pause, and remembers what was acknowledged and what was not."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.sent: dict[str, dict] = {}
        self.acknowledged: dict[str, dict] = {}
        self.thread = threading.Thread(target=self._write, daemon=True)

    def _write(self) -> None:
        # the end of the connection ends the writing
        with contextlib.suppress(OSError, AssertionError, websocket.WebSocketException):
            while True:
                command = self.person.command("note.add", text=f"Tanke {len(self.sent)} från {self.person.id}")
                self.sent[command["id"]] = command
                answer = self.person.wire.call("command", command)
                if not answer["ok"]:
                    assert answer["error"]["code"] in ("rate_limited", "unavailable")
                    self.sent.pop(command["id"])
                    continue
                self.acknowledged[command["id"]] = answer

    def sends_again(self, token: str) -> None:
        """Come back and send everything that was not acknowledged, and also what was."""
        again = Person(self.person.hall, token, room="room-1")
        for id, command in self.sent.items():
            answer = again.wire.call("command", command)
            assert answer["ok"], answer
            assert self.acknowledged.setdefault(id, answer) == answer


def write_until(server: Server, hall: Hall, enough: int, stop) -> list[Writer]:
    """Let ten people write, and stop the server in the middle of it."""
    writers = [Writer(hall.join("Grupp 1", f"Person {number}")) for number in range(WRITERS)]
    for writer in writers:
        writer.thread.start()
    wait_for("enough notes", lambda: sum(len(writer.acknowledged) for writer in writers) >= enough)
    stop()
    for writer in writers:
        writer.thread.join(ANSWER_SECONDS)
        assert not writer.thread.is_alive()
    return writers


def notes_by_id(hall: Hall) -> list[str]:
    return [note["id"] for note in hall.get().json()["channels"]["room-1"]["notes"]]


def check_nothing_lost_nothing_twice(hall: Hall, writers: list[Writer]) -> None:
    stored = notes_by_id(hall)
    assert len(stored) == len(set(stored))
    for writer in writers:
        assert set(writer.acknowledged) <= set(stored)

    for writer in writers:
        writer.sends_again(writer.person.token)

    stored = notes_by_id(hall)
    assert sorted(stored) == sorted(id for writer in writers for id in writer.sent)
    reader = Person(hall, hall.session["tokens"]["facilitator"])
    events = reader.follows("room-1", after=0)
    assert [event["seq"] for event in events["events"]] == list(range(1, len(stored) + 1))
    assert sorted(answer["seq"] for writer in writers for answer in writer.acknowledged.values()) == list(
        range(1, len(stored) + 1)
    )


def test_what_was_acknowledged_survives_a_killed_server_and_the_rest_is_sent_again_once(own_data):
    with served(own_data) as server:
        hall = Hall(server)
        writers = write_until(server, hall, 150, server.kill)
        server.start()

        check_nothing_lost_nothing_twice(hall, writers)
        assert "Traceback" not in server.log


def test_a_stopped_server_says_so_ends_well_and_loses_nothing(own_data):
    with served(own_data) as server:
        hall = Hall(server)
        screen = hall.projector()
        statuses = []
        writers = write_until(server, hall, 100, lambda: statuses.append(server.terminate()))
        assert statuses == [0]
        assert ("server_closing", {}) in screen.wire.messages
        assert "Traceback" not in server.log
        server.start()

        check_nothing_lost_nothing_twice(hall, writers)


def test_a_killed_server_comes_back_with_its_clocks_its_silence_and_the_last_note(own_data):
    with served(own_data) as server:
        hall, paused = Hall(server), Hall(server)
        anna = hall.join("Grupp 1")
        hall.steward.manages("step.start", step=SILENT_STEP)
        paused.steward.manages("step.start", step=TALKING_STEP)
        paused.steward.manages("step.pause")
        before = [each.get().json()["session"]["step"] for each in (hall, paused)]
        last = anna.writes("Tyst, och i sista stund")
        server.kill()
        server.start()

        assert [each.get().json()["session"]["step"] for each in (hall, paused)] == before
        assert before[0]["ends_at"]
        assert 1_790 < before[1]["remaining"] <= 1_800
        assert notes_by_id(hall) == [last]
        bo = hall.join("Grupp 1", "Bo")
        assert bo.snapshot("room-1")["notes"] == []
        assert bo.follows("room-1", after=0)["events"] == [{"channel": "room-1", "seq": 1}]
        again = Person(hall, anna.token, room="room-1")
        assert [note["text"] for note in again.snapshot("room-1")["notes"]] == ["Tyst, och i sista stund"]


def test_a_second_server_on_the_same_port_says_why_it_does_not_start(own_data, tmp_path):
    with served(own_data) as server:
        second = Server(tmp_path / "other", port=server.port)
        process = second.launched()
        status = process.wait(ANSWER_SECONDS)

        assert status == 1
        assert str(server.port) in second.log
        assert "Traceback" not in second.log
        assert len(second.log.strip().splitlines()) == 1
        assert server.get("/healthz").status_code == 200


def test_a_full_disk_is_said_plainly_and_what_is_sent_again_later_is_kept(own_data):
    with served(own_data) as server:
        hall = Hall(server)
        anna, bo = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo")
        anna.writes("Före")
        id = str(uuid4())
        # no file of the server may grow any more: what a full disk looks like from inside
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

        error = anna.is_refused("note.add", id=id, text="Medan disken är full")
        assert error["code"] == "unavailable"
        assert error["retry_after"] > 0
        assert [note["text"] for note in bo.snapshot("room-1")["notes"]] == ["Före"]
        answer = hall.joins(name="Kom för sent")
        assert checked_error(answer.json()["error"])["code"] == "unavailable"
        assert answer.status_code == 503

        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert anna.does("note.add", id=id, text="Medan disken är full")["seq"] == 2
        assert [bo.hears("note.added")["text"] for _ in range(2)] == ["Före", "Medan disken är full"]
        assert hall.joins(name="Kom i tid").status_code == 201
        assert "Traceback" not in server.log
        server.kill()
        server.start()
        assert notes_by_id(hall).count(id) == 1


def test_who_floods_is_held_back_while_others_are_served(own_data):
    with served(own_data) as server:
        hall = Hall(server)
        flood, bo = hall.join("Grupp 1"), hall.join("Grupp 2", "Bo")
        numbers = [flood.begins("note.support", note=str(uuid4()), on=True) for _ in range(600)]

        assert bo.writes("Jag får också plats")
        answers = [flood.wire.answer(number) for number in numbers]
        codes = [checked_error(answer["error"])["code"] for answer in answers]

        assert codes[:300] == ["not_found"] * 300
        assert codes.count("rate_limited") > 100
        held = next(answer["error"] for answer in answers if answer["error"]["code"] == "rate_limited")
        assert held["retry_after"] >= 1


def test_somebody_who_never_reads_slows_nobody_down(own_data):
    with served(own_data, SAMTAL_COMMANDS_PER_SECOND="0") as server:
        hall = Hall(server)
        anna, bo = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo")
        deaf = deaf_reader(hall)
        text = "x" * 2_000
        slowest = 0.0
        for _ in range(40):
            began = time.monotonic()
            numbers = [anna.begins("note.add", text=text) for _ in range(50)]
            assert all(anna.wire.answer(number)["ok"] for number in numbers)
            slowest = max(slowest, time.monotonic() - began)
        wait_for("Bo to hear all", lambda: len(bo.heard_in("room-1")) == 2_000)

        assert slowest < 5  # a full buffer would stop everybody until the reader is given up
        assert bo.writes("Och det går bra än")
        deaf.close()
        assert "Traceback" not in server.log


def deaf_reader(hall: Hall) -> socket.socket:
    """Connect by hand, subscribe, and never read again."""
    token = hall.joins(name="Döv", room="room-1").json()["token"]
    host, _, port = hall.server.address.removeprefix("http://").partition(":")
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    deaf.settimeout(ANSWER_SECONDS)
    deaf.connect((host, int(port)))
    deaf.sendall(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    deaf.recv(4_096)
    for frame in (f"40/live,{json.dumps({'token': token})}", '42/live,1["subscribe",{"channel":"room-1"}]'):
        body = frame.encode()
        length = bytes([0x80 | len(body)]) if len(body) < 126 else b"\xfe" + len(body).to_bytes(2, "big")
        deaf.sendall(b"\x81" + length + b"\x00\x00\x00\x00" + body)
    heard = b""
    while b'"ok":true' not in heard:
        heard += deaf.recv(4_096)
    return deaf


@pytest.mark.parametrize("file", ["samtal.sqlite", "secret.key"])
def test_a_damaged_file_is_told_at_the_start_in_a_sentence(own_data, file):
    server = Server(own_data)
    server.create_session(WORKSHOP)
    server.let_go()
    (own_data / file).write_bytes(b"not what it was" * 1_000 if file.endswith("sqlite") else b"")

    done = subprocess.run(
        [sys.executable, "-m", "server", "serve", "--port", "0", "--data", str(own_data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=ANSWER_SECONDS,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("stop", [Server.terminate, Server.kill], ids=["stopped", "killed"])
def test_the_process_that_is_ready_for_the_next_paper_ends_with_the_server(own_data, stop):
    with served(own_data) as server:
        assert Hall(server).get("/export?format=json").status_code == 200
        spare = wait_for("a process that is ready", lambda: running(begun_by=server.pid))
        stop(server)

        wait_for("it to end too", lambda: not running(spare[0]))
        assert "Traceback" not in server.log


def running(process: int | str = "[0-9]*", begun_by: int | None = None) -> list[int]:
    """Give the ids of the processes that run, but for those that have ended and wait to be asked how."""
    found = []
    for stat in Path("/proc").glob(f"{process}/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            if state != "Z" and begun_by in (None, int(parent)):
                found.append(int(stat.parent.name))
    return found
