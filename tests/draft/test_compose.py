"""What the paper says: the parts, in order, from what was written in the rooms."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from server.domain.room import Room
from server.draft import Paper, compose
from server.draft.paper import (
    Box,
    BulletList,
    CategoryTable,
    Column,
    Confirmed,
    Heading,
    Item,
    Label,
    Missing,
    NotWorkedThrough,
    Paragraph,
    Section,
    plain_text,
    walk,
)
from tests.draft.meeting import PLAN, PROPOSALS, TODAY, Meeting, samverkanstraff
from tests.draft.outline import OUTLINE


def paper_of(meeting: Meeting) -> Paper:
    return compose(meeting.session, today=TODAY)


def section(paper: Paper, channel: str) -> Section:
    return next(section for section in paper.sections if section.channel == channel)


def texts(section: Section) -> list[str]:
    """The section's text, bullets indented under each other."""
    lines: list[str] = []
    for block in section.blocks:
        match block:
            case BulletList():
                lines += ["  " * depth + "- " + plain_text(item.runs) for depth, item in walk(block.items)]
            case Paragraph() | Confirmed():
                lines.append(plain_text(block.runs))
            case Label() | Missing() | NotWorkedThrough():
                lines.append(block.text)
            case Box():
                lines.append("(förslaget)")
    return lines


def kinds(paper: Paper) -> list[tuple[str, str]]:
    return [(warning.kind, warning.anchor) for warning in paper.warnings]


def test_the_parts_stand_in_the_order_of_the_real_paper() -> None:
    paper = paper_of(samverkanstraff())
    found = [("title", paper.title)]
    for block in paper.blocks():
        if isinstance(block, Heading):
            found.append((f"heading {block.level}", block.text))
        elif isinstance(block, Label):
            found.append(("label", block.text))

    assert found == OUTLINE


def test_every_page_says_what_it_is_whose_and_when() -> None:
    header = paper_of(samverkanstraff()).header

    assert (header.word, header.organiser, header.date_code) == (
        "DOKUMENTATION",
        "Jämställdhetsmyndigheten",
        "251028",
    )


def test_the_lead_says_which_meeting_where_when_and_what_for() -> None:
    assert plain_text(paper_of(samverkanstraff()).lead.runs) == (
        "Samverkansträff 3 var den tredje träffen i serien ”Könsbundna studie- och yrkesval”. "
        "Den hölls i Göteborg den 30 september 2025 med temat "
        "”Målkonflikter i välfärden ur lokalt och regionalt perspektiv”. "
        "Förmiddagen ägnades åt inledningsanföranden och tre föredrag under rubriken "
        "”Regionala och lokala perspektiv”. "
        "Eftermiddagen ägnades åt workshopen ”Vidareutveckling av samverkansförslag”, "
        "med samtal i fem grupper utifrån fem konkreta förslag. "
        "Här återges huvuddragen i det som kom fram."
    )


def test_the_lead_counts_the_rooms_that_were_added_during_the_day() -> None:
    meeting = samverkanstraff()
    meeting.session.channels["room-6"] = Room("room-6", "room", "Grupp 6", 12, {"title": "Stöd till elevhälsan"})
    meeting.session.channels["room-7"] = Room("room-7", "room", "Grupp 7", None, None)

    assert "med samtal i sju grupper utifrån sex konkreta förslag. " in plain_text(paper_of(meeting).lead.runs)


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("Samverkansträff 3", "samverkansträff 3"),
        ("MSV-dagen", "MSV-dagen"),
        ("Göteborg samlas", "Göteborg samlas"),
        ("Malmö universitet bjuder in", "Malmö universitet bjuder in"),
    ],
)
def test_the_title_has_a_small_letter_inside_the_sentence_unless_it_is_a_name(title: str, inside: str) -> None:
    paper = paper_of(Meeting(title=title, series=None))

    assert paper.title == f"Dokumentation från {inside}"


def test_the_paper_is_dated_today_where_the_file_says_nothing() -> None:
    meeting = Meeting(published=None)

    paper = compose(meeting.session, today=dt.date(2026, 1, 5))

    assert (paper.published, paper.header.date_code, paper.header.dated) == (dt.date(2026, 1, 5), "260105", "260105")


def test_the_categories_are_a_table_with_one_column_each() -> None:
    tables = [block for block in paper_of(samverkanstraff()).blocks() if isinstance(block, CategoryTable)]

    assert [[column.title for column in table.columns] for table in tables] == [
        ["Regelarbete och tillsyn", "Stöd", "Forskning", "Utbildning", "Samverkan", "Normbrytande val"]
    ]


