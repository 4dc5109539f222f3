"""Several tabs of one person: what each of them had not got away is written once, however the tabs went."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import Hall
from tests.browser.people import NETWORKS, Facilitator, network
from tests.browser.test_group_text import BACK_WITHIN_MS, field, note_taker, saved

BOTH = "Första fliken: mitten (andra fliken)"


def another_tab(page: Page) -> Page:
    tab = page.context.new_page()
    tab.goto(page.url)
    expect(field(tab)).to_be_visible()
    return tab


def write(page: Page, key: str, words: str) -> None:
    page.bring_to_front()
    field(page).click()
    page.keyboard.press(key)
    page.keyboard.type(words)


def crash(page: Page) -> None:
    with contextlib.suppress(Error):  # nobody is left to answer
        page.goto("chrome://crash")
    page.close()


@pytest.mark.parametrize("goes", [Page.close, crash], ids=["closed", "crashed"])
def test_what_two_tabs_wrote_without_contact_comes_into_the_text_once(hall: Hall, goes: Callable[[Page], None]) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        leader.does("block.add", room, text="mitten", kind="paragraph")
        first = note_taker(hall, leader, "Anna")
        second, address = another_tab(first), first.url
        kept = first.context.new_page()  # a context that has no page left may go
        between.fall_silent()
        write(first, "Control+Home", "Första fliken: ")
        write(second, "Control+End", " (andra fliken)")
        for page in (first, second):
            expect(page.get_by_text("Sparat på din enhet")).to_be_visible(timeout=BACK_WITHIN_MS)
        for page in (first, second):
            goes(page)
        between.come_back()

        for _ in range(2):
            again = kept.context.new_page()
            again.goto(address)
            expect(field(again)).to_have_text(BOTH, timeout=BACK_WITHIN_MS)
            expect(again.get_by_text("Sparar …")).to_have_count(0)
        assert [block["text"] for block in leader.sees(room)["blocks"]] == [BOTH]
        again.wait_for_function("!Object.keys(localStorage).some((key) => key.includes(':writing'))")


def test_a_tab_that_is_open_keeps_its_own_while_another_one_begins_and_goes(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        leader.does("block.add", room, text="mitten", kind="paragraph")
        first = note_taker(hall, leader, "Anna")
        second = another_tab(first)
        between.fall_silent()
        write(first, "Control+Home", "Första fliken: ")
        write(second, "Control+End", " (andra fliken)")
        between.come_back()
        for page in (first, second):
            expect(field(page)).to_have_text(BOTH, timeout=BACK_WITHIN_MS)
        second.close()
        third = another_tab(first)
        expect(field(third)).to_have_text(BOTH)
        first.bring_to_front()
        field(first).press("Control+End")
        first.keyboard.type(".")
        saved(first)
        expect(field(third)).to_have_text(f"{BOTH}.")
        first.reload()
        expect(field(first)).to_have_text(f"{BOTH}.")
        assert [block["text"] for block in leader.sees(room)["blocks"]] == [f"{BOTH}."]
