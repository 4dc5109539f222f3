"""The files that belong to a session: the agency's Word template and the organiser's logo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Engine, delete, insert, select

from server.store.engine import leave_no_trace
from server.store.event_log import Write
from server.store.tables import FILES


class Files:
    """The files table: for each session at most one file of each name (`template`, `logo`)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def find(self, session_id: str, name: str) -> Mapping[str, Any] | None:
        """Give a file with its `content`, `mime`, `uploaded_at` and `details` (as data)."""
        query = select(FILES).where(FILES.c.session_id == session_id, FILES.c.name == name)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return {**row._mapping, "details": orjson.loads(row.details)} if row else None

    def versions(self, session_id: str) -> tuple[tuple[str, str, str], ...]:
        """Give each file's name, time and details without its content: what has changed when one is another."""
        columns = (FILES.c.name, FILES.c.uploaded_at, FILES.c.details)
        query = select(*columns).where(FILES.c.session_id == session_id).order_by(FILES.c.name)
        with self.engine.connect() as connection:
            return tuple((row.name, row.uploaded_at, row.details) for row in connection.execute(query))

    def put(
        self, session_id: str, name: str, *, content: bytes, mime: str, uploaded_at: str, details: Mapping[str, Any]
    ) -> None:
        """Keep a file, in the place of an earlier one of its name."""
        write = add_file(session_id, name, content=content, mime=mime, uploaded_at=uploaded_at, details=details)
        with self.engine.begin() as connection:
            connection.execute(delete(FILES).where(FILES.c.session_id == session_id, FILES.c.name == name))
            write(connection)

    def remove(self, session_id: str, name: str) -> bool:
        """Remove a file, and tell whether there was one."""
        with self.engine.begin() as connection:
            gone = connection.execute(delete(FILES).where(FILES.c.session_id == session_id, FILES.c.name == name))
        leave_no_trace(self.engine)
        return gone.rowcount > 0


def add_file(
    session_id: str, name: str, *, content: bytes, mime: str, uploaded_at: str, details: Mapping[str, Any]
) -> Write:
    """Write the row of a file that is not there yet, in the transaction of what else is written."""
    row = {"session_id": session_id, "name": name, "content": content, "mime": mime, "uploaded_at": uploaded_at}
    stored = orjson.dumps(details).decode()
    return lambda connection: connection.execute(insert(FILES).values(**row, details=stored))
