"""Pour the paper into a template: its body makes room, its blanks are filled, what styles it lacks are added."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from server.domain.errors import Refusal
from server.draft.paper import Paper, Run
from server.export import docx_styles as look
from server.export.docx_body import Body, Element, Numbering, xml
from server.export.docx_template import blanks
from server.export.docx_template.guard import checked, refused_as_broken
from server.export.docx_template.place import make_room, sheet_at, twips
from server.export.docx_template.report import chosen, has_content, margins
from server.export.docx_template.styles import HEADING_LEVELS, TABLE, StyleSheet

_LISTS = tuple(look.NUMBERED_STYLES) + tuple(look.BULLET_STYLES)
_KEPT = ("Title", "Heading1", "Heading2", "Heading3", "Etikett", "Arbetslage", "Caption", "Forslagsruta")
_IN_BOX = ("Forslagsrutapunkt", "Forslagsrutanummer")
_INDENT = re.compile(r"<w:ind\b[^>]*/>")
_COLOURED = frozenset({"Saknas", "Arbetslage"})  # a gap must be seen; all else has the template's colours
_FONTS_AND_COLOURS = re.compile(r"<w:(rFonts|color)\b[^>]*/>")
_FONTS = re.compile(r"<w:rFonts\b[^>]*/>")
_OF_THE_TEMPLATE = ("/thumbnail", "/styleswitheffects", "/metadata/core-properties")
_COMMENT_EXTRAS = ("commentsextended", "commentsids", "commentsextensible", "/people")
_COMMENT_MARKS = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
_LIGHT = 3 * 170  # of 3 × 255: letters that a white page hardly shows
_PLAIN_INK, _PLAIN_LINE = "auto", "A6A6A6"


@dataclass(frozen=True, slots=True)
class Template:
    """An agency's file. `mapping`: our style → the name of theirs ("" or None: add ours), where it was chosen."""

    content: bytes
    mapping: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarginStyles:
    """The ids of the styles of header and footer, and how wide they are (twips) where no style says it."""

    header: str
    footer: str
    width: int | None = None


class HeadAndFoot(Protocol):
    """Writes our header and footer, where the template has none."""

    def __call__(
        self, document: WordDocument, paper: Paper, *, header: bool, footer: bool, styles: MarginStyles
    ) -> None: ...


def pour(
    template: Template, paper: Paper, traces: Mapping[str, str] | None, head_and_foot: HeadAndFoot
) -> WordDocument:
    """Give the template with the paper in it.

    Raises:
        Refusal: the template is none that we open; the sentence says why.
    """
    plain = checked(template.content)
    try:
        return _poured(Document(io.BytesIO(plain)), template, paper, traces, head_and_foot)
    except Refusal:
        raise
    except Exception:  # whatever a file that is Word's in name only makes python-docx raise
        raise refused_as_broken() from None


def _poured(
    document: WordDocument,
    template: Template,
    paper: Paper,
    traces: Mapping[str, str] | None,
    head_and_foot: HeadAndFoot,
) -> WordDocument:
    _forget_what_was(document)
    _speak(document, paper.language)
    sheet = StyleSheet(document.styles.element)
    styles = chosen(sheet, template.mapping)
    box = _box_indent(sheet, styles)
    numbering = _numbering(document, sheet, styles, box)
    told = _fill_blanks(document, paper)
    place = make_room(document.element.body)
    kept = frozenset(ours for ours in _KEPT if sheet.says(str(styles[ours]), "w:pPr/w:keepNext") is None)
    tight = sheet.says(str(styles["ListBullet"]), "w:pPr/w:contextualSpacing") is not None
    fits = replace(sheet_at(place, box), dark=_ground(sheet, styles))
    text = Body(numbering, fits, styles, _outline(sheet, styles), kept, tight, traces)
    elements = text.elements(paper)
    header, footer = not has_content(document, "header"), not has_content(document, "footer")
    if paper.header.state and "status" not in told and not header:
        elements.insert(0, text.paragraph("Etikett", (Run(paper.header.stamp),)))
    _insert(place, elements)
    ours = MarginStyles(str(styles["Header"]), str(styles["Footer"]), fits.text_width)
    head_and_foot(document, paper, header=header, footer=footer, styles=ours)
    text.finish(document)
    return document


# before


def _forget_what_was(document: WordDocument) -> None:
    """Leave out what belongs to the template as a document: comments, protection, picture, properties, older styles.

    The properties are written anew: they say who wrote the template, and python-docx takes them for what they claim.
    """
    body = document.element.body
    for mark in list(body.iter(*map(qn, _COMMENT_MARKS))):
        mark.getparent().remove(mark)
    for owner in (document.part.package, document.part):
        for rel_id, relation in list(owner.rels.items()):
            kind = relation.reltype.casefold()
            if kind.endswith((*_OF_THE_TEMPLATE, *_COMMENT_EXTRAS)):
                del owner.rels[rel_id]
            elif kind.endswith("/comments"):
                for comment in list(relation.target_part.element):
                    relation.target_part.element.remove(comment)
    settings = document.settings.element
    for name in ("w:documentProtection", "w:writeProtection", "w:trackRevisions"):
        for found in settings.findall(qn(name)):
            settings.remove(found)


