"""A pattern with emphasis and a link, read back from each format."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from functools import cache
from typing import Any

from docx import Document
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from pypdf import PdfReader

from server.domain.rich_text import Run, runs_as_data
from server.domain.session import Session
from server.draft import compose
from server.export import FORMATS, Material
from tests.draft.meeting import TODAY, Meeting
from tests.export.test_html import read as read_html
from tests.export.test_odt import found, name, style_of, text
from tests.export.test_pdf import names as tag_names

ADDRESS = "https://example.org/?a=1&b=2"
PATTERN = (Run("Tid", bold=True), Run(" "), Run("saknas", italic=True), Run(" "), Run("överallt", link=ADDRESS))
SAID = "Tid saknas överallt"


@cache
def session(*, styled: bool = True) -> Session:
    meeting = Meeting()
    meeting.theme(SAID, runs=runs_as_data(PATTERN) if styled else None)
    return meeting.session


def written(format: str, *, styled: bool = True) -> bytes:
    meeting = session(styled=styled)
    return FORMATS[format].write(Material(compose(meeting, today=TODAY), meeting))


def test_word_says_it_with_its_styles() -> None:
    paragraph: Any = next(p for p in Document(io.BytesIO(written("docx"))).paragraphs if p.text == SAID)

    assert paragraph.style.name == "List Bullet"
    assert [run.text for run in paragraph.runs if run.bold] == ["Tid"]
    assert [run.text for run in paragraph.runs if run.italic] == ["saknas"]
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [("överallt", ADDRESS)]


def test_open_document_says_it_with_its_styles() -> None:
    with zipfile.ZipFile(io.BytesIO(written("odt"))) as parts:
        tree = etree.fromstring(parts.read("content.xml"))
    point = next(node for node in found(tree, "//text:p") if text(node) == SAID)
    spans = [(text(span), style_of(span)) for span in point.iter(name("text:span"))]

    assert spans == [("Tid", "Strong_20_Emphasis"), ("saknas", "Emphasis")]
    links = [(text(link), link.get("{http://www.w3.org/1999/xlink}href")) for link in point.iter(name("text:a"))]
    assert links == [("överallt", ADDRESS)]


def test_the_pdf_says_it_with_its_styles() -> None:
    pages = PdfReader(io.BytesIO(written("pdf"))).pages
    links = [annotation.get_object()["/A"]["/URI"] for page in pages for annotation in page.get("/Annots", [])]

    assert links == [ADDRESS]
    more = Counter(tag_names(written("pdf"))) - Counter(tag_names(written("pdf", styled=False)))
    assert more.items() >= {"/Strong": 1, "/Em": 1, "/Link": 1}.items()
    assert "".join(SAID.split()) in "".join("".join(page.extract_text() for page in pages).split())


def test_html_says_it_with_its_styles() -> None:
    point = next(node for node in read_html(written("html").decode()) if node.tag == "li" and node.text() == SAID)

    assert [(node.tag, node.text()) for node in point.children] == [
        ("strong", "Tid"),
        ("em", "saknas"),
        ("a", "överallt"),
    ]
    assert point.children[-1].attributes["href"] == ADDRESS


def test_markdown_says_it_with_its_styles() -> None:
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(written("md").decode()))
    marks = ("strong", "em", "link")
    point = next(
        node for node in tree.walk() if node.type == "inline" and any(each.type == "link" for each in node.walk())
    )

    assert [(node.type, node.children[0].content) for node in point.walk() if node.type in marks] == [
        ("strong", "Tid"),
        ("em", "saknas"),
        ("link", "överallt"),
    ]


def test_json_says_it_with_its_styles() -> None:
    draft = json.loads(written("json"))["draft"]
    lists = [block for section in draft["sections"] for block in section["blocks"] if block["type"] == "BulletList"]
    point = next(item for each in lists for item in each["items"] if item["theme"])

    assert [Run.of(run) for run in point["runs"]] == [*PATTERN]
