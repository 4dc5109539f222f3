"""Rules for links by which people without an account read the draft: opened for some days, withdrawn at any time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from server.domain.actor import Actor
from server.domain.draft import Reading
from server.domain.errors import N_, NotFound
from server.domain.events import DRAFT_CHANNEL, Event
from server.domain.permission import facilitates
from server.domain.session import Session, moment, stamp
from server.domain.wish import Occasion, ReadingOpen, ReadingRef


def open(session: Session, by: Actor, wish: ReadingOpen, occasion: Occasion) -> list[Event]:
    """Open a link for so many days."""
    facilitates(by)
    reading = Reading(occasion.id, stamp(occasion.now + dt.timedelta(days=wish.days)))
    return [Event(DRAFT_CHANNEL, "reading.opened", reading.as_data())]


def withdraw(session: Session, by: Actor, wish: ReadingRef, occasion: Occasion) -> list[Event]:
    """Let a link open nothing any more."""
    facilitates(by)
    reading = session.draft.readings.get(wish.reading)
    if reading is None:
        raise NotFound(N_("Länken finns inte."), field="reading")
    if reading.withdrawn_at:
        return []
    withdrawn = replace(reading, withdrawn_at=stamp(occasion.now))
    return [Event(DRAFT_CHANNEL, "reading.withdrawn", withdrawn.as_data())]


def open_reading(session: Session, reading_id: str, now: dt.datetime) -> Reading:
    """Give a link that is open now.

    Raises:
        NotFound: there is none, it has expired, or it was withdrawn.
    """
    reading = session.draft.readings.get(reading_id)
    if reading is None or reading.withdrawn_at or moment(reading.expires_at) <= now:
        raise NotFound(N_("Länken gäller inte längre. Be om en ny."), field="reading")
    return reading
