"""Nobody is shut out: every page, role and state is examined by axe-core, at three widths, in light and dark.

axe is put into the page by the debugging protocol, so the pages' own rules on scripts stay as strict as they are.
All that is found is gathered and told at once, each with where it was.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Meeting
from tests.browser.desk import Desk, let_in
from tests.browser.people import Network, banner, choose, note, write

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAPTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}  # a laptop's 1280 pixels at 400 %
MANY_NOTES = 120
LOOKS = [(LAPTOP, "light"), (PHONE, "dark"), (NARROW, "light")]
EVERY_LOOK = [(size, theme) for size in (LAPTOP, PHONE, NARROW) for theme in ("light", "dark")]
WALL = [({"width": 1920, "height": 1080}, theme) for theme in ("light", "dark")]
SMALLEST_TARGET = 44
PATIENCE_MS = 25_000  # of the test, not what is promised: the machine may be busy
WORKSHOP = "Samtal 1: Vad behöver förslaget?"
SILENCE = "Skriv tyst"

EXAMINE = """async (rules) => {
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"], elementRef: false });
  return found.violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)} – ${node.any[0]?.message ?? each.help}`));
}"""

SIDEWAYS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  const inBox = (each) => each.closest("[role=region][tabindex]") !== null;
  const wide = [...document.body.querySelectorAll("*")].filter(
    (each) => each.getBoundingClientRect().right > page.clientWidth + 1 && !inBox(each));
  return [`scrolls sideways, ${page.scrollWidth} px: ${wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 120))}`];
}"""

# What one presses: its label's size where the control itself is hidden in the label. Links in running text are exempt.
SMALL_TARGETS = """(least) => {
  const pressed = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const small = [];
  for (const control of document.querySelectorAll(pressed)) {
    const tick = control.matches("[type=radio], [type=checkbox], [type=file]");
    const target = (tick && control.closest("label")) || control;
    const { width, height, right, bottom } = target.getBoundingClientRect();
    const hidden = !target.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      || getComputedStyle(target).clipPath !== "none" || width * height <= 1 || control.closest("[inert]");
    const inText = control.matches("p > a, li > a, li > span > a, dd > a")
      && getComputedStyle(control).display === "inline";
    if (hidden || inText || right < 0 || bottom < 0) continue;
    if (Math.min(width, height) < least - 0.5)
      small.push(`small target ${Math.round(width)} × ${Math.round(height)}: ${control.outerHTML.slice(0, 140)}`);
  }
  return small;
}"""


class Examiner:
    """Looks at pages in a state, and remembers what is wrong with them."""

    def __init__(self, browser: Browser, meeting: Meeting) -> None:
        self.browser, self.meeting = browser, meeting
        self.contexts: list[BrowserContext] = []
        self.found: dict[str, list[str]] = {}
        self.looked_at = 0

    def screen(self, **more: Any) -> Page:
        shape: dict[str, Any] = {"viewport": LAPTOP, "locale": "sv-SE", "reduced_motion": "reduce"}
        context = self.browser.new_context(**(shape | more))
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return context.new_page()

    def person(self, name: str, room: str = "room-1") -> Page:
        page = self.screen()
        let_in(page, self.meeting, name, room)
        expect(page.get_by_role("heading", name="Inlägg").first).to_be_visible()
        return page

    def opens(self, page: Page, path: str) -> Page:
        page.goto(path if path.startswith("http") else self.meeting.address + path)
        return page

    def looks(self, page: Page, state: str, looks: list[tuple[Any, Any]] = LOOKS) -> None:
        """Examine the page as it is now, in each look."""
        for size, theme in looks:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            wrong = self._wrong(page, size)
            self.looked_at += 1
            if wrong:
                self.found[f"{state}, {size['width']} px, {theme}"] = wrong
        page.set_viewport_size(looks[0][0])

    def _wrong(self, page: Page, size: dict[str, int]) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE.read_text("utf-8"))
        wrong: list[str] = page.evaluate(EXAMINE, RULES)
        if size in (PHONE, NARROW):
            wrong += page.evaluate(SIDEWAYS)
        if size == PHONE:
            wrong += page.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
        return wrong

    def told(self) -> str:
        return "\n".join(
            line for state, wrong in self.found.items() for line in [f"{state}:", *(f"  {w}" for w in wrong)]
        )


OUTLINE = """(each) => {
  const { outlineStyle, outlineWidth } = getComputedStyle(each);
  return { style: outlineStyle, width: parseFloat(outlineWidth) };
}"""
SEEN_PX = 2


@pytest.fixture
def examiner(browser: Browser, meeting: Meeting) -> Iterator[Examiner]:
    """Examines; when the test is over nothing may have been found."""
    examiner = Examiner(browser, meeting)
    yield examiner
    for context in examiner.contexts:
        context.close()
    assert examiner.looked_at > 0
    assert not examiner.found, f"\n{examiner.told()}"


@pytest.fixture
def desk(meeting: Meeting) -> Iterator[Desk]:
    desk = Desk(meeting)
    yield desk
    desk.leaves()


@pytest.fixture(scope="session")
def organiser(server: tuple[str, Path]) -> str:
    """The organiser's link."""
    command = [sys.executable, "-m", "server", "key", "--data", str(server[1])]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return printed.strip().split()[-1]


def test_the_pages_that_anybody_may_open(examiner: Examiner) -> None:
    page = examiner.screen()
    for path, state in (
        ("/", "start"),
        ("/join", "joining, the code"),
        ("/about/accessibility", "about accessibility"),
        ("/about/privacy", "about one's data"),
        ("/nowhere", "an error"),
    ):
        examiner.looks(examiner.opens(page, path), state, EVERY_LOOK)


def test_joining(examiner: Examiner) -> None:
    page = examiner.opens(examiner.screen(), "/join?code=XXXXXX")
    expect(page.get_by_role("alert")).to_be_visible()
    examiner.looks(page, "joining, a wrong code")

    examiner.opens(page, f"/join?code={examiner.meeting.code}")
    expect(page.get_by_label("Ditt namn")).to_be_visible()
    examiner.looks(page, "joining, the form", EVERY_LOOK)
    page.get_by_role("button", name="Gå in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_text("Vad sparas, var och hur länge?").click()
    examiner.looks(page, "joining, something missing")

    page.request.post(
        f"{examiner.meeting.address}/api/v1/join",
        data={"code": examiner.meeting.code, "name": "Anna", "room": "room-1"},
    )
    page.reload()
    expect(page.get_by_text("Var du nyss med?")).to_be_visible()
    examiner.looks(page, "joining, a device that is known")


def test_the_organisers_pages(examiner: Examiner, organiser: str) -> None:
    page = examiner.opens(examiner.screen(), organiser)
    expect(page.get_by_role("heading", name="Samverkansträff 3").first).to_be_visible()
    examiner.looks(page, "start, the organiser", EVERY_LOOK)
    examiner.opens(page, "/new")
    expect(page.get_by_label("Träffens namn")).to_be_visible()
    examiner.looks(page, "new, empty")
    for part in ("Lägg till en kategori", "Inledning", "Föredrag", "Workshop", "Paus", "Lägg till ett rum"):
        page.get_by_role("button", name=part, exact=True).click()
    page.get_by_role("button", name="Skapa träffen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    examiner.looks(page, "new, every part and what is missing", EVERY_LOOK)
    for name in ("accessibility", "privacy"):
        examiner.opens(page, f"/about/{name}")
        page.get_by_text("Ändra arrangörens text").click()
        examiner.looks(page, f"about {name}, the organiser")


def test_the_group_room(examiner: Examiner, desk: Desk) -> None:
    anna, bo = examiner.person("Anna"), examiner.person("Bo")
    examiner.looks(anna, "room, empty", EVERY_LOOK)
    desk.starts(WORKSHOP)
    cluster = desk.does("cluster.add", "room-1", title="Stöd i vardagen")
    for number, kind in enumerate(("insight", "need", "idea", "obstacle", "question", "can")):
        written = desk.does("note.add", "room-1", text=f"Något som gruppen har sagt, nummer {number}", kind=kind)
        desk.does("note.add", "room-1", text="Ett svar på det", reply_to=written)
        if number < 2:
            desk.does("note.move", "room-1", note=written, cluster=cluster)
    desk.does("spotlight.set", note=written)
    desk.does("block.add", "room-1", text="Gruppen vill börja med en gemensam bild.", sources=[written])
    desk.does("message.send", text="Halva tiden har gått.")
    expect(banner(anna, "Halva tiden har gått.")).to_be_visible()
    examiner.looks(anna, "room, notes", EVERY_LOOK)
    desk.makes_note_taker("Bo")
    _views(examiner, anna, "participant")
    expect(bo.get_by_role("button", name="Läs upp och stäm av")).to_be_visible()
    _views(examiner, bo, "note-taker")

    guest = examiner.opens(examiner.screen(), examiner.meeting.links["facilitator"])
    guest.wait_for_url("**/facilitator")
    examiner.opens(guest, f"/s/{examiner.meeting.id}/rooms/room-1")
    expect(guest.get_by_role("heading", name="Inlägg").first).to_be_visible()
    examiner.looks(guest, "room, the facilitator as guest")

    _composing_and_menus(examiner, anna, desk)
    desk.does("room.lock", room="room-1")
    expect(banner(anna, "Rummet är låst.")).to_be_visible()
    examiner.looks(anna, "room, locked")
    desk.does("room.unlock", room="room-1")
    desk.starts(SILENCE)
    expect(anna.get_by_text(SILENCE).first).to_be_visible()
    examiner.looks(anna, "room, a silent step")
    desk.closes()
    expect(banner(anna, "Träffen är avslutad.")).to_be_visible()
    examiner.looks(anna, "room, closed")


def _views(examiner: Examiner, page: Page, who: str) -> None:
    page.set_viewport_size(PHONE)
    views = page.get_by_role("navigation", name="Vyer i rummet").get_by_role("button")
    for number in range(views.count()):
        views.nth(number).click()
        examiner.looks(page, f"room, {who}, view {number + 1}", [(PHONE, "light"), (NARROW, "dark")])
    views.first.click()
    page.set_viewport_size(LAPTOP)


def _composing_and_menus(examiner: Examiner, anna: Page, desk: Desk) -> None:
    for opener, state in (("Meny", "room, the menu"), ("Fler val för inlägget", "room, a note's menu")):
        anna.get_by_role("button", name=opener).first.click()
        expect(anna.get_by_role("menu").first).to_be_visible()
        examiner.looks(anna, state)
        anna.keyboard.press("Escape")
    anna.set_viewport_size(PHONE)
    anna.locator("#compose, #note-text").first.wait_for()
    if anna.locator("#compose").is_visible():
        anna.locator("#compose").click()
    anna.get_by_label("Ditt inlägg").fill("Ett halvt")
    for number in range(5):  # notes stream in meanwhile
        desk.does("note.add", "room-1", text=f"Ett inlägg till, {number}")
    examiner.looks(anna, "room, writing while notes come", EVERY_LOOK)
    assert anna.get_by_label("Ditt inlägg").input_value() == "Ett halvt"
    anna.get_by_role("button", name="Stäng, texten sparas").click()
    anna.set_viewport_size(LAPTOP)


def test_the_rooms_dialogs(examiner: Examiner, desk: Desk) -> None:
    anna, bo = examiner.person("Anna"), examiner.person("Bo")
    desk.does("note.add", "room-1", text="Ett hårt ord")
    desk.does("block.add", "room-1", text="Gruppen vill börja med en gemensam bild.")
    desk.makes_note_taker("Bo")
    anna.get_by_role("button", name="Fler val för inlägget").click()
    anna.get_by_role("menuitem", name="Anmäl till processledaren").click()
    _dialog(examiner, anna, "room, reporting a note")
    for item, state in (("Byt grupp", "choosing a room"), ("Läs gruppens del som den blir", "reading back")):
        anna.get_by_role("button", name="Meny").click()
        anna.get_by_role("menuitem", name=item).click()
        _dialog(examiner, anna, f"room, {state}")
    bo.get_by_role("button", name="Läs upp och stäm av").click()
    bo.get_by_role("button", name="Stämmer, med förbehåll").click()
    _dialog(examiner, bo, "room, reading back with a reservation")
    bo.get_by_role("button", name="Lämna över").click()
    _dialog(examiner, bo, "room, handing over")


def test_what_could_not_be_sent(examiner: Examiner, desk: Desk) -> None:
    with contextlib.closing(Network(examiner.meeting.address)) as between:
        anna, meeting = examiner.screen(), replace(examiner.meeting, address=between.address)
        let_in(anna, meeting, "Anna")
        write(anna, "Ett inlägg")
        expect(note(anna, "Ett inlägg")).to_contain_text("ditt inlägg")
        between.fall_silent()
        anna.get_by_label("Visas som").select_option(label="Anonymt i gruppen")
        write(anna, "Kan redan ha kommit fram")
        expect(banner(anna, "Ingen kontakt.")).to_be_attached(timeout=PATIENCE_MS)
        write(anna, "Har inte gjort det")
        choose(anna, "Ett inlägg", "Ändra")
        anna.get_by_label("Inlägget", exact=True).fill("Ett ändrat inlägg")
        anna.get_by_role("button", name="Spara", exact=True).click()
        anna.get_by_role("button", name="Nytt tema").click()
        anna.get_by_label("Temats namn").fill("Stöd")
        anna.get_by_role("dialog").get_by_role("button", name="Lägg till").click()
        anna.get_by_role("button", name="Stäng, texten sparas").click()
        expect(note(anna, "Kan redan ha kommit fram")).to_contain_text("går inte att ändra då")
        examiner.looks(anna, "room, unsent", EVERY_LOOK)

        desk.does("room.lock", room="room-1")
        between.come_back()
        expect(anna.get_by_text("Din ändring av inlägget")).to_be_visible(timeout=PATIENCE_MS)
        examiner.looks(anna, "room, refused", EVERY_LOOK)
        note(anna, "Har inte gjort det").get_by_role("button", name="Ändra").click()
        _dialog(examiner, anna, "room, changing an anonymous note that was refused")
        again = anna.context.new_page()
        anna.close()
        again.context.clear_cookies()
        let_in(again, meeting, "Bo")
        expect(again.get_by_role("button", name="Kopiera").first).to_be_visible()
        examiner.looks(again, "room, written earlier on the device", EVERY_LOOK)


def _dialog(examiner: Examiner, page: Page, state: str) -> None:
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog").locator(".skeleton")).to_have_count(0)
    examiner.looks(page, state)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_console(examiner: Examiner, desk: Desk) -> None:
    console = examiner.opens(examiner.screen(), examiner.meeting.links["facilitator"])
    expect(console.get_by_role("button", name="Öppna träffen")).to_be_visible()
    examiner.looks(console, "console, before", EVERY_LOOK)
    examiner.person("Anna")
    desk.starts(WORKSHOP)
    noted = desk.does("note.add", "room-1", text="Det behövs en gemensam problembild", kind="need")
    desk.does("note.report", "room-1", note=noted, reason="Personangrepp")
    desk.does("theme.add", text="Flera grupper efterlyser tydliga uppdrag.", sources=[noted])
    desk.does("spotlight.queue", note=noted)
    desk.does("room.call", room="room-2")
    gone = examiner.screen()
    let_in(gone, examiner.meeting, "Bea")
    bea = console.get_by_role("listitem").filter(has_text="Bea")
    expect(bea).to_contain_text("är här")
    gone.close()
    expect(bea).to_contain_text(re.compile(r"borta \d"))
    expect(console.get_by_text("Flera grupper efterlyser tydliga uppdrag.").first).to_be_visible()
    examiner.looks(console, "console, during", EVERY_LOOK)
    console.get_by_role("button", name="Språk och ljus").click()
    examiner.looks(console, "console, language and light")
    console.keyboard.press("Escape")
    for opener in ("Flytta deltagare", "Nytt mönster", "Välj inlägg", "Lägg till rum", "Avsluta träffen"):
        console.get_by_role("button", name=opener).first.click()
        expect(console.get_by_role("dialog").first).to_be_visible()
        examiner.looks(console, f"console, {opener}")
        console.keyboard.press("Escape")
        expect(console.get_by_role("dialog")).to_have_count(0)
    for name in ("Cia", "Dan"):
        let_in(examiner.screen(), examiner.meeting, name, "auto")
    console.get_by_role("button", name="Visa QR-kod och länk").click()
    _dialog(examiner, console, "console, how to join")
    waits = {"code": examiner.meeting.code, "name": "Eva", "organisation": "Skolverket"}
    examiner.screen().request.post(f"{examiner.meeting.address}/api/v1/join", data=waits)
    console.get_by_role("button", name="Föreslå placering").click()
    expect(console.get_by_role("button", name="Placera Eva i grupp")).to_be_visible()
    _dialog(examiner, console, "console, seating")
    desk.closes()
    expect(console.get_by_role("button", name="Avsluta träffen")).to_have_count(0)
    examiner.looks(console, "console, closed")


def test_the_projector(examiner: Examiner, desk: Desk) -> None:
    wall = examiner.opens(examiner.screen(), examiner.meeting.links["projector"])
    code = examiner.meeting.code
    expect(wall.get_by_text(f"{code[:3]} {code[3:]}").first).to_be_visible()
    examiner.looks(wall, "projector, lobby", WALL)
    desk.starts(WORKSHOP)
    expect(wall.get_by_text("Samtal 1").first).to_be_visible()
    examiner.looks(wall, "projector, work", WALL)
    noted = desk.does("note.add", "room-1", text="Det behövs en gemensam problembild", kind="need")
    desk.does("theme.add", text="Flera grupper efterlyser tydliga uppdrag.", sources=[noted])
    for scene in ("harvest", "pause", "lobby", "work"):
        desk.does("screen.set", scene=scene)
        wall.wait_for_timeout(300)  # the scene's drawing; what is examined is whatever stands there then
        examiner.looks(wall, f"projector, {scene} by choice", WALL)
    desk.does("screen.set", scene="auto")
    long = desk.does("note.add", "room-1", text="Alla ser samma sak men ingen har det i uppdrag. " * 40)
    desk.does("spotlight.set", note=long)
    expect(wall.locator(".proj__page-of")).to_be_visible()
    examiner.looks(wall, "projector, a long note in pages", WALL)
    pattern = desk.does("theme.add", text="Alla ser samma sak men ingen har det i uppdrag. " * 20)
    desk.does("spotlight.set", theme=pattern)
    expect(wall.locator(".proj__longpattern")).to_be_visible()
    examiner.looks(wall, "projector, a long pattern in pages", WALL)
    desk.does("spotlight.set", note=noted)
    desk.does("message.send", text="Halva tiden har gått.")
    expect(wall.get_by_text("Halva tiden har gått.").first).to_be_visible()
    examiner.looks(wall, "projector, a message and a lifted note", WALL)
    desk.closes()
    expect(wall.get_by_text("Tack för i dag").first).to_be_visible()
    examiner.looks(wall, "projector, the end", WALL)


def test_the_draft(examiner: Examiner, desk: Desk) -> None:
    desk.starts(WORKSHOP)
    noted = desk.does("note.add", "room-1", text="Det behövs en gemensam problembild", kind="need")
    desk.does("block.add", "room-1", text="Gruppen vill börja med en gemensam bild.", sources=[noted])
    desk.does("note.add", "room-2", text="Detta blev inte använt", kind="idea")
    desk.closes()
    page = examiner.opens(examiner.screen(), examiner.meeting.links["facilitator"])
    page.wait_for_url("**/facilitator*")
    examiner.opens(page, f"/s/{examiner.meeting.id}/draft")
    expect(page.get_by_text("Gruppen vill börja").first).to_be_visible()
    examiner.looks(page, "draft", EVERY_LOOK)
    page.get_by_role("button", name="Exportera").click()
    examiner.looks(page, "draft, the formats")


def test_colours_of_ones_own_hide_nothing(examiner: Examiner, desk: Desk) -> None:
    """Under forced colours a button still has an edge, and the page still holds its words."""
    desk.does("note.add", "room-1", text="Det behövs en gemensam problembild", kind="need")
    anna = examiner.person("Anna")
    anna.emulate_media(forced_colors="active", reduced_motion="reduce")
    expect(anna.get_by_text("Det behövs en gemensam problembild")).to_be_visible()
    _stands_in_forced_colours(anna)
    anna.get_by_role("button", name="Instämmer").click()
    anna.get_by_role("button", name="Bygg vidare").click()
    anna.get_by_label("Ditt inlägg").blur()
    chosen = {
        "order": "[aria-label=Ordning] [aria-pressed=true]",
        "support": ".note__acts [aria-pressed=true]",
        "kind": ".kindpick label:has(:checked)",
        "place": ".places__switch [aria-current]",
    }
    for what, selector in chosen.items():
        first = anna.locator(selector).first
        expect(first).to_be_visible()
        outline = first.evaluate(OUTLINE)
        assert outline["style"] == "solid", what
        assert outline["width"] >= SEEN_PX, what
        others = anna.locator(selector.replace("true", "false").replace(":has(:checked)", ":not(:has(:checked))"))
        if "current" not in selector and others.count():
            assert others.first.evaluate(OUTLINE)["style"] == "none", f"{what}: what is not chosen looks otherwise"
    anna.emulate_media(forced_colors="none")
    examiner.looks(anna, "room, less motion", [(LAPTOP, "light")])

    desk.starts(WORKSHOP)
    eva = examiner.opens(examiner.screen(forced_colors="active"), examiner.meeting.links["facilitator"])
    expect(eva.get_by_role("button", name="Pausa")).to_be_visible()
    _stands_in_forced_colours(eva)
    desk.closes()
    examiner.opens(eva, f"/s/{examiner.meeting.id}/draft")
    expect(eva.get_by_role("toolbar", name="Textverktyg")).to_be_visible()
    _stands_in_forced_colours(eva)


def _stands_in_forced_colours(page: Page) -> None:
    edges = page.evaluate(
        "() => [...document.querySelectorAll('.btn')].filter((each) => each.checkVisibility())"
        ".map((each) => parseFloat(getComputedStyle(each).borderTopWidth))"
    )
    assert edges
    assert 0 not in edges, "a button without an edge"
    moving = page.evaluate("() => document.getAnimations().filter((each) => each.playState === 'running').length")
    assert moving == 0, "nothing moves for somebody who wants less motion"


def test_a_screen_reader_has_every_note_also_those_that_are_far_down(
    browser: Browser, chromium_path: Path, meeting: Meeting, desk: Desk
) -> None:
    """What the browser need not draw yet is read all the same, and a menu that is closed is not read at all."""
    texts = [f"Tanke nummer {number}" for number in range(1, MANY_NOTES + 1)]
    for text in texts:
        desk.does("note.add", "room-1", text=text)
    arguments = ["--force-renderer-accessibility"]  # as when a screen reader is running
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    reading = browser.browser_type.launch(executable_path=str(chromium_path), args=arguments)
    try:
        anna = reading.new_page(viewport=PHONE, locale="sv-SE")  # type: ignore[arg-type]
        let_in(anna, meeting, "Anna")
        expect(anna.get_by_role("article")).to_have_count(MANY_NOTES)
        farthest = anna.get_by_role("article").last.bounding_box()
        assert farthest is None or farthest["y"] > 5 * PHONE["height"]
        tree = anna.context.new_cdp_session(anna).send("Accessibility.getFullAXTree")["nodes"]
    finally:
        reading.close()
    read = [(node["role"]["value"], node["name"]["value"]) for node in tree if not node["ignored"] and "name" in node]
    assert [name for role, name in read if role == "StaticText" and name in texts] == texts
    assert sum(role == "article" for role, _ in read) == MANY_NOTES
    assert sum(role == "button" and name.startswith("Instämmer") for role, name in read) == MANY_NOTES
    assert [name for role, name in read if role == "menu"] == []
