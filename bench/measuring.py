"""What is measured of a hall, and how: a steady rate, the highest rate that holds, everybody joining at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bench.halls import ROOM_OF_TEN, SNAPSHOT_NOTES, Hall
from bench.load import Load, Run
from bench.machine import cpu_seconds, memory_bytes

STEADY_RATE = 100  # notes a second, in the whole hall
MAX_FANOUT_P99_MS = 250
BUSY_GENERATOR = 0.9  # above this the generator, not the server, may be what is measured
REST_SECONDS = 0.3
STEP_SECONDS = 2.0
FINEST = 1.1  # two rates closer than this are not told apart

OpenHall = Callable[[int, int], AbstractContextManager[Hall]]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long each part takes."""

    steady_seconds: float
    step_seconds: float
    finest: float
    fill_seconds: float = 8
    searches: bool = True  # for the highest rate
    rate: float = STEADY_RATE


USUAL = Effort(steady_seconds=3, step_seconds=STEP_SECONDS, finest=FINEST)
QUICK = Effort(steady_seconds=1.5, step_seconds=1, finest=1.5)
SMOKE = Effort(steady_seconds=0.5, step_seconds=0.2, finest=2, fill_seconds=1, searches=False, rate=20)


@dataclass(frozen=True, slots=True)
class Steady:
    """A moderate, fixed rate."""

    run: Run
    cpu: float  # cores that the server used
    kilobytes: float  # of the server's memory, for each connection


@dataclass(frozen=True, slots=True)
class Maximum:
    """The highest rate that held, and whether the generator may have been the limit."""

    rate: float
    run: Run | None
    lower_bound: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """One server with so many clients in rooms of one size."""

    server: str
    clients: int
    room_size: int
    steady: Steady
    maximum: Maximum | None


@dataclass(frozen=True, slots=True)
class Joined:
    """A big hall: everybody at once, then a steady rate."""

    server: str
    clients: int
    seconds: float
    steady: Steady


def measure(open_hall: OpenHall, clients: int, room_size: int, effort: Effort) -> Measured:
    """Measure a steady rate and the highest one."""
    with open_hall(clients, room_size) as hall, Load(hall) as load:
        empty = memory_bytes(hall.pid)
        load.join()
        time.sleep(REST_SECONDS)
        full = memory_bytes(hall.pid)
        load.run(effort.rate, 0.5)
        steady = _steady(hall, load, effort.rate, effort.steady_seconds, (full - empty) / 1024 / clients)
        maximum = highest_rate(load, _first_rate(hall, room_size), effort) if effort.searches else None
    return Measured(hall.name, clients, room_size, steady, maximum)


def measure_joining(open_hall: OpenHall, clients: int, effort: Effort) -> Joined:
    """Fill the rooms with notes, let everybody go and come back at once."""
    with open_hall(clients, 10) as hall, Load(hall) as load:
        empty = memory_bytes(hall.pid)
        load.join()
        time.sleep(REST_SECONDS)
        full = memory_bytes(hall.pid)
        notes = SNAPSHOT_NOTES * clients / 10
        load.run(notes / effort.fill_seconds, effort.fill_seconds)
        load.leave()
        time.sleep(REST_SECONDS * 3)
        seconds = load.join(at_once=clients)
        time.sleep(REST_SECONDS * 3)
        steady = _steady(hall, load, effort.rate, effort.steady_seconds * 2, (full - empty) / 1024 / clients)
    return Joined(hall.name, clients, seconds, steady)


def highest_rate(load: Load, first: float, effort: Effort) -> Maximum:
    """Double or halve until a rate holds and a higher one does not, then close in."""
    holds: Run | None = None
    too_high: float | None = None
    lower_bound = False
    rate = first
    while too_high is None or holds is None or too_high / holds.rate > effort.finest:
        run = _tried(load, round(rate), effort.step_seconds)
        if _holds(run):
            holds = run
        else:
            too_high = run.rate
            lower_bound = run.generator > BUSY_GENERATOR
        if rate < 2:
            break
        rate = _next_rate(holds, too_high)
    return Maximum(holds.rate if holds else 0, holds, lower_bound)


def _tried(load: Load, rate: float, seconds: float) -> Run:
    """Try a rate, once more where it did not hold: another process may have had the processor."""
    run = load.run(rate, seconds)
    time.sleep(REST_SECONDS)
    if not _holds(run):
        run = load.run(rate, seconds)
        time.sleep(REST_SECONDS)
    return run


def _next_rate(holds: Run | None, too_high: float | None) -> float:
    if holds is None:
        assert too_high is not None
        return too_high / 2
    return float(holds.rate * 2 if too_high is None else (holds.rate * too_high) ** 0.5)


def _holds(run: Run) -> bool:
    slow = run.fanout.p99 is None or run.fanout.p99 > MAX_FANOUT_P99_MS
    return run.followed and run.complete and not slow


def _steady(hall: Hall, load: Load, rate: float, seconds: float, kilobytes: float) -> Steady:
    began, used = time.monotonic(), cpu_seconds(hall.pid)
    run = load.run(rate, seconds)
    cores = (cpu_seconds(hall.pid) - used) / (time.monotonic() - began)
    return Steady(run, cores, kilobytes)


def _first_rate(hall: Hall, room_size: int) -> float:
    """Somewhere in the middle: where the search begins, not where it ends."""
    if room_size <= ROOM_OF_TEN:
        return 4_000
    return 1_500 if hall.name == "Samtal" else 100_000 / room_size
