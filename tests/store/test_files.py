"""The files of a session: one of each name, gone with the session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from server.store.engine import open_engine
from server.store.event_log import EventLog
from server.store.files import Files
from server.store.migration import migrate

ABOUT = {"mime": "image/png", "uploaded_at": "2026-03-12T10:00:00.000Z"}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    migrate(engine)
    with engine.begin() as connection:
        for session, code in (("s1", "ABC234"), ("s2", "ABC235")):
            row = f"('{session}', '{code}', 'T', '2025-09-30', 'now', 'open')"
            connection.execute(text(f"INSERT INTO sessions VALUES {row}"))
    yield engine
    engine.dispose()


def test_a_file_is_kept_whole_and_replaced(engine: Engine) -> None:
    files = Files(engine)
    files.put("s1", "logo", content=bytes(range(256)), details={}, **ABOUT)
    files.put("s1", "logo", content=b"\0new", details={"å": ["ä"]}, **ABOUT)

    found = files.find("s1", "logo")
    assert found is not None
    assert (found["content"], found["details"], found["mime"]) == (b"\0new", {"å": ["ä"]}, "image/png")
    assert files.find("s1", "template") is None
    assert files.find("s2", "logo") is None


def test_another_version_is_told_by_its_time_or_details(engine: Engine) -> None:
    files = Files(engine)
    files.put("s1", "template", content=b"x", details={"mapping": {}}, **ABOUT)
    before = files.versions("s1")
    files.put("s1", "template", content=b"x", details={"mapping": {"Title": None}}, **ABOUT)

    assert files.versions("s1") != before
    assert files.versions("s2") == ()


def test_removing_takes_one_file_and_erasing_the_session_all_of_them(engine: Engine) -> None:
    files = Files(engine)
    for name in ("template", "logo"):
        files.put("s1", name, content=b"x", details={}, **ABOUT)
        files.put("s2", name, content=b"x", details={}, **ABOUT)

    assert files.remove("s1", "logo")
    assert not files.remove("s1", "logo")
    assert EventLog(engine).delete_session("s1")["files"] == 1
    assert [name for name, _, _ in files.versions("s2")] == ["logo", "template"]
