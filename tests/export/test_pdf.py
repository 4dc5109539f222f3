"""The PDF: two independent standards hold, and the tags and pages say what the paper says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import page
import pytest
from page import ValidationProfile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, Destination, DictionaryObject, NameObject

from server.draft import Paper, compose
from server.export import Material, pdf, write
from server.services.aside import aside
from tests.draft.meeting import PEOPLE, TODAY, Meeting, samverkanstraff
from tests.draft.outline import OUTLINE
from tests.export.papers import example, hostile, many_notes, written

STANDARDS = [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A]
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M4 4h14v14H4zM22 22h14v14H22z"/></svg>'


def english() -> Paper:
    return compose(Meeting(language="en", organiser=None, programme=[], series=None).session, today=TODAY)


def saying(*texts: str) -> Paper:
    meeting = Meeting()
    for text in texts:
        meeting.block("room-1", text)
    return compose(meeting.session, today=TODAY)


@cache
def the_example() -> bytes:
    return pdf.write(example())


def findings(file: bytes, standard: ValidationProfile) -> list[str]:
    return [failure.message for failure in page.validate_pdf_bytes(file, profile=standard).failures]


def reader(file: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(file))


def text_of(file: bytes) -> str:
    """Everything on the pages, without blanks: lines break where they will."""
    return squeezed("".join(sheet.extract_text() for sheet in reader(file).pages))


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def bookmarks(entries: list[Any], level: int = 1) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, Destination):
            yield level, str(entry.title)
        else:
            yield from bookmarks(entry, level + 1)


def tags(file: bytes) -> list[DictionaryObject]:
    """Every element of the structure tree, in reading order."""
    root = reader(file).trailer["/Root"]["/StructTreeRoot"]
    return list(below(root))


def below(element: Any) -> Iterator[DictionaryObject]:
    children = element.get("/K")
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, ArrayObject) else [children]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from below(found)


def names(file: bytes) -> list[str]:
    return [str(tag["/S"]) for tag in tags(file)]


@pytest.mark.parametrize("standard", STANDARDS, ids=["UA-1", "A-2a"])
@pytest.mark.parametrize("make", [example, hostile, english], ids=lambda make: make.__name__)
def test_the_standards_for_accessibility_and_archives_hold(make: Any, standard: ValidationProfile) -> None:
    assert findings(pdf.write(make()), standard) == []


@pytest.mark.parametrize(("standard", "part"), [(STANDARDS[0], "/Lang"), (STANDARDS[1], "/Metadata")])
def test_a_file_that_lacks_something_is_found_out(standard: ValidationProfile, part: str) -> None:
    broken = PdfWriter(clone_from=io.BytesIO(the_example()))
    del broken.root_object[NameObject(part)]
    file = io.BytesIO()
    broken.write(file)

    assert findings(file.getvalue(), standard)


def test_bookmarks_and_tagged_headings_are_the_papers_outline() -> None:
    file = the_example()
    headings = [(heading["level"], heading["title"]) for heading in example().outline()]

    assert list(bookmarks(reader(file).outline)) == headings
    assert [name for name in names(file) if name in {"/H1", "/H2"}] == [f"/H{level}" for level, _ in headings]
    assert [name for name in names(file) if name == "/Title"] == ["/Title"]


def test_every_heading_and_label_stands_on_a_page_in_its_order() -> None:
    text, place = text_of(the_example()), 0

    for _, words in OUTLINE:
        place = text.find(squeezed(words), place) + 1
        assert place > 0, words


def test_lists_boxes_and_the_table_are_tagged_as_what_they_are() -> None:
    file = the_example()
    found = names(file)
    heads = [tag for tag in tags(file) if tag["/S"] == "/TH"]

    assert found.count("/BlockQuote") == 5
    assert {"/L", "/LI", "/LBody", "/Table", "/THead", "/TBody", "/Caption"} <= set(found)
    assert found.count("/TD") == len(heads) == 6
    assert all("/Column" in str(head["/A"]) for head in heads)


def test_the_file_says_language_title_and_organiser() -> None:
    file = reader(the_example())
    root: Any = file.trailer["/Root"]

    assert root["/Lang"] == "sv-SE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert file.metadata is not None
    assert file.metadata.title == OUTLINE[0][1]
    assert file.metadata.author == "Jämställdhetsmyndigheten"
    assert reader(pdf.write(english())).trailer["/Root"]["/Lang"] == "en-GB"


def test_every_page_is_an_upright_a4_with_header_and_number() -> None:
    sheets = reader(the_example()).pages

    assert len(sheets) > 2
    for number, sheet in enumerate(sheets, start=1):
        text = squeezed(sheet.extract_text())
        assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]
        assert text.startswith("DOKUMENTATION·ARBETSMATERIALJämställdhetsmyndigheten251028")
        assert text.endswith(f"Sida{number}av{len(sheets)}")


def test_what_people_wrote_is_set_and_never_read_as_markup() -> None:
    tricks = ['#read("/etc/passwd")', "#sys.inputs", "= Inte rubrik", "$ x^2 $", "*inte fet* _inte kursiv_", "@ref <a>"]
    file = pdf.write(saying(*tricks))

    assert [trick for trick in tricks if squeezed(trick) not in text_of(file)] == []
    assert names(file).count("/H1") == sum(heading["level"] == 1 for heading in saying(*tricks).outline())


def test_plain_text_is_read_back_whole() -> None:
    paper = hostile()
    text = text_of(pdf.write(paper))
    plain = [words for words in written(paper) if words.isascii() and len(words) < 1_000]

    assert len(plain) > 20
    assert [words for words in plain if squeezed(words) not in text] == []


def test_emoji_and_other_scripts_are_shown() -> None:
    text = text_of(pdf.write(saying("Hjärtat 💚 och άλφα, Ж, đŋŧ", "→ ≥ ½ ☐")))

    for sign in "💚άЖđŋŧ→≥½☐":
        assert sign in text


def test_every_sign_of_ordinary_text_is_in_the_fonts() -> None:
    signs = [chr(code) for start, end in ((0x21, 0x7F), (0xA1, 0x180), (0x2010, 0x2027)) for code in range(start, end)]

    assert "\ufffd" not in text_of(pdf.write(saying(" ".join(signs))))


def test_a_sign_that_no_font_has_is_marked_and_everything_else_stays() -> None:
    file = pdf.write(
        saying("Före 会议 efter", "Knapp 1\ufe0f\u20e3 kvar", "\ue000privat", "\ufeffmärke", "\u0378okänt")
    )
    text = text_of(file)

    for words in ("Före\ufffd\ufffdefter", "Knapp1", "kvar", "\ufffdprivat", "märke", "\ufffdokänt"):
        assert words in text
    assert findings(file, STANDARDS[0]) == findings(file, STANDARDS[1]) == []


def test_a_sign_that_typst_does_not_name_does_not_stop_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_cannot_be_shown", lambda refusal: set())

    assert "Före\ufffd\ufffdefterå" in text_of(pdf.write(saying("Före 会议 efter å")))


def test_an_endless_word_stays_on_the_page() -> None:
    sheets = reader(pdf.write(saying("x" * 300))).pages
    lines = [line for sheet in sheets for line in sheet.extract_text().splitlines() if "xxx" in line]

    assert len(lines) > 2


def test_the_logo_is_told_in_words() -> None:
    file = pdf.write(example(), LOGO)
    figures = [tag for tag in tags(file) if tag["/S"] == "/Figure"]

    assert [figure["/Alt"] for figure in figures] == ["Jämställdhetsmyndigheten"]
    assert findings(file, STANDARDS[0]) == []


def test_a_broken_logo_does_not_stop_the_export() -> None:
    file = pdf.write(example(), b"not a picture")

    assert list(bookmarks(reader(file).outline))


def test_the_same_paper_gives_the_same_file() -> None:
    assert pdf.write(example()) == the_example()


def test_nobody_is_named() -> None:
    text = text_of(the_example())

    assert not [name for name in [*PEOPLE.values(), "Hemliga organisationen"] if squeezed(name) in text]


def test_it_can_be_written_aside_under_the_limits_of_memory() -> None:
    paper = many_notes(500)
    material = Material(paper, samverkanstraff().session)

    assert aside(write, "pdf", material) == pdf.write(paper)
