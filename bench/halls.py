"""The servers that are measured, each as a hall full of clients: Samtal, and a bare relay that stores nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.domain.plan import Plan
from server.running import running_server
from server.services.opening import open_samtal
from server.settings import Settings

HERE = Path(__file__).parent
ROOM_OF_TEN = 10
START_SECONDS = 20
SNAPSHOT_NOTES = 100

Seat = tuple[str, str]  # a client's token, and the channel it listens to


@dataclass(frozen=True, slots=True)
class Hall:
    """A running server: where it listens, its process, and who may come."""

    name: str
    port: int
    pid: int
    seats: list[Seat]
    data: Path | None = None  # its installation, where it has one


def node() -> str:
    """Give the Node that `make setup` has installed, or the system's."""
    own = Path(sys.executable).with_name("node")
    found = str(own) if own.exists() else shutil.which("node")
    assert found, "Node is missing: run `make setup`"
    return found


@contextmanager
def samtal(clients: int, room_size: int) -> Iterator[Hall]:
    """Serve a new session with real participants, rules and permissions; every note is on disk before its answer."""
    with tempfile.TemporaryDirectory(prefix="samtal-bench-") as folder:
        data = Path(folder)
        seats = _prepare(data, clients, room_size)
        environment = os.environ | {"SAMTAL_COMMANDS_PER_SECOND": "0"}
        command = [sys.executable, "-m", "server", "serve", "--port", "0", "--data", folder]
        with (data / "server.log").open("wb") as log:
            process = subprocess.Popen(command, env=environment, stderr=log, cwd=HERE.parent)
        try:
            yield Hall("Samtal", _port_of(data), process.pid, seats, data)
        finally:
            _stop(process)


@contextmanager
def relay(clients: int, room_size: int) -> Iterator[Hall]:
    """Serve the bare relay."""
    command = [node(), str(HERE / "relay" / "relay.mjs"), str(SNAPSHOT_NOTES)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        seats = [("", _room(number, room_size)) for number in range(clients)]
        yield Hall("Relay", port, process.pid, seats)
    finally:
        _stop(process)


def _room(client: int, room_size: int) -> str:
    return f"room-{client // room_size + 1}"


def _prepare(data: Path, clients: int, room_size: int) -> list[Seat]:
    """Create a session, and let everybody join it."""
    rooms = [{"name": f"Grupp {number + 1}"} for number in range(-(-clients // room_size))]
    plan = Plan.model_validate_json(
        json.dumps({"samtal": 1, "title": "Measured", "date": "2025-09-30", "rooms": rooms})
    )
    opened = open_samtal(Settings(data=data))
    opened.desk.start()
    try:
        session = opened.create(plan)
        seats = []
        for number in range(clients):
            room = _room(number, room_size)
            joined = opened.join(session, name=f"Deltagare {number}", organisation=None, room=room)
            assert joined.token
            seats.append((joined.token, room))
        return seats
    finally:
        opened.desk.stop()


def _port_of(data: Path) -> int:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        running = running_server(data)
        if running:
            return int(running.address.rpartition(":")[2])
        time.sleep(0.05)
    raise TimeoutError((data / "server.log").read_text())


def _stop(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
