"""The paper as a Word file: named styles, real headings, lists and tables, nothing placed by hand.

Paragraphs are copies of one prepared for each style, so thousands of notes take well under a second.
"""

from __future__ import annotations

import datetime as dt
import io
from copy import deepcopy
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Twips

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
from server.export import docx_styles as look

PAGE_OF = {"sv": ("Sida ", " av "), "en": ("Page ", " of ")}

_HEADING_STYLES = {1: "Heading1", 2: "Heading2"}
_BULLET_STYLES = ("ListBullet", "ListBullet2", "ListBullet3")
_STYLE_OF = {
    Lead: "Ingress",
    Paragraph: None,
    Confirmed: "Avstamning",
    Label: "Etikett",
    Missing: "Saknas",
    NotWorkedThrough: "Arbetslage",
}
_AFTER_LIST = 160  # the room below a list, as below a paragraph
_NOT_CARRIED = {"thumbnail", "stylesWithEffects", "customXml", "fontTable", "webSettings"}

Element = Any  # an lxml element, which has no types of its own


def write(paper: Paper) -> bytes:
    """Write the paper as DOCX."""
    document = Document()
    _prepare(document, paper)
    _write_body(document.element.body, paper)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# the file around the text


def _prepare(document: WordDocument, paper: Paper) -> None:
    _shed_template(document)
    _refill(document.styles.element, look.styles_xml(paper.language))
    _refill(document.part.numbering_part.element, look.numbering_xml())
    _refill(document.settings.element, look.settings_xml(paper.language))
    _name_fonts(document)
    _say_properties(document, paper)
    _set_page(document)
    _head_and_foot(document, paper)


def _shed_template(document: WordDocument) -> None:
    """Leave out what python-docx's template brings: a picture of an empty page, an old theme's extras."""
    for owner in (document.part.package, document.part):
        for rel_id, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _NOT_CARRIED:
                del owner.rels[rel_id]


def _refill(element: Element, xml: str) -> None:
    fresh = parse_xml(xml)
    element.clear()
    element.extend(list(fresh))


