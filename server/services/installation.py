"""The whole installation: writing a backup while it runs, putting one back, and saying what is wrong with it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from server.domain.errors import N_, Refusal
from server.resources import static_dir
from server.services.keys import SECRET_BYTES
from server.services.opening import SECRET_FILE
from server.settings import Settings
from server.store.engine import open_engine

DATABASE_FILE = "samtal.sqlite"
MEMBERS = (DATABASE_FILE, SECRET_FILE)
MIN_FREE_BYTES = 200 * 1024 * 1024
PRIVATE = 0o600  # a backup holds names and the secret: its owner's alone


class NotPossible(Refusal):
    """What was asked cannot be done; the message says why and what to do."""

    code = "conflict"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: a source string and what is put into it."""

    fine: bool
    sentence: str
    params: dict[str, object] = field(default_factory=dict)


def backup(settings: Settings, file: Path) -> None:
    """Write database and secret to a ZIP file, consistently, while a server may be writing.

    An older backup of the same name is replaced once the new one is whole.

    Raises:
        NotPossible: the database is not the embedded one, there is none, or the file cannot be written.
    """
    database = _embedded_database(settings)
    if not database.exists():
        raise NotPossible(N_("Det finns ingen installation i %(folder)s."), folder=settings.data)
    beside = file.with_name(f".{file.name}.part")
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / DATABASE_FILE
            _copy_database(database, copy)
            _pack(beside, copy, settings.data / SECRET_FILE)
        beside.replace(file)
    except (OSError, sqlite3.Error) as error:
        beside.unlink(missing_ok=True)
        raise NotPossible("%(file)s: %(reason)s", file=file, reason=_reason(error)) from None


def restore(settings: Settings, file: Path) -> None:
    """Put a backup back into a data folder that has no installation: all of it, or nothing.

    Raises:
        NotPossible: the folder has one, or the file is not a whole backup of Samtal's.
    """
    database = _embedded_database(settings)
    if database.exists() or (settings.data / SECRET_FILE).exists():
        raise NotPossible(N_("%(folder)s har redan en installation. Välj en tom mapp."), folder=settings.data)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.data) as folder:
            unpacked = _unpack(file, Path(folder))
            for member in MEMBERS:
                (unpacked / member).replace(settings.data / member)
    except OSError as error:
        raise NotPossible("%(file)s: %(reason)s", file=file, reason=_reason(error)) from None


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that usually goes wrong."""
    return list(_findings(settings))


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _built_pages()
    data = settings.data
    if not data.is_dir():
        yield Finding(False, N_("Datamappen finns inte: %(folder)s. Starta servern en gång."), {"folder": data})
        return
    yield _writable(data)
    yield _free_space(data)
    yield _secret(data / SECRET_FILE)
    yield _database(settings)


def _built_pages() -> Finding:
    if (static_dir() / "manifest.json").exists():
        return Finding(True, N_("Webbsidornas filer är byggda."))
    return Finding(False, N_("Webbsidornas filer saknas. Kör: make browser"))


def _writable(data: Path) -> Finding:
    sentence = N_("Datamappen går att skriva i: %(folder)s")
    if os.access(data, os.W_OK | os.X_OK):
        return Finding(True, sentence, {"folder": data.absolute()})
    sentence = N_("Datamappen går inte att skriva i: %(folder)s. Ändra dess ägare eller rättigheter.")
    return Finding(False, sentence, {"folder": data.absolute()})


def _free_space(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    return Finding(free > MIN_FREE_BYTES, N_("Ledigt utrymme: %(size)s MiB"), {"size": free // 1024 // 1024})


def _secret(file: Path) -> Finding:
    if not file.exists():
        return Finding(False, N_("Nyckelfilen saknas. Starta servern en gång, eller återställ en säkerhetskopia."))
    if file.stat().st_size < SECRET_BYTES:
        return Finding(False, N_("Nyckelfilen är skadad. Lägg tillbaka den från en säkerhetskopia."))
    if file.stat().st_mode & 0o077:
        return Finding(False, N_("Andra än ägaren kan läsa nyckelfilen. Kör: chmod 600 %(file)s"), {"file": file})
    return Finding(True, N_("Nyckelfilen kan bara läsas av sin ägare."))


def _database(settings: Settings) -> Finding:
    if settings.embedded and not (settings.data / DATABASE_FILE).exists():
        return Finding(False, N_("Databasen saknas. Starta servern en gång, eller återställ en säkerhetskopia."))
    try:
        engine = open_engine(settings.database_url)
        with closing(engine.connect()) as connection:
            verdict = connection.execute(text("PRAGMA quick_check")).scalar() if settings.embedded else "ok"
            connection.execute(text("SELECT 1 FROM sessions LIMIT 1"))
        engine.dispose()
    except Exception as error:  # whatever the driver says is the finding
        return Finding(False, N_("Databasen går inte att läsa: %(reason)s"), {"reason": str(error).splitlines()[0]})
    if verdict != "ok":
        return Finding(False, N_("Databasen är skadad: %(reason)s"), {"reason": verdict})
    return Finding(True, N_("Databasen är hel och svarar."))


def _embedded_database(settings: Settings) -> Path:
    if not settings.embedded:
        raise NotPossible(
            N_("Databasen är inte den inbyggda. Kopiera den med dess egna verktyg, till exempel pg_dump.")
        )
    return settings.data / DATABASE_FILE


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)


def _pack(target: Path, database: Path, secret: Path) -> None:
    target.touch(mode=PRIVATE)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, DATABASE_FILE)
        archive.write(secret, SECRET_FILE)


def _unpack(file: Path, folder: Path) -> Path:
    """Unpack a backup and see that it is whole."""
    refusal = NotPossible(N_("%(file)s är ingen hel säkerhetskopia från Samtal."), file=file)
    try:
        with zipfile.ZipFile(file) as archive:
            if sorted(archive.namelist()) != sorted(MEMBERS):
                raise refusal
            for member in MEMBERS:
                target = folder / member
                target.touch(mode=PRIVATE)
                with archive.open(member) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
        with closing(sqlite3.connect(folder / DATABASE_FILE)) as database:
            if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise refusal
            database.execute("SELECT 1 FROM sessions LIMIT 1")
        if (folder / SECRET_FILE).stat().st_size < SECRET_BYTES:
            raise refusal
    except (zipfile.BadZipFile, sqlite3.Error, EOFError):
        raise refusal from None
    return folder


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
