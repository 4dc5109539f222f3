"""A private PostgreSQL for the tests: in a folder of its own, on a socket of its own, gone afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from server.store.engine import open_engine
from server.store.migration import migrate

TEMPLATE = "migrated"


class PostgreSQL:
    """A running server. Its superuser comes in over the socket without a password."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._names = (f"test_{number}" for number in itertools.count(1))

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self._socket}"

    def empty(self) -> str:
        """Make a database with nothing in it and give its URL."""
        return self._made("template1")

    def migrated(self) -> str:
        """Make a database with Samtal's tables and give its URL."""
        return self._made(TEMPLATE)

    def prepare(self) -> None:
        self._do(f"CREATE DATABASE {TEMPLATE}")
        engine = open_engine(self.url(TEMPLATE))
        migrate(engine)
        engine.dispose()

    def _made(self, template: str) -> str:
        name = next(self._names)
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def _do(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


@contextmanager
def running(programs: Path) -> Iterator[PostgreSQL]:
    """Run a server of these programs while the block lasts. It refuses to be root's, so root lets postgres run it."""
    folder = Path(tempfile.mkdtemp(prefix="samtal-pg-"))
    owner: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **owner)
        assert done.returncode == 0, done.stdout + done.stderr

    data, log = str(folder / "data"), str(folder / "log")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=50"
    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        run("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            server = PostgreSQL(folder)
            server.prepare()
            yield server
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)
