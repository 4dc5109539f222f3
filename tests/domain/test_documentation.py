"""The room's documentation: blocks in the order of the paper, and the room's word that they are right."""

from __future__ import annotations

import pytest

from tests.domain.cast import Hall, Person, refused


def test_the_note_taker_writes_block_after_block(hall: Hall, eva: Person):
    eva.documents("Ett")
    eva.documents("Två")

    assert hall.texts() == ["Ett", "Två"]


def test_a_block_without_a_place_stands_last_and_one_after_nothing_first(hall: Hall, eva: Person):
    one = eva.documents("Ett")
    eva.documents("Två")

    eva.documents("Mitt emellan", after=one)
    eva.documents("Först", after=None)
    eva.documents("Sist")

    assert hall.texts() == ["Först", "Ett", "Mitt emellan", "Två", "Sist"]


def test_a_block_does_not_stand_after_one_that_is_gone(hall: Hall, eva: Person):
    gone = eva.documents("Borta")
    eva.does("block.remove", block=gone)

    with refused("not_found", "after"):
        eva.documents("Vilse", after=gone)
    kept = eva.documents("Kvar")
    with refused("not_found", "after"):
        eva.does("block.move", block=kept, after=gone)
    assert hall.texts() == ["Kvar"]


@pytest.mark.parametrize("outsider", ["anna", "disa", "screen"])
def test_only_the_note_taker_and_the_facilitator_document(hall: Hall, eva: Person, outsider: str):
    who = hall.screen if outsider == "screen" else hall.person(outsider)
    block = eva.documents("Vårt")

    for type, data in (
        ("block.add", {"text": "Mitt"}),
        ("block.edit", {"block": block, "text": "Mitt"}),
        ("block.move", {"block": block, "after": None}),
        ("block.remove", {"block": block}),
        ("section.confirm", {}),
        ("section.unconfirm", {}),
    ):
        with refused("forbidden"):
            who.does(type, "room-1", **data)
    assert hall.texts() == ["Vårt"]


def test_a_note_taker_documents_in_her_own_room_and_in_every_talk(hall: Hall, eva: Person, facilitator: Person):
    eva.documents("Om talet", "item-2-1")
    with refused("forbidden"):
        eva.documents("I fel rum", "room-2")
    facilitator.documents("Överallt", "room-2")

    assert hall.texts("item-2-1") == ["Om talet"]
    assert hall.texts("room-2") == ["Överallt"]


def test_an_edited_block_stays_in_its_place_and_counts_its_version(hall: Hall, eva: Person):
    one, two, _ = eva.documents("Ett"), eva.documents("Två"), eva.documents("Tre")

    assert eva.does("block.edit", block=two, text="2", kind="bullet", version=1) == ["block.edited"]
    assert eva.does("block.edit", block=one, text="1") == ["block.edited"]

    assert hall.texts() == ["1", "2", "Tre"]
    assert [block.version for block in hall.session.channels["room-1"].blocks] == [2, 2, 1]
    assert hall.session.channels["room-1"].block(two).kind == "bullet"


def test_an_edit_of_an_older_version_is_a_conflict(hall: Hall, eva: Person, facilitator: Person):
    block = eva.documents("Ett")
    facilitator.does("block.edit", block=block, text="Två", version=1)

    with refused("conflict", "version"):
        eva.does("block.edit", block=block, text="Tre", version=1)
    eva.does("block.edit", block=block, text="Tre", version=2)
    assert hall.texts() == ["Tre"]


def test_an_edit_that_changes_nothing_tells_nothing_and_keeps_the_version(hall: Hall, eva: Person):
    block = eva.documents("Ett")

    assert eva.does("block.edit", block=block, text="Ett") == []
    assert eva.does("block.edit", block=block) == []
    assert hall.session.channels["room-1"].block(block).version == 1


def test_blocks_move_anywhere_but_after_themselves(hall: Hall, eva: Person):
    one, two, three = eva.documents("Ett"), eva.documents("Två"), eva.documents("Tre")

    assert eva.does("block.move", block=three, after=one) == ["block.moved"]
    assert hall.texts() == ["Ett", "Tre", "Två"]
    assert eva.does("block.move", block=three, after=one) == []
    eva.does("block.move", block=two, after=None)
    assert hall.texts() == ["Två", "Ett", "Tre"]
    eva.does("block.move", block=two, after=three)
    assert hall.texts() == ["Ett", "Tre", "Två"]
    with refused("conflict", "after"):
        eva.does("block.move", block=two, after=two)


