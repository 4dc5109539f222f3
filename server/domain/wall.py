"""Rules for the wall: what the projector shows, what waits to be lifted, and the hall's Wi-Fi."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, Invalid, NotFound, TooLarge, require
from server.domain.events import SESSION_CHANNEL, Data, Event
from server.domain.permission import facilitates
from server.domain.plain_text import checked_line
from server.domain.session import Session
from server.domain.spotlight import require_unveiled
from server.domain.wish import HallSet, Occasion, ScreenSet, SpotlightQueue

MAX_QUEUE = 30
MAX_SSID_BYTES = 32  # IEEE 802.11
MAX_PASSWORD_CHARACTERS = 63  # WPA: 8 to 63 characters


def queue(session: Session, by: Actor, wish: SpotlightQueue, occasion: Occasion) -> list[Event]:
    """Let a note or theme wait for its turn on the projector."""
    facilitates(by)
    waiting = _waiting(session, wish)
    if waiting in session.spotlight_queue:
        return []
    require(len(session.spotlight_queue) < MAX_QUEUE, Conflict(N_("Kön till projektorn är full.")))
    return [_queue("spotlight.queued", [*session.spotlight_queue, waiting])]


def unqueue(session: Session, by: Actor, wish: SpotlightQueue, occasion: Occasion) -> list[Event]:
    """Take something out of the queue."""
    facilitates(by)
    left = [each for each in session.spotlight_queue if (each["note"], each["theme"]) != (wish.note, wish.theme)]
    return [] if left == session.spotlight_queue else [_queue("spotlight.unqueued", left)]


def set_screen(session: Session, by: Actor, wish: ScreenSet, occasion: Occasion) -> list[Event]:
    """Choose what the projector shows; `auto` follows the meeting."""
    facilitates(by)
    screen = session.screen | {key: value for key, value in wish.model_dump().items() if value is not None}
    return [] if screen == session.screen else [Event(SESSION_CHANNEL, "screen.set", screen)]


def set_hall(session: Session, by: Actor, wish: HallSet, occasion: Occasion) -> list[Event]:
    """Set the hall's Wi-Fi for the projector's second QR code; without a name it is taken away."""
    facilitates(by)
    if not (wish.ssid or "").strip():
        return [Event(SESSION_CHANNEL, "hall.set", {"ssid": None, "password": None})] if session.hall else []
    hall = {
        "ssid": _checked_ssid(wish.ssid or ""),
        "password": _checked_password(wish.password),
    }
    return [] if hall == session.hall else [Event(SESSION_CHANNEL, "hall.set", hall)]


def _checked_ssid(name: str) -> str:
    ssid = checked_line(name, limit=MAX_SSID_BYTES, field="ssid")
    fits = len(ssid.encode()) <= MAX_SSID_BYTES
    require(fits, TooLarge(N_("Nätets namn är för långt: högst %(limit)d byte."), field="ssid", limit=MAX_SSID_BYTES))
    return ssid


def _checked_password(password: str | None) -> str | None:
    if not password:
        return None
    require(
        8 <= len(password) <= MAX_PASSWORD_CHARACTERS and password.isprintable(),
        Invalid(N_("Ett lösenord till trådlöst nät har 8 till 63 tecken."), field="password"),
    )
    return password


def _waiting(session: Session, wish: SpotlightQueue) -> Data:
    require(
        (wish.note is None) != (wish.theme is None),
        Invalid(N_("Välj antingen ett inlägg eller ett mönster att lyfta."), field="theme"),
    )
    if wish.note is not None:
        found = session.find_note(wish.note)
        if found is None:
            raise NotFound(N_("Inlägget finns inte längre."), field="note")
        room, note = found
        require_unveiled(note)
        return {"note": note.id, "theme": None, "channel": room.id}
    if wish.theme not in session.themes:
        raise NotFound(N_("Mönstret finns inte längre."), field="theme")
    return {"note": None, "theme": wish.theme, "channel": None}


def _queue(type: str, queue: list[Data]) -> Event:
    return Event(SESSION_CHANNEL, type, {"queue": queue})
