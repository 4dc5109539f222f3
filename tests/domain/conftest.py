"""The hall before the meeting: Anna, Bo and the note-taker Eva in group 1, Disa in group 2."""

from __future__ import annotations

import pytest

from tests.domain.cast import Hall, Person, seated


@pytest.fixture
def hall() -> Hall:
    return seated(Hall())


@pytest.fixture
def anna(hall: Hall) -> Person:
    return hall.person("anna")


@pytest.fixture
def bo(hall: Hall) -> Person:
    return hall.person("bo")


@pytest.fixture
def eva(hall: Hall) -> Person:
    return hall.person("eva")


@pytest.fixture
def disa(hall: Hall) -> Person:
    return hall.person("disa")


@pytest.fixture
def facilitator(hall: Hall) -> Person:
    return hall.facilitator


@pytest.fixture
def screen(hall: Hall) -> Person:
    return hall.screen