def test_a_block_that_is_gone_is_not_changed(eva: Person):
    for type, data in (
        ("block.edit", {"text": "Nytt"}),
        ("block.move", {"after": None}),
        ("block.remove", {}),
    ):
        with refused("not_found", "block"):
            eva.does(type, block="inget", **data)


def test_sources_are_notes_of_the_room_each_once(hall: Hall, anna: Person, disa: Person, eva: Person):
    one, two, elsewhere = anna.writes("Ett"), anna.writes("Två"), disa.writes("Annat rum")

    block = eva.documents("Text", sources=[two, one, two])

    assert hall.session.channels["room-1"].block(block).sources == (two, one)
    for source in (elsewhere, "ingen"):
        with refused("not_found", "sources"):
            eva.documents("Text", sources=[source])
        with refused("not_found", "sources"):
            eva.does("block.edit", block=block, sources=[source])


def test_a_source_that_was_removed_since_stays_where_it_stood_and_comes_nowhere_new(
    hall: Hall, anna: Person, eva: Person
):
    note = anna.writes("Grund")
    block = eva.documents("Text", sources=[note])
    anna.does("note.remove", note=note)

    eva.does("block.edit", block=block, text="Ny text", sources=[note])

    assert hall.session.channels["room-1"].block(block).sources == (note,)
    with refused("not_found", "sources"):
        eva.documents("Annan text", sources=[note])


def test_a_block_may_be_twenty_thousand_characters(eva: Person):
    block = eva.documents("b" * 20_000)
    with refused("too_large", "text"):
        eva.documents("b" * 20_001)
    with refused("too_large", "text"):
        eva.does("block.edit", block=block, text="b" * 20_001)
    with refused("invalid", "text"):
        eva.documents("  ")


def test_the_room_confirms_its_section_with_or_without_a_reservation(hall: Hall, eva: Person):
    assert eva.does("section.confirm") == ["section.confirmed"]
    assert eva.does("section.confirm", reservation="  ") == []
    hall.passes(minutes=2)
    assert eva.does("section.confirm", reservation="Stäm av med MCF.") == ["section.confirmed"]

    assert eva.sees()["confirmation"] == {"at": "2025-09-30T09:02:00.000Z", "reservation": "Stäm av med MCF."}
    assert eva.does("section.unconfirm") == ["section.unconfirmed"]
    assert eva.does("section.unconfirm") == []
    assert eva.sees()["confirmation"] is None


def test_a_reservation_is_at_most_two_thousand_characters(eva: Person):
    with refused("too_large", "reservation"):
        eva.does("section.confirm", reservation="r" * 2_001)


@pytest.mark.parametrize("change", ["add", "edit", "move", "remove"])
def test_what_was_confirmed_is_another_text_after_any_change_of_blocks(hall: Hall, eva: Person, change: str):
    one, two = eva.documents("Ett"), eva.documents("Två")
    eva.does("section.confirm")
    data = {
        "add": {"text": "Tre"},
        "edit": {"block": one, "text": "1"},
        "move": {"block": two, "after": None},
        "remove": {"block": one},
    }

    assert eva.does(f"block.{change}", **data[change])[1:] == ["section.unconfirmed"]
    assert eva.sees()["confirmation"] is None


def test_a_confirmation_stands_when_nothing_changes_or_only_notes_do(hall: Hall, anna: Person, eva: Person):
    block = eva.documents("Ett")
    eva.does("section.confirm")

    eva.does("block.edit", block=block, text="Ett")
    eva.does("block.move", block=block, after=None)
    anna.writes("Ett inlägg till")

    assert eva.sees()["confirmation"] is not None


def changes_of(block: str) -> tuple[tuple[str, dict[str, object]], ...]:
    return (
        ("block.add", {"text": "Två"}),
        ("block.edit", {"block": block, "text": "Två"}),
        ("block.move", {"block": block, "after": None}),
        ("block.remove", {"block": block}),
        ("section.confirm", {}),
        ("section.unconfirm", {}),
    )


def test_note_takers_stop_when_the_meeting_has_closed_and_the_facilitator_goes_on(
    hall: Hall, eva: Person, facilitator: Person
):
    block = eva.documents("Ett")
    facilitator.does("session.close")

    for type, data in changes_of(block):
        with refused("closed"):
            eva.does(type, **data)
    assert hall.texts() == ["Ett"]
    facilitator.does("block.edit", block=block, text="Ett, genomarbetat")
    facilitator.documents("Två", "item-1")
    assert hall.texts() == ["Ett, genomarbetat"]
    assert hall.texts("item-1") == ["Två"]


