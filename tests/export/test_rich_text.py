"""Links, emphasis, numbers, headings inside sections and the paper's state, read back from each format."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import page
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from page import ValidationProfile
from pypdf import PdfReader

from server.export import docx, html, markdown, odt, pdf
from server.export.docx_styles import BOX_BULLETS, BOX_INDENT, BOX_INSET
from tests.export.rich import ADDRESS, MAIL, rich
from tests.export.test_html import Node
from tests.export.test_html import read as read_html
from tests.export.test_odt import found, name, style_of, text
from tests.export.test_pdf import names as tag_names

STAMP = "DOKUMENTATION · UTKAST"
LINKS = [("webbplatsen", ADDRESS), ("skriv till oss", MAIL), ("mer", ADDRESS)]
COUNTED = ["1. Ett", "a. under a", "b. under b", "i. djupast", "2. Två", "1. Nytt ett", "2. Nytt två"]
COUNTED += ["a. Först", "b. Sedan", "1. Rutans ett", "a. Rutans a", "2. Rutans två"]
LEVEL = qn("w:lvl")


@cache
def word() -> Any:
    return Document(io.BytesIO(docx.write(rich())))


# Word


def counted_in_word(document: Any) -> list[str]:
    """Count as Word does: by list and level, from where the list's definition says that it starts."""
    numbering = document.part.numbering_part.element
    lists = {num.numId: num for num in numbering.num_lst}
    definitions = {each.get(qn("w:abstractNumId")): each for each in numbering.findall(qn("w:abstractNum"))}
    counts: dict[tuple[int, int], int] = {}
    said = []
    for paragraph in document.element.body.iter(qn("w:p")):
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is None:
            continue
        number, level = own.numId.val, own.ilvl.val
        definition = definitions[str(lists[number].abstractNumId.val)]
        form = definition.findall(qn("w:lvl"))[level].find(qn("w:numFmt")).get(qn("w:val"))
        if form in ("bullet", "none"):
            continue
        restarts = {override.ilvl for override in lists[number].findall(qn("w:lvlOverride"))}
        assert level in restarts
        counts[number, level] = counts.get((number, level), 0) + 1
        sign = {"decimal": str, "lowerLetter": "xabc".__getitem__, "lowerRoman": " iii".__getitem__}[form]
        said.append(f"{sign(counts[number, level])}. {''.join(t.text or '' for t in paragraph.iter(qn('w:t')))}")
    return said


def test_word_has_links_that_lead_where_they_should() -> None:
    relations = word().part.rels
    links = [
        ("".join(t.text or "" for t in link.iter(qn("w:t"))), relations[link.get(qn("r:id"))].target_ref)
        for link in word().element.body.iter(qn("w:hyperlink"))
    ]

    assert links == LINKS
    assert all(relation.is_external for relation in relations.values() if relation.reltype.endswith("/hyperlink"))


def test_word_counts_each_list_from_one() -> None:
    assert counted_in_word(word()) == COUNTED


def test_word_has_real_headings_inside_sections_and_emphasis_in_them() -> None:
    headings = {p.text: p.style.name for p in word().paragraphs if p.style.name.startswith("Heading")}
    inner = next(p for p in word().paragraphs if p.text == "Egen underrubrik")

    assert headings["Egen underrubrik"] == "Heading 2"
    assert headings["Längst in"] == "Heading 3"
    assert [run.text for run in inner.runs if run.italic] == ["underrubrik"]


def test_word_says_the_state_on_every_page_and_in_its_properties() -> None:
    assert word().sections[0].header.paragraphs[0].text.startswith(f"{STAMP}\t")
    assert word().core_properties.content_status == "Utkast"
    plain = Document(io.BytesIO(docx.write(rich(state=""))))
    assert plain.sections[0].header.paragraphs[0].text.startswith("DOKUMENTATION\t")


def test_no_point_of_a_list_stands_alone_on_a_page_in_word() -> None:
    paragraphs = {p.text: p for p in word().paragraphs}

    assert paragraphs["Ett"].paragraph_format.keep_with_next
    assert paragraphs["Två"].paragraph_format.keep_with_next
    assert not paragraphs["strecksats"].paragraph_format.keep_with_next


