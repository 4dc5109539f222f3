"""What editors make of the paper: texts of their own, notes left out, its state, and pieces to edit it in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from server.domain.parts import shapes
from server.domain.rich_text import Line, Run
from server.draft import Paper, compose
from server.draft.paper import (
    Box,
    BulletList,
    CategoryTable,
    Confirmed,
    Heading,
    Item,
    Label,
    Missing,
    Paragraph,
    Section,
    SubHeading,
    plain_text,
)
from server.draft.pieces import Piece, pieces
from server.export.html import piece_fragment
from tests.domain.cast import Hall, Person, refused, seated
from tests.draft.meeting import PLAN, TODAY, Meeting, samverkanstraff


def paper_of(meeting: Meeting) -> Paper:
    return compose(meeting.session, today=TODAY)


def section(paper: Paper, part: str) -> Section:
    return next(section for section in paper.sections if section.heading.part == f"{part}/heading")


def pieces_of(meeting: Meeting) -> dict[str, Piece]:
    found = pieces(meeting.session, paper_of(meeting))
    assert len({piece.id for piece in found}) == len(found)
    return {piece.id: piece for piece in found}


def own(text: str) -> tuple[Run, ...]:
    return (Run(text),)


# texts of the editor's own


def test_an_editors_texts_stand_in_place_of_what_is_composed() -> None:
    meeting = samverkanstraff()
    meeting.writes_part("title", "Vår  träff")
    meeting.writes_part("lead", "Vi möttes.", Line((Run("Vi talade.", bold=True),)))
    meeting.writes_part("item-1/heading", "Välkommen")
    meeting.writes_part("item-1/intro", "Två talade.", Line((Run("Först"),), "bullet"))
    meeting.writes_part("item-4/intro", Line((Run("Hur vi sorterade"),), "heading"))
    meeting.writes_part("category-2/title", "Stöd och hjälp")
    meeting.writes_part("category-2/examples", "Ett", "", "Två")
    meeting.writes_part("groups/intro", "Så gick det till.")
    meeting.writes_part("themes/heading", "Mönster")

    paper = paper_of(meeting)

    assert paper.title == "Vår träff"
    assert (plain_text(paper.lead.runs), paper.lead.origin) == ("Vi möttes.\nVi talade.", "editor")
    opening = section(paper, "item-1")
    assert opening.heading == Heading(1, "Välkommen", "d-item-1", "editor", part="item-1/heading")
    assert opening.blocks == (
        Paragraph(own("Två talade."), "editor", part="item-1/intro"),
        BulletList((Item(own("Först")),), "editor", part="item-1/intro"),
    )
    sub_heading, table = section(paper, "item-4").blocks
    assert sub_heading == SubHeading(2, own("Hur vi sorterade"), "editor", part="item-4/intro")
    assert isinstance(table, CategoryTable)
    assert (table.columns[1].title, table.columns[1].examples) == ("Stöd och hjälp", ("Ett", "Två"))
    assert section(paper, "groups").blocks == (Paragraph(own("Så gick det till."), "editor", part="groups/intro"),)
    assert section(paper, "themes").heading.text == "Mönster"


def test_a_proposal_is_written_anew_part_by_part() -> None:
    meeting = samverkanstraff()
    room = meeting.room_with(1)
    meeting.writes_part(f"{room}/proposal", Line(own("Kort"), "heading"), Line(own("Ett"), "numbered"))
    meeting.writes_part(f"{room}/question")

    box = section(paper_of(meeting), room).blocks[1]

    assert isinstance(box, Box)
    assert box.blocks == (
        Paragraph((Run("Kort", bold=True),), "editor", part=f"{room}/proposal"),
        BulletList((Item(own("Ett")),), "editor", numbered=True, part=f"{room}/proposal"),
    )


def test_a_part_without_text_is_left_out_and_can_be_written_again() -> None:
    meeting = samverkanstraff()
    room = meeting.room_with(2)
    for part in ("lead", "item-1/intro", "item-4/intro", f"{room}/proposal", f"{room}/question", f"{room}/from"):
        meeting.writes_part(part)
        assert pieces_of(meeting)[part].edit == {"part": part, "lines": [], "own": True, "single": False}
        assert piece_fragment(pieces_of(meeting)[part]) == ""

    paper = paper_of(meeting)

    assert "lead" not in [getattr(block, "part", None) for block in paper.blocks()]
    assert section(paper, "item-1").blocks == ()
    kept = [block.text for block in section(paper, room).blocks if isinstance(block, Label)]
    assert kept == ["Dokumentation från samtalen:"]


def test_a_missing_proposal_can_be_written() -> None:
    meeting = Meeting(rooms=[{"name": "Grupp 1", "proposal": {"number": 1, "title": "Nytt"}}])

    piece = pieces_of(meeting)["room-1/proposal"]

    assert isinstance(piece.blocks[0], Missing)
    assert piece.edit == {"part": "room-1/proposal", "lines": [], "own": False, "single": False}


def test_writing_every_part_as_it_is_composed_changes_nothing_but_whose_it_is() -> None:
    meeting = samverkanstraff()
    before = {piece.id: piece_fragment(piece) for piece in pieces_of(meeting).values()}
    edits = [piece.edit for piece in pieces_of(meeting).values() if piece.edit]
    edits += pieces_of(meeting)["categories"].edits
    for edit in edits:
        if "part" in edit and edit["lines"]:
            meeting.writes_part(edit["part"], *(Line.of(line) for line in edit["lines"]))

    assert {piece.id: piece_fragment(piece) for piece in pieces_of(meeting).values()} == before
    assert pieces_of(meeting)["lead"].origin == "editor"


# documentation with styles, levels, headings and blank lines


def test_documentation_has_its_styles_and_levels() -> None:
    meeting = Meeting(rooms=[{"name": "Grupp 1"}])
    link = {"text": "länk", "link": "https://samtal.example"}
    meeting.block("room-1", "Rubrik", kind="heading")
    meeting.block("room-1", "En länk", runs=[{"text": "En "}, link])
    meeting.block("room-1", "Ett", kind="numbered")
    meeting.block("room-1", "Under", kind="bullet", level=1)
    meeting.block("room-1", "", runs=[])

    blocks = section(paper_of(meeting), "room-1").blocks[1:]

    assert blocks[0] == SubHeading(3, own("Rubrik"), "documentation", block="b-1")
    assert blocks[1] == Paragraph(
        (Run("En "), Run("länk", link="https://samtal.example")), "documentation", block="b-2"
    )
    below = (Item(own("Under"), block="b-4"),)
    assert blocks[2] == BulletList((Item(own("Ett"), (), below, False, "b-3"),), "documentation", numbered=True)
    assert len(blocks) == 3


def test_a_room_with_only_blank_blocks_has_no_documentation_and_they_cover_no_notes() -> None:
    meeting = Meeting(rooms=[{"name": "Grupp 1"}])
    note = meeting.note("room-1", "Ett inlägg")
    meeting.block("room-1", " ", note, runs=[{"text": " "}])

    paper = paper_of(meeting)

    assert [warning.kind for warning in paper.warnings if warning.anchor == "d-room-1"] == ["not_worked_through"]
    meeting.block("room-1", "Något")
    assert [unused.note.id for unused in paper_of(meeting).unused] == [note]


# what is left out, printed, and how far the paper has come


def test_a_note_that_is_left_out_is_not_among_the_unused() -> None:
    meeting = Meeting(rooms=[{"name": "Grupp 1"}])
    gone, kept = meeting.note("room-1", "Fikat var gott"), meeting.note("room-1", "Viktigt")
    meeting.block("room-1", "Text")

    meeting.session.apply("draft", "note.omitted", {"note": gone})

    paper = paper_of(meeting)
    assert [unused.note.id for unused in paper.unused] == [kept]
    assert [omitted.note.id for omitted in paper.omitted] == [gone]
    assert paper.as_data()["omitted"][0]["id"] == gone


def test_confirmations_are_printed_where_that_is_wanted() -> None:
    meeting = samverkanstraff()
    assert any(isinstance(block, Confirmed) for block in paper_of(meeting).blocks())
    warned = paper_of(meeting).warnings

    meeting.session.apply("draft", "paper.set", {"confirmations": False})

    assert not any(isinstance(block, Confirmed) for block in paper_of(meeting).blocks())
    assert paper_of(meeting).warnings == warned


@pytest.mark.parametrize(
    ("state", "swedish", "english"),
    [
        ("working", "Arbetsmaterial", "Working material"),
        ("draft", "Utkast", "Draft"),
        ("confirmed", "Fastställd", "Confirmed"),
        ("sent", "Utsänd", "Sent out"),
    ],
)
def test_the_header_says_how_far_the_paper_has_come(state: str, swedish: str, english: str) -> None:
    for language, word in (("sv", swedish), ("en", english)):
        meeting = Meeting(language=language)
        meeting.session.apply("draft", "paper.marked", {"state": state, "at": "2025-10-01T08:00:00.000Z"})

        assert paper_of(meeting).header.state == word


@pytest.mark.parametrize("state", ["confirmed", "sent"])
def test_a_confirmed_paper_keeps_its_day_whenever_it_is_written(state: str) -> None:
    meeting = Meeting(published=None)
    later = dt.date(2026, 1, 9)
    assert compose(meeting.session, today=later).published == later

    meeting.session.apply("draft", "paper.marked", {"state": state, "at": "2025-10-01T22:30:00.000Z"})

    assert compose(meeting.session, today=later).published == dt.date(2025, 10, 2)  # past midnight in Stockholm


# pieces


def test_the_pieces_are_the_paper_in_its_order() -> None:
    meeting = samverkanstraff()

    found = [block for piece in pieces_of(meeting).values() for block in piece.blocks]

    expected = [text for block in paper_of(meeting).blocks() for text in said(block)]
    assert [text for block in found for text in said(block)] == expected


def said(block: object) -> list[str]:
    """Give a block's text; what several pieces share stands once in each of them."""
    match block:
        case Box() | BulletList():
            inside = block.blocks if isinstance(block, Box) else block.items
            return [text for part in inside for text in said(part)]
        case Item():
            return [plain_text(block.runs), *(text for child in block.children for text in said(child))]
        case Heading() | Label() | Missing():
            return [block.text]
        case CategoryTable():
            return [column.title for column in block.columns]
    return [plain_text(getattr(block, "runs", ()))]


