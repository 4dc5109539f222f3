"""What was said in one room or item, as blocks of the paper: its documentation, or else its notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from server.domain.room import Note, Room
from server.draft.paper import (
    Block,
    BulletList,
    Inline,
    Item,
    Label,
    NotWorkedThrough,
    Paragraph,
    Run,
)
from server.draft.words import Words
from server.draft.written import Row, blocks_of, stretches

REFLECTION = "reflection"
DEEPEST = 2  # three levels of bullets; a longer chain of replies goes on at the third


def documented(room: Room, *, below: int) -> list[Block]:
    """Give the room's documentation under a heading of level `below`; consecutive bullets or numbers are one list."""
    rows = [Row(block.kind, block.level, block.written, block.sources, block=block.id) for block in room.documentation]
    return blocks_of(rows, "documentation", below=below)


def with_lead_in(blocks: list[Block], words: Words) -> list[Block]:
    """Put "Reflektioner och lärdomar:" before the bullets that end a talk."""
    if not blocks or not isinstance(blocks[-1], BulletList):
        return blocks
    before = blocks[:-1]
    sources: tuple[str, ...] = ()
    if before and isinstance(before[-1], Paragraph) and _says(before[-1].runs, words.reflections):
        sources = before.pop().sources  # the note-taker wrote the lead-in already
    return [*before, Label(words.reflections, sources=sources), blocks[-1]]


def said(room: Room, words: Words) -> list[Block]:
    """Give the notes from an opening or talk: what was said as paragraphs, then reflections as bullets."""
    notes = room.visible_notes()
    blocks: list[Block] = [NotWorkedThrough(words.not_worked_through)]
    told = [note for note in notes if note.kind != REFLECTION]
    reflections = [note for note in notes if note.kind == REFLECTION]
    blocks += _told(room, told)
    if reflections:
        blocks += [Label(words.reflections), BulletList(_bullets(room, reflections, words), "notes")]
    return blocks


def gathered(room: Room, words: Words) -> list[Block]:
    """Give a group's notes as bullets: clusters with the most support first, what is in none last."""
    bullets = _bullets(room, room.visible_notes(), words, empty_clusters=True)
    return [NotWorkedThrough(words.not_worked_through), BulletList(bullets, "notes")]


def is_empty(room: Room) -> bool:
    return not room.documentation and not room.visible_notes() and not room.clusters


def _says(runs: Inline, label: str) -> bool:
    text = "".join(run.text for run in runs)
    return text.strip().rstrip(":").casefold() == label.rstrip(":").casefold()


# notes


def _told(room: Room, notes: list[Note]) -> Iterator[Block]:
    groups: dict[str | None, list[Note]] = defaultdict(list)
    for note in notes:
        groups[_cluster(room, note)].append(note)
    used = {note.cluster for note in room.visible_notes()}
    for cluster in (None, *room.clusters):
        if cluster and (groups[cluster] or cluster not in used):
            yield Paragraph((Run(room.clusters[cluster].title, bold=True),), "notes")
        for note in groups[cluster]:
            yield from (Paragraph(runs, "notes", (note.id,)) for runs in stretches((Run(note.text),)))


@dataclass(slots=True)
class _Threads:
    """Notes under what they reply to; a reply that was moved to another cluster stands there on its own."""

    room: Room
    roots: list[Note] = field(default_factory=list)
    replies: dict[str, list[Note]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, room: Room, notes: Iterable[Note]) -> _Threads:
        threads = cls(room)
        among = {note.id: note for note in notes}
        for note in among.values():
            parent = among.get(note.reply_to) if note.reply_to else None
            if parent and parent.number < note.number and threads._belongs(note, parent):
                threads.replies[parent.id].append(note)
            else:
                threads.roots.append(note)
        return threads

    def cluster_of(self, root: Note) -> str | None:
        return _cluster(self.room, root)

    def items(self, roots: Iterable[Note], depth: int) -> tuple[Item, ...]:
        """Make bullets, most supported first, replies in the order they were written."""
        ranked = sorted(roots, key=lambda note: (-len(note.supporters), note.number))
        return tuple(self._item(note, depth) for note in ranked)

    def support(self, roots: Iterable[Note]) -> int:
        return sum(len(note.supporters) for root in roots for note in [root, *self._below(root)])

    def _belongs(self, note: Note, parent: Note) -> bool:
        cluster = _cluster(self.room, note)
        return cluster is None or cluster == _cluster(self.room, parent)

    def _item(self, note: Note, depth: int) -> Item:
        if depth >= DEEPEST:
            return Item((Run(note.text),), (note.id,))
        children: list[Item] = []
        for reply in self.replies[note.id]:
            children.append(self._item(reply, depth + 1))
            if depth + 1 == DEEPEST:
                children += [self._item(later, DEEPEST) for later in self._below(reply)]
        return Item((Run(note.text),), (note.id,), tuple(children))

    def _below(self, note: Note) -> Iterator[Note]:
        """Give all that hangs below a note, without recursion: a chain may be as long as the meeting."""
        waiting = list(reversed(self.replies[note.id]))
        while waiting:
            reply = waiting.pop()
            yield reply
            waiting += reversed(self.replies[reply.id])


def _bullets(room: Room, notes: list[Note], words: Words, *, empty_clusters: bool = False) -> tuple[Item, ...]:
    threads = _Threads.of(room, notes)
    groups: dict[str | None, list[Note]] = {cluster: [] for cluster in room.clusters}
    loose: list[Note] = []
    for root in threads.roots:
        groups.get(threads.cluster_of(root), loose).append(root)
    titled = [(cluster, roots) for cluster, roots in groups.items() if cluster and (roots or empty_clusters)]
    titled.sort(key=lambda group: (-threads.support(group[1]), -len(group[1])))
    if not titled:
        return threads.items(loose, 0)
    items = [_cluster_item(room.clusters[cluster].title, threads.items(roots, 1)) for cluster, roots in titled]
    if loose:
        items.append(_cluster_item(words.other_notes, threads.items(loose, 1)))
    return tuple(items)


def _cluster_item(title: str, children: tuple[Item, ...]) -> Item:
    return Item((Run(title, bold=True),), (), children)


def _cluster(room: Room, note: Note) -> str | None:
    return note.cluster if note.cluster in room.clusters else None
