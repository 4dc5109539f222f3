"""The paper in pieces, in its order: each a little of it with what an editor needs to change just that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.domain.draft import DraftState
from server.domain.events import Data
from server.domain.parts import Shape, shapes
from server.domain.rich_text import Line, Lines, Run
from server.domain.session import Session
from server.draft.paper import (
    Block,
    Box,
    BulletList,
    CategoryTable,
    Confirmed,
    Missing,
    Origin,
    Paper,
    Paragraph,
    Section,
)
from server.draft.written import lines_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: its blocks (none where an editor left it out, or nothing has been written), and what changes it.

    `id` stays the same when the text changes. `edit` is a part's `{"part", "lines", "own", "single"}` or a section's
    `{"channel", "begun", "notes"}`; a table has several in `edits`. `theme` is set where it is a pattern.
    """

    id: str
    blocks: tuple[Block, ...]
    origin: Origin
    anchor: str | None = None
    title: str | None = None  # the paper's title, which is no block
    edit: Data | None = None
    edits: tuple[Data, ...] = ()
    theme: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source for block in self.blocks for source in block.sources))

    def as_data(self) -> Data:
        """Give the piece in the shape of the wire, without its `html`."""
        data: Data = {"id": self.id, "anchor": self.anchor, "origin": self.origin, "sources": list(self.sources)}
        return data | {"edit": self.edit, "edits": list(self.edits), "theme": self.theme}


def pieces(session: Session, paper: Paper) -> list[Piece]:
    """Part the paper of a session in pieces, the page's header not among them."""
    return list(_Parting(session, paper).pieces())


class _Parting:
    def __init__(self, session: Session, paper: Paper) -> None:
        self.session = session
        self.paper = paper
        self.draft: DraftState = session.draft
        self.shapes: dict[str, Shape] = shapes(session)

    def pieces(self) -> Iterator[Piece]:
        title = (Line((Run(self.paper.title),)),)
        origin: Origin = "editor" if "title" in self.draft.texts else "generated"
        edit = self._edit("title", title)
        yield Piece("title", (), origin, anchor="d-title", title=self.paper.title, edit=edit)
        yield self._part("lead", (self.paper.lead,) if self.paper.lead.runs else ())
        for section in self.paper.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[Piece]:
        heading = section.heading
        assert heading.part is not None
        edit = self._edit(heading.part, (Line((Run(heading.text),)),))
        yield Piece(heading.part, (heading,), heading.origin, anchor=heading.anchor, edit=edit)
        place = heading.part.removesuffix("/heading")
        if place == "themes":
            yield from self._themes(section.blocks)
            return
        until = len(section.blocks) if section.text_at is None else section.text_at
        yield from self._frame(place, section.blocks[:until])
        if section.channel is not None:
            yield from self._text(section.channel, section.blocks[until:])

    def _frame(self, place: str, blocks: Sequence[Block]) -> Iterator[Piece]:
        """Part what stands before the channel's own text: the sentence, labels, the box, the table."""
        intro = f"{place}/intro"
        yield from self._written((intro,), [block for block in blocks if _part_of(block) == intro])
        if not any(isinstance(block, Box | Missing) for block in blocks):
            yield from self._written(_parts_of_box(place), ())
        for number, block in enumerate((each for each in blocks if _part_of(each) != intro), start=1):
            match block:
                case Box():
                    yield from self._written(_parts_of_box(place), block.blocks, boxed=True)
                case Missing(part=str() as part):
                    yield Piece(part, (block,), block.origin, edit=self._edit(part, ()))
                    yield from self._written(_parts_of_box(place)[1:], ())
                case CategoryTable():
                    yield Piece("categories", (block,), block.origin, edits=tuple(self._of_columns(block)))
                case _:
                    yield Piece(f"{place}/{number}", (block,), block.origin)

    def _written(self, parts: Sequence[str], blocks: Sequence[Block], *, boxed: bool = False) -> Iterator[Piece]:
        """Give a piece for each part that has blocks, or was left out by an editor and can be written again."""
        for part in parts:
            own = tuple(block for block in blocks if _part_of(block) == part)
            if own or part in self.draft.texts:
                yield self._part(part, own, boxed=boxed)

    def _part(self, part: str, blocks: tuple[Block, ...], *, boxed: bool = False) -> Piece:
        origin: Origin = "editor" if part in self.draft.texts else blocks[0].origin if blocks else "generated"
        edit = self._edit(part, lines_of(blocks))
        if boxed and blocks:
            inside = tuple(block for block in blocks if isinstance(block, Paragraph | BulletList))
            blocks = (Box(inside, origin, part=part),)
        return Piece(part, blocks, origin, edit=edit)

    def _edit(self, part: str, composed: Lines) -> Data:
        own = self.draft.texts.get(part)
        lines = [line.as_data() for line in (own.lines if own else composed)]
        return {"part": part, "lines": lines, "own": own is not None, "single": self.shapes[part] == "heading"}

    def _of_columns(self, table: CategoryTable) -> Iterator[Data]:
        for column in table.columns:
            yield self._edit(f"{column.part}/title", (Line((Run(column.title),)),))
            examples = tuple(Line((Run(example),), "bullet") for example in column.examples)
            yield self._edit(f"{column.part}/examples", examples)

    def _themes(self, blocks: Sequence[Block]) -> Iterator[Piece]:
        """Give a piece for each pattern, or for the gap where there are none."""
        for block in blocks:
            if not isinstance(block, BulletList):
                yield Piece("themes/1", (block,), block.origin)
                continue
            for item in block.items:
                yield Piece(f"theme-{item.theme}", (BulletList((item,), block.origin),), block.origin, theme=item.theme)

    def _text(self, channel: str, blocks: Sequence[Block]) -> Iterator[Piece]:
        """Give the channel's own text in one piece, also where there is none yet; its confirmation is another."""
        room = self.session.channels[channel]
        text = tuple(block for block in blocks if not isinstance(block, Confirmed))
        begun = bool(room.documentation)
        edit = {"channel": channel, "begun": begun, "notes": bool(room.visible_notes())}
        yield Piece(f"{channel}/text", text, "documentation" if begun else "notes", edit=edit)
        for block in blocks[len(text) :]:
            yield Piece(f"{channel}/confirmed", (block,), block.origin)


def _part_of(block: Block) -> str | None:
    return getattr(block, "part", None)


def _parts_of_box(place: str) -> tuple[str, ...]:
    return tuple(f"{place}/{part}" for part in ("proposal", "question", "from"))
