"""A large meeting, as a log: forty rooms, three hundred people, thousands of notes, and what the groups wrote."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import orjson

from server.domain.events import SESSION_CHANNEL, Data, Recorded
from server.domain.plan import Plan
from server.domain.session import Session
from server.export import json as json_writer
from server.session_file.whole import Whole, read_whole

DAY = dt.date(2025, 10, 28)
AT = "2025-09-30T11:45:00.000Z"
ROOMS = 40
PEOPLE = 300
NOTES = 5_000
BLOCKS = 300
CLUSTERS_A_ROOM = 10
NOTE = "Anteckning {}: det behövs en gemensam bild av vad villkoren i välfärdens yrken kräver av oss."
PARAGRAPH = "Gruppen beskriver hur villkoren i välfärdens yrken hänger ihop med hur arbetet styrs. " * 6


class Log:
    """Events as the log numbers them, and the state that they lead to."""

    def __init__(self, session_id: str) -> None:
        rooms = [
            {"name": f"Grupp {number}", "proposal": {"number": number, "title": f"Ett förslag ({number})"}}
            for number in range(1, ROOMS + 1)
        ]
        plan = {"samtal": 1, "title": "Samverkansträff 3", "date": "2025-09-30", "published": DAY.isoformat()}
        text = Plan.model_validate_json(orjson.dumps(plan | {"rooms": rooms})).model_dump_json(by_alias=True)
        created = {"id": session_id, "code": "ABC234", "created_at": AT, "plan": text}
        self.session = Session.created(created)
        self.events = [Recorded(SESSION_CHANNEL, 1, "session.created", None, AT, created)]
        self._seqs = Counter({SESSION_CHANNEL: 1})

    def add(self, channel: str, type: str, **data: Any) -> None:
        self._seqs[channel] += 1
        self.events.append(Recorded(channel, self._seqs[channel], type, None, AT, data))
        self.session.apply(channel, type, dict(data))

    def whole(self) -> bytes:
        """Give it as an export to JSON."""
        return json_writer.write(self.session, self.events, None)

    def arriving(self) -> Whole:
        return read_whole(self.whole())


def big_meeting(notes: int = NOTES, blocks: int = BLOCKS, *, session_id: str = "5a3e00000000") -> Log:
    """Tell a closed meeting with so many notes of about ninety characters, and paragraphs of some eighty words."""
    log = Log(session_id)
    people = [f"{number:010x}" for number in range(PEOPLE)]
    rooms = [room.id for room in log.session.rooms]
    for number, person in enumerate(people):
        place = {"organisation": None, "role": "participant", "room": rooms[number % ROOMS]}
        log.add(SESSION_CHANNEL, "participant.joined", id=person, joined_at=AT, **place)
    for room in rooms:
        for cluster in range(CLUSTERS_A_ROOM):
            log.add(room, "cluster.added", id=f"{room}-{cluster}", title=f"Tema {cluster}")
    for number in range(notes):
        _add_note(log, rooms[number % ROOMS], number, people)
    for number in range(blocks):
        _add_block(log, rooms[number % ROOMS], number)
    log.add(SESSION_CHANNEL, "session.closed", status="closed", at=AT)
    return log


def _add_note(log: Log, room: str, number: int, people: list[str]) -> None:
    place = len(log.session.channels[room].notes) + 1
    data: Data = {
        "id": f"n-{number}",
        "number": place,
        "text": NOTE.format(number),
        "kind": "insight",
        "author": people[number % PEOPLE],
        "at": AT,
        "cluster": f"{room}-{place % CLUSTERS_A_ROOM}" if place % 12 else None,
        "supporters": people[: number % 7],
    }
    log.add(room, "note.added", **data)


def _add_block(log: Log, room: str, number: int) -> None:
    standing = log.session.channels[room]
    after = standing.blocks[-1].id if standing.blocks else None
    sources = list(standing.notes)[:1]
    text = PARAGRAPH.strip()
    block: Data = {"id": f"b-{number}", "kind": "paragraph", "text": text, "version": 1, "sources": sources}
    log.add(room, "block.added", after=after, **block)
