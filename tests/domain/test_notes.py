"""Notes: who writes, who changes what, who is refused."""

from __future__ import annotations

import pytest

from tests.domain.cast import Hall, Person, refused, seated


def test_a_note_has_its_writer_its_time_and_the_commands_id(hall: Hall, anna: Person):
    note = anna.writes("Vi saknar en gemensam bild")

    assert hall.note(note).as_data() == {
        "id": note,
        "number": 1,
        "text": "Vi saknar en gemensam bild",
        "kind": "insight",
        "author": "anna",
        "at": "2025-09-30T09:00:00.000Z",
        "reply_to": None,
        "cluster": None,
        "supporters": [],
        "edited_at": None,
        "removed": False,
        "veiled": False,
        "hidden": False,
        "request": None,
    }
    assert hall.log[-1].by == "anna"


def test_notes_are_numbered_as_they_are_written_in_each_room(hall: Hall, anna: Person, bo: Person, disa: Person):
    first, elsewhere, second = anna.writes("Ett"), disa.writes("Annat rum"), bo.writes("Två")

    assert [hall.note(first).number, hall.note(second).number] == [1, 2]
    assert hall.note(elsewhere, "room-2").number == 1


def test_a_removed_note_keeps_its_number(hall: Hall, anna: Person, bo: Person):
    anna.does("note.remove", note=anna.writes("Ångrat"))

    assert hall.note(bo.writes("Nästa")).number == 2


@pytest.mark.parametrize("writer", ["anna", "eva", "facilitator"])
def test_those_who_belong_to_the_room_write_there(hall: Hall, writer: str):
    who = hall.facilitator if writer == "facilitator" else hall.person(writer)

    note = who.writes("Hej", "room-1")

    assert hall.note(note).author == who.id


def test_people_of_another_room_without_a_room_and_the_screen_do_not_write(hall: Hall, disa: Person, screen: Person):
    newcomer = hall.joins("nils")

    for outsider in (disa, newcomer, screen):
        with refused("forbidden"):
            outsider.writes("Får jag?", "room-1")
    assert hall.seq("room-1") == 0


def test_everybody_writes_about_a_talk_but_the_screen(hall: Hall, anna: Person, disa: Person, screen: Person):
    newcomer = hall.joins("nils")

    for someone in (anna, disa, newcomer, hall.facilitator):
        someone.writes("Mönstren följer villkoren", "item-2-1")

    with refused("forbidden"):
        screen.writes("Jag är en skärm", "item-2-1")
    assert len(hall.session.channels["item-2-1"].notes) == 4


def test_what_is_said_about_a_talk_is_said_unless_it_is_a_reflection(hall: Hall, anna: Person):
    said, reflection = anna.writes("Citat", "item-1"), anna.writes("Tanke", "item-1", kind="reflection")

    assert [hall.note(note, "item-1").kind for note in (said, reflection)] == ["said", "reflection"]
    assert hall.note(anna.writes("Hinder", "item-1", kind="obstacle"), "item-1").kind == "obstacle"


def test_kinds_are_the_meetings_own(hall: Hall, anna: Person):
    assert hall.note(anna.writes("Varför?", kind="question")).kind == "question"
    for unknown in ("said", "reflection", "Insikt"):
        with refused("invalid", "kind"):
            anna.writes("Fel sort", kind=unknown)


def test_nobody_writes_in_a_room_that_is_not_there(anna: Person, facilitator: Person):
    for someone in (anna, facilitator):
        with refused("not_found", "channel"):
            someone.writes("Eko", "room-99")


def test_an_empty_note_is_refused_and_so_is_one_of_more_than_two_thousand_characters(hall: Hall, anna: Person):
    for empty in ("", "   \n\t "):
        with refused("invalid", "text"):
            anna.writes(empty)
    anna.writes("å" * 2_000)
    with refused("too_large", "text"):
        anna.writes("å" * 2_001)
    assert hall.seq("room-1") == 1


def test_an_anonymous_note_keeps_its_writer_nowhere(hall: Hall, anna: Person):
    note = anna.writes("Det här vågar jag inte säga", anonymous=True)

    assert hall.note(note).author is None
    assert hall.log[-1].by is None
    assert "anna" not in str(hall.log[-1])


