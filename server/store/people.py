"""People: the only place where names are kept. Erasing a person is one row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, bindparam, delete, insert, select, update

from server.store.engine import leave_no_trace
from server.store.event_log import Write
from server.store.tables import PEOPLE

FIND = select(PEOPLE).where(PEOPLE.c.id == bindparam("id"))  # made once: everybody who connects is looked up


class People:
    """The people table."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def names(self, session_id: str) -> dict[str, str]:
        """Give the names of a session's participants by their ids."""
        query = select(PEOPLE.c.id, PEOPLE.c.name).where(PEOPLE.c.session_id == session_id)
        with self.engine.connect() as connection:
            return {row.id: row.name for row in connection.execute(query)}

    def find(self, participant_id: str) -> Mapping[str, Any] | None:
        with self.engine.connect() as connection:
            row = connection.execute(FIND, {"id": participant_id}).first()
            return dict(row._mapping) if row else None

    def erase(self, session_id: str) -> int:
        """Erase the names of everybody in a session, and tell how many that was."""
        with self.engine.begin() as connection:
            gone = connection.execute(delete(PEOPLE).where(PEOPLE.c.session_id == session_id)).rowcount
        leave_no_trace(self.engine)
        return gone


def add_person(row: Mapping[str, Any]) -> Write:
    """Write a person's row, in the transaction that lets them in."""
    return lambda connection: connection.execute(insert(PEOPLE).values(**row))


def rename_person(participant_id: str, name: str) -> Write:
    return lambda connection: connection.execute(update(PEOPLE).where(PEOPLE.c.id == participant_id).values(name=name))