def test_marks_in_words_box_stand_deeper_below_others_though_all_paragraphs_begin_at_one_place() -> None:
    """A border follows a paragraph's indent, so what moves a mark must stand in it; a bullet has no room for that."""
    lists = word().part.numbering_part.element.findall(qn("w:abstractNum"))
    box = next(each for each in lists if each.get(qn("w:abstractNumId")) == str(BOX_BULLETS))
    told = [[level.find(qn(part)).get(qn("w:val")) for part in ("w:numFmt", "w:lvlText")] for level in box.iter(LEVEL)]
    indents = {p.text: p._p.pPr.ind for p in word().paragraphs if p.text in ("Rutans a", "Rutans streck")}

    assert told == [["bullet", "•"], ["none", f"{BOX_INSET}–"], ["none", f"{BOX_INSET * 2}·"]]
    assert {text: each.left.twips - each.hanging.twips for text, each in indents.items()} == {
        "Rutans a": BOX_INDENT,
        "Rutans streck": BOX_INDENT,
    }


def test_the_words_of_notes_are_comments_in_word_where_they_are_asked_for() -> None:
    traces = {"n-1": "Behov: Fler stolar", "n-2": "Idé: Bänkar\npå rad", "n-3": "Fråga: Hur? (anonymt)"}
    document = Document(io.BytesIO(docx.write(rich(), traces=traces)))
    comments = {comment.comment_id: comment for comment in document.comments}
    commented = {
        int(mark.get(qn("w:id"))): "".join(t.text or "" for t in mark.getparent().iter(qn("w:t")))
        for mark in document.element.body.iter(qn("w:commentRangeStart"))
    }
    about = {commented[number]: comment.text for number, comment in comments.items()}

    assert about["Ett"] == "Behov: Fler stolar"
    assert about["Se webbplatsen och skriv till oss."] == "Idé: Bänkar\npå rad\nFråga: Hur? (anonymt)"
    assert {comment.author for comment in comments.values()} == {"Samtal"}
    ends = [int(each.get(qn("w:id"))) for each in document.element.body.iter(qn("w:commentRangeEnd"))]
    marks = [int(each.get(qn("w:id"))) for each in document.element.body.iter(qn("w:commentReference"))]
    assert sorted(ends) == sorted(marks) == sorted(commented) == sorted(comments)


def test_a_word_file_without_traces_has_no_comments() -> None:
    assert "comments" not in " ".join(zipfile.ZipFile(io.BytesIO(docx.write(rich()))).namelist())


# OpenDocument


@cache
def open_document(part: str = "content.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(odt.write(rich()))) as parts:
        return etree.fromstring(parts.read(part))


def test_odt_has_links_that_lead_where_they_should() -> None:
    links = found(open_document(), "//text:a")

    assert [(text(link), link.get("{http://www.w3.org/1999/xlink}href")) for link in links] == LINKS


def test_odt_has_numbered_lists_each_from_one_and_bullets_in_them() -> None:
    outer = "//text:list[not(ancestor::text:list)]"
    styles = [style_of(each) for each in found(open_document(), outer)]
    inner = {text(each.getparent()[0]): style_of(each) for each in found(open_document(), "//text:list-item/text:list")}

    assert styles[:5] == [
        "Numrerad_20_lista",
        "Numrerad_20_lista",
        "Punktlista",
        "Rutans_20_numrerade_20_lista",
        "Rutans_20_lista",
    ]
    assert inner["Ett"] == inner["under b"] == inner["Punkt"] == "Numrerad_20_lista"
    assert inner["Två"] == "Punktlista"
    assert inner["Rutans ett"] == "Rutans_20_numrerade_20_lista"
    assert not found(open_document(), "//text:list/@text:continue-numbering | //text:list/@text:continue-list")
    forms = found(open_document("styles.xml"), "//text:list-style[@style:name='Numrerad_20_lista']/*/@style:num-format")
    assert forms == ["1", "a", "i"]


def test_marks_in_the_box_of_odt_stand_deeper_below_others_though_all_paragraphs_begin_at_one_place() -> None:
    marks = found(open_document("styles.xml"), "//text:list-style[@style:name='Rutans_20_lista']/*")
    forms = [(each.get(name("style:num-format")), each.get(name("style:num-prefix"))) for each in marks]

    assert [each.get(name("text:bullet-char")) or each.get(name("style:num-suffix")) for each in marks] == [
        "•",
        "–",
        "·",
    ]
    assert forms == [(None, None), ("", BOX_INSET), ("", BOX_INSET * 2)]


def test_odt_has_real_headings_inside_sections() -> None:
    levels = {text(each): int(each.get(name("text:outline-level"))) for each in found(open_document(), "//text:h")}

    assert (levels["Egen underrubrik"], levels["Längst in"]) == (2, 3)


def test_odt_says_the_state_on_every_page() -> None:
    header = found(open_document("styles.xml"), "//style:master-page/style:header/text:p")[0]

    assert text(header).startswith(f"{STAMP}\t")


# PDF


@cache
def sheets() -> bytes:
    return pdf.write(rich())


@pytest.mark.parametrize("standard", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A])
def test_the_pdf_still_holds_both_standards(standard: ValidationProfile) -> None:
    assert [failure.message for failure in page.validate_pdf_bytes(sheets(), profile=standard).failures] == []


