"""The OpenDocument file: read back by odfdo and as XML, it says what the paper says."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree
from odfdo import Document

from server.draft import Paper, compose
from server.draft.paper import Heading, Label
from server.export import odt
from tests.draft.meeting import PEOPLE, TODAY, Meeting
from tests.draft.outline import OUTLINE
from tests.export.papers import example, hostile, tall_box, written

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
KINDS = {"Title": "title", "Heading_20_1": "heading 1", "Heading_20_2": "heading 2", "Etikett": "label"}


def part(paper: Paper, name: str = "content.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(odt.write(paper))) as parts:
        return etree.fromstring(parts.read(name))


def found(tree: Any, path: str) -> list[Any]:
    nodes: list[Any] = tree.xpath(path, namespaces=SPACES)
    return nodes


def name(tag: str) -> str:
    space, _, local = tag.partition(":")
    return f"{{{SPACES[space]}}}{local}"


def style_of(node: Any) -> str:
    return str(node.get(name("text:style-name")))


def text(node: Any) -> str:
    """What a reader sees: OpenDocument's own spaces, tabs and breaks among the text."""
    if node.tag == name("text:s"):
        return " " * int(node.get(name("text:c"), "1"))
    own = {name("text:line-break"): "\n", name("text:tab"): "\t"}.get(node.tag, node.text or "")
    return own + "".join(text(child) + (child.tail or "") for child in node)


def paragraphs(tree: Any, *styles: str) -> list[str]:
    """Give the text of what has these styles, or one of its own that only says more of how it keeps to a page."""
    own = found(tree, "//office:automatic-styles/style:style[@style:family='paragraph']")
    of = {each.get(name("style:name")): each.get(name("style:parent-style-name")) for each in own}
    return [text(node) for node in found(tree, "//text:p") if of.get(style_of(node), style_of(node)) in styles]


def test_headings_and_labels_stand_in_the_papers_order() -> None:
    nodes = found(part(example()), "//text:p | //text:h")

    assert [(KINDS[style_of(node)], text(node)) for node in nodes if style_of(node) in KINDS] == OUTLINE


def test_headings_are_headings_of_their_level() -> None:
    headings = found(part(example()), "//text:h")

    assert [int(node.get(name("text:outline-level"))) for node in headings] == [
        block.level for block in example().blocks() if isinstance(block, Heading)
    ]


def test_another_program_reads_the_same_outline_and_properties() -> None:
    document = Document(io.BytesIO(odt.write(example())))
    meta: Any = document.meta

    assert [header.text_recursive for header in document.body.headers] == [
        heading["title"] for heading in example().outline()
    ]
    assert (meta.title, meta.language, meta.creator) == (OUTLINE[0][1], "sv-SE", "Jämställdhetsmyndigheten")
    assert document.mimetype == "application/vnd.oasis.opendocument.text"


def test_hostile_text_is_read_back_as_it_was_written() -> None:
    paper = hostile()
    bullets = ("Punkt", "Punkt_20_sist", "Punkt_20_med_20_underpunkter")

    assert paragraphs(part(paper), "Standard", *bullets, "Avstamning") == written(paper)


def test_bullets_are_nested_lists() -> None:
    tree = part(example())
    deepest = "//text:list-item/text:list/text:list-item/text:list/text:list-item/text:p"

    assert [text(node) for node in found(tree, deepest)] == ["Minst fyra, på olika lärosäten."]
    assert {node.get(name("text:style-name")) for node in found(tree, "//text:list[not(ancestor::text:list)]")} == {
        "Punktlista",
        "Rutans_20_lista",
        "Tabellens_20_lista",
    }


def test_the_proposal_is_a_box_and_the_marks_have_styles_of_their_own() -> None:
    tree, styles = part(example()), part(example(), "styles.xml")
    box = found(styles, "//style:style[@style:name='Forslagsruta']/style:paragraph-properties")[0]

    assert "solid" in box.get(name("fo:border"))
    assert box.get(name("style:join-border")) == "true"
    assert paragraphs(tree, "Forslagsruta")[0].startswith("Flera organisationer lyfter fram nätverk")
    assert paragraphs(tree, "Saknas") == ["Gruppen har inte lämnat någon dokumentation."]
    assert paragraphs(tree, "Arbetslage") == ["Ännu inte genomarbetat: inläggen återges som de skrevs."] * 2


