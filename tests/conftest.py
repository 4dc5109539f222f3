"""What every test shares: programs that may be missing, and how loudly a skipped test speaks."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from tests import postgresql

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
NO_SKIPS = os.environ.get("SAMTAL_FORBID_SKIPS") == "1"

# Searching for new cases is for whoever works on the code; what guards main runs the same cases each time.
settings.register_profile("guard", derandomize=True, deadline=None)
if NO_SKIPS:
    settings.load_profile("guard")


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser that the browser tests drive."""
    return _program("Chromium", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def soffice_path() -> Path:
    """LibreOffice, which opens what we write for offices."""
    return _program("LibreOffice", "soffice", "libreoffice")


@pytest.fixture(scope="session")
def redis_server_path() -> Path:
    """The Redis server, for tests with several processes."""
    return _program("Redis", "redis-server")


@pytest.fixture(scope="session")
def postgresql_bin() -> Path:
    """The folder with PostgreSQL's own programs (initdb, pg_ctl), newest version first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return installed[-1] if installed else _program("PostgreSQL", "initdb").parent


@pytest.fixture(scope="session")
def postgresql_server(postgresql_bin: Path) -> Generator[postgresql.PostgreSQL]:
    """A PostgreSQL of the tests' own, which makes databases."""
    with postgresql.running(postgresql_bin) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with Samtal's tables and nothing in them, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'samtal.sqlite'}"
    server: postgresql.PostgreSQL = request.getfixturevalue("postgresql_server")
    return server.migrated()


def _program(name: str, *commands: str) -> Path:
    found = next(filter(None, map(shutil.which, commands)), None)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return Path(found)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return _failed(report) if _forbidden(report) else report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return _failed(report) if _forbidden(report) else report


def _forbidden(report: pytest.TestReport | pytest.CollectReport) -> bool:
    return NO_SKIPS and report.skipped and not hasattr(report, "wasxfail")


def _failed(report: Report) -> Report:
    report.outcome = "failed"
    report.longrepr = f"SAMTAL_FORBID_SKIPS=1 allows no skipped test: {_reason(report.longrepr)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = Counter(_reason(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    for reason, count in skipped.items():
        terminalreporter.write_line(f"SKIPPED: {reason} ({count} tests)", yellow=True, bold=True)


def _reason(longrepr: object) -> str:
    return str(longrepr[2]).removeprefix("Skipped: ") if isinstance(longrepr, tuple) else str(longrepr)
