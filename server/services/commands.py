"""Every command of the protocol: its fields, its rule, and the kind of channel it is sent to.

The names here are the wire's (docs/protocol.md); a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import ValidationError

from server.domain import (
    blocks,
    clusters,
    comments,
    drafting,
    meeting,
    messages,
    moderation,
    notes,
    papers,
    participants,
    readings,
    rooms,
    sections,
    spotlight,
    steps,
    themes,
    wall,
    wish,
)
from server.domain.actor import Actor
from server.domain.errors import N_, Invalid, NotFound, Refusal, TooLarge
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Event
from server.domain.session import Session
from server.domain.wish import Occasion
from server.draft.begin import begin

RoomRule = Callable[..., list[Event]]
SessionRule = Callable[..., list[Event]]
Place = Literal["session", "room", "draft"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of command: the model of its `data`, the rule that decides it, and the kind of channel it goes to."""

    fields: type[wish.Wish]
    rule: Callable[..., list[Event]]
    place: Place


@dataclass(frozen=True, slots=True)
class Command:
    """A command whose shape has been checked; whether it is granted is the rule's to say."""

    id: str
    type: str
    channel: str
    wish: wish.Wish

    def decide(self, session: Session, by: Actor, occasion: Occasion) -> list[Event]:
        """Ask the rule. Raises its refusal; gives [] where nothing needs to change."""
        kind = KINDS[self.type]
        if kind.place != "room":
            return kind.rule(session, by, self.wish, occasion)
        room = session.channels.get(self.channel)
        if room is None:
            raise NotFound(N_("Rummet finns inte."), field="channel")
        return kind.rule(session, room, by, self.wish, occasion)


def _room(fields: type[wish.Wish], rule: RoomRule) -> Kind:
    return Kind(fields, rule, "room")


def _session(fields: type[wish.Wish], rule: SessionRule) -> Kind:
    return Kind(fields, rule, "session")


def _draft(fields: type[wish.Wish], rule: SessionRule) -> Kind:
    return Kind(fields, rule, "draft")


KINDS: Mapping[str, Kind] = {
    "note.add": _room(wish.NoteAdd, notes.add),
    "note.edit": _room(wish.NoteEdit, notes.edit),
    "note.remove": _room(wish.NoteRef, notes.remove),
    "note.restore": _room(wish.NoteRef, notes.restore),
    "note.support": _room(wish.NoteSupport, notes.support),
    "note.move": _room(wish.NoteMove, notes.move),
    "note.report": _room(wish.NoteReport, moderation.report),
    "note.hide": _room(wish.NoteRef, moderation.hide),
    "note.show": _room(wish.NoteRef, moderation.show),
    "note.ask": _room(wish.NoteAsk, moderation.ask),
    "report.settle": _session(wish.ReportRef, moderation.settle),
    "cluster.add": _room(wish.ClusterAdd, clusters.add),
    "cluster.rename": _room(wish.ClusterRename, clusters.rename),
    "cluster.remove": _room(wish.ClusterRef, clusters.remove),
    "block.add": _room(wish.BlockAdd, blocks.add),
    "block.edit": _room(wish.BlockEdit, blocks.edit),
    "block.move": _room(wish.BlockMove, blocks.move),
    "block.remove": _room(wish.BlockRemove, blocks.remove),
    "section.edit": _room(wish.SectionEdit, sections.edit),
    "section.confirm": _room(wish.SectionConfirm, blocks.confirm),
    "section.unconfirm": _room(wish.Nothing, blocks.unconfirm),
    "section.begin": _room(wish.Nothing, begin),
    "theme.add": _session(wish.ThemeAdd, themes.add),
    "theme.edit": _session(wish.ThemeEdit, themes.edit),
    "theme.move": _session(wish.ThemeMove, themes.move),
    "theme.remove": _session(wish.ThemeRef, themes.remove),
    "step.start": _session(wish.StepRef, steps.start),
    "step.pause": _session(wish.Nothing, steps.pause),
    "step.extend": _session(wish.StepExtend, steps.extend),
    "step.next": _session(wish.StepNext, steps.start_next),
    "step.undo": _session(wish.Nothing, steps.undo),
    "room.call": _session(wish.RoomRef, rooms.call),
    "room.answer": _session(wish.RoomRef, rooms.answer),
    "room.add": _session(wish.RoomAdd, rooms.add),
    "room.edit": _session(wish.RoomEdit, rooms.edit),
    "room.lock": _session(wish.RoomRef, rooms.lock),
    "room.unlock": _session(wish.RoomRef, rooms.unlock),
    "participant.move": _session(wish.ParticipantMove, participants.move),
    "participant.role": _session(wish.ParticipantRole, participants.set_role),
    "spotlight.set": _session(wish.SpotlightSet, spotlight.lift),
    "spotlight.queue": _session(wish.SpotlightQueue, wall.queue),
    "spotlight.unqueue": _session(wish.SpotlightQueue, wall.unqueue),
    "screen.set": _session(wish.ScreenSet, wall.set_screen),
    "hall.set": _session(wish.HallSet, wall.set_hall),
    "message.send": _session(wish.MessageSend, messages.send),
    "session.open": _session(wish.Nothing, meeting.open),
    "session.close": _session(wish.Nothing, meeting.close),
    "session.reopen": _session(wish.Nothing, meeting.reopen),
    "text.edit": _draft(wish.TextEdit, drafting.edit),
    "note.omit": _draft(wish.NoteRef, drafting.omit),
    "note.include": _draft(wish.NoteRef, drafting.include),
    "comment.add": _draft(wish.CommentAdd, comments.add),
    "comment.settle": _draft(wish.CommentRef, comments.settle),
    "comment.reopen": _draft(wish.CommentRef, comments.reopen),
    "comment.remove": _draft(wish.CommentRef, comments.remove),
    "paper.mark": _draft(wish.PaperMark, papers.mark),
    "paper.set": _draft(wish.PaperSet, papers.set_printed),
    "reading.open": _draft(wish.ReadingOpen, readings.open),
    "reading.withdraw": _draft(wish.ReadingRef, readings.withdraw),
}

