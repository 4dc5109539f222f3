"""Rules for notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from server.domain import spotlight
from server.domain.actor import Actor
from server.domain.errors import N_, Forbidden, Invalid, NotFound, require
from server.domain.events import Data, Event
from server.domain.permission import may_write, still_writable
from server.domain.plain_text import MAX_NOTE_CHARACTERS, checked_text
from server.domain.room import Note, Room
from server.domain.session import Session, stamp
from server.domain.visibility import sees_note
from server.domain.wish import NoteAdd, NoteEdit, NoteMove, NoteRef, NoteSupport, Occasion

ITEM_KINDS = ("said", "reflection")


def add(session: Session, room: Room, by: Actor, wish: NoteAdd, occasion: Occasion) -> list[Event]:
    """Add a note to the room; anonymous ones keep no author anywhere."""
    may_write(session, room, by)
    allowed = session.plan.settings.anonymous_notes or not wish.anonymous
    require(allowed, Invalid(N_("I den här träffen skriver alla under eget namn."), field="anonymous"))
    note = Note(
        id=occasion.id,
        number=len(room.notes) + 1,
        text=checked_text(wish.text, limit=MAX_NOTE_CHARACTERS),
        kind=_checked_kind(session, room, wish.kind),
        author=None if wish.anonymous else by.id,
        at=stamp(occasion.now),
        reply_to=_first_in_thread(session, room, by, wish.reply_to),
        veiled=session.silent and room.kind == "room",
    )
    return [Event(room.id, "note.added", note.as_data(), anonymous=wish.anonymous)]


def edit(session: Session, room: Room, by: Actor, wish: NoteEdit, occasion: Occasion) -> list[Event]:
    """Change the text or kind of a note."""
    note = _own_note(session, room, by, wish.note)
    text = note.text if wish.text is None else checked_text(wish.text, limit=MAX_NOTE_CHARACTERS)
    kind = note.kind if wish.kind is None else _checked_kind(session, room, wish.kind)
    changed = replace(note, text=text, kind=kind)
    if changed == note:
        return []
    return _changed(session, room, "note.edited", replace(changed, edited_at=stamp(occasion.now), request=None))


def remove(session: Session, room: Room, by: Actor, wish: NoteRef, occasion: Occasion) -> list[Event]:
    """Take a note away; it can be restored."""
    note = _own_note(session, room, by, wish.note, removed=True)
    if note.removed:
        return []
    return _changed(session, room, "note.removed", replace(note, removed=True))


def restore(session: Session, room: Room, by: Actor, wish: NoteRef, occasion: Occasion) -> list[Event]:
    """Bring a removed note back to its place."""
    note = _own_note(session, room, by, wish.note, removed=True)
    if not note.removed:
        return []
    cluster = note.cluster if note.cluster in room.clusters else None
    return _changed(session, room, "note.restored", replace(note, removed=False, cluster=cluster))


def support(session: Session, room: Room, by: Actor, wish: NoteSupport, occasion: Occasion) -> list[Event]:
    """Agree with a note, or take that back."""
    may_write(session, room, by)
    note = _note(room, by, wish.note)
    if (by.id in note.supporters) == wish.on:
        return []
    others = tuple(person for person in note.supporters if person != by.id)
    supporters = (*others, by.id) if wish.on else others
    return _changed(session, room, "note.supported", replace(note, supporters=supporters))


def move(session: Session, room: Room, by: Actor, wish: NoteMove, occasion: Occasion) -> list[Event]:
    """Put a note into a cluster, or out of it (null)."""
    may_write(session, room, by)
    note = _note(room, by, wish.note)
    known = wish.cluster is None or wish.cluster in room.clusters
    require(known, NotFound(N_("Temat finns inte längre."), field="cluster"))
    if note.cluster == wish.cluster:
        return []
    return _changed(session, room, "note.moved", replace(note, cluster=wish.cluster))


def reveal(session: Session) -> list[Event]:
    """Show what was written silently, in every room where there is any."""
    events = []
    for room in session.channels.values():
        veiled = [note for note in room.notes.values() if note.veiled]
        if veiled:
            shown: list[Data] = [replace(note, veiled=False).as_data() for note in veiled]
            events.append(Event(room.id, "notes.revealed", {"notes": shown}))
    return events


def veil(session: Session, revealed: Mapping[str, Sequence[str]]) -> list[Event]:
    """Take a mistaken reveal back: what was written silently is its author's again, and leaves the screen."""
    events = spotlight.leave(session, {id for ids in revealed.values() for id in ids})
    for channel, ids in revealed.items():
        notes = session.channels[channel].notes
        again: list[Data] = [replace(notes[id], veiled=True).as_data() for id in ids if id in notes]
        events.append(Event(channel, "notes.veiled", {"notes": again}))
    return events


def _changed(session: Session, room: Room, type: str, note: Note) -> list[Event]:
    return [Event(room.id, type, note.as_data()), *spotlight.follow(session, room, note)]


def _note(room: Room, by: Actor, note_id: str) -> Note:
    note = room.notes.get(note_id)
    if note is None or note.gone or not sees_note(note, by):
        raise NotFound(N_("Inlägget finns inte längre."), field="note")
    return note


def _own_note(session: Session, room: Room, by: Actor, note_id: str, *, removed: bool = False) -> Note:
    note = room.notes.get(note_id)
    if note is None or not sees_note(note, by) or (note.removed and not removed):
        raise NotFound(N_("Inlägget finns inte längre."), field="note")
    own = by.facilitates or (note.author is not None and note.author == by.id)
    require(own, Forbidden(N_("Bara den som skrev inlägget, eller processledaren, kan ändra det.")))
    still_writable(session, room, by)
    return note


def _checked_kind(session: Session, room: Room, kind: str | None) -> str:
    kinds = [known.id for known in session.plan.kinds]
    if room.kind == "item":
        kinds = [*ITEM_KINDS, *kinds]
    if kind is None:
        return kinds[0]
    require(kind in kinds, Invalid(N_("Den sortens inlägg finns inte i den här träffen."), field="kind"))
    return kind


def _first_in_thread(session: Session, room: Room, by: Actor, reply_to: str | None) -> str | None:
    """A reply to a reply stands under the note that began it: threads are one level deep."""
    if reply_to is None:
        return None
    note = room.notes.get(reply_to)
    if note is None or note.gone or not sees_note(note, by):
        raise NotFound(N_("Inlägget som du bygger vidare på finns inte längre."), field="reply_to")
    return note.reply_to or note.id
