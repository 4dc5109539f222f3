"""Rules for blocks: the paragraphs and bullets of a room's documentation, and the room's word that they are right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, Invalid, NotFound, require
from server.domain.events import Event
from server.domain.permission import may_document
from server.domain.plain_text import MAX_BLOCK_CHARACTERS, MAX_NOTE_CHARACTERS, checked_text, is_blank, optional_text
from server.domain.rich_text import LineKind, Run, Runs, checked_runs, merged, plain
from server.domain.room import Block, Room
from server.domain.session import Session, stamp
from server.domain.wish import (
    BlockAdd,
    BlockEdit,
    BlockMove,
    BlockRemove,
    Nothing,
    Occasion,
    SectionConfirm,
    runs_of,
)


def add(session: Session, room: Room, by: Actor, wish: BlockAdd, occasion: Occasion) -> list[Event]:
    """Add a block after another; last where `after` is not given, first where it is null."""
    may_document(session, room, by)
    require(wish.text is not None or wish.runs is not None, Invalid(N_("Fältet saknas."), field="text"))
    text, runs = _written(wish)
    block = Block(
        id=occasion.id,
        kind=wish.kind,
        text=text,
        sources=_checked_sources(room, wish.sources),
        level=_level(wish.kind, wish.level),
        runs=runs,
    )
    last = room.blocks[-1].id if room.blocks else None
    after = _checked_place(room, wish.after) if wish.gave("after") else last
    return _changed(room, "block.added", block, after)


def edit(session: Session, room: Room, by: Actor, wish: BlockEdit, occasion: Occasion) -> list[Event]:
    """Change a block. With `base`, the text that the writer began with, what others have changed since stays.

    Where `version` is given and is not the block's, somebody else was first. `text` alone drops the styles.

    Raises:
        Conflict: the block has changed since the version that the writer saw.
    """
    may_document(session, room, by)
    block = _block(room, wish.block)
    seen = wish.version is None or wish.version == block.version
    require(seen, Conflict(N_("Någon annan har ändrat stycket. Jämför texterna och välj."), field="version"))
    kind = wish.kind or block.kind
    text, runs = _edited(block, wish)
    changed = replace(
        block,
        text=text,
        runs=runs,
        kind=kind,
        level=_level(kind, block.level if wish.level is None else wish.level),
        sources=block.sources if wish.sources is None else _checked_sources(room, wish.sources, block.sources),
    )
    if changed == block:
        return []
    return _changed(room, "block.edited", replace(changed, version=block.version + 1), room.after_of(block.id))


def move(session: Session, room: Room, by: Actor, wish: BlockMove, occasion: Occasion) -> list[Event]:
    """Put a block after another one; first where `after` is null."""
    may_document(session, room, by)
    block = _block(room, wish.block)
    after = _checked_place(room, wish.after)
    require(after != block.id, Conflict(N_("Ett stycke kan inte stå efter sig självt."), field="after"))
    if after == room.after_of(block.id):
        return []
    return _changed(room, "block.moved", block, after)


def remove(session: Session, room: Room, by: Actor, wish: BlockRemove, occasion: Occasion) -> list[Event]:
    """Take a block out of the documentation; its notes are then uncovered again.

    With `base`, the text that its remover saw, what others have written in it since stays.
    """
    may_document(session, room, by)
    block = _block(room, wish.block)
    left: Runs = ()
    if wish.base is not None:
        base = checked_runs(runs_of(wish.base), limit=MAX_BLOCK_CHARACTERS, field="base")
        left = merged(base, (), block.written)
    if not is_blank(plain(left)):
        kept = replace(block, text=plain(left), runs=left, version=block.version + 1)
        return _changed(room, "block.edited", kept, room.after_of(block.id))
    return [Event(room.id, "block.removed", {"id": block.id}), *no_longer_confirmed(room)]


def confirm(session: Session, room: Room, by: Actor, wish: SectionConfirm, occasion: Occasion) -> list[Event]:
    """Say that the room has read its section as it will be printed, perhaps with a reservation."""
    may_document(session, room, by)
    reservation = optional_text(wish.reservation or "", limit=MAX_NOTE_CHARACTERS, field="reservation") or None
    if room.confirmation and room.confirmation["reservation"] == reservation:
        return []
    confirmation = {"at": stamp(occasion.now), "reservation": reservation}
    return [Event(room.id, "section.confirmed", confirmation)]


def unconfirm(session: Session, room: Room, by: Actor, wish: Nothing, occasion: Occasion) -> list[Event]:
    """Take the room's word back."""
    may_document(session, room, by)
    return no_longer_confirmed(room)


def _written(wish: BlockAdd | BlockEdit) -> tuple[str, Runs | None]:
    """Give the text that was sent, as it is stored: plain, and in runs where it was sent in runs."""
    one = wish.text is None or wish.runs is None
    require(one, Invalid(N_("Skicka texten antingen som text eller som runs."), field="runs"))
    if wish.runs is None:
        return checked_text(wish.text or "", limit=MAX_BLOCK_CHARACTERS), None
    runs = checked_runs(runs_of(wish.runs), limit=MAX_BLOCK_CHARACTERS)
    return plain(runs), runs


def _edited(block: Block, wish: BlockEdit) -> tuple[str, Runs | None]:
    if wish.text is None and wish.runs is None:
        return block.text, block.runs
    text, runs = _written(wish)
    if wish.base is None:
        return text, runs
    base = checked_runs(runs_of(wish.base), limit=MAX_BLOCK_CHARACTERS, field="base")
    together = merged(base, (Run(text),) if runs is None else runs, block.written)
    together = checked_runs(together, limit=MAX_BLOCK_CHARACTERS)
    text = plain(together)
    unstyled = all(run == Run(run.text) for run in together)
    return text, None if runs is None and unstyled and not is_blank(text) else together


def _level(kind: LineKind, level: int) -> int:
    return level if kind in ("bullet", "numbered") else 0


def _changed(room: Room, type: str, block: Block, after: str | None) -> list[Event]:
    return [Event(room.id, type, block.as_data() | {"after": after}), *no_longer_confirmed(room)]


def no_longer_confirmed(room: Room) -> list[Event]:
    """What was confirmed is another text now."""
    return [Event(room.id, "section.unconfirmed", {})] if room.confirmation else []


def _block(room: Room, block_id: str) -> Block:
    block = room.block(block_id)
    if block is None:
        raise NotFound(N_("Stycket finns inte längre."), field="block")
    return block


def _checked_place(room: Room, after: str | None) -> str | None:
    known = after is None or room.block(after) is not None
    require(known, NotFound(N_("Stycket som texten skulle stå efter finns inte längre."), field="after"))
    return after


def _checked_sources(room: Room, sources: Iterable[str], kept: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Sources are notes of this room; one that was removed since may stay where it already stood."""
    chosen = tuple(dict.fromkeys(sources))
    for source in chosen:
        note = room.notes.get(source)
        known = note is not None and (not note.removed or source in kept)
        require(known, NotFound(N_("Ett av inläggen som texten bygger på finns inte i rummet."), field="sources"))
    return chosen
