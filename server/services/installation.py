"""The whole installation: writing a backup while it runs, putting one back, and saying what is wrong with it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from server.services.opening import SECRET_FILE
from server.settings import Settings
from server.store.engine import open_engine

DATABASE_FILE = "samtal.sqlite"
MEMBERS = (DATABASE_FILE, SECRET_FILE)
MIN_FREE_BYTES = 200 * 1024 * 1024


class NotPossible(Exception):
    """What was asked cannot be done; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    fine: bool
    sentence: str


def backup(settings: Settings, file: Path) -> None:
    """Write database and secret to a ZIP file, consistently, while a server may be writing.

    Raises:
        NotPossible: the database is not the embedded one, there is none, or the file cannot be written.
    """
    database = _embedded_database(settings)
    if not database.exists():
        raise NotPossible(f"Det finns ingen installation i {settings.data}. / No installation there.")
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / DATABASE_FILE
            _copy_database(database, copy)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(copy, DATABASE_FILE)
                archive.write(settings.data / SECRET_FILE, SECRET_FILE)
    except OSError as error:
        raise NotPossible(f"{file}: {error.strerror}") from None


def restore(settings: Settings, file: Path) -> None:
    """Put a backup back into a data folder that has no installation.

    Raises:
        NotPossible: the folder has one, or the file is not a backup of Samtal's.
    """
    database = _embedded_database(settings)
    if database.exists():
        raise NotPossible(f"{settings.data} har redan en installation. Välj en tom mapp. / Choose an empty folder.")
    try:
        with zipfile.ZipFile(file) as archive:
            if set(archive.namelist()) != set(MEMBERS) or archive.testzip():
                raise NotPossible(f"{file} är ingen hel säkerhetskopia från Samtal. / Not a whole backup.")
            settings.data.mkdir(parents=True, exist_ok=True)
            for member in MEMBERS:
                target = settings.data / member
                target.touch(mode=0o600)
                with archive.open(member) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
    except zipfile.BadZipFile:
        raise NotPossible(f"{file} är ingen säkerhetskopia från Samtal. / Not a backup.") from None
    except OSError as error:
        raise NotPossible(f"{file}: {error.strerror}") from None


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that usually goes wrong."""
    return list(_findings(settings))


def _findings(settings: Settings) -> Iterator[Finding]:
    data = settings.data
    yield Finding(data.is_dir(), f"Datamappen / data folder: {data.absolute()}")
    if not data.is_dir():
        return
    free = shutil.disk_usage(data).free
    yield Finding(free > MIN_FREE_BYTES, f"Ledigt utrymme / free space: {free // 1024 // 1024} MiB")
    secret = data / SECRET_FILE
    if secret.exists():
        private = secret.stat().st_mode & 0o077 == 0
        yield Finding(private, f"Nyckelfilen läses bara av ägaren / secret readable by its owner alone: {secret}")
    else:
        yield Finding(False, "Nyckelfilen saknas: starta servern en gång. / No secret yet: start the server once.")
    yield _database_finding(settings)


def _database_finding(settings: Settings) -> Finding:
    if settings.embedded and not (settings.data / DATABASE_FILE).exists():
        return Finding(False, "Databasen saknas: starta servern en gång. / No database yet: start the server once.")
    try:
        with open_engine(settings.database_url).connect() as connection:
            if settings.embedded:
                verdict = connection.execute(text("PRAGMA quick_check")).scalar()
                return Finding(verdict == "ok", f"Databasen är hel / database check: {verdict}")
            connection.execute(text("SELECT 1 FROM sessions LIMIT 1"))
            return Finding(True, "Databasen svarar / database answers")
    except Exception as error:  # whatever the driver says is the finding
        return Finding(False, f"Databasen går inte att läsa / database: {str(error).splitlines()[0]}")


def _embedded_database(settings: Settings) -> Path:
    if not settings.embedded:
        raise NotPossible("Ta kopian med databasens egna verktyg (pg_dump). / Use the database's own tools.")
    return settings.data / DATABASE_FILE


def _copy_database(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as reading, sqlite3.connect(target) as writing:
        reading.backup(writing)