@pytest.mark.parametrize(("columns", "parts"), [(1, [1]), (6, [6]), (7, [4, 3]), (12, [6, 6]), (13, [5, 5, 3])])
def test_many_categories_are_shared_between_tables(columns: int, parts: list[int]) -> None:
    table = CategoryTable("", tuple(Column(str(number), ()) for number in range(columns)))

    assert [len(part) for part in table.parts()] == parts


# openings and talks


def test_the_bullets_that_end_a_talk_get_their_lead_in() -> None:
    paper = paper_of(samverkanstraff())

    assert texts(section(paper, "item-2-2"))[1:] == [
        "Reflektioner och lärdomar:",
        "- Omställningen blir jämställd först när välfärden växer i samma takt.",
        "- Bilden av orten formas av dem som redan bor där.",
        "- Rekrytering handlar lika mycket om partnerns möjligheter.",
    ]


def test_a_lead_in_that_the_note_taker_wrote_is_not_doubled() -> None:
    meeting = Meeting()
    meeting.block("item-2-1", "Sammanfattning.")
    meeting.block("item-2-1", "Reflektioner och lärdomar:")
    meeting.block("item-2-1", "En lärdom", kind="bullet")

    assert texts(section(paper_of(meeting), "item-2-1")) == [
        "Sammanfattning.",
        "Reflektioner och lärdomar:",
        "- En lärdom",
    ]


def test_a_talk_with_only_notes_is_marked_and_its_reflections_are_bullets() -> None:
    paper = paper_of(samverkanstraff())

    assert texts(section(paper, "item-2-3")) == [
        "Ännu inte genomarbetat: inläggen återges som de skrevs.",
        "En studie av 224 kommuner och 16 regioner jämför deltid och sjukfrånvaro.",
        "Mönstren följer villkoren snarare än könet.",
        "Reflektioner och lärdomar:",
        "- Antal medarbetare per chef är ett mått som alla kan följa.",
    ]
    assert ("not_worked_through", "d-item-2-3") in kinds(paper)


def test_a_talk_that_nobody_wrote_about_is_a_gap_and_a_warning() -> None:
    paper = paper_of(Meeting())

    assert texts(section(paper, "item-2-2")) == ["Det finns ingen dokumentation från föredraget."]
    assert ("empty_talk", "d-item-2-2") in kinds(paper)


def test_clusters_in_a_talk_keep_their_titles() -> None:
    meeting = Meeting()
    cluster = meeting.cluster("item-2-1", "Status")
    meeting.note("item-2-1", "Yrken värderas olika", kind="said", cluster=cluster)
    meeting.note("item-2-1", "Löst", kind="said")

    assert texts(section(paper_of(meeting), "item-2-1"))[1:] == ["Löst", "Status", "Yrken värderas olika"]


# the groups


def test_groups_stand_by_their_proposals_number_and_groups_without_one_come_last() -> None:
    rooms = [{"name": "Fria gruppen"}, *PLAN["rooms"]]
    paper = paper_of(Meeting(rooms=rooms))
    groups = [s.heading.text for s in paper.sections if s.channel and s.channel.startswith("room-")]

    assert groups == [*(f"Förslag {p['number']}. {p['title']}" for p in PROPOSALS), "Fria gruppen"]


def test_prose_stays_prose_with_the_time_of_its_confirmation_and_the_reservation() -> None:
    meeting = samverkanstraff()

    said = texts(section(paper_of(meeting), meeting.room_with(1)))

    assert said[:3] == [
        "Förslag som samtalet tog sin utgångspunkt i:",
        "(förslaget)",
        "Dokumentation från samtalen:",
    ]
    assert said[3].startswith("Gruppen började i problembilden.")
    assert said[-1] == "Avstämt i gruppen 15.42. Reservation: Formuleringen om beredskap ska stämmas av med MCF."


def test_consecutive_bullets_are_one_list() -> None:
    meeting = samverkanstraff()
    lists = [b for b in section(paper_of(meeting), meeting.room_with(2)).blocks if isinstance(b, BulletList)]

    assert [len(bullets.items) for bullets in lists] == [7]


