"""Rule for beginning a section: what the paper would say of the notes becomes blocks, to be worked on from there."""

from __future__ import annotations

from collections.abc import Iterator

from server.domain.actor import Actor
from server.domain.blocks import no_longer_confirmed
from server.domain.errors import N_, Conflict, require
from server.domain.events import Event
from server.domain.permission import may_document
from server.domain.rich_text import LineKind, Run, Runs, plain
from server.domain.room import Block, Room
from server.domain.session import Session
from server.domain.wish import Nothing, Occasion
from server.draft import conversation
from server.draft.paper import BulletList, Paragraph
from server.draft.words import WORDS
from server.draft.written import numbered_points


def begin(session: Session, room: Room, by: Actor, wish: Nothing, occasion: Occasion) -> list[Event]:
    """Write what the paper says of the notes as the section's blocks; blank ones that stood there give way.

    Raises:
        Conflict: the section has text already, or there are no notes to begin with.
    """
    may_document(session, room, by)
    require(not room.documentation, Conflict(N_("Här finns redan text."), field="channel"))
    require(room.visible_notes(), Conflict(N_("Här finns inga inlägg att börja från."), field="channel"))
    events = [Event(room.id, "block.removed", {"id": block.id}) for block in room.blocks]
    after = None
    for number, (kind, level, runs, sources) in enumerate(_rows(session, room), start=1):
        styled = any(run != Run(run.text) for run in runs)
        block = Block(
            id=f"{occasion.id}-{number}",
            kind=kind,
            text=plain(runs),
            sources=sources,
            level=level,
            runs=runs if styled else None,
        )
        events.append(Event(room.id, "block.added", block.as_data() | {"after": after}))
        after = block.id
    return events + no_longer_confirmed(room)


def _rows(session: Session, room: Room) -> Iterator[tuple[LineKind, int, Runs, tuple[str, ...]]]:
    words = WORDS[session.plan.language]
    composed = conversation.gathered(room, words) if room.kind == "room" else conversation.said(room, words)
    for block in composed:
        match block:
            case BulletList():
                for item, depth, _ in numbered_points(block):
                    yield "bullet", depth, item.runs, item.sources
            case Paragraph():
                yield "paragraph", 0, block.runs, block.sources
