"""A real server in a process of its own, as a hall would have it: started, asked, stopped or killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import requests

from server.services.links import links
from server.services.opening import open_samtal
from server.services.samtal import Samtal
from server.session_file import read
from server.settings import Settings

T = TypeVar("T")

START_SECONDS = 30
ANSWER_SECONDS = 15
ROOT = Path(__file__).parent.parent


def wait_for(what: str, look: Callable[[], T | None], seconds: float = ANSWER_SECONDS) -> T:
    """Look again and again until there is something to see; fail when the deadline has passed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


class Server:
    """One server process on a free port, with its data folder and its log."""

    def __init__(self, data: Path, *, port: int = 0, **environment: str) -> None:
        self.data = data
        self.log_file = data.with_name(f"{data.name}.log")
        self.environment = environment
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None
        self.address = ""
        self._beside: Samtal | None = None

    def start(self) -> Server:
        """Start (again), and wait until it listens."""
        (self.data / "server.json").unlink(missing_ok=True)
        self.process = self.launched()
        written = wait_for("the server to start", self._written_address, START_SECONDS)
        self.address = written
        self.port = int(written.rpartition(":")[2])
        return self

    def launched(self) -> subprocess.Popen[bytes]:
        """Launch the process without waiting for it."""
        with self.log_file.open("ab") as log:
            return subprocess.Popen(
                [*_samtal("serve"), "--port", str(self.port), "--data", str(self.data)],
                cwd=ROOT,
                env=_environment(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def log(self) -> str:
        return self.log_file.read_text("utf-8", "replace")

    def kill(self) -> None:
        """Pull the plug."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def terminate(self) -> int:
        """Ask it to stop, and give its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=ANSWER_SECONDS)

    def organiser_key(self) -> str:
        """Give the organiser's key."""
        return self._installation().organiser_key()

    def samtal(self, *words: str) -> str:
        """Run a command of the command line beside the server, and give what it prints."""
        done = subprocess.run(
            [*_samtal(*words), "--data", str(self.data)],
            cwd=ROOT,
            env=_environment(self.environment),
            capture_output=True,
            text=True,
            check=True,
            timeout=ANSWER_SECONDS,
        )
        return done.stdout

    def post(self, path: str, **more: Any) -> requests.Response:
        return requests.post(self.address + path, timeout=ANSWER_SECONDS, **more)

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(self.address + path, timeout=ANSWER_SECONDS, **more)

    def delete(self, path: str, **more: Any) -> requests.Response:
        return requests.delete(self.address + path, timeout=ANSWER_SECONDS, **more)

    def create_session(self, session_file: str) -> dict[str, Any]:
        """Create a session beside the server, as `samtal load --json` does but without a process for each.

        Loading through the command line and through the API have tests of their own.
        """
        samtal = self._installation()
        plan = read(session_file, "session.yaml")
        session_id = samtal.create(plan)
        row = samtal.log.session_row(session_id)
        assert row is not None
        return {
            "id": session_id,
            "code": row["code"],
            "links": links(samtal.keys, session_id, self.address),
            "tokens": {
                "facilitator": samtal.keys.facilitator(session_id),
                "projector": samtal.keys.projector(session_id),
            },
            "rooms": [{"id": f"room-{n}", "name": room.name} for n, room in enumerate(plan.rooms, start=1)],
        }

    def let_go(self) -> None:
        """End the process, however it stands, and close what was opened beside it."""
        if self.process and self.process.poll() is None:
            self.kill()
        if self._beside:
            self._beside.log.engine.dispose()

    def _installation(self) -> Samtal:
        if self._beside is None:
            self._beside = open_samtal(Settings(data=self.data))
        return self._beside

    def _written_address(self) -> str | None:
        assert self.process is not None
        assert self.process.poll() is None, f"the server stopped at once:\n{self.log}"
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads((self.data / "server.json").read_text("utf-8"))["address"])
        return None


@contextlib.contextmanager
def served(data: Path, *, port: int = 0, **environment: str) -> Iterator[Server]:
    """Serve for the length of a test, and end the process however the test ends."""
    server = Server(data, port=port, **environment)
    try:
        yield server.start()
    finally:
        server.let_go()


def _samtal(*words: str) -> list[str]:
    return [sys.executable, "-m", "server", *words]


def _environment(more: dict[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SAMTAL_")}
    return inherited | {"SAMTAL_PUBLIC_URL": "", "PYTHONFAULTHANDLER": "1"} | more
