"""The installation that the tests of the web ask."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.metrics import Metrics
from server.services.opening import open_samtal
from server.settings import Settings
from server.web import create_web
from tests.web.house import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    settings = Settings(data=tmp_path / "data")
    samtal = open_samtal(settings)
    samtal.desk.start()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No directory at")  # the API needs nothing that is built for browsers
        web = create_web(settings, samtal, Metrics())
    yield House(samtal, web)
    samtal.desk.stop()
    samtal.log.engine.dispose()
