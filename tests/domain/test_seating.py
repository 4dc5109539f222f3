"""Proposing who sits where: organisations spread out, proposals met by outsiders, nobody moved."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from server.domain.seating import propose
from tests.domain.cast import Hall


def seats(hall: Hall, **how: bool) -> dict[str, str]:
    """Give the proposal; the facilitator then carries it out, and nothing is left to propose."""
    moves = propose(hall.session, everybody=how.get("everybody", False))
    for person, room in moves:
        assert hall.session.participants[person].room != room
        hall.facilitator.does("participant.move", participant=person, room=room)
    return dict(moves)


def test_colleagues_are_spread_over_the_rooms():
    hall = Hall(rooms=[{"name": "A"}, {"name": "B"}, {"name": "C"}])
    for number in range(9):
        hall.joins(f"p{number}", organisation=("Länsstyrelsen", "Region Skåne", "Arena")[number // 3])

    chosen = seats(hall)

    assert Counter(chosen.values()) == {"room-1": 3, "room-2": 3, "room-3": 3}
    for first in (0, 3, 6):
        assert len({chosen[f"p{number}"] for number in range(first, first + 3)}) == 3


def test_an_organisation_meets_others_proposals():
    proposal = {"number": 1, "title": "Enkäter", "from": ["Malmö universitet"]}
    hall = Hall(rooms=[{"name": "A", "proposal": proposal}, {"name": "B"}])
    hall.joins("anna", organisation="Malmö universitet")
    hall.joins("bo", organisation="MU")  # the same, by its short name
    hall.joins("eva", organisation="Region Skåne")

    chosen = seats(hall)

    assert chosen["anna"] == "room-2"
    assert chosen["bo"] == "room-1"  # with its own proposal, as the colleague already sits in the other room
    assert chosen["eva"] == "room-1"


def test_only_those_without_a_room_are_seated_unless_everybody_is(hall: Hall):
    hall.joins("nils")

    assert seats(hall) == {"nils": "room-3"}
    assert seats(hall) == {}
    assert "eva" not in dict(propose(hall.session, everybody=True))  # the note-taker stays


def test_facilitators_are_not_seated(hall: Hall):
    hall.joins("lea")
    hall.facilitator.does("participant.role", participant="lea", role="facilitator")

    assert seats(hall) == {}


def test_locked_rooms_are_left_alone(hall: Hall):
    hall.facilitator.does("room.lock", room="room-1")
    hall.facilitator.does("room.lock", room="room-3")
    hall.joins("nils")

    assert seats(hall, everybody=True) == {"nils": "room-2"}


def test_who_has_no_place_is_left_out():
    hall = Hall(rooms=[{"name": "A", "capacity": 1}, {"name": "B", "capacity": 1}])
    for number in range(4):
        hall.joins(f"p{number}")

    assert len(seats(hall)) == 2
    assert seats(hall) == {}
    hall.facilitator.does("room.lock", room="room-1")
    hall.facilitator.does("room.lock", room="room-2")
    assert seats(hall, everybody=True) == {}


def test_nobody_is_moved_by_a_proposal(hall: Hall):
    hall.joins("nils")
    before = len(hall.log)

    assert propose(hall.session, everybody=True)

    assert len(hall.log) == before
    assert hall.session.participants["nils"].room is None


def test_who_belongs_to_no_organisation_is_nobodys_colleague():
    proposal = {"number": 1, "title": "Enkäter"}
    hall = Hall(rooms=[{"name": "A", "proposal": proposal}, {"name": "B"}])
    for number in range(4):
        hall.joins(f"p{number}")

    assert Counter(seats(hall).values()) == {"room-1": 2, "room-2": 2}


@given(
    people=st.lists(
        st.tuples(st.sampled_from([None, "MU", "Malmö universitet", "Arena"]), st.sampled_from([None, "room-1"])),
        max_size=12,
    ),
    locked=st.sets(st.sampled_from(["room-1", "room-2", "room-3"])),
    everybody=st.booleans(),
)
def test_a_proposal_keeps_to_the_rooms_as_they_are(
    people: list[tuple[str | None, str | None]], locked: set[str], everybody: bool
):
    hall = Hall()
    for number, (organisation, room) in enumerate(people):
        hall.joins(f"p{number}", organisation=organisation)
        hall.facilitator.does("participant.move", participant=f"p{number}", room=room)
    for room in locked:
        hall.facilitator.does("room.lock", room=room)

    moves = propose(hall.session, everybody=everybody)

    assert moves == propose(hall.session, everybody=everybody)
    assert len(dict(moves)) == len(moves)
    assert not {room for _, room in moves} & locked
    before = {person.id: person.room for person in hall.session.participants.values()}
    after = before | dict(moves)
    for room in hall.session.rooms:
        count, was = Counter(after.values())[room.id], Counter(before.values())[room.id]
        assert room.capacity is None or count <= max(room.capacity, was)
    if "room-3" not in locked:  # it takes any number
        assert None not in after.values()
