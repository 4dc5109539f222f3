"""The paper in an agency's own Word template: it keeps its look, and nothing in it may act."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor, Twips

from server.domain.errors import Refusal
from server.export import docx
from server.export.docx_template import Template, TemplateReport, read_template
from server.services.aside import aside
from tests.draft.outline import OUTLINE
from tests.export import agency
from tests.export.papers import example, hostile
from tests.export.rich import rich
from tests.export.test_docx import written
from tests.export.test_rich_text import COUNTED, LINKS, counted_in_word


def poured(content: bytes, paper: Any = None, *, mapping: dict[str, str | None] | None = None, **more: Any) -> Any:
    return Document(io.BytesIO(docx.write(paper or rich(), template=Template(content, mapping or {}), **more)))


@cache
def in_template() -> Any:
    return poured(agency.template())


def words(root: Any) -> str:
    return "".join(text.text or "" for text in root.iter(qn("w:t")))


def styles_of(document: Any) -> dict[str, str]:
    return {p.text: p.style.name for p in document.paragraphs}


# what is kept


def test_the_text_stands_in_the_templates_styles() -> None:
    styles = styles_of(in_template())

    assert styles["Inledningen av dagen"] == "Heading 1"
    assert styles["Egen underrubrik"] == "Heading 2"
    assert styles["Ett"] == "List Number"
    assert styles["I rutan, se mer"] == "Faktaruta"
    lead = next(text for text, style in styles.items() if style == "Ingress")
    assert lead.startswith("Samverkansträff 3")
    heading = in_template().styles["Heading 1"]
    assert str(heading.font.color.rgb) == "004B87"
    assert in_template().styles["Normal"].font.name == "Calibri"


def test_headings_and_labels_stand_in_the_papers_order() -> None:
    document = poured(agency.template(), example())
    kinds = {"Title": "title", "Heading 1": "heading 1", "Heading 2": "heading 2", "Etikett": "label"}

    assert [(kinds[p.style.name], p.text) for p in document.paragraphs if p.style.name in kinds] == OUTLINE


def test_margins_header_footer_and_logo_stay() -> None:
    section = in_template().sections[0]
    header = section.header

    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (25, 40)
    assert words(section.footer._element) == "Box 73, Angered 1"
    assert [each.get("descr") for each in header._element.iter() if each.tag.endswith("}docPr")] == [
        "Myndighetens logotyp"
    ]
    pictures = [each for each in header.part.rels.values() if each.reltype.endswith("/image")]
    assert [each.target_part.blob for each in pictures] == [agency.PIXEL]


def test_what_is_marked_in_the_header_is_filled_in_across_runs_and_in_controls() -> None:
    header = in_template().sections[0].header._element

    assert words(header) == (f"Dnr 1/25  {rich().title}, 2025-10-28 UtkastJämställdhetsmyndigheten")
    assert not list(header.iter(qn("w:dataBinding"), qn("w:showingPlcHdr")))


def test_the_templates_own_text_is_gone_and_its_table() -> None:
    assert "Skriv din text här" not in words(in_template().element.body)
    assert len(in_template().tables) == 1
    assert in_template().element.body[-1].tag == qn("w:sectPr")


def test_a_cover_page_stays_where_the_place_for_the_text_is_marked() -> None:
    document = poured(agency.template(cover=True))
    texts = [p.text for p in document.paragraphs]

    assert texts[:3] == ["Rapport", "Jämställdhetsmyndigheten, 2025-10-28", rich().title]
    assert texts[-1] == "Myndighetens adress"
    assert "{{dokumentation}}" not in texts


def test_the_table_fits_between_the_templates_margins() -> None:
    (table,) = in_template().tables
    widths = sum(int(each.get(qn("w:w"))) for each in table._tbl.tblGrid)
    outdent = -int(table._tbl.tblPr.find(qn("w:tblInd")).get(qn("w:w")))
    margins = in_template().sections[0]
    text = (margins.page_width - margins.left_margin - margins.right_margin) / Twips(1)

    assert widths - 2 * outdent <= text
    assert 0 <= outdent < margins.left_margin / Twips(1)
    assert not list(table._tbl.tr_lst[0].iter(qn("w:shd")))  # white on dark is our look, not theirs


@pytest.mark.parametrize(("colour", "ground"), [("FFFFFF", True), ("F2F2F2", True), ("004B87", False)])
def test_light_headings_of_the_table_get_a_dark_ground(colour: str, ground: bool) -> None:
    made = agency.document()
    heading = made.styles.add_style("Tabellrubrik", WD_STYLE_TYPE.PARAGRAPH)
    heading.font.color.rgb = RGBColor.from_string(colour)
    (table,) = poured(agency.saved(made)).tables

    assert bool(list(table._tbl.tr_lst[0].iter(qn("w:shd")))) == ground


def test_the_file_says_its_title_its_language_and_its_alternative_texts() -> None:
    document = in_template()

    assert document.core_properties.title == rich().title
    assert document.core_properties.language == "sv-SE"
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"sv-SE"}
    caption = document.tables[0]._tbl.tblPr.find(qn("w:tblCaption"))
    assert caption.get(qn("w:val")) == "Exempel på bidrag i varje kategori"


def test_lists_count_from_one_and_links_lead_where_they_should() -> None:
    document = in_template()
    links = [
        (words(link), document.part.rels[link.get(qn("r:id"))].target_ref)
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]

    plain = [line.partition(" ")[2] for line in counted_in_template(document)]
    assert plain == [line.partition(" ")[2] for line in COUNTED]
    assert links == LINKS


def counted_in_template(document: Any) -> list[str]:
    """As `counted_in_word`, whatever forms the template's levels have."""
    for form in document.part.numbering_part.element.iter(qn("w:numFmt")):
        if form.get(qn("w:val")) not in ("bullet", "none", "decimal", "lowerLetter", "lowerRoman"):
            form.set(qn("w:val"), "decimal")
    return counted_in_word(document)


