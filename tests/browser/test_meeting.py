"""A whole short meeting, by hand through the pages: from the code on the wall to the Word file."""

from __future__ import annotations

import re
from pathlib import Path

import docx
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, WALL, Hall

NETWORKS = "Utveckla befintliga nätverk"
SURVEYS = "Nationella startenkäter"
PROBLEM = "Det behövs en gemensam problembild"
ASSIGNMENT = "Ett regeringsuppdrag skulle ge frågan prioritet"
WE_CAN = "Vi kan utvärdera piloten innan den skalas upp"
OPENED = "Inledningen påminde om att villkoren avgör mer än viljan"
PARAGRAPH = "Gruppen vill börja med en gemensam bild av problemet."
PATTERN = "Flera grupper efterlyser tydliga uppdrag."

HEADINGS = [
    ("Title", "Dokumentation från samverkansträff 3 – Könsbundna studie- och yrkesval"),
    ("Heading 1", "Inledningen av dagen"),
    ("Heading 2", "Generaldirektören, Jämställdhetsmyndigheten"),
    ("Heading 2", "Representant för Regeringskansliet"),
    ("Heading 1", "Föredrag: Regionala och lokala perspektiv"),
    ("Heading 2", "En länsstyrelse i norr: De 21 länsstrategierna, en överblick"),
    ("Heading 2", "En kommun i snabb industriell omvandling: Kan omställningen bli jämställd?"),
    ("Heading 2", "En länsstyrelse i söder: Jämställda arbetsvillkor, en studie av 224 kommuner och 16 regioner"),
    ("Heading 1", "Workshop: Vidareutveckling av samverkansförslag"),
    ("Heading 1", "Dokumentation från workshop"),
    ("Heading 2", "Återkommande mönster och teman för alla grupper"),
    ("Heading 2", "Förslag 1. Utveckla befintliga nätverk"),
    ("Heading 2", "Förslag 2. Samverkansnod för lärosäten och länsstyrelsen som regional samverkansplattform"),
    ("Heading 2", "Förslag 3. Nationellt centrum för välfärdsforskning och praktisk kunskap"),
    ("Heading 2", "Förslag 4. Nationella startenkäter"),
    ("Heading 2", "Förslag 5. Utbildningar för välfärdsyrken"),
]


def join(hall: Hall, name: str, organisation: str, room: str, *, by_code: bool = False) -> Page:
    page = hall.screen(PHONE, has_touch=True, is_mobile=True)
    if by_code:
        page.goto(hall.meeting.address)
        page.get_by_label("Träffkod").fill(f"{hall.meeting.code[:3].lower()} {hall.meeting.code[3:].lower()}")
        page.get_by_role("button", name="Fortsätt").click()
    else:
        page.goto(hall.meeting.links["join"])
    page.get_by_label("Ditt namn").fill(name)
    page.get_by_label("Organisation").fill(organisation)
    page.get_by_role("radio", name=room).check()
    page.get_by_role("button", name="Gå in").click()
    expect(page.get_by_role("heading", name="Inlägg")).to_be_visible()
    return page


def write(page: Page, text: str, kind: str) -> None:
    page.locator("#compose, #note-text").first.wait_for()  # the place where one writes has come
    if page.locator("#compose").is_visible():
        page.locator("#compose").click()
    page.get_by_role("radio", name=kind).check(force=True)
    page.get_by_label("Ditt inlägg").fill(text)
    page.get_by_role("button", name="Lägg till").click()
    expect(note(page, text)).to_contain_text("ditt inlägg")
    page.get_by_role("button", name="Stäng, texten sparas").click()


def note(page: Page, text: str) -> Locator:
    return page.get_by_role("article").filter(has_text=text)


def show(page: Page, view: str) -> None:
    page.get_by_role("navigation", name="Vyer i rummet").get_by_role("button", name=view).click()


def test_a_whole_meeting_ends_in_a_word_file(hall: Hall, tmp_path: Path) -> None:
    code = f"{hall.meeting.code[:3]} {hall.meeting.code[3:]}"
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    expect(wall.get_by_text(code).first).to_be_visible()

    console = hall.screen(LAPTOP)
    console.goto(hall.meeting.links["facilitator"])
    assert "key=" not in console.url, "the key has moved from the link into a cookie"
    console.get_by_role("button", name="Öppna träffen").click()

    anna = join(hall, "Anna", "Skolverket", NETWORKS, by_code=True)
    bo = join(hall, "Bo", "Myndigheten för yrkeshögskolan", NETWORKS)
    cia = join(hall, "Cia", "Malmö universitet", SURVEYS)

    _the_opening_is_written_down(console, cia)
    _the_groups_talk(console, wall, anna, bo, cia)
    _the_facilitator_steers(console, wall, bo, cia)
    _the_group_documents(anna, bo)
    file = _the_meeting_closes(console, wall, tmp_path)

    paper = docx.Document(str(file))
    headings = [(p.style.name, p.text) for p in paper.paragraphs if p.style and _is_heading(p.style.name)]
    assert headings == HEADINGS
    text = "\n".join(p.text for p in paper.paragraphs)
    for written in (OPENED, PARAGRAPH, PROBLEM, WE_CAN, PATTERN):
        assert written in text
    assert "Förslag som samtalet tog sin utgångspunkt i:" in text
    assert "Dokumentation från samtalen:" in text
    assert "Avstämt i gruppen" in text
    assert not any(name in text for name in ("Anna", "Bo ", "Cia"))


