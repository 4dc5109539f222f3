"""Nothing that anybody wrote is changed on its way out: hard texts through all seven formats, read back by others.

A PDF is the exception, and openly so: it holds glyphs at places. What a reader gets of it is compared without blanks
and invisible signs, with letters and marks apart (`readers.pages`); right-to-left text and a mountain of marks on one
letter are compared by their signs, not by their order; signs that no font of ours has are replacement characters there.
A letter that our fonts have only as letter and mark (ǩ) is seen right, but a reader gets it twice.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from functools import cache

import pytest

from server.domain.errors import Refusal
from server.domain.session import Session
from server.draft import compose
from server.export import FORMATS, Material
from server.session_file import SessionFileRefused, read
from tests.domain.cast import Hall, refused, seated
from tests.draft.meeting import TODAY, Meeting, samverkanstraff
from tests.draft.outline import OUTLINE
from tests.export.readers import READERS, pages, squeezed, unpacked

HARD = {
    "å ä ö": "Åäö ÅÄÖ, é ü ß ø æ: ”citat” – och … 30 september 2025",
    "sami": "Áá Čč Đđ Ŋŋ Šš Ŧŧ Žž (nordsamiska), Ïï (sydsamiska), Ǯǯ Ǥǥ (skoltsamiska)",
    "letters put together": "Ǩǩ (skoltsamiska)",
    "emoji with joiners": "👩🏽‍🔬 forskar, 👨‍👩‍👧‍👦 bor, 🏳️‍🌈 vajar, 1️⃣ först",
    "right to left": "مرحبا بالعالم och שלום עולם i svensk text",
    "markup": "R&D <b>fetstil</b> &amp; &lt;i&gt; <!-- nej -->",
    "templates": "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% raw %}",
    "the end of data": "]]> <![CDATA[ ]]> </w:t></text:p>",
    "markdown": "*inte fet* _inte_ `kod` [länk](http://a) # rubrik | tabell \\ bakstreck",
    "lines": "rad ett\nrad två\n- rad tre\n  indragen rad",
    "ten thousand": ("Villkoren i välfärdens yrken. " * 400)[:9_999].strip() + "!",
    "without a blank": "x" * 10_000,
    "a thousand marks": "e" + "\u0301\u0323" * 500 + " slut",
}
FITS_A_NOTE = [name for name in HARD if len(HARD[name]) <= 2_000]
BY_SIGNS = ("letters put together", "right to left", "a thousand marks")
NO_GLYPH_IN_PDF = "1️⃣"  # the key around a digit: no font of ours has it
CONTROLS = [*map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)]), "\ufffe", "\uffff"]


@cache
def session_with(name: str) -> Session:
    """A meeting in which the text is a paragraph, a bullet, and where it fits a note and a theme too."""
    meeting, text = Meeting(), HARD[name]
    meeting.block("room-1", text)
    meeting.block("room-2", text, kind="bullet")
    if name in FITS_A_NOTE:
        meeting.note("room-3", text)
        meeting.theme(text)
    return meeting.session


def written(session: Session, format: str) -> bytes:
    return FORMATS[format].write(Material(compose(session, today=TODAY), session))


def times(name: str) -> int:
    return 4 if name in FITS_A_NOTE else 2


def signs(text: str) -> Counter[str]:
    return Counter(squeezed(text))


# texts


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("format", READERS)
def test_a_hard_text_is_read_back_as_it_was_written(format: str, name: str) -> None:
    found = [text for _, text in READERS[format](written(session_with(name), format))]

    assert found.count(HARD[name]) == times(name)


@pytest.mark.parametrize("name", [name for name in HARD if name not in BY_SIGNS])
def test_a_hard_text_stands_on_the_pages_of_the_pdf(name: str) -> None:
    expected = squeezed(HARD[name].replace(NO_GLYPH_IN_PDF, "1"))

    assert pages(written(session_with(name), "pdf")).count(expected) >= times(name)


@pytest.mark.parametrize("name", BY_SIGNS)
def test_of_turned_and_heaped_text_the_pdf_gives_back_every_sign(name: str) -> None:
    found = signs(pages(written(session_with(name), "pdf")))
    without = signs(pages(written(Meeting().session, "pdf")))

    turned = {sign: count for sign, count in signs(HARD[name]).items() if not sign.isascii()}
    for sign, count in turned.items():
        assert found[sign] - without[sign] >= count, f"U+{ord(sign):04X}"


@pytest.mark.parametrize("name", HARD)
def test_a_hard_text_is_whole_in_every_part_of_the_archive(name: str) -> None:
    session = session_with(name)
    files = unpacked(written(session, "zip"))

    for format, reader in READERS.items():
        assert [text for _, text in reader(files[format])].count(HARD[name]) == times(name), format
    notes = [row[-1] for row in csv.reader(io.StringIO(files["csv"].decode("utf-8"), newline=""), delimiter=";")]
    assert notes.count(HARD[name]) == (1 if name in FITS_A_NOTE else 0)


def test_five_hundred_notes_stand_in_every_format_once_and_in_order() -> None:
    meeting = Meeting()
    notes = [f"Inlägg nummer {number}: ord {number * 7919 % 1000} av betydelse" for number in range(500)]
    for number, text in enumerate(notes):
        meeting.note(f"room-{number // 100 + 1}", text)
    session = meeting.session

    for format, reader in READERS.items():
        found = [text for _, text in reader(written(session, format))]
        by_room = [text for room in session.rooms for text in (note.text for note in room.visible_notes())]
        listed = [text for text in found if text in set(notes)]
        assert Counter(listed) == Counter(notes), format
        assert sorted(listed, key=notes.index) == sorted(by_room, key=notes.index), format
    page = pages(written(session, "pdf"))
    assert [page.count(squeezed(text)) for text in notes] == [1] * 500


# signs that no format can carry


@pytest.mark.parametrize("sign", CONTROLS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_control_character_is_refused_at_the_door(sign: str) -> None:
    hall = seated(Hall())

    with refused("invalid", "text"):
        hall.person("anna").writes(f"före{sign}efter")
    with refused("invalid"):
        hall.person("eva").documents(f"före{sign}efter")
    with refused("invalid", "text"):
        hall.facilitator.does("theme.add", text=f"före{sign}efter")
    with pytest.raises(SessionFileRefused):
        read(json.dumps({"samtal": 1, "title": f"a{sign}b", "date": "2025-09-30"}), "session.yaml")


def test_a_lone_half_of_a_sign_is_refused_at_the_door() -> None:
    with pytest.raises(Refusal):
        seated(Hall()).person("anna").writes("före\ud800efter")


# the structure of the paper


@pytest.mark.parametrize("format", READERS)
def test_the_structure_stands_heading_by_heading_and_label_by_label(format: str) -> None:
    found = READERS[format](written(samverkanstraff().session, format))

    assert [each for each in found if each[0] != "text"] == OUTLINE


def test_the_archive_holds_the_same_structure_in_each_format() -> None:
    files = unpacked(written(samverkanstraff().session, "zip"))

    for format, reader in READERS.items():
        assert [each for each in reader(files[format]) if each[0] != "text"] == OUTLINE, format


@pytest.mark.parametrize("format", ["pdf", "zip"])
def test_the_structure_stands_on_the_pages_of_the_pdf_in_the_same_order(format: str) -> None:
    file = written(samverkanstraff().session, format)
    page, at = pages(unpacked(file)["pdf"] if format == "zip" else file), 0

    for _, text in OUTLINE:
        at = page.index(squeezed(text), at) + 1