def test_an_anonymous_note_is_changed_by_facilitators_only_for_nobody_knows_whose_it_is(
    hall: Hall, anna: Person, facilitator: Person
):
    note = anna.writes("Hemligt", anonymous=True)

    for wish in ("note.edit", "note.remove"):
        with refused("forbidden"):
            anna.does(wish, note=note, **({"text": "Nytt"} if wish == "note.edit" else {}))
    facilitator.does("note.edit", note=note, text="Rättat")
    assert hall.note(note).text == "Rättat"
    assert hall.note(note).author is None


def test_a_meeting_may_have_no_anonymous_notes():
    hall = seated(Hall(anonymous_notes=False))

    with refused("invalid", "anonymous"):
        hall.person("anna").writes("Hemligt", anonymous=True)
    hall.person("anna").writes("Öppet", anonymous=False)


def test_a_reply_stands_under_the_note_and_a_reply_to_a_reply_under_the_same(hall: Hall, anna: Person, bo: Person):
    first = anna.writes("Frågan")
    reply = bo.writes("Svaret", reply_to=first)
    answer = anna.writes("Svar på svaret", reply_to=reply)

    assert [hall.note(note).reply_to for note in (first, reply, answer)] == [None, first, first]


def test_one_does_not_reply_to_what_is_removed_elsewhere_or_unknown(anna: Person, disa: Person):
    removed, elsewhere = anna.writes("Borta"), disa.writes("Annat rum")
    anna.does("note.remove", note=removed)

    for target in (removed, elsewhere, "ingen"):
        with refused("not_found", "reply_to"):
            anna.writes("Svar", reply_to=target)


def test_the_writer_and_the_facilitator_edit_a_note_and_it_says_when(hall: Hall, anna: Person, facilitator: Person):
    note = anna.writes("Fel")
    hall.passes(minutes=1)

    assert anna.does("note.edit", note=note, text="Rätt") == ["note.edited"]
    assert (hall.note(note).text, hall.note(note).edited_at) == ("Rätt", "2025-09-30T09:01:00.000Z")

    facilitator.does("note.edit", note=note, kind="need")
    assert (hall.note(note).text, hall.note(note).kind, hall.note(note).author) == ("Rätt", "need", "anna")


def test_others_do_not_edit_remove_or_restore_a_note(hall: Hall, anna: Person, bo: Person, eva: Person, screen: Person):
    note = anna.writes("Mitt")

    for other in (bo, eva, screen):
        with refused("forbidden"):
            other.does("note.edit", "room-1", note=note, text="Ditt")
        with refused("forbidden"):
            other.does("note.remove", "room-1", note=note)
    anna.does("note.remove", note=note)
    for other in (bo, eva, screen):
        with refused("not_found", "note"):  # it is gone for them
            other.does("note.restore", "room-1", note=note)
    assert hall.note(note).removed


def test_the_writer_still_has_the_note_after_moving_to_another_room(hall: Hall, anna: Person):
    note = anna.writes("Mitt")
    anna.moves_to("room-2")

    anna.does("note.edit", "room-1", note=note, text="Mitt ännu")

    assert hall.note(note).text == "Mitt ännu"


def test_an_edit_that_changes_nothing_tells_nothing(hall: Hall, anna: Person):
    note = anna.writes("Samma")

    assert anna.does("note.edit", note=note) == []
    assert anna.does("note.edit", note=note, text=" Samma ", kind="insight") == []
    assert hall.note(note).edited_at is None


def test_a_note_that_is_edited_is_held_to_the_same_text_rule(anna: Person):
    note = anna.writes("Kort")

    with refused("too_large", "text"):
        anna.does("note.edit", note=note, text="x" * 2_001)
    with refused("invalid", "text"):
        anna.does("note.edit", note=note, text=" ")
    with refused("invalid", "kind"):
        anna.does("note.edit", note=note, kind="said")
    with refused("not_found", "note"):
        anna.does("note.edit", note="ingen", text="Var?")


