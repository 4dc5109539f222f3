"""A database that an earlier release made: without files, without a draft's events, its blocks without styles."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.hall import Hall, Person
from tests.server import served

FORMATS = ("docx", "odt", "pdf", "md", "html", "json", "zip")


def as_the_earlier_release_left_it(database: Path) -> None:
    with closing(sqlite3.connect(database)) as db, db:
        for event, data in db.execute("SELECT id, data FROM events WHERE type LIKE 'block.%'").fetchall():
            plain = {key: value for key, value in json.loads(data).items() if key not in ("runs", "level")}
            db.execute("UPDATE events SET data = ? WHERE id = ?", (json.dumps(plain), event))
        db.execute("DELETE FROM events WHERE channel = 'draft'")
        db.execute("DROP TABLE files")
        db.execute("UPDATE alembic_version SET version_num = '0001'")


def paper(hall: Hall) -> list[Any]:
    return [hall.get("/draft").json()["html"], hall.get("/export?format=md").text]


def test_its_meetings_are_read_edited_and_exported_as_before(own_data: Path) -> None:
    with served(own_data) as server:
        hall = Hall(server)
        eva, lead = hall.note_taker("Grupp 1"), hall.facilitator()
        note = eva.writes("Ett inlägg")
        block = eva.manages("block.add", text="Ett gammalt stycke", sources=[note])
        eva.manages("block.add", kind="bullet", text="En punkt")
        eva.manages("block.edit", block=block, text="Ett gammalt stycke, ändrat")
        lead.manages("session.close")
        before, room = paper(hall), lead.snapshot("room-1")
        server.kill()
        as_the_earlier_release_left_it(own_data / "samtal.sqlite")
        server.start()

        again = Person(hall, hall.session["tokens"]["facilitator"])

        assert again.snapshot("room-1") == room
        assert paper(hall) == before
        assert again.snapshot("draft")["paper"]["state"] == "draft"
        assert {format: hall.get(f"/export?format={format}").status_code for format in FORMATS} == dict.fromkeys(
            FORMATS, 200
        )
        base = [{"text": "Ett gammalt stycke, ändrat"}]
        again.manages(
            "block.edit", "room-1", block=block, runs=[{"text": "Ett stycke, ändrat", "bold": True}], base=base
        )
        again.manages("comment.add", text="Stämmer det?", part="title")
        assert again.snapshot("room-1")["blocks"][0]["text"] == "Ett stycke, ändrat"
        assert "Traceback" not in server.log
