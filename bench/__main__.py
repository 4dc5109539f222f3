"""`python -m bench` (or `make bench`): measure Samtal and a bare relay in the same run, and print a Markdown report."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from bench import halls, machine, report
from bench.measuring import QUICK, SMOKE, USUAL, Effort, Joined, Measured, measure, measure_joining

RESULTS = Path(__file__).parent / "results" / "latest.md"
SERVERS = (halls.samtal, halls.relay)


def main() -> None:
    """Measure, print, keep. Exit status 1 where anything written at the steady rate got lost."""
    chosen = _arguments()
    began = time.monotonic()
    effort, sizes, big = _scope(chosen)
    facts = machine.facts(halls.node())
    measured: list[Measured] = []
    for clients, room_size in [(most, size) for most in sizes for size in (halls.ROOM_OF_TEN, most)]:
        for server in SERVERS:
            measured.append(measure(server, clients, room_size, effort))
            _say(report.line(measured[-1]))
    joined: list[Joined] = []
    for server in SERVERS if big else ():
        joined.append(measure_joining(server, big, effort))
        _say(report.line(joined[-1]))
    facts["load after"] = f"{os.getloadavg()[0]:.2f} (2 and little else is this measurement's own)"
    facts["took"] = f"{time.monotonic() - began:.0f} s"
    text = report.markdown(facts, measured, joined)
    print(text)
    if not chosen.smoke:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, "utf-8")
    steady = [each.steady for each in measured] + [each.steady for each in joined]
    sys.exit(0 if all(each.run.complete for each in steady) else 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="50 sockets only, less exactly, in under a minute")
    parser.add_argument("--smoke", action="store_true", help="a few seconds, to see that it runs; measures nothing")
    return parser.parse_args()


def _scope(chosen: argparse.Namespace) -> tuple[Effort, tuple[int, ...], int]:
    """Give the effort, the numbers of sockets, and the size of the hall that joins at once (0: none)."""
    if chosen.smoke:
        return SMOKE, (20,), 20
    if chosen.quick:
        return QUICK, (50,), 0
    return USUAL, (50, 200, 500), 1_000


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
