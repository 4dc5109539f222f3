"""Work that several wait for at once is done once, and all of them get its result."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Sharing(Generic[T]):
    """What is under way, by what it is."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, Future[T]] = {}
        self._lock = threading.Lock()

    def get(self, what: Hashable, work: Callable[[], T]) -> T:
        """Do the work, or wait for whoever is doing it already. Nothing is kept once it is done.

        Raises:
            Exception: what the work raised, for everybody who waits.
        """
        with self._lock:
            first = what not in self._under_way
            waiting = self._under_way.setdefault(what, Future())
        if first:
            self._do(what, work, waiting)
        return waiting.result()

    def _do(self, what: Hashable, work: Callable[[], T], waiting: Future[T]) -> None:
        try:
            waiting.set_result(work())
        except BaseException as raised:  # also when the one who began goes away, the others must not wait for ever
            waiting.set_exception(raised)
        finally:
            with self._lock:
                del self._under_way[what]
