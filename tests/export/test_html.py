"""The HTML file and the article of the draft page, read by a parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from server.draft import compose
from server.export import html
from tests.draft.meeting import PEOPLE, TODAY, Meeting
from tests.draft.outline import OUTLINE
from tests.export.papers import HOSTILE, example, hostile, tall_box, written

VOID = {"meta", "br", "link", "img"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        parts, children = [], iter(self.children)
        for piece in self.own:
            if piece:
                parts.append(piece)
                continue
            child = next(children)
            parts.append("\n" if child.tag == "br" else "" if child.tag in without else child.text(without=without))
        return "".join(parts)


class Reader(HTMLParser):
    """Builds the tree and refuses tags that do not close where they should."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self.open = [self.root]
        self.all: list[Node] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.all.append(node)
        self.open[-1].own.append("")
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        if data:
            self.open[-1].own.append(data)


def read(markup: str) -> list[Node]:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == [reader.root]
    return reader.all


def outline(nodes: list[Node], top: int) -> list[tuple[str, str]]:
    kinds = {f"h{top}": "title", f"h{top + 1}": "heading 1", f"h{top + 2}": "heading 2"}
    found = []
    for node in nodes:
        if node.tag in kinds:
            found.append((kinds[node.tag], node.text()))
        elif "paper__label" in node.classes:
            found.append(("label", node.text()))
    return found


def test_headings_and_labels_stand_in_the_papers_order() -> None:
    assert outline(read(html.write(example()).decode()), 1) == OUTLINE


def test_the_draft_page_gets_the_same_one_level_down() -> None:
    assert outline(read(html.fragment(example())), 2) == OUTLINE


def test_the_file_says_language_title_author_and_header() -> None:
    nodes = read(html.write(example()).decode())
    by_tag = {node.tag: node for node in reversed(nodes)}
    header = by_tag["header"].text()

    assert by_tag["html"].attributes["lang"] == "sv-SE"
    assert by_tag["title"].text() == OUTLINE[0][1]
    assert {"name": "author", "content": "Jämställdhetsmyndigheten"} in [node.attributes for node in nodes]
    for part in ("DOKUMENTATION", "Jämställdhetsmyndigheten", "251028"):
        assert part in header


def test_the_categories_are_a_table_with_column_headers() -> None:
    nodes = read(html.write(example()).decode())
    heads = [node for node in nodes if node.tag == "th"]

    assert [head.text() for head in heads][::5] == ["Regelarbete och tillsyn", "Normbrytande val"]
    assert {head.attributes["scope"] for head in heads} == {"col"}
    assert [node.text() for node in nodes if node.tag == "caption"] == ["Exempel på bidrag i varje kategori"]


def test_a_tall_proposal_may_break_over_printed_pages_and_no_other_may() -> None:
    boxes = [node.classes for node in read(html.write(tall_box()).decode()) if "paper__from" in node.classes]

    assert boxes.count(["paper__from", "paper__from--tall"]) == 1
    assert boxes.count(["paper__from"]) == len(boxes) - 1 > 0


@pytest.mark.parametrize("write", [lambda paper: html.write(paper).decode(), html.fragment])
def test_hostile_text_is_read_back_as_it_was_written(write: object) -> None:
    assert callable(write)
    paper = hostile()
    nodes = read(write(paper))
    inside = {"paper__lead", "paper__label", "paper__gap", "paper__state", "paper__kind", "paper__agency"}
    boxed = {id(p) for box in nodes if "paper__from" in box.classes for p in box.children}
    boxed |= {id(li) for ul in nodes if id(ul) in boxed for li in ul.children}
    boxed |= {id(li) for td in nodes if td.tag == "td" for ul in td.children for li in ul.children}
    found = [
        node.text(without=("ul",)).rstrip("\n") if node.tag == "li" else node.text()
        for node in nodes
        if node.tag in {"p", "li"} and id(node) not in boxed and not inside & set(node.classes)
    ]

    assert found == written(paper)


def test_hostile_text_makes_no_element_and_no_attribute() -> None:
    tags = {node.tag for node in read(html.write(hostile()).decode())}
    ordinary = {node.tag for node in read(html.write(example()).decode())}

    assert tags <= ordinary | {"br"}
    assert all(len(text) > 0 for text in HOSTILE)


def test_the_page_knows_what_each_block_was_made_from() -> None:
    paper = example()
    nodes = read(html.fragment(paper))
    blocks = [node for node in nodes if "dblock" in node.classes]
    traced = {s for node in nodes for s in (node.attributes.get("data-sources") or "").split()}

    assert traced == {source for block in paper.blocks() for source in block.sources}
    assert len(blocks) == 1 + sum(1 for _ in paper.blocks())
    assert all([child.classes for child in block.children] == [["dblock__text"], ["dblock__side"]] for block in blocks)
    ids = [node.attributes["id"] for node in nodes if "id" in node.attributes]
    assert {heading["anchor"] for heading in paper.outline()} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_file_that_is_published_carries_no_traces() -> None:
    assert "data-sources" not in html.write(example()).decode()


def test_nothing_is_fetched_and_nothing_runs() -> None:
    file = html.write(example()).decode()
    nodes = read(file)

    assert not {"script", "link", "img", "iframe"} & {node.tag for node in nodes}
    assert not [node for node in nodes if {"style", "src", "href", "onclick"} & set(node.attributes)]
    assert "url(" not in file
    assert "style=" not in html.fragment(example())


def test_nobody_is_named() -> None:
    for markup in (html.write(example()).decode(), html.fragment(example())):
        assert not [name for name in [*PEOPLE, *PEOPLE.values(), "Hemliga organisationen"] if name in markup]


def test_an_english_paper_says_so() -> None:
    file = html.write(compose(Meeting(language="en").session, today=TODAY)).decode()

    assert '<html lang="en-GB">' in file