def test_every_part_of_the_paper_has_its_piece() -> None:
    meeting = samverkanstraff()

    edits = [piece.edit for piece in pieces_of(meeting).values() if piece.edit and "part" in piece.edit]
    edits += pieces_of(meeting)["categories"].edits

    no_text = {f"room-{number}/{part}" for number in range(1, 6) for part in ("question", "from")}
    assert (
        shapes(meeting.session).keys() - no_text <= {edit["part"] for edit in edits} <= shapes(meeting.session).keys()
    )
    assert all(edit["single"] == (shapes(meeting.session)[edit["part"]] == "heading") for edit in edits)


def test_a_sections_text_is_one_piece_whether_anything_is_written_or_not() -> None:
    meeting = samverkanstraff()
    by_number = {number: pieces_of(meeting)[f"{meeting.room_with(number)}/text"] for number in (2, 3, 5)}

    assert {n: (piece.edit or {})["begun"] for n, piece in by_number.items()} == {2: True, 3: False, 5: False}
    assert {n: (piece.edit or {})["notes"] for n, piece in by_number.items()} == {2: True, 3: True, 5: False}
    assert by_number[2].origin == "documentation"
    assert len(by_number[2].sources) == 7
    assert 'data-id="b-' in piece_fragment(by_number[2])
    assert pieces_of(meeting)["item-1/text"].blocks == ()


