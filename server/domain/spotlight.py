"""Rules for the spotlight: the note or theme that is lifted to the projector."""

from __future__ import annotations

from collections.abc import Collection

from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, Invalid, NotFound, require
from server.domain.events import SESSION_CHANNEL, Data, Event
from server.domain.permission import facilitates
from server.domain.room import Note, Room
from server.domain.session import Session, Theme
from server.domain.wish import Occasion, SpotlightSet

NOTHING: Data = {
    "note": None,
    "theme": None,
    "channel": None,
    "text": None,
    "kind": None,
    "organisation": None,
}


def lift(session: Session, by: Actor, wish: SpotlightSet, occasion: Occasion) -> list[Event]:
    """Lift a note or a theme, or nothing."""
    facilitates(by)
    one = wish.note is None or wish.theme is None
    require(one, Invalid(N_("Välj antingen ett inlägg eller ett mönster att lyfta."), field="theme"))
    shown = _shown(session, wish)
    if shown == (session.spotlight or NOTHING):
        return []
    return [Event(SESSION_CHANNEL, "spotlight.set", shown)]


def follow(session: Session, room: Room, note: Note) -> list[Event]:
    """What is lifted follows its note: a new text shows, and a note that has gone leaves screen and queue."""
    if note.gone:
        return leave(session, {note.id})
    if not session.spotlight or session.spotlight["note"] != note.id:
        return []
    shown = _of_note(session, room, note)
    return [] if shown == session.spotlight else [Event(SESSION_CHANNEL, "spotlight.set", shown)]


def follow_theme(session: Session, theme: Theme | None, theme_id: str) -> list[Event]:
    """As `follow`, for a theme; None where the theme was removed."""
    if theme is None:
        return leave(session, {theme_id})
    if not session.spotlight or session.spotlight["theme"] != theme_id:
        return []
    shown = NOTHING | {"theme": theme.id, "text": theme.text}
    return [] if shown == session.spotlight else [Event(SESSION_CHANNEL, "spotlight.set", shown)]


def leave(session: Session, ids: Collection[str]) -> list[Event]:
    """Take notes and themes that can no longer be shown from the screen, and from the queue to it."""
    events = []
    if session.spotlight and _one_of(session.spotlight, ids):
        events.append(Event(SESSION_CHANNEL, "spotlight.set", NOTHING))
    left = [each for each in session.spotlight_queue if not _one_of(each, ids)]
    if left != session.spotlight_queue:
        events.append(Event(SESSION_CHANNEL, "spotlight.unqueued", {"queue": left}))
    return events


def require_unveiled(note: Note) -> None:
    shows = not note.veiled
    require(shows, Conflict(N_("Inlägget är dolt tills det tysta skrivandet är slut."), field="note"))


def _one_of(lifted: Data, ids: Collection[str]) -> bool:
    return lifted["note"] in ids or lifted["theme"] in ids


def _shown(session: Session, wish: SpotlightSet) -> Data:
    if wish.note is not None:
        found = session.find_note(wish.note)
        if found is None:
            raise NotFound(N_("Inlägget finns inte längre."), field="note")
        room, note = found
        require_unveiled(note)
        return _of_note(session, room, note)
    if wish.theme is not None:
        theme = session.themes.get(wish.theme)
        if theme is None:
            raise NotFound(N_("Mönstret finns inte längre."), field="theme")
        return NOTHING | {"theme": theme.id, "text": theme.text}
    return NOTHING


def _of_note(session: Session, room: Room, note: Note) -> Data:
    author = session.participants.get(note.author) if note.author else None
    return NOTHING | {
        "note": note.id,
        "channel": room.id,
        "text": note.text,
        "kind": note.kind,
        "organisation": author.organisation if author else None,
    }
