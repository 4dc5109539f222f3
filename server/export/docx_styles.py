"""How the Word file looks: its styles, lists, fonts and settings, as WordprocessingML.

Everything is in named styles, so an agency can put its own look on the paper by changing the styles, and
nothing in the text has to be touched. Lengths are in twentieths of a point, sizes in half points.
The fonts are those that every Word installation has; other programs choose by the named alternative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

PAGE_WIDTH, PAGE_HEIGHT = 11_906, 16_838  # A4
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 1_644, 1_758, 1_588  # 29, 31 and 28 mm
HEADER_DISTANCE, FOOTER_DISTANCE = 794, 737
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE_MARGIN
TABLE_OUTDENT = 567  # the table reaches 10 mm into each margin: six columns need it
TABLE_WIDTH = TEXT_WIDTH + 2 * TABLE_OUTDENT

INK, QUIET, LINE, TINT = "14332B", "4A5D55", "9DB2A7", "F0F5F2"
LINK = "0B5A45"
GAP_LINE, GAP_TINT, GAP_INK = "B7791F", "FFF6E0", "6B4300"

SERIF, SANS = "Georgia", "Arial"
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}

BULLETS, BOX_BULLETS, TABLE_BULLETS, NUMBERS, BOX_NUMBERS = 1, 2, 3, 4, 5
BOX_INDENT = 200
BULLET_INDENT = 284
TABLE_BULLET_INDENT = 113
CELL_MARGIN = 68
CELL_EXTRA = 2 * CELL_MARGIN + TABLE_BULLET_INDENT
TABLE_CHARACTER = 90  # an ordinary letter in the table: 0.56 em of 8 points Arial


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: `paragraph` and `run` are the content of its w:pPr and w:rPr, in schema order."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str | None = "Normal"
    next: str | None = None
    primary: bool = True


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int | None = None) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _border(side: str, colour: str, eighths: int, space: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _listed(numbering: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>'


_BOX_BORDERS = "".join(
    _border(side, LINE, 4, space) for side, space in (("top", 8), ("left", 9), ("bottom", 8), ("right", 9))
)
_BOX = f'<w:pBdr>{_BOX_BORDERS}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
_GAP_BORDERS = "".join(
    _border(side, colour, eighths, space)
    for side, colour, eighths, space in (
        ("top", GAP_TINT, 4, 4),
        ("left", GAP_LINE, 24, 8),
        ("bottom", GAP_TINT, 4, 4),
    )
)
_GAP = f'<w:pBdr>{_GAP_BORDERS}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{GAP_TINT}"/>'
_HEADER_TAB = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_KEEP = "<w:keepNext/><w:keepLines/>"

STYLES = (
    Style("Normal", "Normal", "<w:widowControl/><w:suppressAutoHyphens/>", based_on=None),
    Style(
        "Title",
        "Title",
        f"{_KEEP}{_spacing(360, 240, 259)}",
        f'{_fonts(SERIF)}<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(48)}',
        next="Ingress",
    ),
    Style(
        "Ingress",
        "Ingress",
        _spacing(0, 240, 312),
        f'<w:color w:val="{INK}"/>{_size(25)}',
        next="Normal",
    ),
    Style(
        "Heading1",
        "heading 1",
        f'{_KEEP}{_spacing(480, 120, 259)}<w:outlineLvl w:val="0"/>',
        f'{_fonts(SERIF)}<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(34)}',
        next="Normal",
    ),
    Style(
        "Heading2",
        "heading 2",
        f'{_KEEP}{_spacing(320, 80, 259)}<w:outlineLvl w:val="1"/>',
        f'{_fonts(SANS)}<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(25)}',
        next="Normal",
    ),
    Style(
        "Heading3",
        "heading 3",
        f'{_KEEP}{_spacing(240, 60, 259)}<w:outlineLvl w:val="2"/>',
        f'{_fonts(SANS)}<w:b/><w:bCs/><w:color w:val="{INK}"/>{_size(22)}',
        next="Normal",
    ),
    Style(
        "Etikett",
        "Etikett",
        f"{_KEEP}{_spacing(200, 100, 259)}",
        f'{_fonts(SANS)}<w:b/><w:bCs/><w:color w:val="{QUIET}"/>{_size(19)}',
        next="Normal",
    ),
    Style("ListBullet", "List Bullet", f"{_listed(BULLETS, 0)}{_spacing(0, 70, 288)}"),
    Style("ListBullet2", "List Bullet 2", f"{_listed(BULLETS, 1)}{_spacing(0, 70, 288)}"),
    Style("ListBullet3", "List Bullet 3", f"{_listed(BULLETS, 2)}{_spacing(0, 70, 288)}"),
    Style("ListNumber", "List Number", f"{_listed(NUMBERS, 0)}{_spacing(0, 70, 288)}"),
    Style("ListNumber2", "List Number 2", f"{_listed(NUMBERS, 1)}{_spacing(0, 70, 288)}"),
    Style("ListNumber3", "List Number 3", f"{_listed(NUMBERS, 2)}{_spacing(0, 70, 288)}"),
    Style(
        "Forslagsruta",
        "Förslagsruta",
        f"<w:keepNext/><w:keepLines/>{_BOX}{_spacing(0, 100, 276)}"
        f'<w:ind w:left="{BOX_INDENT}" w:right="{BOX_INDENT}"/>',
        _size(21),
    ),
    Style(
        "Forslagsrutapunkt",
        "Förslagsruta punkt",
        f"{_listed(BOX_BULLETS, 0)}"
        f'<w:ind w:left="{BOX_INDENT + BULLET_INDENT}" w:right="{BOX_INDENT}" w:hanging="{BULLET_INDENT}"/>',
        based_on="Forslagsruta",
    ),
    Style(
        "Forslagsrutanummer",
        "Förslagsruta nummer",
        f"{_listed(BOX_NUMBERS, 0)}"
        f'<w:ind w:left="{BOX_INDENT + BULLET_INDENT}" w:right="{BOX_INDENT}" w:hanging="{BULLET_INDENT}"/>',
        based_on="Forslagsruta",
    ),
    Style(
        "Saknas",
        "Saknas",
        f'{_GAP}{_spacing(120, 240, 276)}<w:ind w:left="220"/>',
        f'{_fonts(SANS)}<w:color w:val="{GAP_INK}"/>{_size(20)}',
        next="Normal",
    ),
    Style(
        "Arbetslage",
        "Arbetsläge",
        f'<w:keepNext/>{_GAP}{_spacing(60, 200, 276)}<w:ind w:left="220"/>',
        f'{_fonts(SANS)}<w:color w:val="{GAP_INK}"/>{_size(20)}',
        next="Normal",
    ),
    Style(
        "Avstamning",
        "Avstämning",
        _spacing(60, 200, 264),
        f'{_fonts(SANS)}<w:color w:val="{QUIET}"/>{_size(18)}',
        next="Normal",
    ),
    Style(
        "Caption",
        "caption",
        f"{_KEEP}{_spacing(120, 100, 259)}",
        f'{_fonts(SANS)}<w:b/><w:bCs/><w:color w:val="{QUIET}"/>{_size(19)}',
    ),
    Style(
        "Tabellrubrik",
        "Tabellrubrik",
        f'<w:keepNext/><w:suppressAutoHyphens w:val="0"/>{_spacing(0, 0, 252)}',
        f'{_fonts(SANS)}<w:b/><w:bCs/><w:color w:val="FFFFFF"/>{_size(16)}',
    ),
    Style(
        "Tabellpunkt",
        "Tabellpunkt",
        f'{_listed(TABLE_BULLETS, 0)}<w:suppressAutoHyphens w:val="0"/>{_spacing(0, 60, 252)}',
        f"{_fonts(SANS)}{_size(16)}",
    ),
    Style("Logotyp", "Logotyp", f"<w:keepNext/>{_spacing(0, 240, 240)}", next="Title"),
    Style("CommentText", "annotation text", _spacing(0, 60, 240), f"{_fonts(SANS)}{_size(18)}", primary=False),
    Style(
        "Header",
        "header",
        f"<w:pBdr>{_border('bottom', LINE, 4, 5)}</w:pBdr>{_HEADER_TAB}{_spacing(0, 0, 240)}",
        f'{_fonts(SANS)}<w:color w:val="{QUIET}"/>{_size(17)}',
        primary=False,
    ),
    Style(
        "Footer",
        "footer",
        f'{_HEADER_TAB}{_spacing(0, 0, 240)}<w:jc w:val="right"/>',
        f'{_fonts(SANS)}<w:color w:val="{QUIET}"/>{_size(17)}',
        primary=False,
    ),
)


def styles_xml(language: str) -> str:
    """Give the whole style part. `language` is the paper's: `sv` or `en`."""
    tag = LANGUAGES[language]
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SERIF)}{_size(22)}'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_spacing(0, 160, 300)}</w:pPr></w:pPrDefault></w:docDefaults>"
        + "".join(style_xml(style) for style in STYLES)
        + _OTHER_STYLES
        + table_style_xml()
        + HYPERLINK_STYLE
        + COMMENT_MARK_STYLE
        + "</w:styles>"
    )