def test_bullets_have_marks_also_where_the_templates_style_has_none() -> None:
    made = agency.document()
    style = made.styles["List Bullet"].element
    style.pPr.remove(style.pPr.find(qn("w:numPr")))
    document = poured(agency.saved(made))
    point = next(p for p in document.paragraphs if p.text == "Punkt")

    own = point._p.pPr.numPr
    number = next(n for n in document.part.numbering_part.element.num_lst if n.numId == own.numId.val)
    definition = next(
        each
        for each in document.part.numbering_part.element.findall(qn("w:abstractNum"))
        if each.get(qn("w:abstractNumId")) == str(number.abstractNumId.val)
    )
    assert definition.find(qn("w:lvl")).find(qn("w:numFmt")).get(qn("w:val")) == "bullet"


def test_captions_and_boxes_stay_with_what_follows_them() -> None:
    paragraphs = in_template().paragraphs
    caption = next(p for p in paragraphs if p.style.name == "Caption")
    boxed = [p for p in paragraphs if p.style.name == "Faktaruta" or p.style.name.startswith("Förslagsruta")]
    end = next(number for number, p in enumerate(boxed) if p.text == "Rutans streck")

    assert caption.paragraph_format.keep_with_next
    assert all(p.paragraph_format.keep_with_next is not False for p in boxed[:end])
    assert boxed[end].paragraph_format.keep_with_next is False


def test_lists_without_room_between_points_have_none_between_levels() -> None:
    after = {p.text: p.paragraph_format.space_after for p in in_template().paragraphs}

    assert (after["Ett"], after["under a"], after["Två"]) == (0, 0, 0)
    assert after["strecksats"] == after["Nytt två"] == Pt(8)


def test_comments_of_the_template_leave_and_ours_come() -> None:
    made = agency.document(cover=True)
    made.add_comment(made.paragraphs[0].runs, text="Ändra inte här", author="Registrator")
    document = poured(agency.saved(made), traces={"n-1": "Behov: Fler stolar"})

    assert {comment.author for comment in document.comments} == {"Samtal"}
    assert "Behov: Fler stolar" in {comment.text for comment in document.comments}


