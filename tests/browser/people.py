"""What people do on their screens, and a network that can fall silent."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Self
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Hall, Meeting
from tests.wire import Wire

NETWORKS = "Utveckla befintliga nätverk"
SURVEYS = "Nationella startenkäter"
CHUNK_BYTES = 65_536
GLANCE_SECONDS = 0.02
# a phone's keyboard, as far as a page can know of it: `playKeyboard(height)` opens it, 0 closes it
KEYBOARD = """
const seen = Object.assign(new EventTarget(), { height: innerHeight, width: innerWidth, offsetTop: 0, scale: 1 });
Object.defineProperty(window, "visualViewport", { value: seen });
window.playKeyboard = (height) => {
  seen.height = innerHeight - height;
  seen.dispatchEvent(new Event("resize"));
};
"""


class Network:
    """Stands between a browser and the server. When it is silent nothing comes through, and nobody hangs up."""

    def __init__(self, address: str) -> None:
        host, port = address.removeprefix("http://").split(":")
        self._server = (host, int(port))
        self._open = threading.Event()
        self._open.set()
        self._dead: list[threading.Event] = []
        self._cut: list[threading.Event] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def fall_silent(self) -> None:
        self._open.clear()

    def come_back(self) -> None:
        self._open.set()

    def lose_lines(self) -> None:
        """Let what was open be dead for good, as after a long sleep; nobody is told, and new lines are open."""
        self._open.clear()
        self._dead.append(self._open)
        self._open = threading.Event()
        self._open.set()

    def hang_up(self) -> None:
        """End what was open; what was held back in it is lost, and new lines are open."""
        self._cut.append(self._open)
        self._open = threading.Event()
        self._open.set()
        self._cut[-1].set()

    def close(self) -> None:
        for line in (self._open, *self._dead):
            line.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()

    def _accept(self) -> None:
        with self._listener, contextlib.suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        line = self._open
        line.wait()
        with browser, contextlib.suppress(OSError), socket.create_connection(self._server) as server:
            back = threading.Thread(target=self._pump, args=(browser, server, line), daemon=True)
            back.start()
            self._pump(server, browser, line)
            back.join()

    def _pump(self, one: socket.socket, other: socket.socket, line: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(CHUNK_BYTES):
                line.wait()
                if line in self._cut:
                    break
                other.sendall(data)
        line.wait()
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def network(hall: Hall) -> Iterator[Network]:
    """Lead the hall's screens over a network of its own."""
    between = Network(hall.meeting.address)
    direct = hall.meeting
    links = {name: link.replace(direct.address, between.address) for name, link in direct.links.items()}
    hall.meeting = replace(direct, address=between.address, links=links)
    hall.ways = (*hall.ways, direct.address)
    try:
        yield between
    finally:
        between.close()


class Facilitator:
    """Somebody who leads the meeting without a screen."""

    def __init__(self, meeting: Meeting) -> None:
        self.wire = Wire(meeting.address, {"token": meeting.tokens["facilitator"]})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wire.close()

    def does(self, type: str, channel: str = "session", **data: Any) -> str:
        wish = str(uuid4())
        answer = self.wire.call("command", {"id": wish, "type": type, "channel": channel, "data": data})
        assert answer["ok"], answer
        return wish

    def sees(self, channel: str = "session") -> dict[str, Any]:
        snapshot: dict[str, Any] = self.wire.call("subscribe", {"channel": channel})["snapshot"]
        return snapshot

    def person(self, name: str) -> dict[str, Any]:
        return next(each for each in self.sees()["participants"] if each["name"] == name)

    def room(self, title: str) -> str:
        rooms = self.sees()["rooms"]
        return str(next(room["id"] for room in rooms if room["proposal"] and room["proposal"]["title"] == title))

    def note(self, room: str, text: str) -> dict[str, Any]:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            for note in self.sees(room)["notes"]:
                if text in note["text"]:
                    return dict(note)
            time.sleep(GLANCE_SECONDS)
        raise AssertionError(f"nobody wrote {text!r}")


def join(hall: Hall, name: str, room: str = NETWORKS, organisation: str = "Skolverket", **screen: Any) -> Page:
    shape: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    page = hall.screen(**(shape | screen))
    enter(page, hall, name, room, organisation)
    return page


def enter(page: Page, hall: Hall, name: str, room: str = NETWORKS, organisation: str = "Skolverket") -> None:
    page.goto(hall.meeting.links["join"])
    page.get_by_label("Ditt namn").fill(name)
    page.get_by_label("Organisation").fill(organisation)
    page.get_by_role("radio", name=room).check()
    page.get_by_role("button", name="Gå in").click()
    expect(page.get_by_role("heading", name="Inlägg", exact=False).first).to_be_visible()


def begin(page: Page, text: str) -> None:
    """Type without sending."""
    page.locator("#compose, #note-text").first.wait_for()  # the place where one writes has come
    if page.locator("#compose").is_visible():
        page.locator("#compose").click()
    page.get_by_role("textbox", name="Ditt inlägg").fill(text)


def write(page: Page, text: str) -> None:
    begin(page, text)
    page.get_by_role("button", name="Lägg till", exact=True).click()
    expect(note(page, text).first).to_be_visible()


def note(page: Page, text: str) -> Locator:
    return page.get_by_role("article").filter(has_text=text)


def banner(page: Page, text: str) -> Locator:
    """Give what stands at the top of the page; the same is also told to a screen reader, elsewhere."""
    return page.locator(".banner").filter(has_text=text)


def show(page: Page, view: str) -> None:
    page.get_by_role("navigation", name="Vyer i rummet").get_by_role("button", name=view).click()


def choose(page: Page, text: str, item: str) -> None:
    """Choose from a note's menu."""
    note(page, text).get_by_role("button", name="Fler val för inlägget").click()
    page.get_by_role("menuitem", name=item).click()


def overflows(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide
