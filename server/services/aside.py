"""Heavy work aside: in a process of its own with limits on time and memory, so that the hall does not notice.

The two processes are the same program, so what goes between them is pickled; nothing from outside is unpickled.
"""

from __future__ import annotations

import logging
import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from server.domain.errors import N_, Refusal, TooLarge, Unavailable
from server.services.turns import Turns

logger = logging.getLogger(__name__)

AT_ONCE = max(1, (os.cpu_count() or 1) - 1)  # one core is the hall's
NICENESS = 10  # the hall's work comes first where both want the processor
RETRY_AFTER_SECONDS = 10
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
OUT_OF_MEMORY = b"memory allocation of"  # what typst says before it gives up

T = TypeVar("T")

_turns = Turns(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece of work may use: seconds in all (waiting for its turn too), processor seconds, address space."""

    seconds: int = 60
    processor_seconds: int = 40
    memory_bytes: int = 4 * 1024**3  # a large paper takes a tenth of it


USUAL = Limits()


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
        _turns.give_back()
    result, raised = pickle.loads(answer)  # noqa: S301 - from our own process
    if isinstance(raised, MemoryError):
        raise _too_much()
    if raised is not None:
        raise raised
    given: T = result
    return given


def _answer(order: bytes, limits: Limits) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "server.services.aside"],
            input=order,
            capture_output=True,
            timeout=limits.seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        logger.error("work aside took more than %d seconds", limits.seconds)
        raise _busy() from None
    except subprocess.CalledProcessError as error:
        logger.error("work aside failed: %s", error.stderr.decode("utf-8", "replace")[-2000:])
        raise _refusal_of(error) from None
    return done.stdout


def _refusal_of(error: subprocess.CalledProcessError) -> Refusal:
    if error.returncode in OUT_OF_TIME or OUT_OF_MEMORY in error.stderr or b"MemoryError" in error.stderr:
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
    memory, seconds, work, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    try:
        outcome: tuple[object, Exception | None] = work(*arguments), None
    except Exception as raised:
        outcome = None, raised
    sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    _work()