def test_hostile_text_is_read_back_as_it_was_written() -> None:
    document = poured(agency.template(), hostile())
    styles = {"Normal", "List Bullet", "List Bullet 2", "List Bullet 3", "Avstämning"}
    body = {"Body Text"} | styles

    assert [p.text for p in document.paragraphs if p.style.name in body] == written(hostile())


@pytest.mark.parametrize("make", [agency.template, agency.swedish], ids=["english", "swedish"])
def test_every_style_and_list_that_is_named_exists_once(make: Any) -> None:
    document = poured(make(), traces={"n-1": "Behov: Fler stolar"})
    ids = [style.get(qn("w:styleId")) for style in document.styles.element.findall(qn("w:style"))]
    names = [
        style.find(qn("w:name")).get(qn("w:val")).casefold() for style in document.styles.element.findall(qn("w:style"))
    ]
    parts = [document.element.body, document.part._comments_part.element, document.sections[0].header._element]
    named = {
        each.get(qn("w:val"))
        for root in [*parts, document.styles.element]
        for each in root.iter(*map(qn, ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next")))
    }
    numbering = document.part.numbering_part.element
    lists = [num.numId for num in numbering.num_lst]
    definitions = [each.get(qn("w:abstractNumId")) for each in numbering.findall(qn("w:abstractNum"))]
    used = {each.val for root in [*parts, document.styles.element] for each in root.iter(qn("w:numId"))}

    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert named <= set(ids)
    assert len(lists) == len(set(lists))
    assert len(definitions) == len(set(definitions))
    assert used <= set(lists)
    assert {str(num.abstractNumId.val) for num in numbering.num_lst} <= set(definitions)


# the state


def test_a_header_without_a_place_for_the_state_does_not_hide_that_it_is_a_draft() -> None:
    plain = agency.replaced("word/header1.xml", "{{status}}", "")
    first = poured(plain).paragraphs[0]

    assert (first.text, first.style.name) == ("DOKUMENTATION · UTKAST", "Etikett")
    assert poured(plain, rich(state="")).paragraphs[0].style.name == "Title"
    assert in_template().paragraphs[0].style.name == "Title"


def test_a_template_without_header_and_footer_gets_ours() -> None:
    document = poured(agency.template(header=False))
    section = document.sections[0]

    assert words(section.header._element).startswith("DOKUMENTATION · UTKAST")
    assert [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))] == [
        " PAGE ",
        " NUMPAGES ",
    ]


def test_a_header_of_an_earlier_section_stays_when_the_body_is_cleared() -> None:
    made = agency.document()
    made.add_section()  # linked to the one before it: has no header of its own
    document = poured(agency.saved(made))

    assert len(document.sections) == 1
    assert words(document.sections[0].footer._element) == "Box 73, Angered 1"


# the mapping


def test_the_report_names_what_was_found_and_what_is_missing() -> None:
    report = read_template(agency.template())

    assert report.mapping["Heading1"] == "heading 1"
    assert report.mapping["Forslagsruta"] == "Faktaruta"
    assert report.mapping["Ingress"] == "Ingress"
    assert report.missing == [ours for ours, name in report.mapping.items() if name is None]
    assert {"Etikett", "Saknas", "Tabellpunkt"} <= set(report.missing)
    assert {"name": "Myndighetens rubrik", "label": "Myndighetens rubrik", "kind": "paragraph"} in report.styles
    assert {"name": "List Bullet", "label": "Punktlista", "kind": "paragraph"} in report.styles
    assert (report.blanks, report.place, report.problems) == (["date", "organiser", "status", "title"], False, [])


def test_built_in_styles_are_found_under_a_swedish_words_ids() -> None:
    document = poured(agency.swedish())
    heading = next(p for p in document.paragraphs if p.text == "Inledningen av dagen")

    assert heading._p.pPr.pStyle.val == "Rubrik1"
    assert read_template(agency.swedish()).mapping["Heading1"] == "heading 1"


