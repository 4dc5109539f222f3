"""Let a meeting from a file happen again, event by event, as far as it could have happened.

The rules decided these events once, with actors and times that a file does not prove. What can be proved is that each
event has the shape that a rule gives, speaks of things that are there, and follows from those before it. So nothing
that is read in can break a page, a rule or a paper later, and nothing in it can reach another meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import orjson
from pydantic import BaseModel, ValidationError

from server.domain.actor import FACILITATOR_ID, PROJECTOR_ID
from server.domain.comments import check_place
from server.domain.draft import Comment
from server.domain.errors import Refusal
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Data, Recorded
from server.domain.notes import ITEM_KINDS
from server.domain.parts import checked_lines, shape_of
from server.domain.plain_text import (
    MAX_BLOCK_CHARACTERS,
    MAX_MESSAGE_CHARACTERS,
    MAX_NAME_CHARACTERS,
    MAX_NOTE_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    checked_text,
)
from server.domain.rich_text import DEEPEST_LEVEL, Line, Run, checked_runs, plain
from server.domain.room import Room
from server.domain.session import Session, Theme
from server.domain.themes import checked_pattern
from server.domain.wish import CommentAdd
from server.session_file.event_shapes import DRAFT_SHAPES, ROOM_SHAPES, SESSION_SHAPES, Unsound, check_sound, check_time

ROLES = ("participant", "note-taker", "facilitator")
NOT_PEOPLE = (FACILITATOR_ID, PROJECTOR_ID)
NOT_AFTER_CLOSING = ("note.added", "participant.joined")


class UnknownEvent(Exception):
    """A kind of event that this version of Samtal does not know."""


class Replay:
    """The meeting as far as it has been read."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._seqs = {SESSION_CHANNEL: 1}

    def take(self, event: Recorded) -> None:
        """Check the next event, and let it happen.

        Raises:
            UnknownEvent: there is no such kind of event.
            Unsound: it has the wrong shape, or does not follow from what happened before it.
        """
        shape = _SHAPES.get(event.channel, ROOM_SHAPES).get(event.type)
        if shape is None:
            raise UnknownEvent(event.type)
        check_time(event.at)
        check_sound(dict(event.data))
        try:
            shape.model_validate_json(orjson.dumps(event.data))
        except ValidationError:
            raise Unsound from None
        self._count(event)
        self._check(event)
        self.session.apply(event.channel, event.type, dict(event.data))

    def _count(self, event: Recorded) -> None:
        _require(event.channel in _SHAPES or event.channel in self.session.channels)
        _require(event.seq == self._seqs.get(event.channel, 0) + 1)
        self._seqs[event.channel] = event.seq

    def _check(self, event: Recorded) -> None:
        _require(event.by is None or event.by in NOT_PEOPLE or event.by in self.session.participants)
        _require(self.session.status != "closed" or event.type not in NOT_AFTER_CLOSING)
        data = dict(event.data)
        try:
            if event.channel == SESSION_CHANNEL:
                _IN_SESSION.get(event.type.partition(".")[0], _nothing)(self.session, event.type, data)
            elif event.channel == DRAFT_CHANNEL:
                _IN_DRAFT.get(event.type.partition(".")[0], _nothing)(self.session, event.type, data)
            else:
                room = self.session.channels[event.channel]
                _IN_ROOM.get(event.type.partition(".")[0], _nothing)(self.session, room, event.type, data)
        except Refusal:  # the rule for text
            raise Unsound from None


def _require(condition: object) -> None:
    if not condition:
        raise Unsound


def _nothing(*_: object) -> None:
    """Its shape says all there is to say."""


def _new_or_known(type: str, id: str, known: Iterable[str]) -> None:
    """What begins must be new; what changes must be there."""
    _require((id not in known) == type.endswith((".added", ".joined", ".reported", ".sent")))


def _written(text: str, limit: int) -> None:
    """A text stands as the rule for text has left it."""
    _require(checked_text(text, limit=limit) == text)


# in rooms and items


def _notes(session: Session, room: Room, type: str, data: Data) -> None:
    for note in data["notes"]:
        _note(session, room, type, note)


