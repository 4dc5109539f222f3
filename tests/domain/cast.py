"""The rules' small cast and its grammar: a hall where everybody speaks in commands, at given times, with given ids.

Anna and Bo sit in group 1 with its note-taker Eva; Disa sits in group 2; the facilitator leads, the screen shows.
What happens is recorded as the log would keep it: numbered, and written and read as JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import orjson
import pytest

from server.domain import participants, visibility
from server.domain.actor import FACILITATOR, PROJECTOR, Actor
from server.domain.errors import Refusal
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Data, Event, Recorded
from server.domain.plan import Plan
from server.domain.session import Session, stamp
from server.domain.wish import Occasion
from server.services.commands import KINDS, read_command

NINE = dt.datetime(2025, 9, 30, 9, 0, tzinfo=dt.UTC)

NAMES = {"anna": "Anna Ängström", "bo": "Bo Öberg", "eva": "Eva Åkesson", "disa": "Disa Ek"}

PLAN: dict[str, Any] = {
    "samtal": 1,
    "title": "Samverkansträff",
    "date": "2025-09-30",
    "organisations": [{"name": "Malmö universitet", "short": "MU"}],
    "programme": [
        {"opening": {"title": "Inledning", "speakers": [{"name": "Generaldirektören"}]}},
        {"talks": {"title": "Perspektiv", "talks": [{"speaker": "Länsstyrelsen", "title": "En överblick"}]}},
        {"break": {"title": "Lunch", "minutes": 60}},
        {
            "workshop": {
                "title": "Verkstad",
                "steps": [
                    {"title": "Skriv tyst", "minutes": 10, "silent": True},
                    {"title": "Skriv tyst igen", "minutes": 5, "silent": True},
                    {"title": "Samtala", "minutes": 20},
                    {"title": "Runda av"},
                ],
            }
        },
    ],
    "rooms": [
        {"name": "Grupp 1", "capacity": 4, "proposal": {"number": 1, "title": "Nätverk"}},
        {"name": "Grupp 2", "capacity": 2, "proposal": {"number": 4, "title": "Enkäter"}},
        {"name": "Grupp 3"},
    ],
}
OPENING, TALKS, LUNCH, SILENT, SILENT_AGAIN, TALK, ROUND_UP = (f"step-{number}" for number in range(1, 8))


class Hall:
    """A meeting that is told command by command."""

    def __init__(self, *, rooms: list[dict[str, Any]] | None = None, **settings: Any) -> None:
        laid_out = PLAN | {"settings": settings} | ({"rooms": rooms} if rooms else {})
        plan = Plan.model_validate_json(orjson.dumps(laid_out))
        created = {
            "id": "s1",
            "code": "ABC234",
            "created_at": stamp(NINE),
            "plan": plan.model_dump_json(by_alias=True),
        }
        self.now = NINE
        self.names: dict[str, str] = dict(NAMES)
        self.log: list[Recorded] = []
        self._commands = 0
        self.session = Session.created(created)
        self._keep(Recorded(SESSION_CHANNEL, 1, "session.created", None, stamp(NINE), created))
        self.facilitator = Person(self, FACILITATOR)
        self.screen = Person(self, PROJECTOR)

    def joins(self, id: str, room: str | None = None, organisation: str | None = None) -> Person:
        events = participants.join(
            self.session, participant_id=id, organisation=organisation, room=room, occasion=self.occasion()
        )
        self.record(events, by=None)
        return self.person(id)

    def person(self, id: str) -> Person:
        return Person(self, Actor(id, "participant"))

    def occasion(self) -> Occasion:
        self._commands += 1
        return Occasion(str(UUID(int=self._commands)), self.now)

    def decide(self, by: Actor, type: str, channel: str, data: Data) -> tuple[str, list[Event]]:
        """Ask the rule without letting anything happen."""
        occasion = self.occasion()
        command = read_command({"id": occasion.id, "type": type, "channel": channel, "data": data})
        return occasion.id, command.decide(self.session, by, occasion)

    def record(self, events: list[Event], by: Actor | None) -> None:
        for event in events:
            who = None if event.anonymous or by is None else by.id
            kept = orjson.loads(orjson.dumps(event.data))
            self._keep(Recorded(event.channel, self.seq(event.channel) + 1, event.type, who, stamp(self.now), kept))

    def _keep(self, event: Recorded) -> None:
        self.log.append(event)
        self.session.apply(event.channel, event.type, orjson.loads(orjson.dumps(event.data)))

    def seq(self, channel: str) -> int:
        return sum(1 for event in self.log if event.channel == channel)

    def passes(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.now += dt.timedelta(minutes=minutes, seconds=seconds)

    def note(self, note_id: str, room: str = "room-1") -> Any:
        return self.session.channels[room].notes[note_id]

    def texts(self, room: str = "room-1") -> list[str]:
        """Give the texts of the room's documentation, in order."""
        return [block.text for block in self.session.channels[room].blocks]

    @property
    def clock(self) -> Any:
        return self.session.clock


