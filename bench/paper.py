"""How long the paper takes: compose it and write each format, for a meeting of thousands of notes.

Run it as `python bench/paper.py [NOTES]`; it prints seconds for a meeting of nothing but notes, and for one whose
groups wrote documentation too. `here` is the best of three in this process (where typst remembers the last time);
`aside` is once in a process of its own, started and all, as the server does it.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from server.domain.plan import Plan
from server.domain.session import Session
from server.draft import compose
from server.export import FORMATS, Material, fragment, write
from server.services.aside import aside

DAY = dt.date(2025, 10, 28)
ROOMS = 5
NOTES = 5_000
BLOCKS = 300
TIMES = 3


def meeting(notes: int) -> Session:
    """A meeting whose groups wrote so many notes of about ninety characters and nothing else."""
    rooms = [
        {"name": f"Grupp {number}", "proposal": {"number": number, "title": f"Ett förslag ({number})"}}
        for number in range(1, ROOMS + 1)
    ]
    plan = {"samtal": 1, "title": "Samverkansträff 3", "date": DAY.isoformat(), "rooms": rooms}
    session = Session.created(
        {"id": "s", "plan": _as_json(plan), "code": "ABC234", "created_at": "2025-09-30T07:00:00.000Z"}
    )
    for room in session.rooms:
        for cluster in range(10):
            room.apply("cluster.added", {"id": f"{room.id}-{cluster}", "title": f"Tema {cluster}"})
    for number in range(notes):
        room = session.rooms[number % ROOMS]
        room.apply("note.added", _note(number, len(room.notes) + 1, f"{room.id}-{number % 12}"))
    return session


def documented(session: Session, blocks: int) -> Session:
    """The meeting with so many paragraphs of some eighty words, each made from a note."""
    text = "Gruppen beskriver hur villkoren i välfärdens yrken hänger ihop med hur arbetet styrs. " * 6
    for number in range(blocks):
        room = session.rooms[number % ROOMS]
        after = room.blocks[-1].id if room.blocks else None
        block = {"id": f"b-{number}", "kind": "paragraph", "text": text, "version": 1, "after": after}
        room.apply("block.added", block | {"sources": [f"n-{number}"]})
    return session


def _note(number: int, place: int, cluster: str) -> dict[str, Any]:
    text = f"Anteckning {number}: det behövs en gemensam bild av vad villkoren i välfärdens yrken kräver av oss."
    return {
        "id": f"n-{number}",
        "number": place,
        "text": text,
        "kind": "insight",
        "author": None,
        "at": "2025-09-30T11:45:00.000Z",
        "cluster": cluster,
        "supporters": [str(person) for person in range(number % 7)],
    }


def _as_json(plan: dict[str, Any]) -> str:
    return Plan.model_validate(plan, strict=False).model_dump_json(by_alias=True)


def best(work: Callable[[], object], times: int = TIMES) -> float:
    """Give the shortest of a few runs, in seconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    measure(f"{notes} notes", meeting(notes))
    measure(f"{notes} notes, {BLOCKS} blocks", documented(meeting(notes), BLOCKS))


def measure(what: str, session: Session) -> None:
    """Print how long each format takes for this meeting."""
    paper = compose(session, today=DAY)
    material = Material(paper, session)
    print(f"{what:<26} here  aside")
    print(f"  compose             {best(lambda: compose(session, today=DAY)):8.3f}")
    for name, format in FORMATS.items():
        here = best(lambda format=format: format.write(material))  # type: ignore[misc]
        print(f"  {name:<19} {here:8.3f} {best(lambda name=name: aside(write, name, material), times=1):6.2f}")  # type: ignore[misc]
    print(f"  fragment            {best(lambda: fragment(paper)):8.3f}")


if __name__ == "__main__":
    main()
