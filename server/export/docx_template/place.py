"""Where in a template the paper goes, and how wide the page is there."""

from __future__ import annotations

from docx.oxml.ns import qn

from server.export import docx_styles as look
from server.export.docx_body import Element, Sheet, sheet_of, xml
from server.export.docx_template import blanks
from server.export.docx_template.guard import refused_as_broken


def make_room(body: Element) -> Element:
    """Clear the body, or only what says {{dokumentation}}; give the element before which the paper goes."""
    final = _final_section(body)
    place = next((paragraph for paragraph in body.findall(qn("w:p")) if blanks.is_place(paragraph)), None)
    if place is None:
        _inherit(body, final)
        for element in list(body):
            if element is not final:
                body.remove(element)
        return final
    after = place.getnext()
    own_section = place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if own_section is not None:  # the section ends here: a paragraph must stay to end it
        for run in [child for child in place if child.tag != qn("w:pPr")]:
            place.remove(run)
        return place
    body.remove(place)
    return after


def _final_section(body: Element) -> Element:
    if len(body) and body[-1].tag == qn("w:sectPr"):
        return body[-1]
    section = xml(
        f'<w:sectPr><w:pgSz w:w="{look.PAGE_WIDTH}" w:h="{look.PAGE_HEIGHT}"/><w:pgMar w:top="{look.TOP_MARGIN}" '
        f'w:right="{look.SIDE_MARGIN}" w:bottom="{look.BOTTOM_MARGIN}" w:left="{look.SIDE_MARGIN}" '
        f'w:header="{look.HEADER_DISTANCE}" w:footer="{look.FOOTER_DISTANCE}" w:gutter="0"/></w:sectPr>'
    )
    body.append(section)
    return section


def _inherit(body: Element, final: Element) -> None:
    """Give the last section the headers and footers that it had from those before it, which are about to go."""
    references = (qn("w:headerReference"), qn("w:footerReference"))
    held = {(each.tag, each.get(qn("w:type"))) for each in final if each.tag in references}
    for section in reversed(list(body.iter(qn("w:sectPr")))):
        if section is final:
            continue
        for reference in [each for each in section if each.tag in references]:
            key = (reference.tag, reference.get(qn("w:type")))
            if key not in held:
                held.add(key)
                final.insert(0, reference)


def sheet_at(place: Element, box: int) -> Sheet:
    """Give the page that stands at this place: that of the section which ends next."""
    section = _section_after(place)
    size, margin = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    if size is None or margin is None:
        return Sheet(dark=None, box=box)
    left, right = twips(margin, "w:left"), twips(margin, "w:right")
    columns = section.find(qn("w:cols"))
    number = max(1, twips(columns, "w:num", 1)) if columns is not None else 1
    gap = twips(columns, "w:space", 720) if columns is not None else 0
    width = twips(size, "w:w", look.PAGE_WIDTH) - left - right - twips(margin, "w:gutter")
    return sheet_of(max(width, 2_000), min(left, right), number, gap, box)


def _section_after(place: Element) -> Element:
    for element in (place, *place.itersiblings()):
        if element.tag == qn("w:sectPr"):
            return element
        found = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    raise refused_as_broken()


def twips(element: Element, name: str, default: int = 0) -> int:
    """Give a measure in twips; what is none counts as not said."""
    try:
        return int(float(element.get(qn(name), default)))
    except ValueError:
        return default
