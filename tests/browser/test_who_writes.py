"""Who else writes here is seen beside the text: note-takers by name, facilitators too, also on the same link."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, Hall
from tests.browser.people import NETWORKS, Facilitator, join
from tests.browser.test_draft import Meeting, lines, meeting_closed, piece, text_of
from tests.browser.test_group_text import field, note_taker

__all__ = ["meeting_closed"]  # a fixture: pytest finds it by its name here

GONE_WITHIN_MS = 15_000


def test_two_facilitators_on_the_same_link_see_where_the_other_writes(meeting_closed: Meeting) -> None:
    one, other = meeting_closed.opens(), meeting_closed.opens()
    lines(one).nth(1).click()
    one.keyboard.type("Nytt. ")
    expect(piece(other, "room-1/text").get_by_role("note")).to_have_text("En processledare skriver här")
    beside = piece(other, "room-1/text").locator(f'[data-for="{meeting_closed.second}"]')
    expect(beside).to_contain_text("En processledare")
    expect(piece(one, "room-1/text").get_by_role("note")).to_have_count(0)

    text_of(one, "lead").click()
    one.keyboard.type("Ny ingress. ")
    expect(piece(other, "lead").get_by_role("note")).to_have_text("En processledare skriver här")
    expect(piece(other, "room-1/text").get_by_role("note")).to_have_count(0, timeout=GONE_WITHIN_MS)
    expect(piece(other, "lead").get_by_role("note")).to_have_count(0, timeout=GONE_WITHIN_MS)


def test_a_note_taker_and_a_facilitator_see_each_other_in_the_groups_text(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        leader.does("block.add", room, text="Gruppens text.", kind="paragraph")
        anna = note_taker(hall, leader, "Anna Ek")
        bo = join(hall, "Bo", viewport=LAPTOP, has_touch=False, is_mobile=False)
        lead = hall.screen(LAPTOP)
        lead.goto(hall.meeting.links["facilitator"])
        lead.goto(f"{hall.meeting.address}/s/{hall.meeting.id}/draft")

        bo.get_by_role("button", name="Skriv ett inlägg").click()
        bo.keyboard.type("Bara ett inlägg")
        field(anna).click()
        anna.keyboard.press("Control+End")
        anna.keyboard.type(" Mer.")
        section = piece(lead, f"{room}/text")
        expect(section.get_by_role("note")).to_have_text("Anna Ek skriver här")

        section.get_by_role("textbox").click()
        lead.keyboard.press("Control+Home")
        lead.keyboard.type("Här. ")
        expect(anna.get_by_text("En processledare skriver här")).to_be_visible()


def test_who_writes_a_pattern_is_seen_too(meeting_closed: Meeting) -> None:
    one, other = meeting_closed.opens(), meeting_closed.opens()
    for page in (one, other):
        pattern = page.locator(".dblock").filter(has_text="Kunskapen finns.")
        pattern.scroll_into_view_if_needed()
        expect(pattern.get_by_role("textbox")).to_be_visible()
    one.get_by_role("textbox", name="Mönster").click()
    one.keyboard.type("Ja. ")
    pattern = other.locator(".dblock").filter(has_text="Kunskapen finns.")
    expect(pattern.get_by_role("note")).to_have_text("En processledare skriver här")
