"""Rules for moderation: reporting a note, hiding and showing it, asking for a change."""

from __future__ import annotations

from dataclasses import replace

from server.domain import spotlight
from server.domain.actor import Actor
from server.domain.errors import N_, NotFound
from server.domain.events import SESSION_CHANNEL, Event
from server.domain.permission import facilitates, may_write, still_editable, still_open
from server.domain.plain_text import MAX_MESSAGE_CHARACTERS, checked_text, optional_text
from server.domain.room import Note, Room
from server.domain.session import Session, stamp
from server.domain.visibility import sees_note
from server.domain.wish import NoteAsk, NoteRef, NoteReport, Occasion, ReportRef


def report(session: Session, room: Room, by: Actor, wish: NoteReport, occasion: Occasion) -> list[Event]:
    """Tell the facilitators about a note. Who reported it is not kept; only facilitators see it."""
    may_write(session, room, by)
    note = room.notes.get(wish.note)
    if note is None or note.gone or not sees_note(note, by):
        raise _no_note()
    told = {
        "id": occasion.id,
        "note": note.id,
        "channel": room.id,
        "reason": optional_text(wish.reason or "", limit=MAX_MESSAGE_CHARACTERS, field="reason") or None,
        "at": stamp(occasion.now),
    }
    return [Event(SESSION_CHANNEL, "note.reported", told, anonymous=True)]


def settle(session: Session, by: Actor, wish: ReportRef, occasion: Occasion) -> list[Event]:
    """Let the note stand: the report is dealt with."""
    facilitates(by)
    if wish.report not in session.reports:
        raise NotFound(N_("Anmälan finns inte längre."), field="report")
    return [_settled(wish.report)]


def hide(session: Session, room: Room, by: Actor, wish: NoteRef, occasion: Occasion) -> list[Event]:
    """Hide a note from everybody but its author and the facilitators, the projector first."""
    note = _note(session, room, by, wish.note)
    if note.hidden:
        return []
    still_editable(session)
    reports = [told for told in session.reports.values() if told["note"] == note.id]
    hidden = replace(note, hidden=True)
    return [
        *spotlight.follow(session, room, hidden),
        Event(room.id, "note.hidden", hidden.as_data()),
        *[_settled(told["id"]) for told in reports],
    ]


def show(session: Session, room: Room, by: Actor, wish: NoteRef, occasion: Occasion) -> list[Event]:
    """Let a hidden note be seen again."""
    note = _note(session, room, by, wish.note)
    if not note.hidden:
        return []
    still_editable(session)
    return [Event(room.id, "note.shown", replace(note, hidden=False).as_data())]


def ask(session: Session, room: Room, by: Actor, wish: NoteAsk, occasion: Occasion) -> list[Event]:
    """Ask for a change of a note; the request stands at it until it is edited."""
    note = _note(session, room, by, wish.note)
    still_open(session)
    request = checked_text(wish.text, limit=MAX_MESSAGE_CHARACTERS)
    if request == note.request:
        return []
    return [Event(room.id, "note.asked", replace(note, request=request).as_data())]


def _note(session: Session, room: Room, by: Actor, note_id: str) -> Note:
    facilitates(by)
    note = room.notes.get(note_id)
    if note is None or note.removed:
        raise _no_note()
    return note


def _settled(report_id: str) -> Event:
    return Event(SESSION_CHANNEL, "report.settled", {"id": report_id})


def _no_note() -> NotFound:
    return NotFound(N_("Inlägget finns inte längre."), field="note")