def _speak(document: WordDocument, language: str) -> None:
    """Say the paper's language wherever the template says one, and for everything that says none."""
    tag = look.LANGUAGES[language]
    styles = document.styles.element
    for said in styles.iter(qn("w:lang")):
        said.set(qn("w:val"), tag)
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = xml("<w:docDefaults/>")
        styles.insert(0, defaults)
    runs = _child(_child(defaults, "w:rPrDefault", first=True), "w:rPr", first=True)
    if runs.find(qn("w:lang")) is None:
        runs.append(xml(f'<w:lang w:val="{tag}"/>'))


def _child(parent: Element, name: str, *, first: bool) -> Element:
    found = parent.find(qn(name))
    if found is None:
        found = xml(f"<{name}/>")
        parent.insert(0 if first else len(parent), found)
    return found


def _fill_blanks(document: WordDocument, paper: Paper) -> set[str]:
    """Fill in what is marked, and give what the header or footer now says."""
    said = blanks.values(paper)
    blanks.fill_in(document.element.body, said)
    return {word for root in margins(document) for word in blanks.fill_in(root, said)}


def _insert(place: Element, elements: list[Element]) -> None:
    for element in elements:
        place.addprevious(element)


# how it looks


def _numbering(document: WordDocument, sheet: StyleSheet, styles: dict[str, str | None], box: int) -> Numbering:
    """Add the styles that are missing, and say which list each style of a list has."""
    lists = _numbering_element(document)
    offset = max((int(each.get(qn("w:abstractNumId"))) for each in lists.findall(qn("w:abstractNum"))), default=0)
    taken = max((int(each.get(qn("w:numId"))) for each in lists.findall(qn("w:num"))), default=0)
    added = _add_missing(sheet, styles, taken, box)
    _add_lists(lists, offset, taken, added, box)
    numbered = {style: (list_ + offset, level) for style, (list_, level) in look.NUMBERED_STYLES.items()}
    bullets = {style: (list_ + taken, level) for style, (list_, level) in look.BULLET_STYLES.items()}
    unmarked = set()
    for ours in _LISTS:
        if ours in added:
            continue
        own = _own_list(sheet, lists, str(styles[ours]), counts=ours in numbered)
        if own is None and ours in bullets:
            unmarked.add(ours)
        elif own is not None and ours in numbered:
            numbered[ours] = own
    return Numbering(lists, numbered, bullets, frozenset(unmarked))


def _numbering_element(document: WordDocument) -> Element:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    element = xml("<w:numbering/>")
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, element, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return element


def _add_missing(sheet: StyleSheet, styles: dict[str, str | None], taken: int, box: int) -> dict[str, str]:
    """Add our style where the template has none; give the ids under which they stand, which `styles` says too."""
    default = sheet.default()
    added: dict[str, str] = {}
    missing = [style for style in look.STYLES if style.id in styles and styles[style.id] is None]
    named = {style.id: sheet.free_names(style) for style in missing}
    styles.update({ours: style.id for ours, style in named.items()})
    for ours, style in named.items():
        base = styles.get(style.based_on or "") if style.based_on not in (None, "Normal") else None
        based_on = base or (default.id if default else None)
        if ours == "Heading3" and styles["Heading2"] not in (None, "Heading2"):
            based_on = styles["Heading2"]
        run = (_FONTS if ours in _COLOURED else _FONTS_AND_COLOURS).sub("", style.run)
        paragraph = re.sub(
            r'<w:numId w:val="(\d+)"/>', lambda m: f'<w:numId w:val="{int(m[1]) + taken}"/>', style.paragraph
        )
        if ours in _IN_BOX and box != look.BOX_INDENT:
            left, hanging = look.list_indent(look.BOX_BULLETS, 0, box)
            paragraph = _INDENT.sub(f'<w:ind w:left="{left}" w:hanging="{hanging}"/>', paragraph)
        after = styles.get(style.next or "") or (default.id if default else None)
        sheet.add(look.style_xml(look.Style(style.id, style.name, paragraph, run, based_on, after, style.primary)))
        added[ours] = style.id
    if styles[TABLE] is None:
        plain = sheet.default("table")
        id_ = TABLE if all(known.id != TABLE for known in sheet.known) else f"Samtal{TABLE}"
        sheet.add(look.table_style_xml(id_, plain.id if plain else None, _PLAIN_INK, _PLAIN_LINE))
        styles[TABLE] = added[TABLE] = id_
    for ours, markup in (("Hyperlink", look.HYPERLINK_STYLE), ("CommentReference", look.COMMENT_MARK_STYLE)):
        if styles[ours] is None:
            plain = sheet.default("character")
            sheet.add(markup.replace("DefaultParagraphFont", plain.id if plain else "DefaultParagraphFont"))
            styles[ours] = added[ours] = ours
    return added


