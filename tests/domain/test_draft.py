"""The draft: what editors write in place of what is composed, comments, links for reading, and the paper's state."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from server.domain import comments
from server.domain.errors import NotFound
from server.domain.events import DRAFT_CHANNEL
from server.domain.parts import shapes
from server.domain.readings import open_reading
from server.domain.session import Session
from server.domain.wish import ReaderComment
from tests.domain.cast import Hall, Person, refused


def line(text: str, **more: Any) -> dict[str, Any]:
    return {"kind": "paragraph", "level": 0, "runs": [{"text": text}] if text else []} | more


def draft(facilitator: Person) -> Any:
    return facilitator.sees(DRAFT_CHANNEL)


EVERY_WISH: tuple[tuple[str, dict[str, Any]], ...] = (
    ("text.edit", {"part": "title", "lines": [line("Vår rubrik")]}),
    ("note.omit", {"note": "n"}),
    ("note.include", {"note": "n"}),
    ("comment.add", {"text": "Stämmer det?", "part": "title"}),
    ("comment.settle", {"comment": "c"}),
    ("comment.reopen", {"comment": "c"}),
    ("comment.remove", {"comment": "c"}),
    ("paper.mark", {"state": "working"}),
    ("paper.set", {"confirmations": False}),
    ("reading.open", {"days": 1}),
    ("reading.withdraw", {"reading": "r"}),
)


@pytest.mark.parametrize(("type", "data"), EVERY_WISH)
def test_only_facilitators_edit_the_draft_and_see_it(hall: Hall, type: str, data: dict[str, Any]):
    for who in (hall.person("anna"), hall.person("eva"), hall.screen):
        assert not who.may_read(DRAFT_CHANNEL)
        with refused("forbidden"):
            who.does(type, **data)
    assert hall.facilitator.may_read(DRAFT_CHANNEL)


def test_the_draft_begins_with_nothing(facilitator: Person):
    assert draft(facilitator) == {
        "texts": {},
        "comments": [],
        "omitted": [],
        "paper": {"state": "working", "at": None, "confirmations": True},
        "readings": [],
    }


# texts


def test_a_part_is_written_anew_and_goes_back(facilitator: Person):
    facilitator.does("text.edit", part="title", lines=[line("Vår rubrik")])
    assert draft(facilitator)["texts"]["title"] == {
        "part": "title",
        "lines": [line("Vår rubrik")],
        "version": 1,
        "at": "2025-09-30T09:00:00.000Z",
    }

    assert facilitator.does("text.edit", part="title", lines=None) == ["text.edited"]

    assert draft(facilitator)["texts"] == {}
    assert facilitator.does("text.edit", part="title", lines=None) == []


def test_the_parts_are_those_of_the_programme(hall: Hall):
    assert {part: shape for part, shape in shapes(hall.session).items() if not part.startswith("room-")} == {
        "title": "heading",
        "lead": "paragraphs",
        "item-1/heading": "heading",
        "item-1/intro": "lines",
        "item-1-1/heading": "heading",
        "item-2/heading": "heading",
        "item-2/intro": "lines",
        "item-2-1/heading": "heading",
        "item-4/heading": "heading",
        "item-4/intro": "lines",
        "groups/heading": "heading",
        "groups/intro": "lines",
        "themes/heading": "heading",
    }
    rooms = {part for part in shapes(hall.session) if part.startswith("room-")}
    assert rooms == {
        *(f"{room}/heading" for room in ("room-1", "room-2", "room-3")),
        *(f"{room}/{part}" for room in ("room-1", "room-2") for part in ("proposal", "question", "from")),
    }


@pytest.mark.parametrize("part", ["item-3/heading", "room-3/proposal", "category-1/title", "titel", "item-9/intro"])
def test_a_part_that_the_paper_does_not_have_is_not_found(facilitator: Person, part: str):
    with refused("not_found", "part"):
        facilitator.does("text.edit", part=part, lines=[line("Vilse")])


@pytest.mark.parametrize("lines", [[], [line("")], [line(" ")], [line("Två"), line("rader")]])
def test_a_heading_is_one_line_with_something_in_it(facilitator: Person, lines: list[Any]):
    with refused("invalid", "lines"):
        facilitator.does("text.edit", part="room-1/heading", lines=lines)


def test_a_heading_is_plain_and_other_parts_keep_their_styles_and_kinds(facilitator: Person):
    styled = line("", kind="bullet", level=1, runs=[{"text": "Fet", "bold": True}])

    facilitator.does("text.edit", part="room-1/heading", lines=[styled])
    facilitator.does("text.edit", part="room-1/proposal", lines=[styled])
    facilitator.does("text.edit", part="lead", lines=[styled])

    texts = draft(facilitator)["texts"]
    assert texts["room-1/heading"]["lines"] == [line("Fet")]
    assert texts["room-1/proposal"]["lines"] == [styled]
    assert texts["lead"]["lines"] == [line("", runs=[{"text": "Fet", "bold": True}])]


def test_a_part_may_be_left_out_of_the_paper(facilitator: Person):
    facilitator.does("text.edit", part="lead", lines=[])

    assert draft(facilitator)["texts"]["lead"]["lines"] == []


def test_what_two_write_in_the_same_part_stands_there_both(hall: Hall, facilitator: Person):
    base = [line("Vi möttes."), line("Vi talade.")]
    facilitator.does("text.edit", part="lead", lines=base)

    facilitator.does("text.edit", part="lead", lines=[line("Vi möttes i Malmö."), line("Vi talade.")], base=base)
    facilitator.does("text.edit", part="lead", lines=[line("Vi möttes."), line("Vi talade länge.")], base=base)

    text = draft(facilitator)["texts"]["lead"]
    assert text["lines"] == [line("Vi möttes i Malmö."), line("Vi talade länge.")]
    assert text["version"] == 3


def test_who_began_with_what_is_composed_merges_with_who_did_so_too(facilitator: Person):
    composed = [line("Nätverk")]

    facilitator.does("text.edit", part="room-1/heading", lines=[line("Ett nätverk")], base=composed)
    facilitator.does("text.edit", part="room-1/heading", lines=[line("Nätverk i norr")], base=composed)

    assert draft(facilitator)["texts"]["room-1/heading"]["lines"] == [line("Ett nätverk i norr")]


def test_a_heading_of_which_two_take_out_a_half_each_is_the_lasts(facilitator: Person):
    base = [line("Ett nätverk")]

    facilitator.does("text.edit", part="title", lines=[line("Ett")], base=base)
    facilitator.does("text.edit", part="title", lines=[line("nätverk")], base=base)

    assert draft(facilitator)["texts"]["title"]["lines"] == [line("nätverk")]


def test_a_part_has_no_more_text_than_a_block(facilitator: Person):
    with refused("too_large", "lines"):
        facilitator.does("text.edit", part="lead", lines=[line("a" * 10_001), line("b" * 10_000)])
    with refused("too_large", "lines"):
        facilitator.does("text.edit", part="title", lines=[line("a" * 1_001)])


def test_what_two_write_together_is_no_longer_than_either_could_send_back(eva: Person, facilitator: Person):
    base, (mine, other) = [line("Först")], ([line(f"{who}{number}") for number in range(600)] for who in ("min", "din"))
    facilitator.does("text.edit", part="lead", lines=mine)
    striped = [[{"text": sign, **({"bold": True} if turn % 2 else {})} for turn in range(3_000)] for sign in "ab"]
    block = eva.documents("Text")
    facilitator.does("block.edit", "room-1", block=block, runs=striped[0])

    with refused("too_large", "lines"):
        facilitator.does("text.edit", part="lead", lines=other, base=base)
    with refused("too_large", "runs"):
        facilitator.does("block.edit", "room-1", block=block, runs=striped[1], base=[{"text": "Text"}])


# notes left out


def test_a_note_is_left_out_and_counted_again(anna: Person, facilitator: Person):
    note = anna.writes("Fikat var gott")

    assert facilitator.does("note.omit", note=note) == ["note.omitted"]
    assert facilitator.does("note.omit", note=note) == []
    assert draft(facilitator)["omitted"] == [note]
    assert facilitator.does("note.include", note=note) == ["note.included"]
    assert facilitator.does("note.include", note=note) == []
    assert draft(facilitator)["omitted"] == []
    with refused("not_found", "note"):
        facilitator.does("note.omit", note="inget")


# comments


def test_a_comment_stands_at_a_block_a_section_or_a_part(eva: Person, facilitator: Person):
    block = eva.documents("Ett stycke")

    for place in ({"channel": "room-1", "block": block}, {"channel": "room-1"}, {"part": "title"}):
        facilitator.does("comment.add", DRAFT_CHANNEL, text="Stämmer det?", **place)

    told = draft(facilitator)["comments"]
    places = [("room-1", block, None), ("room-1", None, None), (None, None, "title")]
    assert [(each["channel"], each["block"], each["part"]) for each in told] == places
    shown = {"text": "Stämmer det?", "by": "facilitator", "organisation": None, "settled_at": None}
    assert told[0].items() >= shown.items()


@pytest.mark.parametrize(
    ("place", "code", "field"),
    [
        ({}, "invalid", "part"),
        ({"block": "b"}, "invalid", "part"),
        ({"part": "title", "block": "b"}, "invalid", "part"),
        ({"part": "title", "channel": "room-1"}, "invalid", "part"),
        ({"part": "title", "theme": "t"}, "invalid", "part"),
        ({"theme": "t", "block": "b"}, "invalid", "part"),
        ({"part": "titel"}, "not_found", "part"),
        ({"channel": "room-9", "block": "b"}, "not_found", "channel"),
        ({"channel": "room-1", "block": "b"}, "not_found", "block"),
    ],
)
def test_a_comment_has_one_place_that_is_there(facilitator: Person, place: dict[str, str], code: str, field: str):
    with refused(code, field):
        facilitator.does("comment.add", DRAFT_CHANNEL, text="Var?", **place)


def test_a_comment_stands_at_a_pattern_also_when_the_pattern_goes(hall: Hall, facilitator: Person):
    theme = facilitator.makes("theme.add", text="Uppdrag saknas")
    facilitator.does("comment.add", DRAFT_CHANNEL, text="I alla grupper?", theme=theme)
    facilitator.does("theme.remove", theme=theme)

    assert draft(facilitator)["comments"][0].items() >= {"theme": theme, "part": None, "channel": None}.items()
    with refused("not_found", "theme"):
        facilitator.does("comment.add", DRAFT_CHANNEL, text="Var?", theme=theme)


def test_a_comment_is_settled_taken_up_again_and_removed(facilitator: Person):
    comment = facilitator.makes("comment.add", text="Stämmer det?", part="title")

    assert facilitator.does("comment.settle", comment=comment) == ["comment.settled"]
    assert facilitator.does("comment.settle", comment=comment) == []
    assert draft(facilitator)["comments"][0]["settled_at"] == "2025-09-30T09:00:00.000Z"
    assert facilitator.does("comment.reopen", comment=comment) == ["comment.reopened"]
    assert facilitator.does("comment.reopen", comment=comment) == []
    assert draft(facilitator)["comments"][0]["settled_at"] is None
    facilitator.does("comment.remove", comment=comment)
    assert draft(facilitator)["comments"] == []
    with refused("not_found", "comment"):
        facilitator.does("comment.settle", comment=comment)


# links for reading


def by_reader(hall: Hall, reading: str, **wish: Any) -> None:
    hall.record(comments.add_by_reader(hall.session, reading, ReaderComment(**wish), hall.occasion()), by=None)


def test_a_reader_comments_while_the_link_is_open(hall: Hall, facilitator: Person):
    reading = facilitator.makes("reading.open", days=7)

    by_reader(hall, reading, text="Vi sade mer än så.", part="lead", organisation=" Malmö  universitet ")

    told = draft(facilitator)["comments"][0]
    assert told.items() >= {"by": "reader", "organisation": "Malmö universitet", "part": "lead"}.items()
    assert facilitator.hears_last(DRAFT_CHANNEL)["by"] is None


def test_a_link_opens_nothing_when_it_has_expired_or_was_withdrawn(hall: Hall, facilitator: Person):
    reading = facilitator.makes("reading.open", days=2)
    other = facilitator.makes("reading.open", days=90)
    assert draft(facilitator)["readings"][0] == {
        "id": reading,
        "expires_at": "2025-10-02T09:00:00.000Z",
        "withdrawn_at": None,
    }
    assert open_reading(hall.session, reading, hall.now + dt.timedelta(days=2, seconds=-1)).id == reading

    assert facilitator.does("reading.withdraw", reading=other) == ["reading.withdrawn"]
    assert facilitator.does("reading.withdraw", reading=other) == []
    hall.passes(minutes=2 * 24 * 60)

    for link in (reading, other, "ingen"):
        with pytest.raises(NotFound):
            open_reading(hall.session, link, hall.now)
        with refused("not_found", "reading"):
            by_reader(hall, link, text="För sent", part="lead")
    with refused("not_found", "reading"):
        facilitator.does("reading.withdraw", reading="ingen")


# how far the paper has come


def test_closing_makes_a_draft_of_the_paper(hall: Hall, facilitator: Person):
    assert facilitator.does("session.close") == ["session.closed", "paper.marked"]
    assert draft(facilitator)["paper"] == {"state": "draft", "at": "2025-09-30T09:00:00.000Z", "confirmations": True}

    facilitator.does("session.reopen")

    assert facilitator.does("session.close") == ["session.closed"]
    assert draft(facilitator)["paper"]["state"] == "draft"


def test_a_paper_marked_as_working_material_stays_so_when_the_meeting_closes(facilitator: Person):
    assert facilitator.does("paper.mark", state="working") == ["paper.marked"]
    assert facilitator.does("paper.mark", state="working") == []

    assert facilitator.does("session.close") == ["session.closed"]

    assert draft(facilitator)["paper"]["state"] == "working"


def test_a_meeting_closed_before_papers_had_states_has_a_draft(hall: Hall):
    old = Session.created(dict(hall.log[0].data))

    old.apply("session", "session.closed", {"status": "closed", "at": "2025-09-30T16:00:00.000Z"})

    assert (old.draft.state, old.draft.marked_at) == ("draft", "2025-09-30T16:00:00.000Z")


@pytest.mark.parametrize("state", ["draft", "confirmed", "sent"])
def test_an_open_meeting_has_working_material(facilitator: Person, state: str):
    with refused("conflict", "state"):
        facilitator.does("paper.mark", state=state)


@pytest.mark.parametrize(
    ("before", "after", "granted"),
    [
        ("working", "draft", True),
        ("working", "confirmed", True),
        ("draft", "working", True),
        ("draft", "confirmed", True),
        ("draft", "sent", True),
        ("confirmed", "sent", True),
        ("confirmed", "draft", True),
        ("sent", "draft", True),
        ("confirmed", "working", False),
        ("sent", "confirmed", False),
        ("sent", "working", False),
    ],
)
def test_the_paper_goes_from_state_to_state(facilitator: Person, before: str, after: str, granted: bool):
    facilitator.does("session.close")
    facilitator.does("paper.mark", state=before)

    if granted:
        assert facilitator.does("paper.mark", state=after) == ["paper.marked"]
    else:
        with refused("conflict", "state"):
            facilitator.does("paper.mark", state=after)
    assert draft(facilitator)["paper"]["state"] == (after if granted else before)


def test_a_confirmed_paper_changes_in_nothing_and_its_comments_can_be_settled(
    hall: Hall, anna: Person, facilitator: Person
):
    note, comment = anna.writes("Inlägg"), facilitator.makes("comment.add", text="Hm", part="title")
    reading = facilitator.makes("reading.open", days=1)
    facilitator.does("session.close")
    facilitator.does("paper.mark", state="confirmed")

    for type, data in (
        ("text.edit", {"part": "title", "lines": [line("För sent")]}),
        ("note.omit", {"note": note}),
        ("note.include", {"note": note}),
        ("comment.add", {"text": "För sent", "part": "title"}),
        ("paper.set", {"confirmations": False}),
    ):
        with refused("locked"):
            facilitator.does(type, **data)
    with refused("locked"):
        by_reader(hall, reading, text="För sent", part="title")
    assert facilitator.does("comment.settle", comment=comment) == ["comment.settled"]
    assert facilitator.does("reading.withdraw", reading=reading) == ["reading.withdrawn"]


def test_no_note_goes_out_of_a_confirmed_paper_or_into_it(anna: Person, facilitator: Person):
    shown, hidden = anna.writes("Står i texten"), anna.writes("Står inte där")
    facilitator.does("note.hide", "room-1", note=hidden)
    facilitator.does("session.close")
    facilitator.does("paper.mark", state="confirmed")

    with refused("locked"):
        facilitator.does("note.hide", "room-1", note=shown)
    with refused("locked"):
        facilitator.does("note.show", "room-1", note=hidden)

    facilitator.does("paper.mark", state="draft")
    assert facilitator.does("note.hide", "room-1", note=shown) == ["note.hidden"]


def test_confirmations_are_printed_or_not(facilitator: Person):
    assert facilitator.does("paper.set", confirmations=False) == ["paper.set"]
    assert facilitator.does("paper.set", confirmations=False) == []
    assert facilitator.does("paper.set") == []
    assert draft(facilitator)["paper"]["confirmations"] is False
