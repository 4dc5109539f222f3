"""The database's schema: made by migrations, the same as the tables say, durable as it must be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from server.store.engine import open_engine
from server.store.migration import migrate
from server.store.tables import METADATA
from tests.postgresql import PostgreSQL


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with nothing in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql_server")
        url = server.empty()
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


def downgrade(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "server.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_make_exactly_the_tables(empty: Engine):
    migrate(empty)

    assert tables(empty) == set(METADATA.tables)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_migrating_twice_changes_nothing(empty: Engine):
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO installation VALUES ('key', 'kept')"))

    migrate(empty)

    with empty.connect() as connection:
        assert connection.execute(text("SELECT value FROM installation")).scalar() == "kept"


def test_migrations_can_be_undone_and_done_again(empty: Engine):
    migrate(empty)
    downgrade(empty)
    assert tables(empty) == set()

    migrate(empty)
    assert tables(empty) == set(METADATA.tables)


def test_an_event_of_no_session_and_a_number_taken_twice_are_refused(engine: Engine):
    insert = text(
        'INSERT INTO events (session_id, channel, seq, type, "by", at, data)'
        " VALUES (:session, :c, :seq, :t, NULL, :at, :d)"
    )
    event = {"session": "s1", "c": "session", "seq": 1, "t": "session.created", "at": "2025", "d": "{}"}
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert, event)

    with engine.begin() as connection:
        connection.execute(text("INSERT INTO sessions VALUES ('s1', 'ABC234', 'T', '2025-09-30', 'now', 'open')"))
        connection.execute(insert, event)
        connection.execute(insert, event | {"c": "room-1"})
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(insert, event)


def test_sqlite_keeps_what_was_committed_through_a_power_cut(tmp_path: Path):
    engine = open_engine(f"sqlite:///{tmp_path / 'samtal.sqlite'}")
    migrate(engine)
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")

    with engine.connect() as one, engine.connect() as other:  # every connection, not only the first
        for connection in (one, other):
            set_to = [connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas]
            assert set_to == ["wal", 2, 1, 1, 5_000]
    engine.dispose()


def test_postgresql_waits_for_the_disk_whatever_the_server_is_set_to(postgresql_server: PostgreSQL):
    url = postgresql_server.migrated()
    weakened = open_engine(url)
    with weakened.begin() as connection:
        name = connection.exec_driver_sql("SELECT current_database()").scalar()
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    weakened.dispose()

    engine = open_engine(url.replace("+psycopg", ""))  # as an operator would write it
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    engine.dispose()
