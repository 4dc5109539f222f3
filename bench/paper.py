"""How long the paper takes: compose it and write each format, for a meeting of thousands of notes.

`python -m bench.paper [NOTES]` prints seconds for a meeting of nothing but notes, and for one whose groups wrote
documentation too. `here` is the best of three in this process (where typst remembers the last time). The rest is the
best of three in a process of its own, which reads the meeting from its log as the server has it done: seconds where one
is ready, as in a server after the first, and where it has to begin; its processor seconds, its peak of memory.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.big_meeting import BLOCKS, DAY, NOTES, ROOMS, Log, big_meeting
from bench.machine import cpu_seconds, used_by
from server.draft import compose
from server.export import FORMATS, Material, ascii_name, fragment
from server.export.pdf import lay_out
from server.services.arrivals import Arrival, bring_in
from server.services.aside import BEFOREHAND, COMMAND, USUAL
from server.services.opening import open_samtal
from server.services.press import Order, laid_out, written
from server.services.spare import begun
from server.session_file.whole import read_whole
from server.settings import Settings

TIMES = 3
READY_SECONDS = 0.2  # a process that has used no processor time for so long waits for its order


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took from its order to its answer, and used from its start to its end."""

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


def cost_aside(work: Callable[..., object], *arguments: object, beforehand: bool) -> Cost:
    """Run a function as `aside` does, in a process that has begun beforehand or only when it is asked."""
    order = pickle.dumps((USUAL.memory_bytes, USUAL.processor_seconds, used_by, (work, *arguments)))
    command = (*COMMAND, BEFOREHAND) if beforehand else COMMAND
    process = begun(command) if beforehand else None
    if process:
        _wait_until_ready(process.pid)
    asked = time.perf_counter()
    answer, complaint = (process or begun(command)).communicate(order)
    seconds = time.perf_counter() - asked
    assert answer, complaint.decode()
    (processor_seconds, peak_bytes), raised = pickle.loads(answer)
    assert raised is None, raised
    return Cost(seconds, processor_seconds, peak_bytes / 1024 / 1024)


def _wait_until_ready(process_id: int) -> None:
    before, now = 0.0, cpu_seconds(process_id)
    while now != before or not now:
        time.sleep(READY_SECONDS)
        before, now = now, cpu_seconds(process_id)


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
    file = log.whole()
    rows = [
        f"| {what} | here s | ready s | begun s | processor s | peak MiB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    rows.append(f"| compose | {best(lambda: compose(log.session, today=DAY)):.2f} | | | | |")
    with tempfile.TemporaryDirectory() as data:
        samtal = open_samtal(Settings(data=Path(data)))
        session = bring_in(samtal, Arrival(log.arriving(), []))
        database = str(samtal.log.engine.url)
        for name, format in FORMATS.items():
            here = best(lambda format=format: format.write(material))  # type: ignore[misc]
            rows.append(_row(name, here, written, Order(database, session, name)))
        rows.append(_row("the PDF's pages", best(lambda: lay_out(paper)), laid_out, database, session))
    rows.append(f"| the draft page's markup | {best(lambda: fragment(paper)):.2f} | | | | |")
    rows.append(_row("reading json again", best(lambda: read_whole(file)), read_whole, file))
    rows.append(_row("only starting", 0, ascii_name, ""))
    return rows


def _row(name: str, here: float, work: Callable[..., object], *arguments: object) -> str:
    ready, fresh = (cheapest(work, *arguments, beforehand=beforehand) for beforehand in (True, False))
    took = f"{here:.2f} | {ready.seconds:.2f} | {fresh.seconds:.2f}"
    return f"| {name} | {took} | {fresh.processor_seconds:.2f} | {fresh.mebibytes:.0f} |"


def cheapest(work: Callable[..., object], *arguments: object, beforehand: bool) -> Cost:
    tried = (cost_aside(work, *arguments, beforehand=beforehand) for _ in range(TIMES))
    return min(tried, key=lambda cost: cost.seconds)


if __name__ == "__main__":
    main()
