"""What is true stays on the screen wherever one has scrolled, and is told once; nothing moves under a reader."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, Hall
from tests.browser.people import Facilitator, choose, join, note, write


def test_what_was_removed_comes_back_with_ctrl_z(hall: Hall) -> None:
    with Facilitator(hall.meeting) as eva:
        eva.does("session.open")
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        room = eva.person("Anna")["room"]
        write(anna, "Det första")
        write(anna, "Det andra")
        anna.keyboard.press("Escape")
        eva.does("cluster.add", room, title="Uppdrag")
        choose(anna, "Det första", "Ta bort")
        expect(note(anna, "Det första")).to_have_count(0)
        expect(anna.get_by_role("button", name="Ångra")).to_contain_text("Ctrl+Z")
        anna.keyboard.press("Control+z")
        expect(note(anna, "Det första")).to_be_visible()
        expect(anna.get_by_role("button", name="Ångra")).to_have_count(0)

        note(anna, "Det andra").get_by_role("button", name="Bygg vidare").click()
        write(anna, "Ett svar")
        anna.get_by_role("textbox", name="Ditt inlägg").press("Escape")
        anna.get_by_role("button", name="Fler val för svaret").click()
        anna.get_by_role("menuitem", name="Ta bort").click()
        expect(anna.get_by_text("Ett svar")).to_have_count(0)
        anna.keyboard.press("Control+z")
        expect(anna.get_by_text("Ett svar")).to_be_visible()

        anna.get_by_role("button", name="Fler val för temat Uppdrag").click()
        anna.get_by_role("menuitem", name="Ta bort temat").click()
        expect(anna.get_by_role("group", name="Uppdrag")).to_have_count(0)
        anna.keyboard.press("Control+z")
        expect(anna.get_by_role("group", name="Uppdrag")).to_be_visible()
