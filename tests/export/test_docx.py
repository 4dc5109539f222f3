"""The Word file, read back as Word would."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from server.draft import compose
from server.draft.paper import Column
from server.export import docx
from server.export.docx_styles import SIDE_MARGIN, TABLE_WIDTH
from tests.draft.meeting import PEOPLE, TODAY, Meeting
from tests.draft.outline import OUTLINE
from tests.export.papers import example, hostile, many_notes, tall_box, written

KINDS = {"Title": "title", "Heading 1": "heading 1", "Heading 2": "heading 2", "Etikett": "label"}


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


@cache
def example_file() -> WordDocument:
    return opened(docx.write(example()))


def test_headings_and_labels_are_styles_in_the_papers_order() -> None:
    paragraphs = example_file().paragraphs
    found = [(KINDS[p.style.name], p.text) for p in paragraphs if p.style and p.style.name in KINDS]

    assert found == OUTLINE


def test_the_lead_has_a_style_of_its_own_right_under_the_title() -> None:
    title, lead = example_file().paragraphs[:2]

    assert title.style is not None
    assert lead.style is not None
    assert (title.style.name, lead.style.name) == ("Title", "Ingress")
    assert lead.text.startswith("Samverkansträff 3 var den tredje träffen")


def test_every_page_has_the_word_the_organiser_the_date_and_its_number() -> None:
    section = example_file().sections[0]
    footer = section.footer.paragraphs[0]

    assert section.header.paragraphs[0].text == "DOKUMENTATION · ARBETSMATERIAL\tJämställdhetsmyndigheten   251028"
    assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == [" PAGE ", " NUMPAGES "]
    assert "".join(text.text or "" for text in footer._p.iter(qn("w:t"))) == "Sida 1 av 1"
    assert not section.different_first_page_header_footer


def test_the_page_is_an_upright_a4() -> None:
    section = example_file().sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@pytest.mark.parametrize(("language", "tag"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_the_language_is_said_for_the_text_and_for_the_file(language: str, tag: str) -> None:
    document = opened(docx.write(compose(Meeting(language=language).session, today=TODAY)))
    defaults = document.styles.element.find(qn("w:docDefaults"))

    assert [lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))] == [tag]
    assert document.core_properties.language == tag


def test_the_file_says_its_title_author_subject_and_date() -> None:
    properties = example_file().core_properties

    assert properties.title == OUTLINE[0][1]
    assert properties.author == "Jämställdhetsmyndigheten"
    assert properties.subject == "Målkonflikter i välfärden ur lokalt och regionalt perspektiv"
    assert properties.modified is not None
    assert properties.modified.date() == dt.date(2025, 10, 28)


def test_the_categories_are_a_table_whose_header_row_is_repeated() -> None:
    (table,) = example_file().tables
    header, body = table._tbl.tr_lst

    assert [cell.text for cell in table.rows[0].cells] == [
        "Regelarbete och tillsyn",
        "Stöd",
        "Forskning",
        "Utbildning",
        "Samverkan",
        "Normbrytande val",
    ]
    assert header.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert body.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None
    assert [p.text for p in table.rows[1].cells[5].paragraphs] == [
        "Science center",
        "Nätverk för män i vården",
        "Studie- och yrkesvägledning",
    ]
    assert {p.style.name for p in table.rows[1].cells[5].paragraphs if p.style} == {"Tabellpunkt"}
    described = table._tbl.tblPr.find(qn("w:tblCaption"))
    assert described is not None
    assert described.get(qn("w:val")) == "Exempel på bidrag i varje kategori"


def test_the_table_fits_the_page_and_its_longest_words_get_the_room() -> None:
    columns = (Column("Kort", ("a",)), Column("Lång", ("kompetensförsörjningsarbete",)), Column("Tom", ()))

    narrow, wide, empty = docx.column_widths(columns, TABLE_WIDTH)

    assert narrow + wide + empty <= TABLE_WIDTH < 11_906
    assert wide > narrow
    assert TABLE_WIDTH > 11_906 - 2 * SIDE_MARGIN


def test_columns_whose_words_do_not_fit_share_the_shortage() -> None:
    columns = tuple(Column("Kompetensförsörjningsarbete" * 2, ()) for _ in range(6))

    widths = docx.column_widths(columns, 9_000)

    assert len(set(widths)) == 1
    assert sum(widths) <= 9_000


def test_the_proposal_stands_in_a_box_with_its_bullets() -> None:
    paragraphs = example_file().paragraphs
    boxed = [(p.style.name, p.text) for p in paragraphs if p.style and p.style.name.startswith("Förslagsruta")]

    assert ("Förslagsruta", "Högskolan i Borås föreslår ett nationellt centrum som ska") in boxed
    assert ("Förslagsruta punkt", "sprida kunskap till dem som styr och dem som utför") in boxed
    bold = [run.text for p in paragraphs for run in p.runs if run.bold]
    assert "Högskolan i Borås" in bold
    assert "**" not in "".join(text for _, text in boxed)


def test_a_tall_proposal_breaks_over_pages_and_its_last_line_stands_with_some_of_it() -> None:
    inside = [
        p for p in opened(docx.write(tall_box())).paragraphs if p.text.startswith(("Stycke", "Punkt", "Sist i rutan"))
    ]
    short = next(p for p in example_file().paragraphs if p.text.startswith("Flera organisationer"))

    assert [p.paragraph_format.keep_together for p in inside] == [False] * 7
    assert [p.paragraph_format.keep_with_next for p in inside] == [False] * 5 + [None, False]
    assert (short.paragraph_format.keep_together, short.paragraph_format.keep_with_next) == (None, None)


def test_a_confirmation_does_not_stand_on_a_page_of_its_own() -> None:
    before = {after.text: p for p, after in pairwise(example_file().paragraphs)}
    confirmed = [text for text in before if text.startswith("Avstämt i gruppen")]

    assert [before[text].paragraph_format.keep_with_next for text in confirmed] == [True, True]


def test_bullets_are_lists_in_three_levels() -> None:
    paragraphs = example_file().paragraphs
    listed = {p.text: p.style.name for p in paragraphs if p.style and p.style.name.startswith("List Bullet")}

    assert listed["Inventera det som finns"] == "List Bullet"
    assert listed["Vilka centrum finns redan?"] == "List Bullet 2"
    assert listed["Minst fyra, på olika lärosäten."] == "List Bullet 3"


def test_a_gap_is_seen() -> None:
    gaps = [p.text for p in example_file().paragraphs if p.style and p.style.name == "Saknas"]

    assert gaps == ["Gruppen har inte lämnat någon dokumentation."]


def test_no_empty_paragraph_stands_for_space() -> None:
    assert [p.text for p in example_file().paragraphs if not p.text] == []


def test_every_style_that_is_used_is_in_the_file() -> None:
    document = example_file()
    known = {style.style_id for style in document.styles}
    used = {style.get(qn("w:val")) for style in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))}

    assert used <= known


def test_nothing_of_the_template_is_left() -> None:
    names = zipfile.ZipFile(io.BytesIO(docx.write(example()))).namelist()

    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "stylesWith" in name]


def test_hostile_text_is_read_back_as_it_was_written() -> None:
    paper = hostile()
    document = opened(docx.write(paper))
    styles = {"Normal", "List Bullet", "List Bullet 2", "List Bullet 3", "Avstämning"}
    found = [p.text for p in document.paragraphs if p.style and p.style.name in styles]

    assert found == written(paper)
    assert document.paragraphs[0].text == paper.title
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["A | B <i>", "# C"]


def test_a_character_that_slipped_past_the_boundary_does_not_stop_the_file() -> None:
    meeting = Meeting()
    meeting.block("room-1", "noll\x00 surrogat\ud800 slut\ufffe")

    document = opened(docx.write(compose(meeting.session, today=TODAY)))

    assert "noll\ufffd surrogat\ufffd slut\ufffd" in [p.text for p in document.paragraphs]


def test_nobody_is_named() -> None:
    archive = zipfile.ZipFile(io.BytesIO(docx.write(example())))
    everything = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())

    for hidden in [*PEOPLE, *PEOPLE.values(), "Hemliga organisationen"]:
        assert hidden not in everything


def test_thousands_of_notes_are_all_there() -> None:
    paper = many_notes(5_000)
    texts = {p.text for p in opened(docx.write(paper)).paragraphs}

    assert {text for text in written(paper) if text.startswith("Anteckning")} <= texts
    assert sum(text.startswith("Anteckning") for text in texts) == 5_000
