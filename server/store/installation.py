"""Facts about the installation itself, such as which organiser's key is the valid one."""

from __future__ import annotations

from sqlalchemy import Engine, delete, insert, select

from server.store.tables import INSTALLATION


class Installation:
    """The installation's key-value table."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def get(self, key: str, default: str) -> str:
        with self.engine.connect() as connection:
            row = connection.execute(select(INSTALLATION.c.value).where(INSTALLATION.c.key == key)).first()
            return str(row.value) if row else default

    def set(self, key: str, value: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(delete(INSTALLATION).where(INSTALLATION.c.key == key))
            connection.execute(insert(INSTALLATION).values(key=key, value=value))