_OWN_CHANNELS: Mapping[str, Place] = {SESSION_CHANNEL: "session", DRAFT_CHANNEL: "draft"}  # others are a room's

ENVELOPE = frozenset({"id", "type", "channel", "data"})


def read_command(payload: object) -> Command:
    """Check the shape of a command as it comes over the wire.

    Args:
        payload: `{"id": UUID, "type", "channel", "data": {…}}`; `data` may be null where there are no fields.

    Raises:
        Invalid, TooLarge: a wrong, unknown, missing or oversize field, named in `field`.
    """
    if not isinstance(payload, Mapping):
        raise Invalid(N_("Ett kommando är ett objekt med id, type, channel och data."))
    for field in payload:
        if field not in ENVELOPE:
            raise Invalid(N_("Fältet finns inte."), field=_tellable(str(field)))
    type = payload.get("type")
    if not isinstance(type, str) or type not in KINDS:
        raise Invalid(N_("Kommandot finns inte."), field="type")
    return Command(
        id=_checked_id(payload.get("id")),
        type=type,
        channel=_checked_channel(payload.get("channel"), KINDS[type].place),
        wish=_checked_wish(KINDS[type].fields, payload.get("data")),
    )


def _checked_id(value: object) -> str:
    try:
        if not isinstance(value, str) or len(value) != 36:
            raise ValueError
        return str(UUID(value))
    except ValueError:
        raise Invalid(N_("Ett kommando behöver ett id (UUID)."), field="id") from None


def _checked_channel(value: object, place: Place) -> str:
    if not isinstance(value, str) or not value or len(value) > 64:
        raise Invalid(N_("Ange vilken kanal kommandot gäller."), field="channel")
    if place != _OWN_CHANNELS.get(value, "room"):
        raise Invalid(N_("Kommandot hör inte till den kanalen."), field="channel")
    return value


def _checked_wish(fields: type[wish.Wish], data: object) -> wish.Wish:
    try:
        return fields.model_validate({} if data is None else data)
    except ValidationError as error:
        raise wish_refusal(error) from None
    except RecursionError:
        raise Invalid(N_("Fältet har fel form."), field="data") from None


def _tellable(field: str) -> str:
    """Name a field in an answer, whatever the sender called it."""
    return field[:64].encode("utf-8", "replace").decode()


def wish_refusal(error: ValidationError) -> Refusal:
    """Say the first problem in our own words; pydantic's are for programmers."""
    problem = error.errors(include_url=False, include_input=False)[0]
    field = _tellable(".".join(str(part) for part in problem["loc"])) or "data"
    match problem["type"]:
        case "missing":
            return Invalid(N_("Fältet saknas."), field=field)
        case "extra_forbidden":
            return Invalid(N_("Fältet finns inte."), field=field)
        case "string_too_long":
            limit = problem["ctx"]["max_length"]
            return TooLarge(N_("Texten är för lång: högst %(limit)d tecken."), field=field, limit=limit)
        case "too_long":
            return TooLarge(N_("Listan är för lång."), field=field)
        case "string_unicode":
            return Invalid(
                N_("Texten innehåller ett osynligt tecken som inte kan sparas. Ta bort det eller skriv om."),
                field=field,
            )
        case _:
            return Invalid(N_("Fältet har fel form."), field=field)
