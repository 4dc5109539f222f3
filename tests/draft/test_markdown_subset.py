"""The markup of a proposal's text."""

from __future__ import annotations

import time

import pytest

from server.draft.markdown_subset import inline, parse
from server.draft.paper import BulletList, Paragraph, Run, plain_text


def shape(text: str) -> list[str | list[str]]:
    return [
        [plain_text(item.runs) for item in block.items] if isinstance(block, BulletList) else plain_text(block.runs)
        for block in parse(text)
    ]


def test_blank_lines_part_paragraphs_and_single_line_ends_do_not() -> None:
    assert shape("Första raden\ngår vidare.\n\n\nNästa stycke.") == ["Första raden går vidare.", "Nästa stycke."]


def test_bullets_stand_together_between_paragraphs() -> None:
    text = "Centrumet ska\n- samla forskning\n- sprida kunskap\n  till dem som styr\n\nDet kostar."

    assert shape(text) == ["Centrumet ska", ["samla forskning", "sprida kunskap till dem som styr"], "Det kostar."]


def test_a_line_right_under_a_bullet_that_is_not_indented_is_a_paragraph() -> None:
    assert shape("- en punkt\nInte en punkt") == [["en punkt"], "Inte en punkt"]


@pytest.mark.parametrize("text", ["-utan mellanslag", "* stjärna", "1. ett", "# rubrik", "> citat", "---"])
def test_other_markup_is_text(text: str) -> None:
    assert shape(text) == [text]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("**fet** text", [Run("fet", bold=True), Run(" text")]),
        ("en *kursiv* text", [Run("en "), Run("kursiv", italic=True), Run(" text")]),
        ("**fet med *kursiv* i**", [Run("fet med ", True), Run("kursiv", True, True), Run(" i", True)]),
        ("***båda***", [Run("båda", bold=True, italic=True)]),
        ("**aldrig stängd", [Run("**aldrig stängd")]),
        ("*aldrig stängd", [Run("*aldrig stängd")]),
        ("2 * 3 * 4 och ** luft **", [Run("2 * 3 * 4 och ** luft **")]),
        ("****", [Run("****")]),
        ("<b>inte HTML</b> &amp;", [Run("<b>inte HTML</b> &amp;")]),
        ("snake_case_ord och __init__", [Run("snake_case_ord och __init__")]),
    ],
)
def test_only_closed_stars_are_bold_and_italic(text: str, runs: list[Run]) -> None:
    assert list(inline(text)) == runs


def test_a_text_of_nothing_gives_nothing() -> None:
    assert parse("") == ()
    assert parse(" \n\t\n ") == ()


@pytest.mark.parametrize("text", ["**a " * 5_000, "*a" * 10_000, "*" * 20_000, "- " * 10_000, "**" * 10_000])
def test_a_hostile_text_does_not_hold_anybody_up(text: str) -> None:
    """Four times the text takes about four times as long; where every star were tried with every other, sixteen."""

    def seconds(times: int) -> float:
        began = time.process_time()
        blocks = parse(text * times)
        took = time.process_time() - began
        assert all(isinstance(block, Paragraph | BulletList) for block in blocks)
        return took

    once, four_times = (min(seconds(times) for _ in range(3)) for times in (1, 4))
    assert four_times < once * 10
