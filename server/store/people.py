"""People: the only place where names are kept. Erasing a person is one row."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import OperationalError

from server.store.event_log import Write
from server.store.tables import PEOPLE

FIND = select(PEOPLE).where(PEOPLE.c.id == bindparam("id"))  # made once: everybody who connects is looked up


class People:
    """The people table."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._find = str(FIND.compile(dialect=engine.dialect))

    def names(self, session_id: str) -> dict[str, str]:
        """Give the names of a session's participants by their ids."""
        query = select(PEOPLE.c.id, PEOPLE.c.name).where(PEOPLE.c.session_id == session_id)
        with self.engine.connect() as connection:
            return {row.id: row.name for row in connection.execute(query)}

    def find(self, participant_id: str) -> Mapping[str, Any] | None:
        if self.engine.dialect.name == "sqlite":
            return self._find_embedded(participant_id)
        with self.engine.connect() as connection:
            row = connection.execute(FIND, {"id": participant_id}).first()
            return dict(row._mapping) if row else None

    def _find_embedded(self, participant_id: str) -> Mapping[str, Any] | None:
        """By the shortest way, on the driver's own connection: a hall is looked up one by one when it comes back."""
        with contextlib.closing(self.engine.raw_connection()) as pooled:
            connection: Any = pooled.driver_connection
            try:
                row = connection.execute(self._find, (participant_id,)).fetchone()
            except sqlite3.Error as error:
                raise OperationalError("find", None, error) from error
        return dict(zip(PEOPLE.c.keys(), row, strict=True)) if row else None


def add_person(row: Mapping[str, Any]) -> Write:
    """Write a person's row, in the transaction that lets them in."""
    return lambda connection: connection.execute(insert(PEOPLE).values(**row))


def rename_person(participant_id: str, name: str) -> Write:
    return lambda connection: connection.execute(update(PEOPLE).where(PEOPLE.c.id == participant_id).values(name=name))
