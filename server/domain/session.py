"""A session: one meeting's whole state, folded from the log.

The session's own channel holds programme, rooms, steps, people, themes, spotlight and messages;
each room and each opening or talk has a channel of its own (`Room`), and so has the paper's
editing (`DraftState`). `Session.apply` is the only way
in which any of it changes, and it neither reads a clock nor makes an id, so folding the same log
always gives the same state.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from server.domain.actor import Role
from server.domain.draft import DraftState
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Data, Recorded
from server.domain.plan import Plan, ProgrammeItem
from server.domain.rich_text import Run, Runs, plain, runs_as_data, runs_from, styled
from server.domain.room import Room, placed

Status = Literal["prepared", "open", "closed"]
StepStatus = Literal["running", "paused"]

KEPT_CLOCKS = 20  # how many started steps can be taken back
AUTOMATIC_SCREEN: Data = {"scene": "auto", "theme": "auto", "language": "auto"}


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who joined. The name is not here: names live in the people table only."""

    id: str
    organisation: str | None
    role: Role
    room: str | None
    joined_at: str

    def as_data(self) -> Data:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Step:
    """A timed phase of the programme, as the run-sheet shows it."""

    id: str
    item: str
    title: str
    minutes: int | None
    silent: bool
    time: str | None

    def as_data(self) -> Data:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Clock:
    """The step that is on. `ends_at` (ISO 8601, UTC) while it runs, `remaining` (seconds) while it is paused.

    Both are None where the step has no length.
    """

    id: str
    status: StepStatus
    started_at: str
    ends_at: str | None
    remaining: float | None

    def as_data(self) -> Data:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Theme:
    """A pattern that recurs across rooms, with the notes that show it.

    `text` is always the plain text. `runs` is the same text with its styles, None where it has none.
    """

    id: str
    text: str
    sources: tuple[str, ...] = ()
    runs: Runs | None = None

    @classmethod
    def saying(cls, id: str, runs: Runs, sources: tuple[str, ...]) -> Theme:
        """Make a theme of its text in runs."""
        return cls(id, plain(runs), sources, runs if styled(runs) else None)

    @classmethod
    def of(cls, data: Data) -> Theme:
        """Read a theme; those that were logged before there were styles have none."""
        return cls(data["id"], data["text"], tuple(data["sources"]), runs_from(data.get("runs")))

    @property
    def written(self) -> Runs:
        """Its text as runs."""
        return (Run(self.text),) if self.runs is None else self.runs

    def as_data(self) -> Data:
        told = {"id": self.id, "text": self.text, "sources": list(self.sources)}
        return told | {"runs": runs_as_data(self.runs)}


