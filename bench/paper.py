"""How long the paper takes: compose it and write each format, for a meeting of thousands of notes.

`python -m bench.paper [NOTES]` prints seconds for a meeting of nothing but notes, and for one whose groups wrote
documentation too. `here` is the best of three in this process (where typst remembers the last time). The rest is the
best of three in a process of its own, as the server does it: seconds, processor seconds, peak of memory.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.big_meeting import BLOCKS, DAY, NOTES, ROOMS, Log, big_meeting
from bench.machine import peak_of
from server.draft import compose
from server.export import FORMATS, Material, ascii_name, fragment, write
from server.export.pdf import lay_out
from server.services.aside import USUAL
from server.session_file.whole import read_whole

TIMES = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process used, from its start to its end."""

    seconds: float
    processor_seconds: float
    mebibytes: float


def best(work: Callable[[], object], times: int = TIMES) -> float:
    """Give the shortest of a few runs, in seconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def cost_aside(work: Callable[..., object], *arguments: object) -> Cost:
    """Run a function as `aside` does, and ask the system what its process used."""
    with tempfile.TemporaryFile() as order, tempfile.TemporaryFile() as answer:
        pickle.dump((USUAL.memory_bytes, USUAL.processor_seconds, peak_of, (work, *arguments)), order)
        order.seek(0)
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "server.services.aside"], stdin=order, stdout=answer)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, "the work failed"
        answer.seek(0)
        peak_bytes, raised = pickle.load(answer)
        assert raised is None, raised
    return Cost(seconds, used.ru_utime + used.ru_stime, peak_bytes / 1024 / 1024)


def cheapest(work: Callable[..., object], *arguments: object, times: int = TIMES) -> Cost:
    return min((cost_aside(work, *arguments) for _ in range(times)), key=lambda cost: cost.seconds)


def main() -> None:
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    print(f"load before: {os.getloadavg()[0]:.2f}\n")
    for blocks in (0, BLOCKS):
        print("\n".join(measure(f"{ROOMS} rooms, {notes} notes, {blocks} blocks", big_meeting(notes, blocks))))
        print()


def measure(what: str, log: Log) -> list[str]:
    """Give a table of what each format takes for this meeting."""
    paper = compose(log.session, today=DAY)
    material = Material(paper, log.session, log.events)
    rows = [f"| {what} | here s | aside s | processor s | peak MiB |", "| --- | --- | --- | --- | --- |"]
    rows.append(f"| compose | {best(lambda: compose(log.session, today=DAY)):.2f} | | | |")
    for name, format in FORMATS.items():
        here = best(lambda format=format: format.write(material))  # type: ignore[misc]
        rows.append(_row(name, here, cheapest(write, name, material)))
    rows.append(_row("the PDF's pages", best(lambda: lay_out(paper)), cheapest(lay_out, paper)))
    rows.append(f"| the draft page's markup | {best(lambda: fragment(paper)):.2f} | | | |")
    file = log.whole()
    rows.append(_row("reading json again", best(lambda: read_whole(file)), cheapest(read_whole, file)))
    rows.append(_row("only starting", 0, cheapest(ascii_name, "")))
    return rows


def _row(name: str, here: float, cost: Cost) -> str:
    return f"| {name} | {here:.2f} | {cost.seconds:.2f} | {cost.processor_seconds:.2f} | {cost.mebibytes:.0f} |"


if __name__ == "__main__":
    main()