def test_only_notes_become_their_clusters_most_supported_first_with_replies_below() -> None:
    meeting = samverkanstraff()

    assert texts(section(paper_of(meeting), meeting.room_with(3)))[3:] == [
        "Ännu inte genomarbetat: inläggen återges som de skrevs.",
        "- Från forskning till praktik",
        "  - Forskare och expertmyndigheter behöver mötas oftare.",
        "  - Praktiker läser inte artiklar. De frågar en kollega.",
        "- Inventera det som finns",
        "  - Vilka centrum finns redan?",
        "    - Minst fyra, på olika lärosäten.",
        "- Övrigt",
        "  - Be om vidgade uppdrag.",
    ]


def test_a_long_chain_of_replies_goes_on_at_the_third_level() -> None:
    meeting = Meeting()
    note = meeting.note("room-1", "Första")
    for number in range(3_000):
        note = meeting.note("room-1", f"Svar {number}", reply_to=note)
    lists = [b for b in section(paper_of(meeting), "room-1").blocks if isinstance(b, BulletList)]

    written = [(depth, plain_text(item.runs)) for depth, item in walk(lists[0].items)]

    assert written[:3] == [(0, "Första"), (1, "Svar 0"), (2, "Svar 1")]
    assert len(written) == 3_001
    assert written[-1] == (2, "Svar 2999")


def test_a_reply_to_a_removed_note_stands_on_its_own() -> None:
    meeting = Meeting()
    gone = meeting.note("room-1", "Borttaget", removed=True)
    meeting.note("room-1", "Svar", reply_to=gone)

    assert texts(section(paper_of(meeting), "room-1"))[-1:] == ["- Svar"]


def test_a_group_that_wrote_nothing_keeps_its_heading_and_says_so() -> None:
    meeting = samverkanstraff()
    room = meeting.room_with(5)
    paper = paper_of(meeting)

    assert texts(section(paper, room))[-1] == "Gruppen har inte lämnat någon dokumentation."
    assert ("empty_room", f"d-{room}") in kinds(paper)


def test_what_remains_is_warned_of_once() -> None:
    meeting = samverkanstraff()
    rooms = {number: f"d-{meeting.room_with(number)}" for number in range(1, 6)}

    assert kinds(paper_of(meeting)) == [
        ("not_worked_through", "d-item-2-3"),
        ("one_group", "d-themes"),
        ("one_group", "d-themes"),
        ("not_worked_through", rooms[3]),
        ("not_confirmed", rooms[4]),
        ("empty_room", rooms[5]),
        ("unused_notes", rooms[1]),
    ]


def test_a_pattern_that_one_group_alone_said_is_told_by_its_number() -> None:
    meeting = Meeting()
    one, other = meeting.note("room-1", "Här"), meeting.note("room-2", "Där")
    meeting.theme("I två grupper.", one, other)
    meeting.theme("I en.", other)
    meeting.theme("I ingen, eller i alla.")

    told = [warning.said.params for warning in paper_of(meeting).warnings if warning.kind == "one_group"]
    assert told == [{"number": 2}]


def test_missing_themes_and_categories_are_visible_gaps() -> None:
    paper = paper_of(Meeting(categories=[]))

    assert {"no_themes", "no_categories"} <= {kind for kind, _ in kinds(paper)}
    gaps = [block.text for block in paper.blocks() if isinstance(block, Missing)]
    assert "Inga återkommande mönster och teman har samlats in." in gaps
    assert "Det finns inga kategorier från förarbetet." in gaps


def test_every_warning_and_heading_leads_to_a_place_of_its_own() -> None:
    paper = paper_of(samverkanstraff())
    anchors = [heading["anchor"] for heading in paper.outline()]

    assert len(set(anchors)) == len(anchors)
    assert {warning.anchor for warning in paper.warnings} <= set(anchors)


# the proposal's box


def box_of(proposal: dict[str, Any]) -> list[str]:
    meeting = Meeting(rooms=[{"name": "Grupp 1", "proposal": proposal}])
    boxes = [block for block in section(paper_of(meeting), "room-1").blocks if isinstance(block, Box)]
    return texts(Section(Heading(1, "", ""), boxes[0].blocks))


def test_the_box_has_text_bullets_question_and_who_it_builds_on() -> None:
    proposal = {
        "number": 1,
        "title": "Centrum",
        "text": "Det ska\n\n- samla\n- sprida",
        "question": "Hur?",
        "from": ["Högskolan i Borås", "Södertörns högskola"],
    }

    assert box_of(proposal) == [
        "Det ska",
        "- samla",
        "- sprida",
        "Hur?",
        "Bygger på bidrag från Högskolan i Borås och Södertörns högskola.",
    ]


