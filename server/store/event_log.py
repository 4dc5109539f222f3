"""The log of events, read from its beginning and appended to in whole transactions."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from server.domain.draft import ERASED_TEXT
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Recorded
from server.store.engine import leave_no_trace
from server.store.tables import COMMANDS, EVENTS, FILES, PEOPLE, SESSIONS

Write = Callable[[Connection], object]
Offload = Callable[[Callable[[], None]], None]

COMMENTS_TOLD = ("comment.added", "comment.settled", "comment.reopened")

SLOW_COMMIT_SECONDS = 0.002  # about what handing a commit to a thread costs
WEIGHT = 0.1  # of the newest commit in the average


class Disk:
    """Waits for the disk where that costs least: on the spot while it is fast, else in a thread of its own.

    A short wait on the event loop delays everybody less than two changes of threads; a slow disk would stop them all.
    """

    def __init__(self, offload: Offload, clock: Callable[[], float] = time.perf_counter) -> None:
        self._offload = offload
        self._clock = clock
        self._average = SLOW_COMMIT_SECONDS  # until it is known, it is slow

    def __call__(self, commit: Callable[[], None]) -> None:
        if self._average < SLOW_COMMIT_SECONDS:
            self._timed(commit)
        else:
            self._offload(lambda: self._timed(commit))

    def _timed(self, commit: Callable[[], None]) -> None:
        began = self._clock()
        try:
            commit()
        finally:  # one that fails after waiting has been slow too
            self._average += WEIGHT * (self._clock() - began - self._average)


class LostRace(Exception):
    """Another process has appended to the same channel: read again and decide again."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer that a command got: the channel and the number its change had there."""

    channel: str
    seq: int


@dataclass(slots=True)
class Batch:
    """What one transaction writes, for any number of sessions."""

    events: list[tuple[str, Recorded]] = field(default_factory=list)
    receipts: list[tuple[str, str, Receipt]] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.events or self.receipts or self.writes)


class EventLog:
    """The log in the database. Appending is the desk's alone; anybody may read."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.offload: Offload = lambda function: function()
        self._embedded = EmbeddedAppender(engine) if engine.dialect.name == "sqlite" else None

    def append(self, batch: Batch) -> None:
        """Write the batch in one durable transaction: all of it, or nothing.

        Raises:
            LostRace: a number or a command id was taken meanwhile.
            sqlalchemy.exc.SQLAlchemyError: the database could not be written to.
        """
        if self._embedded and not batch.writes:
            self._embedded.append(batch, self.offload)
            return
        try:
            with self.engine.begin() as connection:
                for write in batch.writes:
                    write(connection)
                if batch.events:
                    connection.execute(insert(EVENTS), _named(EVENT_FIELDS, _row, batch.events))
                if batch.receipts:
                    connection.execute(insert(COMMANDS), _named(RECEIPT_FIELDS, _receipt_row, batch.receipts))
        except IntegrityError as error:
            raise LostRace from error

    def read(self, session_id: str) -> Generator[Recorded]:
        """Give the session's events in the order in which they happened."""
        query = select(EVENTS).where(EVENTS.c.session_id == session_id).order_by(EVENTS.c.id)
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                yield Recorded(row.channel, row.seq, row.type, row.by, row.at, orjson.loads(row.data))

    def read_types(
        self, session_id: str, channel: str, types: Iterable[str], *, saying: str | None = None
    ) -> list[tuple[int, Recorded]]:
        """Give a channel's events of some types, each with its place among all events, in their order.

        Where `saying` is given, only those in whose data it stands. The index of the channel's numbers finds them,
        however long the log is.
        """
        query = select(EVENTS).where(EVENTS.c.session_id == session_id, EVENTS.c.channel == channel)
        query = query.where(EVENTS.c.type.in_([*types])).order_by(EVENTS.c.seq)
        if saying is not None:
            query = query.where(EVENTS.c.data.contains(saying, autoescape=True))
        with self.engine.connect() as connection:
            return [
                (row.id, Recorded(row.channel, row.seq, row.type, row.by, row.at, orjson.loads(row.data)))
                for row in connection.execute(query)
            ]

    def receipts(self, session_id: str) -> dict[str, Receipt]:
        """Give every command of the session that has been answered."""
        query = select(COMMANDS).where(COMMANDS.c.session_id == session_id)
        with self.engine.connect() as connection:
            return {row.command_id: Receipt(row.channel, row.seq) for row in connection.execute(query)}

    def session_row(self, session_id: str) -> Mapping[str, Any] | None:
        """Give the session's row, or None where there is no such session."""
        if "\0" in session_id:  # PostgreSQL takes none, not even to look for
            return None
        return self._one(select(SESSIONS).where(SESSIONS.c.id == session_id))

    def session_with_code(self, code: str) -> Mapping[str, Any] | None:
        return self._one(select(SESSIONS).where(SESSIONS.c.code == code))

    def session_rows(self) -> list[Mapping[str, Any]]:
        """Give all sessions, the newest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(SESSIONS).order_by(SESSIONS.c.created_at.desc(), SESSIONS.c.id))
            return [dict(row._mapping) for row in rows]

    def delete_session(self, session_id: str) -> dict[str, int]:
        """Delete everything of a session and tell how many rows of each table that was."""
        gone: dict[str, int] = {}
        with self.engine.begin() as connection:
            for table in (FILES, PEOPLE, COMMANDS, EVENTS):
                result = connection.execute(delete(table).where(table.c.session_id == session_id))
                gone[table.name] = result.rowcount
            gone["sessions"] = connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session_id)).rowcount
        return gone

    def erase_personal_data(self, session_id: str, at: str) -> tuple[dict[str, int], list[Recorded]]:
        """Erase the names of everybody in a session and what comments on the draft said; only their places stay.

        Comments are people's words to each other about the paper and no part of it; any of them may name somebody.
        That they are erased are events as well: whoever decides on what it remembers from before loses the race for
        their numbers, and can write nothing of it back.

        Returns: how many people, and how many events that comments had made, and the events to tell.

        Raises:
            LostRace: another process has appended meanwhile; nothing is erased.
        """
        erased = [(SESSION_CHANNEL, "names.erased", {}), (DRAFT_CHANNEL, "comments.erased", {"text": ERASED_TEXT})]
        try:
            with self.engine.begin() as connection:
                told = [_append_next(connection, session_id, at, *event) for event in erased]
                people = connection.execute(delete(PEOPLE).where(PEOPLE.c.session_id == session_id)).rowcount
                return {"people": people, "comments": _erase_comments(connection, session_id)}, told
        except IntegrityError as error:
            raise LostRace from error

    def leave_no_trace(self) -> None:
        """Take what has been erased out of the database's own journal too."""
        leave_no_trace(self.engine)

    def _one(self, query: Any) -> Mapping[str, Any] | None:
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
            return dict(row._mapping) if row else None


