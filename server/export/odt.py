"""The paper as an OpenDocument text: named styles, real headings, lists and tables, for LibreOffice and others."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import count, zip_longest
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from server.domain.plain_text import UNCARRIABLE
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
    walk,
)
from server.export import docx_styles as word
from server.export import odt_styles as look
from server.export.docx import PAGE_OF
from server.export.docx_body import column_widths, is_tall
from server.export.logo import EXTENSIONS, Picture

MIME = "application/vnd.oasis.opendocument.text"

_STYLE_OF = {
    Lead: "Ingress",
    Paragraph: "Standard",
    Confirmed: "Avstamning",
    Label: "Etikett",
    Missing: "Saknas",
    NotWorkedThrough: "Arbetslage",
}
_BREAKS = {"\n": "<text:line-break/>", "\t": "<text:tab/>"}
_SPACING = re.compile(r"\n|\t|^ +| +$| {2,}| +(?=[\n\t])|(?<=[\n\t]) +")


def write(paper: Paper, logo: Picture | None = None) -> bytes:
    """Write the paper as ODT, with the organiser's logo above the title."""
    parts = {
        "content.xml": Part("text/xml", _content(paper, logo).encode()),
        "styles.xml": Part("text/xml", look.styles_xml(paper.language, _header(paper), _footer(paper)).encode()),
        "meta.xml": Part("text/xml", _properties(paper).encode()),
    }
    if logo:
        parts[_logo_part(logo)] = Part(logo.mime, logo.content)
    return _packed(parts)


# the file around the text


class Part(NamedTuple):
    mime: str
    content: bytes


def _packed(parts: Mapping[str, Part]) -> bytes:
    """Put the parts into one file, which begins with what it is so that programs can tell without unpacking it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), MIME, zipfile.ZIP_STORED)
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part.content, zipfile.ZIP_DEFLATED)
        package.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), _manifest(parts), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _manifest(parts: Mapping[str, Part]) -> str:
    """List the parts. No settings are among them: there are none, and OpenDocument has no word for none."""
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{part.mime}"/>'
        for name, part in parts.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{look.MANIFEST_SPACE}" '
        f'manifest:version="{look.VERSION}"><manifest:file-entry manifest:full-path="/" '
        f'manifest:version="{look.VERSION}" manifest:media-type="{MIME}"/>{entries}</manifest:manifest>'
    )


def _properties(paper: Paper) -> str:
    at = dt.datetime.combine(paper.published, dt.time(12)).isoformat()
    organiser = _escaped(paper.header.organiser)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {look.META_NAMESPACES} '
        f'office:version="{look.VERSION}"><office:meta><meta:generator>Samtal</meta:generator>'
        f"<dc:title>{_escaped(paper.title)}</dc:title><dc:subject>{_escaped(paper.subject)}</dc:subject>"
        f"<meta:initial-creator>{organiser}</meta:initial-creator><meta:creation-date>{at}</meta:creation-date>"
        f"<dc:creator>{organiser}</dc:creator><dc:date>{at}</dc:date>"
        f"<dc:language>{word.LANGUAGES[paper.language]}</dc:language></office:meta></office:document-meta>"
    )


def _header(paper: Paper) -> str:
    whose = [part for part in (paper.header.organiser, paper.header.dated) if part]
    return _inline((Run(paper.header.stamp, bold=True), Run("\t"), Run("   ".join(whose))))


def _footer(paper: Paper) -> str:
    page, of = PAGE_OF[paper.language]
    return (
        f'{page}<text:page-number text:select-page="current">1</text:page-number>'
        f"{of}<text:page-count>1</text:page-count>"
    )


# the text


def _content(paper: Paper, logo: Picture | None) -> str:
    tables = _Tables()
    body = _logo(logo, paper.header.organiser) if logo else ""
    body += _paragraph("Title", (Run(paper.title),))
    blocks = list(paper.blocks())
    for block, after in zip_longest(blocks, blocks[1:]):
        body += _xml(block, tables, keeps=isinstance(after, Confirmed))  # which says nothing on a page of its own
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {look.NAMESPACES} '
        f'office:version="{look.VERSION}">{look.fonts_xml()}'
        f"<office:automatic-styles>{look.CONTENT_STYLES}{tables.styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def _logo_part(logo: Picture) -> str:
    return f"Pictures/logotyp.{EXTENSIONS[logo.mime]}"


def _logo(logo: Picture, organiser: str) -> str:
    """Place the picture in a paragraph of its own; its alternative text is the organiser's name."""
    return (
        '<text:p text:style-name="Logotyp"><draw:frame draw:style-name="Bild" draw:name="Logotyp" '
        f'text:anchor-type="as-char" svg:width="{logo.width_mm:.2f}mm" svg:height="{logo.height_mm:.2f}mm">'
        f'<draw:image xlink:href="{_logo_part(logo)}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f"<svg:title>{_escaped(organiser)}</svg:title></draw:frame></text:p>"
    )


