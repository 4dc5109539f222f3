"""LibreOffice opens our Word and OpenDocument files, and finds every heading, label and text in them.

It is the reader that shares nothing with what writes them: it lays its own document out of each file, and that is saved
as flat XML and read here.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from server.draft import compose
from server.export import Material, write
from server.export.docx_template import Template
from tests.draft.meeting import TODAY, samverkanstraff
from tests.draft.outline import OUTLINE
from tests.export import agency
from tests.export.readers import IN_WORD, Found
from tests.export.test_fidelity import HARD, session_with, times, written

FORMATS = ("docx", "odt")
SECONDS = 240  # for all of them; they take five where nothing else runs
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, OFFICE = (f"{{{ODF}{name}:1.0}}" for name in ("text", "style", "office"))
BLANKS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
NOT_TEXT = (f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}sequence-decls")

pytestmark = pytest.mark.xdist_group("libreoffice")  # opened once for all of them


@pytest.fixture(scope="module")
def opened(soffice_path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[Found]]:
    """What LibreOffice finds, by format and name: the example's paper, the one in a template, and each hard text."""
    folder = tmp_path_factory.mktemp("opened")
    found: dict[tuple[str, str], list[Found]] = {}
    for format in FORMATS:
        for name, content in _files(format):
            (folder / f"{name}.{format}").write_bytes(content)
        made = folder / format
        _convert(soffice_path, sorted(folder.glob(f"*.{format}")), made)
        found |= {(format, file.stem): list(_of_flat(file)) for file in made.iterdir()}
    return found


def _files(format: str) -> Iterator[tuple[str, bytes]]:
    session = samverkanstraff().session
    yield "example", written(session, format)
    for number, name in enumerate(HARD):
        yield f"hard-{number}", written(session_with(name), format)
    if format == "docx":
        template = Template(agency.template())
        yield "template", write("docx", Material(compose(session, today=TODAY), session, template=template))


def _convert(program: Path, files: list[Path], into: Path) -> None:
    profile = into.parent / "profile"  # its own: somebody may have LibreOffice open
    command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "fodt"]
    done = subprocess.run(
        [*map(str, (*command, "--outdir", into, *files))], capture_output=True, timeout=SECONDS, check=False, text=True
    )
    assert len(list(into.iterdir())) == len(files), done.stderr


def _of_flat(file: Path) -> Iterator[Found]:
    tree = etree.parse(file)
    styles = tree.iter(f"{STYLE}style")
    parents = {style.get(f"{STYLE}name"): style.get(f"{STYLE}parent-style-name") for style in styles}
    body = tree.getroot().find(f"{OFFICE}body/{OFFICE}text")
    assert body is not None
    for paragraph in body.iter(f"{TEXT}p", f"{TEXT}h"):
        name = paragraph.get(f"{TEXT}style-name")
        while name is not None and _shown(name) not in IN_WORD:
            name = parents.get(name)
        yield IN_WORD[_shown(name)] if name else "text", "".join(_said(paragraph))


def _shown(name: str) -> str:
    return name.replace("_20_", " ")


def _said(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in BLANKS:
            yield BLANKS[child.tag] * int(child.get(f"{TEXT}c", "1"))
        elif child.tag not in NOT_TEXT:
            yield from _said(child)
        yield child.tail or ""


@pytest.mark.parametrize("format", FORMATS)
def test_the_example_has_its_headings_and_labels(opened: dict[tuple[str, str], list[Found]], format: str) -> None:
    assert [each for each in opened[format, "example"] if each[0] != "text"] == OUTLINE


def test_every_text_stands_in_the_agencys_template_too(opened: dict[tuple[str, str], list[Found]]) -> None:
    plain = [text for _, text in opened["docx", "example"] if text]
    poured = [text for _, text in opened["docx", "template"] if text]

    assert [text for text in plain if text not in poured] == []


@pytest.mark.parametrize("name", HARD)
@pytest.mark.parametrize("format", FORMATS)
def test_a_hard_text_is_found_as_it_was_written(
    opened: dict[tuple[str, str], list[Found]], format: str, name: str
) -> None:
    found = [text for _, text in opened[format, f"hard-{list(HARD).index(name)}"]]

    assert found.count(HARD[name]) == times(name)
