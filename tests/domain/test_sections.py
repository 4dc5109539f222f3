"""Enter, Backspace and pasting: several blocks change at once, and what another writes meanwhile stands there once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.plain_text import MAX_BLOCK_CHARACTERS
from server.domain.rich_text import Run, Runs, joined, merged_parts, plain
from tests.domain.cast import Hall, Person, refused

SENTENCE = "Skolverket samlar villkor i ett register."
NEW, NEWER = str(UUID(int=2**100)), str(UUID(int=2**101))


def line(id: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "runs": [{"text": text}] if text else [], **more}


def parts(block: str, head: str, tail: str, *, new: str = NEW, base: str = SENTENCE) -> dict[str, Any]:
    """What is wished by pressing Enter in the last block."""
    return {"base": [line(block, base)], "lines": [line(block, head), line(new, tail)], "next": None}


def test_enter_parts_a_block_in_one_command(hall: Hall, eva: Person):
    block = eva.documents(SENTENCE)

    told = eva.does("section.edit", **parts(block, "Skolverket", " samlar villkor i ett register."))

    assert hall.texts() == ["Skolverket", " samlar villkor i ett register."]
    assert told == ["block.edited", "block.added"]
    assert [(each["id"], each["version"]) for each in eva.sees()["blocks"]] == [(block, 2), (NEW, 1)]


def test_backspace_joins_two_in_one_command(hall: Hall, eva: Person):
    one, two, three = (eva.documents(text) for text in ("Vi", "ses.", "Hej."))

    base = [line(one, "Vi"), line(two, "ses.")]
    told = eva.does("section.edit", base=base, lines=[line(one, "Vi ses.")], next=three)

    assert hall.texts() == ["Vi ses.", "Hej."]
    assert told == ["block.edited", "block.removed"]


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("Snart Skolverket samlar villkor i ett register.", ["Snart Skolverket", " samlar villkor i ett register."]),
        (
            "Skolverket samlar nya villkor i ett register. Ja.",
            ["Skolverket", " samlar nya villkor i ett register. Ja."],
        ),
    ],
)
def test_what_another_has_written_stands_on_its_side_of_the_cut(
    hall: Hall, eva: Person, facilitator: Person, written: str, texts: list[str]
):
    block = eva.documents(SENTENCE)
    eva.does("block.edit", block=block, text=written)

    facilitator.does("section.edit", "room-1", **parts(block, "Skolverket", " samlar villkor i ett register."))

    assert hall.texts() == texts


def test_what_another_has_written_in_lines_that_are_joined_stays(hall: Hall, eva: Person, facilitator: Person):
    one, two = eva.documents("Vi"), eva.documents("ses.")
    eva.does("block.edit", block=two, text="ses snart.")

    base = [line(one, "Vi"), line(two, "ses.")]
    facilitator.does("section.edit", "room-1", base=base, lines=[line(one, "Vi ses.")], next=None)

    assert hall.texts() == ["Vi ses snart."]


def test_words_that_another_has_taken_out_leave_no_empty_line(hall: Hall, eva: Person, facilitator: Person):
    block = eva.documents(SENTENCE)
    eva.does("block.edit", block=block, text="Skolverket")

    facilitator.does("section.edit", "room-1", **parts(block, "Skolverket", " samlar villkor i ett register."))

    assert hall.texts() == ["Skolverket"]


def test_of_two_who_press_enter_at_once_the_second_is_asked_to_look_again(hall: Hall, eva: Person, facilitator: Person):
    block = eva.documents(SENTENCE)
    eva.does("section.edit", **parts(block, "Skolverket", " samlar villkor i ett register."))

    with refused("conflict", "base"):
        facilitator.does("section.edit", "room-1", **parts(block, SENTENCE[:20], SENTENCE[20:], new=NEWER))

    assert hall.texts() == ["Skolverket", " samlar villkor i ett register."]


@pytest.mark.parametrize("change", ["removed", "moved", "added", "next removed"])
def test_a_place_that_looks_otherwise_by_now_is_a_conflict(hall: Hall, eva: Person, facilitator: Person, change: str):
    one, two, three = (eva.documents(text) for text in ("Vi", "ses.", "Hej."))
    match change:
        case "removed":
            eva.does("block.remove", block=one)
        case "moved":
            eva.does("block.move", block=two, after=three)
        case "added":
            eva.documents("Nytt", after=one)
        case "next removed":
            eva.does("block.remove", block=three)
    before = hall.texts()

    base = [line(one, "Vi"), line(two, "ses.")]
    with refused("conflict", "base"):
        facilitator.does("section.edit", "room-1", base=base, lines=[line(one, "Vi ses.")], next=three)

    assert hall.texts() == before


def test_new_lines_stand_in_their_order_among_the_others(hall: Hall, eva: Person):
    before, block, after = (eva.documents(text) for text in ("Före.", "AB", "Efter."))

    lines = [line(block, "A1"), line(NEW, "2", kind="bullet", level=1), line(NEWER, "3B", kind="heading", level=1)]
    eva.does("section.edit", base=[line(block, "AB")], lines=lines, next=after)

    assert hall.texts() == ["Före.", "A1", "2", "3B", "Efter."]
    kinds = [(each["kind"], each["level"]) for each in eva.sees()["blocks"]]
    assert kinds == [("paragraph", 0), ("paragraph", 0), ("bullet", 1), ("heading", 0), ("paragraph", 0)]
    assert before == eva.sees()["blocks"][0]["id"]


def test_the_notes_behind_a_block_are_behind_both_halves_though_one_is_gone(hall: Hall, eva: Person, anna: Person):
    note, other = anna.writes("Ett"), anna.writes("Två")
    block = eva.documents(SENTENCE, sources=[note])
    anna.does("note.remove", note=note)
    wish = parts(block, "Skolverket", " samlar villkor i ett register.")

    with refused("not_found", "sources"):
        eva.does("section.edit", **wish | {"lines": [wish["lines"][0], wish["lines"][1] | {"sources": ["x"]}]})
    eva.does("section.edit", **wish | {"lines": [wish["lines"][0], wish["lines"][1] | {"sources": [note, other]}]})

    assert [each["sources"] for each in eva.sees()["blocks"]] == [[note], [note, other]]


def test_styles_go_along_and_plain_text_stays_plain_where_it_is_not_touched(hall: Hall, eva: Person):
    plain_one = eva.documents("Först.")
    block = eva.makes("block.add", runs=[{"text": "en "}, {"text": "fet rad", "bold": True}])

    base = [line(plain_one, "Först."), {"id": block, "runs": [{"text": "en "}, {"text": "fet rad", "bold": True}]}]
    head = [{"text": "en "}, {"text": "fet", "bold": True}]
    lines = [
        line(plain_one, "Först."),
        {"id": block, "runs": head},
        {"id": NEW, "runs": [{"text": " rad", "bold": True}]},
    ]
    told = eva.does("section.edit", base=base, lines=lines, next=None)

    assert told == ["block.edited", "block.added"]
    assert [each["runs"] for each in eva.sees()["blocks"]] == [None, head, [{"text": " rad", "bold": True}]]


def test_what_stands_already_changes_nothing_and_a_change_takes_the_rooms_word_back(eva: Person):
    block = eva.documents(SENTENCE)
    eva.does("section.confirm")
    same = [line(block, SENTENCE)]

    assert eva.does("section.edit", base=same, lines=same, next=None) == []
    told = eva.does("section.edit", **parts(block, "Skolverket", " samlar villkor i ett register."))
    assert told == ["block.edited", "block.added", "section.unconfirmed"]


def test_new_lines_have_names_of_their_own_and_known_ones_keep_their_order(eva: Person, facilitator: Person):
    one, two = eva.documents("Ett"), eva.documents("Två")
    elsewhere = facilitator.documents("Annat", "room-2")
    base = [line(one, "Ett"), line(two, "Två")]

    for lines in (
        [line(one, "Ett"), line("inte ett uuid", "Två")],
        [line(two, "Två"), line(one, "Ett")],
        [line(one, "Ett"), line(NEW, "T"), line(NEW, "vå")],
        [],
    ):
        with refused("invalid", "lines") if lines else refused("invalid"):
            eva.does("section.edit", base=base, lines=lines, next=None)
    with refused("conflict", "lines"):
        eva.does("section.edit", base=base, lines=[line(one, "Ett"), line(elsewhere, "Två")], next=None)


def test_what_a_line_may_hold_is_what_a_block_may_hold(hall: Hall, eva: Person):
    one, two = eva.documents("a" * MAX_BLOCK_CHARACTERS), eva.documents("b")
    base = [line(one, "a" * MAX_BLOCK_CHARACTERS), line(two, "b")]

    with refused("too_large", "lines"):
        eva.does("section.edit", base=base, lines=[line(one, "a" * MAX_BLOCK_CHARACTERS + "b")], next=None)
    with refused("invalid", "lines"):
        eva.does("section.edit", base=base, lines=[line(one, "a\0b")], next=None)


@pytest.mark.parametrize("outsider", ["anna", "disa", "screen"])
def test_only_those_who_document_part_and_join(hall: Hall, eva: Person, outsider: str):
    who = hall.screen if outsider == "screen" else hall.person(outsider)
    block = eva.documents(SENTENCE)

    with refused("forbidden"):
        who.does("section.edit", "room-1", **parts(block, "Skolverket", " samlar villkor i ett register."))


SIGNS = "abcdefghij ,"
TEXT = st.text(SIGNS, max_size=12)
WRITTEN = st.lists(TEXT, min_size=1, max_size=4)


@given(st.data())
def test_every_sign_stands_once_however_lines_are_parted_joined_and_written_in(data: st.DataObject) -> None:
    base = data.draw(WRITTEN)
    whole = "".join(base)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    mine = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    theirs = []
    for number, text in enumerate(base):
        place = data.draw(st.integers(0, len(text)))
        theirs.append(text[:place] + str(number) + text[place:])

    result = merged_parts(*(list(map(runs, lines)) for lines in (base, mine, theirs)))

    texts = [plain(each) for each in result]
    assert len(texts) == len(mine)
    assert "".join(texts) == "".join(theirs)
    assert ["".join(sign for sign in text if not sign.isdigit()) for text in texts] == mine


def runs(text: str) -> Runs:
    return joined([Run(text)])