def _renamed(session: Session, room: Room, type: str, data: Data) -> None:
    """The session has told it already: so it is."""
    _require(data == {"id": room.id, "kind": room.kind, "name": room.name})


def _note(session: Session, room: Room, type: str, data: Data) -> None:
    _new_or_known(type, data["id"], room.notes)
    known = room.notes.get(data["id"])
    if known is None:
        _require(data["number"] == len(room.notes) + 1)
        _require(data.get("reply_to") is None or data["reply_to"] in room.notes)
        _require(data["author"] is None or _somebody(session, data["author"]))
    else:
        same = (known.number, known.author, known.at, known.reply_to)
        _require((data["number"], data["author"], data["at"], data.get("reply_to")) == same)
    kinds = {kind.id for kind in session.plan.kinds}
    _require(data["kind"] in kinds or (room.kind == "item" and data["kind"] in ITEM_KINDS))
    _require(data.get("cluster") is None or data["cluster"] in room.clusters)
    supporters = data.get("supporters") or ()
    _require(len(set(supporters)) == len(supporters) and all(_somebody(session, one) for one in supporters))
    _written(data["text"], MAX_NOTE_CHARACTERS)


def _cluster(session: Session, room: Room, type: str, data: Data) -> None:
    _new_or_known(type, data["id"], room.clusters)
    _require(data.get("after") is None or data["after"] in room.clusters)
    if "title" in data:
        _written(data["title"], MAX_TITLE_CHARACTERS)


def _block(session: Session, room: Room, type: str, data: Data) -> None:
    blocks = {block.id for block in room.blocks}
    _new_or_known(type, data["id"], blocks)
    if type == "block.removed":
        return
    _require(data["after"] is None or data["after"] in blocks - {data["id"]})
    _require(all(source in room.notes for source in data["sources"]))
    _require(data["version"] >= 1)
    _require(0 <= data.get("level", 0) <= (DEEPEST_LEVEL if data["kind"] in ("bullet", "numbered") else 0))
    if data.get("runs") is None:
        _written(data["text"], MAX_BLOCK_CHARACTERS)
        return
    runs = tuple(Run.of(run) for run in data["runs"])
    _require(checked_runs(runs, limit=MAX_BLOCK_CHARACTERS) == runs and plain(runs) == data["text"])


def _somebody(session: Session, id: str) -> bool:
    return id == FACILITATOR_ID or id in session.participants


# in the session's own channel


def _step(session: Session, type: str, data: Data) -> None:
    steps = {step.id for step in session.steps}
    clocks = [data["clock"]] if type == "step.restored" else [data, data.get("replaced")]
    _require(all(clock["id"] in steps for clock in clocks if clock))
    _require(type != "step.restored" or session.past_clocks)
    _require(type != "step.restored" or "status" not in data or session.past_clocks[-1]["opened"])
    for channel, ids in data.get("revealed", {}).items():
        _require(channel in session.channels)
        _require(all(id in session.channels[channel].notes for id in ids))


def _room(session: Session, type: str, data: Data) -> None:
    _new_or_known(type, data["id"], session.channels)
    known = session.channels.get(data["id"])
    if known and type != "room.edited":
        same = (known.kind, known.name, known.capacity, known.proposal)
        _require(("room", data["name"], data["capacity"], data["proposal"]) == same)
        return
    proposal = data["proposal"]
    others = [room for room in session.rooms if room is not known]
    _require(data["name"].casefold() not in {room.name.casefold() for room in others})
    _written(data["name"], MAX_NAME_CHARACTERS)
    if known:
        _require(known.kind == "room" and _untitled(proposal) == _untitled(known.proposal))
        _written((proposal or {"title": known.name})["title"], MAX_TITLE_CHARACTERS)
        return
    numbers = {room.proposal["number"] for room in session.rooms if room.proposal}
    _require(proposal is None or proposal["number"] not in numbers)
    _require(data["id"] not in (SESSION_CHANNEL, DRAFT_CHANNEL))


def _untitled(proposal: Data | None) -> Data | None:
    return proposal and {**proposal, "title": None}


