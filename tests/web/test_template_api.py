"""The agency's Word template and the organiser's logo over HTTP."""

from __future__ import annotations

import io
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from docx import Document

from server.export.logo import MAX_BYTES as MAX_LOGO_BYTES
from server.services.commands import read_command
from tests.export import agency
from tests.export.test_logo import DRAWING
from tests.web.house import House, refusal

TEMPLATE = "template"
MAPPING = "template/mapping"


def puts(house: House, part: str, content: bytes | None = None, who: str = "facilitator", **more: Any) -> Any:
    return house.asks(who, "PUT", f"/sessions/{house.id}/{part}", data=content, **more)


def removes(house: House, part: str) -> Any:
    return house.asks("facilitator", "DELETE", f"/sessions/{house.id}/{part}")


def word_file(house: House, **asked: str) -> Any:
    answer = house.gets("facilitator", "export", query_string={"format": "docx"} | asked)
    assert answer.status_code == 200, answer.text
    return Document(io.BytesIO(answer.data))


@pytest.fixture
def closed(house: House) -> House:
    house.leads("step.start", step="step-1")
    house.samtal.close(house.id)
    return house


def test_a_template_is_kept_told_about_and_removed(house: House) -> None:
    assert house.gets("facilitator", TEMPLATE).get_json() == {"template": None, "logo": None}

    kept = puts(house, "template?name=V%C3%A5r%20mall.dotx", agency.template()).get_json()["template"]
    assert kept["file_name"] == "Vår mall.dotx"
    assert kept["size"] == len(agency.template())
    assert kept["mapping"]["Heading1"] == "heading 1"
    assert "Etikett" in kept["missing"]
    assert kept["problems"] == []
    assert house.gets("facilitator", TEMPLATE).get_json()["template"] == kept

    assert removes(house, TEMPLATE).get_json()["template"] is None
    assert house.gets("facilitator", TEMPLATE).get_json()["template"] is None


def test_the_word_file_is_written_in_the_template_unless_ours_is_asked_for(closed: House) -> None:
    puts(closed, TEMPLATE, agency.template())

    for asked, font in (({}, "Calibri"), ({"template": "1"}, "Calibri"), ({"template": "0"}, "Georgia")):
        normal = word_file(closed, **asked).styles["Normal"]
        assert (normal.font.name or "Georgia") == font


def test_a_chosen_style_is_used_and_can_be_left_to_us_again(closed: House) -> None:
    puts(closed, TEMPLATE, agency.template())
    told = puts(closed, MAPPING, json={"Heading1": "Myndighetens rubrik", "Etikett": "Rubrik 2", "Ingress": None})
    mapping = told.get_json()["template"]["mapping"]
    styles = {p.style.name for p in word_file(closed).paragraphs}

    assert (mapping["Heading1"], mapping["Etikett"], mapping["Ingress"]) == ("Myndighetens rubrik", "heading 2", None)
    assert told.get_json()["template"]["found"]["Heading1"] == "heading 1"
    assert "Ingress" in told.get_json()["template"]["missing"]
    assert "Myndighetens rubrik" in styles
    assert "Heading 1" not in styles
    assert puts(closed, MAPPING, json={}).get_json()["template"]["mapping"]["Heading1"] == "heading 1"


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"Heading1": "Finns inte"}, "Heading1"),
        ({"Hittepå": "Normal"}, "Hittepå"),
        ({"Kategoritabell": "Normal"}, "Kategoritabell"),
    ],
    ids=["no such style", "none of ours", "of another kind"],
)
def test_a_style_that_is_not_there_cannot_be_chosen(house: House, chosen: dict[str, str], field: str) -> None:
    puts(house, TEMPLATE, agency.template())

    refusal(puts(house, MAPPING, json=chosen), 400, "invalid", field)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"Heading1": 1}', b"{" * 50_000])
def test_a_choice_is_an_object_of_names(house: House, body: bytes) -> None:
    puts(house, TEMPLATE, agency.template())

    refusal(puts(house, MAPPING, body), 400, "invalid")


def test_without_a_template_nothing_can_be_chosen(house: House) -> None:
    refusal(puts(house, MAPPING, json={}), 409, "conflict")


def test_a_template_that_acts_is_refused_in_the_readers_language_and_the_one_before_it_stays(house: House) -> None:
    puts(house, TEMPLATE, agency.template())
    macro = agency.changed(agency.template(), lambda parts: parts.__setitem__("word/vbaProject.bin", b"x"))

    error = refusal(puts(house, TEMPLATE, macro, headers={"Accept-Language": "en"}), 400, "invalid", "file")
    assert error["message"] == "The template contains macros. Save it without macros (.docx or .dotx)."
    assert house.gets("facilitator", TEMPLATE).get_json()["template"] is not None


