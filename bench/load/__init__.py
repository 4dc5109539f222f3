"""The load generator, a light Node process (load.mjs), as seen from Python."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.halls import Hall, node

AT_ONCE = 20  # clients that join at the same time, where joining is not what is measured


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Milliseconds; None where nothing came."""

    p50: float | None
    p95: float | None
    p99: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """What happened at one rate."""

    rate: float  # notes a second that were to be written
    followed: bool  # False: the server fell so far behind that writing was stopped
    seconds: float
    sent: int
    answered: int
    refused: int
    refusal: str | None
    expected: int  # deliveries: each note to every client in its room
    delivered: int
    whole: bool  # every client has every note of its room exactly once
    cut: int  # clients that lost their connection
    ack: Percentiles
    fanout: Percentiles
    generator: float  # share of its time that the load generator was busy

    @property
    def complete(self) -> bool:
        """Whether everything written was answered, and reached everybody once."""
        return self.whole and not self.refused and not self.cut and self.answered == self.sent


class Load:
    """A load generator with its clients in a hall."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        command = [node(), str(Path(__file__).with_name("load.mjs"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def join(self, at_once: int = AT_ONCE) -> float:
        """Let all clients connect and subscribe. Gives the seconds until the last has its snapshot."""
        order = {"do": "join", "port": self.hall.port, "clients": self.hall.seats, "at_once": at_once}
        return float(self._ask(order)["seconds"])

    def leave(self) -> None:
        """Let all clients go."""
        self._ask({"do": "leave"})

    def run(self, rate: float, seconds: float, drain_seconds: float = 5) -> Run:
        """Write at a rate for some time, then wait until everything has arrived (or the time is over)."""
        told = self._ask({"do": "load", "rate": rate, "seconds": seconds, "drain_seconds": drain_seconds})
        ack, fanout = Percentiles(**told.pop("ack_ms")), Percentiles(**told.pop("fanout_ms"))
        return Run(rate=rate, ack=ack, fanout=fanout, **told)

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer
