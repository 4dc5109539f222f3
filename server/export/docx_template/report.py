"""What a template has to offer: its styles, which of them stand for ours, what is missing, what to look at."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from server.domain.errors import N_, Refusal
from server.domain.events import Data
from server.export.docx_template import blanks
from server.export.docx_template.guard import checked, refused_as_broken
from server.export.docx_template.styles import HEADING_LEVELS, KINDS, NAMES, StyleSheet

OFFERED_KINDS = ("paragraph", "table")
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to look at: a source sentence and what is put into it."""

    message: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What was found.

    `styles`: the template's, each {"name", "label", "kind"}; `label` as a Swedish Word shows it. `mapping`: for each of
    our styles the name of the template's, or None; `missing`: those of ours that it has none for, which are added.
    `blanks`: the places that are filled in; `place`: whether {{dokumentation}} stands in it.
    """

    styles: list[Data]
    mapping: dict[str, str | None]
    missing: list[str]
    problems: list[Problem]
    blanks: list[str]
    place: bool


def read_template(content: bytes) -> TemplateReport:
    """Read a template.

    Raises:
        Refusal: it is none that we open; the sentence says why.
    """
    plain = checked(content)
    try:
        document = Document(io.BytesIO(plain))
        sheet = StyleSheet(document.styles.element)
        return _report(document, sheet)
    except Refusal:
        raise
    except Exception:
        raise refused_as_broken() from None


def _report(document: Any, sheet: StyleSheet) -> TemplateReport:
    matches = sheet.matches()
    mapping = {ours: found.name if (found := matches[ours]) else None for ours in NAMES}
    styles = [
        {"name": style.name, "label": style.label, "kind": style.kind}
        for style in sheet.known
        if style.kind in OFFERED_KINDS
    ]
    body = document.element.body
    marked = blanks.blanks(body).union(*(blanks.blanks(part) for part in margins(document)))
    return TemplateReport(
        styles=sorted(styles, key=lambda style: str(style["label"]).casefold()),
        mapping=mapping,
        missing=[ours for ours, name in mapping.items() if name is None],
        problems=list(_problems(document, sheet, marked)),
        blanks=sorted({blanks.WORDS[word] for word in marked if word in blanks.WORDS}),
        place=any(blanks.is_place(paragraph) for paragraph in body.findall(qn("w:p"))),
    )


def _problems(document: Any, sheet: StyleSheet, marked: set[str]) -> Iterator[Problem]:
    body = document.element.body
    places = [paragraph for paragraph in body.findall(qn("w:p")) if blanks.is_place(paragraph)]
    if len(places) > 1:
        yield Problem(N_("{{dokumentation}} står på flera ställen. Texten läggs in på det första."))
    if not places and marked & set(blanks.HERE):
        yield Problem(N_("{{dokumentation}} måste stå ensamt i ett eget stycke i brödtexten. Nu töms hela brödtexten."))
    for word in sorted(marked - set(blanks.WORDS) - set(blanks.HERE)):
        yield Problem(N_("Platsen {{%(word)s}} är okänd och lämnas som den är."), {"word": word})
    yield from _problems_of_margins(document, marked)
    yield from _problems_of_headings(sheet)


def _problems_of_margins(document: Any, marked: set[str]) -> Iterator[Problem]:
    if not has_content(document, "header"):
        yield Problem(N_("Mallen har inget sidhuvud. Samtals eget läggs in."))
    elif "status" not in {blanks.WORDS.get(word) for word in marked}:
        yield Problem(N_("Sidhuvudet har ingen plats för {{status}}. Läget skrivs ovanför rubriken i stället."))
    if not has_content(document, "footer"):
        yield Problem(N_("Mallen har ingen sidfot. Sidnummer läggs in."))
    pictures = [each for part in margins(document) for each in part.iter(_PICTURE)]
    if any(not (each.get("descr") or each.get("title")) for each in pictures):
        yield Problem(N_("En bild i sidhuvudet eller sidfoten saknar alternativtext. Skriv en i Word."))


def _problems_of_headings(sheet: StyleSheet) -> Iterator[Problem]:
    for ours in HEADING_LEVELS:
        found = sheet.matches()[ours]
        if found is None:
            continue
        level = sheet.says(found.id, "w:pPr/w:outlineLvl")
        if level is not None and level.get(qn("w:val")) != str(HEADING_LEVELS[ours]):
            yield Problem(N_("Formatmallen %(style)s har en annan nivå än sitt namn."), {"style": found.label})


def margins(document: Any) -> list[Any]:
    """Give the root of each header and footer that the file has."""
    return [part.element for part in _margin_parts(document)]


def _margin_parts(document: Any) -> list[Any]:
    relations = document.part.rels.values()
    wanted = ("/header", "/footer")
    return [rel.target_part for rel in relations if not rel.is_external and rel.reltype.endswith(wanted)]


def has_content(document: Any, kind: str) -> bool:
    """Whether a header (or footer) of the file says or shows anything."""
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(f"/{kind}")]
    return any(_shows(part.element) for part in parts)


def _shows(root: Any) -> bool:
    text = "".join(text.text or "" for text in root.iter(qn("w:t"))).strip()
    drawn = next(root.iter(qn("w:drawing"), qn("w:pict"), qn("w:fldSimple"), qn("w:fldChar")), None)
    return bool(text) or drawn is not None


def chosen(sheet: StyleSheet, mapping: Mapping[str, str | None]) -> dict[str, str | None]:
    """Give for each of our styles the id of the template's: as chosen, or by its name; None: ours is added.

    What is chosen but not there (any more) counts as not chosen.
    """
    found = {ours: style.id if style else None for ours, style in sheet.matches().items()}
    for ours, name in mapping.items():
        if ours not in NAMES:
            continue
        if not name:
            found[ours] = None
        elif style := sheet.find(name, KINDS.get(ours, "paragraph")):
            found[ours] = style.id
    return found
