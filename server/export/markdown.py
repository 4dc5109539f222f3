"""The paper as Markdown: CommonMark, with GitHub's tables.

What people wrote comes out as text, never as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from server.draft.paper import (
    Block,
    Box,
    BulletList,
    CategoryTable,
    Column,
    Confirmed,
    Heading,
    Inline,
    Item,
    Label,
    Lead,
    Missing,
    NotWorkedThrough,
    Paper,
    Paragraph,
    Run,
    SubHeading,
)

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$#]")
_IN_ADDRESSES = re.compile(r"[\\<>&*_`]")
_STARTS_BLOCK = re.compile(r"^([+=:\-])|^(\d{1,9})([.)])")
_OUTER_BLANKS = re.compile(r"^[^\S\n]+|[^\S\n]+$")


def write(paper: Paper) -> bytes:
    """Write the paper as Markdown, UTF-8."""
    return text_of(paper).encode("utf-8")


def text_of(paper: Paper) -> str:
    """Give the paper as Markdown."""
    parts = [_top(paper), f"# {_line(paper.title)}", *_blocks(paper.blocks())]
    return "\n\n".join(part for part in parts if part) + "\n"


def _top(paper: Paper) -> str:
    header = [paper.header.organiser, paper.header.dated]
    return " · ".join([f"**{_line(paper.header.stamp)}**", *(_line(part) for part in header if part)])


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Write blocks in order; a list right after another has other marks, or the two would be read as one."""
    before: tuple[bool, int] | None = None
    for block in blocks:
        if not isinstance(block, BulletList):
            before = None
            yield _block(block)
            continue
        marks = 1 - before[1] if before and before[0] == block.numbered else 0
        before = block.numbered, marks
        yield "\n".join(_bullets(block.items, numbered=block.numbered, marks=marks))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_line(block.text)}"
        case SubHeading():
            return f"{'#' * (block.level + 1)} {_inline(block.runs)}"
        case Lead() | Paragraph():
            return _inline(block.runs)
        case Confirmed():
            return _inline(tuple(replace(run, italic=True) for run in block.runs))
        case Label():
            return f"**{_line(block.text)}**"
        case Missing() | NotWorkedThrough():
            return f"*\\[{_line(block.text)}\\]*"
        case BulletList():
            return "\n".join(_bullets(block.items, numbered=block.numbered))
        case Box():
            inside = "\n\n".join(_blocks(block.blocks))
            return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
        case CategoryTable():
            return "\n\n".join(_table(columns) for columns in block.parts())


def _bullets(items: tuple[Item, ...], indent: str = "", *, numbered: bool = False, marks: int = 0) -> Iterator[str]:
    """Write points; `marks` chooses one of two signs: what stands below a point begins where its text does."""
    for number, item in enumerate(items, start=1):
        mark = f"{number}{'.)'[marks]} " if numbered else f"{'-*'[marks]} "
        inner = indent + " " * len(mark)
        yield indent + mark + _inline(item.runs).replace("\n", f"\n{inner}")
        yield from _bullets(item.children, inner, numbered=item.numbers_below)


def _table(columns: tuple[Column, ...]) -> str:
    """Write the categories as a table; the n-th row has each category's n-th example."""
    height = max(len(column.examples) for column in columns)
    rows = [
        [_line(column.examples[row]) if row < len(column.examples) else "" for column in columns]
        for row in range(height)
    ]
    lines = [[_line(column.title) for column in columns], ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _inline(runs: Inline) -> str:
    return _starting_plainly("".join(map(_linked, runs)))


def _linked(run: Run) -> str:
    if not run.link or not run.text:
        return _run(run)
    address = _IN_ADDRESSES.sub(r"\\\g<0>", run.link)
    return f"[{_run(run)}](<{address}>)"


def _run(run: Run) -> str:
    lines = _ANYWHERE.sub(r"\\\g<0>", run.text).split("\n")
    mark = "***" if run.bold and run.italic else "**" if run.bold else "*" if run.italic else ""
    if mark:  # markers hold only where they touch the text
        lines = [f"{mark}{_OUTER_BLANKS.sub(_as_entities, line)}{mark}" if line else "" for line in lines]
    return "\\\n".join(lines)


def _line(text: str) -> str:
    return _inline((Run(" ".join(text.split("\n"))),))


def _starting_plainly(text: str) -> str:
    """Keep the start of a line from being read as a heading, a list, a rule or code."""
    return "\n".join(_plain_start(line) for line in text.split("\n"))


def _plain_start(line: str) -> str:
    line = _OUTER_BLANKS.sub(_as_entities, line)
    return _STARTS_BLOCK.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)


def _as_entities(blanks: re.Match[str]) -> str:
    return "".join(f"&#{ord(blank)};" for blank in blanks[0])
