"""The paper's text as WordprocessingML: paragraphs, lists, boxes and tables, each in a named style.

What the styles are called, and which numbering the lists have, is the file's: our own (docx.py) or an agency's
template (docx_template). Paragraphs are copies of one prepared for each style, so thousands of notes take well
under a second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

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
    plain_text,
    walk,
)
from server.export import docx_styles as look

Element = Any  # an lxml element, which has no types of its own

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENTER, COMMENTER_INITIALS = "Samtal", "S"

_HEADING_STYLES = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
_BULLET_STYLES = ("ListBullet", "ListBullet2", "ListBullet3")
_NUMBER_STYLES = ("ListNumber", "ListNumber2", "ListNumber3")
_STYLE_OF = {
    Lead: "Ingress",
    Paragraph: "Normal",
    Confirmed: "Avstamning",
    Label: "Etikett",
    Missing: "Saknas",
    NotWorkedThrough: "Arbetslage",
}
_LINES_TOGETHER = 18  # of a proposal that stands on one page: 90 mm
_LETTERS_IN_LINE, _ROOM_BELOW = 78, 0.35  # of its text; the room below a paragraph as a part of a line
_AFTER_LIST = 160  # the room below a list, as below a paragraph
_LEAST_MARGIN = 1_000  # twips that stay outside a table that reaches into the margins


class Numbering:
    """The file's lists: bullets as the styles have them, and for each list of numbers a count of its own, from 1.

    Args:
        element: the file's w:numbering.
        numbered: by our style, the definition (w:abstractNum) and level of a list that counts.
        bullets: by our style, the list (w:num) and level of one that does not.
        unmarked: the styles that the file leaves without a list, so that each paragraph must say it.
    """

    def __init__(
        self,
        element: Element,
        numbered: Mapping[str, tuple[int, int]] = look.NUMBERED_STYLES,
        bullets: Mapping[str, tuple[int, int]] = look.BULLET_STYLES,
        unmarked: frozenset[str] = frozenset(),
    ) -> None:
        self._numbered = numbered
        self._bullets = bullets
        self._unmarked = unmarked
        used = [int(num.get(qn("w:numId"))) for num in element.findall(qn("w:num"))]
        self._free = count(max(used, default=0) + 1)
        self._last = element.findall(qn("w:num"))[-1]

    def start(self, style: str, level: int | None = None) -> tuple[int, int]:
        """Begin a list of numbers, and give its number and level."""
        definition, own_level = self._numbered[style]
        at = own_level if level is None else level
        number = next(self._free)
        begun = xml(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>'
            f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        self._last.addnext(begun)
        self._last = begun
        return number, at

    def mark(self, style: str, level: int = 0) -> tuple[int, int] | None:
        """Give the bullets that a paragraph must name: those of a deeper level, and where its style has none."""
        if not level and style not in self._unmarked:
            return None
        number, own_level = self._bullets[style]
        return number, own_level + level


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the text has to fit: its width and how far a wide table may reach into each margin (twips).

    `dark` is the colour behind the table's headings; None where the agency's own style decides how they look.
    `box` is how far in the text of a proposal's box stands.
    """

    text_width: int = look.TEXT_WIDTH
    outdent: int = look.TABLE_OUTDENT
    dark: str | None = look.INK
    box: int = look.BOX_INDENT