class _Tables:
    """The tables: each has a name, and styles of its own for its columns, which stand before the text."""

    def __init__(self) -> None:
        self.styles = ""
        self._numbers = count(1)

    def add(self, widths: list[int], outdent: int) -> str:
        name = f"Kategorier{next(self._numbers)}"
        self.styles += look.table_styles_xml(name, widths, outdent)
        return name


def _xml(block: Block, tables: _Tables, *, keeps: bool) -> str:
    """Write a block; where it `keeps`, its end stands on the page of what follows."""
    match block:
        case Heading():
            return (
                f'<text:h text:style-name="Heading_20_{block.level}" text:outline-level="{block.level}">'
                f"{_inline((Run(block.text),))}</text:h>"
            )
        case SubHeading():
            return (
                f'<text:h text:style-name="Heading_20_{block.level}" text:outline-level="{block.level}">'
                f"{_inline(block.runs)}</text:h>"
            )
        case BulletList():
            return _list(block.items, numbered=block.numbered, keeps=keeps)
        case Box():
            return _box(block)
        case CategoryTable():
            return "".join(_table(block.caption, columns, tables) for columns in block.parts())
        case Paragraph() if keeps:
            return _paragraph("Stycke_haller", block.runs)
        case Lead() | Paragraph() | Confirmed():
            return _paragraph(_STYLE_OF[type(block)], block.runs)
        case Label() | Missing() | NotWorkedThrough():
            return _paragraph(_STYLE_OF[type(block)], (Run(block.text),))


_LIST_STYLES = {False: "Punktlista", True: "Numrerad_20_lista"}
_BOX_LIST_STYLES = {False: "Rutans_20_lista", True: "Rutans_20_numrerade_20_lista"}


def _list(items: tuple[Item, ...], *, numbered: bool, keeps: bool) -> str:
    places = count(1)
    length = sum(1 for _ in walk(items))
    inside = "".join(_items(items, places, length, "Punkt_haller" if keeps else "Punkt_20_sist"))
    return f'<text:list text:style-name="{_LIST_STYLES[numbered]}">{inside}</text:list>'


def _items(items: tuple[Item, ...], places: Iterator[int], length: int, last: str) -> Iterator[str]:
    """Write points with those below them, the last in that style; neither end of the whole stands alone on a page."""
    for item in items:
        place = next(places)
        keeps = bool(item.children) or (place < length and place in (1, length - 1))
        style = "Punkt_20_med_20_underpunkter" if keeps else last if place == length else "Punkt"
        inside = _paragraph(style, item.runs)
        below = "".join(_items(item.children, places, length, last))
        marks = _LIST_STYLES[item.numbers_below]
        inside += f'<text:list text:style-name="{marks}">{below}</text:list>' if below else ""
        yield f"<text:list-item>{inside}</text:list-item>"