def _name_fonts(document: WordDocument) -> None:
    name = PackURI("/word/fontTable.xml")
    part = Part(name, CONTENT_TYPE.WML_FONT_TABLE, look.fonts_xml().encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _say_properties(document: WordDocument, paper: Paper) -> None:
    properties = document.core_properties
    published = dt.datetime.combine(paper.published, dt.time(12), tzinfo=dt.UTC)
    properties.title = _short(paper.title)
    properties.author = properties.last_modified_by = _short(paper.header.organiser)
    properties.subject = _short(paper.subject)
    properties.language = look.LANGUAGES[paper.language]
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = published
    properties.revision = 1


def _short(text: str) -> str:
    """Cut to what a core property may hold (python-docx: 255 characters)."""
    return _carried(text)[:255]


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Twips(look.PAGE_WIDTH), Twips(look.PAGE_HEIGHT)
    section.left_margin = section.right_margin = Twips(look.SIDE_MARGIN)
    section.top_margin, section.bottom_margin = Twips(look.TOP_MARGIN), Twips(look.BOTTOM_MARGIN)
    section.header_distance, section.footer_distance = (
        Twips(look.HEADER_DISTANCE),
        Twips(look.FOOTER_DISTANCE),
    )


def _head_and_foot(document: WordDocument, paper: Paper) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    whose = [part for part in (paper.header.organiser, paper.header.date_code) if part]
    _fill(header._p, (Run(paper.header.word, bold=True), Run("\t" + "   ".join(whose))))
    footer = section.footer.paragraphs[0]._p
    page, of = PAGE_OF[paper.language]
    for text, field in ((page, "PAGE"), (of, "NUMPAGES")):
        _fill(footer, (Run(text),))
        footer.append(_field(field))


def _field(name: str) -> Element:
    return _xml(f"<w:fldSimple w:instr={quoteattr(f' {name} ')}><w:r><w:t>1</w:t></w:r></w:fldSimple>")


# the text


def _write_body(body: Element, paper: Paper) -> None:
    section_properties = body[-1]
    body.remove(section_properties)
    body.append(_paragraph("Title", (Run(paper.title),)))
    for block in paper.blocks():
        body.extend(_elements(block))
    body.append(section_properties)


def _elements(block: Block) -> list[Element]:
    match block:
        case Heading():
            return [_paragraph(_HEADING_STYLES[block.level], (Run(block.text),))]
        case SubHeading():
            return [_paragraph(_HEADING_STYLES[block.level], block.runs)]
        case BulletList():
            return _ending(_bullets(block.items))
        case Box():
            return _box(block)
        case CategoryTable():
            return _tables(block)
        case Lead() | Paragraph() | Confirmed():
            return [_paragraph(_STYLE_OF[type(block)], block.runs)]
        case Label() | Missing() | NotWorkedThrough():
            return [_paragraph(_STYLE_OF[type(block)], (Run(block.text),))]


def _bullets(items: tuple[Item, ...]) -> list[Element]:
    paragraphs = []
    for depth, item in walk(items):
        paragraph = _paragraph(_BULLET_STYLES[min(depth, 2)], item.runs)
        if item.children:
            paragraph.pPr.get_or_add_keepNext()
        paragraphs.append(paragraph)
    return paragraphs


def _ending(bullets: list[Element]) -> list[Element]:
    """Give the last bullet the room that follows a paragraph."""
    if bullets:
        bullets[-1].pPr.get_or_add_spacing().set(qn("w:after"), str(_AFTER_LIST))
    return bullets


def _box(box: Box) -> list[Element]:
    paragraphs: list[Element] = []
    for block in box.blocks:
        if isinstance(block, BulletList):
            paragraphs += [_paragraph("Forslagsrutapunkt", item.runs) for _, item in walk(block.items)]
        else:
            paragraphs.append(_paragraph("Forslagsruta", block.runs))
    if paragraphs:  # the box keeps together; what follows it need not stand on the same page
        paragraphs[-1].pPr.get_or_add_keepNext().set(qn("w:val"), "0")
    return paragraphs


def _tables(table: CategoryTable) -> list[Element]:
    elements: list[Element] = []
    for columns in table.parts():
        elements += [_paragraph("Caption", (Run(table.caption),)), _table(table.caption, columns)]
    return elements


def _table(caption: str, columns: tuple[Column, ...]) -> Element:
    outdent = look.TABLE_OUTDENT if len(columns) > 4 else 0
    widths = column_widths(columns, look.TEXT_WIDTH + 2 * outdent)
    described = "; ".join(column.title for column in columns)
    table = _xml(
        '<w:tbl><w:tblPr><w:tblStyle w:val="Kategoritabell"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{-outdent}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(_carried(caption))}/>"
        f"<w:tblDescription w:val={quoteattr(_carried(described))}/></w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr></w:tr>"
        "<w:tr><w:trPr><w:cantSplit/></w:trPr></w:tr></w:tbl>"
    )
    heads, lists = table.tr_lst
    for column, width in zip(columns, widths, strict=True):
        heads.append(_cell(width, [_paragraph("Tabellrubrik", (Run(column.title),))], fill=look.INK))
        examples = [_paragraph("Tabellpunkt", (Run(example),)) for example in column.examples]
        lists.append(_cell(width, examples or [_paragraph(None, ())]))
    return table


def column_widths(columns: tuple[Column, ...], whole: int) -> list[int]:
    """Share the table's width (twips) so that each column holds its longest word, and the rest evenly.

    Where the words do not all fit, the columns share the shortage; Word then hyphenates.
    """
    needs = [look.CELL_EXTRA + round(look.TABLE_CHARACTER * _longest_word(column)) for column in columns]
    spare = whole - sum(needs)
    if spare < 0:
        return [need * whole // sum(needs) for need in needs]
    return [need + spare // len(columns) for need in needs]


def _longest_word(column: Column) -> float:
    """Give the width of the widest word, in ordinary letters."""
    words = " ".join((column.title, *column.examples)).replace("-", "- ").split()
    return max((sum(map(_letter_width, word)) for word in words), default=1)


def _letter_width(letter: str) -> float:
    if letter in "ijl.,:;'|!()":
        return 0.45
    if letter in "ftrs-":
        return 0.7
    return 1.5 if letter in "mwMW" else 1.2 if letter.isupper() else 1


def _cell(width: int, paragraphs: list[Element], fill: str | None = None) -> Element:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/><w:vAlign w:val="bottom"/>' if fill else ""
    cell = _xml(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr></w:tc>')
    cell.extend(paragraphs)
    return cell


# paragraphs and runs


def _paragraph(style: str | None, runs: Inline) -> Element:
    paragraph = deepcopy(_prepared(style))
    _fill(paragraph, runs)
    return paragraph


@cache
def _prepared(style: str | None) -> Element:
    return _xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>' if style else "<w:p><w:pPr/></w:p>")


def _fill(paragraph: Element, runs: Inline) -> None:
    for run in runs:
        if run.text:
            paragraph.append(_run(run))


def _run(run: Run) -> Element:
    text = _carried(run.text)
    if "\n" in text or "\t" in text:
        return _broken_run(text, run)
    element = deepcopy(_prepared_run(run.bold, run.italic))
    element[-1].text = text
    return element


def _broken_run(text: str, run: Run) -> Element:
    """Write a run whose line feeds and tabs are Word's own."""
    kept = '<w:t xml:space="preserve">'
    inside = escape(text).replace("\n", f"</w:t><w:br/>{kept}").replace("\t", f"</w:t><w:tab/>{kept}")
    return _xml(f"<w:r>{_run_properties(run.bold, run.italic)}{kept}{inside}</w:t></w:r>")


@cache
def _prepared_run(bold: bool, italic: bool) -> Element:
    return _xml(f'<w:r>{_run_properties(bold, italic)}<w:t xml:space="preserve"/></w:r>')


def _run_properties(bold: bool, italic: bool) -> str:
    inside = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _carried(text: str) -> str:
    """Replace what XML cannot carry. The boundary refuses it; an export must not fail where it slipped in."""
    return UNCARRIABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _xml(markup: str) -> Element:
    """Read markup whose outermost tag has no namespaces of its own yet."""
    tag_end = min(place for place in (markup.find(" "), markup.find(">"), markup.find("/>")) if place > 0)
    return parse_xml(f'{markup[:tag_end]} xmlns:w="{look.W}"{markup[tag_end:]}')
