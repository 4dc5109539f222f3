"""An agency's Word template, made as a person would make it in Word, and the ways in which one can be hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOTM = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c631031d6060000d100733f8d"
    "76940000000049454e44ae426082"
)


def document(*, cover: bool = False, header: bool = True) -> Any:
    """A template in blue and Calibri, with narrow margins, a logo, and blanks that Word has cut into runs."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin = Mm(25), Mm(40), Mm(45)
    _styles(made)
    if header:
        _header(section)
    if cover:
        made.add_paragraph("Rapport", style="Subtitle")
        made.add_paragraph("{{organisation}}, {{datum}}")
        made.add_paragraph("{{dokumentation}}")
        made.add_paragraph("Myndighetens adress")
    else:
        made.add_paragraph("Skriv din text här")
        made.add_table(1, 2)
    return made


def _styles(made: Any) -> None:
    made.styles["Normal"].font.name = "Calibri"
    made.styles["Normal"].font.size = Pt(11)
    made.styles["Heading 1"].font.color.rgb = RGBColor(0x00, 0x4B, 0x87)
    lead = made.styles.add_style("Ingress", WD_STYLE_TYPE.PARAGRAPH)
    lead.font.size = Pt(14)
    fact = made.styles.add_style("Faktaruta", WD_STYLE_TYPE.PARAGRAPH)
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="E3EEF7"/>')
    fact.element.get_or_add_pPr().append(shade)
    own = made.styles.add_style("Myndighetens rubrik", WD_STYLE_TYPE.PARAGRAPH)
    own.font.bold = True


def _header(section: Any) -> None:
    head = section.header.paragraphs[0]
    picture = head.add_run().add_picture(io.BytesIO(PIXEL), width=Mm(30))
    picture._inline.docPr.set("descr", "Myndighetens logotyp")
    for piece in ("\tDnr 1/25  {{ru", "brik", "}}, {{datum}} {{status}}"):
        head.add_run(piece)
    section.header._element.append(control("organisation", "Klicka här"))
    foot = section.footer.paragraphs[0]
    foot.add_run("Box 73, Angered ")
    foot._p.append(field(" PAGE "))


def control(tag: str, text: str) -> Any:
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/><w:showingPlcHdr/>'
        '<w:dataBinding w:xpath="/x" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def field(code: str) -> Any:
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')


def complex_field(*codes: str) -> Any:
    """A field whose code stands in several runs."""
    texts = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return parse_xml(f"<w:p {nsdecls('w')}>{begin}{texts}{end}</w:p>")


def saved(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def template(**more: bool) -> bytes:
    return saved(document(**more))


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Give the file with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def replaced(part: str, old: str, new: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return changed(template(), change)


def related(kind: str, target: str, *, outside: bool = True, of: str = "word/_rels/document.xml.rels") -> bytes:
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rIdX" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced(of, "</Relationships>", relation)


def in_body(element: Any) -> bytes:
    made = document()
    made.element.body.insert(0, element)
    return saved(made)


def swedish() -> bytes:
    """A template as a Swedish Word stores it: ids in Swedish, built-in names in English."""
    made = document()
    for english, ours in {"Heading1": "Rubrik1", "ListBullet": "Punktlista", "Title": "Rubrik"}.items():
        style = next(each for each in made.styles.element if each.get(qn("w:styleId")) == english)
        style.set(qn("w:styleId"), ours)
        for link in made.styles.element.iter(qn("w:basedOn"), qn("w:next"), qn("w:link")):
            if link.get(qn("w:val")) == english:
                link.set(qn("w:val"), ours)
    return saved(made)