@dataclass(slots=True)
class Body:
    """Writes the text. `styles` gives the file's name of each of our styles where it is another one."""

    numbering: Numbering
    sheet: Sheet = field(default_factory=Sheet)
    styles: Mapping[str, str | None] = field(default_factory=lambda: {"Normal": None})
    outline: Mapping[str, int] = field(default_factory=dict)  # the levels of headings that their styles do not say
    kept: frozenset[str] = frozenset()  # styles that must say so themselves that they stay with what follows
    tight: bool = False  # whether the file's lists have no room between points of the same level
    traces: Mapping[str, str] | None = None
    comments: list[Element] = field(default_factory=list)

    def elements(self, paper: Paper) -> list[Element]:
        """Write the title and every block, in order."""
        written = [self.paragraph("Title", (Run(paper.title),))]
        for block in paper.blocks():
            if isinstance(block, Confirmed) and written[-1].tag == qn("w:p"):  # says nothing on a page of its own
                written[-1].pPr.get_or_add_keepNext()
            written += self._block(block)
        return written

    def paragraph(self, style: str, runs: Inline, numbering: tuple[int, int] | None = None) -> Element:
        """Write a paragraph in one of our styles; `numbering`: its list and level where the style does not say."""
        paragraph = deepcopy(_prepared(self.styles.get(style, style)))
        if style in self.kept:
            paragraph.pPr.get_or_add_keepNext()
        if numbering:
            paragraph.pPr.append(_list_xml(*numbering))
        if style in self.outline:
            paragraph.pPr.append(xml(f'<w:outlineLvl w:val="{self.outline[style]}"/>'))
        fill(paragraph, runs)
        return paragraph

    def finish(self, document: WordDocument) -> None:
        """Once the text stands in the file: add its comments, and make the relationships that its links need."""
        roots = [document.element.body]
        if self.comments:
            comments = document.part._comments_part.element
            comments.extend(self.comments)
            roots.append(comments)
        for style in (style for root in roots for style in root.iter(qn("w:rStyle"), qn("w:pStyle"))):
            own = self.styles.get(style.get(qn("w:val"))) if style.get(qn("w:val")) in _NAMED_IN_RUNS else None
            if own:
                style.set(qn("w:val"), own)
        _tie_links(document.part, document.element.body)

    def _block(self, block: Block) -> list[Element]:
        match block:
            case BulletList():
                return self._ending(self._items(block.items, block.numbered))
            case Box():
                return self._traced(self._box(block), block.sources)
            case CategoryTable():
                return self._tables(block)
            case _:
                return self._traced([self.paragraph(*_line(block))], block.sources)

    # lists

    def _items(self, items: tuple[Item, ...], numbered: bool, depth: int = 0) -> list[Element]:
        step = min(depth, len(_NUMBER_STYLES) - 1)
        style = (_NUMBER_STYLES if numbered else _BULLET_STYLES)[step]
        marks = self.numbering.start(style) if numbered and items else self.numbering.mark(style)
        paragraphs: list[Element] = []
        for item in items:
            paragraph = self.paragraph(style, item.runs, marks)
            if item.children:
                paragraph.pPr.get_or_add_keepNext()
            paragraphs += self._traced([paragraph], item.sources)
            paragraphs += self._items(item.children, item.numbers_below, depth + 1)
        return paragraphs

    def _ending(self, bullets: list[Element]) -> list[Element]:
        """Give the last bullet the room that follows a paragraph, and let neither end stand alone on a page."""
        if self.tight and len({_style_of(bullet) for bullet in bullets}) > 1:
            for bullet in bullets:  # no room within a level would leave some between levels
                spacing = bullet.pPr.get_or_add_spacing()
                spacing.set(qn("w:before"), "0")
                spacing.set(qn("w:after"), "0")
        if bullets:
            bullets[-1].pPr.get_or_add_spacing().set(qn("w:after"), str(_AFTER_LIST))
        if len(bullets) > 1:
            bullets[0].pPr.get_or_add_keepNext()
            bullets[-2].pPr.get_or_add_keepNext()
        return bullets

    def _box(self, box: Box) -> list[Element]:
        paragraphs: list[Element] = []
        for block in box.blocks:
            if isinstance(block, BulletList):
                paragraphs += self._box_items(block.items, block.numbered)
            else:
                paragraphs.append(self.paragraph("Forslagsruta", block.runs))
        if is_tall(box):
            for paragraph in paragraphs:
                paragraph.pPr.get_or_add_keepLines().set(qn("w:val"), "0")
            for paragraph in paragraphs[:-2]:  # the two last stay with each other: the last is often one line
                paragraph.pPr.get_or_add_keepNext().set(qn("w:val"), "0")
        if paragraphs:  # the box keeps together; what follows it need not stand on the same page
            paragraphs[-1].pPr.get_or_add_keepNext().set(qn("w:val"), "0")
        return paragraphs

    def _box_items(self, items: tuple[Item, ...], numbered: bool, depth: int = 0) -> list[Element]:
        """Write a list in the box; the border wants the same indents on the outside, so deeper levels say theirs."""
        level = min(depth, 2)
        style = "Forslagsrutanummer" if numbered else "Forslagsrutapunkt"
        marks = self.numbering.start(style, level) if numbered and items else self.numbering.mark(style, level)
        paragraphs: list[Element] = []
        for item in items:
            paragraph = self.paragraph(style, item.runs, marks)
            if level:
                left, hanging = look.list_indent(look.BOX_BULLETS, level, self.sheet.box)
                indent = paragraph.pPr.get_or_add_ind()
                indent.set(qn("w:left"), str(left))
                indent.set(qn("w:hanging"), str(hanging))
            paragraphs.append(paragraph)
            paragraphs += self._box_items(item.children, item.numbers_below, depth + 1)
        return paragraphs

    # tables

    def _tables(self, table: CategoryTable) -> list[Element]:
        elements: list[Element] = []
        for columns in table.parts():
            caption = [self.paragraph("Caption", (Run(table.caption),))]
            elements += [*self._traced(caption, table.sources), self._table(table.caption, columns)]
        return elements

    def _table(self, caption: str, columns: tuple[Column, ...]) -> Element:
        outdent = self.sheet.outdent if len(columns) > 4 else 0
        widths = column_widths(columns, self.sheet.text_width + 2 * outdent)
        described = "; ".join(column.title for column in columns)
        style = self.styles.get("Kategoritabell", "Kategoritabell")
        table = xml(
            f"<w:tbl><w:tblPr><w:tblStyle w:val={quoteattr(style or 'Kategoritabell')}/>"
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{-outdent}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(carried(caption))}/>"
            f"<w:tblDescription w:val={quoteattr(carried(described))}/></w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
            + "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr></w:tr>"
            "<w:tr><w:trPr><w:cantSplit/></w:trPr></w:tr></w:tbl>"
        )
        heads, lists = table.tr_lst
        for column, width in zip(columns, widths, strict=True):
            title = self.paragraph("Tabellrubrik", (Run(column.title),))
            heads.append(_cell(width, [title], head=True, fill=self.sheet.dark))
            marks = self.numbering.mark("Tabellpunkt")
            examples = [self.paragraph("Tabellpunkt", (Run(example),), marks) for example in column.examples]
            lists.append(_cell(width, examples or [self.paragraph("Normal", ())]))
        return table

    # where the words come from

    def _traced(self, elements: list[Element], sources: tuple[str, ...]) -> list[Element]:
        """Put a comment over these paragraphs that tells the notes they were made from."""
        if self.traces is None or not elements:
            return elements
        notes = [self.traces[source] for source in sources if source in self.traces]
        if not notes:
            return elements
        number = len(self.comments)
        self.comments.append(_comment(number, notes))
        elements[0].pPr.addnext(xml(f'<w:commentRangeStart w:id="{number}"/>'))
        elements[-1].append(xml(f'<w:commentRangeEnd w:id="{number}"/>'))
        mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        elements[-1].append(xml(f'{mark}<w:commentReference w:id="{number}"/></w:r>'))
        return elements


