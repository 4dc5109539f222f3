"""A whole meeting by keyboard alone: every step is a key, and what has the focus is always seen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, WALL, Hall
from tests.browser.people import SURVEYS, banner, note

FARTHEST = 200  # keys from one end of a page to the other
WORKSHOP = "Samtal 1: Vad behöver förslaget?"
MISSPELT = "Det behövs en gemensam bild"
NEED = "Det behövs en gemensam problembild"
IDEA = "Bjud in de som redan har prövat"
CLUSTER = "Uppdrag och mandat"
REPLY = "Ja, och en plan för hur den hålls levande"
PATTERN = "Flera grupper efterlyser en gemensam bild."
PARAGRAPH = "Gruppen vill börja med en gemensam bild av problemet."

# whether the element has the focus, and whether what has it shows so: on itself, on what holds it, or, for the field
# where notes are written, by the line above it
FOCUS = """(wanted) => {
  const focused = document.activeElement;
  const drawn = (each) => each && getComputedStyle(each).outlineStyle !== "none" && each.checkVisibility();
  const lined = (each) => each && parseFloat(getComputedStyle(each).borderBlockStartWidth) > 2;
  const holders = [focused, focused.closest("label, fieldset"), focused.parentElement, focused.closest(".composer")];
  const shows = focused === document.body || holders.some(drawn) || lined(focused.closest(".proom__compose"));
  return { there: focused === wanted, gone: !wanted.isConnected, hidden: shows ? "" : focused.outerHTML };
}"""


def test_a_whole_meeting_by_keyboard_alone(hall: Hall) -> None:
    eva, anna, bo = (hall.screen(LAPTOP) for _ in range(3))
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    _all_come_in(hall, eva, anna, bo)
    _the_group_talks(anna, bo)
    _the_facilitator_helps(eva, anna, bo)
    _the_group_writes_its_text(anna, bo)
    _what_was_said_is_shown(eva, anna, wall)
    _the_meeting_is_closed_and_its_paper_written(eva, bo)


def _all_come_in(hall: Hall, eva: Page, anna: Page, bo: Page) -> None:
    eva.goto(hall.meeting.links["facilitator"])
    press(eva, "Öppna träffen")
    anna.goto(hall.meeting.address)
    reach(anna, anna.get_by_label("Träffkod"))
    anna.keyboard.type(hall.meeting.code)
    anna.keyboard.press("Enter")
    enter(anna, "Anna")
    bo.goto(hall.meeting.links["join"])
    enter(bo, "Bo")
    press(eva, "Starta Skriv tyst")
    press(eva, f"Nästa: {WORKSHOP[:9]}")
    press(eva, "Starta Paus")
    expect(anna.get_by_label("Moment och tid")).to_contain_text("Paus")
    press(eva, "Ångra senaste start")
    expect(anna.get_by_label("Moment och tid")).to_contain_text("Samtal 1")


def _the_group_talks(anna: Page, bo: Page) -> None:
    write(anna, MISSPELT)
    choose(anna, "Fler val för inlägget", "Ändra")
    reach(anna, anna.get_by_label("Inlägget", exact=True))
    anna.keyboard.press("Control+a")
    anna.keyboard.type(NEED)
    press(anna, "Spara", exact=True)
    expect(anna.get_by_role("button", name="Fler val för inlägget")).to_be_focused()
    need = note(bo, NEED)
    expect(need).to_contain_text("ändrat")
    bo.keyboard.press("j")
    expect(need).to_be_focused()
    bo.keyboard.press("i")
    expect(anna.locator(".voices").first).to_have_text("1")
    bo.keyboard.press("b")
    expect(bo.get_by_role("textbox", name="Ditt inlägg")).to_be_focused()
    bo.keyboard.type(REPLY)
    bo.keyboard.press("Control+Enter")
    expect(anna.get_by_text(REPLY).first).to_be_visible()

    press(bo, "Nytt tema")
    reach(bo, bo.get_by_label("Temats namn"))
    bo.keyboard.type(CLUSTER)
    bo.keyboard.press("Enter")
    expect(bo.get_by_role("dialog")).to_have_count(0)
    choose(bo, "Fler val för inlägget", CLUSTER)
    expect(anna.get_by_role("group", name=CLUSTER)).to_contain_text(NEED)

    write(anna, IDEA)
    anna.keyboard.press("Escape")
    reach(anna, note(anna, IDEA).get_by_role("button", name="Fler val för inlägget"))
    pick(anna, "Ta bort")
    expect(note(bo, IDEA)).to_have_count(0)
    expect(anna.get_by_role("region", name="Besked")).to_be_visible()  # nothing is undone before it is told
    anna.keyboard.press("Control+z")
    expect(note(bo, IDEA)).to_be_visible()


def _the_facilitator_helps(eva: Page, anna: Page, bo: Page) -> None:
    press(eva, "Flytta deltagare")
    reach(eva, eva.get_by_label("Grupp för Anna"))
    go_down(eva, 3)
    moved = banner(anna, f"Du har flyttats till {SURVEYS}.")
    expect(moved).to_be_visible()
    expect(eva.get_by_role("dialog").get_by_role("region", name="Besked")).to_be_visible()
    eva.keyboard.press("Control+z")
    expect(moved).to_have_count(0)  # back where she sat: no group on the way down was chosen
    press(eva, "Dokumentatör: Bo")
    eva.keyboard.press("Escape")
    expect(eva.get_by_role("button", name="Flytta deltagare")).to_be_focused()

    press(eva, "Välj inlägg")
    row = eva.locator(".picker__row").filter(has_text=IDEA)
    reach(eva, row.get_by_role("button", name="Granska"))
    eva.keyboard.press("Enter")
    press(eva, "Dölj")
    expect(note(bo, IDEA)).to_have_count(0)
    eva.keyboard.press("Escape")
    reach(eva, eva.get_by_text("Dolt inlägg: 1"))
    eva.keyboard.press("Enter")
    press(eva, "Visa igen")
    expect(note(bo, IDEA)).to_be_visible()
    call(eva, "Tack, nu samlar vi ihop oss.")
    expect(banner(anna, "Tack, nu samlar vi ihop oss.")).to_be_visible()


def _the_group_writes_its_text(anna: Page, bo: Page) -> None:
    bo.keyboard.press("Escape")
    reach(bo, note(bo, NEED).get_by_role("button", name="Till texten"))
    bo.keyboard.press("Enter")
    expect(note(bo, NEED).get_by_role("button", name="I texten")).to_be_visible()
    field = bo.get_by_role("textbox", name="Gruppens text")
    reach(bo, field)
    bo.keyboard.press("Control+End")
    bo.keyboard.press("Enter")
    bo.keyboard.type(PARAGRAPH)
    bo.keyboard.press("Alt+ArrowUp")
    expect(field.locator(".line")).to_have_text([PARAGRAPH, NEED])
    press(bo, "Läs upp och stäm av")
    printed = bo.get_by_role("dialog").get_by_role("article")
    expect(printed).to_contain_text(PARAGRAPH)
    press(bo, "Stämmer", exact=True)
    expect(bo.get_by_role("dialog")).to_have_count(0)
    expect(bo.locator("body:focus")).to_have_count(0)
    expect(anna.get_by_text("Avstämt i gruppen").first).to_be_visible()


def _what_was_said_is_shown(eva: Page, anna: Page, wall: Page) -> None:
    press(eva, "Nytt mönster")
    reach(eva, eva.get_by_label("Mönstret som en mening"))
    eva.keyboard.type(PATTERN)
    reach(eva, eva.get_by_role("checkbox", name=NEED))
    eva.keyboard.press("Space")
    press(eva, "Spara mönstret")
    expect(eva.get_by_role("heading", name=PATTERN)).to_be_visible()
    press(eva, "Välj inlägg")
    reach(eva, eva.get_by_role("dialog").get_by_role("button", name=NEED))
    eva.keyboard.press("Enter")
    expect(eva.get_by_role("button", name="Välj inlägg")).to_be_focused()
    expect(note(anna, NEED)).to_contain_text("Lyft")
    expect(wall.get_by_text(NEED)).to_be_visible()
    press(eva, "Ta ner från projektorn")
    expect(wall.get_by_text(NEED)).to_have_count(0)
    reach(eva, eva.get_by_label("Bild", exact=True))
    go_down(eva, 3)
    expect(wall.get_by_text(PATTERN)).to_be_visible()


def _the_meeting_is_closed_and_its_paper_written(eva: Page, bo: Page) -> None:
    press(eva, "Avsluta träffen …")
    expect(eva.get_by_role("dialog").get_by_text("Grupp 2 har inga inlägg och ingen text")).to_be_visible()
    press(eva, "Avsluta och skapa utkast")
    eva.wait_for_url("**/draft**")
    expect(banner(bo, "Träffen är avslutad.")).to_be_visible()
    outline = eva.get_by_role("navigation", name="Disposition")
    reach(eva, outline.get_by_role("link", name="Utveckla befintliga nätverk"))
    eva.keyboard.press("Enter")
    reach(eva, eva.get_by_role("textbox", name="Dokumentation: Utveckla befintliga nätverk"))
    eva.keyboard.press("Control+End")
    eva.keyboard.type(" Alla var med.")
    expect(eva.get_by_role("banner")).to_contain_text("Sparat ")
    eva.keyboard.press("Escape")
    press(eva, "Utkast", exact=True)
    reach(eva, eva.get_by_role("menuitemradio", name="Fastställd"), key="ArrowDown")
    eva.keyboard.press("Enter")
    expect(banner(eva, "Dokumentationen är fastställd.")).to_be_visible()
    press(eva, "Exportera")
    reach(eva, eva.get_by_role("link", name="Ren text"))
    with eva.expect_download() as told:
        eva.keyboard.press("Enter")
    text = told.value.path().read_text("utf-8")
    assert text.index(PARAGRAPH) < text.index(f"{NEED} Alla var med.")


def go_down(page: Page, entries: int) -> None:
    """Choose from the list that has the focus: the first key opens it."""
    for _ in range(1 + entries):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def choose(page: Page, menu: str, item: str) -> None:
    """Open a menu and choose from it."""
    reach(page, page.get_by_role("button", name=menu).first)
    pick(page, item)


def pick(page: Page, item: str) -> None:
    """Open the menu of the button that has the focus, and go down it."""
    page.keyboard.press("Enter")
    wanted = page.locator("[role^=menuitem]:visible").filter(has_text=item)
    reach(page, wanted, key="ArrowDown")
    page.keyboard.press("Enter")


def call(page: Page, text: str) -> None:
    """Say something to the first group."""
    field = page.get_by_placeholder("Skriv till rummen")
    page.keyboard.press("m")
    expect(field).to_be_focused()
    page.keyboard.type(text)
    receiver = page.get_by_role("group", name="Till", exact=True).get_by_role("button", name="Grupp 1")
    reach(page, receiver, key="Shift+Tab")
    page.keyboard.press("Space")
    expect(receiver).to_have_attribute("aria-pressed", "true")
    press(page, "Skicka utrop")
    expect(field).to_have_value("")


def press(page: Page, name: str, *, exact: bool = False) -> None:
    button = page.get_by_role("button", name=name, exact=exact).first
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


def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press a key until the focus is there, as somebody without a mouse does; it must show on the way."""
    expect(wanted).to_be_visible()
    element = wanted.element_handle()
    for presses in range(FARTHEST):
        focus = page.evaluate(FOCUS, element)
        assert presses == 0 or not focus["hidden"]  # a page may put the focus on a heading, a key may not
        if focus["there"]:
            return
        if focus["gone"]:
            element = wanted.element_handle()
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {wanted}")
