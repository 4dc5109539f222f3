"""Rules for messages from the facilitator to the hall or to some rooms."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.events import SESSION_CHANNEL, Event
from server.domain.permission import facilitates, still_open
from server.domain.plain_text import MAX_MESSAGE_CHARACTERS, checked_text
from server.domain.rooms import room_with
from server.domain.session import Session, stamp
from server.domain.wish import MessageSend, Occasion


def send(session: Session, by: Actor, wish: MessageSend, occasion: Occasion) -> list[Event]:
    """Say something to everyone, or to the rooms named."""
    facilitates(by)
    still_open(session)
    rooms = None
    if wish.rooms is not None:
        rooms = [room_with(session, room, "rooms").id for room in dict.fromkeys(wish.rooms)]
    message = {
        "id": occasion.id,
        "text": checked_text(wish.text, limit=MAX_MESSAGE_CHARACTERS),
        "rooms": rooms,
        "at": stamp(occasion.now),
    }
    return [Event(SESSION_CHANNEL, "message.sent", message)]
