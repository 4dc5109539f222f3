"""Who may do what: the refusals that many rules share."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.errors import N_, Closed, Forbidden, Locked, require
from server.domain.room import Room
from server.domain.session import Session


def may_write(session: Session, room: Room, by: Actor) -> None:
    """Refuse unless the actor may write notes in this room now.

    Raises:
        Forbidden: the actor has no place in the room.
        Closed: the session is closed.
        Locked: the facilitator has locked the room.
    """
    belongs = by.facilitates or (by.role != "projector" and (room.kind == "item" or by.room == room.id))
    require(belongs, Forbidden(N_("Gå med i rummet för att skriva här.")))
    still_writable(session, room, by)


def may_document(session: Session, room: Room, by: Actor) -> None:
    """Refuse unless the actor is the room's note-taker or a facilitator."""
    here = room.kind == "item" or by.room == room.id
    documents = by.facilitates or (by.role == "note-taker" and here)
    require(documents, Forbidden(N_("Bara gruppens dokumentatör kan ändra gruppens text.")))
    still_writable(session, room, by)


def still_writable(session: Session, room: Room, by: Actor) -> None:
    """Refuse where the session is closed, or the room locked for those who do not facilitate."""
    still_open(session)
    unlocked = not room.locked or by.facilitates
    require(unlocked, Locked(N_("Rummet är låst av processledaren. Det du har skrivit finns kvar hos dig.")))


def still_open(session: Session) -> None:
    require(session.status != "closed", Closed(N_("Träffen är avslutad. Det du har skrivit finns kvar hos dig.")))


def facilitates(by: Actor) -> None:
    require(by.facilitates, Forbidden(N_("Bara processledaren kan göra det.")))
