"""Participants: joining, moving, roles; and the rooms that they sit in."""

from __future__ import annotations

import pytest

from tests.domain.cast import Hall, Person, refused, seated


def test_somebody_joins_a_room(hall: Hall, facilitator: Person):
    hall.joins("nils", "room-3", "Länsstyrelserna")

    assert facilitator.sees("session")["participants"][-1] == {
        "id": "nils",
        "organisation": "Länsstyrelserna",
        "role": "participant",
        "room": "room-3",
        "joined_at": "2025-09-30T09:00:00.000Z",
        "name": None,
    }


def test_one_may_join_without_a_room(hall: Hall):
    assert hall.joins("nils").actor.room is None


def test_who_does_not_choose_gets_the_room_with_fewest_people_that_is_open_and_not_full(hall: Hall):
    # group 1 has three of four, group 2 one of two, group 3 none
    rooms = [hall.joins(f"p{number}", "auto").actor.room for number in range(4)]

    assert rooms == ["room-3", "room-2", "room-3", "room-3"]
    hall.facilitator.does("room.lock", room="room-3")
    assert hall.joins("p4", "auto").actor.room == "room-1"
    assert hall.joins("p5", "auto").actor.room is None


def test_a_full_room_takes_nobody_more(hall: Hall):
    hall.joins("nils", "room-2")

    with refused("conflict", "room"):
        hall.joins("olle", "room-2")
    with refused("conflict", "room"):
        hall.person("anna").moves_to("room-2")
    assert hall.person("anna").actor.room == "room-1"


def test_nobody_joins_a_room_that_is_none(hall: Hall):
    for room in ("room-99", "item-1", "session", ""):
        with refused("not_found", "room"):
            hall.joins("nils", room)


def test_nobody_joins_a_closed_meeting(hall: Hall, facilitator: Person):
    facilitator.does("session.close")

    with refused("closed"):
        hall.joins("nils")


def test_where_the_facilitator_seats_people_nobody_chooses():
    hall = Hall(self_select_room=False)
    for room in ("room-1", "auto"):
        with refused("forbidden", "room"):
            hall.joins("anna", room)
    anna = hall.joins("anna")
    with refused("forbidden"):
        anna.moves_to("room-1")

    hall.facilitator.does("participant.move", participant="anna", room="room-1")
    assert anna.actor.room == "room-1"


def test_one_moves_oneself_and_leaves(hall: Hall, anna: Person):
    assert anna.does("participant.move", participant="anna", room="room-3") == ["participant.moved"]
    assert anna.does("participant.move", participant="anna", room="room-3") == []
    anna.moves_to(None)
    assert anna.actor.room is None


def test_one_does_not_move_others(hall: Hall, anna: Person, eva: Person, screen: Person):
    for who in (anna, eva, screen):
        with refused("forbidden"):
            who.does("participant.move", participant="bo", room="room-2")


def test_the_facilitator_may_overfill_a_room(hall: Hall, facilitator: Person):
    for person in ("anna", "bo", "eva"):
        facilitator.does("participant.move", participant=person, room="room-2")

    assert len(list(hall.session.members("room-2"))) == 4


def test_nobody_is_moved_to_a_room_that_is_none(facilitator: Person):
    for room in ("room-99", "item-1"):
        with refused("not_found", "room"):
            facilitator.does("participant.move", participant="anna", room=room)
    with refused("not_found", "participant"):
        facilitator.does("participant.move", participant="ingen", room="room-1")


def test_moving_keeps_organisation_role_and_time_of_joining(hall: Hall, eva: Person):
    before = hall.session.participants["eva"].as_data()
    hall.passes(minutes=5)

    eva.moves_to("room-2")

    assert hall.session.participants["eva"].as_data() == before | {"room": "room-2"}


def test_the_facilitator_gives_roles(hall: Hall, anna: Person, facilitator: Person):
    assert facilitator.does("participant.role", participant="anna", role="facilitator") == ["participant.role_set"]
    assert facilitator.does("participant.role", participant="anna", role="facilitator") == []
    anna.does("room.lock", room="room-2")
    anna.writes("Överallt", "room-2")
    facilitator.does("participant.role", participant="anna", role="participant")
    with refused("forbidden"):
        anna.does("room.unlock", room="room-2")
    with refused("not_found", "participant"):
        facilitator.does("participant.role", participant="ingen", role="note-taker")


def test_a_note_taker_hands_the_role_over_within_the_room(hall: Hall, anna: Person, eva: Person):
    eva.does("participant.role", participant="anna", role="note-taker")
    eva.does("participant.role", participant="eva", role="participant")

    anna.documents("Nu skriver jag")
    with refused("forbidden"):
        eva.documents("Jag med?")


