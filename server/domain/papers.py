"""Rules for the paper as a whole: how far it has come, and what is printed in it."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, require
from server.domain.events import DRAFT_CHANNEL, Event
from server.domain.permission import facilitates, still_editable
from server.domain.session import Session, stamp
from server.domain.wish import Occasion, PaperMark, PaperSet

FROM_FIXED = {"confirmed": ("draft", "sent"), "sent": ("draft",)}


def mark(session: Session, by: Actor, wish: PaperMark, occasion: Occasion) -> list[Event]:
    """Say how far the paper has come; from confirmed and sent the way back is to the draft, which opens it again.

    Raises:
        Conflict: the session is still open, or the state does not follow on the one that the paper has.
    """
    facilitates(by)
    draft = session.draft
    if wish.state == draft.state and draft.marked_at:
        return []
    closed = session.status == "closed" or wish.state == "working"
    require(closed, Conflict(N_("Avsluta träffen först: till dess är dokumentationen arbetsmaterial."), field="state"))
    follows = wish.state in FROM_FIXED.get(draft.state, (wish.state,))
    require(follows, Conflict(N_("Öppna dokumentationen igen först: gör den till utkast."), field="state"))
    return [Event(DRAFT_CHANNEL, "paper.marked", {"state": wish.state, "at": stamp(occasion.now)})]


def set_printed(session: Session, by: Actor, wish: PaperSet, occasion: Occasion) -> list[Event]:
    """Choose what is printed: whether a section says that its group confirmed it."""
    facilitates(by)
    still_editable(session)
    if wish.confirmations in (None, session.draft.confirmations):
        return []
    return [Event(DRAFT_CHANNEL, "paper.set", {"confirmations": wish.confirmations})]
