"""What comes with every wish: its id, its time, and the fields each kind of wish may have.

The models are strict: wrong, unknown and extra fields are refused before any rule sees them.
What stands in `data` on the wire is exactly these fields (docs/protocol.md).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from server.domain.rich_text import DEEPEST_LEVEL, MAX_LINES, MAX_RUNS, LineKind, Run, Runs
from server.domain.rich_text import Line as RichLine

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Text = str  # how long it may be is the rule's to say, in its own words
Line = str
Sources = Annotated[list[Id], Field(max_length=1_000)]

Level = Annotated[int, Field(ge=0, le=DEEPEST_LEVEL)]

MAX_EXTEND_SECONDS = 12 * 60 * 60
MAX_READING_DAYS = 90


@dataclass(frozen=True, slots=True)
class Occasion:
    """The id of the command (what it creates takes it) and the time at which it is decided."""

    id: str
    now: dt.datetime


class Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    def gave(self, field: str) -> bool:
        """Whether the sender named this field at all (null is a value)."""
        return field in self.model_fields_set


class Nothing(Wish):
    """A wish without fields."""


class WrittenRun(Wish):
    """A stretch of text in one style, as it comes over the wire."""

    text: Text
    bold: bool = False
    italic: bool = False
    link: str | None = None


WrittenRuns = Annotated[list[WrittenRun], Field(max_length=MAX_RUNS)]


RunsOrText = Annotated[WrittenRuns, BeforeValidator(lambda sent: [{"text": sent}] if isinstance(sent, str) else sent)]


class WrittenLine(Wish):
    """A line of a text of several lines, as it comes over the wire."""

    kind: LineKind = "paragraph"
    level: Level = 0
    runs: WrittenRuns


WrittenLines = Annotated[list[WrittenLine], Field(max_length=MAX_LINES)]


def runs_of(written: list[WrittenRun]) -> Runs:
    return tuple(Run(run.text, run.bold, run.italic, run.link) for run in written)


def lines_of(written: list[WrittenLine]) -> tuple[RichLine, ...]:
    return tuple(RichLine(runs_of(line.runs), line.kind, line.level) for line in written)


class NoteAdd(Wish):
    text: Text
    kind: Id | None = None
    anonymous: bool = False
    reply_to: Id | None = None


class NoteEdit(Wish):
    note: Id
    text: Text | None = None
    kind: Id | None = None


class NoteRef(Wish):
    note: Id


class NoteSupport(Wish):
    note: Id
    on: bool


class NoteReport(Wish):
    note: Id
    reason: Text | None = None


class NoteAsk(Wish):
    note: Id
    text: Text


class ReportRef(Wish):
    report: Id


class NoteMove(Wish):
    note: Id
    cluster: Id | None


class ClusterAdd(Wish):
    title: Line
    after: Id | None = None


class ClusterRename(Wish):
    cluster: Id
    title: Line


class ClusterRef(Wish):
    cluster: Id


class BlockAdd(Wish):
    kind: LineKind = "paragraph"
    level: Level = 0
    text: Text | None = None
    runs: WrittenRuns | None = None
    after: Id | None = None
    sources: Sources = []


class BlockEdit(Wish):
    block: Id
    text: Text | None = None
    runs: WrittenRuns | None = None
    base: WrittenRuns | None = None
    kind: LineKind | None = None
    level: Level | None = None
    sources: Sources | None = None
    version: int | None = None


class BlockMove(Wish):
    block: Id
    after: Id | None


class BlockRemove(Wish):
    block: Id
    base: WrittenRuns | None = None


class StoodLine(Wish):
    """A block as the writer saw it."""

    id: Id
    runs: WrittenRuns


class SectionLine(StoodLine):
    """A line as it is to stand; what is not given stays as it is, or is that of a plain paragraph."""

    kind: LineKind | None = None
    level: Level | None = None
    sources: Sources | None = None


class SectionEdit(Wish):
    base: Annotated[list[StoodLine], Field(min_length=1, max_length=MAX_LINES)]
    lines: Annotated[list[SectionLine], Field(min_length=1, max_length=MAX_LINES)]
    next: Id | None  # the block that stood after those of the base


class SectionConfirm(Wish):
    reservation: Text | None = None


class ThemeAdd(Wish):
    text: Text | None = None
    runs: WrittenRuns | None = None
    sources: Sources = []
    after: Id | None = None


class ThemeEdit(Wish):
    theme: Id
    text: Text | None = None
    runs: WrittenRuns | None = None
    base: RunsOrText | None = None  # what `text` or `runs` was made from
    sources: Sources | None = None


class ThemeRef(Wish):
    theme: Id


class ThemeMove(Wish):
    theme: Id
    after: Id | None


class StepRef(Wish):
    step: Id


class StepNext(Wish):
    step: Id | None = None


class StepExtend(Wish):
    seconds: Annotated[int, Field(ge=-MAX_EXTEND_SECONDS, le=MAX_EXTEND_SECONDS)]


class NewProposal(Wish):
    title: Line
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    text: Text = ""
    from_: Annotated[list[Line], Field(alias="from", max_length=50)] = []
    question: Line | None = None


class RoomAdd(Wish):
    name: Line
    capacity: Annotated[int, Field(ge=1, le=1000)] | None = None
    proposal: NewProposal | None = None


class RoomEdit(Wish):
    room: Id
    name: Line | None = None
    title: Line | None = None
    capacity: Annotated[int, Field(ge=1, le=1000)] | None = None


class RoomRef(Wish):
    room: Id


class ParticipantMove(Wish):
    participant: Id
    room: Id | None


class ParticipantRole(Wish):
    participant: Id
    role: Literal["participant", "note-taker", "facilitator"]


class SpotlightQueue(Wish):
    note: Id | None = None
    theme: Id | None = None


class ScreenSet(Wish):
    scene: Literal["auto", "lobby", "work", "harvest", "pause"] | None = None
    theme: Literal["auto", "light", "dark"] | None = None
    language: Literal["auto", "sv", "en"] | None = None


class HallSet(Wish):
    ssid: Line | None = None
    password: Line | None = None


class SpotlightSet(Wish):
    note: Id | None = None
    theme: Id | None = None


class MessageSend(Wish):
    text: Text
    rooms: Annotated[list[Id], Field(min_length=1, max_length=100)] | None = None


class TextEdit(Wish):
    part: Id
    lines: WrittenLines | None
    base: WrittenLines | None = None


class CommentAdd(Wish):
    text: Text
    channel: Id | None = None
    block: Id | None = None
    part: Id | None = None
    theme: Id | None = None


class ReaderComment(CommentAdd):
    """What somebody writes who reads the paper by a link: a wish that no command carries."""

    organisation: Line | None = None


class CommentRef(Wish):
    comment: Id


class PaperMark(Wish):
    state: Literal["working", "draft", "confirmed", "sent"]


class PaperSet(Wish):
    confirmations: bool | None = None


class ReadingOpen(Wish):
    days: Annotated[int, Field(ge=1, le=MAX_READING_DAYS)]


class ReadingRef(Wish):
    reading: Id
