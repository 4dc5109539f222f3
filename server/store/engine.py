"""The database: opening it, and its durability.

SQLite runs in WAL mode with synchronous=FULL: what has been committed survives a power cut. PostgreSQL
keeps its default, synchronous_commit=on, which is set here so that a server's configuration cannot weaken it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_TIMEOUT_MS = 5_000
POOL_SIZE = 5


def open_engine(url: str) -> Engine:
    """Open the database at this SQLAlchemy URL (sqlite:/// or postgresql+psycopg://)."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address, pool_size=POOL_SIZE, pool_pre_ping=True)
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def leave_no_trace(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where what has been erased from the tables may still stand."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _open_sqlite(url: str) -> Engine:
    # One writer and short reads: a connection may be used from the thread that commits.
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # an erased name is overwritten, not only unlinked
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _set_up_postgresql(connection: Any, record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SET SESSION synchronous_commit = on")
    cursor.close()
    connection.commit()
