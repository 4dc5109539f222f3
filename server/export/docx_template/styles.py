"""Which of a template's styles stand for ours: found by name, chosen by the agency, or added where it has none.

Word stores its built-in styles under English names whatever language it speaks, and under ids in its own; other
programs store what they show. So names are looked for in both languages, without regard to case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from server.export import docx_styles as look
from server.export.docx_styles import Style

Element = Any

TABLE = "Kategoritabell"
# what an agency maps, in the order in which it is shown, with the names to look for
NAMES: Mapping[str, tuple[str, ...]] = {
    "Title": ("Title", "Rubrik", "Titel", "Dokumentrubrik", "Dokumenttitel"),
    "Ingress": ("Ingress", "Ingresstext", "Preamble", "Lead"),
    "Heading1": ("heading 1", "Rubrik 1"),
    "Heading2": ("heading 2", "Rubrik 2"),
    "Heading3": ("heading 3", "Rubrik 3"),
    "Normal": ("Brödtext", "Body Text"),
    "Etikett": ("Etikett", "Mellanrubrik", "Label"),
    "ListBullet": ("List Bullet", "Punktlista"),
    "ListBullet2": ("List Bullet 2", "Punktlista 2"),
    "ListBullet3": ("List Bullet 3", "Punktlista 3"),
    "ListNumber": ("List Number", "Numrerad lista", "Nummerlista"),
    "ListNumber2": ("List Number 2", "Numrerad lista 2", "Nummerlista 2"),
    "ListNumber3": ("List Number 3", "Numrerad lista 3", "Nummerlista 3"),
    "Forslagsruta": ("Förslagsruta", "Faktaruta", "Faktarutetext", "Ruta", "Fact box"),
    "Forslagsrutapunkt": ("Förslagsruta punkt", "Faktaruta punkt", "Faktaruta punktlista"),
    "Forslagsrutanummer": ("Förslagsruta nummer", "Faktaruta nummer", "Faktaruta numrerad lista"),
    "Avstamning": ("Avstämning",),
    "Arbetslage": ("Arbetsläge",),
    "Saknas": ("Saknas",),
    "Caption": ("caption", "Beskrivning", "Tabelltitel"),
    TABLE: ("Kategoritabell",),
    "Tabellrubrik": ("Tabellhuvud", "Tabellrubrik", "Table Heading"),
    "Tabellpunkt": ("Tabellpunkt", "Tabell punkt", "Tabell punktlista", "Table Bullet"),
}
# not shown: what only our own additions need
UNSEEN: Mapping[str, tuple[str, ...]] = {
    "Header": ("header", "Sidhuvud"),
    "Footer": ("footer", "Sidfot"),
    "CommentText": ("annotation text", "Kommentarer"),
    "CommentReference": ("annotation reference", "Kommentarsreferens"),
    "Hyperlink": ("Hyperlink", "Hyperlänk"),
}
KINDS = {TABLE: "table", "CommentReference": "character", "Hyperlink": "character"}
HEADING_LEVELS = {"Heading1": 0, "Heading2": 1, "Heading3": 2}

# how Word shows its built-in styles in Swedish
SWEDISH = {
    "title": "Rubrik",
    "subtitle": "Underrubrik",
    "body text": "Brödtext",
    "list bullet": "Punktlista",
    "list number": "Numrerad lista",
    "list paragraph": "Liststycke",
    "list continue": "Listfortsättning",
    "heading": "Rubrik",
    "caption": "Beskrivning",
    "header": "Sidhuvud",
    "footer": "Sidfot",
    "quote": "Citat",
    "intense quote": "Starkt citat",
    "no spacing": "Inget avstånd",
    "toc": "Innehåll",
    "table grid": "Tabellrutnät",
    "normal table": "Normal tabell",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A style of the template. `name` is the stored one, `kind` paragraph, character or table."""

    id: str
    name: str
    kind: str

    @property
    def label(self) -> str:
        """The name as a Swedish Word shows it."""
        stem, _, number = self.name.casefold().rpartition(" ")
        if number.isdigit() and stem in SWEDISH:
            return f"{SWEDISH[stem]} {number}"
        return SWEDISH.get(self.name.casefold(), self.name)


