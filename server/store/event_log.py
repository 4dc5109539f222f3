"""The log of events, read from its beginning and appended to in whole transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from server.domain.events import Recorded
from server.store.engine import leave_no_trace
from server.store.tables import COMMANDS, EVENTS, PEOPLE, SESSIONS

Write = Callable[[Connection], object]


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

    def append(self, batch: Batch) -> None:
        """Write the batch in one durable transaction: all of it, or nothing.

        Raises:
            LostRace: a number or a command id was taken meanwhile.
            sqlalchemy.exc.SQLAlchemyError: the database could not be written to.
        """
        try:
            with self.engine.begin() as connection:
                for write in batch.writes:
                    write(connection)
                if batch.events:
                    connection.execute(insert(EVENTS), [_row(*event) for event in batch.events])
                if batch.receipts:
                    connection.execute(insert(COMMANDS), [_receipt_row(*given) for given in batch.receipts])
        except IntegrityError as error:
            raise LostRace from error

    def read(self, session_id: str) -> Iterator[Recorded]:
        """Give the session's events in the order in which they happened."""
        query = select(EVENTS).where(EVENTS.c.session_id == session_id).order_by(EVENTS.c.id)
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                yield Recorded(row.channel, row.seq, row.type, row.by, row.at, orjson.loads(row.data))

    def receipts(self, session_id: str) -> dict[str, Receipt]:
        """Give every command of the session that has been answered."""
        query = select(COMMANDS).where(COMMANDS.c.session_id == session_id)
        with self.engine.connect() as connection:
            return {row.command_id: Receipt(row.channel, row.seq) for row in connection.execute(query)}

    def session_row(self, session_id: str) -> Mapping[str, Any] | None:
        """Give the session's row, or None where there is no such session."""
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
            for table in (PEOPLE, COMMANDS, EVENTS):
                result = connection.execute(delete(table).where(table.c.session_id == session_id))
                gone[table.name] = result.rowcount
            gone["sessions"] = connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session_id)).rowcount
        leave_no_trace(self.engine)
        return gone

    def _one(self, query: Any) -> Mapping[str, Any] | None:
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
            return dict(row._mapping) if row else None


def add_session(row: Mapping[str, Any]) -> Write:
    """Write the session's own row."""
    return lambda connection: connection.execute(insert(SESSIONS).values(**row))


def set_status(session_id: str, status: str) -> Write:
    """Keep the listed status in step with the log."""
    return lambda connection: connection.execute(
        update(SESSIONS).where(SESSIONS.c.id == session_id).values(status=status)
    )


def _row(session_id: str, event: Recorded) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "channel": event.channel,
        "seq": event.seq,
        "type": event.type,
        "by": event.by,
        "at": event.at,
        "data": orjson.dumps(event.data).decode(),
    }


def _receipt_row(session_id: str, command_id: str, receipt: Receipt) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "command_id": command_id,
        "channel": receipt.channel,
        "seq": receipt.seq,
    }
