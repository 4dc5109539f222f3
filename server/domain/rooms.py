"""Rules for rooms: adding one, changing what it is called, locking and unlocking."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, Forbidden, NotFound, require
from server.domain.events import SESSION_CHANNEL, Data, Event
from server.domain.permission import facilitates, still_open
from server.domain.plain_text import (
    MAX_BLOCK_CHARACTERS,
    MAX_NAME_CHARACTERS,
    MAX_NOTE_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    checked_line,
    optional_text,
)
from server.domain.plan import MAX_ROOMS
from server.domain.room import Room
from server.domain.session import Session, stamp
from server.domain.wish import NewProposal, Occasion, RoomAdd, RoomEdit, RoomRef


def add(session: Session, by: Actor, wish: RoomAdd, occasion: Occasion) -> list[Event]:
    """Add a room, with a proposal where one is given."""
    _may(session, by)
    require(len(session.rooms) < MAX_ROOMS, Conflict(N_("Träffen har redan så många rum som går."), field="name"))
    name = _free_name(session.rooms, wish.name)
    proposal = _checked_proposal(session, wish.proposal) if wish.proposal else None
    room = Room(occasion.id, "room", name, wish.capacity, proposal)
    return [Event(SESSION_CHANNEL, "room.added", room.as_listed())]


def edit(session: Session, by: Actor, wish: RoomEdit, occasion: Occasion) -> list[Event]:
    """Change what a room or its proposal is called, or how many it holds; what is not named stays.

    The room's own channel is told its name as well: a reader of it may have no other.
    """
    _may(session, by)
    room = room_with(session, wish.room)
    others = [each for each in session.rooms if each is not room]
    changes: Data = {}
    if wish.name is not None:
        changes["name"] = _free_name(others, wish.name)
    if wish.title is not None:
        require(room.proposal, Conflict(N_("Rummet har inget förslag att ändra."), field="title"))
        title = checked_line(wish.title, limit=MAX_TITLE_CHARACTERS, field="title")
        changes["proposal"] = (room.proposal or {}) | {"title": title}
    if wish.gave("capacity"):
        changes["capacity"] = wish.capacity
    before = room.as_listed()
    told = before | changes
    if told == before:
        return []
    events = [Event(SESSION_CHANNEL, "room.edited", told)]
    if told["name"] != room.name:
        events.append(Event(room.id, "room.renamed", {"id": room.id, "kind": room.kind, "name": told["name"]}))
    return events


def lock(session: Session, by: Actor, wish: RoomRef, occasion: Occasion) -> list[Event]:
    """Lock a room: only facilitators write in it until it is unlocked."""
    return _set_lock(session, by, wish.room, locked=True)


def unlock(session: Session, by: Actor, wish: RoomRef, occasion: Occasion) -> list[Event]:
    """Let the room write again."""
    return _set_lock(session, by, wish.room, locked=False)


def call(session: Session, by: Actor, wish: RoomRef, occasion: Occasion) -> list[Event]:
    """Ask the facilitator to come to one's own room."""
    room = _own_room(session, by, wish.room)
    still_open(session)
    if room.called_at:
        return []
    return [Event(SESSION_CHANNEL, "room.called", room.as_listed() | {"called_at": stamp(occasion.now)})]


def answer(session: Session, by: Actor, wish: RoomRef, occasion: Occasion) -> list[Event]:
    """The facilitator comes, or the room needs nobody any more."""
    room = _own_room(session, by, wish.room)
    if not room.called_at:
        return []
    return [Event(SESSION_CHANNEL, "room.answered", room.as_listed() | {"called_at": None})]


def room_with(session: Session, room_id: str, field: str = "room") -> Room:
    """Give the group's room with this id.

    Raises:
        NotFound: there is none.
    """
    room = session.channels.get(room_id)
    if room is None or room.kind != "room":
        raise NotFound(N_("Rummet finns inte."), field=field)
    return room


def _own_room(session: Session, by: Actor, room_id: str) -> Room:
    room = room_with(session, room_id)
    belongs = by.facilitates or (by.role != "projector" and by.room == room.id)
    require(belongs, Forbidden(N_("Gå med i rummet för att kalla dit processledaren.")))
    return room


def _set_lock(session: Session, by: Actor, room_id: str, *, locked: bool) -> list[Event]:
    _may(session, by)
    room = room_with(session, room_id)
    if room.locked == locked:
        return []
    told = room.as_listed() | {"locked": locked}
    return [Event(SESSION_CHANNEL, "room.locked" if locked else "room.unlocked", told)]


def _free_name(others: Iterable[Room], wanted: str) -> str:
    name = checked_line(wanted, limit=MAX_NAME_CHARACTERS, field="name")
    taken = {room.name.casefold() for room in others}
    require(name.casefold() not in taken, Conflict(N_("Det finns redan ett rum med det namnet."), field="name"))
    return name


def _checked_proposal(session: Session, wish: NewProposal) -> Data:
    numbers = {room.proposal["number"] for room in session.rooms if room.proposal}
    number = wish.number or max(numbers, default=0) + 1
    require(number not in numbers, Conflict(N_("Det finns redan ett förslag med det numret."), field="proposal"))
    question = optional_text(wish.question or "", limit=MAX_NOTE_CHARACTERS, field="proposal")
    return {
        "number": number,
        "title": checked_line(wish.title, limit=MAX_TITLE_CHARACTERS, field="proposal"),
        "text": optional_text(wish.text, limit=MAX_BLOCK_CHARACTERS, field="proposal"),
        "from": [checked_line(name, limit=MAX_NAME_CHARACTERS, field="proposal") for name in wish.from_],
        "question": question or None,
    }


def _may(session: Session, by: Actor) -> None:
    facilitates(by)
    still_open(session)
