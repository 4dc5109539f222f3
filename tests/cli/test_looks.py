"""Papers in the agency's own look, from the command line: its Word template, its logo, the notes as comments."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from tests.cli.test_commands import EXAMPLE, Terminal
from tests.export import agency
from tests.export.test_logo import DRAWING


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def loaded(terminal: Terminal, file: Path = EXAMPLE) -> str:
    found = json.loads(terminal.gets("load", file, "--json", "--data", "data"))
    terminal.gets("close", found["id"], "--data", "data")
    return str(found["id"])


def with_logo(terminal: Terminal, content: bytes) -> Path:
    (terminal.folder / "logo.svg").write_bytes(content)
    file = terminal.folder / "meeting.yaml"
    file.write_text("samtal: 1\ntitle: A day\ndate: 2026-03-12\norganiser: {name: The agency, logo: logo.svg}\n")
    return file


def test_word_can_be_written_in_a_template_brought_along(terminal: Terminal) -> None:
    (terminal.folder / "agency.dotx").write_bytes(agency.template())
    session = loaded(terminal)
    terminal.gets("export", session, "--format", "docx", "-o", "own.docx", "--data", "data")
    terminal.gets("export", session, "--format", "docx", "-o", "a.docx", "--template", "agency.dotx", "--data", "data")

    assert Document(str(terminal.folder / "a.docx")).styles["Normal"].font.name == "Calibri"
    assert Document(str(terminal.folder / "own.docx")).styles["Normal"].font.name is None


def test_a_template_that_acts_or_is_not_there_is_refused_in_a_sentence(terminal: Terminal) -> None:
    macro = agency.changed(agency.template(), lambda parts: parts.__setitem__("word/vbaProject.bin", b"x"))
    (terminal.folder / "macro.docm").write_bytes(macro)
    session = loaded(terminal)

    for file, said in (("macro.docm", "contains macros"), ("none.docx", "No such file")):
        done = terminal.types("export", session, "--format", "docx", "--template", file, "--data", "data")
        assert done.returncode == 1
        assert said in done.stderr


def test_the_logo_beside_a_session_file_comes_along_and_is_printed(terminal: Terminal) -> None:
    session = loaded(terminal, with_logo(terminal, DRAWING))
    (terminal.folder / "logo.svg").unlink()
    terminal.gets("export", session, "--format", "docx", "-o", "a.docx", "--data", "data")
    (shape,) = Document(str(terminal.folder / "a.docx")).inline_shapes

    assert shape._inline.docPr.get("descr") == "The agency"


def test_a_logo_that_is_no_picture_stops_the_loading(terminal: Terminal) -> None:
    done = terminal.types("load", with_logo(terminal, b"<html/>"), "--data", "data")

    assert done.returncode == 1
    assert done.stderr.strip().endswith("logo.svg: The file is no picture. Choose an SVG, PNG or JPEG.")
    assert json.loads(terminal.gets("list", "--json", "--data", "data")) == []


def test_a_backup_carries_the_logo_along(terminal: Terminal) -> None:
    session = loaded(terminal, with_logo(terminal, DRAWING))
    terminal.gets("backup", "b.zip", "--data", "data")
    terminal.gets("restore", "b.zip", "--data", "elsewhere")
    terminal.gets("export", session, "--format", "html", "-o", "a.html", "--data", "elsewhere")

    assert "data:image/svg+xml" in (terminal.folder / "a.html").read_text("utf-8")


def test_what_goes_with_word_only_is_refused_with_another_format(terminal: Terminal) -> None:
    session = loaded(terminal)

    said = terminal.is_refused("export", session, "--format", "pdf", "--traces", "--data", "data", status=2)
    assert "--format docx" in said
    assert not list(terminal.folder.glob("*.pdf"))


def test_the_file_with_traces_lies_beside_the_one_without_and_what_remains_is_said(terminal: Terminal) -> None:
    session = loaded(terminal)
    plain = terminal.types("export", session, "--format", "docx", "--data", "data")
    traced = terminal.types("export", session, "--format", "docx", "--traces", "--data", "data")

    names = sorted(file.name for file in terminal.folder.glob("*.docx"))
    assert [name.endswith(" with traces.docx") for name in names] == [True, False]
    for done in (plain, traced):
        assert "Remains to be done: " in done.stderr


def test_the_notes_behind_the_text_can_come_along_as_comments(terminal: Terminal) -> None:
    session = loaded(terminal)
    done = terminal.types("export", session, "--format", "docx", "-o", "-", "--traces", "--data", "data")

    assert done.returncode == 0
    assert Document(io.BytesIO(done.stdout.encode("utf-8", "surrogateescape"))).paragraphs