def _the_opening_is_written_down(console: Page, cia: Page) -> None:
    console.get_by_role("button", name="Starta Inledningen av dagen").first.click()
    cia.get_by_role("button", name="Inledning").first.click()
    write(cia, OPENED, "Sagt")


def _the_groups_talk(console: Page, wall: Page, anna: Page, bo: Page, cia: Page) -> None:
    console.get_by_role("button", name="Starta Samtal 1").click()
    expect(wall.get_by_text("Samtal 1").first).to_be_visible()
    cia.get_by_role("button", name="Min grupp").first.click()
    write(anna, PROBLEM, "Behov")
    expect(note(bo, PROBLEM)).to_be_visible()
    write(bo, ASSIGNMENT, "Idé")
    write(cia, WE_CAN, "Vi kan")
    note(bo, PROBLEM).get_by_role("button", name="Instämmer").click()
    expect(note(anna, PROBLEM).locator(".voices")).to_have_text("1")
    expect(note(anna, ASSIGNMENT)).to_be_visible()
    expect(note(anna, WE_CAN)).to_have_count(0)
    expect(console.get_by_text(ASSIGNMENT)).to_be_visible()  # the latest of that room


def _the_facilitator_steers(console: Page, wall: Page, bo: Page, cia: Page) -> None:
    console.get_by_role("button", name="Flytta deltagare").click()
    console.get_by_role("button", name="Dokumentatör: Bo").click()
    expect(console.get_by_role("button", name="Dokumentatör: Bo")).to_have_attribute("aria-pressed", "true")
    console.get_by_role("button", name="Klar").click()

    console.get_by_placeholder("Skriv till rummen").fill("Halva tiden har gått.")
    console.get_by_role("button", name="Skicka utrop").click()
    for screen in (wall, bo, cia):
        expect(screen.get_by_text("Halva tiden har gått.").first).to_be_visible()

    console.get_by_role("button", name="Nytt mönster").click()
    console.get_by_label("Mönstret som en mening").fill(PATTERN)
    console.get_by_role("checkbox", name=ASSIGNMENT).check()
    console.get_by_role("button", name="Spara mönstret").click()
    expect(console.get_by_role("heading", name=PATTERN)).to_be_visible()

    console.get_by_role("button", name="Välj inlägg").click()
    console.get_by_role("button", name=ASSIGNMENT).click()
    expect(note(bo, ASSIGNMENT)).to_contain_text("Lyft")


def _the_group_documents(anna: Page, bo: Page) -> None:
    note(bo, PROBLEM).get_by_role("button", name="Fler val för inlägget").click()
    bo.get_by_role("menuitem", name="Till texten").click()
    show(bo, "Gruppens text")
    bo.get_by_role("textbox", name="Gruppens text").click()
    bo.keyboard.press("Control+End")
    bo.keyboard.press("Enter")
    bo.keyboard.type(PARAGRAPH)
    show(anna, "Gruppens text")
    expect(anna.get_by_text(PARAGRAPH)).to_be_visible()
    bo.get_by_role("button", name="Läs upp och stäm av").click()
    bo.get_by_role("dialog").get_by_role("button", name="Stämmer", exact=True).click()
    expect(anna.get_by_text("Avstämt i gruppen")).to_be_visible()


def _the_meeting_closes(console: Page, wall: Page, folder: Path) -> Path:
    console.get_by_role("button", name="Avsluta träffen").click()
    console.get_by_role("button", name="Avsluta och skapa utkast").click()
    console.wait_for_url("**/draft")
    expect(console.get_by_text(PARAGRAPH).first).to_be_visible()
    expect(wall.get_by_text("Tack för i dag").first).to_be_visible()
    console.get_by_role("button", name="Exportera").click()
    with console.expect_download() as download:
        console.get_by_role("link", name=re.compile(r"^Word(?! med spår)")).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == ".docx"
    return file


def _is_heading(style: str | None) -> bool:
    return bool(style) and (style == "Title" or str(style).startswith("Heading"))