class EmbeddedAppender:
    """Appends to SQLite by the shortest way: two prepared statements on the driver's own connection, one commit.

    Waiting for the disk is nearly all of a commit's time, so `offload` may do that part in a thread of its own.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._into_events = _insert_text(engine, EVENTS, EVENT_FIELDS)
        self._into_commands = _insert_text(engine, COMMANDS, RECEIPT_FIELDS)

    def append(self, batch: Batch, offload: Offload) -> None:
        """As `EventLog.append`, for a batch without other writes."""
        with contextlib.closing(self._engine.raw_connection()) as pooled:
            connection: Any = pooled.driver_connection
            try:
                connection.executemany(self._into_events, [_row(*event) for event in batch.events])
                connection.executemany(self._into_commands, [_receipt_row(*given) for given in batch.receipts])
                offload(connection.commit)
            except sqlite3.IntegrityError as error:
                raise LostRace from error
            except sqlite3.Error as error:
                pooled.invalidate()
                raise OperationalError("append", None, error) from error


def _insert_text(engine: Engine, table: Table, fields: tuple[str, ...]) -> str:
    """Give the INSERT for these fields, which must stand in the table's order."""
    return str(insert(table).compile(dialect=engine.dialect, column_keys=fields))


def _append_next(connection: Connection, session_id: str, at: str, channel: str, type: str, data: Any) -> Recorded:
    """Append an event of nobody's under the channel's next number."""
    of_channel = (EVENTS.c.session_id == session_id, EVENTS.c.channel == channel)
    last = connection.execute(select(func.max(EVENTS.c.seq)).where(*of_channel)).scalar()
    event = Recorded(channel, (last or 0) + 1, type, None, at, data)
    connection.execute(insert(EVENTS), _named(EVENT_FIELDS, _row, [(session_id, event)]))
    return event


def _erase_comments(connection: Connection, session_id: str) -> int:
    told = (EVENTS.c.session_id == session_id, EVENTS.c.type.in_(COMMENTS_TOLD))
    rows = connection.execute(select(EVENTS.c.id, EVENTS.c.data).where(*told)).all()
    for row in rows:
        data = orjson.loads(row.data) | {"text": ERASED_TEXT, "organisation": None}
        bare = update(EVENTS).where(EVENTS.c.id == row.id).values(data=orjson.dumps(data).decode())
        connection.execute(bare)
    return len(rows)


def add_session(row: Mapping[str, Any]) -> Write:
    """Write the session's own row."""
    return lambda connection: connection.execute(insert(SESSIONS).values(**row))


def set_status(session_id: str, status: str) -> Write:
    """Keep the listed status in step with the log."""
    return lambda connection: connection.execute(
        update(SESSIONS).where(SESSIONS.c.id == session_id).values(status=status)
    )


EVENT_FIELDS = ("session_id", "channel", "seq", "type", "by", "at", "data")
RECEIPT_FIELDS = ("session_id", "command_id", "channel", "seq")


def _row(session_id: str, event: Recorded) -> tuple[Any, ...]:
    data = orjson.dumps(event.data).decode()
    return session_id, event.channel, event.seq, event.type, event.by, event.at, data


def _receipt_row(session_id: str, command_id: str, receipt: Receipt) -> tuple[Any, ...]:
    return session_id, command_id, receipt.channel, receipt.seq


def _named(
    fields: tuple[str, ...], row: Callable[..., tuple[Any, ...]], given: Iterable[tuple[Any, ...]]
) -> list[dict[str, Any]]:
    return [dict(zip(fields, row(*each), strict=True)) for each in given]
