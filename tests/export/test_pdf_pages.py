"""Where a page ends in the PDF, and on which page what stands: told by the typesetter, checked in the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import pytest
from pypdf import PdfReader

from server.draft import Paper, compose
from server.draft.words import WORDS
from server.export import pdf
from server.export.pdf import Layout
from tests.draft.meeting import TODAY, Meeting
from tests.export.papers import example, hostile, many_notes
from tests.export.test_pdf import LOGO, squeezed

LEAD_IN = squeezed(WORDS["sv"].conversation_label)
ROOMS = 99


def points_of(number: int) -> str:
    return "abc" if number % 5 else "abcd"


@cache
def long_paper() -> Paper:
    """A paper in which the rooms say more and less, and then list three or four points: at every height of a page."""
    rooms = [{"name": f"Rum {number}"} for number in range(1, ROOMS + 1)]
    meeting = Meeting(rooms=rooms)
    for number in range(1, ROOMS + 1):
        for line in range(number % 7):
            meeting.block(f"room-{number}", f"Inget särskilt sades här, {number}:{line}.")
        for point in points_of(number):
            meeting.block(f"room-{number}", f"Punkt{number}{point}.", kind="bullet")
    return compose(meeting.session, today=TODAY)


def sheets(file: bytes) -> list[str]:
    """The text of each page as an independent reader finds it, without blanks."""
    return [squeezed(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(file)).pages]


def pages_of(paper: Paper, logo: bytes | None = None) -> tuple[Layout, list[str]]:
    return pdf.lay_out(paper, logo), sheets(pdf.write(paper, logo))


@pytest.mark.parametrize(
    "make", [example, long_paper, hostile, lambda: many_notes(200)], ids=["example", "long", "hostile", "notes"]
)
def test_the_pages_are_as_many_as_the_files(make: Callable[[], Paper]) -> None:
    told, found = pages_of(make())

    assert told.pages == len(found) > 1


def test_a_logo_and_a_sign_that_no_font_has_take_the_room_that_they_take_in_the_file() -> None:
    meeting = Meeting()
    for number in range(60):
        meeting.block("room-1", f"会议 {number} " + "会议" * 40)
    told, found = pages_of(compose(meeting.session, today=TODAY), LOGO)

    assert told.pages == len(found)
    for room in ("room-2", "room-5"):
        heading = next(each for each in example().outline() if each["anchor"] == f"d-{room}")
        assert squeezed(heading["title"]) in found[told.starts[f"d-{room}"] - 1]


def test_every_heading_stands_on_the_page_that_is_told() -> None:
    paper = long_paper()
    told, found = pages_of(paper)

    for heading in paper.outline():
        assert squeezed(heading["title"]) in found[told.starts[heading["anchor"]] - 1], heading
    assert list(told.starts.values()) == sorted(told.starts.values())


def test_parts_are_told_and_of_blocks_those_that_begin_a_page() -> None:
    meeting = Meeting()
    blocks = {meeting.block("room-1", f"Stycke nummer {number}. " * 9): f"nummer{number}." for number in range(60)}
    told, found = pages_of(compose(meeting.session, today=TODAY))
    places = {"lead", "item-1/intro", "categories", "groups/intro", "room-1/proposal", "room-2/question"}

    begun = {name: page for name, page in told.starts.items() if name in blocks}
    assert list(begun.values()) == list(range(min(begun.values()), max(begun.values()) + 1))
    assert len(begun) > 3
    for name, page in begun.items():
        assert blocks[name] in found[page - 1]
    assert places <= set(told.starts)


def test_notes_that_nobody_has_worked_through_tell_where_a_page_begins() -> None:
    told = pdf.lay_out(many_notes(200))
    notes = [page for name, page in told.starts.items() if name.startswith("n-")]

    assert len(notes) > 3
    assert len(set(notes)) == len(notes)
    assert set(told.starts.values()) == set(range(1, told.pages + 1))


def test_what_leads_to_a_list_stands_with_its_two_first_points_or_with_all_three() -> None:
    found = sheets(pdf.write(long_paper()))

    for number in range(1, ROOMS + 1):
        sheet = next(sheet for sheet in found if f"Punkt{number}a." in sheet)
        together = "abc" if points_of(number) == "abc" else "ab"
        assert [point for point in together if f"Punkt{number}{point}." not in sheet] == [], number
        if number % 7 == 0:
            assert f"{LEAD_IN}–Punkt{number}a." in sheet


def test_a_short_table_is_never_parted_wherever_it_falls() -> None:
    for lines in range(0, 40, 4):
        meeting = Meeting()
        last = [each.examples[-1].split()[0] for each in meeting.session.plan.categories if each.examples]
        assert last
        for _ in range(lines):
            meeting.block("item-1-1", "En rad.")
        _, found = pages_of(compose(meeting.session, today=TODAY))
        page = next(page for page in found if squeezed("Exempel på bidrag i varje kategori") in page)
        assert [word for word in last if squeezed(word) not in page] == [], lines
