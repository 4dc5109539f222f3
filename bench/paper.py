"""How long the paper takes: compose it and write each format, for a meeting of thousands of notes.

Run it as `python bench/paper.py [NOTES]`; it prints seconds, the best of three.
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
from server.export import FORMATS, Material, fragment

DAY = dt.date(2025, 10, 28)
ROOMS = 5
NOTES = 5_000
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


def best(work: Callable[[], object]) -> float:
    """Give the shortest of a few runs, in seconds."""
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    session = meeting(notes)
    paper = compose(session, today=DAY)
    material = Material(paper, session)
    print(f"{notes} notes, seconds (best of {TIMES})")
    print(f"  compose   {best(lambda: compose(session, today=DAY)):.3f}")
    for name, format in FORMATS.items():
        print(f"  {name:<9} {best(lambda format=format: format.write(material)):.3f}")  # type: ignore[misc]
    print(f"  fragment  {best(lambda: fragment(paper)):.3f}")


if __name__ == "__main__":
    main()
