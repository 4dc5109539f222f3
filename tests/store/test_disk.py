"""Where a commit waits for the disk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.store.event_log import Disk


class Clock:
    """Time that passes when a commit lets it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Threads:
    """A place for slow work, which counts what it was given."""

    def __init__(self) -> None:
        self.given = 0

    def __call__(self, work: Callable[[], None]) -> None:
        self.given += 1
        work()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def threads() -> Threads:
    return Threads()


def commits(disk: Disk, clock: Clock, seconds: float, count: int) -> None:
    def commit() -> None:
        clock.now += seconds

    for _ in range(count):
        disk(commit)


def test_a_disk_that_nobody_knows_yet_holds_nobody_up(clock: Clock, threads: Threads) -> None:
    commits(Disk(threads, clock), clock, 5.0, 1)
    assert threads.given == 1


def test_a_fast_disk_is_waited_for_on_the_spot(clock: Clock, threads: Threads) -> None:
    disk = Disk(threads, clock)
    commits(disk, clock, 0.0003, 20)
    assert threads.given == 1


def test_a_disk_that_gets_slow_is_waited_for_elsewhere_until_it_is_fast_again(clock: Clock, threads: Threads) -> None:
    disk = Disk(threads, clock)
    commits(disk, clock, 0.0003, 20)
    commits(disk, clock, 0.05, 10)
    assert threads.given == 10  # the first ever, and all but the first slow one
    commits(disk, clock, 0.0003, 50)
    elsewhere = threads.given
    commits(disk, clock, 0.0003, 10)
    assert threads.given == elsewhere


def test_a_commit_that_fails_says_so_wherever_it_waits(clock: Clock, threads: Threads) -> None:
    disk = Disk(threads, clock)

    def fails() -> None:
        clock.now += 0.0001
        raise OSError("full")

    for _ in range(3):
        with pytest.raises(OSError, match="full"):
            disk(fails)
    assert threads.given == 1
