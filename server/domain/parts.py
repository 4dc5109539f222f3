"""The parts of the paper that are composed and that an editor may write anew: their names, and what each may hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from server.domain.errors import N_, Invalid, NotFound, TooLarge, require
from server.domain.plain_text import MAX_BLOCK_CHARACTERS, is_blank
from server.domain.rich_text import MAX_LINES, Line, Lines, Run, checked_runs, plain
from server.domain.session import Session

MAX_HEADING_CHARACTERS = 1_000

Shape = Literal["heading", "paragraphs", "lines", "bullets"]

WITHOUT_WORKSHOP = "workshop"  # what the groups' part is called in a programme that has none


def shapes(session: Session) -> dict[str, Shape]:
    """Give every part of this session's paper with its shape.

    "heading" is one plain line, "paragraphs" are lines of no other kind, "bullets" are plain, "lines" may be anything.
    """
    found: dict[str, Shape] = {"title": "heading", "lead": "paragraphs"}
    for item in session.programme:
        if item["kind"] != "break":
            found |= {f"{item['id']}/heading": "heading", f"{item['id']}/intro": "lines"}
        found |= {f"{part['channel']}/heading": "heading" for part in item["parts"]}
    if not any(item["kind"] == "workshop" for item in session.programme):
        found |= {f"{WITHOUT_WORKSHOP}/heading": "heading", f"{WITHOUT_WORKSHOP}/intro": "lines"}
    for number in range(1, len(session.plan.categories) + 1):
        found |= {f"category-{number}/title": "heading", f"category-{number}/examples": "bullets"}
    found |= {"groups/heading": "heading", "groups/intro": "lines", "themes/heading": "heading"}
    for room in session.rooms:
        found[f"{room.id}/heading"] = "heading"
        if room.proposal:
            found |= {f"{room.id}/proposal": "lines"}
            found |= {f"{room.id}/{part}": "paragraphs" for part in ("question", "from")}
    return found


def shape_of(session: Session, part: str) -> Shape:
    """Give the shape of a part.

    Raises:
        NotFound: the paper has no such part.
    """
    shape = shapes(session).get(part)
    if shape is None:
        raise NotFound(N_("Den delen finns inte i dokumentationen."), field="part")
    return shape


def checked_lines(lines: Lines, shape: Shape, *, field: str = "lines") -> Lines:
    """Return a part's text as it is stored: of the kinds that the part may hold, each line as a text is stored.

    Raises:
        Invalid: a heading that is not one line or is blank, or what `checked_runs` refuses.
        TooLarge: more lines than anybody could send back as a base, or more characters in all than a block may have;
            a heading has at most 1,000.
    """
    if len(lines) > MAX_LINES:  # as when two wrote many
        raise TooLarge(N_("Texten har för många rader eller byten av stil. Dela upp den."), field=field)
    left = MAX_HEADING_CHARACTERS if shape == "heading" else MAX_BLOCK_CHARACTERS
    limit, kept = left, []
    for line in lines:
        try:
            runs = checked_runs(line.runs, limit=left, field=field)
        except TooLarge as refusal:
            raise TooLarge(refusal.message, field=field, limit=limit) from None
        left -= len(plain(runs))
        kept.append(_shaped(replace(line, runs=runs), shape))
    if shape == "heading":
        require(len(kept) == 1, Invalid(N_("En rubrik är en enda rad."), field=field))
        require(not is_blank(plain(kept[0].runs)), Invalid(N_("Skriv något först: texten är tom."), field=field))
    return tuple(kept)


def _shaped(line: Line, shape: Shape) -> Line:
    if shape == "lines":
        return line if line.kind in ("bullet", "numbered") else replace(line, level=0)
    if shape == "paragraphs":
        return Line(line.runs)
    text = plain(line.runs).replace("\n", " ")
    return Line((Run(text),) if text else (), "bullet" if shape == "bullets" else "paragraph")
