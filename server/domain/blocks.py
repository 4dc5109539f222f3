"""Rules for blocks: the paragraphs and bullets of a room's documentation, and the room's word that they are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, Invalid, NotFound, require
from server.domain.events import Event
from server.domain.permission import may_document
from server.domain.plain_text import MAX_BLOCK_CHARACTERS, MAX_NOTE_CHARACTERS, checked_text, is_blank, optional_text
from server.domain.rich_text import Line, LineKind, Run, Runs, checked_runs, goes_on, merged_lines, plain, styled
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
        sources=checked_sources(room, wish.sources),
        level=checked_level(wish.kind, wish.level),
        runs=runs,
    )
    last = room.blocks[-1].id if room.blocks else None
    after = _checked_place(room, wish.after) if wish.gave("after") else last
    return _changed(room, "block.added", block, after)


def edit(session: Session, room: Room, by: Actor, wish: BlockEdit, occasion: Occasion) -> list[Event]:
    """Change a block. With `base`, the text that the writer began with, what others have changed since stays.

    Where others have parted the block in two meanwhile, what was changed in words of the second is changed there. Where
    `version` is given and is not the block's, somebody else was first. `text` alone drops the styles.

    Raises:
        Conflict: the block has changed since the version that the writer saw.
    """
    may_document(session, room, by)
    block = _block(room, wish.block)
    seen = wish.version is None or wish.version == block.version
    require(seen, Conflict(N_("Någon annan har ändrat stycket. Jämför texterna och välj."), field="version"))
    kind = wish.kind or block.kind
    text, runs, others = _edited(room, block, wish)
    changed = replace(
        block,
        text=text,
        runs=runs,
        kind=kind,
        level=checked_level(kind, block.level if wish.level is None else wish.level),
        sources=block.sources if wish.sources is None else checked_sources(room, wish.sources, block.sources),
    )
    told = [] if changed == block else [_rewritten(room, changed)]
    told += [_rewritten(room, other) for other in others]
    return [*told, *no_longer_confirmed(room)] if told else []


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

    With `base`, the text that its remover saw, what others have written in it since stays, and what they have parted
    it in goes too.
    """
    may_document(session, room, by)
    block = _block(room, wish.block)
    left: list[tuple[Block, Runs]] = [(block, ())]
    if wish.base is not None:
        base = checked_runs(runs_of(wish.base), limit=MAX_BLOCK_CHARACTERS, field="base")
        left = _merged(room, block, base, ())
    told = [
        Event(room.id, "block.removed", {"id": part.id})
        if is_blank(plain(runs))
        else _rewritten(room, replace(part, text=plain(runs), runs=runs))
        for part, runs in left
        if part is block or runs != part.written
    ]
    return [*told, *no_longer_confirmed(room)]


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


def _edited(room: Room, block: Block, wish: BlockEdit) -> tuple[str, Runs | None, list[Block]]:
    """Give the block's text as it is to be stored, and the parts of it that have changed with it."""
    if wish.text is None and wish.runs is None:
        return block.text, block.runs, []
    text, runs = _written(wish)
    if wish.base is None:
        return text, runs, []
    base = checked_runs(runs_of(wish.base), limit=MAX_BLOCK_CHARACTERS, field="base")
    (_, together), *parts = _merged(room, block, base, (Run(text),) if runs is None else runs)
    together = checked_runs(together, limit=MAX_BLOCK_CHARACTERS)
    text = plain(together)
    changed = [
        replace(part, text=plain(runs), runs=checked_runs(runs, limit=MAX_BLOCK_CHARACTERS))
        for part, runs in parts
        if runs != part.written
    ]
    return text, None if runs is None and not styled(together) and not is_blank(text) else together, changed


def _merged(room: Room, block: Block, base: Runs, mine: Runs) -> list[tuple[Block, Runs]]:
    """Give the text of the block, and of those that it has been parted in since the base, with what was changed."""
    parts = [block, *_parted(room, block, base)]
    lines = merged_lines((Line(base),), (Line(mine),), tuple(Line(part.written) for part in parts))
    return [(part, line.runs) for part, line in zip(parts, lines, strict=True)]


def _parted(room: Room, block: Block, base: Runs) -> Iterator[Block]:
    """Give the blocks that words of the block stand in now, since somebody has pressed Enter in it."""
    was, now = plain(base), block.text
    following = room.blocks[room.blocks.index(block) + 1 :]
    for part in following:
        rest = goes_on(was, now, part.text)
        if rest is None:
            return
        yield part
        was, now = rest, ""


def checked_level(kind: LineKind, level: int) -> int:
    """Give the level as it is stored: only bullets and numbered points have one."""
    return level if kind in ("bullet", "numbered") else 0


def _changed(room: Room, type: str, block: Block, after: str | None) -> list[Event]:
    return [Event(room.id, type, block.as_data() | {"after": after}), *no_longer_confirmed(room)]


def _rewritten(room: Room, block: Block) -> Event:
    told = replace(block, version=block.version + 1).as_data() | {"after": room.after_of(block.id)}
    return Event(room.id, "block.edited", told)


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


def checked_sources(room: Room, sources: Iterable[str], kept: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Sources are notes of this room; one that was removed since may stay where it already stood."""
    chosen = tuple(dict.fromkeys(sources))
    for source in chosen:
        note = room.notes.get(source)
        known = note is not None and (not note.removed or source in kept)
        require(known, NotFound(N_("Ett av inläggen som texten bygger på finns inte i rummet."), field="sources"))
    return chosen
