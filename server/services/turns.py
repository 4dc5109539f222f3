"""Whose turn it is where only so many may work at once: who is in no hurry lets everybody else go first."""

from __future__ import annotations

import threading


class Turns:
    """So many turns at once. Thread-safe."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._in_a_hurry = 0  # how many of those who wait
        self._changed = threading.Condition()

    def take(self, seconds: float, *, hurried: bool = True) -> bool:
        """Wait for a turn, and tell whether there was one in time.

        Args:
            seconds: how long to wait at most; with 0 a turn is had at once or not at all.
            hurried: False lets all who wait and are in a hurry go first, also those who come later.
        """
        with self._changed:
            self._in_a_hurry += hurried
            try:
                got = self._changed.wait_for(lambda: self._is_ones_turn(hurried), seconds)
                self._free -= got
            finally:
                self._in_a_hurry -= hurried
                self._changed.notify_all()  # who was in no hurry may have waited for nothing but this
        return got

    def give_back(self) -> None:
        with self._changed:
            self._free += 1
            self._changed.notify_all()

    def _is_ones_turn(self, hurried: bool) -> bool:
        return self._free > 0 and (hurried or not self._in_a_hurry)
