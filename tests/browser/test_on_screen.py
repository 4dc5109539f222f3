"""What is true stays on the screen wherever one has scrolled, and is told once; nothing moves under a reader."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Hall
from tests.browser.people import KEYBOARD, Facilitator, begin, choose, enter, join, network, note, write

NOTES = 30
ROOM_FOR_THE_CLOCK = 200  # px; on less there is only the field and its buttons
LOST_WITHIN_MS = 20_000
BACK_WITHIN_MS = 30_000
# every sentence that comes into a live region, with when
LISTEN = """() => {
  window.told = [];
  const LIVE = "[role=status], [role=alert], [role=log], [aria-live]";
  const last = new Map();
  new MutationObserver(() => {
    for (const region of document.querySelectorAll(LIVE)) {
      const said = region.textContent.trim();
      if (said && last.get(region) !== said) window.told.push({ at: performance.now(), said });
      last.set(region, said);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
ON_TOP = """(timer) => {
  const box = timer.getBoundingClientRect();
  return timer.contains(document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2));
}"""
COVERED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const seen = [box.top + 4, (box.top + box.bottom) / 2, box.bottom - 4].some((y) => {
    const top = document.elementFromPoint((box.left + box.right) / 2, y);
    return top && (document.activeElement.contains(top) || top.contains(document.activeElement));
  });
  return !seen;
}"""


def starts_talking(eva: Facilitator) -> str:
    """Open the meeting, start the clock of a talk in the groups, and fill the first group. Give its id."""
    eva.does("session.open")
    meeting = eva.sees()
    eva.does("step.start", step=next(each["id"] for each in meeting["steps"] if each["minutes"] == 10))
    for number in range(NOTES):
        eva.does("note.add", meeting["rooms"][0]["id"], text=f"Inlägg nummer {number} om något viktigt")
    return str(meeting["rooms"][0]["id"])


def far_down(page: Page) -> Locator:
    card = page.get_by_role("article").nth(NOTES - 10)
    card.evaluate("(card) => card.scrollIntoView()")
    return card


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 1024}])
def test_what_is_true_is_on_the_screen_wherever_one_has_scrolled(hall: Hall, size: dict[str, int]) -> None:
    with network(hall) as between, Facilitator(hall.meeting) as eva:
        starts_talking(eva)
        anna = join(hall, "Anna", viewport=size)
        far_down(anna)
        expect(anna.get_by_role("timer")).to_be_in_viewport()
        eva.does("message.send", text="Samling i stora salen")
        line = anna.get_by_role("button", name="Till alla: Samling i stora salen")
        expect(line).to_be_in_viewport()
        read = anna.evaluate("scrollY")
        line.press("Enter")
        assert anna.evaluate("scrollY") == read
        expect(anna.get_by_role("button", name="Stäng meddelandet").first).to_be_in_viewport()
        anna.get_by_role("button", name="Stäng meddelandet").first.click()
        expect(line).to_have_count(0)

        between.fall_silent()
        lost = anna.get_by_role("button", name="Ingen kontakt")
        expect(lost).to_be_in_viewport(timeout=LOST_WITHIN_MS)
        write(anna, "Skrivet utan kontakt")
        expect(
            anna.locator(".proom__compose").get_by_role("button", name="Ingen kontakt · 1 väntar")
        ).to_be_in_viewport()
        expect(anna.get_by_role("timer")).to_be_in_viewport()
        between.come_back()
        expect(lost).to_have_count(0, timeout=BACK_WITHIN_MS)


def test_what_has_the_focus_is_not_under_what_stays_on_the_screen(hall: Hall) -> None:
    with Facilitator(hall.meeting) as eva:
        starts_talking(eva)
        anna = hall.screen({"width": 320, "height": 256})
        enter(anna, hall, "Anna")
        eva.does("message.send", text="Samling i stora salen")
        far_down(anna).get_by_role("button", name="Bygg vidare").focus()
        for key in ["Shift+Tab"] * 8 + ["Tab"] * 16:
            anna.keyboard.press(key)
            assert not anna.evaluate(COVERED), anna.evaluate("document.activeElement.outerHTML")

        begin(anna, "På en skärm som är förstorad fyra gånger")
        anna.locator(".proom__compose").get_by_role("button", name="Till alla: Samling i stora salen").focus()
        anna.keyboard.press("Shift+Tab")
        assert not anna.evaluate(COVERED), anna.evaluate("document.activeElement.outerHTML")
        expect(anna.locator("#compose")).to_contain_text("På en skärm")


def test_a_facilitators_phone_shows_the_clock_and_the_contact_far_down(hall: Hall) -> None:
    with network(hall) as between, Facilitator(hall.meeting) as bo:
        starts_talking(bo)
        eva = hall.screen(PHONE)
        eva.goto(hall.meeting.links["facilitator"])
        eva.get_by_role("button", name="Nytt mönster").scroll_into_view_if_needed()
        expect(eva.locator(".console__top .phasebar__time")).to_be_in_viewport()
        between.fall_silent()
        expect(eva.get_by_role("button", name="Ingen kontakt.")).to_be_in_viewport(timeout=LOST_WITHIN_MS)
        between.come_back()
        expect(eva.get_by_role("button", name="Ingen kontakt.")).to_have_count(0, timeout=BACK_WITHIN_MS)


@pytest.mark.parametrize(
    ("size", "keyboard"),
    [
        ({"width": 320, "height": 256}, 0),
        ({"width": 844, "height": 390}, 200),
        ({"width": 360, "height": 640}, 290),
    ],
)
def test_the_open_composer_fits_a_low_screen(hall: Hall, size: dict[str, int], keyboard: int) -> None:
    with Facilitator(hall.meeting) as eva:
        starts_talking(eva)
    anna = hall.screen(size, has_touch=True, is_mobile=True)
    anna.add_init_script(KEYBOARD)
    enter(anna, hall, "Anna")
    begin(anna, "rad\n" * 12)
    anna.evaluate("(height) => playKeyboard(height)", keyboard)
    field = anna.get_by_role("textbox", name="Ditt inlägg")
    field.press("Control+End")
    close = anna.get_by_role("button", name="Stäng, texten sparas")
    for part in (close, anna.get_by_role("button", name="Lägg till", exact=True)):
        box = part.bounding_box()
        assert box
        assert 0 <= box["y"] < box["y"] + box["height"] <= size["height"] - keyboard
    if size["height"] - keyboard > ROOM_FOR_THE_CLOCK:
        assert anna.get_by_role("timer").evaluate(ON_TOP)
    last = anna.get_by_role("radio").last
    last.focus()
    anna.keyboard.press("Space")
    expect(last).to_be_checked()
    expect(last).to_be_in_viewport()
    close.click()
    expect(anna.locator("#compose")).to_contain_text("rad")


def test_at_most_six_things_are_told_in_a_minute_and_none_twice(hall: Hall) -> None:
    with Facilitator(hall.meeting) as eva:
        eva.does("session.open")
        anna = hall.screen(LAPTOP)
        anna.clock.install()
        enter(anna, hall, "Anna")
        room = eva.person("Anna")["room"]
        anna.evaluate(LISTEN)
        calls = [f"Utrop nummer {number}" for number in range(1, 14)]
        for number, call in enumerate(calls):
            eva.does("message.send", text=call)
            expect(anna.locator(".banner").filter(has_text=call)).to_be_visible()
            if number % 2:
                eva.does("room.lock", room=room)
                expect(anna.locator(".banner").filter(has_text="Rummet är låst.")).to_be_visible()
                anna.clock.run_for(1_000)
                eva.does("room.unlock", room=room)
                expect(anna.locator(".banner").filter(has_text="Rummet är låst.")).to_have_count(0)
            anna.clock.run_for(2_000)
        anna.clock.run_for(120_000)
        told: list[dict[str, Any]] = anna.evaluate("told")
        times = [each["at"] for each in told]
        assert all(later - earlier >= 60_000 for earlier, later in zip(times, times[6:], strict=False)), told
        heard = " ".join(each["said"] for each in told)
        assert {
            call: heard.count(f"{call}.") + heard.count(f"{call} ") + heard.endswith(call) for call in calls
        } == dict.fromkeys(calls, 1)


def test_what_was_removed_comes_back_with_ctrl_z(hall: Hall) -> None:
    with Facilitator(hall.meeting) as eva:
        eva.does("session.open")
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        room = eva.person("Anna")["room"]
        write(anna, "Det första")
        write(anna, "Det andra")
        anna.keyboard.press("Escape")
        eva.does("cluster.add", room, title="Uppdrag")
        choose(anna, "Det första", "Ta bort")
        expect(note(anna, "Det första")).to_have_count(0)
        expect(anna.get_by_role("button", name="Ångra")).to_contain_text("Ctrl+Z")
        anna.keyboard.press("Control+z")
        expect(note(anna, "Det första")).to_be_visible()
        expect(anna.get_by_role("button", name="Ångra")).to_have_count(0)

        note(anna, "Det andra").get_by_role("button", name="Bygg vidare").click()
        write(anna, "Ett svar")
        anna.get_by_role("textbox", name="Ditt inlägg").press("Escape")
        anna.get_by_role("button", name="Fler val för svaret").click()
        anna.get_by_role("menuitem", name="Ta bort").click()
        expect(anna.get_by_text("Ett svar")).to_have_count(0)
        expect(anna.get_by_role("button", name="Ångra")).to_be_visible()
        anna.keyboard.press("Control+z")
        expect(anna.get_by_text("Ett svar")).to_be_visible()

        anna.get_by_role("button", name="Fler val för temat Uppdrag").click()
        anna.get_by_role("menuitem", name="Ta bort temat").click()
        expect(anna.get_by_role("group", name="Uppdrag")).to_have_count(0)
        expect(anna.get_by_role("button", name="Ångra")).to_be_visible()
        anna.keyboard.press("Control+z")
        expect(anna.get_by_role("group", name="Uppdrag")).to_be_visible()


def test_the_word_about_what_was_done_stays_while_keys_are_pressed(hall: Hall) -> None:
    anna = hall.screen(LAPTOP)
    anna.clock.install()
    enter(anna, hall, "Anna")
    write(anna, "Det första")
    write(anna, "Det andra")
    anna.get_by_role("textbox", name="Ditt inlägg").press("Escape")
    choose(anna, "Det första", "Ta bort")
    undo = anna.get_by_role("button", name="Ångra")
    expect(undo).to_be_visible()
    for _ in range(4):
        anna.clock.run_for(6_000)
        anna.keyboard.press("Tab")
        expect(undo).to_be_visible()
    undo.focus()
    anna.clock.run_for(60_000)
    undo.press("Enter")
    expect(note(anna, "Det första")).to_be_visible()
    expect(undo).to_have_count(0)
    assert anna.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
def test_a_locked_room_and_a_closed_meeting_leave_the_place_where_one_reads(hall: Hall, size: dict[str, int]) -> None:
    with Facilitator(hall.meeting) as eva:
        room = starts_talking(eva)
        anna = hall.screen(size)
        enter(anna, hall, "Anna")
        card = far_down(anna)
        expect(card).to_be_in_viewport()
        # held on to while it is laid out
        before = card.bounding_box()
        assert before

        def stays() -> None:
            after = card.bounding_box()
            assert after
            assert abs(after["y"] - before["y"]) < 2

        agree = card.get_by_role("button", name="Instämmer")
        eva.does("room.lock", room=room)
        expect(agree).to_be_disabled()
        stays()
        agree.click(force=True)
        expect(anna.locator(".toast")).to_contain_text("Rummet är låst.")
        eva.does("room.unlock", room=room)
        expect(agree).to_be_enabled()
        stays()
        eva.does("session.close")
        expect(agree).to_be_disabled()
        stays()


def test_little_time_left_is_said_in_words_also_to_who_comes_late(hall: Hall) -> None:
    with Facilitator(hall.meeting) as eva:
        eva.does("session.open")
        step = next(each for each in eva.sees()["steps"] if each["minutes"] == 10)
        eva.does("step.start", step=step["id"])
        eva.does("step.extend", seconds=-510)
        anna = join(hall, "Anna")
        expect(anna.get_by_role("region", name="Moment och tid")).to_contain_text("Snart slut")
        expect(anna.locator("#announcements")).to_contain_text("Snart slut: ")