def style_xml(style: Style) -> str:
    """Give one paragraph style."""
    default = ' w:default="1"' if style.id == "Normal" else ""
    custom = "" if style.id in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        + (f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else "")
        + (f'<w:next w:val="{style.next}"/>' if style.next else "")
        + ("<w:qFormat/>" if style.primary else "")
        + f"<w:pPr>{style.paragraph}</w:pPr><w:rPr>{style.run}</w:rPr></w:style>"
    )


_BUILT_IN = frozenset(
    {"Normal", "Title", "Heading1", "Heading2", "Heading3", "Caption", "Header", "Footer", "CommentText"}
    | {f"List{kind}{level}" for kind in ("Bullet", "Number") for level in ("", 2, 3)}
)

_NO_CELL_MARGINS = (
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
)
HYPERLINK_STYLE = (
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr></w:style>'
)
COMMENT_MARK_STYLE = (
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{_size(16)}</w:rPr></w:style>'
)
_OTHER_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:semiHidden/>'
    f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_NO_CELL_MARGINS}</w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
    '<w:name w:val="No List"/><w:semiHidden/></w:style>'
)


def table_style_xml(
    id_: str = "Kategoritabell", based_on: str | None = "TableNormal", ink: str = INK, line: str = LINE
) -> str:
    """Give the table's style, in these colours; where the headings have no dark ground, a line stands below them."""
    below = "" if ink == INK else _border("insideH", ink, 4, 0)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{id_}"><w:name w:val="{id_}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + "<w:qFormat/><w:tblPr><w:tblBorders>"
        f"{_border('top', ink, 8, 0)}{_border('bottom', ink, 8, 0)}{below}{_border('insideV', line, 4, 0)}"
        '</w:tblBorders><w:tblCellMar><w:top w:w="85" w:type="dxa"/>'
        f'<w:left w:w="{CELL_MARGIN}" w:type="dxa"/><w:bottom w:w="85" w:type="dxa"/>'
        f'<w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )


