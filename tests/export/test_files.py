"""All formats together: their names, and JSON, which is everything."""

from __future__ import annotations

import json

import pytest

from server.domain.events import Recorded
from server.domain.plan import Plan
from server.export import FORMATS, ascii_name, export, file_name
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


def test_the_file_is_named_after_the_meeting_and_its_day() -> None:
    name = file_name(Meeting().session, "docx", TODAY)

    assert name == "Dokumentation samverkansträff 3 2025-10-28.docx"
    assert ascii_name(name) == "Dokumentation samverkanstraff 3 2025-10-28.docx"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "Dokumentation a-b-c-d-e-f-g-h-i-j 2025-10-28.md"),
        ("../../etc/passwd", "Dokumentation ..-..-etc-passwd 2025-10-28.md"),
        ("Rad\nbryt\toch \u202eomvänt", "Dokumentation rad bryt och omvänt 2025-10-28.md"),
        ("会议", "Dokumentation 会议 2025-10-28.md"),
    ],
)
def test_any_title_makes_a_name_that_every_file_system_takes(title: str, name: str) -> None:
    assert file_name(Meeting(title=title).session, "md", TODAY) == name


def test_a_long_title_is_cut_between_characters() -> None:
    name = file_name(Meeting(title="å" * 300).session, "html", TODAY)

    assert len(name.encode()) <= 180
    assert name.endswith("å 2025-10-28.html")
    assert ascii_name(file_name(Meeting(title="会议").session, "md", TODAY)) == "Dokumentation 2025-10-28.md"
