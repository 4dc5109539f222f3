"""The draft page: the whole paper is written there, by several at once, and nothing is lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Hall
from tests.browser.desk import Desk
from tests.browser.people import banner, network, overflows
from tests.browser.test_accessibility import EVERY_LOOK, Examiner, examiner

__all__ = ["examiner"]  # a fixture: pytest finds it by its name here

BACK_WITHIN_MS = 30_000
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 320, "height": 640}
SENTENCE = "Gruppen ser en nod som ett stöd i vardagen."
SECOND = "Ett uttalat uppdrag behövs."
NOTES = ("Ett uppdrag behövs", "Ingen äger frågan", "Låt yrkesverksamma vara med")
UNUSED = NOTES[2]


class Meeting:
    """A meeting that has been closed, with a group's text, a group that only has notes, and a note that is unused."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.direct = hall, hall.meeting
        self.desk = Desk(hall.meeting)
        self.notes = [self.desk.does("note.add", "room-1", text=text, kind="need") for text in NOTES]
        self.first = self.desk.does("block.add", "room-1", text=SENTENCE, sources=self.notes[:2])
        self.second = self.desk.does("block.add", "room-1", text=SECOND)
        self.desk.does("note.add", "room-2", text="Bara ett inlägg här", kind="idea")
        self.desk.does("theme.add", text="Kunskapen finns.")

    def opens(self, screen: dict[str, int] = WIDE, **more: Any) -> Page:
        page = self.hall.screen(screen, **more)
        page.goto(self.hall.meeting.links["facilitator"])
        page.goto(f"{self.hall.meeting.address}/s/{self.hall.meeting.id}/draft")
        expect(page.get_by_role("article").first).to_be_visible()
        return page

    def draft(self) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {self.direct.tokens['facilitator']}"}
        path = f"{self.direct.address}/api/v1/sessions/{self.direct.id}/draft"
        told: dict[str, Any] = requests.get(path, headers=bearer, timeout=30).json()
        return told

    def blocks(self, channel: str = "room-1") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.desk.wire.call("subscribe", {"channel": channel})["snapshot"]["blocks"]
        return found


@pytest.fixture
def meeting_closed(hall: Hall) -> Iterator[Meeting]:
    meeting = Meeting(hall)
    meeting.desk.closes()
    yield meeting
    meeting.desk.leaves()


def piece(page: Page, name: str) -> Locator:
    found = page.locator(f'[data-piece="{name}"]')
    found.scroll_into_view_if_needed()
    return found


def text_of(page: Page, name: str) -> Locator:
    return piece(page, name).get_by_role("textbox")


def lines(page: Page, name: str = "room-1/text") -> Locator:
    return text_of(page, name).locator(".line")


def write_at_end(page: Page, name: str, text: str) -> None:
    text_of(page, name).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def press(page: Page, key: str) -> None:
    """Press a key when the browser has told the page where the caret is; it does so between two frames."""
    page.keyboard.press(key)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def saved(page: Page) -> None:
    expect(page.get_by_role("banner")).to_contain_text("Sparat ")
    expect(page.get_by_text("Sparar …")).to_have_count(0)


# the paper's texts


