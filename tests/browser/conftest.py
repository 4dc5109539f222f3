"""A real server, a real Chromium, and people with a screen each."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

START_SECONDS = 30
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}
SESSION_FILE = Path(__file__).parents[2] / "sessions" / "samverkanstraff-3.yaml"


@dataclass(frozen=True)
class Meeting:
    """A session on a running server."""

    address: str
    id: str
    code: str
    links: dict[str, str]
    tokens: dict[str, str]
    rooms: list[dict[str, Any]]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The server, as an operator starts it, on a free port; it is ended with the tests."""
    data = tmp_path_factory.mktemp("installation")
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "serve", "--port", "0", "--data", str(data)],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield _address(process, data), data
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
        assert "Traceback" not in errors, errors


def _address(process: subprocess.Popen[str], data: Path) -> str:
    until = time.monotonic() + START_SECONDS
    note = data / "server.json"
    while time.monotonic() < until and process.poll() is None:
        if note.exists() and note.read_text("utf-8"):
            return str(json.loads(note.read_text("utf-8"))["address"])
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {process.poll()}")


@pytest.fixture
def meeting(server: tuple[str, Path]) -> Meeting:
    """The example session, loaded anew for each test."""
    return load(server, SESSION_FILE)


def load(server: tuple[str, Path], file: Path) -> Meeting:
    address, data = server
    printed = subprocess.run(
        [sys.executable, "-m", "server", "load", str(file), "--json", "--data", str(data)],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"LANG": "sv_SE.UTF-8"},
    ).stdout
    return Meeting(address, **json.loads(printed))


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        browser = playwright.chromium.launch(executable_path=str(chromium_path), args=arguments)
        yield browser
        browser.close()


@dataclass
class Hall:
    """Opens screens for people, and remembers what went wrong on any of them."""

    browser: Browser
    meeting: Meeting
    contexts: list[BrowserContext]
    faults: list[str]
    strangers: list[str]
    ways: tuple[str, ...] = ()  # other addresses of the same server

    def screen(self, viewport: dict[str, int], **more: Any) -> Page:
        context = self.browser.new_context(viewport=viewport, **({"locale": "sv-SE"} | more))  # type: ignore[arg-type]
        self.contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._heard(page, said.type, said.text))
        page.on("request", self._asked)
        return page

    def _heard(self, page: Page, type: str, text: str) -> None:
        if type == "error":
            self.faults.append(f"{page.url}: {text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.meeting.address, *self.ways, "data:", "blob:")):
            self.strangers.append(request.url)


@pytest.fixture
def hall(browser: Browser, meeting: Meeting) -> Iterator[Hall]:
    """The hall; when the test is over no page may have met an error or asked another host for anything."""
    hall = Hall(browser, meeting, [], [], [])
    yield hall
    for context in hall.contexts:
        context.close()
    assert hall.faults == []
    assert hall.strangers == []


Screen = Callable[..., Page]
