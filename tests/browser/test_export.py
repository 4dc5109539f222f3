"""Taking the paper along: what is being made is said, the file comes, and what went wrong is said with a way on."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import LAPTOP, PHONE, Hall
from tests.browser.desk import Desk
from tests.browser.people import overflows

NAME = re.compile(r"Dokumentation .+ – .+ – \d{4}-\d\d-\d\d [0-9a-f]{6} utkast\.docx")
WORD = re.compile(r"^Word(?! med spår)")
BUSY = "Servern har för mycket att göra just nu."
TOO_LARGE = "Det är för stort."


@pytest.fixture
def closed(hall: Hall) -> Iterator[Hall]:
    """A meeting that has been closed."""
    desk = Desk(hall.meeting)
    desk.does("note.add", "room-1", text="Det behövs en gemensam problembild")
    desk.closes()
    desk.leaves()
    yield hall
    hall.faults = [fault for fault in hall.faults if "Failed to load resource" not in fault]  # those the tests ordered


def draft(hall: Hall, viewport: dict[str, int] = LAPTOP) -> Page:
    page = hall.screen(viewport)
    page.goto(hall.meeting.links["facilitator"])
    page.goto(f"{hall.meeting.address}/s/{hall.meeting.id}/draft")
    page.get_by_role("button", name="Exportera").wait_for()
    expect(page.get_by_role("main")).to_contain_text("problembild")
    return page


class Held:
    """Keeps every export waiting; the test lets them go, or answers them itself."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route("**/export?format=*", self.keep)

    def keep(self, route: Route) -> None:
        self.routes.append(route)

    def comes(self) -> Route:
        """Take the next one that was asked for."""
        until = time.monotonic() + 10
        while not self.routes and time.monotonic() < until:
            self.page.wait_for_timeout(10)
        return self.routes.pop(0)


def picks(page: Page, format: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name="Exportera").click()
    page.get_by_role("link", name=format).click()


def refuse(route: Route, status: int, code: str, message: str) -> None:
    body = {"error": {"code": code, "message": message}}
    route.fulfill(status=status, content_type="application/json", body=json.dumps(body))


def files(page: Page) -> Locator:
    return page.get_by_role("region", name="Filer som skapas")


def test_what_is_being_made_is_named_until_the_download_begins(closed: Hall) -> None:
    page = draft(closed)
    waiting = Held(page)

    picks(page, WORD)
    said = files(page).get_by_text(re.compile("^Skapar "))
    expect(said).to_have_text(re.compile(f"Skapar {NAME.pattern} …"))
    expect(files(page).get_by_role("progressbar")).to_be_visible()
    expect(page.locator("#announcements")).to_contain_text("Skapar Dokumentation")
    with page.expect_download() as download:
        waiting.comes().continue_()

    assert NAME.fullmatch(download.value.suggested_filename)
    assert download.value.path().read_bytes().startswith(b"PK")
    expect(files(page)).to_have_count(0)
    expect(page.locator("#announcements")).to_contain_text("är klar och laddas ned")


def test_one_of_a_kind_is_made_at_a_time_and_others_beside_it(closed: Hall) -> None:
    page = draft(closed)
    waiting = Held(page)

    picks(page, WORD)
    picks(page, WORD)
    picks(page, "Ren text")

    expect(files(page).get_by_role("progressbar")).to_have_count(2)
    routes = [waiting.comes(), waiting.comes()]
    assert [route.request.url.rpartition("=")[2] for route in routes] == ["docx", "md"]
    assert not waiting.routes
    page.get_by_role("button", name="Exportera").click()
    expect(page.get_by_role("link", name=WORD)).to_contain_text("Skapas nu …")
    for route in routes:
        with page.expect_download():
            route.continue_()


def test_the_whole_of_it_works_from_the_keyboard(closed: Hall) -> None:
    page = draft(closed)
    waiting = Held(page)
    export = page.get_by_role("button", name="Exportera")

    export.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=WORD)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=WORD)).to_be_focused()
    page.keyboard.press("Enter")
    expect(export).to_be_focused()
    expect(page.get_by_role("link", name=WORD)).to_be_hidden()
    expect(files(page)).to_be_visible()
    refuse(waiting.comes(), 503, "unavailable", BUSY)

    again = files(page).get_by_role("button", name="Försök igen")
    expect(again).to_be_visible()
    expect(export).to_be_focused()
    page.keyboard.press("Tab")
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    expect(files(page).get_by_role("progressbar")).to_be_visible()
    expect(export).to_be_focused()
    with page.expect_download():
        waiting.comes().continue_()


def test_what_went_wrong_is_said_in_words_with_a_way_on(closed: Hall) -> None:
    page = draft(closed)
    waiting = Held(page)

    picks(page, "PDF")
    refuse(waiting.comes(), 503, "unavailable", BUSY)
    expect(files(page)).to_contain_text("blev inte klar")
    expect(files(page)).to_contain_text(BUSY)
    expect(page.locator("#announcements")).to_contain_text(BUSY)
    files(page).get_by_role("button", name="Försök igen").click()
    refuse(waiting.comes(), 413, "too_large", TOO_LARGE)
    expect(files(page)).to_contain_text(f"{TOO_LARGE} Prova ett annat format.")
    expect(files(page).get_by_role("button", name="Försök igen")).to_have_count(0)
    files(page).get_by_role("button", name="Stäng").click()
    expect(files(page)).to_have_count(0)
    picks(page, "PDF")
    waiting.comes().abort()
    expect(files(page)).to_contain_text("Servern svarar inte.")


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_it_fits_on_every_screen(closed: Hall, viewport: dict[str, int]) -> None:
    page = draft(closed, viewport)
    waiting = Held(page)

    picks(page, WORD)
    picks(page, "Alla format")
    waiting.comes()
    refuse(waiting.comes(), 503, "unavailable", BUSY)

    expect(files(page).get_by_role("button", name="Försök igen")).to_be_in_viewport()
    assert not overflows(page)
