"""Two who edit the same paragraph at once: each has only what was one's own to take back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.people import network
from tests.browser.test_draft import SECOND, SENTENCE, Meeting, lines, meeting_closed, saved

__all__ = ["meeting_closed"]  # a fixture: pytest finds it by its name here


def test_what_one_writes_follows_its_words_over_anothers_enter_and_is_taken_back_there(meeting_closed: Meeting) -> None:
    anna, bo = meeting_closed.opens(), meeting_closed.opens()
    lines(anna).first.click()
    anna.keyboard.press("End")
    lines(bo).first.click()
    bo.keyboard.press("Home")
    for _ in "Gruppen ser":
        bo.keyboard.press("ArrowRight")

    anna.keyboard.type(" De vill", delay=60)
    bo.keyboard.press("Enter")
    anna.keyboard.type(" pröva den i höst.", delay=60)

    rest = SENTENCE.removeprefix("Gruppen ser")
    parted = ["Gruppen ser", f"{rest} De vill pröva den i höst.", SECOND]
    for page in (anna, bo):
        saved(page)
        expect(lines(page)).to_have_text(parted)

    for _ in range(3):  # what was typed before and after the other's Enter are changes of their own
        anna.keyboard.press("Control+z")
    expect(lines(anna)).to_have_text(["Gruppen ser", rest, SECOND])
    saved(anna)
    expect(lines(bo)).to_have_text(["Gruppen ser", rest, SECOND])
    for _ in range(3):
        anna.keyboard.press("Control+y")
    expect(lines(bo)).to_have_text(parted)


def test_two_who_press_enter_at_the_same_moment_part_the_paragraph_in_three_and_write_on(
    meeting_closed: Meeting,
) -> None:
    with network(meeting_closed.hall) as between:
        anna, bo = meeting_closed.opens(), meeting_closed.opens()
        for page, before in ((anna, "Gruppen ser"), (bo, "Gruppen ser en nod")):
            lines(page).first.click()
            page.keyboard.press("Home")
            for _ in before:
                page.keyboard.press("ArrowRight")

        between.fall_silent()
        for page in (anna, bo):
            page.keyboard.press("Enter")
            expect(page.get_by_text("Sparar …").first).to_be_visible()
        between.come_back()

        rest = SENTENCE.removeprefix("Gruppen ser en nod")
        for page in (anna, bo):
            expect(lines(page)).to_have_text(["Gruppen ser", " en nod", rest, SECOND])
            saved(page)
        anna.keyboard.type("Anna:")
        bo.keyboard.type("Bo:")
        for page in (anna, bo):
            expect(lines(page)).to_have_text(["Gruppen ser", "Anna: en nod", f"Bo:{rest}", SECOND])


def test_what_one_writes_goes_along_into_the_paragraph_that_another_joins_it_to(meeting_closed: Meeting) -> None:
    anna, bo = meeting_closed.opens(), meeting_closed.opens()
    lines(anna).last.click()
    anna.keyboard.press("Home")
    for _ in "Ett":
        anna.keyboard.press("ArrowRight")
    lines(bo).last.click()
    bo.keyboard.press("Home")

    anna.keyboard.type(" nytt", delay=60)
    bo.keyboard.press("Backspace")
    expect(lines(anna)).to_have_count(1)
    anna.keyboard.type(" och")

    for page in (anna, bo):
        expect(lines(page)).to_have_text([f"{SENTENCE}{SECOND.replace('Ett', 'Ett nytt och')}"])


def test_what_another_has_written_over_cannot_be_taken_back_and_that_is_said(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    lines(page).first.click()
    page.keyboard.press("End")
    page.keyboard.type(" Snart.")
    saved(page)
    meeting_closed.desk.does("block.edit", "room-1", block=meeting_closed.first, text="Helt andra ord här")
    expect(lines(page).first).to_have_text("Helt andra ord här")

    page.keyboard.press("Control+z")

    expect(page.get_by_text("Det går inte att ångra: texten har ändrats av någon annan.").first).to_be_visible()
    expect(lines(page)).to_have_text(["Helt andra ord här", SECOND])
