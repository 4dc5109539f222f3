"""The formats that the paper comes out in: each a small writer over the same tree."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from server.domain.events import Recorded
from server.domain.session import Session
from server.draft.compose import compose
from server.draft.paper import Paper
from server.draft.title import meeting_in_sentence
from server.draft.words import WORDS
from server.export import archive, docx, html, json, markdown, odt, pdf
from server.export.html import fragment
from server.export.logo import Logo, Picture, picture_of
from server.export.traces import traces
from server.session_file.enclosed import Enclosed

__all__ = ["FORMATS", "Format", "Material", "ascii_name", "export", "file_name", "fragment", "write"]

MAX_NAME_BYTES = 180  # a file name may have 255 bytes; folders and "(1)" want their part
TRACED = ("docx", "zip")  # the formats that can carry the notes behind the text
ID_CHARACTERS = 6  # of a session's id: two meetings may have the same name, series and day
DASH = " – "

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class Material:
    """What a format is written from. Only JSON and the archive ask for more than the paper.

    `at` is the time of archiving (with its time zone), `logo` the organiser's picture, `template` the agency's own Word
    file, `files` what the JSON carries along of both, and `with_traces` puts the notes behind each block into the Word
    file as comments.
    """

    paper: Paper
    session: Session
    events: Iterable[Recorded | Mapping[str, Any]] = ()
    at: dt.datetime | None = None
    logo: Logo | None = None
    template: docx.Template | None = None
    files: Sequence[Enclosed] = ()
    with_traces: bool = False

    @property
    def picture(self) -> Picture | None:
        """The logo in dots, for the formats that want it so."""
        return picture_of(self.logo) if self.logo else None


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `extension` without a dot, the `mime` type of the HTTP answer, and its writer."""

    extension: str
    mime: str
    write: Callable[[Material], bytes]


def _archive(material: Material) -> bytes:
    """Write every other format, and put them together."""
    published, session = material.paper.published, material.session
    material = replace(material, events=tuple(material.events))
    papers = {paper_name(session, name): format.write(material) for name, format in FORMATS.items() if name != "zip"}
    at = material.at or dt.datetime.combine(published, dt.time(12), tzinfo=dt.UTC)
    return archive.write(
        session, material.paper, papers, named=lambda word, ext: _named(word, session, ext), at=at, logo=material.logo
    )


def _docx(material: Material) -> bytes:
    """Write the Word file; a template has its agency's logo already."""
    notes = traces(material.session) if material.with_traces else None
    logo = None if material.template else material.picture
    return docx.write(material.paper, template=material.template, traces=notes, logo=logo)


def _pdf(material: Material) -> bytes:
    return pdf.write(material.paper, material.logo.content if material.logo else None)


FORMATS: dict[str, Format] = {
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _docx,
    ),
    "pdf": Format(
        "pdf",
        "application/pdf",
        _pdf,
    ),
    "odt": Format(
        "odt",
        "application/vnd.oasis.opendocument.text",
        lambda material: odt.write(material.paper, material.picture),
    ),
    "md": Format("md", "text/markdown; charset=utf-8", lambda material: markdown.write(material.paper)),
    "html": Format("html", "text/html; charset=utf-8", lambda material: html.write(material.paper, material.logo)),
    "json": Format(
        "json",
        "application/json; charset=utf-8",
        lambda material: json.write(material.session, material.events, material.paper, material.files),
    ),
    "zip": Format("zip", "application/zip", _archive),
}


def export(
    session: Session,
    format: str,
    *,
    today: dt.date,
    events: Iterable[Recorded | Mapping[str, Any]] = (),
    tz: dt.tzinfo | None = None,
) -> bytes:
    """Compose the paper and write it.

    Args:
        session: the meeting's state.
        format: a key of `FORMATS` (KeyError otherwise).
        today: the paper's date where the session file gives none.
        events: the log in order; only `json` and `zip` use it.
        tz: the time zone of clock times; Stockholm's where it is not given.
    """
    return FORMATS[format].write(Material(compose(session, today=today, tz=tz), session, events))


def write(format: str, material: Material) -> bytes:
    """Write a format. It stands here, below the services, so that a process of its own starts with little."""
    return FORMATS[format].write(material)


def file_name(session: Session, format: str, *, state: str | None = None) -> str:
    """Name the file so that every file system takes it, and so that no two sessions' files are called the same.

    Args:
        session: gives the meeting's name, series and date, and the beginning of its id.
        format: a key of `FORMATS`.
        state: what the paper is so far, in a word ("utkast"), where that shall be seen.

    Returns:
        For instance "Dokumentation samverkansträff 3 – Villkor i välfärden – 2025-09-30 4f1c2a utkast.docx".
    """
    word = WORDS[session.plan.language].documentation.capitalize()
    return _named(word, session, FORMATS[format].extension, state)


def paper_name(session: Session, format: str, *, with_traces: bool = False, edition: dt.date | None = None) -> str:
    """Name the file with what its paper is so far; JSON is the whole meeting, whatever became of the paper.

    A file that carries the notes behind the text has that in its name, so that nobody sends it out for the other, and
    an earlier edition the day on which it was confirmed or sent out.
    """
    if format == "json":
        return file_name(session, format)
    words = WORDS[session.plan.language]
    day = edition.isoformat() if edition else ""
    traced = words.with_traces if with_traces and format in TRACED else ""
    told = (words.states[session.draft.state].lower(), day, traced)
    return file_name(session, format, state=" ".join(filter(None, told)))


def _named(word: str, session: Session, extension: str, state: str | None = None) -> str:
    plan = session.plan
    told = [plan.date.isoformat(), session.id[:ID_CHARACTERS], _safe(state or "")]
    ending = f" {' '.join(part for part in told if part)}.{extension}"
    stem, series = _safe(f"{word} {meeting_in_sentence(plan)}"), _safe(plan.series or "")
    if not series or series.casefold() in stem.casefold():
        return _cut(stem, MAX_NAME_BYTES - len(ending.encode())) + ending
    stem = _cut(stem, MAX_NAME_BYTES // 2)
    left = MAX_NAME_BYTES - len(f"{stem}{DASH}{DASH}{ending}".encode())
    return f"{stem}{DASH}{_cut(series, left)}{DASH.rstrip()}{ending}"


def ascii_name(name: str) -> str:
    """Spell a file name in ASCII, for the part of an HTTP header that carries nothing else."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(plain.split())


def _safe(text: str) -> str:
    """Drop what is invisible (controls, direction marks), join what file systems refuse with a hyphen."""
    spaced = " ".join(text.split())
    visible = "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))
    return " ".join(_NOT_IN_NAMES.sub("-", visible).split()).strip(" .")


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode(errors="ignore").rstrip(" .")
