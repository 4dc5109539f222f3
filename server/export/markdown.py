"""The paper as Markdown: CommonMark, with GitHub's tables.

What people wrote comes out as text, never as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_STARTS_BLOCK = re.compile(r"^([+=:\-])|^(\d{1,9})([.)])")
_OUTER_BLANKS = re.compile(r"^[^\S\n]+|[^\S\n]+$")


def write(paper: Paper) -> bytes:
    """Write the paper as Markdown, UTF-8."""
    return text_of(paper).encode("utf-8")


def text_of(paper: Paper) -> str:
    """Give the paper as Markdown."""
    parts = [_top(paper), f"# {_line(paper.title)}", *(_block(block) for block in paper.blocks())]
    return "\n\n".join(part for part in parts if part) + "\n"


def _top(paper: Paper) -> str:
    header = [paper.header.organiser, paper.header.date_code]
    return " · ".join([f"**{_line(paper.header.word)}**", *(_line(part) for part in header if part)])


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
            return "\n".join(_bullets(block.items))
        case Box():
            inside = "\n\n".join(_block(part) for part in block.blocks)
            return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
        case CategoryTable():
            return "\n\n".join(_table(columns) for columns in block.parts())


def _bullets(items: tuple[Item, ...], indent: str = "") -> Iterator[str]:
    for item in items:
        yield f"{indent}- " + _inline(item.runs).replace("\n", f"\n{indent}  ")
        yield from _bullets(item.children, indent + "  ")


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
    return _starting_plainly("".join(_run(run) for run in runs))


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
