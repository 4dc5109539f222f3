"""What people wrote line by line: lists in their levels, styles, sub-headings, and the way back to lines."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.domain.rich_text import Line, Run, plain
from server.draft.paper import Block, BulletList, Item, Paragraph, SubHeading, plain_text, walk
from server.draft.written import Row, blocks_of, lines_of, rows_of


def row(text: str, kind: str = "paragraph", level: int = 0) -> Row:
    return Row(kind, level, (Run(text),) if text else (), block=text)  # type: ignore[arg-type]


def written(*rows: Row, below: int = 2) -> list[Block]:
    return blocks_of(rows, "documentation", below=below)


def outline(block: Block) -> list[str]:
    assert isinstance(block, BulletList)
    return ["  " * depth + plain_text(item.runs) for depth, item in walk(block.items)]


def test_bullets_stand_in_their_levels_and_keep_the_names_of_their_blocks() -> None:
    blocks = written(row("a", "bullet"), row("b", "bullet", 1), row("c", "bullet", 2), row("d", "bullet"))

    assert outline(blocks[0]) == ["a", "  b", "    c", "d"]
    assert [item.block for _, item in walk(blocks[0].items)] == ["a", "b", "c", "d"]  # type: ignore[union-attr]


def test_no_bullet_stands_deeper_than_one_step_below_the_one_before() -> None:
    blocks = written(row("a", "bullet", 2), row("b", "bullet", 2), row("c", "bullet", 1), row("d", "bullet", 2))

    assert outline(blocks[0]) == ["a", "  b", "  c", "    d"]


def test_bullets_and_numbers_are_lists_of_their_own_and_may_stand_below_each_other() -> None:
    bullets, numbers = written(row("a", "bullet"), row("b", "numbered", 1), row("c", "numbered"), row("d", "bullet", 1))

    assert bullets == BulletList(
        (Item((Run("a"),), (), (Item((Run("b"),), block="b"),), True, block="a"),), "documentation"
    )
    assert numbers == BulletList(
        (Item((Run("c"),), (), (Item((Run("d"),), block="d"),), False, block="c"),), "documentation", numbered=True
    )


def test_a_list_that_is_broken_off_begins_anew() -> None:
    first, between, second = written(row("a", "numbered"), row("b"), row("c", "numbered", 1))

    assert outline(first) == ["a"]
    assert isinstance(between, Paragraph)
    assert outline(second) == ["c"]


def test_a_sub_heading_stands_one_level_below_its_sections() -> None:
    (under_one,) = written(row("Rubrik\ni två", "heading"), below=1)
    (under_two,) = written(row("Rubrik", "heading"), below=2)

    assert under_one == SubHeading(2, (Run("Rubrik i två"),), "documentation", block="Rubrik\ni två")
    assert isinstance(under_two, SubHeading)
    assert under_two.level == 3


def test_what_is_blank_is_left_out_and_does_not_break_a_list() -> None:
    blocks = written(row("a", "bullet"), row("", "bullet", 1), row(" \n", "paragraph"), row("b", "bullet"))

    assert [outline(block) for block in blocks] == [["a", "b"]]


def test_a_blank_line_parts_a_paragraph_and_styles_go_on() -> None:
    styled = (Run("Fet", bold=True), Run(" och\nrad\n \nlänk", link="https://samtal.example"), Run(" "))
    blocks = blocks_of([Row("paragraph", 0, styled, ("n-1",), block="b")], "documentation", below=2)

    assert [block.runs for block in blocks if isinstance(block, Paragraph)] == [
        (
            Run("Fet", bold=True),
            Run(" och", link="https://samtal.example"),
            Run("\n"),
            Run("rad", link="https://samtal.example"),
        ),
        (Run("länk", link="https://samtal.example"),),
    ]
    assert all(block.sources == ("n-1",) for block in blocks)


RUNS = st.lists(st.builds(Run, st.text("ab \n", max_size=5), st.booleans()), max_size=3).map(tuple)
LINES = st.lists(
    st.builds(Line, RUNS, st.sampled_from(("paragraph", "bullet", "numbered", "heading")), st.integers(0, 2)),
    max_size=6,
).map(tuple)


@settings(deadline=None)
@given(lines=LINES)
@example(lines=(Line((Run("a \n\na"),)),))
def test_composed_lines_written_again_are_the_same(lines: tuple[Line, ...]) -> None:
    once = blocks_of(rows_of(lines, "lead"), "editor", below=2)

    assert blocks_of(rows_of(lines_of(once), "lead"), "editor", below=2) == once
    said = "".join(plain(line.runs) for line in lines)
    assert "".join("".join(plain(line.runs) for line in lines_of(once)).split()) == "".join(said.split())
