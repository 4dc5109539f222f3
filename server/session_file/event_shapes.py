"""What the data of each kind of event looks like in a file from outside: exact fields, of exact types.

Where the domain has a class for the thing, the shape is made from the class, so that the two cannot drift apart.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from server.domain.draft import Comment, PaperState, Reading
from server.domain.plain_text import UNCARRIABLE
from server.domain.rich_text import Line
from server.domain.room import Block, Cluster, Note
from server.domain.session import Clock, Participant, Theme
from server.domain.wish import ScreenSet

MAX_DEPTH = 12  # levels inside an event's data; the deepest that Samtal writes is five
MAX_CHARACTERS = 200_000  # of one text; the longest that a person can write has 20,000
MAX_WHOLE_NUMBER = 2**53  # what every reader of JSON can hold

TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class Unsound(Exception):
    """Something in the file is not what Samtal writes; the caller says where."""


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Ref(Shape):
    id: Id


class Nothing(Shape):
    pass


class Status(Shape):
    status: Literal["open", "closed"]
    at: str


class ProposalData(Shape):
    number: Annotated[int, Field(ge=1, le=999)]
    title: str
    text: str
    from_: Annotated[tuple[str, ...], Field(alias="from")]
    question: str | None = None


class RoomData(Shape):
    id: Id
    name: str
    capacity: Annotated[int, Field(ge=1, le=1000)] | None
    proposal: ProposalData | None
    locked: bool
    called_at: str | None = None


class RoomNamed(Shape):
    id: Id
    kind: Literal["room"]
    name: str


class Lifted(Shape):
    note: Id | None
    theme: Id | None
    channel: Id | None


class SpotlightData(Lifted):
    text: str | None
    kind: str | None
    organisation: str | None


class Queue(Shape):
    queue: Annotated[tuple[Lifted, ...], Field(max_length=100)]


class HallData(Shape):
    ssid: str | None
    password: str | None


class ReportData(Shape):
    id: Id
    note: Id
    channel: Id
    reason: str | None
    at: str


class MessageData(Shape):
    id: Id
    text: str
    rooms: tuple[Id, ...] | None
    at: str


class Confirmation(Shape):
    at: str
    reservation: str | None


class RunData(Shape):
    text: str
    bold: Literal[True] = True  # what is not so is left out
    italic: Literal[True] = True
    link: str = ""


class NoteRef(Shape):
    note: Id


class Marked(Shape):
    state: PaperState
    at: str


class Erased(Shape):
    text: Literal["[…]"]


class Printed(Shape):
    confirmations: bool


def _shape(cls: type, **more: Any) -> type[BaseModel]:
    """Make the shape of a class of the domain; fields with a default may be missing, as in logs from before them."""
    hints = get_type_hints(cls)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(cls):
        hint = Id if field.name == "id" else hints[field.name]
        fields[field.name] = (hint, ... if field.default is dataclasses.MISSING else field.default)
    return create_model(cls.__name__, __base__=Shape, **(fields | more))


STYLED: dict[str, Any] = {"runs": (tuple[RunData, ...] | None, None)}
NOTE = _shape(Note)
NOTES = create_model("Notes", __base__=Shape, notes=(tuple[NOTE, ...], ...))  # type: ignore[valid-type]
CLUSTER = _shape(Cluster)
CLUSTER_PLACED = _shape(Cluster, after=(Id | None, None))
BLOCK = _shape(Block, after=(Id | None, ...), **STYLED)
THEME = _shape(Theme, **STYLED)
THEME_PLACED = _shape(Theme, after=(Id | None, None), **STYLED)
PARTICIPANT = _shape(Participant)
CLOCK = _shape(Clock)
REPLACED: dict[str, Any] = {
    "replaced": (CLOCK | None, None),
    "revealed": (dict[Id, tuple[Id, ...]], {}),
}
STARTED = _shape(Clock, opened=(Literal[True], True), **REPLACED)
ENDED = create_model("Ended", __base__=Ref, **REPLACED)
CLOCK_OR_NONE: Any = CLOCK | None
PREPARED: Any = Literal["prepared"]
RESTORED = create_model("Restored", __base__=Shape, clock=(CLOCK_OR_NONE, ...), status=(PREPARED, "prepared"))
LINE = _shape(Line, runs=(tuple[RunData, ...], ...))
LINES_OR_NONE: Any = tuple[LINE, ...] | None  # type: ignore[valid-type]
TEXT = create_model(
    "Text", __base__=Shape, part=(str, ...), lines=(LINES_OR_NONE, ...), version=(int, ...), at=(str, ...)
)
COMMENT = _shape(Comment)
READING = _shape(Reading)
SCREEN = create_model(
    "Screen",
    __base__=Shape,
    **{  # type: ignore[call-overload]
        name: (field.annotation, "auto" if name == "language" else ...)  # newer than the others
        for name, field in ScreenSet.model_fields.items()
    },
)

SESSION_SHAPES: Mapping[str, type[BaseModel]] = {
    "session.opened": Status,
    "session.closed": Status,
    "session.reopened": Status,
    "step.started": STARTED,
    "step.paused": CLOCK,
    "step.extended": CLOCK,
    "step.ended": ENDED,
    "step.restored": RESTORED,
    "room.added": RoomData,
    "room.edited": RoomData,
    "room.locked": RoomData,
    "room.unlocked": RoomData,
    "room.called": RoomData,
    "room.answered": RoomData,
    "participant.joined": PARTICIPANT,
    "participant.moved": PARTICIPANT,
    "participant.role_set": PARTICIPANT,
    "names.erased": Nothing,
    "theme.added": THEME_PLACED,
    "theme.edited": THEME,
    "theme.moved": THEME_PLACED,
    "theme.removed": Ref,
    "spotlight.set": SpotlightData,
    "spotlight.queued": Queue,
    "spotlight.unqueued": Queue,
    "screen.set": SCREEN,
    "hall.set": HallData,
    "note.reported": ReportData,
    "report.settled": Ref,
    "message.sent": MessageData,
}

ROOM_SHAPES: Mapping[str, type[BaseModel]] = {
    "room.renamed": RoomNamed,
    "note.added": NOTE,
    "note.edited": NOTE,
    "note.removed": NOTE,
    "note.restored": NOTE,
    "note.supported": NOTE,
    "note.moved": NOTE,
    "note.hidden": NOTE,
    "note.shown": NOTE,
    "note.asked": NOTE,
    "notes.revealed": NOTES,
    "notes.veiled": NOTES,
    "cluster.added": CLUSTER_PLACED,
    "cluster.renamed": CLUSTER,
    "cluster.removed": Ref,
    "block.added": BLOCK,
    "block.edited": BLOCK,
    "block.moved": BLOCK,
    "block.removed": Ref,
    "section.confirmed": Confirmation,
    "section.unconfirmed": Nothing,
}


DRAFT_SHAPES: Mapping[str, type[BaseModel]] = {
    "text.edited": TEXT,
    "note.omitted": NoteRef,
    "note.included": NoteRef,
    "comment.added": COMMENT,
    "comment.settled": COMMENT,
    "comment.reopened": COMMENT,
    "comment.removed": Ref,
    "comments.erased": Erased,
    "paper.marked": Marked,
    "paper.set": Printed,
    "reading.opened": READING,
    "reading.withdrawn": READING,
}


def check_sound(value: object, key: str = "", depth: int = 0) -> None:
    """See that a value of JSON, whatever its shape, can be kept, shown and written in every format.

    Raises:
        Unsound: a character that no format can carry, a wrong time, a number out of bounds, too many levels.
    """
    if depth > MAX_DEPTH:
        raise Unsound
    match value:
        case str() if key == "at" or key.endswith("_at"):
            check_time(value)
        case str():
            check_text(value)
        case int() | float() if abs(value) > MAX_WHOLE_NUMBER:
            raise Unsound
        case dict():
            for name, part in value.items():
                check_text(name)
                check_sound(part, name, depth + 1)
        case list():
            for part in value:
                check_sound(part, "", depth + 1)


def check_text(text: str) -> None:
    """See that a text has a length that Samtal writes, and no character that a format cannot carry."""
    if len(text) > MAX_CHARACTERS or UNCARRIABLE.search(text):
        raise Unsound


def check_time(text: str) -> None:
    """See that a time is one as the log writes it, in the calendar."""
    if not TIME.fullmatch(text):
        raise Unsound
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        raise Unsound from None
