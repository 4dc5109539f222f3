"""Opening an agency's template: it is data, never code. Anything that acts, fetches or would swell is refused.

Refusing is by what is allowed where that can be listed (fields, outside addresses), and by what is known to act
where it cannot. A file is read here once; what comes after works with what this gave.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from server.domain.errors import N_, Invalid, Refusal, TooLarge

MAX_BYTES = 10 * 1024 * 1024  # of the file as it is sent
MAX_ENTRIES = 2_000
MAX_TOTAL_BYTES = 40 * 1024 * 1024
MAX_RATIO, RATIO_FROM_BYTES = 150, 1024 * 1024
MAX_STYLES = 5_000  # an agency has some hundreds; each is looked at, kept in the report and shown

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# fields that show something of the document itself; whatever else a field can do, a header does not need
_FIELD_WORDS = """
= AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT COMMENTS COMPARE CREATEDATE DATE DOCPROPERTY EDITTIME EQ FILENAME
FILESIZE FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM NOTEREF
NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF
SUBJECT SYMBOL TC TEMPLATE TIME TITLE TOC USERADDRESS USERINITIALS USERNAME XE
"""
FIELDS = frozenset(_FIELD_WORDS.split())
OUTSIDE_ALLOWED = re.compile(r"(https?|mailto):", re.IGNORECASE)

_MACROS = ("vbaproject", "vbadata", "macroenabled", "keymapcustomizations", "attachedtoolbars", "customui")
_EMBEDDED = ("oleobject", "activex", "embeddings/", "/control", "relationships/package", "webextension")
_ACTING = {f"{W}altChunk", f"{W}subDoc"}
_OBJECTS = {f"{W}object", f"{W}control", f"{W}movie", "{urn:schemas-microsoft-com:office:office}OLEObject"}
_ATTACHMENT = {f"{W}attachedTemplate", f"{W}linkStyles"}
_FIELD_NAME = re.compile(r"\s*([A-Za-z]+|=)")
_VML = "{urn:schemas-microsoft-com:vml}"
_OLE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# what zipfile lets through of a damaged file: an unknown method, an encrypted part, a stream that is none
_UNREADABLE = (NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error, lzma.LZMAError)

Element = Any

_NOT_WORD = N_("Filen är ingen Word-mall. Välj en .docx eller .dotx.")
_BROKEN = N_("Filen är skadad och kan inte läsas. Öppna den i Word, spara om den och försök igen.")


def checked(content: bytes) -> bytes:
    """Give the template as a plain .docx, once nothing in it acts, fetches or swells.

    Raises:
        Invalid: it is not a Word file, is protected or broken, or holds something that a template may not.
        TooLarge: it is larger than a template may be, packed or unpacked.
    """
    if len(content) > MAX_BYTES:
        raise TooLarge(N_("Mallen är för stor: högst 10 MB."), field="file")
    if content.startswith(_OLE_FILE):
        raise _refused(N_("Filen är lösenordsskyddad eller i Words äldre format. Spara den som .docx utan lösenord."))
    parts = _unpacked(content)
    kind = _kind(parts)
    trees = {name: _tree(text) for name, text in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    for name, tree in trees.items():
        if _cut_loose(tree):
            parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        if name.endswith(".rels"):
            _check_relationships(tree)
        else:
            _check_elements(tree)
            _check_fields(tree)
            _check_styles(tree)
    if kind == TEMPLATE_TYPE:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(TEMPLATE_TYPE.encode(), MAIN_TYPE.encode())
    return _packed(parts)


def _refused(message: str, **params: str) -> Refusal:
    refusal = Invalid(message, field="file")
    refusal.params.update(params)
    return refusal


# the file


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive.infolist())
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except zipfile.BadZipFile:
        raise _refused(_BROKEN if content.startswith(b"PK") else _NOT_WORD) from None
    except _UNREADABLE:
        raise _refused(_BROKEN) from None


def _check_archive(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    swells = any(
        entry.file_size > RATIO_FROM_BYTES and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES or swells:
        raise TooLarge(N_("Mallen blir för stor när den packas upp."), field="file")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refused(N_("Filen är lösenordsskyddad eller i Words äldre format. Spara den som .docx utan lösenord."))
    astray = any(".." in re.split(r"[/\\]", name) or name.startswith(("/", "\\")) or ":" in name for name in names)
    if astray or not all(names) or len({name.casefold() for name in names}) != len(names):
        raise _refused(_BROKEN)
    if any(word in name.casefold() for name in names for word in _MACROS):
        raise _has_macros()
    if any(
        word in f"/{name.casefold()}" for name in names for word in ("/activex/", "/embeddings/", "/webextensions/")
    ):
        raise _has_objects()


def _kind(parts: dict[str, bytes]) -> str:
    """Give the type of the file's main part, a document's or a template's."""
    if "[Content_Types].xml" not in parts:
        raise _refused(_NOT_WORD)
    types = _tree(parts["[Content_Types].xml"])
    named = [str(each.get("ContentType", "")) for each in types if isinstance(each.tag, str)]
    lowered = " ".join(named).casefold()
    if any(word in lowered for word in _MACROS):
        raise _has_macros()
    if "oleobject" in lowered or "activex" in lowered or "webextension" in lowered:
        raise _has_objects()
    found = [kind for kind in named if kind in (MAIN_TYPE, TEMPLATE_TYPE)]
    if len(found) != 1:
        raise _refused(_NOT_WORD)
    return found[0]


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _tree(text: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _refused(_BROKEN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(N_("Mallen innehåller en dokumenttypsdeklaration (DTD). Spara om den i Word och försök igen."))
    return root


# what acts or fetches


def _has_macros() -> Refusal:
    return _refused(N_("Mallen innehåller makron. Spara den utan makron (.docx eller .dotx)."))


def _has_objects() -> Refusal:
    return _refused(N_("Mallen innehåller inbäddade objekt (OLE, ActiveX eller tillägg). Ta bort dem och försök igen."))


def _cut_loose(tree: Element) -> bool:
    """Take the link to the template that the file itself was made from away; tell whether there was one.

    Word leaves it in most documents of an agency. Its styles have been copied into the file; opening it would fetch.
    """
    links = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and (element.tag in _ATTACHMENT or str(element.get("Type", "")).casefold().endswith("/attachedtemplate"))
    ]
    for link in links:
        parent = link.getparent()
        if parent is not None:
            parent.remove(link)
    return bool(links)


def _check_relationships(tree: Element) -> None:
    for relation in tree:
        if not isinstance(relation.tag, str):
            continue
        kind, target = str(relation.get("Type", "")).casefold(), str(relation.get("Target", ""))
        outside = str(relation.get("TargetMode", "")).casefold() == "external"
        if any(word in kind for word in _MACROS) or "/ui/extensibility" in kind:
            raise _has_macros()
        if kind.endswith(("/afchunk", "/subdocument", "/frame", "/transform")):
            raise _has_foreign_content()
        if any(word in kind for word in _EMBEDDED):
            raise _has_objects()
        if "mailmerge" in kind or kind.endswith("/recipientdata"):
            raise _has_data_source()
        if outside and not (kind.endswith("/hyperlink") and OUTSIDE_ALLOWED.match(target)):
            raise _refused(N_("Mallen hämtar något utifrån: %(target)s. Bädda in det i stället."), target=target[:200])


def _has_foreign_content() -> Refusal:
    return _refused(N_("Mallen innehåller ett annat dokument. Klistra in dess text i stället."))


def _has_data_source() -> Refusal:
    return _refused(N_("Mallen är kopplad till en datakälla (koppla dokument). Ta bort kopplingen och försök igen."))


def _check_elements(tree: Element) -> None:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in _ACTING:
            raise _has_foreign_content()
        if element.tag in _OBJECTS:
            raise _has_objects()
        if element.tag == f"{W}mailMerge":
            raise _has_data_source()
        if element.tag.startswith(_VML):
            source = str(element.get("src", ""))
            if "//" in source or "\\\\" in source or source.casefold().startswith("file:"):
                raise _refused(
                    N_("Mallen hämtar något utifrån: %(target)s. Bädda in det i stället."), target=source[:200]
                )


def _check_styles(tree: Element) -> None:
    if len(tree.findall(f"{W}style")) > MAX_STYLES:
        raise TooLarge(N_("Mallen har för många formatmallar: högst %(limit)s."), field="file", limit=MAX_STYLES)


def _check_fields(tree: Element) -> None:
    for code in _field_codes(tree):
        named = _FIELD_NAME.match(code)
        name = named[1].upper() if named else ""
        if name not in FIELDS or (name == "HYPERLINK" and not _stays_or_web(code[named.end() :] if named else "")):
            raise _field_refused(code)


def _field_refused(code: str) -> Refusal:
    shown = " ".join(code.split())[:60] or "?"
    return _refused(N_("Mallen har ett fält som inte är tillåtet: %(code)s. Ta bort det."), code=shown)


def _stays_or_web(rest: str) -> bool:
    words = rest.replace('"', " ").split()
    return not words or words[0].startswith("\\") or bool(OUTSIDE_ALLOWED.match(words[0]))


def _field_codes(tree: Element) -> Iterator[str]:
    """Give the code of every field, an inner one's by itself; what an outer one puts together from them is no name."""
    open_codes: list[list[str] | None] = []  # None: its code has been given, what follows is its result
    for element in tree.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText", f"{W}delInstrText"):
        if element.tag == f"{W}fldSimple":
            yield str(element.get(f"{W}instr", ""))
        elif element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                open_codes.append([])
            elif open_codes:
                code, open_codes[-1] = open_codes[-1], None
                if code is not None:
                    yield "".join(code)
                if kind == "end":
                    open_codes.pop()
        elif open_codes and (code := open_codes[-1]) is not None:
            code.append(element.text or "")
        elif element.text and element.text.strip():
            yield element.text  # outside any field, or in a result: judged by itself
    yield from ("".join(code) for code in open_codes if code is not None)


def refused_as_broken() -> Refusal:
    """Give the refusal of a file that passed every check but cannot be read."""
    return _refused(_BROKEN)