class Person:
    """Somebody in the hall. Role and room are as of now."""

    def __init__(self, hall: Hall, actor: Actor) -> None:
        self.hall = hall
        self._actor = actor

    @property
    def actor(self) -> Actor:
        person = self.hall.session.participants.get(self._actor.id)
        return Actor(person.id, person.role, person.room) if person else self._actor

    @property
    def id(self) -> str:
        return self._actor.id

    def does(self, type: str, channel: str | None = None, /, **data: Any) -> list[str]:
        """Give a command and let what it leads to happen; the types of the events are returned."""
        return [event.type for event in self._does(type, channel, data)[1]]

    def makes(self, type: str, channel: str | None = None, /, **data: Any) -> str:
        """As `does`, but give the id of what came to be."""
        return self._does(type, channel, data)[0]

    def writes(self, text: str, /, channel: str | None = None, **data: Any) -> str:
        return self.makes("note.add", channel, text=text, **data)

    def documents(self, text: str, /, channel: str | None = None, **data: Any) -> str:
        return self.makes("block.add", channel, text=text, **data)

    def moves_to(self, room: str | None) -> None:
        self.does("participant.move", participant=self.id, room=room)

    def sees(self, channel: str | None = None) -> Data:
        """Give the snapshot of a channel (the own room's) that this reader gets."""
        where = channel or self._channel("note.add")
        assert visibility.may_read(self.hall.session, where, self.actor)
        return visibility.snapshot(self.hall.session, where, self.actor, self.hall.names)

    def may_read(self, channel: str) -> bool:
        return visibility.may_read(self.hall.session, channel, self.actor)

    def hears(self, channel: str | None = None, *, after: int = 0) -> list[Data]:
        """Give the channel's events after a number, as this reader gets them now."""
        where = channel or self._channel("note.add")
        events = [event for event in self.hall.log if event.channel == where and event.seq > after]
        return [visibility.view(self.hall.session, event, self.actor, self.hall.names) for event in events]

    def hears_last(self, channel: str | None = None) -> Data:
        return self.hears(channel)[-1]

    def texts(self, channel: str | None = None) -> list[str]:
        """Give the texts of the notes that this reader has on the page."""
        return [note["text"] for note in self.sees(channel)["notes"] if not note["removed"]]

    def _does(self, type: str, channel: str | None, data: Data) -> tuple[str, list[Event]]:
        by = self.actor
        made, events = self.hall.decide(by, type, channel or self._channel(type), data)
        self.hall.record(events, by)
        return made, events

    def _channel(self, type: str) -> str:
        places = {"session": SESSION_CHANNEL, "draft": DRAFT_CHANNEL}
        return places.get(KINDS[type].place) or self.actor.room or "room-1"


def seated(hall: Hall) -> Hall:
    """Let the cast come in and sit down."""
    hall.joins("anna", "room-1", "Malmö universitet")
    hall.joins("bo", "room-1")
    hall.joins("eva", "room-1")
    hall.facilitator.does("participant.role", participant="eva", role="note-taker")
    hall.joins("disa", "room-2")
    return hall


@contextmanager
def refused(code: str, field: str | None = None) -> Iterator[None]:
    """What is wished in this block is refused with this code (and names this field)."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code, caught.value.message
    assert field is None or caught.value.field == field
