"""What people wrote line by line, as blocks of the paper: paragraphs, sub-headings, and lists in their levels.

The way back is here too: what is composed, as the lines from which an editor writes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from server.domain.rich_text import Line, LineKind, Lines, joined, trimmed
from server.draft.paper import (
    Block,
    BulletList,
    Inline,
    Item,
    Lead,
    Origin,
    Paragraph,
    Run,
    SubHeading,
    plain_text,
    walk,
)

LISTED = ("bullet", "numbered")


@dataclass(frozen=True, slots=True)
class Row:
    """A line that somebody wrote, with the notes behind it and the name by which it is changed."""

    kind: LineKind
    level: int
    runs: Inline
    sources: tuple[str, ...] = ()
    part: str | None = None
    block: str | None = None


def rows_of(lines: Lines, part: str) -> list[Row]:
    return [Row(line.kind, line.level, line.runs, part=part) for line in lines]


def blocks_of(rows: Iterable[Row], origin: Origin, *, below: int) -> list[Block]:
    """Give the rows as blocks, those without text left out; sub-headings stand one level below the heading `below`."""
    blocks: list[Block] = []
    for listed, group in groupby(filter(_says_something, rows), key=lambda row: row.kind in LISTED):
        if listed:
            blocks += _lists(list(group), origin)
            continue
        for row in group:
            if row.kind == "heading":
                runs = one_line(row.runs)
                blocks.append(SubHeading(2 if below == 1 else 3, runs, origin, row.sources, row.part, row.block))
            else:
                blocks += _paragraphs(row, origin)
    return blocks


def lines_of(blocks: Iterable[Block]) -> Lines:
    """Give blocks of a part as the lines that make them."""
    lines: list[Line] = []
    for block in blocks:
        match block:
            case BulletList():
                lines += [_line(item, depth, numbered) for item, depth, numbered in numbered_points(block)]
            case SubHeading():
                lines.append(Line(block.runs, "heading"))
            case Paragraph() | Lead():
                lines.append(Line(block.runs))
    return tuple(lines)


def one_line(runs: Inline) -> Inline:
    """Give the runs with their line ends as spaces, and no blank space around them."""
    return trimmed(tuple(replace(run, text=run.text.replace("\n", " ")) for run in runs))


def stretches(runs: Inline) -> Iterator[Inline]:
    """Give what stands between blank lines."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    for says, group in groupby(lines, key=lambda line: bool(plain_text(line).strip())):
        if says:
            broken = [run for line in group for run in (Run("\n"), *line)]
            yield joined(broken[1:])


def _says_something(row: Row) -> bool:
    return bool(plain_text(row.runs).strip())


def _paragraphs(row: Row, origin: Origin) -> Iterator[Paragraph]:
    for runs in stretches(row.runs):
        yield Paragraph(trimmed(runs), origin, row.sources, row.part, row.block)


# lists


def _lists(rows: Sequence[Row], origin: Origin) -> Iterator[BulletList]:
    """Give a list for each stretch of bullets or of numbers; nothing stands deeper than one step below its line."""
    deep: list[tuple[int, Row]] = []
    for row in rows:
        depth = min(row.level, deep[-1][0] + 1) if deep else 0
        deep.append((depth, row))
    while deep:
        kind = deep[0][1].kind
        until = next((n for n, (depth, row) in enumerate(deep) if depth == 0 and row.kind != kind), len(deep))
        yield BulletList(_items(deep[:until], 0), origin, kind == "numbered", deep[0][1].part)
        deep = deep[until:]


def _items(rows: Sequence[tuple[int, Row]], depth: int) -> tuple[Item, ...]:
    items: list[Item] = []
    place = 0
    while place < len(rows):
        row = rows[place][1]
        after = next((n for n in range(place + 1, len(rows)) if rows[n][0] <= depth), len(rows))
        below = rows[place + 1 : after]
        numbers = bool(below) and below[0][1].kind == "numbered"
        items.append(Item(trimmed(row.runs), row.sources, _items(below, depth + 1), numbers, row.block))
        place = after
    return tuple(items)


def numbered_points(block: BulletList) -> Iterator[tuple[Item, int, bool]]:
    """Give every point with its depth and whether it has a number, in reading order."""
    above = [block.numbered, False, False, False]
    for depth, item in walk(block.items):
        above[depth + 1 :] = [item.numbers_below, False, False]
        yield item, depth, above[depth]


def _line(item: Item, depth: int, numbered: bool) -> Line:
    return Line(item.runs, "numbered" if numbered else "bullet", depth)
