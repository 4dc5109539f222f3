"""The archive: every format, the session file, notes and proposals as tables, and a manifest with checksums.

The same meeting archived at the same moment always gives the same bytes. People's names are nowhere in it.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from server import session_file
from server.domain.plan import Plan
from server.domain.room import Room
from server.domain.session import Session
from server.draft.paper import Paper, used_by
from server.export.logo import EXTENSIONS, Logo

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads å as Ã¥
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run instead of show

_ZIP = b"PK\x03\x04"
_READABLE = 0o100644 << 16  # rw-r--r--, where the file is unpacked on Unix
_EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)

Cell = str | int | None
Named = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Words:
    """What the files and their columns are called in one language."""

    session_file: str
    logo: str
    notes: str
    proposals: str
    said: str
    reflection: str
    used: str
    omitted: str
    unused: str
    note_columns: Sequence[str]
    proposal_columns: Sequence[str]


WORDS = {
    "sv": Words(
        session_file="Sessionsfil",
        logo="Logotyp",
        notes="Inlägg",
        proposals="Förslag",
        said="Sagt",
        reflection="Reflektion",
        used="Använt",
        omitted="Utelämnat",
        unused="Oanvänt",
        note_columns=(
            "Rum",
            "Nummer",
            "Typ",
            "Grupp av inlägg",
            "Svar på",
            "Stöd",
            "Skrivet",
            "I dokumentationen",
            "Text",
        ),
        proposal_columns=("Nummer", "Rubrik", "Rum", "Från", "Text", "Fråga"),
    ),
    "en": Words(
        session_file="Session file",
        logo="Logo",
        notes="Notes",
        proposals="Proposals",
        said="Said",
        reflection="Reflection",
        used="Used",
        omitted="Left out",
        unused="Unused",
        note_columns=(
            "Room",
            "Number",
            "Kind",
            "Cluster",
            "Reply to",
            "Support",
            "Written",
            "In the documentation",
            "Text",
        ),
        proposal_columns=("Number", "Title", "Room", "From", "Text", "Question"),
    ),
}


def write(
    session: Session,
    paper: Paper,
    papers: Mapping[str, bytes],
    *,
    named: Named,
    at: dt.datetime,
    logo: Logo | None = None,
) -> bytes:
    """Write the archive.

    Args:
        session: the meeting's state.
        paper: what was composed of it, which tells what became of each note.
        papers: the file of each format, by its name.
        named: makes a file's name of what it is (such as "Inlägg") and its extension.
        at: when it is archived, with its time zone; files carry it in UTC.
        logo: the organiser's, which then lies beside the session file that names it.
    """
    at = at.astimezone(dt.UTC)
    files = {name: settled(content, at) for name, content in papers.items()} | _sources(session, paper, named, logo)
    return _zipped(files | {MANIFEST: _manifest(session, files, at)}, at)


def settled(content: bytes, at: dt.datetime) -> bytes:
    """Give a file that is itself a zip (Word, OpenDocument) with this time on all its parts; others as they are."""
    if not content.startswith(_ZIP):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        stored = [info.filename for info in parts.infolist() if info.compress_type == zipfile.ZIP_STORED]
        return _zipped({name: parts.read(name) for name in parts.namelist()}, at, stored=stored)


def _zipped(files: Mapping[str, bytes], at: dt.datetime, *, stored: Iterable[str] = ()) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, max(at.timetuple()[:6], _EARLIEST_IN_ZIP))
            entry.create_system, entry.external_attr = 3, _READABLE  # the same from every system
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            parts.writestr(entry, content)
    return archive.getvalue()


def _manifest(session: Session, files: Mapping[str, bytes], at: dt.datetime) -> bytes:
    data = {
        "samtal": FORMAT_VERSION,
        "version": _version(),
        "created_at": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "session": {"id": session.id, "title": session.plan.title, "date": session.plan.date.isoformat()},
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _version() -> str | None:
    try:
        return version("samtal")
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return None


# what the papers were made from


def _sources(session: Session, paper: Paper, named: Named, logo: Logo | None) -> dict[str, bytes]:
    words = WORDS[session.plan.language]
    beside = named(words.logo, EXTENSIONS[logo.mime]) if logo else None
    return ({beside: logo.content} if logo and beside else {}) | {
        named(words.session_file, "yaml"): session_file.write(_loadable(session.plan, beside)).encode("utf-8"),
        named(words.notes, "csv"): table(words.note_columns, _notes(session, paper, words)),
        named(words.proposals, "csv"): table(words.proposal_columns, _proposals(session)),
    }


def _loadable(plan: Plan, logo: str | None) -> Plan:
    """Give the plan with the logo that lies beside it, or without: a file that names a missing one would be refused."""
    if plan.organiser is None:
        return plan
    return plan.model_copy(update={"organiser": plan.organiser.model_copy(update={"logo": logo})})


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table that a Swedish Excel opens right: UTF-8 with a byte order mark, semicolons, no formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_defused(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def _defused(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_FORMULA) else cell


def _notes(session: Session, paper: Paper, words: Words) -> Iterator[Sequence[Cell]]:
    """Give every note that nobody removed, without its author, and what the paper made of it."""
    became = dict.fromkeys((each.note.id for each in paper.omitted), words.omitted)
    became |= dict.fromkeys(
        used_by(paper.sections), words.used
    )  # also what was left out before somebody made a text from it
    kinds = {"said": words.said, "reflection": words.reflection}
    kinds |= {kind.id: kind.label for kind in session.plan.kinds}
    for room in session.channels.values():
        for note in room.visible_notes():
            cluster = room.clusters.get(note.cluster) if note.cluster else None
            yield (
                room.name,
                note.number,
                kinds.get(note.kind, note.kind),
                cluster.title if cluster else None,
                _number_of(room, note.reply_to),
                len(note.supporters),
                note.at,
                became.get(note.id, words.unused),
                note.text,
            )


def _number_of(room: Room, note_id: str | None) -> int | None:
    return room.notes[note_id].number if note_id and note_id in room.notes else None


def _proposals(session: Session) -> Iterator[Sequence[Cell]]:
    for room in session.rooms:
        if room.proposal:
            yield (
                room.proposal.get("number"),
                room.proposal["title"],
                room.name,
                ", ".join(room.proposal.get("from") or ()),
                room.proposal.get("text") or "",
                room.proposal.get("question") or "",
            )