def _tie_links(part: Any, root: Element) -> None:
    """Turn the addresses that the links under `root` carry into relationships of the part that they stand in."""
    known: dict[str, str] = {}
    name = f"{{{RELATIONS}}}id"
    for hyperlink in root.iter(qn("w:hyperlink")):
        address = hyperlink.attrib.pop(_ADDRESS, None)
        if address is None:
            continue
        if address not in known:
            known[address] = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        hyperlink.set(name, known[address])


_NAMED_IN_RUNS = ("Hyperlink", "CommentReference", "CommentText")
_ADDRESS = "address"  # of a link whose relationship is not made yet


def is_tall(box: Box) -> bool:
    """Tell a proposal that had better break over pages, as in the PDF: there it is measured, here it is estimated."""
    return sum(map(_lines, box.blocks)) > _LINES_TOGETHER


def _lines(block: Paragraph | BulletList) -> float:
    """Give the height of a part of a box, in lines of its text with the room below."""
    texts = (
        [plain_text(block.runs)]
        if isinstance(block, Paragraph)
        else [plain_text(item.runs) for _, item in walk(block.items)]
    )
    lines = sum(math.ceil(len(line) / _LETTERS_IN_LINE) or 1 for text in texts for line in text.split("\n"))
    return lines + _ROOM_BELOW * len(texts)


