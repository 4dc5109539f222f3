"""Would Word open the file without a word of complaint?

openxml-audit holds each part to the schemas of ISO 29500 (the order of elements, types, values, ids, relationships,
content types) as Microsoft's own validator does. It does not follow references from styles and paragraphs to numbering,
so that is looked at here. That all of it bites is tested too.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from server.draft import Paper
from server.export import docx
from tests.export.papers import example, hostile, many_notes

PAPERS: dict[str, Callable[[], Paper]] = {
    "example": example,
    "hostile": hostile,
    "many notes": lambda: many_notes(300),
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
CONTENT_TYPES = "[Content_Types].xml"

Parts = dict[str, bytes]
Fault = Callable[[Parts], object]


@cache
def word_file(name: str) -> bytes:
    return docx.write(PAPERS[name]())


def parts_of(file: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def packed(parts: Parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def complaints(file: bytes, folder: Path) -> list[str]:
    """Give what would keep Word from opening the file cleanly."""
    path = folder / "paper.docx"
    path.write_bytes(file)
    return [f"{error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors]


def dangling(parts: Parts) -> set[str]:
    """Give the numbering that something refers to and nobody defines."""
    numbering = etree.fromstring(parts[NUMBERING])
    numbers = {node.get(f"{W}numId") for node in numbering.iter(f"{W}num")} | {"0"}
    abstract = {node.get(f"{W}abstractNumId") for node in numbering.iter(f"{W}abstractNum")}
    used = {
        node.get(f"{W}val") for name in (DOCUMENT, STYLES) for node in etree.fromstring(parts[name]).iter(f"{W}numId")
    }
    based = {node.get(f"{W}val") for node in numbering.iterfind(f"{W}num/{W}abstractNumId")}
    return (used - numbers) | (based - abstract)


@pytest.mark.parametrize("name", PAPERS)
def test_a_word_file_keeps_to_the_schema_and_lacks_nothing(name: str, tmp_path: Path) -> None:
    assert complaints(word_file(name), tmp_path) == []
    assert dangling(parts_of(word_file(name))) == set()


# that the checks bite


def changes(part: str, pattern: str, by: str) -> Fault:
    """Change the first place that looks like this."""

    def change(parts: Parts) -> None:
        changed, count = re.subn(pattern.encode(), by.encode(), parts[part], count=1, flags=re.DOTALL)
        assert count, f"{part} has nothing like {pattern}"
        parts[part] = changed

    return change


FAULTS: dict[str, Fault] = {
    "w:pPr in another order": changes(DOCUMENT, r"<w:pPr>(<w:pStyle [^>]*/>)", r"<w:pPr><w:keepNext/>\1"),
    "w:tblPr in another order": changes(DOCUMENT, r"<w:tblPr>(<w:tblStyle [^>]*/>)(<w:\w+ [^>]*/>)", r"<w:tblPr>\2\1"),
    "w:sectPr in another order": changes(DOCUMENT, r"(<w:pgSz [^>]*/>)(<w:pgMar [^>]*/>)", r"\2\1"),
    "w:lvl in another order": changes(NUMBERING, r"(<w:start [^>]*/>)(<w:numFmt [^>]*/>)", r"\2\1"),
    "w:style in another order": changes(STYLES, r"(<w:name [^>]*/>)(<w:basedOn [^>]*/>)", r"\2\1"),
    "w:rPr in another order": changes(STYLES, r"<w:rPr>(<w:rFonts [^>]*/>)", r'<w:rPr><w:sz w:val="22"/>\1'),
    "an element that nobody knows": changes(DOCUMENT, "<w:body>", "<w:body><w:colour/>"),
    "a style that is not there": changes(DOCUMENT, r'<w:pStyle w:val="[^"]*"', '<w:pStyle w:val="Nowhere"'),
    "the same style twice": changes(STYLES, r"(<w:style .*?</w:style>)", r"\1\1"),
    "a part that is not there": lambda parts: parts.pop(STYLES),
    "a part of no type": changes(CONTENT_TYPES, r"<Override [^>]*numbering[^>]*/>", ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_word_file_would_be_found(fault: str, tmp_path: Path) -> None:
    parts = parts_of(word_file("example"))
    FAULTS[fault](parts)

    assert complaints(packed(parts), tmp_path)


def test_numbering_that_is_not_there_would_be_found() -> None:
    parts = parts_of(word_file("example"))
    changes(STYLES, r'<w:numId w:val="[^"]*"', '<w:numId w:val="99"')(parts)

    assert dangling(parts) == {"99"}
