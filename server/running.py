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
HEALTH_TIMEOUT_SECONDS = 2


class Refused(Refusal):
    """What the running server refused, with its own sentence (in the language that was asked for)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: where it listens, its process, and what links to it begin with."""

    address: str
    pid: int
    base: str

    def close_session(self, session_id: str, key: str, language: str) -> None:
        self._ask("POST", f"/api/v1/sessions/{session_id}/close", key, language)

    def purge_session(self, session_id: str, key: str, language: str, *, personal_data_only: bool) -> dict[str, int]:
        only = int(personal_data_only)
        answer = self._ask("DELETE", f"/api/v1/sessions/{session_id}?personal_data_only={only}", key, language)
        erased: dict[str, int] = answer["erased"]
        return erased

    def _ask(self, method: str, path: str, key: str, language: str) -> Any:
        headers = {"Authorization": f"Bearer {key}", "Accept-Language": language}
        request = urllib.request.Request(self.address + path, method=method, headers=headers)  # noqa: S310
        try:
            with _direct().open(request, timeout=TIMEOUT_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise _refusal(error) from None
        except (OSError, ValueError):
            raise Unavailable(N_("Servern svarar inte.")) from None


def note_running(data: Path, running: Running) -> None:
    """Leave a note of where this server listens."""
    fresh = data / f".{FILE}"
    fresh.write_text(json.dumps(asdict(running)), "utf-8")
    fresh.replace(data / FILE)


def running_server(data: Path) -> Running | None:
    """Give the server that runs on this folder, or None."""
    try:
        running = Running(**json.loads((data / FILE).read_text("utf-8")))
        if not _alive(running.pid):
            return None
        with _direct().open(running.address + "/healthz", timeout=HEALTH_TIMEOUT_SECONDS):
            return running
    except (OSError, ValueError, TypeError):
        return None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:  # another user's process, and alive
        return True
    except ProcessLookupError:
        return False
    return True


def _refusal(error: urllib.error.HTTPError) -> Refusal:
    try:
        said = json.load(error)["error"]
        return Refused(said["code"], said["message"])
    except (ValueError, KeyError, TypeError):
        return Unavailable(N_("Servern svarar inte."))


def _direct() -> urllib.request.OpenerDirector:
    """Our own machine is asked, never a proxy."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
