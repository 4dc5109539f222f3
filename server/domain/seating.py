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
        Only real moves. Somebody for whom no unlocked room has a place is left out. Note-takers,
        facilitators and those in locked rooms stay where they are.
    """
    people = [person for person in session.participants.values() if person.role == "participant"]
    locked = {room.id for room in session.rooms if room.locked}
    moving = [person for person in people if person.room is None or (everybody and person.room not in locked)]
    seats = _Seats(session, staying=[each for each in session.participants.values() if each not in moving])
    # colleagues one after the other, so that each is placed knowing where the others went; and first those who
    # have a room, so that nobody's place is given away
    in_turn = sorted(
        moving,
        key=lambda person: (person.room is None, seats.organisation(person.organisation) or "", person.id),
    )
    chosen = [(person, seats.take(person)) for person in in_turn]
    return [(person.id, room) for person, room in chosen if room is not None and room != person.room]


class _Seats:
    """The rooms and who has been placed in them so far."""

    def __init__(self, session: Session, staying: list[Participant]) -> None:
        self.rooms = [room for room in session.rooms if not room.locked]
        self.names = {each.short: each.name for each in session.plan.organisations if each.short}
        seated = [person for person in staying if person.room]
        self.count = Counter(person.room for person in seated)
        self.colleagues = Counter((person.room, self.organisation(person.organisation)) for person in seated)

    def organisation(self, name: str | None) -> str | None:
        """Give the whole name where somebody wrote the short one."""
        return self.names.get(name, name) if name else None

    def take(self, person: Participant) -> str | None:
        free = [room for room in self.rooms if room.capacity is None or self.count[room.id] < room.capacity]
        if not free:
            return None
        best = min(free, key=lambda room: self._cost(room, person))
        self.count[best.id] += 1
        self.colleagues[best.id, self.organisation(person.organisation)] += 1
        return best.id

    def _cost(self, room: Room, person: Participant) -> tuple[int, bool, int, bool]:
        organisation = self.organisation(person.organisation)
        same = self.colleagues[room.id, organisation] if organisation else 0
        senders = {self.organisation(name) for name in (room.proposal or {}).get("from", [])}
        own = organisation is not None and organisation in senders
        return same, own, self.count[room.id], room.id != person.room
