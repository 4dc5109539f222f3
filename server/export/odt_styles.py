"""How the OpenDocument file looks: its named styles, lists and page, as OpenDocument XML.

The measures, colours and fonts are those of the Word file, so the two look alike. Everything is in named
styles, so an agency can change the look without touching the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from server.export import docx_styles as word

VERSION = "1.3"  # of OpenDocument: what is written here needs nothing later, and older offices know it

MANIFEST_SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_SPACES = (
    ("office", "office"),
    ("style", "style"),
    ("text", "text"),
    ("table", "table"),
    ("fo", "xsl-fo-compatible"),
    ("svg", "svg-compatible"),
    ("draw", "drawing"),
    ("meta", "meta"),
)
_DECLARED = {prefix: f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _SPACES}
NAMESPACES = " ".join(_DECLARED[prefix] for prefix, _ in _SPACES[:-1]) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
META_NAMESPACES = f'{_DECLARED["office"]} {_DECLARED["meta"]} xmlns:dc="http://purl.org/dc/elements/1.1/"'


INK, QUIET, LINE, TINT = (f"#{colour}" for colour in (word.INK, word.QUIET, word.LINE, word.TINT))
GAP_LINE, GAP_TINT, GAP_INK = (f"#{colour}" for colour in (word.GAP_LINE, word.GAP_TINT, word.GAP_INK))
BOX_PADDING, BULLET = 0.28, 0.5  # cm


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: `paragraph` and `text` are the attributes of its properties."""

    name: str
    display: str
    paragraph: str = ""
    text: str = ""
    parent: str = "Standard"
    next: str = "Standard"
    outline: int | None = None
    tab_at: int | None = None  # twips


def twips(length: int) -> str:
    """Give a length in twentieths of a point as OpenDocument writes it."""
    return f"{length / 20:g}pt"


def _room(above: float, below: float, line: int | None = None) -> str:
    height = f' fo:line-height="{line}%"' if line else ""
    return f'fo:margin-top="{above:g}pt" fo:margin-bottom="{below:g}pt"{height}'


def _font(name: str, size: float, colour: str | None = None, *, bold: bool = False) -> str:
    return (
        f'style:font-name="{name}" fo:font-size="{size:g}pt" style:font-size-asian="{size:g}pt" '
        f'style:font-size-complex="{size:g}pt"'
        + (f' fo:color="{colour}"' if colour else "")
        + (' fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"' if bold else "")
    )


_KEEP = 'fo:keep-with-next="always" fo:keep-together="always"'
_BOX = (
    f'fo:background-color="{TINT}" fo:border="0.5pt solid {LINE}" fo:padding="{BOX_PADDING}cm" '
    'style:join-border="true" fo:keep-together="always" fo:keep-with-next="always"'
)
_CALM = 'fo:orphans="2" fo:widows="2"'

STYLES = (
    Style("Title", "Title", f"{_KEEP} {_room(18, 12, 108)}", _font(word.SERIF, 24, INK, bold=True), next="Ingress"),
    Style("Logotyp", "Logotyp", f"{_KEEP} {_room(0, 12)}", next="Title"),
    Style("Ingress", "Ingress", _room(0, 12, 130), _font(word.SERIF, 12.5, INK)),
    Style(
        "Heading_20_1",
        "Heading 1",
        f"{_KEEP} {_room(24, 6, 108)}",
        _font(word.SERIF, 17, INK, bold=True),
        outline=1,
    ),
    Style(
        "Heading_20_2",
        "Heading 2",
        f"{_KEEP} {_room(16, 4, 108)}",
        _font(word.SANS, 12.5, INK, bold=True),
        outline=2,
    ),
    Style(
        "Heading_20_3",
        "Heading 3",
        f"{_KEEP} {_room(12, 3, 108)}",
        _font(word.SANS, 11, INK, bold=True),
        outline=3,
    ),
    Style("Etikett", "Etikett", f"{_KEEP} {_room(10, 5, 108)}", _font(word.SANS, 9.5, QUIET, bold=True)),
    Style("Punkt", "Punkt", _room(0, 3.5, 120)),
    Style("Punkt_20_med_20_underpunkter", "Punkt med underpunkter", _KEEP, parent="Punkt"),
    Style("Punkt_20_sist", "Punkt sist", _room(0, 8, 120), parent="Punkt"),
    Style(
        "Forslagsruta",
        "Förslagsruta",
        f"{_room(0, 5, 115)} {_BOX}",
        _font(word.SERIF, 10.5),
    ),
    Style("Forslagsruta_20_punkt", "Förslagsruta punkt", parent="Forslagsruta"),
    Style(
        "Forslagsruta_20_sist",
        "Förslagsruta sist",
        'fo:margin-bottom="12pt" fo:keep-with-next="auto"',
        parent="Forslagsruta",
    ),
    Style(
        "Saknas",
        "Saknas",
        f'{_room(3, 10, 115)} fo:margin-left="0.15cm" fo:background-color="{GAP_TINT}" fo:padding="0.15cm" '
        f'fo:border-left="3pt solid {GAP_LINE}" fo:border-top="none" fo:border-bottom="none" fo:border-right="none"',
        _font(word.SANS, 10, GAP_INK),
    ),
    Style("Arbetslage", "Arbetsläge", 'fo:keep-with-next="always"', parent="Saknas"),
    Style("Avstamning", "Avstämning", _room(3, 10, 110), _font(word.SANS, 9, QUIET)),
    Style("Tabelltitel", "Tabelltitel", f"{_KEEP} {_room(6, 5, 108)}", _font(word.SANS, 9.5, QUIET, bold=True)),
    Style(
        "Tabellrubrik",
        "Tabellrubrik",
        f'fo:keep-with-next="always" {_room(0, 0, 105)}',
        _font(word.SANS, 8, "#ffffff", bold=True) + ' fo:hyphenate="true"',
    ),
    Style("Tabellpunkt", "Tabellpunkt", _room(0, 3, 105), _font(word.SANS, 8) + ' fo:hyphenate="true"'),
    Style(
        "Header",
        "Header",
        f'{_room(0, 0, 100)} fo:border-bottom="0.5pt solid {LINE}" fo:padding-bottom="0.1cm"',
        _font(word.SANS, 8.5, QUIET),
        tab_at=word.TEXT_WIDTH,
    ),
    Style("Footer", "Footer", f'{_room(0, 0, 100)} fo:text-align="end"', _font(word.SANS, 8.5, QUIET)),
)


