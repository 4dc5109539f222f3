"""The rule for several blocks of a section at once: parted, joined or pasted into, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from server.domain.actor import Actor
from server.domain.blocks import checked_level, checked_sources, no_longer_confirmed
from server.domain.errors import N_, Conflict, Invalid, require
from server.domain.events import Event
from server.domain.permission import may_document
from server.domain.plain_text import MAX_BLOCK_CHARACTERS
from server.domain.rich_text import Runs, checked_runs, joined, merged_parts, plain
from server.domain.room import Block, Room
from server.domain.session import Session
from server.domain.wish import Occasion, SectionEdit, SectionLine, runs_of

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def edit(session: Session, room: Room, by: Actor, wish: SectionEdit, occasion: Occasion) -> list[Event]:
    """Put lines in the place of blocks that stand one after the other.

    What others have changed in the words of those blocks since the base stays, on the side of a cut on which it was
    written. A new line that has no words left is not added.

    Raises:
        Conflict: others have parted, joined, moved, added or removed blocks there since the base. Whoever wished it
            makes what was written one with what stands now, and asks anew.
    """
    may_document(session, room, by)
    stood = _standing(room, wish)
    _check_names(session, wish)
    stays = {line.id for line in wish.lines}
    told = list(_written(room, wish, stood))
    told += [Event(room.id, "block.removed", {"id": block.id}) for block in stood if block.id not in stays]
    return [*told, *no_longer_confirmed(room)] if told else []


def _standing(room: Room, wish: SectionEdit) -> list[Block]:
    """Give the blocks of the base, between which and after which stands what the writer saw there."""
    seen = [line.id for line in wish.base]
    first = next((place for place, block in enumerate(room.blocks) if block.id == seen[0]), len(room.blocks))
    stood = room.blocks[first : first + len(seen)]
    then = next((block.id for block in room.blocks[first + len(seen) :]), None)
    still = [block.id for block in stood] == seen and then == wish.next
    require(still, _changed_meanwhile("base"))
    return stood


def _check_names(session: Session, wish: SectionEdit) -> None:
    """Refuse new lines without a name of their own, and blocks in another order: moving is a wish of its own."""
    was, now = [line.id for line in wish.base], [line.id for line in wish.lines]
    kept, new = [id for id in now if id in was], [id for id in now if id not in was]
    ordered = kept == [id for id in was if id in now] and len(set(now)) == len(now)
    named = all(_UUID.fullmatch(id) for id in new)
    require(ordered and named, Invalid(N_("Fältet har fel form."), field="lines"))
    taken = any(room.block(id) for id in new for room in session.channels.values())
    require(not taken, _changed_meanwhile("lines"))


def _written(room: Room, wish: SectionEdit, stood: list[Block]) -> Iterator[Event]:
    """Give what is told of each line that is new or has changed."""
    before = room.after_of(stood[0].id)
    was = {block.id: block for block in stood}
    for line, runs in zip(wish.lines, _merged(wish, stood), strict=True):
        old = was.get(line.id)
        block = _block(room, line, runs, old, stood)
        if old is None and block.blank:
            continue
        if block != old:
            yield Event(room.id, "block.edited" if old else "block.added", block.as_data() | {"after": before})
        before = block.id


def _merged(wish: SectionEdit, stood: list[Block]) -> list[Runs]:
    base = [checked_runs(runs_of(line.runs), limit=MAX_BLOCK_CHARACTERS, field="base") for line in wish.base]
    mine = [checked_runs(runs_of(line.runs), limit=MAX_BLOCK_CHARACTERS, field="lines") for line in wish.lines]
    together = merged_parts(base, mine, [joined(block.written) for block in stood])
    return [checked_runs(runs, limit=MAX_BLOCK_CHARACTERS, field="lines") for runs in together]


def _block(room: Room, line: SectionLine, runs: Runs, old: Block | None, stood: list[Block]) -> Block:
    """Give a line as the block that it is from now on; the notes behind any of the blocks may stay behind it."""
    was = old or Block(line.id, "paragraph", "", version=0)
    kept = tuple(source for block in stood for source in block.sources)
    kind = line.kind or was.kind
    now = replace(
        was,
        kind=kind,
        level=checked_level(kind, was.level if line.level is None else line.level),
        text=plain(runs),
        runs=was.runs if runs == joined(was.written) else runs,
        sources=was.sources if line.sources is None else checked_sources(room, line.sources, kept),
    )
    return now if now == was else replace(now, version=was.version + 1)


def _changed_meanwhile(field: str) -> Conflict:
    return Conflict(N_("Någon annan har ändrat stycket. Jämför texterna och välj."), field=field)
