"""An English meeting on English screens: nobody is shut out of it, and no word of it is Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from server.resources import translations_dir
from tests.browser.conftest import Meeting, load
from tests.browser.desk import Desk, let_in
from tests.browser.people import banner
from tests.browser.test_accessibility import (
    LAPTOP,
    PHONE,
    Examiner,
    desk,
    examiner,
    organiser,
)

__all__ = ["desk", "examiner", "organiser"]  # fixtures: pytest finds them by their names here

SESSION_FILE = Path(__file__).parents[2] / "sessions" / "workshop-example.yaml"
HALL = {"width": 1920, "height": 1080}
SILENCE = "Write in silence"
WORKSHOP = "Talk it through"
NEED = "People need to know whom to ask"
IDEA = "A bell at the door"
REPLY = "And in the evening, too"
PATTERN = "Many ask for one desk."
TEXT = "The group wants to begin with one branch."

# what a page says, to who sees and to who listens; not the names of languages, nor what is printed
SAID = """() => {
  const said = new Set();
  const add = (text) => said.add(text.replace(/\\s+/g, " ").trim());
  const own = (each) => each && !each.closest('[lang]:not(html, [lang^="en"])') && !each.closest("article.paper");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (own(texts.currentNode.parentElement)) add(texts.currentNode.data);
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"])
    for (const each of document.querySelectorAll(`[${name}]`)) if (own(each)) add(each.getAttribute(name));
  add(document.title);
  return [...said];
}"""


@pytest.fixture
def meeting(server: tuple[str, Path]) -> Meeting:
    """The English example, in the place of the Swedish one."""
    return load(server, SESSION_FILE)


@cache
def _catalogue() -> list[tuple[list[str], list[str]]]:
    """Give each sentence's forms, in Swedish and in English."""
    with (translations_dir() / "en.po").open("rb") as file:
        return [(_forms(each.id), _forms(each.string)) for each in read_po(file, locale="en") if each.id]


def _forms(sentence: str | Iterable[str]) -> list[str]:
    return [sentence] if isinstance(sentence, str) else list(sentence)


def filled(swedish: str, value: str) -> str:
    return re.sub(r"%\(\w+\)s", value, en(swedish))


@cache
def en(swedish: str) -> str:
    """What the page says for it in English."""
    return next(english[0] for source, english in _catalogue() if source[0] == swedish)


def is_swedish(text: str) -> bool:
    """Whether it is a Swedish sentence of Samtal's own, whatever is put into it."""
    english, swedish = _known()
    return text not in english and bool(swedish.fullmatch(text))


@cache
def _known() -> tuple[set[str], re.Pattern[str]]:
    english = {form for _, forms in _catalogue() for form in forms} | {"Samtal"}  # its name
    swedish = {form for forms, _ in _catalogue() for form in forms if _has_words(form)} - english
    return english, re.compile("|".join(map(_pattern, swedish)))


def _pattern(sentence: str) -> str:
    return re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(" ".join(sentence.split())))


def _has_words(sentence: str) -> bool:
    return bool(re.search(r"\w", re.sub(r"%\(\w+\)s", "", sentence)))


class Reader:
    """Looks at each state once, in light and dark by turns, and reads every word of it."""

    def __init__(self, examiner: Examiner) -> None:
        self.examiner = examiner
        self.themes = cycle(("light", "dark"))

    def screen(self) -> Page:
        return self.examiner.screen(locale="en-GB")

    def looks(self, page: Page, state: str, size: dict[str, int] = LAPTOP) -> None:
        said = [text for text in page.evaluate(SAID) if is_swedish(text)]
        if said:
            self.examiner.found[f"{state}, in Swedish"] = said
        self.examiner.looks(page, f"{state}, in English", [(size, next(self.themes))])

    def dialog(self, page: Page, state: str) -> None:
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.get_by_role("dialog").locator(".skeleton")).to_have_count(0)
        self.looks(page, state)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture
def reader(examiner: Examiner) -> Reader:
    return Reader(examiner)


def test_swedish_is_told_from_english() -> None:
    assert is_swedish("Ångra")
    assert is_swedish("Room A saknar dokumentation.")
    assert not is_swedish("Undo")
    assert not is_swedish("PDF")


def test_the_start_and_a_new_meeting(reader: Reader, organiser: str) -> None:
    page = reader.screen()
    page.goto(organiser)
    expect(page.get_by_role("heading", name="Workshop 1").first).to_be_visible()
    reader.looks(page, "start")
    page.goto(f"{reader.examiner.meeting.address}/new")
    for part in ("Lägg till en kategori", "Inledning", "Föredrag", "Workshop", "Paus", "Lägg till ett rum"):
        page.get_by_role("button", name=en(part), exact=True).click()
    page.get_by_role("button", name=en("Skapa träffen")).click()
    expect(page.get_by_role("alert")).to_be_focused()
    reader.looks(page, "new, what is missing")