def column_widths(columns: tuple[Column, ...], whole: int) -> list[int]:
    """Share the table's width (twips) so that each column holds its longest word, and the rest evenly.

    Where the words do not all fit, the columns share the shortage; Word then hyphenates.
    """
    needs = [look.CELL_EXTRA + round(look.TABLE_CHARACTER * _longest_word(column)) for column in columns]
    spare = whole - sum(needs)
    if spare < 0:
        return [need * whole // sum(needs) for need in needs]
    return [need + spare // len(columns) for need in needs]


def sheet_of(width: int, side: int, columns: int, gap: int, box: int) -> Sheet:
    """Give what fits a page of another's making: its `width` and narrower `side` margin in twips."""
    text = (width - (columns - 1) * gap) // columns
    outdent = min(look.TABLE_OUTDENT, side - _LEAST_MARGIN) if columns == 1 else 0
    return Sheet(text, max(0, outdent), None, box)


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


def _cell(width: int, paragraphs: list[Element], *, head: bool = False, fill: str | None = None) -> Element:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    foot = '<w:vAlign w:val="bottom"/>' if head else ""
    cell = xml(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{foot}</w:tcPr></w:tc>')
    cell.extend(paragraphs)
    return cell


def _line(
    block: Heading | SubHeading | Lead | Paragraph | Confirmed | Label | Missing | NotWorkedThrough,
) -> tuple[str, Inline]:
    """Give the style and the runs of what is one paragraph."""
    match block:
        case Heading():
            return _HEADING_STYLES[block.level], (Run(block.text),)
        case SubHeading():
            return _HEADING_STYLES[block.level], block.runs
        case Lead() | Paragraph() | Confirmed():
            return _STYLE_OF[type(block)], block.runs
        case Label() | Missing() | NotWorkedThrough():
            return _STYLE_OF[type(block)], (Run(block.text),)


def _style_of(paragraph: Element) -> str | None:
    style = paragraph.pPr.find(qn("w:pStyle"))
    return None if style is None else style.get(qn("w:val"))


def _comment(number: int, notes: list[str]) -> Element:
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    comment = xml(
        f'<w:comment w:id="{number}" w:author="{COMMENTER}" w:initials="{COMMENTER_INITIALS}">'
        + "".join(
            f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{"" if place else mark}</w:p>'
            for place in range(len(notes))
        )
        + "</w:comment>"
    )
    for paragraph, note in zip(comment, notes, strict=True):
        fill(paragraph, (Run(note),))
    return comment


# paragraphs and runs


@cache
def _prepared(style: str | None) -> Element:
    return xml(f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr></w:p>" if style else "<w:p><w:pPr/></w:p>")


def _list_xml(number: int, level: int) -> Element:
    return xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def fill(paragraph: Element, runs: Inline) -> None:
    """Append the runs to the paragraph."""
    for run in runs:
        if run.link and run.text:
            hyperlink = xml('<w:hyperlink w:history="1"/>')
            hyperlink.set(_ADDRESS, carried(run.link))
            hyperlink.append(_run(run))
            paragraph.append(hyperlink)
        elif run.text:
            paragraph.append(_run(run))


def _run(run: Run) -> Element:
    text = carried(run.text)
    if "\n" in text or "\t" in text:
        return _broken_run(text, run)
    element = deepcopy(_prepared_run(run.bold, run.italic, bool(run.link)))
    element[-1].text = text
    return element


def _broken_run(text: str, run: Run) -> Element:
    """Write a run whose line feeds and tabs are Word's own."""
    kept = '<w:t xml:space="preserve">'
    inside = escape(text).replace("\n", f"</w:t><w:br/>{kept}").replace("\t", f"</w:t><w:tab/>{kept}")
    return xml(f"<w:r>{_run_properties(run.bold, run.italic, bool(run.link))}{kept}{inside}</w:t></w:r>")


@cache
def _prepared_run(bold: bool, italic: bool, link: bool) -> Element:
    return xml(f'<w:r>{_run_properties(bold, italic, link)}<w:t xml:space="preserve"/></w:r>')


def _run_properties(bold: bool, italic: bool, link: bool) -> str:
    inside = '<w:rStyle w:val="Hyperlink"/>' if link else ""
    inside += ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def carried(text: str) -> str:
    """Replace what XML cannot carry. The boundary refuses it; an export must not fail where it slipped in."""
    return UNCARRIABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def xml(markup: str) -> Element:
    """Read markup whose outermost tag has no namespaces of its own yet."""
    tag_end = min(place for place in (markup.find(" "), markup.find(">"), markup.find("/>")) if place > 0)
    return parse_xml(f'{markup[:tag_end]} xmlns:w="{look.W}"{markup[tag_end:]}')
