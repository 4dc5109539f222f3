"""A whole meeting by keyboard alone: every step is a key, and what has the focus is always seen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, Hall
from tests.browser.people import banner

FARTHEST = 200  # keys from one end of a page to the other
WORKSHOP = "Samtal 1: Vad behöver förslaget?"
NEED = "Det behövs en gemensam problembild"
REPLY = "Ja, och en plan för hur den hålls levande"
PARAGRAPH = "Gruppen vill börja med en gemensam bild av problemet."

FOCUS_SHOWS = """() => {
  const focused = document.activeElement;
  const drawn = (each) => each && getComputedStyle(each).outlineStyle !== "none" && each.checkVisibility();
  return drawn(focused) || drawn(focused.closest("label, fieldset")) || drawn(focused.parentElement);
}"""


def test_a_whole_meeting_by_keyboard_alone(hall: Hall) -> None:
    eva, anna, bo = (hall.screen(LAPTOP) for _ in range(3))
    eva.goto(hall.meeting.links["facilitator"])
    press(eva, "Öppna träffen")
    anna.goto(hall.meeting.address)
    reach(anna, anna.get_by_label("Träffkod"))
    anna.keyboard.type(hall.meeting.code)
    anna.keyboard.press("Enter")
    enter(anna, "Anna")
    bo.goto(hall.meeting.links["join"])
    enter(bo, "Bo")
    press(eva, f"Starta {WORKSHOP}")
    expect(anna.get_by_text("Samtal 1").first).to_be_visible()

    write(anna, NEED)
    note = bo.get_by_role("article").filter(has_text=NEED)
    expect(note).to_be_visible()
    bo.keyboard.press("j")
    expect(note).to_be_focused()
    bo.keyboard.press("i")
    expect(anna.locator(".voices").first).to_have_text("1")
    bo.keyboard.press("b")
    expect(bo.get_by_role("textbox", name="Ditt inlägg")).to_be_focused()
    bo.keyboard.type(REPLY)
    bo.keyboard.press("Control+Enter")
    expect(anna.get_by_text(REPLY).first).to_be_visible()

    press(eva, "Flytta deltagare")
    press(eva, "Dokumentatör: Bo")
    eva.keyboard.press("Escape")
    expect(eva.get_by_role("button", name="Flytta deltagare")).to_be_focused()
    document(bo)
    expect(anna.get_by_text(PARAGRAPH).first).to_be_visible()
    expect(anna.get_by_text("Avstämt i gruppen").first).to_be_visible()

    call(eva, "Tack, nu samlar vi ihop oss.")
    expect(banner(anna, "Tack, nu samlar vi ihop oss.")).to_be_visible()
    press(eva, "Avsluta träffen …")
    press(eva, "Avsluta och skapa utkast")
    eva.wait_for_url("**/draft**")
    expect(eva.get_by_text(PARAGRAPH).first).to_be_visible()
    expect(banner(bo, "Träffen är avslutad.")).to_be_visible()


def call(page: Page, text: str) -> None:
    page.keyboard.press("m")
    expect(page.get_by_placeholder("Skriv till rummen")).to_be_focused()
    page.keyboard.type(text)
    press(page, "Skicka utrop")
    expect(page.get_by_placeholder("Skriv till rummen")).to_have_value("")


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name).first
    reach(page, button)
    page.keyboard.press("Enter")


def enter(page: Page, name: str) -> None:
    """Fill in the form for joining: name, organisation, group."""
    reach(page, page.get_by_label("Ditt namn"))
    page.keyboard.type(name)
    reach(page, page.get_by_label("Organisation"))
    page.keyboard.type("Skolverket")
    first = page.get_by_role("radio").first
    reach(page, first)
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    reach(page, page.get_by_role("button", name="Gå in"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Inlägg").first).to_be_visible()


def write(page: Page, text: str) -> None:
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Ditt inlägg")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").filter(has_text=text)).to_contain_text("ditt inlägg")


def document(page: Page) -> None:
    """Write the group's paragraph, read it back, confirm it."""
    page.keyboard.press("Escape")
    reach(page, page.get_by_role("textbox", name="Gruppens text"))
    page.keyboard.type(PARAGRAPH)
    readback = page.get_by_role("button", name="Läs upp och stäm av")
    reach(page, readback)
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("dialog").get_by_role("button", name="Stämmer", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("body:focus")).to_have_count(0)


def reach(page: Page, wanted: Locator) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does; it must show on the way."""
    expect(wanted).to_be_visible()
    for _ in range(FARTHEST):
        if wanted.evaluate("(each) => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
        on_page = page.evaluate("() => document.activeElement !== document.body")
        assert not on_page or page.evaluate(FOCUS_SHOWS), page.evaluate("() => document.activeElement.outerHTML")
    raise AssertionError(f"Tab does not lead to {wanted}")