def _add_lists(lists: Element, offset: int, taken: int, added: Mapping[str, str], box: int) -> None:
    """Add our lists' definitions after the template's, and a list of each after its lists."""
    definitions = [parse_xml(markup) for markup in look.abstracts_xml(offset, added, box)]
    before = lists.findall(qn("w:abstractNum"))
    place = lists.index(before[-1]) + 1 if before else len(lists.findall(qn("w:numPicBullet")))
    for number, definition in enumerate(definitions):
        lists.insert(place + number, definition)
    others = lists.findall(qn("w:num"))
    place = lists.index(others[-1]) + 1 if others else place + len(definitions)
    for at in range(len(definitions)):
        number = at + 1
        num = f'<w:num w:numId="{number + taken}"><w:abstractNumId w:val="{number + offset}"/></w:num>'
        lists.insert(place + at, xml(num))


def _own_list(sheet: StyleSheet, lists: Element, style: str, *, counts: bool) -> tuple[int, int] | None:
    """Give the definition and level that a style's list has in the template; None where it is no such list."""
    named = sheet.says(style, "w:pPr/w:numPr/w:numId")
    definition = _definition(sheet, lists, named.get(qn("w:val"))) if named is not None else None
    if definition is None:
        return None
    levels = definition.findall(qn("w:lvl"))
    tied = next((each for each in levels if _value(each, "w:pStyle") == style), None)
    level = tied if tied is not None else next(iter(levels), None)
    if level is None or (_value(level, "w:numFmt") in ("bullet", "none")) == counts:
        return None
    return int(definition.get(qn("w:abstractNumId"))), int(level.get(qn("w:ilvl")))


def _definition(sheet: StyleSheet, lists: Element, number: str, depth: int = 0) -> Element | None:
    num = next((each for each in lists.findall(qn("w:num")) if each.get(qn("w:numId")) == number), None)
    wanted = _value(num, "w:abstractNumId") if num is not None else None
    found = next(
        (each for each in lists.findall(qn("w:abstractNum")) if each.get(qn("w:abstractNumId")) == wanted), None
    )
    link = _value(found, "w:numStyleLink") if found is not None else None
    if link is None or depth:  # a link leads to a list style, and no further
        return found
    linked = sheet.says(link, "w:pPr/w:numPr/w:numId")
    return _definition(sheet, lists, linked.get(qn("w:val")), depth + 1) if linked is not None else None


def _value(element: Element, name: str) -> str | None:
    found = element.find(qn(name))
    return None if found is None else str(found.get(qn("w:val")))


def _ground(sheet: StyleSheet, styles: Mapping[str, str | None]) -> str | None:
    """Give the ground that the table's headings need: a dark one for light letters, where the table has none."""
    colour = sheet.says(str(styles["Tabellrubrik"]), "w:rPr/w:color")
    light = colour is not None and (_is_light(colour.get(qn("w:val"))) or "background" in _theme(colour))
    parts = [part for style in sheet.chain(styles[TABLE]) for part in style.findall(qn("w:tblStylePr"))]
    filled = any(
        part.get(qn("w:type")) == "firstRow" and next(part.iter(qn("w:shd")), None) is not None for part in parts
    )
    return look.INK if light and not filled else None


def _is_light(colour: str | None) -> bool:
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour or ""):
        return False
    return sum(int(str(colour)[at : at + 2], 16) for at in (0, 2, 4)) > _LIGHT


def _theme(colour: Element) -> str:
    return str(colour.get(qn("w:themeColor"), ""))


def _box_indent(sheet: StyleSheet, styles: Mapping[str, str | None]) -> int:
    """Give how far in the text of the agency's own box stands (twips), or of ours where it has none."""
    own = styles["Forslagsruta"]
    if own is None:
        return look.BOX_INDENT
    indent = sheet.says(own, "w:pPr/w:ind")
    if indent is None:
        return 0
    return twips(indent, "w:left" if indent.get(qn("w:left")) is not None else "w:start")


def _outline(sheet: StyleSheet, styles: Mapping[str, str | None]) -> dict[str, int]:
    """Give the headings whose style in the template is of no level, so that the paragraph must say it."""
    return {
        ours: level
        for ours, level in HEADING_LEVELS.items()
        if sheet.says(str(styles[ours]), "w:pPr/w:outlineLvl") is None
    }