_BULLET_MARKS = ("•", "–", "·")
_NUMBER_MARKS = (("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."))
_LEVEL_STYLES = {
    BULLETS: ("ListBullet", "ListBullet2", "ListBullet3"),
    NUMBERS: ("ListNumber", "ListNumber2", "ListNumber3"),
    BOX_BULLETS: ("Forslagsrutapunkt",),
    BOX_NUMBERS: ("Forslagsrutanummer",),
    TABLE_BULLETS: ("Tabellpunkt",),
}
_NUMBERED = (NUMBERS, BOX_NUMBERS)
_IN_BOX = (BOX_BULLETS, BOX_NUMBERS)
_NO_NUMBER = "none"
BOX_INSET = "\u2003\u2004"  # an em and a third: at the box's size the width of `BULLET_INDENT`
_LISTED = [(style, list_, level) for list_, styles in _LEVEL_STYLES.items() for level, style in enumerate(styles)]
NUMBERED_STYLES = {style: (list_, level) for style, list_, level in _LISTED if list_ in _NUMBERED}
BULLET_STYLES = {style: (list_, level) for style, list_, level in _LISTED if list_ not in _NUMBERED}


def numbering_xml() -> str:
    """Give the lists: bullets and numbers in three levels, and those of the box and the table."""
    own = {style: style for styles in _LEVEL_STYLES.values() for style in styles}
    definitions = "".join(_abstract_xml(number, 0, own) for number in _LEVEL_STYLES)
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in _LEVEL_STYLES
    )
    return f'<w:numbering xmlns:w="{W}">{definitions}{numbers}</w:numbering>'