@pytest.mark.parametrize(
    ("participant", "role"), [("disa", "note-taker"), ("anna", "facilitator"), ("eva", "facilitator")]
)
def test_a_note_taker_hands_over_no_more_than_the_own_role_in_the_own_room(eva: Person, participant: str, role: str):
    with refused("forbidden"):
        eva.does("participant.role", participant=participant, role=role)


def test_a_note_taker_takes_no_role_from_a_facilitator(eva: Person, facilitator: Person):
    facilitator.does("participant.role", participant="anna", role="facilitator")

    with refused("forbidden"):
        eva.does("participant.role", participant="anna", role="participant")


def test_a_note_taker_without_a_room_hands_the_role_to_nobody(hall: Hall, eva: Person):
    hall.joins("nils")
    eva.moves_to(None)

    with refused("forbidden"):
        eva.does("participant.role", participant="nils", role="note-taker")


def test_participants_and_the_screen_give_no_roles(anna: Person, screen: Person):
    for who in (anna, screen):
        for target in ("anna", "bo"):
            with refused("forbidden"):
                who.does("participant.role", participant=target, role="note-taker")


def test_nobody_moves_or_changes_role_when_the_meeting_has_closed(anna: Person, facilitator: Person):
    facilitator.does("session.close")

    with refused("closed"):
        anna.moves_to("room-3")
    with refused("closed"):
        facilitator.does("participant.role", participant="anna", role="note-taker")


def test_a_room_can_be_added_with_a_proposal_that_gets_the_next_number(hall: Hall, facilitator: Person):
    room = facilitator.makes("room.add", name=" Grupp  4 ", capacity=8, proposal={"title": "Startenkäter"})

    assert facilitator.sees("session")["rooms"][-1] == {
        "id": room,
        "name": "Grupp 4",
        "capacity": 8,
        "proposal": {"number": 5, "title": "Startenkäter", "text": "", "from": [], "question": None},
        "locked": False,
        "called_at": None,
    }
    facilitator.writes("I det nya rummet", room)


def test_a_rooms_name_and_a_proposals_number_are_taken_once(facilitator: Person):
    with refused("conflict", "name"):
        facilitator.does("room.add", name="GRUPP 1")
    with refused("conflict", "proposal"):
        facilitator.does("room.add", name="Ny", proposal={"title": "Samma nummer", "number": 4})
    facilitator.does("room.add", name="Ny", proposal={"title": "Eget nummer", "number": 2, "from": ["MU"]})


def test_a_room_needs_a_name_of_at_most_a_hundred_and_twenty_characters(facilitator: Person):
    with refused("invalid", "name"):
        facilitator.does("room.add", name=" ")
    with refused("too_large", "name"):
        facilitator.does("room.add", name="r" * 121)
    facilitator.does("room.add", name="r" * 120)


def test_a_room_is_called_something_else_and_everybody_in_it_hears_it(anna: Person, facilitator: Person):
    note = anna.writes("Före namnbytet")
    before = facilitator.sees("session")["rooms"][0]

    happened = facilitator.does("room.edit", room="room-1", name=" Sal  A ", title="Ett nytt förslag", capacity=14)

    assert happened == ["room.edited", "room.renamed"]
    proposal = before["proposal"] | {"title": "Ett nytt förslag"}
    after = before | {"name": "Sal A", "proposal": proposal, "capacity": 14}
    assert anna.sees("session")["rooms"][0] == after
    assert anna.sees("room-1")["room"] == {"id": "room-1", "kind": "room", "name": "Sal A"}
    assert [each["id"] for each in anna.sees("room-1")["notes"]] == [note]

    assert facilitator.does("room.edit", room="room-1", name="Sal A") == []
    assert facilitator.does("room.edit", room="room-1", capacity=None) == ["room.edited"]
    back = {key: before[key] for key in ("name", "capacity")} | {"title": before["proposal"]["title"]}
    facilitator.does("room.edit", room="room-1", **back)
    assert facilitator.sees("session")["rooms"][0] == before


def test_a_room_cannot_be_called_what_another_is_called(facilitator: Person):
    assert facilitator.does("room.edit", room="room-1", name="GRUPP 1") == ["room.edited", "room.renamed"]
    for data, code, field in (
        ({"name": "grupp 2"}, "conflict", "name"),
        ({"name": " "}, "invalid", "name"),
        ({"name": "r" * 121}, "too_large", "name"),
        ({"title": " "}, "invalid", "title"),
        ({"capacity": 0}, "invalid", "capacity"),
    ):
        with refused(code, field):
            facilitator.does("room.edit", room="room-1", **data)
    with refused("conflict", "title"):
        facilitator.does("room.edit", room=facilitator.makes("room.add", name="Utan förslag"), title="Ett")


