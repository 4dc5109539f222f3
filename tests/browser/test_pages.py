"""Pages are light, speak the reader's language, and load nothing but their own server's files."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from bench.pages import MAX_KILOBYTES, MAX_KILOBYTES_WITH_FONTS, MAX_REQUESTS, weighed
from tests.browser.conftest import PHONE, Hall


def test_the_group_room_is_light_in_both_languages(hall: Hall) -> None:
    for locale, heading in (("sv-SE", "Inlägg"), ("en-GB", "Notes")):
        page = newcomer(hall, locale)
        with weighed(page) as weight:
            page.goto(f"{hall.meeting.address}/s/{hall.meeting.id}")
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            page.wait_for_load_state("networkidle")

        assert len(weight.requests) <= MAX_REQUESTS, weight.requests
        assert weight.kilobytes <= MAX_KILOBYTES, weight.requests
        assert weight.kilobytes_with_fonts <= MAX_KILOBYTES_WITH_FONTS, weight.requests


def newcomer(hall: Hall, locale: str) -> Page:
    """Give a phone that has joined the first room and loaded nothing yet."""
    page = hall.screen(PHONE, has_touch=True, is_mobile=True, locale=locale)
    wanted = {"code": hall.meeting.code, "name": "Anna", "room": hall.meeting.rooms[0]["id"]}
    answer = page.request.post(f"{hall.meeting.address}/api/v1/join", data=wanted)
    assert answer.ok, answer.text()
    return page
