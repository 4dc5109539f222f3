"""The versions of a text in their dialog: many of them, some at a time, and all of them to be had."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_draft import Meeting, lines, meeting_closed, menu, saved

__all__ = ["meeting_closed"]  # a fixture: pytest finds it by its name here

PAGE = 100


def entries(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Versioner").locator(".versions:not(.version__earlier) > li")


def changes_by_turns(meeting: Meeting, times: int) -> None:
    """Let two hands change a text by turns, so that each change stands alone."""
    for number in range(times):
        meeting.desk.does("block.edit", "room-1", block=meeting.second, text=f"Version {number}.")
        meeting.desk.does("block.edit", "room-1", block=meeting.first, text=f"Annat {number}.")


def test_older_versions_are_fetched_when_they_are_wanted_and_any_of_them_restored(meeting_closed: Meeting) -> None:
    changes_by_turns(meeting_closed, PAGE + 20)
    page = meeting_closed.opens()
    lines(page).first.click()
    menu(page, "room-1/heading", "Avsnittets versioner")
    expect(entries(page)).to_have_count(PAGE)
    expect(entries(page).first).to_contain_text(f"Annat {PAGE + 19}.")

    page.get_by_role("button", name="Visa äldre").click()
    expect(entries(page)).to_have_count(2 * PAGE)
    expect(entries(page).nth(PAGE)).to_be_focused()
    page.get_by_role("button", name="Visa äldre").click()
    expect(page.get_by_role("button", name="Visa äldre")).to_have_count(0)
    expect(entries(page)).to_have_count(2 * (PAGE + 20) + 2)

    entries(page).filter(has_text="Version 3.").get_by_role("button", name="Återställ").click()
    expect(lines(page).nth(1)).to_have_text("Version 3.")
    saved(page)


def test_many_changes_at_once_stand_as_one_until_they_are_asked_for(meeting_closed: Meeting) -> None:
    for number in range(13):
        meeting_closed.desk.does("block.edit", "room-1", block=meeting_closed.first, text=f"Version {number}.")
    page = meeting_closed.opens()
    lines(page).first.click()
    menu(page, "room-1/text", "Versioner")
    expect(entries(page)).to_have_count(1)
    expect(entries(page)).to_contain_text("Version 12.")

    page.get_by_role("button", name="Visa alla 14 ändringar").click()
    expect(page.locator(".version__earlier > li")).to_have_count(13)
    page.locator(".version__earlier").get_by_text("Version 4.", exact=True).wait_for()
    page.get_by_role("button", name="Visa färre").click()
    expect(page.locator(".version__earlier")).to_have_count(0)


def test_a_patterns_earlier_wording_is_found_and_restored(meeting_closed: Meeting) -> None:
    strong = [{"text": "Vägen", "bold": True}, {"text": " till arbetet tar tid."}]
    theme = meeting_closed.desk.does("theme.add", runs=strong)
    meeting_closed.desk.does("theme.edit", theme=theme, text="Resorna är för långa.")
    page = meeting_closed.opens()
    where = page.locator(".dblock", has=page.get_by_text("Resorna är för långa."))
    where.scroll_into_view_if_needed()
    where.get_by_role("button", name="Mönstret").click()
    page.get_by_role("menuitem", name="Versioner").click()
    expect(entries(page)).to_have_count(2)

    expect(entries(page).last.locator("strong")).to_have_text("Vägen")
    entries(page).last.get_by_role("button", name="Återställ").click()
    expect(page.get_by_role("textbox", name="Mönster").last).to_have_text("Vägen till arbetet tar tid.")
    expect(page.get_by_role("textbox", name="Mönster").last.locator("strong")).to_have_text("Vägen")
    saved(page)
    page.get_by_role("button", name="Ångra").last.click()
    expect(page.get_by_role("textbox", name="Mönster").last).to_have_text("Resorna är för långa.")
    saved(page)


def test_the_paper_as_it_was_confirmed_is_read_again_after_it_was_changed(meeting_closed: Meeting) -> None:
    page = meeting_closed.opens()
    before = lines(page).first.inner_text()
    meeting_closed.desk.does("paper.mark", "draft", state="confirmed")
    page.get_by_role("button", name="Öppna igen").click()
    meeting_closed.desk.does("block.edit", "room-1", block=meeting_closed.first, text="Ändrat efteråt.")
    expect(lines(page).first).to_have_text("Ändrat efteråt.")

    page.get_by_role("button", name="Utkast", exact=True).click()
    page.get_by_role("menuitem", name="Fastställda versioner").click()
    rows = page.get_by_role("dialog", name="Fastställda versioner").get_by_role("listitem")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Öppnad igen")
    rows.get_by_role("link", name="Fastställd").click()

    expect(page.get_by_role("note")).to_contain_text("Så här var dokumentationen när den fastställdes")
    expect(page.get_by_role("article")).to_contain_text(before)
    expect(page.get_by_role("article")).not_to_contain_text("Ändrat efteråt.")
    with page.expect_download() as file:
        page.get_by_role("link", name="Ladda ned Word").click()
    assert " fastställd 20" in file.value.suggested_filename
    page.get_by_role("link", name="Till utkastet").click()
    expect(lines(page).first).to_have_text("Ändrat efteråt.")
