"""The one rule for what people write: kept as written, in one normal form, with nothing that a format cannot carry."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import Invalid, Refusal
from server.domain.plain_text import checked_line, checked_text, optional_text
from tests.domain.cast import refused


def kept(text: str, limit: int = 2_000) -> str:
    return checked_text(text, limit=limit)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("cafe\u0301 A\u030angstro\u0308m", "café Ångström"),  # NFC
        ("rad ett\r\nrad två\rrad tre\nrad fyra", "rad ett\nrad två\nrad tre\nrad fyra"),
        ("\n\t  inre   blanka\n\n\tstår kvar  \u00a0\n", "inre   blanka\n\n\tstår kvar"),
        ("<b>inte</b> HTML & *inte* &amp;", "<b>inte</b> HTML & *inte* &amp;"),
        ("👩‍👩‍👧‍👦 och 🇸🇪", "👩‍👩‍👧‍👦 och 🇸🇪"),
        ("שלום مرحبا \u200f\u202b", "שלום مرحبا \u200f\u202b"),
        ("z" + "\u0336" * 50, "z" + "\u0336" * 50),
        ("\ufb01 och ½ står som de skrevs", "\ufb01 och ½ står som de skrevs"),  # not NFKC
        ("\ufeffmed bom", "\ufeffmed bom"),
    ],
)
def test_text_is_kept_as_written_in_its_normal_form(written: str, stored: str):
    assert kept(written) == stored


@pytest.mark.parametrize(
    "character",
    [
        *(chr(code) for code in range(32) if chr(code) not in "\t\n\r"),
        *(chr(code) for code in range(0x7F, 0xA0)),
        *map(chr, (0xD800, 0xDBFF, 0xDC00, 0xDFFF)),
        "\ufdd0",
        "\ufdef",
        "\ufffe",
        "\uffff",
        "\U0001fffe",
        "\U0010ffff",
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_what_no_format_can_carry_is_refused_wherever_it_stands(character: str):
    for text in (f"a{character}b", f"{character}b", f"a{character}"):
        for rule in (checked_text, optional_text, checked_line):
            with refused("invalid", "here"):
                rule(text, limit=100, field="here")


@pytest.mark.parametrize("character", ["\ufdcf", "\ufdf0", "\ufffd", "\U0001fffd", "\U00020000", "\ue000", "\u2028"])
def test_their_neighbours_are_kept(character: str):
    assert kept(f"a{character}b") == f"a{character}b"


@pytest.mark.parametrize(
    "nothing", ["", " ", "\r\n\t", "\u00a0\u2003", "\u2028\u2029", "\u200b\u200d\ufeff\u2060 \u00ad"]
)
def test_text_without_anything_to_see_is_refused(nothing: str):
    with refused("invalid", "text"):
        kept(nothing)
    assert optional_text(" \r\n ", limit=10) == ""


@pytest.mark.parametrize("character", ["a", "å", "e\u0301", "👍", "\u1100\u1161\u11a8", "\u1f82"])
def test_the_limit_counts_characters_after_normalising(character: str):
    once = unicodedata.normalize("NFC", character)
    written = unicodedata.normalize("NFD", character)

    assert kept(written * 100, limit=100 * len(once)) == once * 100
    with refused("too_large", "text"):
        kept(written * 100 + "x", limit=100 * len(once))


def test_blank_space_around_does_not_count_towards_the_limit():
    assert kept(" " * 50 + "x" * 100 + "\n" * 50, limit=100) == "x" * 100
    assert kept("a\r\n" * 50, limit=100) == ("a\n" * 50).strip()


def test_a_title_is_one_line():
    assert checked_line(" Två\r\n rader\toch\u00a0\u2003mer ", limit=20, field="title") == "Två rader och mer"
    assert checked_line("x" * 20 + "\n", limit=20, field="title") == "x" * 20
    with refused("too_large", "title"):
        checked_line("x" * 21, limit=20, field="title")
    with refused("invalid", "title"):
        checked_line("\n", limit=20, field="title")


def test_a_refusal_of_length_says_the_limit():
    with pytest.raises(Refusal) as caught:
        kept("x" * 11, limit=10)
    assert caught.value.message % caught.value.params == "Texten är för lång: högst 10 tecken."


@given(st.text(alphabet=st.characters(), max_size=200))
def test_what_has_been_kept_once_is_kept_unchanged_and_every_format_can_carry_it(text: str):
    try:
        stored = kept(text)
    except Invalid:
        return
    assert kept(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert stored == stored.strip()
    assert stored.encode().decode() == stored
    assert all(unicodedata.category(character) != "Cc" or character in "\t\n" for character in stored)
    line = checked_line(text, limit=2_000, field="title")
    assert checked_line(line, limit=2_000, field="title") == line
    assert len(line.splitlines()) == 1