def test_each_pattern_is_a_piece_with_its_theme() -> None:
    meeting = samverkanstraff()

    found = [piece for piece in pieces_of(meeting).values() if piece.theme]

    assert [piece.theme for piece in found] == list(meeting.session.themes)
    assert piece_fragment(found[2]).startswith("<ul>")


def test_a_piece_of_the_box_looks_like_the_box_and_a_cell_says_its_part() -> None:
    found = pieces_of(samverkanstraff())

    for part in ("proposal", "question"):
        assert piece_fragment(found[f"room-2/{part}"]).startswith('<div class="paper__from">')
    assert 'data-part="category-1/title"' in piece_fragment(found["categories"])
    assert piece_fragment(found["title"]).startswith('<h2 class="paper__title" id="d-title">')


def test_a_programme_without_a_workshop_has_its_parts_too() -> None:
    meeting = Meeting(programme=PLAN["programme"][:1])
    meeting.writes_part("workshop/heading", "Förslagen")

    assert section(paper_of(meeting), "workshop").heading.text == "Förslagen"
    assert pieces_of(meeting)["workshop/intro"].edit == {
        "part": "workshop/intro",
        "lines": [Line(own(plain_text(section(paper_of(meeting), "workshop").blocks[0].runs))).as_data()],  # type: ignore[union-attr]
        "own": False,
        "single": False,
    }


