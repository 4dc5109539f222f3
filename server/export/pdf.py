"""The paper as PDF: PDF/UA-1 (for those who listen to it) and PDF/A-2a (for the archive) in one file.

typst sets it from `typst/paper.typ`. What people wrote goes in as data and is never read as markup. Both
standards refuse a sign that no font has; such a sign becomes a replacement character instead of stopping the
export. Every other format keeps it. Only the typesetter knows on which page something stands: `lay_out`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from server.domain.events import Data
from server.domain.plain_text import UNCARRIABLE
from server.draft.paper import WIDEST_TABLE_COLUMNS, Paper
from server.resources import static_dir

TEMPLATE = Path(__file__).parent / "typst" / "paper.typ"
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
REGIONS = {"sv": "SE", "en": "GB"}
PAGE_OF = {"sv": ("Sida ", " av "), "en": ("Page ", " of ")}
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
NO_TEXT = {"link", "anchor", "part", "block", "sources"}
LONGEST_WORD = 40  # letters; a longer one may break inside, or it would leave the page

_FORBIDDEN = re.compile(f"{UNCARRIABLE.pattern}|[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # private use, in PDF/A
_DROPPED = str.maketrans("", "", "\ufeff\u20e3")  # a byte order mark is refused; no font has a key around a digit
_OVERLONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_BREAKABLE = re.compile(r"\S{8}(?=\S)")
_UNUSUAL = re.compile("[^\t\n\x20-\x7e\xa0-\u017f\u2010-\u2026]")  # what our own fonts might not have
_NAMED = re.compile(r'`"(.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

_MARKS = "query(<mark>).map(it => it.value + (page: it.location().page()))"  # `mark` in paper.typ

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Layout:
    """How many pages the PDF has, and on which page (from 1) what stands.

    `starts` names each heading by its anchor and everything that an editor can change by its part ("categories" is the
    table); of blocks, and of notes that nobody has worked through, those that come first on a page, by their ids.
    """

    pages: int
    starts: dict[str, int]

    def as_data(self) -> Data:
        return {"pages": self.pages, "starts": self.starts}


def write(paper: Paper, logo: bytes | None = None) -> bytes:
    """Write the paper as PDF.

    Args:
        paper: the tree.
        logo: the organiser's picture (SVG, PNG, JPEG, GIF or WebP); it stands above the title.
    """
    file, _ = _typeset(paper, logo)
    return file


def lay_out(paper: Paper, logo: bytes | None = None) -> Layout:
    """Tell the pages of the file that `write` gives for the same paper and logo."""
    _, compiler = _typeset(paper, logo)
    return _layout(json.loads(compiler.eval(_MARKS)))


def _layout(marks: list[Data]) -> Layout:
    """Keep what is told of the marks, which come in the paper's order; the last one stands where the paper ends."""
    starts: dict[str, int] = {}
    page = 0
    for mark in marks[:-1]:
        if mark["place"] or mark["page"] > page:
            starts.setdefault(mark["name"], mark["page"])
        page = mark["page"]
    return Layout(marks[-1]["page"], starts)


def _typeset(paper: Paper, logo: bytes | None) -> tuple[bytes, typst.Compiler]:
    """Give the file, and the typesetter that knows its pages. The file decides which signs can stand on them."""
    data = _data(paper, logo)
    try:
        return _set(data)
    except typst.TypstError as refusal:
        data = _changed(data, _without(_cannot_be_shown(refusal)))
    try:
        return _set(data)
    except typst.TypstError:
        return _set(_changed(data, lambda text: _UNUSUAL.sub(REPLACEMENT, text)) | {"logo": None})


def _set(data: Data) -> tuple[bytes, typst.Compiler]:
    """Set the paper.

    Raises:
        typst.TypstError: something in it cannot be in such a file.
    """
    inputs = {"paper": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts(), sys_inputs=inputs)
    file = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=data["timestamp"])
    assert isinstance(file, bytes)
    return file, compiler


@cache
def fonts() -> typst.Fonts:
    """Give the fonts: ours and those that typst brings. The machine's own would make papers differ."""
    return typst.Fonts(include_system_fonts=False, font_paths=[static_dir() / "fonts-pdf"])


# the paper as data


def _data(paper: Paper, logo: bytes | None) -> Data:
    day = paper.published
    tree = paper.as_data()
    content: Data = {name: tree[name] for name in ("title", "subject", "header", "lead", "sections")}
    content["header"] = content["header"] | {"word": paper.header.stamp}
    content = _changed(content, _settable)
    return content | {
        "logo": list(logo) if logo else None,
        "language": paper.language,
        "region": REGIONS[paper.language],
        "page": PAGE_OF[paper.language],
        "widest": WIDEST_TABLE_COLUMNS,
        "day": [day.year, day.month, day.day],
        "timestamp": int(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC).timestamp()),
    }


def _changed(value: Any, change: Change) -> Any:
    """Give the data with every text in it changed."""
    match value:
        case str():
            return change(value)
        case dict():
            # an address or a name is no text on the page, and must not get places to break at
            return {key: part if key in NO_TEXT else _changed(part, change) for key, part in value.items()}
        case list() | tuple():
            return [_changed(part, change) for part in value]
        case _:
            return value


# signs that cannot be set


def _settable(text: str) -> str:
    """Leave out what the standards forbid whatever the font, and let endless words break."""
    carried = _FORBIDDEN.sub(REPLACEMENT, text.translate(_DROPPED))
    return _OVERLONG.sub(lambda word: _BREAKABLE.sub("\\g<0>\N{ZERO WIDTH SPACE}", word[0]), carried)


def _cannot_be_shown(refusal: typst.TypstError) -> set[str]:
    """Read from typst's refusal, which names all of them, what no font has."""
    named = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), "".join(_NAMED.findall(refusal.diagnostic)))
    return set(_UNUSUAL.findall(named))


def _without(signs: set[str]) -> Change:
    table = str.maketrans(dict.fromkeys(signs, REPLACEMENT))
    return lambda text: text.translate(table)
