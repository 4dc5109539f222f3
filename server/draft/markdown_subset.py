"""The markup that a proposal's text may have: paragraphs, "- " bullets, **bold** and *italic*.

Everything else is text. Markup that is never closed is text too; nothing is ever HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from server.draft.paper import BulletList, Inline, Item, Origin, Paragraph, Run

_BULLET = re.compile(r"^[ \t]{0,3}- +(?=\S)")
_CONTINUED = re.compile(r"^[ \t]+(?=\S)")

# A marker opens before a character and closes after one, as in Markdown; `_` has no meaning here. Bold
# may hold italic. The bound keeps a hostile line of unclosed markers from costing its length squared.
_BOLD = re.compile(r"(?<!\*)\*\*(?=\S)(.{1,2000}?)(?<=\S)\*\*(?!\*)")
_ITALIC = re.compile(r"\*(?=[^\s*])([^*]*[^\s*])\*")


def parse(text: str, *, origin: Origin = "prework") -> tuple[Paragraph | BulletList, ...]:
    """Read the text into paragraphs and bullet lists."""
    blocks: list[Paragraph | BulletList] = []
    for is_bullet, parts in groupby(_parts(text), key=lambda part: part[0]):
        if is_bullet:
            blocks.append(BulletList(tuple(Item(inline(line)) for _, line in parts), origin))
        else:
            blocks.extend(Paragraph(inline(line), origin) for _, line in parts)
    return tuple(blocks)


def inline(text: str) -> Inline:
    """Read **bold** and *italic*; whatever is not closed stays as it stands."""
    runs: list[Run] = []
    for stretch, bold in _split(_BOLD, text):
        for piece, italic in _split(_ITALIC, stretch):
            runs.append(Run(piece, bold=bold, italic=italic))
    return tuple(runs) or (Run(""),)


def _split(marked: re.Pattern[str], text: str) -> Iterator[tuple[str, bool]]:
    """Give the text in stretches, each with whether it stood between markers."""
    for number, stretch in enumerate(marked.split(text)):
        if stretch:
            yield stretch, number % 2 == 1


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Give (is a bullet, its text); lines that follow each other in a paragraph are one text."""
    is_bullet, lines = False, list[str]()
    for line in [*text.split("\n"), ""]:
        starts_bullet = _BULLET.match(line)
        goes_on = bool(line.strip()) and not starts_bullet and (not is_bullet or bool(_CONTINUED.match(line)))
        if goes_on:
            lines.append(line.strip())
            continue
        if lines:
            yield is_bullet, " ".join(lines)
        is_bullet, lines = bool(starts_bullet), []
        if starts_bullet:
            lines = [line[starts_bullet.end() :].strip()]
        elif line.strip():  # text right under a bullet, not indented: a paragraph of its own
            lines = [line.strip()]