# beginning a section with what the notes say


@pytest.fixture
def hall() -> Hall:
    return seated(Hall())


def begun(hall: Hall, who: Person, channel: str) -> list[tuple[str, int, str, int]]:
    who.does("section.begin", channel)
    blocks = hall.session.channels[channel].blocks
    return [(block.kind, block.level, block.text, len(block.sources)) for block in blocks]


def test_a_groups_section_begins_with_its_clusters_and_replies(hall: Hall) -> None:
    anna, eva = hall.person("anna"), hall.person("eva")
    cluster = anna.makes("cluster.add", title="Tid")
    note = anna.writes("Ont om tid")
    anna.does("note.move", note=note, cluster=cluster)
    anna.writes("Ja, verkligen", reply_to=note)
    anna.writes("Något annat")
    before = compose(hall.session, today=TODAY)

    assert begun(hall, eva, "room-1") == [
        ("bullet", 0, "Tid", 0),
        ("bullet", 1, "Ont om tid", 1),
        ("bullet", 2, "Ja, verkligen", 1),
        ("bullet", 0, "Övrigt", 0),
        ("bullet", 1, "Något annat", 1),
    ]
    room = hall.session.channels["room-1"]
    assert room.blocks[0].runs == (Run("Tid", bold=True),)
    assert room.blocks[1].runs is None
    assert all(len(block.id) <= 64 for block in room.blocks)
    notes, documented = (section(paper, "room-1").blocks[-1] for paper in (before, compose(hall.session, today=TODAY)))
    assert isinstance(notes, BulletList)
    assert isinstance(documented, BulletList)
    assert unnamed(documented.items) == notes.items


def unnamed(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(replace(item, block=None, children=unnamed(item.children)) for item in items)


def test_a_talks_section_begins_with_paragraphs_and_its_reflections(hall: Hall) -> None:
    anna = hall.person("anna")
    anna.writes("Ett stycke.\n\nEtt till.", "item-2-1", kind="said")
    anna.writes("En tanke", "item-2-1", kind="reflection")

    assert begun(hall, hall.facilitator, "item-2-1") == [
        ("paragraph", 0, "Ett stycke.", 1),
        ("paragraph", 0, "Ett till.", 1),
        ("bullet", 0, "En tanke", 1),
    ]


def test_a_section_begins_only_where_nothing_is_written_and_notes_are_there(hall: Hall) -> None:
    anna, eva = hall.person("anna"), hall.person("eva")
    with refused("conflict", "channel"):
        eva.does("section.begin")
    anna.writes("Ett inlägg")
    eva.makes("block.add", runs=[])
    with refused("forbidden"):
        anna.does("section.begin")

    assert eva.does("section.begin") == ["block.removed", "block.added"]
    with refused("conflict", "channel"):
        eva.does("section.begin")