def write(page: Page, text: str) -> None:
    page.locator("#compose, #note-text").first.wait_for()
    if page.locator("#compose").is_visible():
        page.locator("#compose").click()
    page.get_by_label(en("Ditt inlägg")).fill(text)
    page.get_by_role("button", name=en("Lägg till"), exact=True).click()


def test_the_room(reader: Reader, desk: Desk) -> None:
    anna, bo = reader.screen(), reader.screen()
    for page, name in ((anna, "Anna"), (bo, "Bo")):
        let_in(page, reader.examiner.meeting, name)
    expect(anna.get_by_role("heading", name=en("Inlägg")).first).to_be_visible()
    reader.looks(anna, "room, empty", PHONE)
    write(anna, IDEA)
    own = anna.get_by_role("article").filter(has_text=IDEA)
    expect(own).to_contain_text(en("ditt inlägg"))
    anna.get_by_role("button", name=en("Stäng, texten sparas")).click()
    written = desk.does("note.add", "room-1", text=NEED, kind="need")
    desk.does("note.add", "room-1", text=REPLY, reply_to=written)
    desk.does("cluster.add", "room-1", title="Who answers")
    desk.does("spotlight.set", note=written)
    desk.does("message.send", text="Half of the time has passed.")
    desk.does("room.call", room="room-1")
    desk.makes_note_taker("Bo")
    desk.does("block.add", "room-1", text=TEXT, sources=[written])
    desk.starts(WORKSHOP)
    expect(bo.get_by_role("textbox", name=en("Gruppens text"))).to_be_visible()
    reader.looks(anna, "room, participant")
    reader.looks(bo, "room, note-taker")
    more = en("Fler val för inlägget")
    for card, item in (
        (own, "Ändra"),
        (own, "Nytt tema …"),
        (anna.get_by_role("article").filter(has_text=NEED), "Anmäl till processledaren"),
    ):
        card.get_by_role("button", name=more).click()
        anna.get_by_role("menuitem", name=en(item), exact=True).click()
        reader.dialog(anna, f"room, {item}")
    anna.get_by_role("button", name=en("Meny"), exact=True).click()
    reader.looks(anna, "room, the menu")
    anna.get_by_role("menuitem", name=en("Byt grupp")).click()
    reader.dialog(anna, "room, changing groups")
    bo.get_by_role("button", name=en("Läs upp och stäm av")).click()
    bo.get_by_role("button", name=en("Stämmer, med förbehåll …")).click()
    reader.dialog(bo, "room, reading back")
    bo.get_by_role("button", name=en("Lämna över")).click()
    reader.dialog(bo, "room, handing over")
    desk.starts(SILENCE)
    expect(anna.get_by_text(SILENCE).first).to_be_visible()
    reader.looks(anna, "room, a silent step", PHONE)
    desk.closes()
    expect(banner(anna, en("Träffen är avslutad."))).to_be_visible()
    reader.looks(anna, "room, closed")


def test_the_console_and_the_projector(reader: Reader, desk: Desk) -> None:
    links = reader.examiner.meeting.links
    console, wall, anna = (reader.screen() for _ in range(3))
    console.goto(links["facilitator"])
    expect(console.get_by_role("button", name=en("Öppna träffen"))).to_be_visible()
    reader.looks(console, "console, before")
    wall.goto(links["projector"])
    expect(wall.get_by_role("heading").first).to_be_visible()
    reader.looks(wall, "projector, lobby", HALL)
    let_in(anna, reader.examiner.meeting, "Anna")
    desk.starts(WORKSHOP)
    noted = desk.does("note.add", "room-1", text=NEED, kind="need")
    desk.does("note.report", "room-1", note=noted, reason="Not kind")
    hidden = desk.does("note.add", "room-1", text=IDEA)
    desk.does("note.hide", "room-1", note=hidden)
    desk.does("theme.add", text=PATTERN, sources=[noted])
    desk.does("spotlight.queue", note=noted)
    desk.does("room.call", room="room-2")
    expect(console.get_by_text(PATTERN).first).to_be_visible()
    reader.looks(console, "console, during")
    ways = ("Flytta deltagare", "Nytt", "Välj inlägg", "Lägg till rum", "Visa QR-kod och länk", "Avsluta träffen …")
    for way in ways:
        console.get_by_role("button", name=en(way)).first.click()
        reader.dialog(console, f"console, {way}")
    console.get_by_role("button", name=en("5 min kvar")).click()
    reader.looks(console, "console, a message is ready")
    for scene, says in (("harvest", PATTERN), ("pause", en("Paus")), ("work", WORKSHOP)):
        desk.does("screen.set", scene=scene)
        expect(wall.get_by_text(says, exact=True).first).to_be_visible()
        reader.looks(wall, f"projector, {scene}", HALL)
    desk.closes()
    expect(console.get_by_role("button", name=en("Avsluta träffen …"))).to_have_count(0)
    reader.looks(console, "console, closed")
    expect(wall.get_by_text(en("Tack för i dag")).first).to_be_visible()
    reader.looks(wall, "projector, the end", HALL)


