"""Rules for participants: joining, moving between rooms, roles."""

from __future__ import annotations

from dataclasses import replace

from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, Forbidden, NotFound, require
from server.domain.events import SESSION_CHANNEL, Event
from server.domain.permission import still_open
from server.domain.room import Room
from server.domain.rooms import room_with
from server.domain.session import Participant, Session, stamp
from server.domain.wish import Occasion, ParticipantMove, ParticipantRole

ANY_ROOM = "auto"


def join(
    session: Session, *, participant_id: str, organisation: str | None, room: str | None, occasion: Occasion
) -> list[Event]:
    """Let somebody in.

    Args:
        session: the meeting.
        participant_id: the new participant's id.
        organisation: as chosen or typed, already checked.
        room: a room's id, `ANY_ROOM` for the one that most needs people, or None for none yet.
        occasion: the time at which this happens.

    Raises:
        Closed: the session is closed.
        Forbidden: rooms are not chosen by oneself in this session.
        NotFound, Conflict: there is no such room, or it is full.
    """
    still_open(session)
    chosen = _chosen_room(session, room)
    person = Participant(participant_id, organisation, "participant", chosen, stamp(occasion.now))
    return [Event(SESSION_CHANNEL, "participant.joined", person.as_data())]


def move(session: Session, by: Actor, wish: ParticipantMove, occasion: Occasion) -> list[Event]:
    """Give a participant another room, or none. A facilitator may overfill a room."""
    still_open(session)
    oneself = by.id == wish.participant and session.plan.settings.self_select_room
    require(by.facilitates or oneself, Forbidden(N_("Bara processledaren kan flytta deltagare.")))
    person = _participant(session, wish.participant)
    if wish.room == person.room:
        return []
    if wish.room is not None:
        room = room_with(session, wish.room)
        require(by.facilitates or not is_full(session, room), _full())
    return [Event(SESSION_CHANNEL, "participant.moved", replace(person, room=wish.room).as_data())]


def set_role(session: Session, by: Actor, wish: ParticipantRole, occasion: Occasion) -> list[Event]:
    """Give a participant another role. A note-taker may hand the role over within the room."""
    still_open(session)
    person = _participant(session, wish.participant)
    together = by.room is not None and person.room == by.room
    below = "facilitator" not in (person.role, wish.role)
    hands_over = by.role == "note-taker" and together and below
    require(by.facilitates or hands_over, Forbidden(N_("Bara processledaren kan ändra roller.")))
    if person.role == wish.role:
        return []
    return [Event(SESSION_CHANNEL, "participant.role_set", replace(person, role=wish.role).as_data())]


def is_full(session: Session, room: Room) -> bool:
    return room.capacity is not None and member_count(session, room) >= room.capacity


def member_count(session: Session, room: Room) -> int:
    return sum(1 for _ in session.members(room.id))


def _chosen_room(session: Session, wanted: str | None) -> str | None:
    if wanted is None:
        return None
    allowed = session.plan.settings.self_select_room
    require(allowed, Forbidden(N_("I den här träffen placerar processledaren alla i rum."), field="room"))
    if wanted == ANY_ROOM:
        return _neediest(session)
    room = room_with(session, wanted)
    require(not is_full(session, room), _full())
    return room.id


def _neediest(session: Session) -> str | None:
    """The room with fewest people that is neither full nor locked; none where there is no such room."""
    rooms = [room for room in session.rooms if not is_full(session, room) and not room.locked]
    return min(rooms, key=lambda room: member_count(session, room)).id if rooms else None


def _participant(session: Session, participant_id: str) -> Participant:
    person = session.participants.get(participant_id)
    if person is None:
        raise NotFound(N_("Deltagaren finns inte."), field="participant")
    return person


def _full() -> Conflict:
    return Conflict(N_("Gruppen är full. Välj en annan grupp."), field="room")
