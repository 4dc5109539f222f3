"""What papers cost the hall: the answer's p95 of 300 participants while large ones are made, as a ratio to without.

`python -m bench.exports` (or `--smoke`, to see that it runs) serves a session of 300 participants in rooms of ten who
write 100 notes a second, with a closed meeting of 40 rooms, 5,000 notes and 300 blocks on the same server. Rounds
without and with exports take turns in one run. In a round with exports, one format after the other is asked for over
HTTP without a pause, by one asker; then by three askers at once, which the server makes wait for their turns. In a
round with draft pages, an editor changes the paper once a second, and one page or three ask for it as draft pages do.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self
from uuid import uuid4

import socketio

from bench import halls
from bench.big_meeting import BLOCKS, NOTES, PEOPLE, ROOMS, big_meeting
from bench.load import Load, Run
from server.export import FORMATS
from server.services.arrivals import Arrival, bring_in
from server.services.opening import open_samtal
from server.settings import Settings

RATE = 100  # notes a second, in the whole hall
ANSWER_SECONDS = 90
GOAL = 2.0

# how a draft page asks, as in static/views/draft/pace.js, of a meeting that is closed
SOON_SECONDS = 0.7
RESTS = 3
CHANGE_SECONDS = 1.0

WITHOUT = "none"


@dataclass(frozen=True, slots=True)
class Effort:
    """How many turns, how long each, and how large the hall and the paper are."""

    rounds: int = 4
    seconds: float = 8
    clients: int = PEOPLE
    notes: int = NOTES
    blocks: int = BLOCKS
    rate: float = RATE


SMOKE = Effort(rounds=1, seconds=1, clients=20, notes=50, blocks=5, rate=20)


@dataclass(slots=True)
class Asker:
    """Asks for the formats, one after the other, until it is told to stop."""

    address: str
    key: str
    made: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    _enough: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, askers: int) -> Self:
        self._threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(askers)]
        for thread in self._threads:
            thread.start()
        return self

    def end(self) -> None:
        """Let what is under way be finished."""
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, number: int) -> None:
        formats = itertools.islice(itertools.cycle(FORMATS), number * 2, None)
        while not self._enough.is_set():
            format = next(formats)
            url = f"{self.address}/export?format={format}"
            request = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.key}"})
            try:
                with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                    answer.read()
                self.made[format] += 1
            except OSError as error:
                self.faults.append(f"{format}: {error}")


@dataclass(slots=True)
class Reader(Asker):
    """Asks for the draft as so many open pages do, while somebody changes it."""

    def begin(self, askers: int) -> Self:
        self._threads = [threading.Thread(target=self._read) for _ in range(askers)]
        self._threads += [threading.Thread(target=self._write)] if askers else []
        for thread in self._threads:
            thread.start()
        return self

    def _read(self) -> None:
        tag = ""
        while not self._enough.is_set():
            headers = {"Authorization": f"Bearer {self.key}", "Accept-Encoding": "gzip", "If-None-Match": tag}
            asked = time.monotonic()
            try:
                request = urllib.request.Request(f"{self.address}/draft", headers=headers)
                with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                    answer.read()
                    tag = answer.headers["ETag"]
                self.made["draft"] += 1
            except urllib.error.HTTPError as error:
                if error.code != 304:
                    self.faults.append(f"draft: {error}")
            except OSError as error:
                self.faults.append(f"draft: {error}")
            self._enough.wait(max(SOON_SECONDS, RESTS * (time.monotonic() - asked)))

    def _write(self) -> None:
        address, _, path = self.address.partition("/api/")
        with socketio.SimpleClient() as client:
            client.connect(address, namespace="/live", auth={"token": self.key}, transports=["websocket"])
            while not self._enough.wait(CHANGE_SECONDS):
                lines = [{"runs": [{"text": f"Dokumentation {uuid4()}"}]}]
                wish = {"id": str(uuid4()), "type": "text.edit", "channel": "draft"}
                done = client.call("command", wish | {"data": {"part": "title", "lines": lines}})
                if not done["ok"]:
                    self.faults.append(f"edit of {path}: {done}")


@contextmanager
def at_work(asker: Asker, askers: int) -> Iterator[Asker]:
    asker.begin(askers)
    try:
        yield asker
    finally:
        asker.end()


def main() -> None:
    """Measure and print. Exit status 1 where a note got lost or a file could not be made."""
    parser = argparse.ArgumentParser(prog="python -m bench.exports", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a few seconds, to see that it runs; measures nothing")
    effort = SMOKE if parser.parse_args().smoke else Effort()
    print(f"load before: {os.getloadavg()[0]:.2f}, cores: {os.cpu_count()}")
    print(f"{effort.clients} participants, {effort.rate} notes/s; {ROOMS} rooms, {effort.notes} notes exported\n")
    print("\n".join(report := list(measure(effort))))
    sys.exit(1 if any("LOST" in line or "FAILED" in line for line in report) else 0)


def measure(effort: Effort) -> Iterator[str]:
    """Give the report, line by line."""
    with halls.samtal(effort.clients, halls.ROOM_OF_TEN) as hall, Load(hall) as load:
        address, key = _paper_beside(hall, effort)
        load.join()
        load.run(effort.rate, 1)
        works: dict[str, tuple[int, type[Asker]]] = {
            WITHOUT: (0, Asker),
            "1": (1, Asker),
            "3": (3, Asker),
            "1 draft page": (1, Reader),
            "3 draft pages": (3, Reader),
        }
        runs: dict[str, list[Run]] = {name: [] for name in works}
        made: Counter[str] = Counter()
        faults: list[str] = []
        for name in list(works) * effort.rounds:
            askers, kind = works[name]
            with at_work(kind(address, key), askers) as asker:
                runs[name].append(load.run(effort.rate, effort.seconds))
            made += asker.made
            faults += asker.faults
    yield "| exports at once, or draft pages | answer ms, p50 / p95 / p99 (median) | p95, each round | p95 to without |"
    yield "| --- | --- | --- | --- |"
    without = _p95(runs[WITHOUT])
    for name, rounds in runs.items():
        yield _row(name, rounds, _p95(rounds) / without)
    yield f"\nfiles made: {', '.join(f'{format} {count}' for format, count in sorted(made.items()))}"
    yield from (f"FAILED: {fault}" for fault in faults)
    yield from (f"LOST beside {name}" for name, rounds in runs.items() for run in rounds if not run.complete)


def _paper_beside(hall: halls.Hall, effort: Effort) -> tuple[str, str]:
    """Put a large closed meeting on the same server; give its address and the key to it."""
    assert hall.data
    samtal = open_samtal(Settings(data=hall.data))
    session = bring_in(samtal, Arrival(big_meeting(effort.notes, effort.blocks).arriving(), []))
    samtal.log.engine.dispose()
    return f"http://127.0.0.1:{hall.port}/api/v1/sessions/{session}", samtal.keys.facilitator(session)


def _p95(rounds: list[Run]) -> float:
    return statistics.median(run.ack.p95 or 0.0 for run in rounds)


def _row(name: str, rounds: list[Run], ratio: float) -> str:
    middle = [statistics.median(getattr(run.ack, name) or 0.0 for run in rounds) for name in ("p50", "p95", "p99")]
    each = ", ".join(f"{run.ack.p95:.1f}" for run in rounds)
    reached = "" if name == WITHOUT else " (reached)" if ratio <= GOAL else " (**not reached**)"
    return f"| {name} | {' / '.join(f'{value:.1f}' for value in middle)} | {each} | {ratio:.2f}{reached} |"


if __name__ == "__main__":
    main()
