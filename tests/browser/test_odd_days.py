"""Days that are not as planned. Each ends with nothing lost and nothing beside the page."""

from __future__ import annotations

import datetime as dt
import re
import threading
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Hall, load
from tests.browser.people import (
    NETWORKS,
    SURVEYS,
    Facilitator,
    banner,
    begin,
    choose,
    enter,
    join,
    network,
    note,
    overflows,
    show,
    write,
)

SMALL = {"width": 320, "height": 640}
LONG_WORD = "Samverkan" * 222 + "ab"
ROOMS = 40
PEOPLE = 300
AT_A_TIME = 10
BACK_WITHIN_MS = 25_000


def test_two_tabs_of_the_same_participant(hall: Hall) -> None:
    bo = join(hall, "Bo")
    one = join(hall, "Anna")
    two = one.context.new_page()
    two.goto(one.url)
    expect(two.locator("#compose")).to_be_visible()
    begin(two, "Påbörjat i den andra")
    write(one, "Från den ena")
    expect(note(two, "Från den ena")).to_contain_text("ditt inlägg")
    expect(two.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Påbörjat i den andra")
    two.get_by_role("button", name="Lägg till", exact=True).click()
    for page in (one, two, bo):
        expect(page.get_by_role("article")).to_have_count(2)
        assert not overflows(page)


def test_two_tabs_that_write_at_once_keep_a_text_each(hall: Hall) -> None:
    one = join(hall, "Anna")
    two = one.context.new_page()
    two.goto(one.url)
    begin(one, "Det ena")
    begin(two, "Det andra")
    one.keyboard.type(" och mer")
    two.keyboard.type(" och mindre")
    for page, text in ((one, "Det ena och mer"), (two, "Det andra och mindre")):
        page.reload()
        page.locator("#compose").click()
        expect(page.get_by_role("textbox", name="Ditt inlägg")).to_have_value(text)
    one.close()
    two.get_by_role("button", name="Lägg till", exact=True).click()
    expect(note(two, "Det andra och mindre")).to_contain_text("ditt inlägg")
    two.close()
    again = hall.contexts[-1].new_page()
    again.goto(f"{hall.meeting.address}/s/{hall.meeting.id}")
    again.locator("#compose").click()
    expect(again.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Det ena och mer")


@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_is_wrong_by_a_day(hall: Hall, days: int) -> None:
    with Facilitator(hall.meeting) as leader:
        page = hall.screen(LAPTOP)
        page.clock.install(time=dt.datetime.now(dt.UTC) + dt.timedelta(days=days))
        enter(page, hall, "Anna")
        step = next(each for each in leader.sees()["steps"] if each["minutes"] == 10)
        leader.does("step.start", step=step["id"])
        page.clock.run_for(1_000)
        expect(page.get_by_role("timer")).to_contain_text(re.compile(r"(?<!\d)9:\d\d"))
        write(page, "Skrivet i går eller i morgon")
        expect(note(page, "Skrivet i går eller i morgon")).to_contain_text("ditt inlägg")
        leader.does("message.send", text="Hör ni mig?")
        page.clock.run_for(1_000)
        expect(banner(page, "Hör ni mig?")).to_be_visible()
        assert not overflows(page)


def test_a_phone_that_was_asleep_for_an_hour(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        page = hall.screen(PHONE, has_touch=True, is_mobile=True)
        page.clock.install(time=dt.datetime.now(dt.UTC))
        enter(page, hall, "Anna")
        begin(page, "Mitt i en")
        between.fall_silent()
        page.clock.fast_forward("01:00:00")  # its own clock is not the hall's afterwards
        step = next(each for each in leader.sees()["steps"] if each["minutes"] == 40)
        leader.does("step.start", step=step["id"])
        leader.does("note.add", leader.room(NETWORKS), text="Skrivet under tiden")
        leader.does("message.send", text="Fika i foajén")

        between.lose_lines()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")

        expect(banner(page, "Fika i foajén")).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(note(page, "Skrivet under tiden")).to_be_visible()
        expect(page.get_by_role("timer").first).to_contain_text(re.compile(r"(?<!\d)39:\d\d"))
        expect(page.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Mitt i en")
        page.get_by_role("button", name="Lägg till", exact=True).click()
        assert leader.note(leader.room(NETWORKS), "Mitt i en")
        assert not overflows(page)


def test_a_word_of_two_thousand_characters_without_a_space(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna", viewport=SMALL)
        write(anna, LONG_WORD)
        expect(note(anna, LONG_WORD)).to_contain_text("ditt inlägg")
        assert leader.note(room, LONG_WORD)["text"] == LONG_WORD
        leader.does("cluster.add", room, title=LONG_WORD[:300])
        leader.does("block.add", room, text=LONG_WORD)
        leader.does("message.send", text=LONG_WORD[:1000])
        leader.does("note.ask", room, note=leader.note(room, LONG_WORD)["id"], text=LONG_WORD[:300])
        expect(note(anna, LONG_WORD)).to_contain_text("ber om en ändring")
        assert not overflows(anna)
        choose(anna, LONG_WORD, "Ändra")
        assert not overflows(anna)
        anna.keyboard.press("Escape")
        show(anna, "Gruppens text")
        assert not overflows(anna)
        anna.get_by_role("button", name="Läs som den blir").click()
        expect(anna.get_by_role("dialog").get_by_text(LONG_WORD)).to_be_visible()
        assert not overflows(anna)
        wide = join(hall, "Bo", viewport=LAPTOP, has_touch=False, is_mobile=False)
        expect(note(wide, LONG_WORD)).to_be_visible()
        assert not overflows(wide)


def test_right_to_left_and_emoji(hall: Hall) -> None:
    texts = ["שלום לכולם, זה פתק", "مرحبا بكم في الاجتماع (1)", "👩🏽‍🏫👨‍👩‍👧‍👦 Vi kan 🏳️‍🌈", "e\u0301 och \u200fåäö"]
    with Facilitator(hall.meeting) as leader:
        anna = join(hall, "Anna", viewport=SMALL)
        for text in texts:
            begin(anna, text)
            anna.get_by_role("button", name="Lägg till", exact=True).click()
        for text in (text.replace("e\u0301", "é") for text in texts):
            expect(note(anna, text)).to_contain_text("ditt inlägg")
            assert leader.note(leader.room(NETWORKS), text)["text"] == text
        direction = (
            note(anna, texts[0]).locator(".note__text > span").evaluate("(it) => getComputedStyle(it).direction")
        )
        assert direction == "rtl"
        assert not overflows(anna)


def test_somebody_moved_while_typing_where_one_may_not_choose(hall: Hall, tmp_path: Path, server) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "moved.yaml"
    rooms = "".join(f"  - name: Grupp {number}\n" for number in (1, 2))
    file.write_text(f"samtal: 1\ntitle: Flytt\ndate: 2026-03-12\nrooms:\n{rooms}settings:\n  self_select_room: false\n")
    hall.meeting = load(server, file)
    with Facilitator(hall.meeting) as leader:
        page = hall.screen(SMALL)
        page.goto(hall.meeting.links["join"])
        page.get_by_label("Ditt namn").fill("Anna")
        page.get_by_role("button", name="Gå in").click()
        expect(page.get_by_role("heading", name="Du har ingen grupp än")).to_be_visible()
        anna = leader.person("Anna")["id"]
        leader.does("participant.move", participant=anna, room="room-1")
        expect(page.locator("#compose")).to_be_visible()
        begin(page, "Mitt i ett")
        leader.does("participant.move", participant=anna, room="room-2")
        expect(banner(page, "Du har flyttats till Grupp 2.")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Grupp 2")
        expect(page.get_by_role("textbox", name="Ditt inlägg")).to_be_focused()
        page.keyboard.type(" ord")
        expect(page.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Mitt i ett ord")
        page.get_by_role("button", name="Jag har sett det").click()
        page.get_by_role("button", name="Lägg till", exact=True).click()
        assert leader.note("room-2", "Mitt i ett ord")
        assert not overflows(page)


FORBIDDEN = """
const refuse = () => { throw new DOMException("no", "SecurityError"); };
Object.defineProperty(window, "localStorage", { get: refuse });
Object.defineProperty(window, "indexedDB", { value: { open: refuse } });
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_a_device_that_can_keep_nothing(hall: Hall, storage: str) -> None:
    bo = join(hall, "Bo")
    with network(hall) as between:
        page = hall.screen(SMALL)
        page.add_init_script(storage)
        enter(page, hall, "Anna")
        begin(page, "Från minnet")
        expect(banner(page, "Enheten kan inte spara text.")).to_be_visible()
        between.fall_silent()
        page.get_by_role("button", name="Lägg till", exact=True).click()
        begin(page, "Nästa")
        expect(banner(page, "Ingen kontakt.")).to_be_visible()
        assert not overflows(page)
        between.come_back()
        expect(note(bo, "Från minnet")).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(page.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Nästa")


def test_forty_rooms(hall: Hall, tmp_path: Path, server) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "forty.yaml"
    rooms = "".join(f"  - name: Grupp {number}\n" for number in range(1, ROOMS + 1))
    file.write_text(
        f"samtal: 1\ntitle: Många grupper\ndate: 2026-03-12\nrooms:\n{rooms}settings:\n  rooms_visible: all\n"
    )
    hall.meeting = load(server, file)
    for shape in (SMALL, LAPTOP):
        page = hall.screen(shape)
        enter(page, hall, "Anna", "Grupp 17")
        begin(page, "Följer med")
        assert not overflows(page)
        page.get_by_role("button", name="Meny").click()
        _scroll_to(page, "menuitemradio", "Grupp 40")
        page.get_by_role("menuitemradio", name="Grupp 40").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Grupp 40")
        page.get_by_role("button", name="Meny").click()
        page.get_by_role("menuitem", name="Byt grupp").click()
        page.get_by_role("dialog").get_by_role("button", name="Grupp 39").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Grupp 39")
        page.locator("#compose").click()
        expect(page.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Följer med")
        assert not overflows(page)


def _scroll_to(page: Page, role: str, name: str) -> None:
    item = page.get_by_role(role, name=name)  # type: ignore[arg-type]
    item.scroll_into_view_if_needed()
    expect(item).to_be_in_viewport()


def test_three_hundred_participants(hall: Hall) -> None:
    address, code = hall.meeting.address, hall.meeting.code

    def come(first: int) -> None:
        for number in range(first, PEOPLE, AT_A_TIME):
            who = {"code": code, "name": f"Deltagare {number}", "organisation": "Skolverket"}
            requests.post(f"{address}/api/v1/join", json=who, timeout=30).raise_for_status()

    with Facilitator(hall.meeting) as leader:
        anna = join(hall, "Anna", SURVEYS, viewport=SMALL)
        begin(anna, "Jag skriver medan alla kommer")
        arriving = [threading.Thread(target=come, args=(first,)) for first in range(AT_A_TIME)]
        for crowd in arriving:
            crowd.start()
        for crowd in arriving:
            crowd.join()
        expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Jag skriver medan alla kommer")
        here = leader.sees()["participants"]
        assert len(here) == PEOPLE + 1
        anna.get_by_role("button", name="Stäng, texten sparas").click()
        room = leader.person("Anna")["room"]
        for person in here[:60]:
            leader.does("participant.move", participant=person["id"], room=room)
        show(anna, "Deltagare")
        anna.get_by_role("button", name="Visa alla").click()
        expect(anna.locator(".presence > li").nth(59)).to_be_attached()
        assert not overflows(anna)
        _all_are_found_in_the_console(hall)


def _all_are_found_in_the_console(hall: Hall) -> None:
    eva = hall.screen(LAPTOP)
    eva.goto(hall.meeting.links["facilitator"])
    eva.get_by_role("button", name="Flytta deltagare").click()
    rows = eva.locator(".movetable tbody tr")
    expect(rows).to_have_count(PEOPLE + 1)
    assert not overflows(eva)
    eva.get_by_placeholder("Sök namn eller organisation").fill("Deltagare 299")
    expect(rows).to_have_count(1)
    place = eva.get_by_label("Grupp för Deltagare 299")
    place.focus()
    place.select_option(label="Grupp 2 (0 av 12)")
    expect(eva.get_by_text("Deltagare 299 är nu i grupp 2.")).to_be_visible()


def test_a_meeting_of_a_long_name_and_nothing_more(hall: Hall, tmp_path: Path, server) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "meeting.yaml"
    title = "Dialogmöte om våldsförebyggande arbete i hela norra regionen och dess kommuner"
    file.write_text(f"samtal: 1\nlanguage: sv\ntitle: {title}\ndate: 2026-12-03\n", "utf-8")
    hall.meeting = load(server, file)
    console = hall.screen(LAPTOP)
    console.goto(hall.meeting.links["facilitator"])
    console.get_by_role("button", name="Öppna träffen").click()
    expect(console.get_by_text("Programmet har inga moment")).to_be_visible()
    expect(console.get_by_text("Inga rum än")).to_be_visible()
    expect(console.get_by_role("button", name="Avsluta träffen")).to_be_in_viewport(ratio=1)
    assert not overflows(console)

    anna = hall.screen(PHONE)
    anna.goto(hall.meeting.links["join"])
    anna.get_by_label("Ditt namn").fill("Anna")
    anna.get_by_role("button", name="Gå in").click()
    expect(anna.get_by_role("heading", name="Det finns inga grupper än")).to_be_visible()

    wall = hall.screen(LAPTOP)
    wall.goto(hall.meeting.links["projector"])
    expect(wall.get_by_role("img", name="QR-kod")).to_be_in_viewport(ratio=1)

    console.goto(f"{hall.meeting.address}/s/{hall.meeting.id}/draft")
    expect(console.get_by_role("button", name="Exportera")).to_be_in_viewport(ratio=1)
    assert not overflows(console)
    console.go_back()
    console.get_by_role("button", name="Lägg till rum").click()
    console.get_by_label("Rummets namn").fill("Grupp 1")
    console.get_by_role("button", name="Lägg till rummet").click()
    anna.get_by_role("button", name="Grupp 1").click()
    expect(anna.get_by_role("heading", name="Inlägg").first).to_be_visible()
