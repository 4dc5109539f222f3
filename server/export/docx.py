"""The paper as a Word file: named styles, real headings, lists and tables, nothing placed by hand.

The look is our own (docx_styles), or an agency's: its template keeps its header, fonts, margins and styles, and
the text is poured in (docx_template).
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

from server.draft.paper import Paper, Run
from server.export import docx_styles as look
from server.export.docx_body import Body, Element, Numbering, carried, column_widths, fill, xml
from server.export.docx_template import MarginStyles, Template, pour
from server.export.logo import Picture

__all__ = ["PAGE_OF", "Template", "column_widths", "write"]

PAGE_OF = {"sv": ("Sida ", " av "), "en": ("Page ", " of ")}

OWN_MARGINS = MarginStyles("Header", "Footer")

_NOT_CARRIED = {"thumbnail", "stylesWithEffects", "customXml", "fontTable", "webSettings"}


def write(
    paper: Paper,
    *,
    template: Template | None = None,
    traces: Mapping[str, str] | None = None,
    logo: Picture | None = None,
) -> bytes:
    """Write the paper as DOCX.

    Args:
        paper: the tree.
        template: an agency's own file, which then decides how everything looks (and has its own logo).
        traces: what to say of each note, by its id; each block gets a comment with the notes behind it.
        logo: the organiser's picture, above the title.

    Raises:
        server.domain.errors.Refusal: the template is none that we open.
    """
    document = pour(template, paper, traces, _head_and_foot) if template else _own(paper, traces, logo)
    _say_properties(document, paper)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _own(paper: Paper, traces: Mapping[str, str] | None, logo: Picture | None) -> WordDocument:
    document = Document()
    _shed_template(document)
    _refill(document.styles.element, look.styles_xml(paper.language))
    _refill(document.part.numbering_part.element, look.numbering_xml())
    _refill(document.settings.element, look.settings_xml(paper.language))
    _name_fonts(document)
    _set_page(document)
    _head_and_foot(document, paper, header=True, footer=True)
    text = Body(Numbering(document.part.numbering_part.element), traces=traces)
    body = document.element.body
    section_properties = body[-1]
    body.remove(section_properties)
    body.extend(text.elements(paper))
    body.append(section_properties)
    if logo:
        body.insert(0, _logo(document, logo, paper.header.organiser))
    text.finish(document)
    return document


# the file around the text


def _shed_template(document: WordDocument) -> None:
    """Leave out what python-docx's template brings: a picture of an empty page, an old theme's extras."""
    for owner in (document.part.package, document.part):
        for rel_id, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _NOT_CARRIED:
                del owner.rels[rel_id]


def _refill(element: Element, markup: str) -> None:
    fresh = parse_xml(markup)
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
    properties.content_status = _short(paper.header.state)
    properties.comments = properties.keywords = properties.category = ""
    properties.created = properties.modified = published
    properties.revision = 1


def _short(text: str) -> str:
    """Cut to what a core property may hold (python-docx: 255 characters)."""
    return carried(text)[:255]


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Twips(look.PAGE_WIDTH), Twips(look.PAGE_HEIGHT)
    section.left_margin = section.right_margin = Twips(look.SIDE_MARGIN)
    section.top_margin, section.bottom_margin = Twips(look.TOP_MARGIN), Twips(look.BOTTOM_MARGIN)
    section.header_distance, section.footer_distance = (
        Twips(look.HEADER_DISTANCE),
        Twips(look.FOOTER_DISTANCE),
    )


def _head_and_foot(
    document: WordDocument, paper: Paper, *, header: bool, footer: bool, styles: MarginStyles = OWN_MARGINS
) -> None:
    """Write our header and footer; sections that say nothing else have the first one's."""
    section = document.sections[0]
    if header:
        whose = [part for part in (paper.header.organiser, paper.header.dated) if part]
        runs = (Run(paper.header.stamp, bold=True), Run("\t" + "   ".join(whose)))
        fill(_margin(section.header.paragraphs[0]._p, styles.header, styles.width), runs)
    if footer:
        _number_pages(_margin(section.footer.paragraphs[0]._p, styles.footer, None), paper.language)


def _margin(paragraph: Element, style: str, width: int | None) -> Element:
    properties = paragraph.get_or_add_pPr()
    properties.get_or_add_pStyle().set(qn("w:val"), style)
    if width is not None:
        properties._insert_tabs(xml(f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'))
    return paragraph


def _number_pages(paragraph: Element, language: str) -> None:
    page, of = PAGE_OF[language]
    for text, name in ((page, "PAGE"), (of, "NUMPAGES")):
        fill(paragraph, (Run(text),))
        paragraph.append(_field(name))


def _field(name: str) -> Element:
    return xml(f"<w:fldSimple w:instr={quoteattr(f' {name} ')}><w:r><w:t>1</w:t></w:r></w:fldSimple>")


def _logo(document: WordDocument, logo: Picture, organiser: str) -> Element:
    """Place the picture in a paragraph of its own; its alternative text is the organiser's name."""
    inline: Any = document.part.new_pic_inline(io.BytesIO(logo.content), Mm(logo.width_mm), Mm(logo.height_mm))
    inline.docPr.set("descr", carried(organiser))
    inline.docPr.set("name", "Logotyp")
    paragraph = xml('<w:p><w:pPr><w:pStyle w:val="Logotyp"/></w:pPr><w:r/></w:p>')
    drawing = xml("<w:drawing/>")
    drawing.append(inline)
    paragraph.find(qn("w:r")).append(drawing)
    return paragraph