@pytest.mark.parametrize(
    ("proposal", "code"),
    [
        ({"title": " "}, "invalid"),
        ({"title": "t" * 301}, "too_large"),
        ({"title": "T", "text": "x" * 20_001}, "too_large"),
        ({"title": "T", "question": "x" * 2_001}, "too_large"),
        ({"title": "T", "from": [" "]}, "invalid"),
        ({"title": "T", "from": ["x" * 121]}, "too_large"),
    ],
)
def test_a_proposals_parts_are_held_to_their_lengths(facilitator: Person, proposal: dict, code: str):
    with refused(code, "proposal"):
        facilitator.does("room.add", name="Ny", proposal=proposal)


def test_a_meeting_has_at_most_a_hundred_rooms(hall: Hall, facilitator: Person):
    for number in range(97):
        facilitator.does("room.add", name=f"Rum {number}")

    with refused("conflict", "name"):
        facilitator.does("room.add", name="Ett för mycket")
    assert len(hall.session.rooms) == 100


def test_locking_and_unlocking_say_what_should_be_true(facilitator: Person):
    assert facilitator.does("room.unlock", room="room-1") == []
    assert facilitator.does("room.lock", room="room-1") == ["room.locked"]
    assert facilitator.does("room.lock", room="room-1") == []
    assert facilitator.does("room.unlock", room="room-1") == ["room.unlocked"]
    for room in ("room-99", "item-1"):
        with refused("not_found", "room"):
            facilitator.does("room.lock", room=room)


def test_only_the_facilitator_arranges_the_rooms(hall: Hall, anna: Person, eva: Person, screen: Person):
    for who in (anna, eva, screen):
        for type, data in (
            ("room.add", {"name": "Mitt"}),
            ("room.edit", {"room": "room-1", "name": "Mitt"}),
            ("room.lock", {"room": "room-1"}),
            ("room.unlock", {"room": "room-1"}),
        ):
            with refused("forbidden"):
                who.does(type, **data)
    hall.facilitator.does("session.close")
    with refused("closed"):
        hall.facilitator.does("room.add", name="För sent")
    with refused("closed"):
        hall.facilitator.does("room.lock", room="room-1")


def test_a_room_in_a_seated_hall_is_read_without_its_content():
    hall = seated(Hall())
    hall.person("anna").writes("Inlägg")

    assert "Inlägg" not in str(hall.person("disa").sees("session"))


# calling the facilitator


def called(person: Person) -> dict[str, str | None]:
    return {room["id"]: room["called_at"] for room in person.sees("session")["rooms"]}


def test_a_room_calls_the_facilitator_who_comes(hall: Hall, anna: Person, bo: Person, facilitator: Person):
    hall.passes(minutes=1)
    assert anna.does("room.call", room="room-1") == ["room.called"]
    hall.passes(minutes=1)
    assert bo.does("room.call", room="room-1") == []

    for reader in (bo, facilitator):
        assert called(reader) == {"room-1": "2025-09-30T09:01:00.000Z", "room-2": None, "room-3": None}
    assert facilitator.does("room.answer", room="room-1") == ["room.answered"]
    assert facilitator.does("room.answer", room="room-1") == []
    assert called(facilitator)["room-1"] is None


def test_a_room_can_take_its_call_back_and_call_again(anna: Person, bo: Person, facilitator: Person):
    anna.does("room.call", room="room-1")
    bo.does("room.answer", room="room-1")
    assert called(facilitator)["room-1"] is None

    anna.does("room.call", room="room-1")
    assert called(facilitator)["room-1"]


def test_a_call_stands_while_the_room_is_locked_and_opened(anna: Person, facilitator: Person):
    facilitator.does("room.lock", room="room-1")
    anna.does("room.call", room="room-1")
    facilitator.does("room.unlock", room="room-1")

    assert called(facilitator)["room-1"]


@pytest.mark.parametrize("who", ["disa", "screen", "nils"])
def test_only_those_in_the_room_call_from_it(hall: Hall, who: str):
    hall.joins("nils")
    person = hall.screen if who == "screen" else hall.person(who)
    hall.person("anna").does("room.call", room="room-1")

    for type in ("room.call", "room.answer"):
        with refused("forbidden"):
            person.does(type, room="room-1")


def test_there_is_no_call_from_a_talk_or_from_nowhere(facilitator: Person):
    for room in ("item-1", "room-99", "session"):
        with refused("not_found", "room"):
            facilitator.does("room.call", room=room)


def test_nobody_is_called_after_the_meeting_but_a_call_can_be_answered(anna: Person, facilitator: Person):
    anna.does("room.call", room="room-1")
    facilitator.does("session.close")

    with refused("closed"):
        anna.does("room.call", room="room-1")
    facilitator.does("room.answer", room="room-1")
    assert called(facilitator)["room-1"] is None
