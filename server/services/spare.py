"""A process that has begun beforehand, so that whoever has work for it does not wait for its start.

It is there while somebody works with a paper: begun when a piece of work is done, let go when it has not been needed
for some minutes. It waits for its order on its standard input and ends with that, so that nothing is left however the
server ends.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Sequence

logger = logging.getLogger(__name__)

UNUSED_SECONDS = 600  # an editor who reads through the paper is back by then; an idle installation spends no memory

Process = subprocess.Popen[bytes]


def begun(command: Sequence[str]) -> Process:
    """Begin a process that is asked and answers through pipes.

    Raises:
        OSError: the machine can begin no more.
    """
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603 - our own program


def ended(process: Process) -> None:
    """End a process, whatever it does, and leave nothing of it."""
    with process:
        process.kill()


class Spare:
    """At most one process that waits for work, and none as long as it is not to be `kept`. Thread-safe."""

    def __init__(self, command: Sequence[str], unused_seconds: float = UNUSED_SECONDS, *, kept: bool = False) -> None:
        self.command = command
        self.kept = kept
        self.unused_seconds = unused_seconds
        self._lock = threading.Lock()
        self._waiting: tuple[Process, threading.Timer] | None = None

    def take(self) -> Process | None:
        """Give the process that waits, which is the caller's from then on; None where there is none, or it has died."""
        with self._lock:
            waiting, self._waiting = self._waiting, None
        if waiting is None:
            return None
        process, timer = waiting
        timer.cancel()
        if process.poll() is None:
            return process
        ended(process)
        return None

    def renew(self) -> None:
        """See to it that a process waits, where the machine can begin one. Does not wait for its start."""
        with self._lock:
            if not self.kept or self._waiting is not None:
                return
            try:
                process = begun(self.command)
                timer = threading.Timer(self.unused_seconds, self._let_go, (process,))
                timer.daemon = True
                timer.start()
            except (OSError, RuntimeError) as error:  # no process or no thread to be had: who comes next goes without
                logger.warning("no process was begun beforehand: %s", error)
            else:
                self._waiting = process, timer

    def _let_go(self, process: Process) -> None:
        with self._lock:
            if self._waiting is None or self._waiting[0] is not process:
                return
            self._waiting = None
        ended(process)
