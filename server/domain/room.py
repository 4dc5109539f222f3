"""A room: its notes, clusters and documentation, folded from its channel's events.

A group's room and a talk's or opening's channel have the same shape; `kind` tells them apart.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, TypeVar

from server.domain.events import Data
from server.domain.plain_text import is_blank
from server.domain.rich_text import LineKind, Run, Runs, runs_as_data, runs_from

RoomKind = Literal["room", "item"]


@dataclass(frozen=True, slots=True)
class Note:
    """A note. `author` is None for an anonymous one: nobody is stored. `veiled` until silent writing ends.

    `number` counts 1, 2, 3 … in the room and is the order in which notes stand. `hidden` by the facilitator;
    `request` is the change that the facilitator asks for.
    """

    id: str
    number: int
    text: str
    kind: str
    author: str | None
    at: str
    reply_to: str | None = None
    cluster: str | None = None
    supporters: tuple[str, ...] = ()
    edited_at: str | None = None
    removed: bool = False
    veiled: bool = False
    hidden: bool = False
    request: str | None = None

    @property
    def gone(self) -> bool:
        """Whether it has left the conversation: taken back by its author, or hidden by the facilitator."""
        return self.removed or self.hidden

    def as_data(self) -> Data:
        """Give the note in the shape of the wire (by hand: `asdict` copies deeply and costs more than the rule)."""
        data = {name: getattr(self, name) for name in self.__slots__}
        data["supporters"] = list(self.supporters)
        return data

    @classmethod
    def of(cls, data: Data) -> Note:
        return cls(**{**data, "supporters": tuple(data["supporters"])})


@dataclass(frozen=True, slots=True)
class Cluster:
    """Notes that belong together in one room."""

    id: str
    title: str

    def as_data(self) -> Data:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet, numbered point or sub-heading of the documentation, with the notes it was made from.

    `text` is always the plain text. `runs` is the same text with its styles, None where it was written without any.
    `level` is how far in a bullet or point stands, 0 to 2. Only what is written in runs may be blank: a line begun.
    """

    id: str
    kind: LineKind
    text: str
    sources: tuple[str, ...] = ()
    version: int = 1
    level: int = 0
    runs: Runs | None = None

    @property
    def blank(self) -> bool:
        """Whether there is nothing to read in it: it is no part of the paper and covers no notes."""
        return is_blank(self.text)

    @property
    def written(self) -> Runs:
        """Its text as runs, however it was written."""
        return (Run(self.text),) if self.runs is None else self.runs

    def as_data(self) -> Data:
        data = {name: getattr(self, name) for name in self.__slots__}
        data["sources"] = list(self.sources)
        data["runs"] = runs_as_data(self.runs)
        return data

    @classmethod
    def of(cls, data: Data) -> Block:
        """Read a block; those that were logged before there were levels and styles have neither."""
        fields = {key: data[key] for key in ("id", "kind", "text", "version")}
        return cls(
            **fields,
            sources=tuple(data["sources"]),
            level=data.get("level", 0),
            runs=runs_from(data.get("runs")),
        )


T = TypeVar("T")


def placed(things: dict[str, T], moved: str, after: str | None) -> dict[str, T]:
    """Put one of the things after another one; first where `after` is null, last where that one is gone."""
    others = [each for each in things if each != moved]
    place = 0 if after is None else others.index(after) + 1 if after in others else len(others)
    return {each: things[each] for each in [*others[:place], moved, *others[place:]]}


@dataclass(slots=True)
class Room:
    """The state of one room or item channel. `apply` is the only way in which it changes."""

    id: str
    kind: RoomKind = "room"
    name: str = ""
    capacity: int | None = None
    proposal: Data | None = None
    locked: bool = False
    called_at: str | None = None  # the room asked the facilitator to come
    notes: dict[str, Note] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    confirmation: Data | None = None

    def apply(self, type: str, data: Data) -> None:
        """Put what happened in its place. Unknown types are a programming error (KeyError)."""
        _APPLY[type](self, data)

    @property
    def documentation(self) -> list[Block]:
        """The blocks in which something is written."""
        return [block for block in self.blocks if not block.blank]

    def block(self, block_id: str) -> Block | None:
        return next((block for block in self.blocks if block.id == block_id), None)

    def after_of(self, block_id: str) -> str | None:
        """Give the id of the block that stands before this one, None where it stands first."""
        before: str | None = None
        for block in self.blocks:
            if block.id == block_id:
                return before
            before = block.id
        return before

    def visible_notes(self) -> list[Note]:
        """Give the notes that stand: neither removed nor hidden, oldest first."""
        return [note for note in self.notes.values() if not note.gone]

    def as_listed(self) -> Data:
        """Give the room as the session's channel shows it, without its content."""
        return {
            "id": self.id,
            "name": self.name,
            "capacity": self.capacity,
            "proposal": self.proposal,
            "locked": self.locked,
            "called_at": self.called_at,
        }

    # how each event changes the room

    def _rename(self, data: Data) -> None:
        self.name = data["name"]

    def _put_note(self, data: Data) -> None:
        self.notes[data["id"]] = Note.of(data)

    def _put_notes(self, data: Data) -> None:
        for note in data["notes"]:
            self._put_note(note)

    def _put_cluster(self, data: Data) -> None:
        self.clusters[data["id"]] = Cluster(data["id"], data["title"])

    def _add_cluster(self, data: Data) -> None:
        self._put_cluster(data)
        if "after" in data:
            self.clusters = placed(self.clusters, data["id"], data["after"])

    def _drop_cluster(self, data: Data) -> None:
        self.clusters.pop(data["id"], None)
        for note in list(self.notes.values()):
            if note.cluster == data["id"]:
                self.notes[note.id] = replace(note, cluster=None)

    def _add_block(self, data: Data) -> None:
        """Put a new block in its place, looked for from the end: a section that is begun from its notes has many."""
        after = data["after"]
        places = (place for place in range(len(self.blocks), 0, -1) if self.blocks[place - 1].id == after)
        self.blocks.insert(next(places, 0), Block.of(data))

    def _put_block(self, data: Data) -> None:
        self._drop_block(data)
        self._add_block(data)

    def _drop_block(self, data: Data) -> None:
        self.blocks = [block for block in self.blocks if block.id != data["id"]]

    def _confirm(self, data: Data) -> None:
        self.confirmation = data

    def _unconfirm(self, data: Data) -> None:
        self.confirmation = None


_APPLY: dict[str, Any] = {
    "room.renamed": Room._rename,
    "note.added": Room._put_note,
    "note.edited": Room._put_note,
    "note.removed": Room._put_note,
    "note.restored": Room._put_note,
    "note.supported": Room._put_note,
    "note.moved": Room._put_note,
    "note.hidden": Room._put_note,
    "note.shown": Room._put_note,
    "note.asked": Room._put_note,
    "notes.revealed": Room._put_notes,
    "notes.veiled": Room._put_notes,
    "cluster.added": Room._add_cluster,
    "cluster.renamed": Room._put_cluster,
    "cluster.removed": Room._drop_cluster,
    "block.added": Room._add_block,
    "block.edited": Room._put_block,
    "block.moved": Room._put_block,
    "block.removed": Room._drop_block,
    "section.confirmed": Room._confirm,
    "section.unconfirmed": Room._unconfirm,
}

ROOM_EVENTS = frozenset(_APPLY)