def test_the_draft_page(reader: Reader, desk: Desk) -> None:
    meeting = reader.examiner.meeting
    noted = desk.does("note.add", "room-1", text=NEED, kind="need", anonymous=True)
    desk.does("note.add", "room-1", text=IDEA)
    desk.does("block.add", "room-1", text=f"{TEXT} The Social Services Department agrees.", sources=[noted])
    desk.does("note.add", "room-2", text=REPLY)
    desk.does("theme.add", text=PATTERN, sources=[noted])
    page = reader.screen()
    page.goto(meeting.links["facilitator"])
    page.goto(f"{meeting.address}/s/{meeting.id}/draft")
    expect(page.get_by_role("article").first).to_be_visible()
    reader.looks(page, "draft, before the end")
    desk.closes()
    state = page.get_by_role("button", name=en("Utkast"), exact=True)
    expect(state).to_be_visible()
    _it_is_written_and_commented(reader, page)
    _its_notes_are_worked_through(reader, page)
    page.get_by_role("button", name=en("Dela för läsning")).click()
    page.get_by_role("button", name=en("Skapa länk")).click()
    expect(page.get_by_label(en("Länk för läsning"))).to_be_visible()
    reader.dialog(page, "draft, sharing")
    page.get_by_role("button", name=en("Exportera")).click()
    page.locator(".leaks summary").click()
    reader.looks(page, "draft, the formats")
    page.keyboard.press("Escape")
    state.click()
    reader.looks(page, "draft, its states")
    page.get_by_role("menuitemradio", name=en("Fastställd")).click()
    expect(banner(page, en("Dokumentationen är fastställd."))).to_be_visible()
    reader.looks(page, "draft, confirmed")
    page.get_by_role("button", name=en("Fastställd"), exact=True).click()
    page.get_by_role("menuitem", name=en("Fastställda versioner")).click()
    edition = page.get_by_role("dialog").get_by_role("link", name=filled("Fastställd %(when)s", ""))
    expect(edition).to_be_visible()
    reader.looks(page, "draft, its editions")
    edition.click()
    expect(page.get_by_role("link", name=en("Till utkastet"))).to_be_visible()
    reader.looks(page, "an edition")


def _it_is_written_and_commented(reader: Reader, page: Page) -> None:
    piece = page.locator('[data-piece="room-1/text"]')
    piece.scroll_into_view_if_needed()
    piece.get_by_role("textbox", name=filled("Dokumentation: %(title)s", "Open without staff")).click()
    page.keyboard.press("End")
    page.keyboard.type(" Soon.")
    expect(page.get_by_role("banner")).to_contain_text(filled("Sparat %(time)s", ""))
    reader.looks(page, "draft, writing")
    more = piece.get_by_role("button", name=en("Kommentarer och versioner")).first
    more.click()
    reader.looks(page, "draft, a menu")
    page.get_by_role("menuitem", name=en("Kommentera"), exact=True).click()
    page.get_by_label(en("Din kommentar")).fill("May we strike this?")
    page.get_by_role("button", name=en("Spara kommentaren")).click()
    expect(piece.get_by_role("article", name=en("Kommentar"))).to_be_visible()
    reader.looks(page, "draft, a comment")
    more.click()
    page.get_by_role("menuitem", name=en("Versioner"), exact=True).click()
    reader.dialog(page, "draft, versions")


def _its_notes_are_worked_through(reader: Reader, page: Page) -> None:
    idea = page.get_by_role("article", name=IDEA)
    idea.get_by_role("button", name=en("Lägg till")).click()
    reader.looks(page, "draft, placing a note")
    page.keyboard.press("Escape")
    idea.get_by_role("button", name=en("Utelämna")).click()
    reader.looks(page, "draft, a note is left out")
    page.locator('[data-piece="room-2/text"]').scroll_into_view_if_needed()
    page.get_by_role("button", name=en("Be om text")).first.press("Enter")  # by no place: fields are drawn on the way
    reader.dialog(page, "draft, asking for a text")
    page.locator('[data-piece="categories"]').scroll_into_view_if_needed()
    page.get_by_role("button", name=en("Ändra kategorierna")).click()
    reader.dialog(page, "draft, the categories")