@pytest.mark.parametrize("name", ["Rubrik 1", "heading 1", "Heading1", "RUBRIK 1"])
def test_a_style_may_be_chosen_by_any_of_its_names(name: str) -> None:
    document = poured(agency.template(), mapping={"Etikett": name})

    assert styles_of(document)["Dokumentation från samtalen:"] == "Heading 1"


def test_a_chosen_heading_that_has_no_level_gets_one() -> None:
    document = poured(agency.template(), mapping={"Heading1": "Myndighetens rubrik"})
    heading = next(p for p in document.paragraphs if p.text == "Inledningen av dagen")

    assert heading.style.name == "Myndighetens rubrik"
    assert heading._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_ours_can_be_chosen_instead_of_the_templates() -> None:
    document = poured(agency.template(), mapping={"Heading1": None, "Normal": None, "Kategoritabell": None})

    assert styles_of(document)["Inledningen av dagen"] == "Samtal heading 1"
    assert document.styles["Heading 1"].font.color.rgb is not None


def test_a_chosen_style_that_is_not_there_counts_as_not_chosen() -> None:
    document = poured(agency.template(), mapping={"Heading1": "Finns inte", "Hittepå": "Normal"})

    assert styles_of(document)["Inledningen av dagen"] == "Heading 1"


def problems(report: TemplateReport) -> list[str]:
    return [problem.message % problem.params for problem in report.problems]


def test_what_should_be_looked_at_is_said() -> None:
    bare = problems(read_template(agency.template(header=False)))
    odd = agency.document(cover=True)
    odd.add_paragraph("{{dokumentation}}")
    odd.add_paragraph("{{diarienummer}}")
    inside = agency.document()
    inside.tables[0].cell(0, 0).text = "{{dokumentation}}"

    assert bare == ["Mallen har inget sidhuvud. Samtals eget läggs in.", "Mallen har ingen sidfot. Sidnummer läggs in."]
    assert problems(read_template(agency.saved(odd))) == [
        "{{dokumentation}} står på flera ställen. Texten läggs in på det första.",
        "Platsen {{diarienummer}} är okänd och lämnas som den är.",
    ]
    assert len(problems(read_template(agency.saved(inside)))) == 1


def from_libreoffice() -> bytes:
    """A template with what LibreOffice writes in another way than Word."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    theirs = package.replace("package/2006", "officedocument/2006")

    def change(parts: dict[str, bytes]) -> None:
        assert package.encode() in parts["_rels/.rels"]
        parts["_rels/.rels"] = parts["_rels/.rels"].replace(package.encode(), theirs.encode())
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b' w:default="1"', b"")

    return agency.changed(agency.template(), change)


def test_a_template_from_libreoffice_is_one_too() -> None:
    file = docx.write(rich(), template=Template(from_libreoffice()))
    names = zipfile.ZipFile(io.BytesIO(file)).namelist()

    assert len(names) == len(set(names))
    assert Document(io.BytesIO(file)).core_properties.title == rich().title
    assert read_template(from_libreoffice()).mapping["Normal"] == "Normal"


@pytest.mark.parametrize("spoilt", ["another root", "another type"])
def test_what_a_template_says_of_itself_is_not_carried_on_nor_trusted(spoilt: str) -> None:
    made = agency.document()
    made.core_properties.author = made.core_properties.keywords = "Karin Kommunikatör"
    content = agency.saved(made)
    core, kind = "docProps/core.xml", b"application/vnd.openxmlformats-package.core-properties+xml"

    def spoil(parts: dict[str, bytes]) -> None:
        assert "Karin" in parts[core].decode()
        assert kind in parts["[Content_Types].xml"]
        if spoilt == "another root":
            parts[core] = b"<x/>"
        else:
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, b"application/xml")

    for file in (content, agency.changed(content, spoil)):
        assert read_template(file).mapping["Heading1"] == "heading 1"
        written = docx.write(rich(), template=Template(file))
        assert Document(io.BytesIO(written)).core_properties.title == rich().title
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            assert not [name for name in archive.namelist() if b"Karin" in archive.read(name)]


def test_a_dotx_is_a_template_too() -> None:
    dotx = agency.replaced("[Content_Types].xml", agency.MAIN, agency.DOTX)
    file = docx.write(rich(), template=Template(dotx))

    assert agency.MAIN in zipfile.ZipFile(io.BytesIO(file)).read("[Content_Types].xml").decode()


# what a template may not


def with_doctype() -> bytes:
    return agency.replaced(
        "word/styles.xml", "<w:styles", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:styles'
    )


def with_member(name: str, text: bytes) -> bytes:
    return agency.changed(agency.template(), lambda parts: parts.__setitem__(name, text))


def with_many() -> bytes:
    return agency.changed(agency.template(), lambda parts: parts.update({f"word/{n}.bin": b"" for n in range(2_100)}))


def encrypted() -> bytes:
    """The mark of encryption in the archive's own directory, as a program that encrypts writes it."""
    content = bytearray(agency.template())
    place = content.rfind(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


def damaged() -> bytes:
    """A part whose packed stream is none: what packs it says so in its own way."""
    content = agency.template()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("word/styles.xml")
    begins = part.header_offset + 30 + len(part.filename)
    return content[:begins] + b"\xff" * 8 + content[begins + 8 :]


def nameless() -> bytes:
    """A part without a name, which only the archive's own directory can say."""
    content = bytearray(agency.template())
    place = content.rfind(b"PK\x01\x02")
    length = int.from_bytes(content[place + 28 : place + 30], "little")
    lengths = b"\0\0" + b"\0\0" + length.to_bytes(2, "little")  # of name, extras and comment, which lie side by side
    return bytes(content[: place + 28] + lengths + content[place + 34 :])


def with_styles(count: int) -> bytes:
    many = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:name w:val="N{n}"/></w:style>' for n in range(count)
    )
    return agency.replaced("word/styles.xml", "</w:styles>", f"{many}</w:styles>")


