"""Houses on each kind of database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.house import House

OpenHouse = Callable[..., House]


@pytest.fixture
def open_house(database_url: str, tmp_path: Path) -> Iterator[OpenHouse]:
    """Open Samtal on the test's database; more than once gives as many processes' desks."""
    houses: list[House] = []

    def opened(*, at_work: bool = True) -> House:
        house = House(database_url, tmp_path / "data")
        houses.append(house)
        if at_work:
            house.samtal.desk.start()
        return house

    yield opened
    for house in houses:
        house.close()


@pytest.fixture
def house(open_house: OpenHouse) -> House:
    return open_house()