def _participant(session: Session, type: str, data: Data) -> None:
    _new_or_known(type, data["id"], session.participants)
    known = session.participants.get(data["id"])
    _require(known is None or (known.organisation, known.joined_at) == (data["organisation"], data["joined_at"]))
    _require(data["id"] not in NOT_PEOPLE and data["role"] in ROLES)
    _require(len(data["organisation"] or "") <= MAX_NAME_CHARACTERS)
    _require(data["room"] is None or data["room"] in {room.id for room in session.rooms})


def _theme(session: Session, type: str, data: Data) -> None:
    _new_or_known(type, data["id"], session.themes)
    if type == "theme.removed":
        return
    _require(data.get("after") is None or data["after"] in session.themes.keys() - {data["id"]})
    notes = {id for room in session.channels.values() for id in room.notes} if data["sources"] else set()
    _require(all(source in notes for source in data["sources"]))
    if data.get("runs") is None:
        _written(data["text"], MAX_NOTE_CHARACTERS)
        return
    theme = Theme.of(data)
    _require(Theme.saying(theme.id, checked_pattern(theme.written), theme.sources) == theme)


def _spotlight(session: Session, type: str, data: Data) -> None:
    for lifted in data.get("queue", [data]):
        _require(lifted["note"] is None or lifted["theme"] is None)
        _require((lifted["note"] is None) == (lifted["channel"] is None))
        if lifted["note"]:
            _require(lifted["channel"] in session.channels)
            _require(lifted["note"] in session.channels[lifted["channel"]].notes)
        _require(lifted["theme"] is None or lifted["theme"] in session.themes)


def _reported(session: Session, type: str, data: Data) -> None:
    _new_or_known(type, data["id"], session.reports)
    if type == "note.reported":
        _require(data["channel"] in session.channels)
        _require(data["note"] in session.channels[data["channel"]].notes)


def _message(session: Session, type: str, data: Data) -> None:
    rooms = {room.id for room in session.rooms}
    _require(all(room in rooms for room in data["rooms"] or ()))
    _written(data["text"], MAX_MESSAGE_CHARACTERS)


# in the draft's channel


def _part(session: Session, type: str, data: Data) -> None:
    shape, known = shape_of(session, data["part"]), session.draft.texts.get(data["part"])
    _require(data["version"] == (known.version + 1 if known else 1))
    _require(known or data["lines"] is not None)
    lines = tuple(Line.of(line) for line in data["lines"] or ())
    _require(data["lines"] is None or checked_lines(lines, shape) == lines)


def _omitted(session: Session, type: str, data: Data) -> None:
    _require((data["note"] in session.draft.omitted) == (type == "note.included"))
    _require(any(data["note"] in room.notes for room in session.channels.values()))


def _comment(session: Session, type: str, data: Data) -> None:
    _new_or_known(type, data["id"], session.draft.comments)
    if type == "comment.removed":
        return
    _written(data["text"], MAX_NOTE_CHARACTERS)
    _require(len(data["organisation"] or "") <= MAX_NAME_CHARACTERS)
    if type == "comment.added":  # its block may have gone since
        place: Data = {name: data.get(name) for name in ("channel", "block", "part", "theme")}
        check_place(session, CommentAdd.model_construct(**place))
    else:
        known = session.draft.comments[data["id"]]
        _require(replace(known, settled_at=data["settled_at"]) == Comment(**data))


def _reading(session: Session, type: str, data: Data) -> None:
    _require((data["id"] not in session.draft.readings) == (type == "reading.opened"))


_SHAPES: Mapping[str, Mapping[str, type[BaseModel]]] = {SESSION_CHANNEL: SESSION_SHAPES, DRAFT_CHANNEL: DRAFT_SHAPES}

_IN_DRAFT: Mapping[str, Callable[[Session, str, Any], None]] = {
    "text": _part,
    "note": _omitted,
    "comment": _comment,
    "reading": _reading,
}

_IN_ROOM: Mapping[str, Callable[[Session, Room, str, Any], None]] = {
    "room": _renamed,
    "note": _note,
    "notes": _notes,
    "cluster": _cluster,
    "block": _block,
}

_IN_SESSION: Mapping[str, Callable[[Session, str, Any], None]] = {
    "step": _step,
    "room": _room,
    "participant": _participant,
    "theme": _theme,
    "spotlight": _spotlight,
    "note": _reported,
    "report": _reported,
    "message": _message,
}