NESTED = (
    f'<w:p {nsdecls("w")}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> IF 1 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>DDEAUTO</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText> cmd</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
VML = (
    f'<w:p {nsdecls("w")}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    '<v:imagedata src="http://203.0.113.9/x.png"/></v:shape></w:pict></w:r></w:p>'
)
SETTINGS = "word/settings.xml"
REFUSED = {
    "no zip": (lambda: b"Hej", "ingen Word-mall"),
    "an old .doc or an encrypted .docx": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "lösenordsskyddad"),
    "encrypted entries": (encrypted, "lösenordsskyddad"),
    "a damaged part": (damaged, "skadad"),
    "cut short": (lambda: agency.template()[:3_000], "skadad"),
    "another kind of file": (
        lambda: agency.replaced("[Content_Types].xml", agency.MAIN, "text/plain"),
        "ingen Word-mall",
    ),
    "a type for macros": (lambda: agency.replaced("[Content_Types].xml", agency.MAIN, agency.DOTM), "makron"),
    "a macro": (lambda: with_member("word/vbaProject.bin", b"x"), "makron"),
    "buttons of its own": (lambda: agency.related("ui/extensibility", "customUI/x.xml", outside=False), "makron"),
    "a macro's relationship": (lambda: agency.related("vbaProject", "x.bin", outside=False), "makron"),
    "a picture from elsewhere": (lambda: agency.related("image", "http://203.0.113.9/x.png"), "utifrån"),
    "a link to a file": (lambda: agency.related("hyperlink", "file://server/share"), "utifrån"),
    "a picture in old drawing": (lambda: agency.in_body(parse_xml(VML)), "utifrån"),
    "an OLE object": (lambda: agency.related("oleObject", "embeddings/x.bin", outside=False), "inbäddade"),
    "an embedded file": (lambda: with_member("word/embeddings/x.xlsx", b"x"), "inbäddade"),
    "ActiveX": (lambda: with_member("word/activeX/activeX1.xml", b"<x/>"), "inbäddade"),
    "an object": (lambda: agency.in_body(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:object/></w:r></w:p>")), "inbäddade"),
    "another document's text": (lambda: agency.in_body(parse_xml(f"<w:altChunk {nsdecls('w')}/>")), "annat dokument"),
    "its relationship": (lambda: agency.related("aFChunk", "x.html", outside=False), "annat dokument"),
    "DDE": (lambda: agency.in_body(agency.complex_field(" DD", "EAUTO c:\\\\cmd.exe ")), "fält"),
    "DDE in a simple field": (lambda: agency.saved(_with_field("DDE excel a b")), "fält"),
    "DDE put together": (lambda: agency.in_body(parse_xml(NESTED)), "fält"),
    "INCLUDETEXT": (lambda: agency.in_body(agency.complex_field(" INCLUDETEXT x.docx")), "fält"),
    "INCLUDEPICTURE": (lambda: agency.in_body(agency.complex_field("includepicture", ' "http://x/y.png"')), "fält"),
    "a link field to a file": (lambda: agency.in_body(agency.complex_field(' HYPERLINK "file://x/y"')), "fält"),
    "mail merge": (
        lambda: agency.replaced(SETTINGS, "</w:settings>", "<w:mailMerge/></w:settings>"),
        "datakälla",
    ),
    "entities": (with_doctype, "DTD"),
    "a path that leads out": (lambda: with_member("../x.xml", b"<x/>"), "skadad"),
    "XML that is none": (lambda: with_member("word/document.xml", b"<w:document"), "skadad"),
    "a bomb": (lambda: with_member("word/media/x.bin", b"\0" * 30_000_000), "packas upp"),
    "a part without a name": (nameless, "skadad"),
    "very many styles": (lambda: with_styles(5_001), "formatmallar"),
    "very many parts": (with_many, "packas upp"),
    "a very large file": (lambda: b"PK" + b"\0" * (10 * 1024 * 1024), "10 MB"),
}


def _with_field(code: str) -> Any:
    made = agency.document()
    made.paragraphs[0]._p.append(agency.field(code))
    return made


@pytest.mark.parametrize("what", REFUSED)
def test_a_template_is_data_never_code(what: str) -> None:
    make, said = REFUSED[what]
    content = make()

    for opened in (lambda: read_template(content), lambda: docx.write(rich(), template=Template(content))):
        with pytest.raises(Refusal) as refused:
            opened()
        assert said in refused.value.message
        assert refused.value.field == "file"


def test_a_link_to_the_template_that_the_file_was_made_from_is_left_behind() -> None:
    def attach(parts: dict[str, bytes]) -> None:
        kind = f"{agency.RELATIONS}/attachedTemplate"
        link = f'<Relationship Id="rId1" Type="{kind}" Target="file:///C:/mall.dotm" TargetMode="External"/>'
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts["word/_rels/settings.xml.rels"] = f'<Relationships xmlns="{package}">{link}</Relationships>'.encode()
        element = f'<w:attachedTemplate xmlns:r="{agency.RELATIONS}" r:id="rId1"/></w:settings>'
        parts[SETTINGS] = parts[SETTINGS].replace(b"</w:settings>", element.encode())

    content = agency.changed(agency.template(), attach)

    written = docx.write(rich(), template=Template(content))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"mall.dotm" in archive.read("word/_rels/settings.xml.rels")
        assert b"attachedTemplate" in archive.read(SETTINGS)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert not [name for name in archive.namelist() if b"mall.dotm" in archive.read(name)]
        assert b"attachedTemplate" not in archive.read(SETTINGS)


def test_ordinary_fields_and_links_to_pages_are_allowed() -> None:
    made = agency.document()
    made.element.body.insert(0, agency.complex_field(' IF 1 = 1 "a" "b" '))
    made.element.body.insert(0, agency.complex_field(" STYLEREF &quot;Rubrik 1&quot; \\* MERGEFORMAT "))
    made.sections[0].footer.part.relate_to("https://www.example.org", agency.RELATIONS + "/hyperlink", is_external=True)

    assert read_template(agency.saved(made)).problems == []


def test_a_refusal_comes_whole_out_of_the_process_of_its_own() -> None:
    assert aside(read_template, agency.template()).mapping["Heading1"] == "heading 1"
    with pytest.raises(Refusal, match="makron"):
        aside(read_template, with_member("word/vbaProject.bin", b"x"))
