"""Is a server running on this data folder, and what the command line asks of it.

State is in that server's memory, so closing or purging a session goes through it rather than beside it.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from server.domain.errors import N_, Refusal, Unavailable

FILE = "server.json"
TIMEOUT_SECONDS = 30


class Refused(Refusal):
    """What the running server refused, with its own sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message.replace("%", "%%") if "%" in message else message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: its address and its process."""

    address: str
    pid: int

    def close_session(self, session_id: str, key: str) -> None:
        self._ask("POST", f"/api/v1/sessions/{session_id}/close", key)

    def purge_session(self, session_id: str, key: str, personal_data_only: bool) -> dict[str, int]:
        only = int(personal_data_only)
        answer = self._ask("DELETE", f"/api/v1/sessions/{session_id}?personal_data_only={only}", key)
        erased: dict[str, int] = answer["erased"]
        return erased

    def _ask(self, method: str, path: str, key: str) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        request = urllib.request.Request(self.address + path, method=method, headers=headers)  # noqa: S310
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # our own machine, never a proxy
        try:
            with opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            refused = json.load(error)["error"]
            raise Refused(refused["code"], refused["message"]) from None
        except (OSError, ValueError):
            raise Unavailable(N_("Servern svarar inte.")) from None


def note_running(data: Path, running: Running) -> None:
    """Leave a note of where this server listens."""
    (data / FILE).write_text(json.dumps(asdict(running)), "utf-8")


def running_server(data: Path) -> Running | None:
    """Give the server that runs on this folder, or None."""
    try:
        running = Running(**json.loads((data / FILE).read_text("utf-8")))
        os.kill(running.pid, 0)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(running.address + "/healthz", timeout=2):
            return running
    except (OSError, ValueError, TypeError):
        return None
