"""Proposing who sits where: one organisation spread out, and each proposal met by outsiders.

A greedy choice, one person at a time: the room with the fewest of the same organisation, not one whose proposal
the organisation sent in, then the fewest people. Nothing is moved here; a facilitator decides.
"""

from __future__ import annotations

from collections import Counter

from server.domain.room import Room
from server.domain.session import Participant, Session


def propose(session: Session, *, everybody: bool) -> list[tuple[str, str]]:
    """Give moves as (participant id, room id).

    Args:
        session: the meeting.
        everybody: seat all participants anew; otherwise only those without a room.

    Returns:
        Only real moves. Somebody for whom no unlocked room has a place is left out. Note-takers and
        facilitators stay where they are.
    """
    people = [person for person in session.participants.values() if person.role == "participant"]
    moving = [person for person in people if everybody or person.room is None]
    seats = _Seats(session, staying=[each for each in session.participants.values() if each not in moving])
    chosen = [(person, seats.take(person)) for person in sorted(moving, key=_together)]
    return [(person.id, room) for person, room in chosen if room is not None and room != person.room]


def _together(person: Participant) -> tuple[str, str]:
    """Colleagues one after the other, so that each is placed knowing where the others went."""
    return person.organisation or "", person.id


class _Seats:
    """The rooms and who has been placed in them so far."""

    def __init__(self, session: Session, staying: list[Participant]) -> None:
        self.rooms = [room for room in session.rooms if not room.locked]
        self.count = Counter(person.room for person in staying if person.room)
        self.colleagues = Counter((person.room, person.organisation) for person in staying if person.room)

    def take(self, person: Participant) -> str | None:
        free = [room for room in self.rooms if room.capacity is None or self.count[room.id] < room.capacity]
        if not free:
            return None
        best = min(free, key=lambda room: self._cost(room, person))
        self.count[best.id] += 1
        self.colleagues[best.id, person.organisation] += 1
        return best.id

    def _cost(self, room: Room, person: Participant) -> tuple[int, bool, int, bool]:
        same = self.colleagues[room.id, person.organisation] if person.organisation else 0
        own = bool(room.proposal) and person.organisation in (room.proposal or {}).get("from", [])
        return same, own, self.count[room.id], room.id != person.room
