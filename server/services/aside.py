"""Heavy work aside: in a process of its own with limits on time and memory, so that the hall does not notice.

A server has a spare process ready, which has imported what files are written with before anybody asks for one. It does
one piece of work, like any other. The processes are the same program, so what goes between them is pickled; nothing
from outside is unpickled.
"""

from __future__ import annotations

import gc
import logging
import math
import os
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TypeVar

from server.domain.errors import N_, Refusal, TooLarge, Unavailable
from server.services.spare import Spare, begun, ended
from server.services.turns import Turns

logger = logging.getLogger(__name__)

AT_ONCE = max(1, (os.cpu_count() or 1) - 1)  # one core is the hall's
NICENESS = 10  # the hall's work comes first where both want the processor
GC_THRESHOLD = 100_000  # objects; what a piece of work makes it keeps to its end, and looking costs a tenth of a second
RETRY_AFTER_SECONDS = 10
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
OUT_OF_MEMORY = b"memory allocation of"  # what typst says before it gives up

COMMAND = (sys.executable, "-m", "server.services.aside")
BEFOREHAND = "beforehand"

T = TypeVar("T")

_turns = Turns(AT_ONCE)
_spare = Spare((*COMMAND, BEFOREHAND))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may use: seconds in all (waiting for its turn too), processor seconds, address space."""

    seconds: int = 60
    processor_seconds: int = 40
    memory_bytes: int = 4 * 1024**3  # a large paper takes a tenth of it


USUAL = Limits()


def keep_a_spare() -> None:
    """Have a process ready for who comes next, from the first piece of work on: for a server, not for one command."""
    _spare.kept = True


def aside(work: Callable[..., T], *arguments: object, limits: Limits = USUAL, hurried: bool = True) -> T:
    """Call a function of a module in a process of its own, and give what it returns.

    What is not `hurried` begins only when nobody waits for anything else.

    Raises:
        Unavailable: it failed, or the machine had too much else to do.
        TooLarge: it used up the memory or the processor time that it may have.
        Exception: what the function itself raised.
    """
    if not _turns.take(limits.seconds, hurried=hurried):
        raise _busy()
    try:
        answer = _answer(pickle.dumps((limits.memory_bytes, limits.processor_seconds, work, arguments)), limits)
    finally:
        _spare.renew()  # before the turn is given back: its start is work too
        _turns.give_back()
    result, raised = pickle.loads(answer)  # noqa: S301 - from our own process
    if isinstance(raised, MemoryError):
        raise _too_much()
    if raised is not None:
        raise raised
    given: T = result
    return given


def _answer(order: bytes, limits: Limits) -> bytes:
    process = _spare.take() or begun(COMMAND)
    try:
        answer, complaint = process.communicate(order, limits.seconds)
    except subprocess.TimeoutExpired:
        logger.error("work aside took more than %d seconds", limits.seconds)
        raise _busy() from None
    finally:
        if process.returncode is None:  # out of time, or nobody waits for it any more
            ended(process)
    if process.returncode != 0:
        logger.error("work aside failed: %s", complaint.decode("utf-8", "replace")[-2000:])
        raise _refusal_of(process.returncode, complaint)
    return answer


def _refusal_of(returncode: int, complaint: bytes) -> Refusal:
    if returncode in OUT_OF_TIME or OUT_OF_MEMORY in complaint or b"MemoryError" in complaint:
        return _too_much()
    return Unavailable(N_("Det gick inte att göra klart. Inget är förlorat; försök igen."))


def _busy() -> Unavailable:
    return Unavailable(
        N_("Servern har för mycket att göra just nu. Inget är förlorat; försök igen om en stund."),
        retry_after=RETRY_AFTER_SECONDS,
    )


def _too_much() -> TooLarge:
    return TooLarge(N_("Det är för stort: minnet eller tiden som servern har till det tog slut. Inget är förlorat."))


def _work() -> None:
    os.nice(NICENESS)
    gc.set_threshold(GC_THRESHOLD)
    if BEFOREHAND in sys.argv:
        _get_ready()
    try:
        memory, seconds, work, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    except EOFError:  # there will be no order: the spare was let go, or the server has ended
        return
    seconds += math.ceil(time.process_time())  # what it took to get ready is not the work's
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        outcome: tuple[object, Exception | None] = work(*arguments), None
    except Exception as raised:
        outcome = None, raised
    sys.stdout.buffer.write(pickle.dumps(outcome))
    sys.stdout.buffer.flush()
    os._exit(0)  # all is said, and taking a large paper apart would keep who waits for a quarter of a second


def _get_ready() -> None:
    """Do what nearly all work begins with: import what composes and writes papers, and read the fonts."""
    import_module("server.services.drafts")
    import_module("server.export.pdf").fonts()


if __name__ == "__main__":
    _work()
