"""A meeting from elsewhere brings its Word template and logo, opened as if somebody unknown had sent them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document

from server.domain.errors import Refusal
from server.i18n import translate
from server.services import papers, templates
from server.services.arrivals import bring_in, read_arrival
from server.services.samtal import Samtal
from server.session_file.enclosed import Enclosed
from tests.export import agency
from tests.export.test_logo import DRAWING, svg
from tests.services.house import House, Meeting

AT = "2025-09-30T09:00:00.000Z"


def closed(house: House) -> Meeting:
    meeting = house.meeting()
    meeting.joins("Anna").writes("Ett uppdrag behövs.")
    house.samtal.close(meeting.id)
    return meeting


def dressed(house: House) -> Meeting:
    """A closed meeting with a template, a choice of its styles, and a logo."""
    meeting = closed(house)
    templates.keep_template(house.samtal, meeting.id, agency.template(), "Vår mall å.dotx")
    templates.choose(house.samtal, meeting.id, {"Ingress": "Myndighetens rubrik", "Etikett": None})
    templates.keep_logo(house.samtal, meeting.id, DRAWING)
    return meeting


def exported(samtal: Samtal, session_id: str, format: str) -> bytes:
    return papers.export(samtal, session_id, format).content


def moved(house: House, content: bytes) -> str:
    """Let the meeting go and come back from its file."""
    house.samtal.purge(json.loads(content)["session"]["id"], personal_data_only=False)
    assert house.rows("files") == []
    return bring_in(house.samtal, read_arrival(content))


def brings(house: House, *files: dict[str, Any]) -> bytes:
    """A meeting's file that brings these, as a stranger might put it together."""
    data = json.loads(exported(house.samtal, closed(house).id, "json"))
    return json.dumps(data | {"files": files}).encode()


def test_a_meeting_comes_back_with_its_template_its_choices_and_its_logo(house: House) -> None:
    meeting = dressed(house)
    before = {format: exported(house.samtal, meeting.id, format) for format in ("json", "md", "html")}
    told = templates.described(house.samtal, meeting.id)

    again = moved(house, before["json"])

    assert templates.described(house.samtal, again) == told
    assert {format: exported(house.samtal, again, format) for format in before} == before
    assert Document(io.BytesIO(exported(house.samtal, again, "docx"))).styles["Normal"].font.name == "Calibri"
    assert "data:image/svg+xml" in before["html"].decode()


def test_a_meeting_without_files_says_nothing_of_any(house: House) -> None:
    content = exported(house.samtal, closed(house).id, "json")

    assert "files" not in json.loads(content)
    assert exported(house.samtal, moved(house, content), "json") == content


def test_the_archives_json_carries_them_too_and_the_manifest_knows_its_size(house: House) -> None:
    meeting = dressed(house)

    with zipfile.ZipFile(io.BytesIO(exported(house.samtal, meeting.id, "zip"))) as archive:
        manifest = {each["name"]: each["bytes"] for each in json.loads(archive.read("manifest.json"))["files"]}
        (name,) = (name for name in archive.namelist() if name.endswith(".json") and name != "manifest.json")
        content = archive.read(name)

    assert [file["kind"] for file in json.loads(content)["files"]] == ["template", "logo"]
    assert manifest[name] == len(content)
    assert content == exported(house.samtal, meeting.id, "json")


def test_word_in_our_own_look_or_in_another_template_is_still_to_be_had(house: House) -> None:
    meeting = dressed(house)
    own = papers.export(house.samtal, meeting.id, "docx", papers.Wanted(own_look=True)).content

    assert Document(io.BytesIO(own)).styles["Normal"].font.name is None


def test_a_logo_that_comes_along_is_made_safe(house: House) -> None:
    acting = Enclosed("logo", "logo.svg", AT, svg("<script>alert(1)</script>"))

    session = moved(house, brings(house, acting.as_data()))

    kept = templates.logo(house.samtal, session).content
    assert b"script" not in kept
    assert b'd="M0 0h9v9z"' in kept


def _template(content: bytes) -> dict[str, Any]:
    return Enclosed("template", "mall.docx", AT, content).as_data()


def _chosen(ours: str, theirs: str) -> dict[str, Any]:
    return Enclosed("template", "mall.docx", AT, agency.template(), {ours: theirs}).as_data()


def _logo(content: bytes) -> dict[str, Any]:
    return Enclosed("logo", "logo.png", AT, content).as_data()


def _macro() -> bytes:
    return agency.changed(agency.template(), lambda parts: parts.__setitem__("word/vbaProject.bin", b"x"))


def _bomb() -> bytes:
    return agency.changed(agency.template(), lambda parts: parts.__setitem__("word/x.bin", b"\0" * 30_000_000))


HOSTILE: dict[str, tuple[Callable[[], dict[str, Any]], str, str]] = {
    "a macro": (lambda: _template(_macro()), "invalid", "contains macros"),
    "a bomb": (lambda: _template(_bomb()), "too_large", "unpacked"),
    "no Word file": (lambda: _template(b"<html/>"), "invalid", "no Word template"),
    "a style of ours that is none": (
        lambda: _chosen("Nowhere", "Normal"),
        "invalid",
        "no such style",
    ),
    "a style of theirs that is none": (
        lambda: _chosen("Title", "Nowhere"),
        "invalid",
        "no such style",
    ),
    "no picture": (lambda: _logo(b"<html/>"), "invalid", "no picture"),
    "entities in a picture": (
        lambda: _logo(b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + DRAWING),
        "invalid",
        "no picture",
    ),
    "too large a picture": (lambda: _logo(b"\x89PNG\r\n\x1a\n" + b"x" * 1024 * 1024), "too_large", "1 MB"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_may_not_be_kept_stops_the_whole_meeting_with_one_sentence(house: House, what: str) -> None:
    make, code, said = HOSTILE[what]
    content = brings(house, make())
    before = {table: len(house.rows(table)) for table in ("sessions", "events", "files")}

    with pytest.raises(Refusal) as refused:
        bring_in(house.samtal, read_arrival(content))

    told = translate(refused.value.message, "en", **refused.value.params)
    assert (refused.value.code, refused.value.field) == (code, "file")
    assert said in told
    assert "neither is the session" in told
    assert {table: len(house.rows(table)) for table in before} == before
