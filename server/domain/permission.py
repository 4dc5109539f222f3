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
    """Refuse unless the actor is the room's note-taker or a facilitator, who may go on when the meeting is over.

    Raises:
        Forbidden: the actor does not document here.
        Closed: the session is closed, and the actor takes notes.
        Locked: the facilitator has locked the room, or the paper has been confirmed.
    """
    here = room.kind == "item" or by.room == room.id
    documents = by.facilitates or (by.role == "note-taker" and here)
    require(documents, Forbidden(N_("Bara gruppens dokumentatör kan ändra gruppens text.")))
    require(session.status != "closed" or by.facilitates, _closed())
    _unlocked(room, by)
    still_editable(session)


def still_writable(session: Session, room: Room, by: Actor) -> None:
    """Refuse where the session is closed, or the room locked for those who do not facilitate."""
    still_open(session)
    _unlocked(room, by)


def still_open(session: Session) -> None:
    require(session.status != "closed", _closed())


def still_editable(session: Session) -> None:
    """Refuse where the paper has been confirmed or sent out; editors may change it after the meeting until then."""
    require(not session.draft.fixed, Locked(N_("Dokumentationen är fastställd. Öppna den igen för att ändra.")))


def facilitates(by: Actor) -> None:
    require(by.facilitates, Forbidden(N_("Bara processledaren kan göra det.")))


def _unlocked(room: Room, by: Actor) -> None:
    unlocked = not room.locked or by.facilitates
    require(unlocked, Locked(N_("Rummet är låst av processledaren. Det du har skrivit finns kvar hos dig.")))


def _closed() -> Closed:
    return Closed(N_("Träffen är avslutad. Det du har skrivit finns kvar hos dig."))