def test_every_part_of_the_paper_is_written_where_it_stands(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    write_at_end(page, "title", " och mer")
    write_at_end(page, "lead", " Tack till alla.")
    write_at_end(page, "room-1/heading", " i hela landet")
    write_at_end(page, "room-1/text", " Nu.")
    page.keyboard.press("Enter")
    page.keyboard.type("- En punkt")
    saved(page)
    expect(page.get_by_role("navigation", name="Disposition")).to_contain_text("nätverk i hela landet")

    told = meeting_closed.draft()
    assert "och mer</h2>" in told["html"].replace("</span>", "")
    assert "Tack till alla." in told["html"]
    assert "<li" in told["html"]
    assert [block["text"] for block in meeting_closed.blocks()] == [SENTENCE, SECOND + " Nu.", "En punkt"]


def test_what_was_composed_can_be_had_back_and_undone_again(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    composed = text_of(page, "lead").inner_text()
    piece(page, "lead").get_by_role("button", name="Skriv om").click()
    expect(text_of(page, "lead")).to_be_focused()
    write_at_end(page, "lead", " Mitt eget slut.")
    saved(page)
    piece(page, "lead").get_by_role("button", name="Tillbaka till förslaget").first.click()
    expect(text_of(page, "lead")).to_have_text(composed)
    page.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(text_of(page, "lead")).to_contain_text("Mitt eget slut.")


def test_a_group_without_text_gets_it_from_its_notes_or_from_the_editor(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    expect(piece(page, "room-2/text")).to_contain_text("Bara ett inlägg här")
    piece(page, "room-2/text").get_by_role("button", name="Hämta från inläggen").click()
    expect(lines(page, "room-2/text").last).to_have_text("Bara ett inlägg här")
    expect(text_of(page, "room-2/text")).to_be_focused()

    piece(page, "room-3/text").get_by_role("button", name="Skriv här").click()
    expect(text_of(page, "room-3/text")).to_be_focused()
    page.keyboard.type("Gruppen hann inte skriva.")
    saved(page)
    assert [block["text"] for block in meeting_closed.blocks("room-3")] == ["Gruppen hann inte skriva."]


def test_a_section_that_is_emptied_is_written_in_again_without_haste(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    text_of(page, "room-1/text").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    saved(page)
    told = page.get_by_text("Grupp 1: inläggen är ännu inte genomarbetade.")
    expect(told).to_be_visible()  # the server's paper knows it by now

    page.keyboard.type("Allt nytt, skrivet efter en tanke.")  # L is a key of the page's, outside texts
    expect(page.locator(".placing")).to_have_count(0)
    saved(page)
    assert [block["text"] for block in meeting_closed.blocks()] == ["Allt nytt, skrivet efter en tanke."]


def test_a_paragraph_that_is_cut_and_pasted_keeps_the_notes_behind_it(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    before = {block["text"]: block["sources"] for block in meeting_closed.blocks()}
    assert before[SENTENCE], "the first paragraph rests on a note"
    lines(page).first.click()
    for key in ("Home", "Shift+End", "Control+x", "Delete"):
        press(page, key)
    expect(lines(page).first).to_have_text(SECOND)
    for key in ("Control+End", "Enter", "Control+v"):
        press(page, key)
    expect(lines(page).last).to_have_text(SENTENCE)
    saved(page)

    now = meeting_closed.blocks()
    assert [(block["text"], block["sources"]) for block in now] == [
        (SECOND, before[SECOND]),
        (SENTENCE, before[SENTENCE]),
    ]


def test_patterns_and_categories_are_written_too(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    page.locator('[data-piece^="theme-"]').scroll_into_view_if_needed()
    pattern = page.get_by_role("textbox", name="Mönster")
    pattern.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Stödet saknas.")
    piece(page, "categories").get_by_role("button", name="Ändra kategorierna").click()
    name = page.get_by_role("dialog").get_by_role("textbox", name="Kategorins namn").first
    name.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" med mera")
    page.get_by_role("dialog").get_by_role("button", name="Klar").click()
    expect(piece(page, "categories").get_by_role("columnheader").first).to_contain_text("med mera")
    assert meeting_closed.desk.session()["themes"][0]["text"] == "Kunskapen finns. Stödet saknas."


# several at once, without contact, undone


def test_two_editors_see_each_other_write_and_keep_their_place(meeting_closed: Meeting) -> None:
    eva, ola = meeting_closed.opens(), meeting_closed.opens()
    write_at_end(eva, "lead", " Evas.")
    expect(text_of(ola, "lead")).to_contain_text("Evas.")
    text_of(ola, "room-1/text").click()
    ola.keyboard.press("Control+Home")
    place = text_of(ola, "room-1/text").bounding_box()
    eva.keyboard.type(" Och en lång mening till som gör ingressen längre än den var, så att sidan växer.")
    expect(ola.locator('[data-piece="lead"]')).to_contain_text("sidan växer")
    ola.keyboard.type("Här: ")
    after = text_of(ola, "room-1/text").bounding_box()
    assert place
    assert after
    assert abs(after["y"] - place["y"]) <= 2, "the reading place stays"
    expect(lines(eva, "room-1/text").first).to_have_text("Här: " + SENTENCE)


def test_what_is_written_without_contact_comes_with_the_others(meeting_closed: Meeting, hall: Hall) -> None:
    with network(hall) as between:
        page = meeting_closed.opens()
        write_at_end(page, "room-1/heading", "!")
        saved(page)
        expect(page.get_by_role("status").filter(has_text="Spara")).to_have_count(0)  # not said at every pause
        between.fall_silent()
        write_at_end(page, "lead", " Utan nät.")
        expect(banner(page, "Skriv vidare: det sparas på din enhet.")).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(page.get_by_role("banner")).to_contain_text("Sparat på din enhet")
        lead = meeting_closed.draft()["pieces"][1]["edit"]["lines"]
        other = [{"kind": "paragraph", "level": 0, "runs": [{"text": "Först: "}, *lead[0]["runs"]]}]
        meeting_closed.desk.does("text.edit", "draft", part="lead", lines=other, base=lead)
        between.come_back()
        expect(text_of(page, "lead")).to_contain_text("Först: ", timeout=BACK_WITHIN_MS)
        expect(text_of(page, "lead")).to_contain_text(" Utan nät.")
        page.reload()
        expect(text_of(page, "lead")).to_contain_text(" Utan nät.")
        text_of(page, "lead").click()
        page.keyboard.press("Control+z")
        expect(text_of(page, "lead")).not_to_contain_text("Utan nät.")
        expect(text_of(page, "lead")).to_contain_text("Först: ")


# notes that are not in it


def test_a_note_is_put_into_the_text_with_keys_alone_and_keeps_its_source(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    expect(page.get_by_role("article", name=UNUSED)).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_role("region", name="Placera inlägget")).to_contain_text(UNUSED)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(lines(page)).to_have_text([SENTENCE, UNUSED, SECOND])
    expect(page.get_by_role("article", name=UNUSED)).to_have_count(0)
    saved(page)
    block = meeting_closed.blocks()[1]
    assert block["sources"] == [meeting_closed.notes[2]]
    page.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(lines(page)).to_have_text([SENTENCE, SECOND])
    expect(page.get_by_role("article", name=UNUSED)).to_be_visible()


def test_a_note_is_dragged_into_the_text(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    target = lines(page).first
    expect(target).to_be_visible()
    page.get_by_role("article", name=UNUSED).drag_to(target, target_position={"x": 40, "y": 2})
    expect(lines(page)).to_have_text([UNUSED, SENTENCE, SECOND])


def test_a_note_is_left_out_on_purpose_and_taken_back(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    page.get_by_role("article", name=UNUSED).get_by_role("button", name="Utelämna").click()
    expect(page.get_by_text("1 utelämnat inlägg")).to_be_visible()
    page.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(page.get_by_text("1 utelämnat inlägg")).to_have_count(0)
    page.get_by_role("article", name=UNUSED).get_by_role("button", name="Utelämna").click()
    page.get_by_text("1 utelämnat inlägg").click()
    page.get_by_role("button", name="Ta tillbaka").click()
    expect(page.get_by_role("article", name=UNUSED).get_by_role("button", name="Lägg till")).to_be_visible()


def test_of_very_many_unused_notes_only_those_are_drawn_that_one_comes_near(hall: Hall) -> None:
    meeting = Meeting(hall)
    meeting.desk.does("block.add", "room-2", text="Gruppen enades.")
    many = [("room-1", number) for number in range(160)] + [("room-2", number) for number in range(60)]
    for channel, number in many:
        meeting.desk.does("note.add", channel, text=f"Inlägg {number} i {channel}", kind="need")
    meeting.desk.closes()
    page = meeting.opens()
    drawn = page.locator("[data-unused]")
    expect(drawn).to_have_count(50)
    expect(page.get_by_role("heading", name="Oanvända inlägg 222")).to_be_visible()

    page.get_by_role("button", name="Visa fler (111 kvar)").click()

    expect(drawn).to_have_count(100)
    expect(drawn.nth(50).get_by_role("button", name="Lägg till")).to_be_focused()
    page.get_by_role("button", name="Visa fler (11 kvar)").scroll_into_view_if_needed()
    expect(page.get_by_role("article", name="Inlägg 0 i room-2").get_by_role("button", name="Utelämna")).to_be_visible()


# comments, versions, state, sharing


def menu(page: Page, name: str, item: str) -> None:
    piece(page, name).hover()
    piece(page, name).get_by_role("button", name="Kommentarer och versioner").first.click()
    page.get_by_role("menuitem", name=re.compile(f"^{item}")).click()


def test_comments_are_made_settled_opened_and_removed_where_they_belong(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    lines(page).first.click()
    menu(page, "room-1/text", "Kommentera")
    page.get_by_label("Din kommentar").fill("Kan vi stryka detta?")
    page.get_by_role("button", name="Spara kommentaren").click()
    comment = piece(page, "room-1/text").get_by_role("article", name="Kommentar")
    expect(comment).to_contain_text("Redaktör")
    comment.get_by_role("button", name="Klar").click()
    expect(comment).to_be_hidden()
    page.get_by_text("1 klar kommentar").click()
    comment.get_by_role("button", name="Öppna igen").click()
    expect(comment.get_by_role("button", name="Klar")).to_be_visible()
    comment.get_by_role("button", name="Ta bort").click()
    expect(comment).to_have_count(0)

    menu(page, "lead", "Kommentera")
    page.get_by_label("Din kommentar").fill("Bra ingress")
    page.get_by_role("button", name="Spara kommentaren").click()
    expect(piece(page, "lead").get_by_role("article", name="Kommentar")).to_contain_text("Bra ingress")


def test_a_reader_comments_by_the_link_until_it_is_withdrawn(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    page.get_by_role("button", name="Dela för läsning").click()
    page.get_by_role("button", name="Skapa länk").click()
    link = page.get_by_label("Länk för läsning").input_value()
    key = link.rsplit("/", 1)[1]
    path = f"{meeting_closed.hall.meeting.address}/api/v1/reading/{key}/comments"
    remark = {"text": "Det stämmer inte", "part": "lead", "organisation": "Region Skåne"}
    assert requests.post(path, json=remark, timeout=30).status_code == 201
    page.keyboard.press("Escape")
    comment = piece(page, "lead").get_by_role("article", name="Kommentar")
    expect(comment).to_contain_text("Läsare, Region Skåne")
    expect(comment).to_contain_text("Det stämmer inte")

    page.get_by_role("button", name="Dela för läsning").click()
    page.get_by_role("button", name="Dra in").click()
    expect(page.get_by_label("Länk för läsning")).to_have_count(0)
    assert requests.post(path, json=remark, timeout=30).status_code == 404


def test_an_older_version_is_found_and_restored(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    lines(page).first.click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")
    page.keyboard.type("Något helt annat.")
    saved(page)
    menu(page, "room-1/text", "Versioner")
    versions = page.get_by_role("dialog", name="Versioner")
    expect(versions).to_contain_text("Något helt annat.")
    versions.get_by_role("listitem").filter(has_text=SENTENCE).get_by_role("button", name="Återställ").last.click()
    expect(lines(page).first).to_have_text(SENTENCE)

    lines(page).nth(1).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    expect(lines(page)).to_have_count(1)
    saved(page)
    menu(page, "room-1/heading", "Avsnittets versioner")
    versions.get_by_role("listitem").filter(has_text=SECOND).get_by_role("button", name="Återställ").first.click()
    expect(text_of(page, "room-1/text")).to_contain_text(SECOND)


def test_a_confirmed_paper_is_read_only_until_it_is_opened_again(meeting_closed: Meeting) -> None:
    page, other = meeting_closed.opens(), meeting_closed.opens()
    page.get_by_role("button", name="Utkast", exact=True).click()
    page.get_by_role("menuitemradio", name="Fastställd").click()
    for each in (page, other):
        expect(banner(each, "Dokumentationen är fastställd.")).to_be_visible()
        told = each.get_by_role("status").filter(has_text="Dokumentationen är fastställd.")
        expect(told).to_have_id("announcements")  # one voice for the page
        expect(each.get_by_role("textbox")).to_have_count(0)
        expect(each.get_by_text("Dokumentation · Fastställd")).to_be_visible()
    other.get_by_role("button", name="Öppna igen").click()
    expect(text_of(page, "lead")).to_be_visible()
    write_at_end(page, "lead", " Ändrat igen.")
    saved(page)


def test_the_draft_is_written_before_closing_and_the_meeting_opened_again(hall: Hall) -> None:
    meeting = Meeting(hall)
    page = meeting.opens()
    expect(banner(page, "Förhandsvisning.")).to_be_visible()
    write_at_end(page, "lead", " Redan nu.")
    saved(page)
    meeting.desk.closes()
    expect(page.get_by_role("button", name="Utkast", exact=True)).to_be_visible()
    expect(text_of(page, "lead")).to_contain_text("Redan nu.")
    page.get_by_role("button", name="Öppna träffen igen").click()
    expect(banner(page, "Förhandsvisning.")).to_be_visible()
    meeting.desk.leaves()


def test_what_the_paper_reveals_is_told_in_the_export_menu(meeting_closed: Meeting) -> None:
    named = "Universitets- och högskolerådet vill."
    meeting_closed.desk.does("block.edit", "room-1", block=meeting_closed.second, text=named)
    page = meeting_closed.opens()
    page.get_by_role("button", name="Exportera").click()
    page.get_by_text("Kontrollera namn före export").click()
    leak = page.get_by_role("listitem").filter(has_text="En organisation nämns").last
    leak.get_by_role("link", name="Gå dit").click()
    expect(page.locator("#export-menu")).to_be_hidden()
    expect(text_of(page, "room-1/text")).to_be_focused()
    expect(lines(page).last).to_be_in_viewport()
    page.keyboard.type("Just ")
    expect(lines(page)).to_have_text([SENTENCE, f"Just {named}"])
    saved(page)
    page.get_by_role("button", name="Exportera").click()
    page.get_by_label("Skriv ut avstämningar").uncheck()
    expect(page.get_by_label("Skriv ut avstämningar")).not_to_be_checked()


# every screen


# words of the table that stand on several lines, in a browser that has no hyphens
PARTED = """(table) => {
  table.style.hyphens = "manual";
  const cells = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  const parted = [];
  while (cells.nextNode())
    for (const { index, 0: word } of cells.currentNode.data.matchAll(/[\\p{L}]+/gu)) {
      const range = document.createRange();
      range.setStart(cells.currentNode, index);
      range.setEnd(cells.currentNode, index + word.length);
      if (range.getClientRects().length > 1) parted.push(word);
    }
  return parted;
}"""


def test_as_paper_nothing_but_the_paper_is_shown(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    assert page.locator(".paper__table").evaluate(PARTED) == []
    assert not overflows(page)
    page.get_by_role("button", name="Som papper").click()
    expect(page.get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("toolbar")).to_have_count(0)
    expect(page.get_by_role("article").first).to_contain_text(SENTENCE)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Disposition")).to_be_hidden()


@pytest.mark.parametrize("screen", [PHONE, NARROW], ids=["phone", "400 %"])
def test_a_small_screen_writes_too_and_never_scrolls_sideways(meeting_closed: Meeting, screen: dict[str, int]) -> None:
    page = meeting_closed.opens(screen, has_touch=True, is_mobile=True)
    write_at_end(page, "room-1/text", " Från telefonen.")
    page.get_by_role("toolbar", name="Textverktyg").get_by_role("button", name="Punktlista").click()
    expect(lines(page).last).to_have_attribute("data-kind", "bullet")
    saved(page)
    assert not overflows(page)
    page.locator(".draft__tray summary").first.click()
    page.get_by_role("article", name=UNUSED).get_by_role("button", name="Lägg till").click()
    page.get_by_role("button", name="Lägg här").click()
    expect(lines(page).last).to_have_text(UNUSED)
    assert not overflows(page)


def test_all_of_it_by_keyboard_alone(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    expect(text_of(page, "title")).to_be_visible()
    reach(page, page.get_by_role("textbox", name="Dokumentation: Utveckla befintliga nätverk"))
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("- Skrivet med tangenter")
    page.keyboard.press("Tab")
    expect(text_of(page, "room-1/text")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(text_of(page, "room-1/text")).not_to_be_focused()
    reach(page, piece(page, "room-1/text").get_by_role("button", name="Kommentarer och versioner"), backwards=False)
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Kommentera")).to_be_focused()
    page.keyboard.press("Enter")
    reach(page, page.get_by_label("Din kommentar"))
    page.keyboard.type("Skriven med tangenter")
    reach(page, page.get_by_role("button", name="Spara kommentaren"))
    page.keyboard.press("Enter")
    expect(piece(page, "room-1/text").get_by_role("article", name="Kommentar")).to_be_visible()
    page.keyboard.press("Home")
    tools = page.get_by_role("toolbar", name="Textverktyg")
    reach(page, tools.locator("[data-tool][tabindex='0']"), backwards=True)
    page.keyboard.press("End")
    expect(tools.get_by_role("button", name="Gör om")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tools.get_by_role("button", name="Ångra")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Skrivet med tangenter")).to_have_count(0)


DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def reach(page: Page, target: Locator, *, backwards: bool = False) -> None:
    for _ in range(150):
        if target.count() and target.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        page.evaluate(DRAWN)  # what is near the focus is made ready to be written in
    raise AssertionError(f"{target} cannot be reached by Tab")


def test_nobody_is_shut_out_of_writing(examiner: Examiner) -> None:
    hall = Hall(examiner.browser, examiner.meeting, [], [], [])
    meeting = Meeting(hall)
    meeting.desk.does("comment.add", "draft", text="Kan vi stryka detta?", part="lead")
    meeting.desk.closes()
    page = examiner.screen()
    page.goto(examiner.meeting.links["facilitator"])
    page.goto(f"{examiner.meeting.address}/s/{examiner.meeting.id}/draft")
    lines(page).first.click()
    examiner.looks(page, "writing", EVERY_LOOK)
    page.get_by_role("button", name="Länk").click()
    examiner.looks(page, "a link")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Dela för läsning").click()
    page.get_by_role("button", name="Skapa länk").click()
    expect(page.get_by_label("Länk för läsning")).to_be_visible()
    examiner.looks(page, "sharing")
    page.keyboard.press("Escape")
    lines(page).first.click()
    menu(page, "room-1/text", "Versioner")
    expect(page.get_by_role("button", name="Återställ").first).to_be_visible()
    examiner.looks(page, "versions")
    page.keyboard.press("Escape")
    page.get_by_role("article", name=UNUSED).get_by_role("button", name="Lägg till").click()
    examiner.looks(page, "placing a note")
    page.keyboard.press("Escape")
    piece(page, "categories").get_by_role("button", name="Ändra kategorierna").click()
    examiner.looks(page, "categories")
    page.keyboard.press("Escape")
    page.emulate_media(forced_colors="active")
    tools = page.get_by_role("toolbar", name="Textverktyg")
    expect(tools).to_be_visible()
    page.emulate_media(forced_colors="none")
    page.get_by_role("button", name="Utkast", exact=True).click()
    page.get_by_role("menuitemradio", name="Fastställd").click()
    expect(banner(page, "Dokumentationen är fastställd.")).to_be_visible()
    examiner.looks(page, "confirmed", EVERY_LOOK)
    meeting.desk.leaves()