def test_what_should_be_looked_at_is_said_in_the_readers_language(house: House) -> None:
    puts(house, TEMPLATE, agency.template(header=False))

    english = house.gets("facilitator", TEMPLATE, headers={"Accept-Language": "en"}).get_json()
    assert english["template"]["problems"][0] == "The template has no header. Samtal's own is put in."


def test_too_large_files_are_refused(house: House) -> None:
    refusal(puts(house, TEMPLATE, b"PK" + b"\0" * (10 * 1024 * 1024)), 413, "too_large", "file")
    refusal(puts(house, "logo", b"\0" * (MAX_LOGO_BYTES + 1)), 413, "too_large", "file")


def test_a_template_of_nearly_ten_megabytes_is_taken(house: House) -> None:
    noise = Random(1).randbytes(9 * 1024 * 1024)
    large = agency.changed(agency.template(), lambda parts: parts.__setitem__("word/media/large.bin", noise))

    assert puts(house, TEMPLATE, large).status_code == 200


@pytest.mark.parametrize("part", [TEMPLATE, MAPPING, "logo"])
@pytest.mark.parametrize(("who", "status"), [("nobody", 401), ("somebody unknown", 401), ("projector", 403)])
def test_only_who_leads_the_meeting_may(house: House, part: str, who: str, status: int) -> None:
    assert puts(house, part, b"x", who=who).status_code == status
    if part != MAPPING:
        assert house.gets(who, part).status_code == status
        assert house.asks(who, "DELETE", f"/sessions/{house.id}/{part}").status_code == status


def test_a_page_of_another_site_may_not(house: House) -> None:
    refusal(puts(house, TEMPLATE, agency.template(), headers={"Origin": "https://203.0.113.9"}), 403, "forbidden")


def test_the_logo_is_kept_shown_safely_and_printed(closed: House) -> None:
    told = puts(closed, "logo", DRAWING.replace(b"<path", b"<script>alert(1)</script><path", 1)).get_json()
    shown = closed.gets("facilitator", "logo")

    assert told["logo"]["mime"] == shown.mimetype == "image/svg+xml"
    assert b"script" not in shown.data
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert len(word_file(closed).inline_shapes) == 1
    html = closed.gets("facilitator", "export", query_string={"format": "html"}).text
    assert "data:image/svg+xml;base64," in html

    assert removes(closed, "logo").get_json()["logo"] is None
    refusal(closed.gets("facilitator", "logo"), 404, "not_found")
    assert len(word_file(closed).inline_shapes) == 0


def test_the_look_of_a_confirmed_paper_changes_when_it_has_been_opened_again(closed: House) -> None:
    puts(closed, TEMPLATE, agency.template())
    puts(closed, "logo", DRAWING)
    before = closed.gets("facilitator", TEMPLATE).get_json()
    closed.marks("confirmed")

    refusal(puts(closed, TEMPLATE, agency.template()), 423, "locked")
    refusal(puts(closed, MAPPING, b'{"Ingress": null}'), 423, "locked")
    refusal(puts(closed, "logo", DRAWING), 423, "locked")
    refusal(removes(closed, TEMPLATE), 423, "locked")
    refusal(removes(closed, "logo"), 423, "locked")
    assert closed.gets("facilitator", TEMPLATE).get_json() == before

    closed.marks("draft")
    assert removes(closed, "logo").get_json()["logo"] is None


def test_erasing_a_meeting_erases_its_template_and_logo(house: House) -> None:
    puts(house, TEMPLATE, agency.template())
    puts(house, "logo", agency.PIXEL)

    gone = house.asks("organiser", "DELETE", f"/sessions/{house.id}").get_json()
    assert gone["erased"]["files"] == 2


def test_erasing_the_names_leaves_the_template(house: House) -> None:
    puts(house, TEMPLATE, agency.template())
    house.asks("organiser", "DELETE", f"/sessions/{house.id}?personal_data_only=1")

    assert house.gets("facilitator", TEMPLATE).get_json()["template"] is not None


def test_the_notes_behind_the_text_are_comments_where_they_are_asked_for(house: House) -> None:
    house.leads("step.start", step="step-1")
    note = {
        "id": str(uuid4()),
        "type": "note.add",
        "channel": "room-1",
        "data": {"text": "Fler stolar", "anonymous": True},
    }
    house.samtal.command(house.samtal.identify(house.keys["facilitator"]), read_command(note))
    house.samtal.close(house.id)

    assert [comment.text for comment in word_file(house, traces="1").comments] == [
        "Insikt: Fler stolar (anonymt inlägg)"
    ]
    assert [comment.text for comment in word_file(house).comments] == []
