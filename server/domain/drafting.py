"""Rules for what editors write in the paper: its texts, and which notes are left out on purpose."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.draft import Text
from server.domain.errors import N_, NotFound, require
from server.domain.events import DRAFT_CHANNEL, Data, Event
from server.domain.parts import checked_lines, shape_of
from server.domain.permission import facilitates, still_editable
from server.domain.plain_text import is_blank
from server.domain.rich_text import Lines, merged_lines, plain
from server.domain.session import Session, stamp
from server.domain.wish import NoteRef, Occasion, TextEdit, lines_of


def edit(session: Session, by: Actor, wish: TextEdit, occasion: Occasion) -> list[Event]:
    """Write a part of the paper anew, or go back to what is composed; with `base`, others' changes stay."""
    _may(session, by)
    shape = shape_of(session, wish.part)
    standing = session.draft.texts.get(wish.part)
    if wish.lines is None:
        gone = {"part": wish.part, "lines": None, "version": standing.version + 1 if standing else 1}
        return [_told("text.edited", gone | {"at": stamp(occasion.now)})] if standing else []
    lines = checked_lines(lines_of(wish.lines), shape)
    if wish.base is not None and standing:
        base = checked_lines(lines_of(wish.base), shape, field="base")
        together = merged_lines(base, lines, standing.lines)
        if shape != "heading" or not _blank(
            together
        ):  # each took out a half: a heading is never empty, the last stands
            lines = checked_lines(together, shape)
    if standing and standing.lines == lines:
        return []
    text = Text(wish.part, lines, standing.version + 1 if standing else 1, stamp(occasion.now))
    return [_told("text.edited", text.as_data())]


def omit(session: Session, by: Actor, wish: NoteRef, occasion: Occasion) -> list[Event]:
    """Leave a note out of the paper on purpose: it is no longer among those that nothing was made from."""
    _may(session, by)
    known = session.find_note(wish.note) is not None
    require(known, NotFound(N_("Inlägget finns inte längre."), field="note"))
    return [] if wish.note in session.draft.omitted else [_told("note.omitted", {"note": wish.note})]


def include(session: Session, by: Actor, wish: NoteRef, occasion: Occasion) -> list[Event]:
    """Count a note that was left out among the others again."""
    _may(session, by)
    return [_told("note.included", {"note": wish.note})] if wish.note in session.draft.omitted else []


def _blank(lines: Lines) -> bool:
    return all(is_blank(plain(line.runs)) for line in lines)


def _may(session: Session, by: Actor) -> None:
    facilitates(by)
    still_editable(session)


def _told(type: str, data: Data) -> Event:
    return Event(DRAFT_CHANNEL, type, data)