@pytest.mark.parametrize("state", ["confirmed", "sent"])
def test_a_paper_that_is_confirmed_stands_still_until_it_is_opened_again(
    hall: Hall, eva: Person, facilitator: Person, state: str
):
    block = eva.documents("Ett")
    facilitator.does("session.close")
    facilitator.does("paper.mark", state=state)

    for type, data in changes_of(block):
        with refused("locked"):
            facilitator.does(type, **data)
    with refused("locked"):
        facilitator.does("session.reopen")
    facilitator.does("paper.mark", state="draft")
    facilitator.does("block.edit", block=block, text="Rättat")
    assert hall.texts() == ["Rättat"]


# styles, levels and two who write at once


BOLD = {"text": "fet", "bold": True}
LINK = {"text": "länk", "link": "https://samtal.example"}


def test_a_block_is_written_in_runs_and_read_as_text(hall: Hall, eva: Person):
    block = eva.makes("block.add", runs=[{"text": "En "}, BOLD, {"text": ", en "}, LINK], kind="numbered", level=1)

    shown = eva.sees()["blocks"][0]
    assert shown["text"] == "En fet, en länk"
    assert shown["runs"] == [{"text": "En "}, BOLD, {"text": ", en "}, LINK]
    assert (shown["kind"], shown["level"]) == ("numbered", 1)
    eva.does("block.edit", block=block, text="Utan stil")
    assert eva.sees()["blocks"][0].items() >= {"text": "Utan stil", "runs": None, "version": 2}.items()


def test_a_block_written_as_text_has_no_runs_and_no_level(eva: Person):
    eva.documents("Vanlig")

    assert eva.sees()["blocks"][0].items() >= {"runs": None, "level": 0, "kind": "paragraph"}.items()


@pytest.mark.parametrize(("kind", "level"), [("paragraph", 0), ("heading", 0), ("bullet", 2), ("numbered", 2)])
def test_only_what_stands_in_a_list_has_a_level(eva: Person, kind: str, level: int):
    block = eva.documents("Ett", kind="bullet", level=2)

    eva.does("block.edit", block=block, kind=kind)

    assert eva.sees()["blocks"][0]["level"] == level


def test_only_runs_may_be_blank_and_a_blank_block_is_no_documentation(hall: Hall, eva: Person):
    begun = eva.makes("block.add", runs=[])
    eva.makes("block.add", runs=[{"text": " \u200b"}])

    assert hall.texts() == ["", " \u200b"]
    assert hall.session.channels["room-1"].documentation == []
    with refused("invalid", "text"):
        eva.documents(" ")
    with refused("invalid", "text"):
        eva.does("block.edit", block=begun, text="")
    with refused("invalid", "text"):
        eva.does("block.add")
    with refused("invalid", "runs"):
        eva.does("block.add", text="Båda", runs=[BOLD])


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "/inifrån", "http://", "https://a b"])
def test_a_link_leads_to_a_page_or_an_address(eva: Person, link: str):
    with refused("invalid", "runs"):
        eva.does("block.add", runs=[{"text": "hit", "link": link}])


def test_what_two_write_in_the_same_block_stands_there_both(eva: Person, facilitator: Person, hall: Hall):
    block = eva.documents("Gruppen enades om en ingång.")
    base = [{"text": "Gruppen enades om en ingång."}]

    eva.does("block.edit", block=block, text="Hela gruppen enades om en ingång.", base=base)
    facilitator.does("block.edit", block=block, text="Gruppen enades om en gemensam ingång.", base=base)

    assert hall.texts() == ["Hela gruppen enades om en gemensam ingång."]


def test_one_styles_while_the_other_writes(eva: Person, facilitator: Person):
    block = eva.documents("En fet rad")
    base = [{"text": "En fet rad"}]

    eva.does("block.edit", block=block, runs=[{"text": "En "}, BOLD, {"text": " rad"}], base=base)
    facilitator.does("block.edit", block=block, text="En fet rad till", base=base)

    assert eva.sees()["blocks"][0]["runs"] == [{"text": "En "}, BOLD, {"text": " rad till"}]


def test_who_sends_what_stands_already_changes_nothing(eva: Person):
    block = eva.documents("Samma")

    assert eva.does("block.edit", block=block, text="Samma", base=[{"text": "Samm"}]) == []