_BOX_STYLES = {  # of the last paragraph, of the one before it, of others
    False: ("Forslagsruta_20_sist", "Forslagsruta", "Forslagsruta"),
    True: ("Ruta_sist_delas", "Ruta_haller", "Ruta_delas"),
}


def _box_list(items: tuple[Item, ...], style: str, *, numbered: bool) -> str:
    if not items:
        return ""
    points = "".join(
        f"<text:list-item>{_paragraph(style, item.runs)}"
        f"{_box_list(item.children, style, numbered=item.numbers_below)}</text:list-item>"
        for item in items
    )
    return f'<text:list text:style-name="{_BOX_LIST_STYLES[numbered]}">{points}</text:list>'


def _box(box: Box) -> str:
    """Write the proposal as paragraphs with one border around them all; a tall one may break, but for its two last."""
    tall = is_tall(box)
    point = "Rutpunkt_delas" if tall else "Forslagsruta_20_punkt"
    parts: list[str] = []
    for after, part in zip(reversed(range(len(box.blocks))), box.blocks, strict=True):
        if isinstance(part, BulletList):
            parts.append(_box_list(part.items, point, numbered=part.numbered))
        else:
            parts.append(_paragraph(_BOX_STYLES[tall][min(after, 2)], part.runs))
    return "".join(parts)


def _plain_list(style: str, paragraph: str, texts: list[Inline]) -> str:
    items = "".join(f"<text:list-item>{_paragraph(paragraph, runs)}</text:list-item>" for runs in texts)
    return f'<text:list text:style-name="{style}">{items}</text:list>' if items else ""


def _table(caption: str, columns: tuple[Column, ...], tables: _Tables) -> str:
    outdent = word.TABLE_OUTDENT if len(columns) > 4 else 0
    name = tables.add(column_widths(columns, word.TEXT_WIDTH + 2 * outdent), outdent)
    heads = "".join(_cell("Rubrikcell", _paragraph("Tabellrubrik", (Run(column.title),))) for column in columns)
    lists = "".join(
        _cell("Cell", _plain_list("Tabellens_20_lista", "Tabellpunkt", [(Run(text),) for text in column.examples]))
        for column in columns
    )
    described = "; ".join(column.title for column in columns)
    return (
        _paragraph("Tabelltitel", (Run(caption),))
        + f'<table:table table:name="{name}" table:style-name="{name}">'
        + f"<table:title>{_escaped(caption)}</table:title><table:desc>{_escaped(described)}</table:desc>"
        + "".join(f'<table:table-column table:style-name="{name}.{place}"/>' for place in range(len(columns)))
        + f"<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
        + f'<table:table-row table:style-name="Rad">{lists}</table:table-row></table:table>'
    )


def _cell(style: str, inside: str) -> str:
    content = inside or _paragraph("Tabellpunkt", ())
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{content}</table:table-cell>'


# paragraphs and runs


def _paragraph(style: str, runs: Inline) -> str:
    return f'<text:p text:style-name="{style}">{_inline(runs)}</text:p>'


def _inline(runs: Inline) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = _spaced(_escaped(run.text))
    if run.italic:
        text = f'<text:span text:style-name="Emphasis">{text}</text:span>'
    if run.bold:
        text = f'<text:span text:style-name="Strong_20_Emphasis">{text}</text:span>'
    if not run.link or not run.text:
        return text
    address = quoteattr(_carried(run.link))
    return f'<text:a xlink:type="simple" xlink:href={address} text:style-name="Internet_20_Link">{text}</text:a>'


def _spaced(text: str) -> str:
    """Write line breaks, tabs and every space that XML would swallow as OpenDocument's own."""
    return _SPACING.sub(lambda m: _BREAKS.get(m[0]) or f'<text:s text:c="{len(m[0])}"/>', text)


def _escaped(text: str) -> str:
    return escape(_carried(text))


def _carried(text: str) -> str:
    """Replace what XML cannot carry. The boundary refuses it; an export must not fail where it slipped in."""
    return UNCARRIABLE.sub("\N{REPLACEMENT CHARACTER}", text)
