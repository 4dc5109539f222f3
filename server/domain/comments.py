"""Rules for comments on the draft: by editors, and by those who read it by a link."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from server.domain.actor import Actor
from server.domain.draft import Comment
from server.domain.errors import N_, Invalid, NotFound, require
from server.domain.events import DRAFT_CHANNEL, Event
from server.domain.parts import shape_of
from server.domain.permission import facilitates, still_editable
from server.domain.plain_text import MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, checked_text, optional_text
from server.domain.readings import open_reading
from server.domain.session import Session, stamp
from server.domain.wish import CommentAdd, CommentRef, Occasion, ReaderComment


def add(session: Session, by: Actor, wish: CommentAdd, occasion: Occasion) -> list[Event]:
    """Write a comment at a block, a section, a pattern or a part of the paper."""
    facilitates(by)
    return _added(session, wish, occasion, "facilitator", None)


def add_by_reader(session: Session, reading: str, wish: ReaderComment, occasion: Occasion) -> list[Event]:
    """As `add`, for somebody who reads by a link that is open.

    Raises:
        NotFound: the link is not open any more, or there is nothing where the comment should stand.
        Locked: the paper has been confirmed.
    """
    open_reading(session, reading, occasion.now)
    written = " ".join((wish.organisation or "").split())
    organisation = optional_text(written, limit=MAX_NAME_CHARACTERS, field="organisation")
    return _added(session, wish, occasion, "reader", organisation or None)


def settle(session: Session, by: Actor, wish: CommentRef, occasion: Occasion) -> list[Event]:
    """Say that a comment is dealt with."""
    comment = _comment(session, by, wish)
    if comment.settled_at:
        return []
    return [_told("comment.settled", replace(comment, settled_at=stamp(occasion.now)))]


def reopen(session: Session, by: Actor, wish: CommentRef, occasion: Occasion) -> list[Event]:
    """Say that a comment is not dealt with after all."""
    comment = _comment(session, by, wish)
    return [_told("comment.reopened", replace(comment, settled_at=None))] if comment.settled_at else []


def remove(session: Session, by: Actor, wish: CommentRef, occasion: Occasion) -> list[Event]:
    """Take a comment away."""
    return [Event(DRAFT_CHANNEL, "comment.removed", {"id": _comment(session, by, wish).id})]


def _added(
    session: Session,
    wish: CommentAdd,
    occasion: Occasion,
    by: Literal["facilitator", "reader"],
    organisation: str | None,
) -> list[Event]:
    still_editable(session)
    check_place(session, wish)
    comment = Comment(
        id=occasion.id,
        channel=wish.channel,
        block=wish.block,
        part=wish.part,
        theme=wish.theme,
        text=checked_text(wish.text, limit=MAX_NOTE_CHARACTERS),
        by=by,
        organisation=organisation,
        at=stamp(occasion.now),
    )
    return [_told("comment.added", comment)]


def check_place(session: Session, wish: CommentAdd) -> None:
    """Refuse a comment that has no place, more than one, or one that is not there."""
    one = (wish.part, wish.theme, wish.channel).count(None) == 2 and (wish.block is None or wish.channel is not None)
    missing = N_("Ange en del av dokumentationen, ett mönster, eller ett stycke och dess rum.")
    require(one, Invalid(missing, field="part"))
    if wish.part is not None:
        shape_of(session, wish.part)
        return
    if wish.theme is not None:
        require(wish.theme in session.themes, NotFound(N_("Mönstret finns inte längre."), field="theme"))
        return
    room = session.channels.get(wish.channel or "")
    if room is None:
        raise NotFound(N_("Rummet finns inte."), field="channel")
    known = wish.block is None or room.block(wish.block) is not None
    require(known, NotFound(N_("Stycket finns inte längre."), field="block"))


def _comment(session: Session, by: Actor, wish: CommentRef) -> Comment:
    facilitates(by)
    comment = session.draft.comments.get(wish.comment)
    if comment is None:
        raise NotFound(N_("Kommentaren finns inte längre."), field="comment")
    return comment


def _told(type: str, comment: Comment) -> Event:
    return Event(DRAFT_CHANNEL, type, comment.as_data())