def test_what_somebody_writes_in_a_block_that_another_removes_stays(eva: Person, facilitator: Person, hall: Hall):
    block = eva.documents("En rad")
    eva.does("block.edit", block=block, text="En rad som behövs")

    facilitator.does("block.remove", block=block, base=[{"text": "En rad"}])
    assert hall.texts() == [" som behövs"]

    facilitator.does("block.remove", block=block, base=[{"text": " som behövs"}])
    assert hall.texts() == []


SENTENCE = "Skolverket samlar villkor i ett register."
RUNS = [{"text": SENTENCE}]


def parts(eva: Person, *texts: str) -> list[str]:
    """A block of several sentences, and what somebody makes of it by pressing Enter in it."""
    first = eva.documents(SENTENCE)
    ids = [first]
    eva.does("block.edit", block=first, runs=[{"text": texts[0]}], base=RUNS)
    for text in texts[1:]:
        ids.append(eva.makes("block.add", None, runs=[{"text": text}], after=ids[-1]))
    return ids


@pytest.mark.parametrize(
    "parted",
    [
        ("Skolverket", " samlar villkor i ett register."),
        ("Skolverket samlar", " villkor", " i ett register."),
        ("Skolverket och SPSM", " samlar snart villkor i ett register."),
    ],
)
def test_what_is_written_in_words_that_another_has_parted_off_follows_them(
    hall: Hall, eva: Person, facilitator: Person, parted: tuple[str, ...]
):
    first, *_ = parts(eva, *parted)
    eva.documents("Något annat i ett register.")

    changed = [{"text": "Skolverket samlar villkor i ett nytt register."}]
    told = facilitator.does("block.edit", block=first, runs=changed, base=RUNS)

    *before, last = parted
    assert hall.texts() == [*before, last.replace("ett register", "ett nytt register"), "Något annat i ett register."]
    assert told == ["block.edited"]


def test_a_change_on_both_sides_of_anothers_enter_is_told_for_both(hall: Hall, eva: Person, facilitator: Person):
    first, second = parts(eva, "Skolverket", " samlar villkor i ett register.")

    changed = "Snart Skolverket samlar villkor i ett register. Ja."
    told = facilitator.does("block.edit", block=first, text=changed, base=RUNS)

    assert hall.texts() == ["Snart Skolverket", " samlar villkor i ett register. Ja."]
    assert told == ["block.edited", "block.edited"]
    versions = {block["id"]: block["version"] for block in facilitator.sees("room-1")["blocks"]}
    assert versions == {first: 3, second: 2}


def test_what_another_has_parted_goes_with_the_block_that_is_removed(hall: Hall, eva: Person, facilitator: Person):
    first, second = parts(eva, "Skolverket", " samlar villkor i ett register.")
    eva.documents("Kvar.", after=second)
    eva.does("block.edit", block=second, text=" samlar snart villkor i ett register.")

    facilitator.does("block.remove", block=first, base=RUNS)
    assert hall.texts() == ["snart ", "Kvar."]


def test_a_line_that_begins_otherwise_is_nobodys_second_half(hall: Hall, eva: Person, facilitator: Person):
    first, _ = parts(eva, "Skolverket", "Vi frågar vilka register som finns.")

    facilitator.does("block.edit", block=first, text=f"{SENTENCE} Snart!", base=RUNS)

    assert hall.texts() == ["Skolverket Snart!", "Vi frågar vilka register som finns."]


def test_two_texts_are_not_joined_beyond_what_a_block_holds(eva: Person, facilitator: Person):
    block = eva.documents("mitt")
    eva.does("block.edit", block=block, text="a" * 15_000 + " mitt", base=[{"text": "mitt"}])

    with refused("too_large", "runs"):
        facilitator.does("block.edit", block=block, text="mitt " + "b" * 15_000, base=[{"text": "mitt"}])


def test_a_version_that_has_gone_is_a_conflict_with_a_base_too(eva: Person):
    block = eva.documents("Ett")
    eva.does("block.edit", block=block, text="Två")

    with refused("conflict", "version"):
        eva.does("block.edit", block=block, text="Tre", base=[{"text": "Ett"}], version=1)


def test_a_block_from_before_there_were_styles_is_read(hall: Hall):
    old = {"id": "b", "kind": "bullet", "text": "Gammal", "sources": [], "version": 3, "after": None}

    hall.session.apply("room-1", "block.added", old)

    block = hall.session.channels["room-1"].blocks[0]
    assert (block.text, block.level, block.runs) == ("Gammal", 0, None)
