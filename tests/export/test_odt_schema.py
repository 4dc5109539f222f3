"""Is the OpenDocument file what the standard says? Each part is held to the schema of OpenDocument 1.3 from OASIS.

The schemas and the looking come with openxml-audit. What it only warns of (a style that a paper without a logo has no
use for) is no fault. That all of it bites is tested too.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import ValidationSeverity
from openxml_audit.odf import OdfValidator

from server.draft import Paper, compose
from server.export import odt
from server.export.logo import Picture, checked_logo, picture_of
from tests.draft.meeting import TODAY, Meeting
from tests.export.papers import example, hostile, many_notes
from tests.export.rich import rich
from tests.export.test_fidelity import HARD, session_with
from tests.export.test_logo import DRAWING
from tests.export.test_word_schema import Fault, changes, packed, parts_of

CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
PAPERS: dict[str, Callable[[], Paper]] = {
    "example": example,
    "everything that an editor can write": rich,
    "hostile": hostile,
    "many notes": lambda: many_notes(300),
    "nothing": lambda: compose(Meeting().session, today=TODAY),
    "in English": lambda: compose(Meeting(language="en").session, today=dt.date(1999, 1, 2)),
}
PAPERS |= {name: lambda name=name: compose(session_with(name), today=TODAY) for name in HARD}  # type: ignore[misc]


def logo() -> Picture:
    return picture_of(checked_logo(DRAWING))


def complaints(file: bytes, folder: Path) -> list[str]:
    """Give what a program that keeps to the standard would have to object to."""
    path = folder / "paper.odt"
    path.write_bytes(file)
    found = OdfValidator(relaxng_validation=True, semantic_validation=True).validate(path).errors
    return [f"{error.part_uri}: {error.description}" for error in found if error.severity == ValidationSeverity.ERROR]


@pytest.mark.parametrize("name", PAPERS)
def test_an_opendocument_file_keeps_to_the_standard(name: str, tmp_path: Path) -> None:
    assert complaints(odt.write(PAPERS[name]()), tmp_path) == []


def test_one_with_a_logo_does_too(tmp_path: Path) -> None:
    assert complaints(odt.write(rich(), logo()), tmp_path) == []


def test_its_first_bytes_say_what_it_is() -> None:
    """As the standard asks for, so that a program knows it without unpacking: the type, first and unpacked."""
    file = odt.write(example(), logo())
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        first = package.infolist()[0]

    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert file[38 : 38 + len(odt.MIME)] == odt.MIME.encode()


# that the checks bite


FAULTS: dict[str, Fault] = {
    "an element that nobody knows": changes(CONTENT, "<office:text>", "<office:text><text:colour/>"),
    "text where none may stand": changes(CONTENT, "<office:text>", "<office:text>hej"),
    "a point without its list": changes(CONTENT, "<office:text>", "<office:text><text:list-item/>"),
    "an attribute that nobody knows": changes(CONTENT, "<text:h ", '<text:h text:size="1" '),
    "a level that is none": changes(CONTENT, r'text:outline-level="\d"', 'text:outline-level="first"'),
    "a row outside its table": changes(CONTENT, "<office:text>", "<office:text><table:table-row/>"),
    "a measure that is none": changes(STYLES, r'fo:page-width="[^"]*"', 'fo:page-width="wide"'),
    "a colour that is none": changes(STYLES, r'fo:color="[^"]*"', 'fo:color="green"'),
    "properties in another order": changes(
        STYLES,
        r"(<style:paragraph-properties [^>]*></style:paragraph-properties>)(<style:text-properties [^>]*/>)",
        r"\2\1",
    ),
    "a date that is none": changes(META, r"<dc:date>[^<]*", "<dc:date>yesterday"),
    "another version": changes(CONTENT, r'office:version="[^"]*"', 'office:version="1.4"'),
    "a manifest without types": changes(MANIFEST, r' manifest:media-type="text/xml"', ""),
    "a part that is not there": lambda parts: parts.pop(STYLES),
    "XML that is none": changes(CONTENT, "</office:text>", ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_an_opendocument_file_would_be_found(fault: str, tmp_path: Path) -> None:
    parts = parts_of(odt.write(example()))
    FAULTS[fault](parts)

    assert complaints(packed(parts), tmp_path)