def test_organisations_that_the_text_names_are_not_named_again() -> None:
    proposal = {"number": 1, "title": "Centrum", "text": "Borås föreslår ett centrum.", "from": ["Borås"]}

    assert box_of(proposal) == ["Borås föreslår ett centrum."]


# nothing is dropped, nobody is named


def test_every_note_is_in_the_paper_or_among_the_unused() -> None:
    meeting = samverkanstraff()
    paper = paper_of(meeting)
    covered = {source for block in paper.blocks() for source in block.sources}
    unused = {unused.note.id for unused in paper.unused}
    visible = {note.id for room in meeting.session.channels.values() for note in room.visible_notes()}

    assert covered | unused >= visible
    assert not covered & unused
    assert [(u.channel, u.note.text) for u in paper.unused] == [
        (meeting.room_with(1), "Beredskap är ett ord som öppnar dörrar")
    ]


def test_a_removed_note_is_nowhere() -> None:
    assert "Det här tog jag bort" not in str(paper_of(samverkanstraff()).as_data())


def test_who_took_part_is_not_in_the_paper() -> None:
    paper = paper_of(samverkanstraff())
    said = str(list(paper.blocks()))

    assert "Hemliga organisationen" not in said
    assert "p-anna" not in said


def test_a_paragraph_with_blank_lines_is_several_and_keeps_its_notes() -> None:
    meeting = Meeting()
    note = meeting.note("room-1", "Underlag")
    meeting.block("room-1", "Ett.\n\nTvå,\nandra raden.", note)
    paragraphs = [b for b in section(paper_of(meeting), "room-1").blocks if isinstance(b, Paragraph)]

    assert [(plain_text(p.runs), p.sources) for p in paragraphs] == [
        ("Ett.", (note,)),
        ("Två,\nandra raden.", (note,)),
    ]


# other shapes of meeting


def test_an_english_session_has_an_english_paper() -> None:
    meeting = Meeting(language="en", title="Library day", series="Open libraries", place="Leeds")
    paper = paper_of(meeting)
    said = [block.text for block in paper.blocks() if isinstance(block, Heading | Label | Missing)]

    assert paper.header.dated == "28 October 2025"
    assert paper.title == "Documentation from Library day – Open libraries"
    assert paper.header.word == "DOCUMENTATION"
    assert "held in Leeds on 30 September 2025" in plain_text(paper.lead.runs)
    assert "Talks: Regionala och lokala perspektiv" in said
    assert "Proposal 1. Utveckla befintliga nätverk" in said
    assert "Proposals that the conversation started from:" in said
    assert "The group has left no documentation." in said


def test_the_smallest_meeting_has_a_paper() -> None:
    meeting = Meeting(
        **{key: [] for key in ("programme", "rooms", "categories")},
        **dict.fromkeys(("series", "theme", "place", "organiser", "number")),
    )

    paper = paper_of(meeting)

    assert paper.title == "Dokumentation från samverkansträff 3"
    assert plain_text(paper.lead.runs).startswith("Samverkansträff 3 hölls den 30 september 2025.")
    assert paper.sections == ()


def test_a_talk_after_the_workshop_stands_after_the_groups() -> None:
    closing = {"talks": {"title": "Vägen framåt", "talks": [], "time": "15.30"}}
    paper = paper_of(Meeting(programme=[*PLAN["programme"], closing]))

    assert paper.sections[-1].heading.text == "Föredrag: Vägen framåt"


def test_the_same_state_gives_the_same_paper() -> None:
    assert paper_of(samverkanstraff()) == paper_of(samverkanstraff())


def test_sources_of_a_list_are_those_of_its_bullets_each_once() -> None:
    bullets = BulletList((Item((), ("a", "b"), (Item((), ("b", "c")),)),), "notes")

    assert bullets.sources == ("a", "b", "c")


def test_the_time_of_a_confirmation_is_the_meetings_own() -> None:
    meeting = Meeting()
    meeting.block("room-1", "Text")
    meeting.confirm("room-1", "2025-12-01T13:42:00.000Z")
    utc = compose(meeting.session, today=TODAY, tz=dt.UTC)

    assert texts(section(paper_of(meeting), "room-1"))[-1] == "Avstämt i gruppen 14.42"
    assert texts(section(utc, "room-1"))[-1] == "Avstämt i gruppen 13.42"