@dataclass(slots=True)
class Session:
    """The state of one meeting."""

    id: str
    plan: Plan
    code: str
    created_at: str
    status: Status = "prepared"
    opened_at: str | None = None
    closed_at: str | None = None
    programme: list[Data] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    clock: Clock | None = None
    channels: dict[str, Room] = field(default_factory=dict)
    participants: dict[str, Participant] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    spotlight: Data | None = None
    spotlight_queue: list[Data] = field(default_factory=list)
    screen: Data = field(default_factory=lambda: dict(AUTOMATIC_SCREEN))
    hall: Data | None = None
    reports: dict[str, Data] = field(default_factory=dict)
    past_clocks: list[Data] = field(default_factory=list)  # what each start of a step replaced
    messages: list[Data] = field(default_factory=list)
    draft: DraftState = field(default_factory=DraftState)

    @classmethod
    def folded(cls, events: Iterable[Recorded]) -> Session:
        """Give the state that a session's events lead to, from the first of them on; there is at least one."""
        first, *later = events
        session = cls.created(dict(first.data))
        for event in later:
            session.apply(event.channel, event.type, dict(event.data))
        return session

    @classmethod
    def created(cls, data: Data) -> Session:
        """Make the state that the log's first event, `session.created`, describes."""
        session = cls(
            id=data["id"],
            plan=Plan.model_validate_json(data["plan"]),
            code=data["code"],
            created_at=data["created_at"],
        )
        session._lay_out_programme()
        session._lay_out_rooms()
        return session

    @property
    def rooms(self) -> list[Room]:
        """The groups' rooms, in the order of the session file."""
        return [room for room in self.channels.values() if room.kind == "room"]

    @property
    def items(self) -> list[Room]:
        """The channels of openings and talks, in the order of the programme."""
        return [room for room in self.channels.values() if room.kind == "item"]

    @property
    def silent(self) -> bool:
        """Whether a silent step is on: others' notes show when it ends."""
        step = self.step
        return step is not None and step.silent

    @property
    def step(self) -> Step | None:
        """The step that is on, if any."""
        return self.step_with(self.clock.id) if self.clock else None

    @property
    def undoable(self) -> int:
        """How many starts of steps can be taken back."""
        return len(self.past_clocks)

    def step_with(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def members(self, room_id: str) -> Iterator[Participant]:
        """Give those who have this room as theirs."""
        return (person for person in self.participants.values() if person.room == room_id)

    def find_note(self, note_id: str) -> tuple[Room, Any] | None:
        """Find a note that stands, and the channel it stands in."""
        for room in self.channels.values():
            note = room.notes.get(note_id)
            if note is not None and not note.gone:
                return room, note
        return None

    def apply(self, channel: str, type: str, data: Data) -> None:
        """Put what happened in its place. An unknown type or channel is a programming error (KeyError)."""
        if channel == SESSION_CHANNEL:
            _APPLY[type](self, data)
        elif channel == DRAFT_CHANNEL:
            self.draft.apply(type, data)
        else:
            self.channels[channel].apply(type, data)

    # laying out the plan

    def _lay_out_programme(self) -> None:
        for number, item in enumerate(self.plan.programme, start=1):
            self.programme.append(self._lay_out_item(f"item-{number}", item))

    def _lay_out_item(self, item_id: str, item: ProgrammeItem) -> Data:
        shown: Data = {"id": item_id, "channel": None, "parts": []}
        if item.opening:
            shown |= {"kind": "opening", "title": item.opening.title, "time": item.opening.time}
            parts: list[Data] = [{"speaker": s.name, "role": s.role, "title": None} for s in item.opening.speakers]
            self._add_step(item_id, item.opening.title, item.opening.minutes, item.opening.time)
        elif item.talks:
            shown |= {"kind": "talks", "title": item.talks.title, "time": item.talks.time}
            parts = [{"speaker": t.speaker, "role": None, "title": t.title} for t in item.talks.talks]
            self._add_step(item_id, item.talks.title, item.talks.minutes, item.talks.time)
        elif item.workshop:
            shown |= {"kind": "workshop", "title": item.workshop.title, "time": item.workshop.time}
            for step in item.workshop.steps:
                self._add_step(item_id, step.title, step.minutes, step.time, silent=step.silent)
            return shown
        else:
            assert item.pause is not None
            shown |= {"kind": "break", "title": item.pause.title, "time": item.pause.time}
            self._add_step(item_id, item.pause.title, item.pause.minutes, item.pause.time)
            return shown
        shown["channel"] = item_id
        self.channels[item_id] = Room(item_id, "item", name=shown["title"])
        for number, part in enumerate(parts, start=1):
            channel = f"{item_id}-{number}"
            name = f"{part['speaker']}: {part['title']}" if part["title"] else part["speaker"]
            self.channels[channel] = Room(channel, "item", name=name)
            shown["parts"].append({"channel": channel, **part})
        return shown

    def _add_step(self, item: str, title: str, minutes: int | None, time: str | None, *, silent: bool = False) -> None:
        self.steps.append(Step(f"step-{len(self.steps) + 1}", item, title, minutes, silent, time))

    def _lay_out_rooms(self) -> None:
        for number, room in enumerate(self.plan.rooms, start=1):
            proposal = room.proposal.model_dump(mode="json", by_alias=True) if room.proposal else None
            room_id = f"room-{number}"
            self.channels[room_id] = Room(room_id, "room", room.name, room.capacity, proposal)

    # how each event of the session's channel changes it

    def _open(self, data: Data) -> None:
        self.status = "open"
        self.opened_at = self.opened_at or data["at"]
        self.closed_at = None

    def _close(self, data: Data) -> None:
        self.status = "closed"
        self.closed_at = data["at"]
        self.clock = None
        self.past_clocks = []
        self.draft.closed(data["at"])

    def _set_clock(self, data: Data) -> None:
        self.clock = _clock_of(data)
        self._remember(data)

    def _stop_clock(self, data: Data) -> None:
        self.clock = None
        self._remember(data)

    def _restore_clock(self, data: Data) -> None:
        self.clock = _clock_of(data["clock"]) if data["clock"] else None
        self.past_clocks = self.past_clocks[:-1]
        if "status" in data:
            self.status, self.opened_at = data["status"], None

    def _remember(self, data: Data) -> None:
        """Keep what a started step replaced, so that a mistake can be taken back with everything as it was."""
        if "replaced" in data:
            kept = {"clock": data["replaced"], "revealed": data["revealed"], "opened": data.get("opened", False)}
            self.past_clocks = [*self.past_clocks, kept][-KEPT_CLOCKS:]

    def _put_room(self, data: Data) -> None:
        room = self.channels.setdefault(data["id"], Room(data["id"], "room"))
        room.name, room.capacity = data["name"], data["capacity"]
        room.proposal, room.locked = data["proposal"], data["locked"]
        room.called_at = data.get("called_at")

    def _put_participant(self, data: Data) -> None:
        fields = {key: data[key] for key in ("id", "organisation", "role", "room", "joined_at")}
        self.participants[data["id"]] = Participant(**fields)

    def _put_theme(self, data: Data) -> None:
        self.themes[data["id"]] = Theme.of(data)

    def _add_theme(self, data: Data) -> None:
        self._put_theme(data)
        if "after" in data:
            self.themes = placed(self.themes, data["id"], data["after"])

    def _place_theme(self, data: Data) -> None:
        self._put_theme(data)
        self.themes = placed(self.themes, data["id"], data["after"])

    def _drop_theme(self, data: Data) -> None:
        self.themes.pop(data["id"], None)

    def _set_spotlight(self, data: Data) -> None:
        self.spotlight = data if data["note"] or data["theme"] else None

    def _set_queue(self, data: Data) -> None:
        self.spotlight_queue = list(data["queue"])

    def _set_screen(self, data: Data) -> None:
        self.screen = AUTOMATIC_SCREEN | data  # in a log from before there was a language it has none

    def _set_hall(self, data: Data) -> None:
        self.hall = data if data["ssid"] else None

    def _add_report(self, data: Data) -> None:
        self.reports[data["id"]] = data

    def _drop_report(self, data: Data) -> None:
        self.reports.pop(data["id"], None)

    def _add_message(self, data: Data) -> None:
        self.messages = [*self.messages, data]


def _clock_of(data: Data) -> Clock:
    return Clock(**{key: data[key] for key in Clock.__slots__})


def _nothing(session: Session, data: Data) -> None:
    """`session.created` has made the session already."""


_APPLY: dict[str, Any] = {
    "session.created": _nothing,
    "session.opened": Session._open,
    "session.closed": Session._close,
    "session.reopened": Session._open,
    "step.started": Session._set_clock,
    "step.paused": Session._set_clock,
    "step.extended": Session._set_clock,
    "step.ended": Session._stop_clock,
    "step.restored": Session._restore_clock,
    "room.added": Session._put_room,
    "room.edited": Session._put_room,
    "room.locked": Session._put_room,
    "room.unlocked": Session._put_room,
    "room.called": Session._put_room,
    "room.answered": Session._put_room,
    "participant.joined": Session._put_participant,
    "participant.moved": Session._put_participant,
    "participant.role_set": Session._put_participant,
    "names.erased": _nothing,
    "theme.added": Session._add_theme,
    "theme.edited": Session._put_theme,
    "theme.moved": Session._place_theme,
    "theme.removed": Session._drop_theme,
    "spotlight.set": Session._set_spotlight,
    "spotlight.queued": Session._set_queue,
    "spotlight.unqueued": Session._set_queue,
    "screen.set": Session._set_screen,
    "hall.set": Session._set_hall,
    "note.reported": Session._add_report,
    "report.settled": Session._drop_report,
    "message.sent": Session._add_message,
}

SESSION_EVENTS = frozenset(_APPLY)


def moment(text: str) -> dt.datetime:
    """Read a time as the log writes it."""
    return dt.datetime.fromisoformat(text)


def stamp(time: dt.datetime) -> str:
    """Write a time as the log keeps it: ISO 8601 in UTC, with milliseconds."""
    return time.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
