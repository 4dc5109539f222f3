"""The Markdown file."""

from __future__ import annotations

import html
import re

from server.draft.paper import Run
from server.export import markdown
from tests.draft.meeting import PEOPLE
from tests.draft.outline import OUTLINE
from tests.export.papers import HOSTILE, example, hostile

MARKS = {"# ": "title", "## ": "heading 1", "### ": "heading 2"}


def read_outline(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.split("\n")[1:]:
        heading = re.match(r"#+ ", line)
        label = re.fullmatch(r"\*\*(.*:)\*\*", line)
        if heading:
            found.append((MARKS[heading[0]], plain(line[heading.end() :])))
        elif label:
            found.append(("label", plain(label[1])))
    return found


def plain(text: str) -> str:
    """Read as Markdown does: hard breaks, entities, and a backslash before a sign is not there."""
    pieces = re.split(r"(\\\n *|\\[!-/:-@\[-`{-~]|&#\d+;)", text)
    return "".join(_read(piece) for piece in pieces)


def _read(piece: str) -> str:
    if piece.startswith("\\\n"):
        return "\n"
    if piece.startswith("\\") and len(piece) == 2:
        return piece[1]
    return html.unescape(piece) if re.fullmatch(r"&#\d+;", piece) else piece


def test_headings_and_labels_stand_in_the_papers_order() -> None:
    assert read_outline(markdown.text_of(example())) == OUTLINE


def test_the_first_line_is_the_page_header() -> None:
    first = markdown.text_of(example()).split("\n")[0]

    assert first == "**DOKUMENTATION · ARBETSMATERIAL** · Jämställdhetsmyndigheten · 251028"


def test_the_categories_are_a_table() -> None:
    lines = markdown.text_of(example()).split("\n")
    table = [line for line in lines if line.startswith("|")]

    assert table[0].startswith("| Regelarbete och tillsyn | Stöd |")
    assert table[1] == "| --- | --- | --- | --- | --- | --- |"
    assert len(table) == 2 + 4
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {7}


def test_the_proposal_is_a_quotation_with_its_bullets_and_bold() -> None:
    text = markdown.text_of(example())

    assert "> **Högskolan i Borås** föreslår ett nationellt centrum som ska\n>\n> - samla" in text


def test_replies_stand_one_step_in() -> None:
    assert "  - Vilka centrum finns redan?\n    - Minst fyra, på olika lärosäten." in markdown.text_of(example())


def test_hostile_text_is_read_back_as_it_was_written() -> None:
    text = markdown.text_of(hostile())
    bullets = [plain(bullet) for bullet in re.split(r"\n- |\n\n|\n(?=- )", text)]

    for hostile_text in HOSTILE:
        assert hostile_text in bullets


def test_hostile_text_is_no_markup() -> None:
    for hostile_text in HOSTILE:
        for line in markdown.text_of(hostile()).split("\n"):
            assert not re.match(r" {4}|\t|={3}|-{3}|`|~~~|\d+[.)] |\+ ", line), hostile_text
        bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", markdown._inline((Run(hostile_text),)))
        assert not re.search(r"[*_`<>\[\]|]", bare), hostile_text


def test_nobody_is_named() -> None:
    text = markdown.text_of(example())

    assert not [name for name in [*PEOPLE, *PEOPLE.values(), "Hemliga organisationen"] if name in text]
