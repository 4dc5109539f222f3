"""An installation for the tests of the services: opened, closed, opened again on the same data, at given times."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import orjson
from sqlalchemy import Engine, text

from server.domain.actor import Actor
from server.domain.errors import Refusal
from server.domain.events import Data, Recorded
from server.domain.plan import Plan
from server.services.commands import read_command
from server.services.desk import OpenSession
from server.services.keys import Identity
from server.services.opening import open_samtal
from server.services.samtal import Samtal
from server.settings import Settings
from server.store.event_log import Receipt
from tests.domain.cast import NINE, PLAN

T = TypeVar("T")

TABLES = ("sessions", "events", "commands", "people", "files", "installation")


class House:
    """One process's Samtal on the database, with what it has told."""

    def __init__(self, url: str, data: Path) -> None:
        self.samtal: Samtal = open_samtal(Settings(data=data, database=url))
        self.told: list[Recorded] = []
        self.now = NINE
        self.samtal.desk.clock = lambda: self.now
        self.samtal.desk.tell = self._tell

    @property
    def engine(self) -> Engine:
        return self.samtal.log.engine

    def meeting(self, **plan: Any) -> Meeting:
        """Create a session and give it with its facilitator."""
        return self.same(self.samtal.create(Plan.model_validate_json(orjson.dumps(PLAN | plan))))

    def same(self, session_id: str) -> Meeting:
        return Meeting(self, session_id)

    def passes(self, **time: float) -> None:
        self.now += dt.timedelta(**time)

    def rows(self, table: str, session_id: str | None = None) -> list[dict[str, Any]]:
        """Read a table as it stands on disk, beside the desk."""
        where = " WHERE session_id = :session" if session_id else ""
        with self.engine.connect() as connection:
            result = connection.execute(
                text(f"SELECT * FROM {table}{where}"), {"session": session_id} if session_id else {}
            )
            return [dict(row._mapping) for row in result]

    def does(self, statement: str) -> None:
        """Do something to the database that an operator, or bad luck, might."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql(statement)

    @contextmanager
    def pausing(self, session_id: str) -> Iterator[None]:
        """Keep the clerk waiting during the block, so that all that is handed in there is decided together."""
        reached, go_on = threading.Event(), threading.Event()

        def wait(opened: OpenSession) -> bool:
            reached.set()
            return go_on.wait(10)

        looking = threading.Thread(target=self.samtal.desk.look, args=(session_id, wait))
        looking.start()
        assert reached.wait(10)
        try:
            yield
        finally:
            go_on.set()
            looking.join()

    def close(self) -> None:
        self.samtal.desk.stop()
        self.engine.dispose()

    def _tell(self, opened: OpenSession, events: list[Recorded]) -> None:
        self.told += events


class Meeting:
    """A session, as its links' holders and participants meet it."""

    def __init__(self, house: House, session_id: str) -> None:
        self.house = house
        self.id = session_id
        self.samtal = house.samtal
        self.facilitator = Voice(self, self.samtal.keys.facilitator(session_id))
        self.screen = Voice(self, self.samtal.keys.projector(session_id))

    def joins(self, name: str, room: str | None = "room-1", organisation: str | None = None) -> Voice:
        joined = self.samtal.join(self.id, name=name, organisation=organisation, room=room)
        assert joined.token
        return Voice(self, joined.token)

    def seqs(self) -> dict[str, list[int]]:
        """Give the numbers that stand in the log, channel by channel, in the order of the log."""
        found: dict[str, list[int]] = {}
        for event in self.samtal.log.read(self.id):
            found.setdefault(event.channel, []).append(event.seq)
        return found

    def assert_gapless(self) -> None:
        for channel, seqs in self.seqs().items():
            assert seqs == list(range(1, len(seqs) + 1)), channel

    def types(self, channel: str) -> list[str]:
        return [event.type for event in self.samtal.log.read(self.id) if event.channel == channel]

    def seen_by_all(self, voices: Iterable[Voice]) -> list[Data]:
        return [orjson.loads(orjson.dumps(voice.whole())) for voice in (self.facilitator, self.screen, *voices)]


class Voice:
    """The holder of a token."""

    def __init__(self, meeting: Meeting, token: str) -> None:
        self.meeting = meeting
        self.token = token

    @property
    def identity(self) -> Identity:
        return self.meeting.samtal.identify(self.token)

    @property
    def id(self) -> str:
        return self.identity.participant_id or "facilitator"

    @property
    def actor(self) -> Actor:
        return self.meeting.samtal.desk.look(self.meeting.id, lambda opened: self.identity.actor(opened.session))

    def at(self, house: House) -> Voice:
        """Be the same person in another process."""
        return Voice(house.same(self.meeting.id), self.token)

    def does(self, type: str, channel: str = "room-1", /, id: str | None = None, **data: Any) -> Receipt:
        return self.meeting.samtal.command(self.identity, self._command(type, channel, id, data))

    def leads(self, type: str, /, id: str | None = None, **data: Any) -> Receipt:
        return self.does(type, "session", id, **data)

    def writes(self, text: str, channel: str = "room-1", id: str | None = None, **data: Any) -> Receipt:
        return self.does("note.add", channel, id, text=text, **data)

    def hands_in(
        self,
        type: str,
        channel: str = "room-1",
        identity: Identity | None = None,
        /,
        id: str | None = None,
        **data: Any,
    ) -> Answer:
        """Give a command without waiting for the answer."""
        answer = Answer()
        self.meeting.samtal.submit(identity or self.identity, self._command(type, channel, id, data), answer.arrives)
        return answer

    def reads(self, channel: str = "room-1", after: int | None = None) -> Any:
        return self.meeting.samtal.read(self.identity, channel, after)

    def texts(self, channel: str = "room-1") -> list[str]:
        return [note["text"] for note in self.reads(channel).snapshot["notes"]]

    def whole(self) -> Data:
        return self.meeting.samtal.whole(self.identity)

    @staticmethod
    def _command(type: str, channel: str, id: str | None, data: Data) -> Any:
        return read_command({"id": id or str(uuid4()), "type": type, "channel": channel, "data": data})


class Answer:
    """What comes of a command that was handed in."""

    def __init__(self) -> None:
        self._arrived = threading.Event()
        self._value: Any = None

    def arrives(self, receipt: Receipt | None, error: BaseException | None) -> None:
        assert not self._arrived.is_set(), "answered twice"
        self._value = receipt if error is None else error
        self._arrived.set()

    def get(self) -> Any:
        """Give the receipt, or the refusal's code."""
        assert self._arrived.wait(10), "no answer"
        return self._value.code if isinstance(self._value, Refusal) else self._value


def at_once(*works: Callable[[], T]) -> list[T]:
    """Do all of this at the same time, and give what each returned."""
    results: dict[int, T] = {}
    gate = threading.Barrier(len(works))

    def run(number: int, work: Callable[[], T]) -> None:
        gate.wait()
        results[number] = work()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [results[number] for number in range(len(works))]