def styles_xml(language: str, header: str, footer: str) -> str:
    """Give the whole style part.

    Args:
        language: the paper's: `sv` or `en`.
        header, footer: the content of their paragraphs, as XML.
    """
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES} office:version="{VERSION}">'
        f"{fonts_xml()}<office:styles>{_defaults(language)}"
        + "".join(map(_style_xml, STYLES))
        + _OTHER_STYLES
        + f"</office:styles><office:automatic-styles>{_PAGE_LAYOUT}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Sida">'
        f'<style:header><text:p text:style-name="Header">{header}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="Footer">{footer}</text:p></style:footer>'
        "</style:master-page></office:master-styles></office:document-styles>"
    )


def table_styles_xml(name: str, widths: list[int], outdent: int) -> str:
    """Give a table's styles: its columns have these widths, and it reaches so far into each margin (twips)."""
    columns = "".join(
        f'<style:style style:name="{name}.{place}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{twips(width)}"/></style:style>'
        for place, width in enumerate(widths)
    )
    return (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties '
        f'style:width="{twips(sum(widths))}" fo:margin-left="{twips(-outdent)}" table:align="left" '
        f'fo:margin-bottom="10pt" style:may-break-between-rows="true"/></style:style>{columns}'
    )


def fonts_xml() -> str:
    """Name the fonts with the kind to take where they are missing."""
    faces = ((word.SERIF, "roman"), (word.SANS, "swiss"))
    return (
        "<office:font-face-decls>"
        + "".join(
            f'<style:font-face style:name="{name}" svg:font-family="{name}" '
            f'style:font-family-generic="{kind}" style:font-pitch="variable"/>'
            for name, kind in faces
        )
        + "</office:font-face-decls>"
    )


def _style_xml(style: Style) -> str:
    level = f' style:default-outline-level="{style.outline}"' if style.outline else ""
    return (
        f'<style:style style:name="{style.name}" style:display-name={quoteattr(style.display)} '
        f'style:family="paragraph" style:parent-style-name="{style.parent}" '
        f'style:next-style-name="{style.next}"{level}>'
        f"<style:paragraph-properties {style.paragraph}>{_tab_xml(style.tab_at)}</style:paragraph-properties>"
        + (f"<style:text-properties {style.text}/>" if style.text else "")
        + "</style:style>"
    )


def _tab_xml(place: int | None) -> str:
    if place is None:
        return ""
    stop = f'<style:tab-stop style:position="{twips(place)}" style:type="right"/>'
    return f"<style:tab-stops>{stop}</style:tab-stops>"


def _defaults(language: str) -> str:
    code, country = word.LANGUAGES[language].split("-")
    return (
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties style:tab-stop-distance="1cm" {_CALM}/>'
        f'<style:text-properties {_font(word.SERIF, 11)} fo:language="{code}" fo:country="{country}" '
        'fo:hyphenate="false" fo:hyphenation-remain-char-count="3" fo:hyphenation-push-char-count="3"/>'
        '</style:default-style><style:default-style style:family="table">'
        '<style:table-properties table:border-model="collapsing"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph">'
        f"<style:paragraph-properties {_room(0, 8, 125)}/></style:style>"
    )


def _list_xml(name: str, display: str, left: float, *, padding: float = 0, numbered: bool = False) -> str:
    """Give a list style in three levels, each so far in from the one above (cm), inside that padding."""
    rows = "".join(_level_xml(level, round(left * level, 2), padding, numbered=numbered) for level in (1, 2, 3))
    return f'<text:list-style style:name="{name}" style:display-name={quoteattr(display)}>{rows}</text:list-style>'


_NUMBER_FORMS = ("1", "a", "i")
_BULLET_SIGNS = ("•", "–", "·")


