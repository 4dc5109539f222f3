"""The formats that the paper comes out in: each a small writer over the same tree."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.events import Recorded
from server.domain.session import Session
from server.draft.compose import compose
from server.draft.paper import Paper
from server.draft.title import meeting_in_sentence
from server.draft.words import WORDS
from server.export import docx, html, json, markdown
from server.export.html import fragment

__all__ = ["FORMATS", "Format", "Material", "ascii_name", "export", "file_name", "fragment"]

MAX_NAME_BYTES = 180  # a file name may have 255 bytes; folders and "(1)" want their part

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]+')


@dataclass(frozen=True, slots=True)
class Material:
    """What a format is written from. Only JSON asks for more than the paper."""

    paper: Paper
    session: Session
    events: Iterable[Recorded | Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format: `extension` without a dot, the `mime` type of the HTTP answer, and its writer."""

    extension: str
    mime: str
    write: Callable[[Material], bytes]


FORMATS: dict[str, Format] = {
    "docx": Format(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda material: docx.write(material.paper),
    ),
    "md": Format("md", "text/markdown; charset=utf-8", lambda material: markdown.write(material.paper)),
    "html": Format("html", "text/html; charset=utf-8", lambda material: html.write(material.paper)),
    "json": Format(
        "json",
        "application/json; charset=utf-8",
        lambda material: json.write(material.session, material.events, material.paper),
    ),
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
        events: the log in order; only `json` uses it.
        tz: the time zone of clock times; Stockholm's where it is not given.
    """
    return FORMATS[format].write(Material(compose(session, today=today, tz=tz), session, events))


def file_name(session: Session, format: str, today: dt.date) -> str:
    """Name the file so that every file system takes it: "Dokumentation samverkansträff 3 2025-10-28.docx"."""
    plan = session.plan
    word = WORDS[plan.language].documentation.capitalize()
    day = (plan.published or today).isoformat()
    ending = f" {day}.{FORMATS[format].extension}"
    stem = _safe(f"{word} {meeting_in_sentence(plan)}")
    return _cut(stem, MAX_NAME_BYTES - len(ending)) + ending


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
