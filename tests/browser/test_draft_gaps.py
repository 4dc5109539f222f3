"""What the draft lacks: somebody is asked for a text, a pattern is added, a note finds a place where it may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Hall
from tests.browser.people import banner, network, overflows
from tests.browser.test_accessibility import EVERY_LOOK, Examiner, examiner
from tests.browser.test_draft import (
    BACK_WITHIN_MS,
    DRAWN,
    NARROW,
    SECOND,
    SENTENCE,
    UNUSED,
    Meeting,
    lines,
    meeting_closed,
    piece,
    press,
    reach,
    saved,
    text_of,
)

__all__ = ["examiner", "meeting_closed"]  # fixtures: pytest finds them by their names here

TALK = "item-3-1/text"
PATTERNS = '[data-piece^="theme-"]'
KNOWN = "Kunskapen finns."


def ask(page: Page, name: str) -> Locator:
    """Open the letter beside a gap, with the keyboard."""
    piece(page, name).get_by_role("button", name="Be om text").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Be om text")
    expect(dialog).to_be_visible()
    return dialog


def mail(dialog: Locator) -> dict[str, str]:
    """Read what a mail program would be given."""
    address = dialog.get_by_role("link", name="Öppna i e-post").get_attribute("href") or ""
    assert address.startswith("mailto:?")
    return {name: value.replace("\r\n", "\n") for name, [value] in parse_qs(urlsplit(address).query).items()}


def themes(meeting: Meeting) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = meeting.desk.session()["themes"]
    return found


def patterns(page: Page) -> Locator:
    return page.locator(PATTERNS).get_by_role("textbox", name="Mönster")


def begin_pattern(page: Page, text: str) -> None:
    page.locator('[data-piece="themes/add"]').scroll_into_view_if_needed()
    page.get_by_role("button", name="Lägg till mönster").click()
    page.keyboard.type(text)


def choose(page: Page, pattern: str, item: str) -> None:
    found = page.locator(PATTERNS).filter(has_text=pattern)
    found.hover()
    found.get_by_role("button", name="Mönstret", exact=True).click()
    page.get_by_role("menuitem", name=item).click()


# somebody is asked


def test_a_speaker_is_asked_for_the_text_that_is_missing(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens(permissions=["clipboard-read", "clipboard-write"])
    dialog = ask(page, TALK)
    expect(dialog).to_contain_text("Till den som talade: En länsstyrelse i norr.")
    expect(dialog).to_contain_text("Samtal skickar ingenting.")
    body = dialog.get_by_label("Meddelande")
    assert "De 21 länsstrategierna, en överblick" in body.input_value()
    assert mail(dialog) == {
        "subject": "Text till dokumentationen från Samverkansträff 3",
        "body": body.input_value(),
    }
    assert meeting_closed.direct.address not in body.input_value()
    assert "key=" not in body.input_value()

    body.press("Control+Home")
    page.keyboard.type("Hej igen & tack, ")
    assert mail(dialog)["body"] == body.input_value()
    dialog.get_by_role("button", name="Kopiera").click()
    expect(dialog).to_contain_text("Texten är kopierad.")
    assert page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == body.input_value()
    page.keyboard.press("Escape")
    expect(piece(page, TALK).get_by_role("button", name="Be om text")).to_be_focused()
    assert ask(page, TALK).get_by_label("Meddelande").input_value().startswith("Hej igen & tack, "), "it was kept"


def test_a_group_is_asked_by_the_name_of_its_note_taker(hall: Hall) -> None:
    page = hall.screen(PHONE)
    page.request.post(
        f"{hall.meeting.address}/api/v1/join", data={"code": hall.meeting.code, "name": "Bo Ek", "room": "room-3"}
    )
    meeting = Meeting(hall)
    meeting.desk.makes_note_taker("Bo Ek")
    meeting.desk.closes()
    page = meeting.opens()
    dialog = ask(page, "room-3/text")
    expect(dialog).to_contain_text("Till gruppens dokumentatör: Bo Ek.")
    assert mail(dialog)["body"].startswith("Hej Bo Ek,\n")
    page.keyboard.press("Escape")
    dialog = ask(page, "room-2/text")
    expect(dialog).to_contain_text("Gruppen har ingen dokumentatör.")
    assert "Inläggen finns kvar" in mail(dialog)["body"], "there are notes, but no text"
    page.keyboard.press("Escape")
    expect(piece(page, "room-1/text").get_by_role("button", name="Be om text")).to_have_count(0)
    meeting.desk.leaves()


def test_a_letter_that_is_too_long_for_a_link_can_still_be_copied(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    dialog = ask(page, TALK)
    dialog.get_by_label("Meddelande").fill("å" * 2_000)
    link = dialog.get_by_role("link", name="Öppna i e-post")
    expect(link).to_have_attribute("aria-disabled", "true")
    expect(link).not_to_have_attribute("href", re.compile(""))
    expect(dialog).to_contain_text("Kopiera det i stället.")


# the patterns


def test_patterns_are_added_where_they_stand_one_after_the_other(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    begin_pattern(page, "Uppdragen är otydliga.")
    page.keyboard.press("Enter")
    page.keyboard.type("Ingen äger frågan.")
    saved(page)
    expect(patterns(page)).to_have_text([KNOWN, "Uppdragen är otydliga.", "Ingen äger frågan."])
    assert [theme["text"] for theme in themes(meeting_closed)] == [
        KNOWN,
        "Uppdragen är otydliga.",
        "Ingen äger frågan.",
    ]
    page.keyboard.type(" Alls.")
    saved(page)
    expect(patterns(page).last).to_be_focused()
    assert themes(meeting_closed)[2]["text"] == "Ingen äger frågan. Alls."
    assert "Alls." in meeting_closed.draft()["html"]


def test_a_pattern_without_words_is_none(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    begin_pattern(page, "")
    expect(patterns(page)).to_have_count(2)
    text = patterns(page).last
    expect(text).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(patterns(page)).to_have_text([KNOWN])
    patterns(page).first.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    text_of(page, "groups/intro").click()
    expect(patterns(page)).to_have_count(0)
    expect(page.locator('[data-piece="themes/1"]')).to_contain_text("Inga återkommande mönster")
    assert themes(meeting_closed) == []
    page.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(patterns(page)).to_have_text([KNOWN])
    choose(page, KNOWN, "Ta bort mönstret")
    expect(page.locator('[data-piece="themes/1"]')).to_be_visible()
    begin_pattern(page, "Ett nytt, där det inte fanns något.")
    saved(page)
    expect(page.locator('[data-piece="themes/1"]')).to_have_count(0)
    assert [theme["text"] for theme in themes(meeting_closed)] == ["Ett nytt, där det inte fanns något."]


def test_patterns_are_moved_and_removed_and_others_see_it(meeting_closed: Meeting) -> None:
    meeting_closed.desk.does("theme.add", text="Uppdragen är otydliga.", sources=meeting_closed.notes[:1])
    eva, ola = meeting_closed.opens(), meeting_closed.opens()
    eva.locator(PATTERNS).first.scroll_into_view_if_needed()
    ola.locator(PATTERNS).first.scroll_into_view_if_needed()
    choose(eva, KNOWN, "Flytta ner")
    expect(patterns(eva)).to_have_text(["Uppdragen är otydliga.", KNOWN])
    expect(patterns(ola)).to_have_text(["Uppdragen är otydliga.", KNOWN])
    expect(eva.locator(PATTERNS).last.get_by_role("button", name="Mönstret", exact=True)).to_be_focused()
    choose(eva, "Uppdragen", "Ta bort mönstret")
    expect(patterns(ola)).to_have_text([KNOWN])
    eva.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(patterns(ola)).to_have_text(["Uppdragen är otydliga.", KNOWN])
    assert themes(meeting_closed)[0]["sources"] == meeting_closed.notes[:1]


def test_a_pattern_has_emphasis_links_and_comments_that_another_settles(meeting_closed: Meeting) -> None:
    eva, ola = meeting_closed.opens(), meeting_closed.opens()
    begin_pattern(eva, "Uppdragen är ")
    eva.keyboard.press("Control+b")
    eva.keyboard.type("otydliga")
    press(eva, "Shift+Control+ArrowLeft")
    eva.keyboard.press("Control+k")
    eva.get_by_label("Webbadress eller e-postadress").fill("example.org/uppdrag")
    eva.keyboard.press("Enter")
    saved(eva)
    strong = {"text": "otydliga", "bold": True, "link": "https://example.org/uppdrag"}
    assert themes(meeting_closed)[1]["runs"] == [{"text": "Uppdragen är "}, strong]

    eva.reload()
    eva.locator(PATTERNS).last.scroll_into_view_if_needed()
    expect(patterns(eva).last.locator("a[href='https://example.org/uppdrag'] strong")).to_have_text("otydliga")
    choose(eva, "Uppdragen", "Kommentera")
    eva.get_by_label("Din kommentar").fill("I alla grupper?")
    eva.get_by_role("button", name="Spara kommentaren").click()

    ola.locator(PATTERNS).last.scroll_into_view_if_needed()
    comment = ola.locator(PATTERNS).last.get_by_role("article", name="Kommentar")
    expect(comment).to_contain_text("I alla grupper?")
    comment.get_by_role("button", name="Klar").click()
    eva.locator(PATTERNS).last.get_by_text("1 klar kommentar").click()
    settled = eva.locator(PATTERNS).last.get_by_role("article", name="Kommentar")
    expect(settled).to_contain_text(re.compile(r"Klar \d\d\.\d\d, redaktör"))


def test_a_pattern_that_is_begun_without_contact_comes_once(meeting_closed: Meeting, hall: Hall) -> None:
    with network(hall) as between:
        page = meeting_closed.opens()
        page.locator(PATTERNS).first.scroll_into_view_if_needed()
        between.fall_silent()
        begin_pattern(page, "Skrivet utan nät.")
        expect(page.get_by_role("banner")).to_contain_text("Sparat på din enhet", timeout=BACK_WITHIN_MS)
        between.come_back()
        expect(page.get_by_role("banner")).to_contain_text("Sparat ", timeout=BACK_WITHIN_MS)
        expect(page.get_by_role("banner")).not_to_contain_text("på din enhet", timeout=BACK_WITHIN_MS)
        page.reload()
        page.locator(PATTERNS).first.scroll_into_view_if_needed()
        expect(patterns(page)).to_have_text([KNOWN, "Skrivet utan nät."])
    assert [theme["text"] for theme in themes(meeting_closed)] == [KNOWN, "Skrivet utan nät."]


def test_a_confirmed_paper_takes_no_pattern_and_asks_nobody(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    page.locator('[data-piece="themes/add"]').scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Lägg till mönster")).to_be_visible()
    meeting_closed.desk.does("paper.mark", "draft", state="confirmed")
    expect(banner(page, "Dokumentationen är fastställd.")).to_be_visible()
    expect(page.get_by_role("button", name="Lägg till mönster")).to_have_count(0)
    piece(page, TALK)
    expect(page.get_by_role("button", name="Be om text")).to_have_count(0)


# where a note may stand


def carry(page: Page, target: Locator) -> None:
    """Move what is held over something, as a hand does, in several moves."""
    target.scroll_into_view_if_needed()
    page.evaluate(DRAWN)
    place = target.bounding_box()
    assert place
    for step in (4, 3, 2, 1):
        page.mouse.move(place["x"] + 40 + step, place["y"] + 2 + step)


def drag(page: Page, note: str, target: Locator) -> None:
    """Carry a note of the tray over something, and hold it there."""
    target.hover(position={"x": 40, "y": 4})  # what comes near it is drawn before the note is taken
    page.get_by_role("article", name=note).hover(position={"x": 20, "y": 14})
    page.mouse.down()
    carry(page, target)


def test_a_note_is_dragged_to_a_pattern_or_begins_one(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    drag(page, UNUSED, page.locator(PATTERNS).first)
    expect(page.locator(f"{PATTERNS}[data-over]")).to_have_count(1)
    page.mouse.up()
    expect(page.locator(PATTERNS).get_by_text("1 inlägg")).to_be_visible()
    expect(page.get_by_role("article", name=UNUSED)).to_have_count(0)
    assert themes(meeting_closed)[0]["sources"] == [meeting_closed.notes[2]]
    page.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("article", name=UNUSED)).to_be_visible()
    assert themes(meeting_closed)[0]["sources"] == []

    drag(page, UNUSED, page.locator('[data-piece="themes/add"]'))
    page.mouse.up()
    expect(patterns(page)).to_have_text([KNOWN, UNUSED])
    expect(patterns(page).last).to_be_focused()
    assert themes(meeting_closed)[1]["sources"] == [meeting_closed.notes[2]]


def test_over_another_rooms_section_it_is_told_why_a_note_cannot_stand_there(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    why = page.get_by_text("Ett inlägg kan stå i det egna rummets avsnitt, eller ligga bakom ett mönster.")
    drag(page, UNUSED, page.locator('[data-piece="room-2/text"]'))
    expect(why).to_be_visible()
    carry(page, page.locator('[data-piece="room-1/text"] .line').first)
    expect(why).to_have_count(0)
    page.mouse.up()
    expect(lines(page)).to_have_text([UNUSED, SENTENCE, SECOND])


def test_by_keys_a_note_is_placed_behind_a_pattern_and_the_bar_tells_where_it_may_stand(
    meeting_closed: Meeting,
) -> None:
    page = meeting_closed.opens()
    expect(page.get_by_role("article", name=UNUSED)).to_be_visible()
    page.keyboard.press("l")
    bar = page.get_by_role("region", name="Placera inlägget")
    expect(bar).to_contain_text("Inlägget kan stå i det egna rummets avsnitt, eller ligga bakom ett mönster.")
    where = bar.get_by_label("Placera i", exact=True)
    expect(where.locator("option:checked")).to_have_text("Avsnittet Utveckla befintliga nätverk")
    reach(page, where)
    page.keyboard.press("ArrowDown")
    expect(where.locator("option:checked")).to_have_text(KNOWN)
    expect(page.locator(".dblock--placing")).to_contain_text(KNOWN)
    expect(page.locator(".dblock--placing")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(PATTERNS).get_by_text("1 inlägg")).to_be_visible()
    assert themes(meeting_closed)[0]["sources"] == [meeting_closed.notes[2]]


# every screen


@pytest.mark.parametrize("screen", [PHONE, NARROW], ids=["phone", "400 %"])
def test_a_small_screen_asks_adds_and_places_too(meeting_closed: Meeting, screen: dict[str, int]) -> None:
    page = meeting_closed.opens(screen, has_touch=True, is_mobile=True)
    dialog = ask(page, TALK)
    expect(dialog.get_by_role("link", name="Öppna i e-post")).to_be_in_viewport()
    assert not overflows(page)
    page.keyboard.press("Escape")
    begin_pattern(page, "Från telefonen.")
    saved(page)
    page.locator(".draft__tray summary").first.press("Enter")  # by no place: what is above may still be laid out
    page.get_by_role("article", name=UNUSED).get_by_role("button", name="Lägg till").click()
    place, last = page.locator(".field-text__over--placing"), lines(page).last
    expect(place).to_be_in_viewport()
    below, above = place.bounding_box(), last.bounding_box()
    assert below
    assert above
    assert below["y"] >= above["y"] + above["height"] / 2, "it comes after the last line"
    page.get_by_label("Placera i", exact=True).select_option(label="Från telefonen.")
    assert not overflows(page)
    page.get_by_role("button", name="Lägg här").click()
    expect(page.get_by_text("Mönstret bygger nu på inlägget också.")).to_be_visible()
    assert themes(meeting_closed)[1]["sources"] == [meeting_closed.notes[2]]


@pytest.fixture
def page_to_examine(examiner: Examiner) -> Iterator[Page]:
    meeting = Meeting(Hall(examiner.browser, examiner.meeting, [], [], []))
    meeting.desk.closes()
    page = examiner.screen()
    page.goto(examiner.meeting.links["facilitator"])
    page.goto(f"{examiner.meeting.address}/s/{examiner.meeting.id}/draft")
    expect(page.get_by_role("article").first).to_be_visible()
    yield page
    meeting.desk.leaves()


def test_nobody_is_shut_out_of_the_gaps(examiner: Examiner, page_to_examine: Page) -> None:
    page = page_to_examine
    dialog = ask(page, TALK)
    examiner.looks(page, "asking for a text", EVERY_LOOK)
    dialog.get_by_label("Meddelande").fill("å" * 2_000)
    examiner.looks(page, "a letter that is too long")
    page.keyboard.press("Escape")
    begin_pattern(page, "")
    examiner.looks(page, "a pattern that is begun", EVERY_LOOK)
    page.get_by_role("article", name=UNUSED).get_by_role("button", name="Lägg till").click()
    page.get_by_label("Placera i", exact=True).select_option(label=KNOWN)
    examiner.looks(page, "a note behind a pattern", EVERY_LOOK)
