"""The organiser's logo: made safe when it comes, and placed in every format that shows pictures."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from lxml import etree
from page import ValidationProfile

from server.domain.errors import Invalid, Refusal, TooLarge
from server.export import Material, docx, write
from server.export.docx_template import Template
from server.export.logo import MAX_BYTES, PNG, SVG, Logo, checked_logo, picture_of
from server.services.aside import aside
from tests.draft.meeting import samverkanstraff
from tests.export import agency
from tests.export.papers import example
from tests.export.test_html import read as read_html
from tests.export.test_odt import found
from tests.export.test_pdf import findings, tags

ORGANISER = "Jämställdhetsmyndigheten"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><path d="M4 4h14v14H4z" fill="#14332b"/></svg>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, about: str = "") -> bytes:
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {about}>'
    return f'{opening}{inside}<path d="M0 0h9v9z"/></svg>'.encode()


def material(logo: Logo, **more: object) -> Material:
    return Material(example(), samverkanstraff().session, logo=logo, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        f'<a {XLINK} xlink:href="javascript:alert(1)"><text>x</text></a>',
        f'<image {XLINK} xlink:href="http://203.0.113.9/x.png"/>',
        '<image href="file:///etc/passwd"/>',
        '<use href="//203.0.113.9/x.svg#a"/>',
        '<path d="M0 0" onclick="alert(1)"/>',
        '<path d="M0 0" style="fill:url(http://203.0.113.9/x)"/>',
        '<path d="M0 0" fill="u\\72l(http://203.0.113.9/x)"/>',
        '<style>@import "http://203.0.113.9/x.css";</style>',
        '<style>path { fill: url("http://203.0.113.9/x") }</style>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        "<animate attributeName='href' values='javascript:alert(1)'/>",
    ],
)
def test_what_acts_or_fetches_is_taken_out_of_a_drawing(inside: str) -> None:
    kept = checked_logo(svg(inside)).content.decode()

    assert not any(
        word in kept for word in ("203.0.113.9", "alert", "script", "passwd", "onclick", "foreign", "import")
    )
    assert 'd="M0 0h9v9z"' in kept


@pytest.mark.parametrize(("width", "height"), [("1e30", "1"), ("100000", "1"), ("60", "1"), ("1", "60")])
def test_a_picture_that_is_hardly_more_than_a_line_is_refused_with_a_sentence(width: str, height: str) -> None:
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'

    with pytest.raises(Invalid, match="för lång och smal"):
        aside(checked_logo, f'{opening}<path d="M0 0h1v1z"/></svg>'.encode())


def test_a_wide_name_is_a_logo() -> None:
    assert checked_logo(DRAWING.replace(b"0 0 80 40", b"0 0 800 40")).mime == SVG


def test_what_only_draws_stays() -> None:
    drawing = svg(
        '<title>Märke</title><defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        f'<g id="a"><path d="M1 1" fill="url(#g)" style="opacity:.5"/></g><use {XLINK} xlink:href="#a"/>'
    )
    kept = checked_logo(drawing).content.decode()

    assert all(word in kept for word in ("Märke", "url(#g)", "opacity:.5", 'href="#a"', "stop-color"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html></html>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"\xff\xd8\xff" + b"\0" * 40,
        b"<svg",
        agency.PIXEL[:-20],
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        checked_logo(content)


def test_a_huge_picture_is_refused() -> None:
    wide = agency.PIXEL[:16] + (60_000).to_bytes(4) + (60_000).to_bytes(4) + agency.PIXEL[24:]
    for content in (wide, b" " * (MAX_BYTES + 1)):
        with pytest.raises(Refusal) as refused:
            checked_logo(content)
        assert isinstance(refused.value, TooLarge | Invalid)


def test_a_drawing_becomes_dots_of_its_own_shape_for_formats_that_want_them() -> None:
    picture = picture_of(checked_logo(DRAWING))

    assert (picture.mime, round(picture.width_mm), round(picture.height_mm)) == (PNG, 28, 14)
    assert picture.content.startswith(b"\x89PNG")


def test_a_wide_logo_is_no_wider_than_half_the_page() -> None:
    wide = checked_logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 30"><path d="M0 0h900v30z"/></svg>')

    assert round(picture_of(wide).width_mm) == 80
    assert picture_of(wide).height_mm < 4


@pytest.mark.parametrize("content", [DRAWING, agency.PIXEL], ids=["drawing", "dots"])
def test_word_has_the_logo_above_the_title_with_the_organisers_name(content: bytes) -> None:
    document = Document(io.BytesIO(write("docx", material(checked_logo(content)))))
    (shape,) = document.inline_shapes

    assert document.paragraphs[0].style.name == "Logotyp"
    assert shape._inline.docPr.get("descr") == ORGANISER
    assert shape.height.mm <= 14.1
    assert document.paragraphs[1].style.name == "Title"


def test_a_template_has_a_logo_of_its_own() -> None:
    file = write("docx", material(checked_logo(DRAWING), template=Template(agency.template())))

    assert len(Document(io.BytesIO(file)).inline_shapes) == 0
    assert agency.PIXEL in [zipfile.ZipFile(io.BytesIO(file)).read(name) for name in names(file) if "media" in name]


def names(file: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(file)).namelist()


def test_odt_has_the_logo_with_the_organisers_name() -> None:
    file = write("odt", material(checked_logo(DRAWING)))
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        content = etree.fromstring(parts.read("content.xml"))
        manifest = parts.read("META-INF/manifest.xml").decode()
        picture = parts.read("Pictures/logotyp.png")
    spaces = {"draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"}
    frame = content.xpath("//draw:frame", namespaces=spaces)[0]

    assert picture.startswith(b"\x89PNG")
    assert 'manifest:full-path="Pictures/logotyp.png"' in manifest
    assert [each.text for each in frame if each.tag.endswith("}title")] == [ORGANISER]
    assert found(content, "//office:text/text:p")[0] is frame.getparent()


def test_html_has_the_logo_in_it() -> None:
    file = write("html", material(checked_logo(DRAWING))).decode()
    (picture,) = [node for node in read_html(file) if node.tag == "img"]

    assert (picture.attributes["src"] or "").startswith(f"data:{SVG};base64,")
    assert picture.attributes["alt"] == ORGANISER


@pytest.mark.parametrize("content", [DRAWING, agency.PIXEL], ids=["drawing", "dots"])
def test_the_pdf_has_the_logo_and_still_holds_its_standards(content: bytes) -> None:
    file = write("pdf", material(checked_logo(content)))

    assert [tag["/Alt"] for tag in tags(file) if tag["/S"] == "/Figure"] == [ORGANISER]
    assert findings(file, ValidationProfile.PDF_UA_1) == findings(file, ValidationProfile.PDF_A_2A) == []


def test_a_word_file_without_a_logo_has_no_picture() -> None:
    assert not [name for name in names(docx.write(example())) if "media" in name]