def kept(tree: Any, *starts: str) -> list[tuple[str | None, str | None]]:
    """Give of the paragraphs that begin so what their own styles say of keeping together, and with the next."""
    own = found(tree, "//office:automatic-styles/style:style[@style:family='paragraph']")
    of = {each.get(name("style:name")): each[0] for each in own}
    said = [of.get(style_of(node)) for node in found(tree, "//text:p") if text(node).startswith(starts)]
    keys = (name("fo:keep-together"), name("fo:keep-with-next"))
    return [(None, None) if each is None else (each.get(keys[0]), each.get(keys[1])) for each in said]


def test_a_tall_proposal_breaks_over_pages_and_its_last_line_stands_with_some_of_it() -> None:
    tree, short = part(tall_box()), part(example())

    assert kept(tree, "Stycke") == [("auto", "auto")] * 3 + [("auto", None)]
    assert kept(tree, "Punkt") == [("auto", "auto")] * 2
    assert kept(tree, "Sist") == [("auto", None)]
    assert kept(short, "Flera organisationer") == [(None, None)]


def test_a_confirmation_does_not_stand_on_a_page_of_its_own() -> None:
    tree = part(example())

    assert kept(tree, "Frågan bör tas in", "Be om uppdrag") == [(None, "always")] * 2
    assert kept(tree, "Gruppen började i problembilden", "Uppdragen behöver") == [(None, None)] * 2


def test_the_categories_are_a_table_with_a_header_row() -> None:
    tree = part(example())
    heads = found(tree, "//table:table/table:table-header-rows/table:table-row/table:table-cell")

    assert [text(head) for head in heads][::5] == ["Regelarbete och tillsyn", "Normbrytande val"]
    assert len(found(tree, "//table:table-column")) == 6
    assert [text(node) for node in found(tree, "//table:title")] == ["Exempel på bidrag i varje kategori"]


def test_every_page_has_header_and_page_numbers() -> None:
    styles = part(example(), "styles.xml")
    header, footer = (found(styles, f"//style:master-page/style:{place}/text:p")[0] for place in ("header", "footer"))

    assert text(header) == "DOKUMENTATION · ARBETSMATERIAL\tJämställdhetsmyndigheten   251028"
    assert text(footer) == "Sida 1 av 1"
    assert len(found(footer, "text:page-number")) == len(found(footer, "text:page-count")) == 1


def test_every_style_that_the_text_names_exists() -> None:
    tree, styles = part(hostile()), part(hostile(), "styles.xml")
    known = {node.get(name("style:name")) for root in (tree, styles) for node in found(root, "//*[@style:name]")}
    named = {value for space in ("text", "table") for value in found(tree, f"//@{space}:style-name")}

    assert named <= known


def test_the_text_has_the_papers_language() -> None:
    paper = compose(Meeting(language="en").session, today=TODAY)
    languages = found(part(paper, "styles.xml"), "//style:default-style/style:text-properties/@fo:language")

    assert languages == ["en"]
    assert any(isinstance(block, Label) for block in paper.blocks())
    assert paragraphs(part(paper), "Etikett")[0] == "Proposals that the conversation started from:"


def test_the_file_holds_only_what_its_manifest_names() -> None:
    with zipfile.ZipFile(io.BytesIO(odt.write(example()))) as parts:
        manifest = etree.fromstring(parts.read("META-INF/manifest.xml"))
        entries, first = set(parts.namelist()), parts.infolist()[0]
    named = {value for value in manifest.xpath("//@*[local-name() = 'full-path']") if value != "/"}

    assert entries == named | {"mimetype", "META-INF/manifest.xml"}
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_nobody_is_named() -> None:
    everything = text(part(example())) + text(part(example(), "styles.xml")) + text(part(example(), "meta.xml"))

    assert not [person for person in [*PEOPLE, *PEOPLE.values(), "Hemliga organisationen"] if person in everything]
