"""SQLite when the disk is full or cannot be written to: nothing is half-done, and it works again afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.domain.cast import refused
from tests.services.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(f"sqlite:///{tmp_path / 'samtal.sqlite'}", tmp_path)
    yield house
    house.close()


@pytest.mark.parametrize(
    ("fails", "works"),
    [("max_page_count = 1", "max_page_count = 1000000"), ("query_only = ON", "query_only = OFF")],
    ids=["full", "read-only"],
)
def test_what_cannot_be_written_is_unavailable_and_can_be_sent_again(house: House, fails: str, works: str):
    connections: list[Any] = []
    house.engine.dispose()
    event.listen(house.engine, "connect", lambda connection, record: connections.append(connection))
    house.samtal.desk.start()
    meeting = house.meeting()
    anna = meeting.joins("Anna")
    anna.writes("Före")
    before, told, again = meeting.seen_by_all([anna]), len(house.told), "00000000-0000-4000-8000-000000000001"

    for connection in connections:
        connection.execute(f"PRAGMA {fails}")
    with refused("unavailable"):
        meeting.facilitator.does("block.add", id=again, text="x" * 20_000)  # more than the last page has room for
    for connection in connections:
        with suppress(sqlite3.ProgrammingError):  # it has been let go since
            connection.execute(f"PRAGMA {works}")

    assert len(house.told) == told
    assert meeting.seen_by_all([anna]) == before
    assert meeting.facilitator.does("block.add", id=again, text="x" * 20_000).seq == 2
    meeting.assert_gapless()
