"""What an agency marks in its template to be filled in: {{rubrik}} and the like, and content controls so tagged.

Plain replacement of text, whatever runs Word has cut it into; no template language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from server.draft.paper import Paper
from server.export import docx_styles as look
from server.export.docx_body import carried

Element = Any

HERE = ("dokumentation", "documentation")  # where the paper goes
WORDS: Mapping[str, str] = {
    "rubrik": "title",
    "titel": "title",
    "title": "title",
    "datum": "date",
    "date": "date",
    "datumkod": "date_code",
    "organisation": "organiser",
    "arrangör": "organiser",
    "organiser": "organiser",
    "status": "status",
    "dokumenttyp": "word",
    "document type": "word",
}
_BLANK = re.compile(r"\{\{\s*([^{}]{1,40}?)\s*\}\}")


def values(paper: Paper) -> dict[str, str]:
    """Give what is filled in."""
    header = paper.header
    return {
        "title": paper.title,
        "date": paper.published.isoformat(),
        "date_code": header.date_code,
        "organiser": header.organiser,
        "status": header.state,
        "word": header.word,
    }


def blanks(root: Element) -> set[str]:
    """Give the words in double braces, in small letters, and the tags of content controls that we know."""
    found = {match[1].casefold() for paragraph in root.iter(qn("w:p")) for match in _BLANK.finditer(text_of(paragraph))}
    return found | {word for control in root.iter(qn("w:sdt")) if (word := _tag(control))}


def fill_in(root: Element, said: Mapping[str, str]) -> set[str]:
    """Fill in what is marked under `root`, and give what was: keys of `said`."""
    done = set()
    for control in list(root.iter(qn("w:sdt"))):
        word = _tag(control)
        if word:
            _fill_control(control, carried(said[WORDS[word]]))
            done.add(WORDS[word])
    for paragraph in root.iter(qn("w:p")):
        done |= _fill_paragraph(paragraph, said)
    return done


def is_place(paragraph: Element) -> bool:
    """Whether this paragraph says just {{dokumentation}}."""
    found = _BLANK.fullmatch(text_of(paragraph).strip())
    return found is not None and found[1].casefold() in HERE


def text_of(paragraph: Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _texts(paragraph: Element) -> Iterator[Element]:
    """Give the paragraph's own texts; a text box in it has paragraphs of its own."""
    for text in paragraph.iter(qn("w:t")):
        if next(text.iterancestors(qn("w:p"))) is paragraph:
            yield text


def _fill_paragraph(paragraph: Element, said: Mapping[str, str]) -> set[str]:
    done: set[str] = set()
    pieces = list(_texts(paragraph))
    if not pieces or "{{" not in text_of(paragraph):
        return done
    matches = [m for m in _BLANK.finditer(text_of(paragraph)) if m[1].casefold() in WORDS]
    for match in reversed(matches):
        key = WORDS[match[1].casefold()]
        _replace(pieces, match.start(), match.end(), carried(said[key]))
        done.add(key)
    return done


def _replace(pieces: list[Element], start: int, end: int, words: str) -> None:
    """Put words where the signs from `start` to `end` stand in the pieces: the first one gets them."""
    place, first = 0, True
    for piece in pieces:
        text = piece.text or ""
        here, there = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if here < there:
            piece.text = text[:here] + (words if first else "") + text[there:]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            first = False


def _tag(control: Element) -> str | None:
    for path in ("w:sdtPr/w:tag", "w:sdtPr/w:alias"):
        named = control.find("/".join(qn(step) for step in path.split("/")))
        word = str(named.get(qn("w:val"), "")).strip().casefold() if named is not None else ""
        if word in WORDS:
            return word
    return None


def _fill_control(control: Element, words: str) -> None:
    """Write into a content control; what bound it to other data would put that back when Word opens the file."""
    properties = control.find(qn("w:sdtPr"))
    for name in ("w:dataBinding", "w:showingPlcHdr", "w:placeholder"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    for chosen in properties.findall(qn("w:date")):
        chosen.attrib.pop(qn("w:fullDate"), None)
    texts = list(control.iter(qn("w:t")))
    if texts:
        texts[0].text = words
        for rest in texts[1:]:
            rest.text = ""
        for style in list(texts[0].getparent().iter(qn("w:rStyle"))):
            if "placeholder" in str(style.get(qn("w:val"))).casefold() or "latshllar" in str(style.get(qn("w:val"))):
                style.getparent().remove(style)
        return
    content = control.find(qn("w:sdtContent"))
    paragraph = next(content.iter(qn("w:p")), None)
    run = parse_xml(f'<w:r xmlns:w="{look.W}"><w:t xml:space="preserve"/></w:r>')
    run[0].text = words
    (content if paragraph is None else paragraph).append(run)
