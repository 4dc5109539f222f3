"""Heavy work aside: in a process of its own with limits on time and memory, so that the hall does not notice.

The two processes are the same program, so what goes between them is pickled; nothing from outside is unpickled.
"""

from __future__ import annotations

import logging
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from typing import TypeVar

from server.domain.errors import N_, Unavailable

logger = logging.getLogger(__name__)

MAX_SECONDS = 60
MAX_MEMORY_BYTES = 4 * 1024**3  # address space; a large paper takes a tenth of it

T = TypeVar("T")


def aside(work: Callable[..., T], *arguments: object) -> T:
    """Call a function of a module in a process of its own, and give what it returns.

    Raises:
        Unavailable: it took too long, too much memory, or failed.
        Exception: what the function itself raised.
    """
    order = pickle.dumps((work, arguments))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "server.services.aside"],
            input=order,
            capture_output=True,
            timeout=MAX_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        logger.error("work aside took more than %d seconds", MAX_SECONDS)
        raise _failed() from None
    except subprocess.CalledProcessError as error:
        logger.error("work aside failed: %s", error.stderr.decode("utf-8", "replace")[-2000:])
        raise _failed() from None
    result, raised = pickle.loads(done.stdout)  # noqa: S301 - from our own process
    if raised is not None:
        raise raised
    given: T = result
    return given


def _failed() -> Unavailable:
    return Unavailable(N_("Det tog för lång tid eller för mycket minne. Inget är förlorat; försök igen."))


def _work() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    work, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process
    try:
        outcome: tuple[object, Exception | None] = work(*arguments), None
    except Exception as raised:
        outcome = None, raised
    sys.stdout.buffer.write(pickle.dumps(outcome))


if __name__ == "__main__":
    _work()