def abstracts_xml(offset: int, ids: Mapping[str, str], box: int) -> list[str]:
    """Give each list's definition for another file.

    They are numbered from `offset` + 1 and tied to the styles that have `ids`; the text of a box stands `box` twips in.
    """
    definitions = [_abstract_xml(number, offset, ids, box) for number in sorted(_LEVEL_STYLES)]
    return [text.replace("<w:abstractNum ", f'<w:abstractNum xmlns:w="{W}" ', 1) for text in definitions]


def _abstract_xml(number: int, offset: int, ids: Mapping[str, str], box: int = BOX_INDENT) -> str:
    numbered, styles = number in _NUMBERED, _LEVEL_STYLES[number]
    rows = ""
    for level in range(3):
        kind, mark = _NUMBER_MARKS[level] if numbered else ("bullet", _BULLET_MARKS[level])
        if number in _IN_BOX and level:
            kind, mark = kind if numbered else _NO_NUMBER, BOX_INSET * level + mark
        tied = ids.get(styles[level]) if level < len(styles) else None
        style = f'<w:pStyle w:val="{tied}"/>' if tied else ""
        marked = "" if numbered else f'<w:rPr>{_fonts(SANS)}<w:b w:val="0"/><w:i w:val="0"/></w:rPr>'
        left, hanging = list_indent(number, level, box)
        rows += (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{style}'
            f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{marked}</w:lvl>'
        )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number + offset}">{kind}{rows}</w:abstractNum>'


def list_indent(number: int, level: int, box: int = BOX_INDENT) -> tuple[int, int]:
    """Give how far in a list's text stands, and how far its mark hangs out (twips).

    In the box every mark begins at the same place, whatever its level: paragraphs that begin elsewhere would get a
    border of their own. What moves the mark in is `BOX_INSET`. A bullet may be one sign only, so below the first level
    the box's bullets are a numbering that shows no number, only its own text.
    """
    if number in _IN_BOX:
        return box + (level + 1) * BULLET_INDENT, (level + 1) * BULLET_INDENT
    step = TABLE_BULLET_INDENT if number == TABLE_BULLETS else BULLET_INDENT
    return (level + 1) * step, step


def settings_xml(language: str) -> str:
    """Give the settings: Word's present mode, hyphens where a style allows them, the language's signs."""
    decimal, separator = (",", ";") if language == "sv" else (".", ",")
    modern = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="567"/><w:autoHyphenation/>'
        '<w:hyphenationZone w:val="142"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{modern}</w:compat><w:themeFontLang w:val="{LANGUAGES[language]}"/>'
        f'<w:decimalSymbol w:val="{decimal}"/><w:listSeparator w:val="{separator}"/></w:settings>'
    )


def fonts_xml() -> str:
    """Name the fonts with what to take where they are missing."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{W}">'
        f'<w:font w:name="{SERIF}"><w:altName w:val="Times New Roman"/>'
        '<w:panose1 w:val="02040502050405020303"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{SANS}"><w:altName w:val="Helvetica"/><w:panose1 w:val="020B0604020202020204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )
