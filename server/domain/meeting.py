"""Rules for the meeting as a whole: opening, closing, opening again."""

from __future__ import annotations

from server.domain import notes
from server.domain.actor import Actor
from server.domain.errors import N_, Closed, require
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Event
from server.domain.permission import facilitates, still_editable
from server.domain.session import Session, stamp
from server.domain.wish import Nothing, Occasion


def open(session: Session, by: Actor, wish: Nothing, occasion: Occasion) -> list[Event]:
    """Say that the meeting has begun; the projector leaves the lobby."""
    facilitates(by)
    closed = session.status == "closed"
    require(not closed, Closed(N_("Träffen är avslutad. Öppna den igen i stället.")))
    if session.status == "open":
        return []
    return [_told("session.opened", "open", occasion)]


def close(session: Session, by: Actor, wish: Nothing, occasion: Occasion) -> list[Event]:
    """Close the meeting: silent writing shows, no notes can be written any more, and the draft stands."""
    facilitates(by)
    if session.status == "closed":
        return []
    return [_told("session.closed", "closed", occasion), *notes.reveal(session), *_draft_made(session, occasion)]


def reopen(session: Session, by: Actor, wish: Nothing, occasion: Occasion) -> list[Event]:
    """Open a closed meeting again, with everything as it was.

    Raises:
        Locked: its paper has been confirmed.
    """
    facilitates(by)
    if session.status != "closed":
        return []
    still_editable(session)
    return [_told("session.reopened", "open", occasion)]


def _told(type: str, status: str, occasion: Occasion) -> Event:
    return Event(SESSION_CHANNEL, type, {"status": status, "at": stamp(occasion.now)})


def _draft_made(session: Session, occasion: Occasion) -> list[Event]:
    """Tell the draft's own readers what closing makes of the paper."""
    if session.draft.marked_at:
        return []
    return [Event(DRAFT_CHANNEL, "paper.marked", {"state": "draft", "at": stamp(occasion.now)})]