def test_a_note_can_be_removed_and_restored_each_twice(hall: Hall, anna: Person, facilitator: Person):
    note = anna.writes("Kanske")

    assert anna.does("note.remove", note=note) == ["note.removed"]
    assert anna.does("note.remove", note=note) == []
    with refused("not_found", "note"):
        anna.does("note.edit", note=note, text="Nej")
    assert facilitator.does("note.restore", note=note) == ["note.restored"]
    assert anna.does("note.restore", note=note) == []
    assert not hall.note(note).removed


def test_support_is_one_for_each_person_and_can_be_taken_back(hall: Hall, anna: Person, bo: Person, eva: Person):
    note = anna.writes("Bra")

    assert bo.does("note.support", note=note, on=True) == ["note.supported"]
    assert bo.does("note.support", note=note, on=True) == []
    eva.does("note.support", note=note, on=True)
    assert hall.note(note).supporters == ("bo", "eva")
    bo.does("note.support", note=note, on=False)
    assert bo.does("note.support", note=note, on=False) == []
    assert hall.note(note).supporters == ("eva",)


def test_support_is_for_those_in_the_room_and_for_notes_that_are_there(anna: Person, disa: Person, screen: Person):
    note = anna.writes("Bra")

    for outsider in (disa, screen):
        with refused("forbidden"):
            outsider.does("note.support", "room-1", note=note, on=True)
    anna.does("note.remove", note=note)
    with refused("not_found", "note"):
        anna.does("note.support", note=note, on=True)


def test_a_note_moves_into_a_cluster_and_out_again(hall: Hall, anna: Person, bo: Person):
    note, cluster = anna.writes("Nätverk finns"), bo.makes("cluster.add", title="Nätverk")

    assert bo.does("note.move", note=note, cluster=cluster) == ["note.moved"]
    assert bo.does("note.move", note=note, cluster=cluster) == []
    assert hall.note(note).cluster == cluster
    assert bo.does("note.move", note=note, cluster=None) == ["note.moved"]
    assert hall.note(note).cluster is None


def test_a_note_does_not_move_into_another_rooms_cluster(anna: Person, disa: Person):
    note, elsewhere = anna.writes("Nätverk"), disa.makes("cluster.add", title="Annat")

    with refused("not_found", "cluster"):
        anna.does("note.move", note=note, cluster=elsewhere)
    with refused("forbidden"):
        disa.does("note.move", "room-1", note=note, cluster=None)


def test_nothing_is_written_after_the_meeting_has_closed(hall: Hall, anna: Person, facilitator: Person):
    note = anna.writes("Före")
    facilitator.does("session.close")

    for who, type, data in (
        (anna, "note.add", {"text": "Efter"}),
        (facilitator, "note.add", {"text": "Efter"}),
        (anna, "note.edit", {"note": note, "text": "Efter"}),
        (anna, "note.remove", {"note": note}),
        (facilitator, "note.restore", {"note": note}),
        (anna, "note.support", {"note": note, "on": True}),
        (anna, "note.move", {"note": note, "cluster": None}),
    ):
        with refused("closed"):
            who.does(type, **data)

    facilitator.does("session.reopen")
    anna.writes("Efter")


def test_in_a_locked_room_only_the_facilitator_writes(hall: Hall, anna: Person, eva: Person, facilitator: Person):
    note = anna.writes("Före")
    facilitator.does("room.lock", room="room-1")

    for who, type, data in (
        (anna, "note.add", {"text": "Nej"}),
        (eva, "note.add", {"text": "Nej"}),
        (anna, "note.edit", {"note": note, "text": "Nej"}),
        (anna, "note.remove", {"note": note}),
        (anna, "note.support", {"note": note, "on": True}),
        (anna, "cluster.add", {"title": "Nej"}),
        (eva, "block.add", {"text": "Nej"}),
        (eva, "section.confirm", {}),
    ):
        with refused("locked"):
            who.does(type, **data)
    facilitator.writes("Jag får", "room-1")

    facilitator.does("room.unlock", room="room-1")
    anna.writes("Nu igen")
    assert len(hall.session.channels["room-1"].notes) == 3
