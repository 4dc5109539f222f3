"""The paper as HTML: a file of its own, and the article alone for the draft page. One template writes both.

The page's article has its headings one level down (the page has a title of its own) and carries what the
editor needs: which notes a block was made from and where its words come from. The file carries neither.
"""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from server.draft.paper import Inline, Paper, Section
from server.draft.pieces import Piece
from server.export.docx_body import is_tall
from server.export.logo import Logo
from server.resources import templates_dir

LANGUAGE_TAGS = {"sv": "sv-SE", "en": "en-GB"}

_WORD_AND_NUMBER = re.compile(r"(\S{1,30} \d{1,4})(?!\S)")


def write(paper: Paper, logo: Logo | None = None) -> bytes:
    """Write the paper as one HTML file that needs nothing else, UTF-8; the organiser's logo stands in it."""
    language = LANGUAGE_TAGS[paper.language]
    return _template("paper.html").render(paper=paper, lang=language, logo=logo).encode("utf-8")


def fragment(paper: Paper) -> str:
    """Give the article alone, with `data-sources`, `data-origin` and anchors, for the draft page."""
    html = _template("paper_fragment.html").render(paper=paper, lang=LANGUAGE_TAGS[paper.language])
    return html.strip()


def piece_fragment(piece: Piece) -> str:
    """Give a piece of the paper for the draft page, as `fragment` has it; empty where the piece has no text.

    What an editor wrote carries `data-id` (a block) or `data-part` (a cell of the table).
    """
    return _template("paper_piece.html").render(piece=piece).strip()


def section_fragment(paper: Paper, section: Section) -> str:
    """Give one section of the paper as it is printed, for those who read it back in its room."""
    html = _template("paper_section.html").render(section=section, lang=LANGUAGE_TAGS[paper.language])
    return html.strip()


def reading_fragment(paper: Paper) -> str:
    """Give the article for who reads it by a link: each piece says where a comment on it stands, and nothing more."""
    html = _template("paper_reading.html").render(paper=paper, lang=LANGUAGE_TAGS[paper.language])
    return html.strip()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inline"] = _inline
    environment.filters["unbroken"] = _unbroken
    environment.filters["tall"] = is_tall
    environment.filters["block_type"] = lambda block: type(block).__name__
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


def _inline(runs: Inline) -> Markup:
    """Escape the runs; bold, italic, line breaks and links (the domain has checked the addresses) are the only tags."""
    parts: list[str] = []
    for run in runs:
        text = str(escape(run.text)).replace("\n", "<br>")
        text = f"<em>{text}</em>" if run.italic else text
        text = f"<strong>{text}</strong>" if run.bold else text
        parts.append(f'<a href="{escape(run.link)}" rel="noopener noreferrer">{text}</a>' if run.link else text)
    return Markup("".join(parts))  # noqa: S704 - every part has been escaped above


def _unbroken(title: str) -> Markup:
    """Keep "träff 3" on one line by a span: a no-break space would be text that a search does not find."""
    pieces = _WORD_AND_NUMBER.split(title)
    return Markup("").join(
        Markup('<span class="paper__unbroken">{}</span>').format(piece) if number % 2 else piece
        for number, piece in enumerate(pieces)
    )
