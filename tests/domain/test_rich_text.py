"""Texts that two people change at once: nothing that either of them wrote is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import rich_text
from server.domain.errors import Invalid, TooLarge
from server.domain.rich_text import (
    Line,
    Lines,
    Run,
    Runs,
    checked_runs,
    goes_on,
    joined,
    merged,
    merged_lines,
    plain,
    trimmed,
)

STYLED = st.builds(
    Run, st.text("ab \nåé", max_size=8), st.booleans(), st.booleans(), st.sampled_from((None, "https://samtal.example"))
)
RUNS = st.lists(STYLED, max_size=5).map(joined)
LINES = st.lists(st.builds(Line, RUNS, st.sampled_from(("paragraph", "bullet")), st.integers(0, 2)), max_size=4).map(
    tuple
)


def text(written: str) -> Runs:
    return (Run(written),) if written else ()


def merge(base: str, mine: str, theirs: str) -> str:
    return plain(merged(text(base), text(mine), text(theirs)))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("Vi ses.", "Vi ses snart.", "Ja, vi ses.", "Ja, vi ses snart."),
        ("Vi ses.", "Vi ses. Tack.", "Vi ses. Hej.", "Vi ses. Hej. Tack."),
        ("ett förslag", "ett förslagen", "ett Förslag", "ett Förslagen"),
        ("ett två tre", "ett tre", "ett två 2 tre", "ett 2 tre"),
        ("", "mitt", "ditt", "dittmitt"),
        ("samma", "", "samma ord", " ord"),
        (
            "Den ena och den andra.",
            "En ena och en annan.",
            "Den ena och den tredje andra.",
            "En ena och en tredje annan.",
        ),
    ],
)
def test_both_changes_stand(base: str, mine: str, theirs: str, both: str) -> None:
    assert merge(base, mine, theirs) == both


@given(RUNS, RUNS, RUNS)
def test_what_anybody_wrote_is_kept_and_gone_is_what_somebody_took_out(base: Runs, mine: Runs, theirs: Runs) -> None:
    result = merged(base, mine, theirs)

    if mine != theirs:
        _holds_all(plain(base), plain(mine), plain(theirs), plain(result))
    assert joined(result) == result


@given(LINES, LINES, LINES)
def test_lines_keep_what_anybody_wrote(base: Lines, mine: Lines, theirs: Lines) -> None:
    result = merged_lines(base, mine, theirs)

    if mine != theirs:
        _holds_all(_all(base), _all(mine), _all(theirs), _all(result))


@given(RUNS, RUNS)
def test_one_change_alone_is_the_result(base: Runs, changed: Runs) -> None:
    assert merged(base, changed, base) == changed
    assert merged(base, base, changed) == changed
    assert merged(base, changed, changed) == changed


@given(LINES, LINES)
def test_one_change_of_lines_alone_is_the_result(base: Lines, changed: Lines) -> None:
    assert merged_lines(base, changed, base) == changed
    assert merged_lines(base, base, changed) == changed


def test_one_emphasises_what_the_other_writes_in() -> None:
    base, mine = (Run("en bra idé"),), (Run("en "), Run("bra", bold=True), Run(" idé"))
    theirs = (Run("en mycket bra idé", italic=True),)

    assert merged(base, mine, theirs) == (
        Run("en mycket ", italic=True),
        Run("bra", bold=True, italic=True),
        Run(" idé", italic=True),
    )


def test_a_line_that_one_splits_keeps_what_the_other_writes_at_its_end() -> None:
    base = (Line(text("ett två")),)
    mine = (Line(text("ett")), Line(text("två"), "bullet"))
    theirs = (Line(text("ett två tre")),)

    assert merged_lines(base, mine, theirs) == (Line(text("ett")), Line(text("två tre"), "bullet"))


def test_a_long_text_written_anew_is_merged_too() -> None:
    base, mine = "a " * 9_000, "a b " * 4_000

    assert merge(base, mine, base + "slut") == mine + "slut"


@given(RUNS, RUNS, RUNS, st.integers(0, 12))
def test_what_there_is_no_time_to_compare_is_kept_all_the_same(
    base: Runs, mine: Runs, theirs: Runs, looks: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rich_text, "_MOST_LOOKS", looks)
        result = merged(base, mine, theirs)

    if mine != theirs:
        _holds_all(plain(base), plain(mine), plain(theirs), plain(result))


@pytest.mark.parametrize("signs", ["ab. ", "a ", ".,", "åäö", "🎈🎉"])
def test_the_longest_texts_keep_what_both_wrote_anew(signs: str) -> None:
    """What repeats itself gives the most to compare."""
    base, mine, theirs = ((signs[shift:] + signs[:shift]) * (20_000 // len(signs)) for shift in (0, 1, 1))

    result = merge(base, "x" + mine, theirs + "y")

    _holds_all(base, "x" + mine, theirs + "y", result)


def test_one_word_more_in_a_long_text_changes_nothing_else() -> None:
    words = [f"ord{number % 700}" for number in range(2_500)]
    mine, theirs = [*words[:40], "mitt", *words[40:]], [*words[:2_000], "ditt", *words[2_000:]]

    both = [*words[:40], "mitt", *words[40:2_000], "ditt", *words[2_000:]]
    assert merge(" ".join(words), " ".join(mine), " ".join(theirs)) == " ".join(both)


def test_what_is_stored_is_normalised_and_keeps_its_blank_space() -> None:
    written = [Run("e\u0301n "), Run(""), Run("rad\r\n"), Run("till", bold=True, link=" https://samtal.example/a ")]

    assert checked_runs(written, limit=30) == (
        Run("én rad\n"),
        Run("till", bold=True, link="https://samtal.example/a"),
    )


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "https://", "samtal.example", "https://a b", "http://[", "mailto:"],
)
def test_a_link_leads_to_a_page_or_an_address(link: str) -> None:
    with pytest.raises(Invalid):
        checked_runs([Run("här", link=link)], limit=30)


def test_too_much_and_what_no_format_carries_are_refused() -> None:
    with pytest.raises(TooLarge):
        checked_runs([Run("ett"), Run("två", bold=True)], limit=5)
    with pytest.raises(Invalid):
        checked_runs([Run("a\x00")], limit=5)


def _holds_all(base: str, mine: str, theirs: str, result: str) -> None:
    """Count signs: each is there at least as often as it was written, less what both together took out."""
    was, one, other, now = Counter(base), Counter(mine), Counter(theirs), Counter(result)
    for sign in {*was, *one, *other}:
        added = max(0, one[sign] - was[sign]) + max(0, other[sign] - was[sign])
        taken = max(0, was[sign] - one[sign]) + max(0, was[sign] - other[sign])
        assert now[sign] >= was[sign] + added - taken


def _all(lines: Lines) -> str:
    return "".join(plain(line.runs) for line in lines)


@pytest.mark.parametrize(
    ("was", "now", "following", "rest"),
    [
        ("Ett stycke. Till.", "Ett stycke.", " Till.", ""),
        ("Ett stycke. Till.", "Ett stycke.", " Till. Och så.", ""),
        ("Ett stycke. Till.", "Först ett stycke.", "Och så. Till.", ""),
        ("Ett två tre fyra", "Ett", " två", " tre fyra"),
        ("Slut.", "Slut", ".", ""),
        ("Slut.", "Slut", "Nästa.", None),
        ("Ett stycke.", "Ett stycke. Till.", "Ett stycke.", None),
        ("Vi ses. Hej då.", "Du! Vi ses. Hej då.", "Vi ses. Hej då.", None),
        ("", "", "", None),
    ],
)
def test_a_line_goes_on_where_the_end_that_it_lost_stands(was: str, now: str, following: str, rest: str | None):
    assert goes_on(was, now, following) == rest


@given(RUNS)
def test_trimming_takes_blank_space_from_the_ends_alone(runs: Runs) -> None:
    assert plain(trimmed(runs)) == plain(runs).strip()
