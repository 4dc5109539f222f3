"""What other programs find in each format: its titles, headings, labels and texts, in order.

Word files are read by python-docx (which writes them, too: `test_opened_by_libreoffice` reads them by another program),
OpenDocument by odfdo, PDF by pypdf, Markdown by markdown-it, HTML by Python's own parser. But for the first, none of
them shares code with what writes the formats.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token
from odfdo import Document as OpenDocument
from pypdf import PdfReader

from tests.export.test_html import Node, Reader

Found = tuple[str, str]  # what it is ("title", "heading 1", "heading 2", "label" or "text"), and what it says

IN_WORD = {"Title": "title", "Heading 1": "heading 1", "Heading 2": "heading 2", "Etikett": "label"}
IN_HTML = {"h1": "title", "h2": "heading 1", "h3": "heading 2", "h4": "label"}
IN_MARKDOWN = {"h1": "title", "h2": "heading 1", "h3": "heading 2"}
PAGE_HEADER = re.compile("^DOKUMENTATION.*?251028")
PAGE_NUMBER = re.compile("Sida[0-9]+av[0-9]+$")
INVISIBLE_IN_PDF = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f"))


def of_word(file: bytes) -> Iterator[Found]:
    document = Document(io.BytesIO(file))
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        style = paragraph.style.name if paragraph.style else None
        yield IN_WORD.get(str(style), "text"), paragraph.text


def of_open_document(file: bytes) -> Iterator[Found]:
    body = OpenDocument(io.BytesIO(file)).body
    for element in body.xpath("//text:p|//text:h"):
        assert not isinstance(element, str)
        style = str(element.style).replace("_20_", " ")
        yield IN_WORD.get(style, "text"), element.inner_text


def of_markdown(file: bytes) -> Iterator[Found]:
    opened = ""
    for token in MarkdownIt("commonmark").enable("table").parse(file.decode("utf-8")):
        if token.type.endswith("_open"):
            opened = token.tag
        elif token.type == "inline":
            text = _inline(token)
            yield IN_MARKDOWN.get(opened, "label" if _is_label(token, opened, text) else "text"), text


def _is_label(token: Token, opened: str, text: str) -> bool:
    said = [child.type for child in token.children or [] if child.type != "text" or child.content]
    return opened == "p" and text.endswith(":") and said == ["strong_open", "text", "strong_close"]


def _inline(token: Token) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(child.type, child.content) for child in token.children or [])


def of_html(file: bytes) -> Iterator[Found]:
    reader = Reader()
    reader.feed(file.decode("utf-8"))
    for node in reader.all:
        if node.tag in IN_HTML or node.tag in ("p", "li", "th", "td", "caption"):
            kind = "label" if "paper__label" in node.classes else IN_HTML.get(node.tag, "text")
            yield kind, _own_text(node)


def _own_text(node: Node) -> str:
    return node.text(without=("ul", "ol", "p"))


def of_json(file: bytes) -> Iterator[Found]:
    draft = json.loads(file)["draft"]
    yield "title", draft["title"]
    yield from _texts(draft["lead"])
    yield from _texts(draft["sections"])


def _texts(value: Any) -> Iterator[Found]:
    """Walk the tree as another program would: whatever has runs or a text says something."""
    if isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        if isinstance(value.get("runs"), list):
            yield "text", "".join(run["text"] for run in value["runs"])
        elif "level" in value and "text" in value:
            yield f"heading {value['level']}", value["text"]
        elif "text" in value:
            yield "label" if value.get("type") == "Label" else "text", value["text"]
        for name, part in value.items():
            if name != "runs":
                yield from _texts(part)


READERS: dict[str, Callable[[bytes], Iterator[Found]]] = {
    "docx": of_word,
    "odt": of_open_document,
    "md": of_markdown,
    "html": of_html,
    "json": of_json,
}


def pages(file: bytes) -> str:
    """Give a PDF's text without page headers, blanks and invisible signs, letters taken apart from their marks.

    A PDF holds glyphs at places. Where a line broke at a blank, whether a letter and its mark were one sign, and
    which joiners stood between two pictures cannot be read off it; nor can the order of right-to-left text, which
    stands as it is seen.
    """
    sheets = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(file)).pages]
    return "".join(PAGE_NUMBER.sub("", PAGE_HEADER.sub("", sheet)) for sheet in sheets)


def squeezed(text: str) -> str:
    """Reduce a text to what a PDF can give back of it."""
    return "".join(unicodedata.normalize("NFKD", text).translate(INVISIBLE_IN_PDF).split())


def unpacked(file: bytes) -> dict[str, bytes]:
    """Give an archive's files by what they end in; there are two tables, which are joined."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        for name in parts.namelist():
            ending = PurePath(name).suffix.removeprefix(".")
            if name != "manifest.json":
                found[ending] = found.get(ending, b"") + parts.read(name)
    return found