def test_the_pdf_has_links_that_lead_where_they_should() -> None:
    annotations = [
        annotation.get_object()
        for each in PdfReader(io.BytesIO(sheets())).pages
        for annotation in each.get("/Annots", [])
    ]

    assert [annotation["/A"]["/URI"] for annotation in annotations] == [address for _, address in LINKS]
    assert tag_names(sheets()).count("/Link") == len(LINKS)


def test_the_pdf_counts_each_list_from_one_and_tags_headings_by_level() -> None:
    lines = [
        " ".join(line.split())
        for each in PdfReader(io.BytesIO(sheets())).pages
        for line in each.extract_text(extraction_mode="layout").splitlines()
    ]

    assert [line for line in lines if line in COUNTED] == COUNTED
    assert tag_names(sheets()).count("/H3") == 1


def test_the_pdf_says_the_state_on_every_page() -> None:
    for each in PdfReader(io.BytesIO(sheets())).pages:
        assert "".join(each.extract_text().split()).startswith("DOKUMENTATION·UTKAST")


# HTML


def points(node: Node) -> list[str]:
    """The points of a list and of those in it, with the numbers that a browser gives them."""
    said = []
    for number, item in enumerate(node.children, start=1):
        form = node.attributes.get("type", "1")
        mark = {"1": str(number), "a": "xabc"[number], "i": "i" * number}[form or "1"] if node.tag == "ol" else "-"
        said.append(f"{mark}. {item.text(without=('ul', 'ol')).strip()}")
        said += [line for child in item.children if child.tag in ("ul", "ol") for line in points(child)]
    return said


@pytest.mark.parametrize(
    "write", [lambda: html.write(rich()).decode(), lambda: html.fragment(rich())], ids=["file", "page"]
)
def test_html_has_links_lists_and_headings(write: Any) -> None:
    nodes = read_html(write())
    inner = {id(child) for node in nodes if node.tag == "li" for child in node.children}
    lists = [node for node in nodes if node.tag in ("ul", "ol") and id(node) not in inner]
    tops = [node for node in nodes if "paper__title" in node.classes]
    top = int(tops[0].tag[1])

    assert [(node.text(), node.attributes["href"]) for node in nodes if node.tag == "a"] == LINKS
    assert {node.attributes["rel"] for node in nodes if node.tag == "a"} == {"noopener noreferrer"}
    assert [line for each in lists for line in points(each) if not line.startswith("-")] == COUNTED
    assert [node.tag for node in nodes if "paper__sub" in node.classes] == [f"h{top + 2}", f"h{top + 3}"]
    assert next(node for node in nodes if "paper__kind" in node.classes).text() == STAMP


# Markdown


def test_markdown_is_read_back_with_its_links_lists_and_headings() -> None:
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(markdown.text_of(rich())))
    links = [node for node in tree.walk() if node.type == "link"]
    headings = {_words(node): node.tag for node in tree.walk() if node.type == "heading"}
    numbered = [
        f"{place}. {_words(item.children[0])}"
        for node in tree.walk()
        if node.type == "ordered_list"
        for place, item in enumerate(node.children, start=1)
    ]

    normalised = [(text, MarkdownIt().normalizeLink(address)) for text, address in LINKS]
    assert [(_words(link), link.attrs["href"]) for link in links] == normalised
    assert (headings["Egen underrubrik"], headings["Längst in"]) == ("h3", "h4")
    expected = ["1. Ett", "2. Två", "1. under a", "2. under b", "1. djupast", "1. Nytt ett", "2. Nytt två"]
    assert numbered == [*expected, "1. Först", "2. Sedan", "1. Rutans ett", "2. Rutans två", "1. Rutans a"]
    assert markdown.text_of(rich()).startswith(f"**{STAMP}** · ")


def _words(node: SyntaxTreeNode) -> str:
    return "".join(each.content for each in node.walk() if each.type == "text")
