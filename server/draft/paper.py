"""The paper: a tree of sections, blocks and runs that every format is written from.

Nothing here knows how a paper looks. Text is plain text: a run's line feed is a line break, and no
character is markup. Every block says which notes it was made from and where its words come from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from server.domain import rich_text
from server.domain.events import Data
from server.domain.room import Note
from server.i18n import Sentence

Origin = Literal["programme", "prework", "notes", "documentation", "generated", "themes", "editor"]
WarningKind = Literal[
    "empty_room",
    "empty_talk",
    "not_worked_through",
    "not_confirmed",
    "no_themes",
    "one_group",
    "no_categories",
    "unused_notes",
]

Run = rich_text.Run
Inline = rich_text.Runs
plain_text = rich_text.plain

WIDEST_TABLE_COLUMNS = 6  # what an upright A4 carries with words still whole


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; the paper's title is not one of them."""

    level: Literal[1, 2]
    text: str
    anchor: str
    origin: Origin = "programme"
    sources: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class SubHeading:
    """A heading that somebody wrote inside a section, one level below the section's own; not in the outline."""

    level: Literal[2, 3]
    runs: Inline
    origin: Origin = "documentation"
    sources: tuple[str, ...] = ()
    part: str | None = None
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """The introduction under the title."""

    runs: Inline
    origin: Origin = "generated"
    sources: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `part` or `block` names the text that an editor changes, as with everything that has them."""

    runs: Inline
    origin: Origin
    sources: tuple[str, ...] = ()
    part: str | None = None
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet or numbered point; `children` stand below it, one step in, numbered where `numbers_below`.

    `theme` names the pattern that it says.
    """

    runs: Inline
    sources: tuple[str, ...] = ()
    children: tuple[Item, ...] = ()
    numbers_below: bool = False
    block: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; `numbered` where its points have numbers, from 1."""

    items: tuple[Item, ...]
    origin: Origin
    numbered: bool = False
    part: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The notes of all its bullets, each once."""
        return tuple(dict.fromkeys(source for _, item in walk(self.items) for source in item.sources))


@dataclass(frozen=True, slots=True)
class Label:
    """A lead-in such as "Dokumentation från samtalen:", which is not a heading."""

    text: str
    origin: Origin = "generated"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """The proposal that a conversation started from."""

    blocks: tuple[Paragraph | BulletList, ...]
    origin: Origin = "prework"
    sources: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A category with its examples; `part` names it."""

    title: str
    examples: tuple[str, ...]
    part: str | None = None


@dataclass(frozen=True, slots=True)
class CategoryTable:
    """The categories side by side; `caption` says what the table shows."""

    caption: str
    columns: tuple[Column, ...]
    origin: Origin = "prework"
    sources: tuple[str, ...] = ()

    def parts(self, widest: int = WIDEST_TABLE_COLUMNS) -> list[tuple[Column, ...]]:
        """Give the columns in as few, equally wide tables as fit an upright page."""
        tables = -(-len(self.columns) // widest)
        width = -(-len(self.columns) // tables) if tables else 1
        return [self.columns[first : first + width] for first in range(0, len(self.columns), width)]


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap that the editor must see, said plainly; `part` names the text that would fill it, where one would."""

    text: str
    origin: Origin = "generated"
    sources: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class NotWorkedThrough:
    """The mark on what follows: notes as they were written, which nobody has worked through."""

    text: str
    origin: Origin = "generated"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The line that says when the group confirmed its section, with its reservation if it has one."""

    runs: Inline
    origin: Origin = "documentation"
    sources: tuple[str, ...] = ()


Block = (
    Heading
    | SubHeading
    | Lead
    | Paragraph
    | BulletList
    | Label
    | Box
    | CategoryTable
    | Missing
    | NotWorkedThrough
    | Confirmed
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. `channel`: the room or item whose words these are.

    `text_at` is the place among the blocks from which the channel's own text stands, up to its confirmation.
    """

    heading: Heading
    blocks: tuple[Block, ...]
    channel: str | None = None
    text_at: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What stands at the top of every page. `date_code` is YYMMDD; `logo` as the session file names it.

    `dated` is the date as it stands there: the code in Swedish, as agencies write it, and in words in English.
    `state` says how far the paper has come, in the paper's language ("Utkast"); "" where nothing is to be said.
    """

    word: str
    organiser: str
    date_code: str
    logo: str | None = None
    state: str = ""
    dated: str = ""

    @property
    def stamp(self) -> str:
        """The word with the state beside it: "DOKUMENTATION · UTKAST"."""
        return f"{self.word} · {self.state.upper()}" if self.state else self.word


@dataclass(frozen=True, slots=True)
class DraftWarning:
    """Something the editor should look at, to be said in the reader's language; `anchor` is the place."""

    kind: WarningKind
    said: Sentence
    anchor: str


@dataclass(frozen=True, slots=True)
class UnusedNote:
    """A note that nothing in the paper was made from, and the channel it stands in."""

    channel: str
    note: Note

    def as_data(self) -> Data:
        return {"channel": self.channel, **self.note.as_data()}


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole documentation. `language` is `sv` or `en`; `published` is the paper's date.

    `unused` are the notes that nothing was made from, but for those that an editor left out on purpose: `omitted`.
    """

    title: str
    language: Literal["sv", "en"]
    published: dt.date
    subject: str
    header: Header
    lead: Lead
    sections: tuple[Section, ...]
    warnings: tuple[DraftWarning, ...] = ()
    unused: tuple[UnusedNote, ...] = ()
    omitted: tuple[UnusedNote, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Give every block below the title, in order."""
        if self.lead.runs:
            yield self.lead
        for section in self.sections:
            yield section.heading
            yield from section.blocks

    def outline(self) -> list[Data]:
        """Give the headings as `{"level", "title", "anchor"}`, in order."""
        headings = (section.heading for section in self.sections)
        return [{"level": h.level, "title": h.text, "anchor": h.anchor} for h in headings]

    def as_data(self) -> Data:
        """Give the paper as plain data (for JSON); each block has its `type`."""
        data: Data = _plain(self)
        notes = {"unused": self.unused, "omitted": self.omitted}
        return data | {name: [note.as_data() for note in listed] for name, listed in notes.items()}


def used_by(sections: Iterable[Section]) -> set[str]:
    """Give the ids of the notes that something in these sections was made from."""
    return {source for section in sections for block in section.blocks for source in block.sources}


def walk(items: tuple[Item, ...], depth: int = 0) -> Iterator[tuple[int, Item]]:
    """Give every bullet with its depth (0 outermost), in reading order."""
    for item in items:
        yield depth, item
        yield from walk(item.children, depth + 1)


_TYPED = (
    Heading,
    SubHeading,
    Lead,
    Paragraph,
    BulletList,
    Label,
    Box,
    CategoryTable,
    Missing,
    NotWorkedThrough,
    Confirmed,
)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UnusedNote):
        return None  # replaced by its own shape
    if is_dataclass(value):
        data = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **data} if isinstance(value, _TYPED) else data
    return value