class StyleSheet:
    """A template's styles."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.known = [_known(style) for style in element.findall(qn("w:style"))]
        self._elements = {style.get(qn("w:styleId")): style for style in element.findall(qn("w:style"))}

    def find(self, name: str, kind: str) -> Known | None:
        """Give the style with this name, id, or name as shown."""
        wanted = " ".join(name.split()).casefold()
        of_kind = [style for style in self.known if style.kind == kind]
        for attribute in ("name", "label", "id"):
            for style in of_kind:
                if str(getattr(style, attribute)).casefold() == wanted:
                    return style
        return None

    def default(self, kind: str = "paragraph") -> Known | None:
        """Give the style of what names none."""
        for style in self.element.findall(qn("w:style")):
            if style.get(qn("w:type")) == kind and style.get(qn("w:default")) in ("1", "true", "on"):
                return _known(style)
        return self.find("Normal", kind) if kind == "paragraph" else None  # LibreOffice marks none

    def matches(self) -> dict[str, Known | None]:
        """Give for each of our styles the one that stands for it by its name, or None."""
        return {ours: self._match(ours, names) for ours, names in {**NAMES, **UNSEEN}.items()}

    def _match(self, ours: str, names: Iterable[str]) -> Known | None:
        kind = KINDS.get(ours, "paragraph")
        found = next((style for name in names if (style := self.find(name, kind))), None)
        if ours != "Normal":
            return found
        return found if found and self._is_offered(found) else self.default()

    def _is_offered(self, style: Known) -> bool:
        """Whether the template shows the style to who writes: one that merely lies there is not meant."""
        return self._elements[style.id].find(qn("w:qFormat")) is not None

    def chain(self, style_id: str | None) -> list[Element]:
        """Give a style's element and those that it is based on, nearest first."""
        found: list[Element] = []
        while style_id is not None and style_id in self._elements:
            element = self._elements[style_id]
            if element in found:
                break
            found.append(element)
            based_on = element.find(qn("w:basedOn"))
            style_id = based_on.get(qn("w:val")) if based_on is not None else None
        return found

    def says(self, style_id: str, path: str) -> Element | None:
        """Give what a style says of itself or inherits, such as `w:pPr/w:numPr/w:numId`."""
        steps = "/".join(qn(step) for step in path.split("/"))
        return next((found for style in self.chain(style_id) if (found := style.find(steps)) is not None), None)

    # what is missing

    def free_names(self, style: Style) -> Style:
        """Give our style under a name and id that the template has not taken."""
        taken_ids = {known.id for known in self.known}
        taken = {known.name.casefold() for known in self.known}
        ours_alone = style.id not in taken_ids and not (style.id == "Normal" and self.default())
        id_ = style.id if ours_alone else f"Samtal{style.id}"
        name = style.name if style.name.casefold() not in taken else f"Samtal {style.name}"
        return Style(id_, name, style.paragraph, style.run, style.based_on, style.next, style.primary)

    def add(self, markup: str) -> None:
        """Add a style (WordprocessingML without namespaces)."""
        element = parse_xml(markup.replace("<w:style ", f'<w:style xmlns:w="{look.W}" ', 1))
        self.element.append(element)
        self.known.append(_known(element))
        self._elements[element.get(qn("w:styleId"))] = element


def _known(style: Element) -> Known:
    name = style.find(qn("w:name"))
    shown = name.get(qn("w:val")) if name is not None else style.get(qn("w:styleId"))
    return Known(str(style.get(qn("w:styleId"))), str(shown), str(style.get(qn("w:type"), "paragraph")))