def _level_xml(level: int, left: float, padding: float, *, numbered: bool) -> str:
    # in the box every mark begins at the same place, since what begins elsewhere would get a border of its own
    inset = word.BOX_INSET * (level - 1) if padding else ""
    hanging = left if padding else min(left, BULLET)
    sign = _BULLET_SIGNS[level - 1]
    if numbered or inset:  # a bullet has nothing before it, so one that must is a number of no form
        form, suffix = (_NUMBER_FORMS[level - 1], ".") if numbered else ("", sign)
        opening = (
            f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" '
            f'style:num-prefix="{inset}" style:num-suffix="{suffix}" text:start-value="1">'
        )
        ending = "</text:list-level-style-number>"
    else:
        opening = f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{sign}">'
        font = f'<style:text-properties style:font-name="{word.SANS}"/>'
        ending = f"{font}</text:list-level-style-bullet>"
    return (
        f'{opening}<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        f'text:list-tab-stop-position="{left + padding:g}cm" fo:margin-left="{left:g}cm" '
        f'fo:text-indent="-{hanging:g}cm"/></style:list-level-properties>{ending}'
    )


_CELL = 'fo:padding="0.12cm" style:vertical-align="{}"'
_OTHER_STYLES = (
    '<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text">'
    '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"/>'
    '</style:style><style:style style:name="Emphasis" style:family="text">'
    '<style:text-properties fo:font-style="italic" style:font-style-asian="italic" style:font-style-complex="italic"/>'
    "</style:style>"
    '<style:style style:name="Internet_20_Link" style:display-name="Internet Link" style:family="text">'
    f'<style:text-properties fo:color="#{word.LINK}" style:text-underline-style="solid" '
    'style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>'
    + _list_xml("Punktlista", "Punktlista", BULLET)
    + _list_xml("Numrerad_20_lista", "Numrerad lista", BULLET, numbered=True)
    + _list_xml("Rutans_20_lista", "Rutans lista", BULLET, padding=BOX_PADDING)
    + _list_xml("Rutans_20_numrerade_20_lista", "Rutans numrerade lista", BULLET, padding=BOX_PADDING, numbered=True)
    + _list_xml("Tabellens_20_lista", "Tabellens lista", 0.2)
)

_PAGE_LAYOUT = (
    '<style:page-layout style:name="Sida"><style:page-layout-properties '
    f'fo:page-width="{twips(word.PAGE_WIDTH)}" fo:page-height="{twips(word.PAGE_HEIGHT)}" '
    f'style:print-orientation="portrait" fo:margin-left="{twips(word.SIDE_MARGIN)}" '
    f'fo:margin-right="{twips(word.SIDE_MARGIN)}" fo:margin-top="{twips(word.HEADER_DISTANCE)}" '
    f'fo:margin-bottom="{twips(word.FOOTER_DISTANCE)}"/>'
    '<style:header-style><style:header-footer-properties fo:min-height="0.6cm" '
    f'fo:margin-bottom="{twips(word.TOP_MARGIN - word.HEADER_DISTANCE - 400)}"/></style:header-style>'
    '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" '
    f'fo:margin-top="{twips(word.BOTTOM_MARGIN - word.FOOTER_DISTANCE - 400)}"/></style:footer-style>'
    "</style:page-layout>"
)


def _kept_xml(name: str, parent: str, kept: str) -> str:
    """Give a style that differs from another in how it keeps to a page."""
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
        f"<style:paragraph-properties {kept}/></style:style>"
    )


_SPLITS, _ALONE, _STAYS = 'fo:keep-together="auto"', 'fo:keep-with-next="auto"', 'fo:keep-with-next="always"'

CONTENT_STYLES = (
    _kept_xml("Stycke_haller", "Standard", _STAYS)
    + _kept_xml("Punkt_haller", "Punkt_20_sist", _STAYS)
    + _kept_xml("Ruta_delas", "Forslagsruta", f"{_SPLITS} {_ALONE}")
    + _kept_xml("Ruta_haller", "Forslagsruta", _SPLITS)
    + _kept_xml("Ruta_sist_delas", "Forslagsruta_20_sist", _SPLITS)
    + _kept_xml("Rutpunkt_delas", "Forslagsruta_20_punkt", f"{_SPLITS} {_ALONE}")
    + '<style:style style:name="Bild" style:family="graphic"><style:graphic-properties style:vertical-pos="top" '
    'style:vertical-rel="baseline"/></style:style>'
    f'<style:style style:name="Rubrikcell" style:family="table-cell"><style:table-cell-properties '
    f'{_CELL.format("bottom")} fo:background-color="{INK}" fo:border-top="1pt solid {INK}" '
    f'fo:border-bottom="none" fo:border-left="0.5pt solid {LINE}" fo:border-right="none"/></style:style>'
    f'<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
    f'{_CELL.format("top")} fo:border-top="none" fo:border-bottom="1pt solid {INK}" '
    f'fo:border-left="0.5pt solid {LINE}" fo:border-right="none"/></style:style>'
    '<style:style style:name="Rad" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
)
