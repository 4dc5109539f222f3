"""What a session is planned to be: the content of a session file, as the whole house reads it.

The shape is that of the session file (docs/session-file.md). The same models check the file
(`session_file` adds line and column) and carry the plan in the log's first event.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

MAX_TITLE_CHARACTERS = 300
MAX_NAME_CHARACTERS = 120
MAX_PROPOSAL_CHARACTERS = 20_000
MAX_ROOMS = 100
MAX_STEP_MINUTES = 24 * 60

Title = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TITLE_CHARACTERS)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_CHARACTERS)]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3])[.:][0-5][0-9]$")]
Minutes = Annotated[int, Field(ge=1, le=MAX_STEP_MINUTES)]
EARLIEST_DATE = dt.date(1900, 1, 1)


def _written_day(value: Any) -> Any:
    """Pydantic would also take seconds since 1970 for a date, which nobody means in a session file."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "not a date like 2025-09-30")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("date_unknown", "not in the calendar") from None


def _version_number(value: Any) -> Any:
    """True equals 1 in Python, and so does 1.0."""
    if type(value) is not int or value != 1:
        raise PydanticCustomError("format_version", "not 1")
    return value


Day = Annotated[dt.date, BeforeValidator(_written_day), Field(ge=EARLIEST_DATE)]
FormatVersion = Annotated[Literal[1], BeforeValidator(_version_number)]


class Part(BaseModel):
    """A part of the plan: unknown keys and loose types are refused, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Organiser(Part):
    name: Name
    logo: str | None = None


class Organisation(Part):
    name: Name
    short: Name | None = None


class Category(Part):
    title: Title
    examples: tuple[Title, ...] = ()


class NoteKind(Part):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
    label: Name


class Speaker(Part):
    name: Name
    role: Title | None = None


class Talk(Part):
    speaker: Title
    title: Title


class Step(Part):
    title: Title
    minutes: Minutes | None = None
    silent: bool = False
    time: ClockTime | None = None


class Opening(Part):
    title: Title
    speakers: tuple[Speaker, ...] = ()
    minutes: Minutes | None = None
    time: ClockTime | None = None


class Talks(Part):
    title: Title
    talks: tuple[Talk, ...] = ()
    minutes: Minutes | None = None
    time: ClockTime | None = None


class Workshop(Part):
    title: Title
    steps: tuple[Step, ...] = ()
    time: ClockTime | None = None


class Break(Part):
    """A pause in the programme: it stands in the run-sheet and never in the paper."""

    title: Title
    minutes: Minutes | None = None
    time: ClockTime | None = None


class ProgrammeItem(Part):
    """Exactly one of the keys is given (checked where the file is read)."""

    opening: Opening | None = None
    talks: Talks | None = None
    workshop: Workshop | None = None
    pause: Annotated[Break | None, Field(alias="break")] = None


class Proposal(Part):
    number: Annotated[int, Field(ge=1, le=999)]
    title: Title
    text: Annotated[str, StringConstraints(max_length=MAX_PROPOSAL_CHARACTERS)] = ""
    from_: Annotated[tuple[Name, ...], Field(alias="from")] = ()
    question: Annotated[str, StringConstraints(max_length=2_000)] | None = None


class RoomPlan(Part):
    name: Name
    capacity: Annotated[int, Field(ge=1, le=1000)] | None = None
    proposal: Proposal | None = None


class Settings(Part):
    anonymous_notes: bool = True
    rooms_visible: Literal["own", "all"] = "own"
    self_select_room: bool = True
    retention_days: Annotated[int, Field(ge=1, le=3650)] = 90


DEFAULT_NOTE_KINDS = {
    "sv": (
        NoteKind(id="insight", label="Insikt"),
        NoteKind(id="need", label="Behov"),
        NoteKind(id="idea", label="Idé"),
        NoteKind(id="obstacle", label="Hinder"),
        NoteKind(id="question", label="Fråga"),
        NoteKind(id="can", label="Vi kan"),
    ),
    "en": (
        NoteKind(id="insight", label="Insight"),
        NoteKind(id="need", label="Need"),
        NoteKind(id="idea", label="Idea"),
        NoteKind(id="obstacle", label="Obstacle"),
        NoteKind(id="question", label="Question"),
        NoteKind(id="can", label="We can"),
    ),
}


class Plan(Part):
    samtal: FormatVersion
    language: Literal["sv", "en"] = "sv"
    organiser: Organiser | None = None
    series: Title | None = None
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    title: Title
    theme: Title | None = None
    date: Day
    place: Name | None = None
    published: Day | None = None
    organisations: tuple[Organisation, ...] = ()
    categories: tuple[Category, ...] = ()
    note_kinds: tuple[NoteKind, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    rooms: Annotated[tuple[RoomPlan, ...], Field(max_length=MAX_ROOMS)] = ()
    settings: Settings = Settings()

    @property
    def kinds(self) -> tuple[NoteKind, ...]:
        """The kinds of note this session offers; the usual six where the file names none."""
        return self.note_kinds or DEFAULT_NOTE_KINDS[self.language]
