"""The archive: whole, checkable, the same every time, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from server import session_file
from server.domain.events import DRAFT_CHANNEL, Recorded
from server.draft import compose
from server.export import FORMATS, Material, archive
from server.export.logo import SVG, Logo
from tests.draft.meeting import PEOPLE, TODAY, Meeting, samverkanstraff
from tests.export.papers import HOSTILE
from tests.export.test_logo import DRAWING

AT = dt.datetime(2025, 10, 28, 14, 30, 10, tzinfo=dt.UTC)
EVENTS = [Recorded("session", 1, "session.opened", "facilitator", "2025-09-30T07:30:00.000Z", {"status": "open"})]
STEM = "samverkansträff 3 – Könsbundna studie- och yrkesval – 2025-09-30 s-1"


def archived(meeting: Meeting, at: dt.datetime = AT, logo: Logo | None = None) -> bytes:
    session = meeting.session
    return FORMATS["zip"].write(Material(compose(session, today=TODAY), session, iter(EVENTS), at, logo))


def unpacked(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name) for name in parts.namelist()}


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return unpacked(archived(samverkanstraff()))


def test_it_holds_every_format_what_they_were_made_from_and_a_manifest(files: dict[str, bytes]) -> None:
    states = {ending: "" if ending == "json" else " arbetsmaterial" for ending in FORMATS}
    formats = [f"Dokumentation {STEM}{state}.{ending}" for ending, state in states.items() if ending != "zip"]

    assert list(files) == [
        *formats,
        f"Sessionsfil {STEM}.yaml",
        f"Inlägg {STEM}.csv",
        f"Förslag {STEM}.csv",
        "manifest.json",
    ]
    assert all(files.values())


def test_the_manifest_lets_anybody_check_every_file(files: dict[str, bytes]) -> None:
    manifest = json.loads(files["manifest.json"])

    assert manifest["version"] == version("samtal")
    assert manifest["created_at"] == "2025-10-28T14:30:10Z"
    assert manifest["session"] == {"id": "s-1", "title": "Samverkansträff 3", "date": "2025-09-30"}
    assert {file["name"]: (file["bytes"], file["sha256"]) for file in manifest["files"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in files.items()
        if name != "manifest.json"
    }


def test_the_session_file_can_be_loaded_again(files: dict[str, bytes]) -> None:
    plan = samverkanstraff().session.plan
    assert plan.organiser is not None
    without_logo = plan.organiser.model_copy(update={"logo": None})

    loaded = session_file.read(files[f"Sessionsfil {STEM}.yaml"], "session.yaml")
    assert loaded == plan.model_copy(update={"organiser": without_logo})


def test_the_logo_lies_beside_the_session_file_that_names_it(tmp_path: Path) -> None:
    files = unpacked(archived(samverkanstraff(), logo=Logo(DRAWING, SVG)))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    file = tmp_path / f"Sessionsfil {STEM}.yaml"
    loaded = session_file.read(file.read_bytes(), file.name, folder=tmp_path)

    assert loaded.organiser
    assert loaded.organiser.logo == f"Logotyp {STEM}.svg"
    assert files[loaded.organiser.logo] == DRAWING


def test_the_log_is_in_it_once_and_whole(files: dict[str, bytes]) -> None:
    data = json.loads(files[f"Dokumentation {STEM}.json"])

    assert data["events"] == [event.as_data() for event in EVENTS]


def test_every_note_that_nobody_removed_is_a_row(files: dict[str, bytes]) -> None:
    session = samverkanstraff().session
    head, *notes = rows(files[f"Inlägg {STEM}.csv"])

    assert head == [
        "Rum",
        "Nummer",
        "Typ",
        "Grupp av inlägg",
        "Svar på",
        "Stöd",
        "Skrivet",
        "I dokumentationen",
        "Text",
    ]
    assert [note[-1] for note in notes] == [
        note.text for room in session.channels.values() for note in room.visible_notes()
    ]
    assert "Det här tog jag bort" not in {note[-1] for note in notes}
    reply = next(note for note in notes if note[-1].startswith("Minst fyra"))
    assert reply == [
        "Grupp 3",
        "2",
        "Insikt",
        "",
        "1",
        "0",
        "2025-09-30T11:45:00.000Z",
        "Använt",
        "Minst fyra, på olika lärosäten.",
    ]
    assert {note[2] for note in notes} == {"Insikt", "Hinder", "Idé", "Fråga", "Sagt", "Reflektion"}
    assert {note[3] for note in notes} == {"", "Från forskning till praktik", "Inventera det som finns"}


def test_each_note_says_what_became_of_it() -> None:
    meeting = Meeting()
    used, left_out, both, _ = (meeting.note("room-1", text) for text in ("I", "Inte", "Ändå", "Kvar"))
    meeting.block("room-1", "En text", used, both)
    for note in (left_out, both):
        meeting.session.apply(DRAFT_CHANNEL, "note.omitted", {"note": note})

    found = {row[-1]: row[-2] for row in rows(unpacked(archived(meeting))[f"Inlägg {STEM}.csv"])[1:]}
    assert found == {"I": "Använt", "Inte": "Utelämnat", "Ändå": "Använt", "Kvar": "Oanvänt"}


def test_the_proposals_stand_as_they_were_written(files: dict[str, bytes]) -> None:
    head, *proposals = rows(files[f"Förslag {STEM}.csv"])

    assert head == ["Nummer", "Rubrik", "Rum", "Från", "Text", "Fråga"]
    assert [proposal[:2] for proposal in proposals] == [
        [str(room.proposal["number"]), room.proposal["title"]]
        for room in samverkanstraff().session.rooms
        if room.proposal
    ]
    assert "- samla den forskning" in proposals[2][4]


def test_a_spreadsheet_is_told_the_encoding_and_runs_nothing() -> None:
    meeting = Meeting()
    tricks = ["=1+1", "+46 70", "-1", "@SUMMA(A1)", "\ttabb", "\rretur"]
    for trick in [*tricks, "Helt vanligt; med semikolon", 'och "citat"']:
        meeting.note("room-1", trick)
    content = unpacked(archived(meeting))[f"Inlägg {STEM}.csv"]

    assert content.startswith(b"\xef\xbb\xbfRum;Nummer;")
    assert [row[-1] for row in rows(content)[1:]] == [
        *(f"'{trick}" for trick in tricks),
        "Helt vanligt; med semikolon",
        'och "citat"',
    ]


def test_hostile_notes_are_read_back_as_they_were_written() -> None:
    meeting = Meeting()
    for text in HOSTILE:
        meeting.note("room-1", text)
    found = [row[-1] for row in rows(unpacked(archived(meeting))[f"Inlägg {STEM}.csv"])[1:]]

    assert [text.removeprefix("'") for text in found] == HOSTILE
    assert not [text for text in found if text.startswith(archive.STARTS_FORMULA)]


def test_nobody_is_named(files: dict[str, bytes]) -> None:
    readable = {name: content for name, content in files.items() if name.endswith((".csv", ".yaml", ".md", ".json"))}
    ids = [name for name, content in files.items() if name.endswith(".csv") and b"p-anna" in content]

    assert ids == []
    for person in PEOPLE.values():
        assert not [name for name, content in readable.items() if person.encode() in content]


def test_the_same_meeting_at_the_same_time_gives_the_same_bytes() -> None:
    first, second = archived(samverkanstraff()), archived(samverkanstraff())

    assert first == second
    assert archived(samverkanstraff(), AT + dt.timedelta(days=1)) != first


def test_no_part_of_any_file_carries_the_time_at_which_it_happened_to_be_written() -> None:
    file = archived(samverkanstraff())
    inner = [content for content in unpacked(file).values() if content.startswith(b"PK")]
    times = {info.date_time for content in [file, *inner] for info in zipfile.ZipFile(io.BytesIO(content)).infolist()}

    assert len(inner) == 2
    assert times == {(2025, 10, 28, 14, 30, 10)}


def test_an_archive_from_any_zone_carries_the_same_time() -> None:
    stockholm = dt.timezone(dt.timedelta(hours=1))

    assert archived(samverkanstraff(), AT.astimezone(stockholm)) == archived(samverkanstraff())


def test_an_english_meeting_gets_english_names_and_columns() -> None:
    files = unpacked(archived(Meeting(language="en", title="Spring meeting")))

    assert any(name.startswith("Notes Spring meeting – ") and name.endswith(" 2025-09-30 s-1.csv") for name in files)
    table: Any = next(rows(content) for name, content in files.items() if name.startswith("Proposals"))
    assert table[0] == ["Number", "Title", "Room", "From", "Text", "Question"]
