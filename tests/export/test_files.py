"""All formats together: their names, and JSON, which is everything."""

from __future__ import annotations

import json

import pytest

from server.domain.events import Recorded
from server.domain.plan import Plan
from server.export import FORMATS, ascii_name, export, file_name, paper_name
from tests.draft.meeting import PEOPLE, TODAY, Meeting, samverkanstraff

EVENTS = [
    Recorded("session", 1, "session.opened", "facilitator", "2025-09-30T07:30:00.000Z", {"status": "open"}),
    Recorded("room-1", 1, "note.added", None, "2025-09-30T11:45:00.000Z", {"text": "Hej ”å”"}),
]


def exported(**changes: object) -> dict[str, object]:
    data: dict[str, object] = json.loads(export(Meeting(**changes).session, "json", today=TODAY, events=EVENTS))
    return data


def test_every_format_can_be_written() -> None:
    session = samverkanstraff().session

    assert list(FORMATS) == ["docx", "pdf", "odt", "md", "html", "json", "zip"]
    for name in FORMATS:
        assert len(export(session, name, today=TODAY)) > 1_000


def test_json_is_the_plan_the_events_in_order_and_the_draft() -> None:
    data = exported()

    assert data["samtal"] == 1
    assert data["events"] == [event.as_data() for event in EVENTS]
    assert Plan.model_validate_json(json.dumps(data["plan"])) == Meeting().session.plan
    draft = data["draft"]
    assert isinstance(draft, dict)
    assert draft["title"].startswith("Dokumentation från samverkansträff 3")
    assert draft["sections"][0]["heading"]["text"] == "Inledningen av dagen"


def test_json_takes_events_as_plain_data_too() -> None:
    plain = [event.as_data() for event in EVENTS]

    assert json.loads(export(Meeting().session, "json", today=TODAY, events=plain))["events"] == plain


def test_json_tells_nobodys_name() -> None:
    content = export(samverkanstraff().session, "json", today=TODAY).decode()

    assert not [name for name in PEOPLE.values() if name in content]


def test_json_keeps_the_unused_notes() -> None:
    data = json.loads(export(samverkanstraff().session, "json", today=TODAY))

    assert [note["text"] for note in data["draft"]["unused"]] == ["Beredskap är ett ord som öppnar dörrar"]


def renamed(format: str = "md", state: str | None = None, id: str = "4f1c2a9b8d7e", **plan: object) -> str:
    session = Meeting(**plan).session
    session.id = id
    return file_name(session, format, state=state)


def test_the_file_is_named_after_the_meeting_its_series_and_its_day() -> None:
    name = renamed("docx", series="Villkor i välfärden")

    assert name == "Dokumentation samverkansträff 3 – Villkor i välfärden – 2025-09-30 4f1c2a.docx"
    assert ascii_name(name) == "Dokumentation samverkanstraff 3 Villkor i valfarden 2025-09-30 4f1c2a.docx"
    assert renamed("docx", series=None) == "Dokumentation samverkansträff 3 2025-09-30 4f1c2a.docx"


def test_a_series_that_the_title_names_already_is_not_said_twice() -> None:
    name = renamed(title="Villkor i välfärden, träff 3", series="Villkor i välfärden")

    assert name == "Dokumentation villkor i välfärden, träff 3 2025-09-30 4f1c2a.md"


def test_the_papers_state_stands_last() -> None:
    assert renamed(series=None, state="utkast") == "Dokumentation samverkansträff 3 2025-09-30 4f1c2a utkast.md"
    assert renamed(series=None, state="a/b").endswith("4f1c2a a-b.md")


def test_no_two_sessions_have_files_of_the_same_name() -> None:
    same = {"title": "Träff", "date": "2025-09-30", "series": "Serie"}
    names = [
        renamed(**same),
        renamed(id="0a1b2c3d4e5f", **same),
        renamed(**same | {"date": "2025-10-30"}),
        renamed(**same | {"title": "Möte"}),
        renamed(**same | {"series": "En annan"}),
        renamed(state="utkast", **same),
        *(renamed(format, **same) for format in FORMATS if format != "md"),
    ]

    assert len({ascii_name(name).casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "Dokumentation a-b-c-d-e-f-g-h-i-j 2025-09-30 4f1c2a.md"),
        ("../../etc/passwd", "Dokumentation ..-..-etc-passwd 2025-09-30 4f1c2a.md"),
        ("Rad\nbryt\toch \u202eomvänt", "Dokumentation rad bryt och omvänt 2025-09-30 4f1c2a.md"),
        ("会议", "Dokumentation 会议 2025-09-30 4f1c2a.md"),
    ],
)
def test_any_title_makes_a_name_that_every_file_system_takes(title: str, name: str) -> None:
    assert renamed(title=title, series=None) == name


@pytest.mark.parametrize("series", [None, "ö" * 300, "Serie: ett/två"])
def test_a_long_title_is_cut_between_characters_and_the_rest_stands(series: str | None) -> None:
    name = renamed("html", title="å" * 300, series=series, state="utkast")

    assert len(name.encode()) <= 180
    assert name.endswith(" 2025-09-30 4f1c2a utkast.html")
    assert "å" * 30 in name
    assert series is None or f" – {series[:5]}".replace(":", "-") in name


def test_a_name_in_signs_that_ascii_lacks_still_has_a_fallback() -> None:
    assert ascii_name(renamed(title="会议", series=None)) == "Dokumentation 2025-09-30 4f1c2a.md"


def test_the_name_says_what_the_paper_is_so_far() -> None:
    session = samverkanstraff().session
    session.draft.state = "confirmed"

    assert paper_name(session, "docx").endswith(" fastställd.docx")
    assert paper_name(session, "json") == file_name(session, "json")


def test_a_file_with_the_notes_behind_the_text_has_a_name_of_its_own() -> None:
    session = samverkanstraff().session
    session.draft.state = "confirmed"

    assert paper_name(session, "docx", with_traces=True).endswith(" fastställd med spår.docx")
    assert paper_name(session, "zip", with_traces=True).endswith(" fastställd med spår.zip")
    assert paper_name(session, "pdf", with_traces=True) == paper_name(session, "pdf")
