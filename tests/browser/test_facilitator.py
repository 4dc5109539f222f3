"""The facilitator's console, by hand in a real browser: steering, helping, moderating, seating, showing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import socketio
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, WALL, Hall
from tests.browser.people import banner
from tests.browser.test_meeting import NETWORKS, SURVEYS, join, note

NOTE = "Vi behöver ett tydligt uppdrag"
OTHER = "Ingen har mandat att driva frågan"


def console_of(hall: Hall, *, opened: bool = True) -> Page:
    page = hall.screen(LAPTOP)
    page.goto(hall.meeting.links["facilitator"])
    if opened:
        button = page.get_by_role("button", name="Öppna träffen")
        expect(button.or_(page.get_by_text("Inget moment är i gång."))).to_be_visible()
        if button.is_visible():
            button.click()
            expect(page.get_by_text("Inget moment är i gång.")).to_be_visible()
    return page


def start(console: Page, title: str) -> None:
    console.get_by_role("button", name=f"Starta {title}").first.click()
    expect(now(console)).to_contain_text(title)


def now(console: Page) -> Locator:
    return console.locator("li.is-now")


def left(console: Page) -> int:
    """The seconds that the clock shows."""
    minutes, seconds = now(console).get_by_role("timer").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def card(console: Page, name: str) -> Locator:
    return console.get_by_role("article").filter(has=console.get_by_role("heading", name=name))


def wait_until(said: str, happens: Callable[[], bool], page: Page) -> None:
    until = time.monotonic() + 15
    while not happens():
        assert time.monotonic() < until, said
        page.wait_for_timeout(50)


def wish(hall: Hall, type: str, channel: str = "session", **data: object) -> str:
    """Sends a command as the facilitator, on a socket of its own: what another page would do. Gives its id."""
    client = socketio.SimpleClient()
    client.connect(hall.meeting.address, namespace="/live", auth={"token": hall.meeting.tokens["facilitator"]})
    try:
        id = str(uuid4())
        told = client.call("command", {"id": id, "type": type, "channel": channel, "data": data})
        assert told["ok"], told
        return id
    finally:
        client.disconnect()


def room_id(hall: Hall, title: str) -> str:
    return str(next(room["id"] for room in hall.meeting.rooms if room["proposal"]["title"] == title))


def state(hall: Hall) -> dict[str, Any]:
    """The meeting as the facilitator may see it."""
    answer = hall.screen(PHONE).request.get(
        f"{hall.meeting.address}/api/v1/sessions/{hall.meeting.id}",
        headers={"Authorization": f"Bearer {hall.meeting.tokens['facilitator']}"},
    )
    return dict(answer.json())


def report(hall: Hall, text: str, **more: object) -> None:
    room = room_id(hall, NETWORKS)
    notes = state(hall)["channels"][room]["notes"]
    wish(hall, "note.report", room, note=next(each["id"] for each in notes if each["text"] == text), **more)


def write(page: Page, text: str) -> None:
    page.locator("#compose, #note-text").first.wait_for()  # the place where one writes has come
    if page.locator("#compose").is_visible():
        page.locator("#compose").click()
    page.locator("#note-text").fill(text)
    page.get_by_role("button", name="Lägg till").click()
    expect(note(page, text)).to_be_visible()


# the run-sheet


def test_a_mistaken_step_is_taken_back_with_the_time_it_had(hall: Hall) -> None:
    console = console_of(hall)
    start(console, "Samtal 1")
    console.get_by_role("button", name="+5 minuter").click()
    wait_until("five minutes more", lambda: left(console) > 44 * 60, console)
    start(console, "Samtal 2")

    console.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()

    expect(now(console)).to_contain_text("Samtal 1")
    assert 44 * 60 < left(console) <= 45 * 60 + 1

    console.get_by_role("button", name="Nästa: Paus").click()
    expect(now(console)).to_contain_text("Paus")
    console.get_by_role("button", name="Ångra senaste start").click()
    expect(now(console)).to_contain_text("Samtal 1")
    assert 44 * 60 < left(console) <= 45 * 60 + 1


def test_a_pause_holds_the_clock_and_the_step_goes_on_where_it_was(hall: Hall) -> None:
    console = console_of(hall)
    start(console, "Samtal 1")
    console.get_by_role("button", name="Pausa").click()
    expect(now(console)).to_contain_text("Pausad")
    held = left(console)
    console.reload()
    expect(now(console)).to_contain_text("Pausad")
    assert left(console) == held
    now(console).get_by_role("button", name="Fortsätt").click()
    expect(now(console)).to_contain_text("Just nu")


def test_nobody_is_cut_off_in_the_middle_of_a_sentence(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    start(console, "Samtal 1")
    anna.locator("#compose").click()
    keep_writing(anna, console)
    before = left(console)

    console.get_by_role("button", name="Nästa: Paus").click()
    asked = console.get_by_role("dialog", name="1 person skriver just nu")
    asked.get_by_role("button", name="+1 minut").click()

    expect(asked).to_have_count(0)
    wait_until("a minute more", lambda: left(console) > before, console)
    expect(now(console)).to_contain_text("Samtal 1")
    expect(console.get_by_role("button", name="Nästa: Paus")).to_be_focused()

    keep_writing(anna, console)
    console.get_by_role("button", name="Nästa: Paus").click()
    asked.get_by_role("button", name="Gå vidare").click()
    expect(now(console)).to_contain_text("Paus")


def keep_writing(anna: Page, console: Page) -> None:
    """Write on, as people do, until it shows."""
    told = now(console).get_by_text("1 person skriver just nu")
    while_writing = anna.locator("#note-text")

    def shows() -> bool:
        while_writing.press_sequentially("och ", delay=20)
        return told.is_visible()

    wait_until("somebody is seen writing", shows, console)


def test_the_paper_is_seen_from_the_console_while_it_comes_about(hall: Hall) -> None:
    console = console_of(hall)
    with console.expect_popup() as opened:
        console.get_by_role("link", name="Dokumentationen hittills").click()
    expect(banner(opened.value, "Förhandsvisning.")).to_be_visible()


# the rooms


def test_a_room_calls_and_hears_that_somebody_comes(hall: Hall) -> None:
    console = console_of(hall)
    start(console, "Samtal 1")
    wish(hall, "room.call", room=room_id(hall, NETWORKS))

    calls = console.get_by_role("list", name="Rum som kallar")
    expect(calls).to_contain_text("Grupp 1 kallar på dig")
    expect(card(console, NETWORKS)).to_contain_text("Kallar på dig sedan")
    expect(console.locator("#announcements")).to_contain_text("Grupp 1 kallar på dig.")

    calls.get_by_role("button", name="Jag kommer").click()
    expect(calls).to_have_count(0)
    expect(card(console, NETWORKS)).not_to_contain_text("Kallar på dig")


def test_a_card_tells_who_is_here_and_how_the_text_has_come(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    start(console, "Samtal 1")
    networks, surveys = card(console, NETWORKS), card(console, SURVEYS)
    expect(networks.get_by_role("listitem").filter(has_text="Anna")).to_contain_text("är här")
    expect(surveys).to_contain_text("Ingen är placerad här")

    write(anna, NOTE)
    expect(networks).to_contain_text(NOTE)
    console.get_by_role("button", name="Flytta deltagare").click()
    console.get_by_role("button", name="Dokumentatör: Anna").click()
    console.get_by_role("button", name="Klar").click()
    room = room_id(hall, NETWORKS)
    wish(hall, "block.add", room, text="Gruppen vill ha ett uppdrag.")
    expect(networks).to_contain_text("Text: 1 stycke")
    wish(hall, "section.confirm", room, reservation="Bo vill vänta.")
    expect(networks).to_contain_text(re.compile(r"Avstämt \d\d.\d\d"))
    expect(networks).to_contain_text("Med förbehåll: Bo vill vänta.")

    anna.close()
    expect(networks).to_contain_text("Anna")
    expect(networks.get_by_role("listitem").filter(has_text="Anna")).to_contain_text("är borta")


def test_forty_rooms_are_still_a_console(hall: Hall) -> None:
    console = console_of(hall)
    for number in range(6, 41):
        wish(hall, "room.add", name=f"Grupp {number}")
    start(console, "Samtal 1")

    expect(console.locator("article.room")).to_have_count(40)
    assert console.evaluate("document.documentElement.scrollWidth <= innerWidth")
    console.get_by_role("button", name=re.compile("Behöver något: 40")).click()
    expect(console.locator("article.room")).to_have_count(40)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    calm = card(console, NETWORKS)
    calm.get_by_role("button", name="Utse i grupp 1").click()
    console.get_by_role("button", name="Dokumentatör: Anna").click()
    console.get_by_role("button", name="Klar").click()
    expect(console.locator("article.room")).to_have_count(39)
    expect(calm).to_have_count(0)
    anna.close()


def test_a_room_is_renamed_while_somebody_writes_there_and_rooms_are_added(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    anna.locator("#compose").click()
    anna.locator("#note-text").fill("Mitt i en")

    card(console, NETWORKS).get_by_role("button", name="Fler val för grupp 1").click()
    console.get_by_role("menuitem", name="Ändra rummet").click()
    dialog = console.get_by_role("dialog", name="Ändra rummet")
    dialog.get_by_label("Rummets namn").fill("Sal A")
    dialog.get_by_label("Förslagets rubrik").fill("Nya nätverk")
    dialog.get_by_label("Antal platser").fill("många")
    dialog.get_by_role("button", name="Spara").click()
    expect(dialog).to_contain_text("Skriv ett tal från 1 till 1000, eller inget alls.")
    dialog.get_by_label("Antal platser").fill("14")
    dialog.get_by_role("button", name="Spara").click()

    expect(card(console, "Nya nätverk")).to_be_visible()
    expect(anna.get_by_role("heading", level=1)).to_contain_text("Nya nätverk")
    expect(anna.locator("#note-text")).to_have_value("Mitt i en")
    expect(anna.locator("#note-text")).to_be_focused()
    anna.get_by_role("button", name="Lägg till", exact=True).click()
    expect(card(console, "Nya nätverk")).to_contain_text("Mitt i en")

    console.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(anna.get_by_role("heading", level=1)).to_contain_text(NETWORKS)
    expect(note(anna, "Mitt i en")).to_be_visible()

    console.get_by_role("button", name="Lägg till rum").click()
    console.get_by_label("Rummets namn").fill("Extra")
    console.get_by_role("button", name="Lägg till rummet").click()
    expect(card(console, "Extra")).to_be_visible()


def test_a_facilitator_who_reloads_in_the_middle_of_everything_goes_on(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    write(anna, NOTE)
    write(anna, OTHER)
    report(hall, OTHER)
    start(console, "Samtal 1")
    console.get_by_role("button", name="Pausa").click()
    expect(now(console)).to_contain_text("Pausad")
    held = left(console)
    call = console.get_by_role("region", name="Utrop")
    call.get_by_role("button", name="Grupp 2").click()
    call.get_by_role("textbox").fill("Bara till er i tvåan")
    review = console.get_by_role("region", name="Att granska")
    review.get_by_role("button", name="Be om ändring").click()
    review.get_by_label("Vad ska ändras?").fill("Ta bort namnet")
    console.get_by_role("button", name="Nytt mönster").click()
    console.get_by_label("Mönstret som en mening").fill("Alla saknar ett")
    console.get_by_role("checkbox", name=NOTE).check()
    console.keyboard.press("Escape")

    console.reload()

    expect(now(console)).to_contain_text("Pausad")
    assert left(console) == held
    expect(call.get_by_role("textbox")).to_have_value("Bara till er i tvåan")
    expect(call.get_by_role("button", name="Grupp 2")).to_have_attribute("aria-pressed", "true")
    expect(review.get_by_label("Vad ska ändras?")).to_have_value("Ta bort namnet")
    call.get_by_role("button", name="5 min kvar").click()
    console.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(call.get_by_role("textbox")).to_have_value("Bara till er i tvåan")

    console.get_by_role("button", name="Nytt mönster").click()
    expect(console.get_by_label("Mönstret som en mening")).to_have_value("Alla saknar ett")
    expect(console.get_by_role("checkbox", name=NOTE)).to_be_checked()
    console.get_by_role("button", name="Spara mönstret").click()
    expect(console.get_by_role("heading", name="Alla saknar ett")).to_be_visible()
    console.get_by_role("button", name="Nytt mönster").click()
    expect(console.get_by_label("Mönstret som en mening")).to_have_value("")


# people


def test_somebody_is_moved_at_once_and_back_again(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    console.get_by_role("button", name="Flytta deltagare").click()
    console.get_by_label("Grupp för Anna").focus()
    console.get_by_label("Grupp för Anna").select_option(label="Grupp 4 (0 av 12)")
    expect(console.get_by_text("Anna är nu i grupp 4.")).to_be_visible()
    expect(anna.get_by_text(SURVEYS).first).to_be_visible()
    console.get_by_role("button", name="Ångra").click()
    expect(anna.get_by_text(NETWORKS).first).to_be_visible()


def test_seats_are_proposed_taken_as_a_whole_and_taken_back_as_a_whole(hall: Hall) -> None:
    for name in ("Anna", "Bo", "Cia"):
        join_without_room(hall, name)
    console = console_of(hall)
    expect(console.get_by_text("3 personer har ingen grupp")).to_be_visible()
    console.get_by_role("button", name="Föreslå placering").click()
    dialog = console.get_by_role("dialog", name="Föreslagen placering")
    expect(dialog.get_by_role("button", name=re.compile("Placera .* i grupp"))).to_have_count(3)

    dialog.get_by_role("button", name=re.compile("Placera Anna i grupp")).click()
    expect(dialog.get_by_role("button", name=re.compile("Placera .* i grupp"))).to_have_count(2)
    word = dialog.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").bounding_box()
    foot = dialog.get_by_role("button", name="Placera alla").bounding_box()
    assert word
    assert foot
    assert word["y"] + word["height"] <= foot["y"], "what was just done is told over the buttons at the dialog's foot"
    dialog.get_by_role("button", name="Placera alla").click()
    expect(console.get_by_text("har ingen grupp")).to_have_count(0)

    console.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
    expect(console.get_by_text("2 personer har ingen grupp")).to_be_visible()


def test_somebody_is_made_facilitator_leads_and_is_a_participant_again(hall: Hall) -> None:
    console = console_of(hall)
    bo = join(hall, "Bo", "Malmö universitet", NETWORKS)
    console.get_by_role("button", name="Flytta deltagare").click()
    leads = console.get_by_role("button", name="Processledare: Bo")
    leads.click()
    expect(leads).to_have_attribute("aria-pressed", "true")

    bo.get_by_role("button", name="Meny").click()
    bo.get_by_role("menuitem", name="Till processledningen").click()
    bo.wait_for_url("**/facilitator")
    start(bo, "Samtal 1")
    expect(bo.get_by_role("button", name="Avsluta träffen")).to_be_visible()

    leads.click()
    expect(leads).to_have_attribute("aria-pressed", "false")
    console.keyboard.press("Escape")
    expect(now(console)).to_contain_text("Samtal 1")
    bo.goto(f"{hall.meeting.address}/s/{hall.meeting.id}")
    expect(bo.get_by_role("heading", level=1)).to_contain_text(NETWORKS)
    bo.get_by_role("button", name="Meny").click()
    expect(bo.get_by_role("menuitem", name="Byt grupp")).to_be_visible()
    expect(bo.get_by_role("menuitem", name="Till processledningen")).to_have_count(0)


def test_the_session_file_is_taken_along_from_the_console(hall: Hall) -> None:
    console = console_of(hall, opened=False)
    console.get_by_role("button", name="Visa QR-kod och länk").click()
    with console.expect_download() as taken:
        console.get_by_role("link", name="Ladda ner träffilen").click()
    plan = taken.value.path().read_text("utf-8")
    assert plan.startswith("samtal: 1")
    assert NETWORKS in plan


def test_single_keys_of_the_console_can_be_turned_off(hall: Hall) -> None:
    console = console_of(hall)
    call = console.get_by_placeholder("Skriv till rummen")
    keys = console.get_by_role("checkbox", name="Kortkommandon")
    console.keyboard.press("m")
    expect(call).to_be_focused()
    keys.uncheck()
    console.keyboard.press("m")
    expect(call).not_to_be_focused()
    console.reload()
    expect(keys).not_to_be_checked()
    keys.check()
    keys.evaluate("(each) => each.blur()")  # a key in the box is the box's own
    console.keyboard.press("m")
    expect(call).to_be_focused()


def join_without_room(hall: Hall, name: str) -> None:
    answer = hall.screen(PHONE).request.post(
        f"{hall.meeting.address}/api/v1/join", data={"code": hall.meeting.code, "name": name, "organisation": "SCB"}
    )
    assert answer.status == 201, answer.text()


# moderation


def test_a_reported_note_is_hidden_and_shown_again(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    bo = join(hall, "Bo", "Malmö universitet", NETWORKS)
    start(console, "Samtal 1")
    write(anna, NOTE)
    expect(note(bo, NOTE)).to_be_visible()
    report(hall, NOTE, reason="Pekar ut någon")

    panel = console.get_by_role("region", name="Att granska")
    expect(panel).to_contain_text("1 anmält")
    expect(panel).to_contain_text("Anmält: Pekar ut någon")
    panel.get_by_role("button", name="Dölj").click()

    expect(note(bo, NOTE)).to_have_count(0)
    expect(panel).not_to_contain_text("anmält")
    panel.get_by_text("Dolt inlägg: 1").click()
    panel.get_by_role("button", name="Visa igen").click()
    expect(note(bo, NOTE)).to_be_visible()
    expect(panel).to_have_count(0)


def test_a_change_is_asked_for_or_the_note_may_stand(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    bo = join(hall, "Bo", "Malmö universitet", NETWORKS)
    start(console, "Samtal 1")
    for text in (NOTE, OTHER):
        write(anna, text)
        report(hall, text)
    panel = console.get_by_role("region", name="Att granska")
    expect(panel).to_contain_text("2 anmälda")

    first = panel.get_by_role("article").filter(has_text=NOTE)
    first.get_by_role("button", name="Be om ändring").click()
    expect(first.get_by_label("Vad ska ändras?")).to_be_focused()
    console.keyboard.type("Utan namn, tack")
    first.get_by_role("button", name="Skicka till den som skrev").click()
    expect(panel.get_by_text("Väntar på ändring: 1")).to_be_visible()

    panel.get_by_role("article").filter(has_text=OTHER).get_by_role("button", name="Låt stå").click()
    expect(panel.get_by_role("article").filter(has_text=OTHER)).to_have_count(0)
    expect(note(bo, OTHER)).to_be_visible()


# the projector


def test_notes_wait_in_a_queue_and_come_up_one_after_the_other(hall: Hall) -> None:
    console = console_of(hall)
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    start(console, "Samtal 1")
    for text in (NOTE, OTHER):
        write(anna, text)
    card(console, NETWORKS).get_by_role("button", name="Fler val för grupp 1").click()
    console.get_by_role("menuitem", name="Visa inläggen").click()
    for number in (1, 2):
        console.get_by_role("button", name=f"I kön: inlägg {number}").click()
        expect(console.get_by_role("button", name=f"I kön: inlägg {number}")).to_have_attribute("aria-pressed", "true")
    console.keyboard.press("Escape")

    panel = console.get_by_role("region", name="Lyft till projektorn")
    expect(panel).to_contain_text("2 i kö")
    panel.get_by_role("button", name="Visa nästa").click()
    expect(wall.locator(".proj__text")).to_have_text(NOTE)
    expect(panel.get_by_role("figure", name="Visas på projektorn nu")).to_contain_text(NOTE)
    expect(panel).to_contain_text("1 i kö")
    panel.get_by_role("button", name="Ta bort ur kön").click()
    expect(panel.get_by_role("button", name="Visa nästa")).to_have_count(0)
    panel.get_by_role("button", name="Ta ner från projektorn").click()
    expect(wall.locator(".proj__text")).to_have_count(0)


def test_the_scene_and_the_light_are_chosen_from_the_console(hall: Hall) -> None:
    console = console_of(hall)
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    start(console, "Samtal 1")
    expect(wall.locator(".proj__work")).to_be_visible()
    for scene, seen in (("Paus", ".proj__pause"), ("Gå med", ".proj__lobby"), ("Skörd", ".proj__harvest")):
        console.get_by_label("Bild", exact=True).select_option(label=scene)
        expect(wall.locator(seen)).to_be_visible()
    console.get_by_label("Ljus", exact=True).select_option(label="Mörkt")
    expect(wall.locator("html")).to_have_attribute("data-theme", "dark")
    console.get_by_label("Bild", exact=True).select_option(label="Följer träffen")
    expect(wall.locator(".proj__work")).to_be_visible()
    wall.reload()
    expect(wall.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_halls_network_comes_up_as_a_second_code(hall: Hall) -> None:
    console = console_of(hall, opened=False)
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    console.get_by_role("button", name="Visa QR-kod och länk").click()
    console.get_by_role("button", name="Visa nätet på projektorn").click()
    expect(console.get_by_text("Skriv nätets namn.")).to_be_visible()
    console.get_by_label("Nätets namn").fill("Konferens")
    console.get_by_label("Lösenord, om det har ett").fill("fika2025!")
    console.get_by_role("button", name="Visa nätet på projektorn").click()

    wifi = wall.get_by_role("img", name="QR-kod till det trådlösa nätet")
    expect(wifi).to_be_visible()
    expect(wall.get_by_text("1. Anslut till Konferens")).to_be_visible()
    assert wifi.evaluate("async (image) => { await image.decode(); return image.naturalWidth > 0 }")
    console.get_by_role("button", name="Stäng").click()
    expect(console.get_by_role("button", name="Visa QR-kod och länk")).to_be_focused()

    console.get_by_role("button", name="Öppna träffen").click()
    start(console, "Samtal 1")
    expect(wall.locator(".proj__work")).to_be_visible()
    expect(wifi).to_be_visible()
    expect(wall.get_by_role("img", name="QR-kod till sidan där man går med")).to_be_visible()


# several facilitators, patterns, the end


def test_two_facilitators_do_not_fight(hall: Hall) -> None:
    one, two = console_of(hall), console_of(hall)
    start(one, "Samtal 1")
    expect(now(two)).to_contain_text("Samtal 1")

    was = state(hall)["session"]["step"]["id"]
    one.get_by_role("button", name="Nästa: Paus").click()
    for page in (one, two):
        expect(page.locator(".console__phase")).to_have_text("Paus")
    wish(hall, "step.next", step=was)  # a press that crossed on the way
    one.wait_for_timeout(300)
    for page in (one, two):
        expect(page.locator(".console__phase")).to_have_text("Paus")
    two.get_by_role("button", name="Ångra senaste start").click()
    for page in (one, two):
        expect(now(page)).to_contain_text("Samtal 1")


def test_a_pattern_that_two_write_in_keeps_both_their_words(hall: Hall) -> None:
    theme = wish(hall, "theme.add", text="Alla saknar mandat.")
    console = console_of(hall)
    console.get_by_role("button", name="Ändra", exact=True).click()
    console.get_by_label("Mönstret som en mening").fill("Alla saknar mandat. Ingen har tid.")
    wish(hall, "theme.edit", theme=theme, text="Alla grupper saknar mandat.")
    console.get_by_role("button", name="Spara mönstret").click()
    expect(console.get_by_role("heading", name="Alla grupper saknar mandat. Ingen har tid.")).to_be_visible()


def test_patterns_are_put_in_order_with_the_keyboard(hall: Hall) -> None:
    console = console_of(hall)
    for text in ("Uppdrag saknas", "Siffror saknas", "Tid saknas"):
        console.get_by_role("button", name="Nytt mönster").click()
        console.get_by_label("Mönstret som en mening").fill(text)
        console.get_by_role("button", name="Spara mönstret").click()
        expect(console.get_by_role("heading", name=text)).to_be_visible()
    headings = console.locator(".pattern__text")
    last = console.locator("article.pattern").filter(has_text="Tid saknas")
    up = last.get_by_role("button", name="Flytta mönstret uppåt")
    up.focus()
    console.keyboard.press("Enter")
    expect(headings).to_have_text(["Uppdrag saknas", "Tid saknas", "Siffror saknas"])
    expect(up).to_be_focused()
    console.keyboard.press("Enter")
    expect(headings).to_have_text(["Tid saknas", "Uppdrag saknas", "Siffror saknas"])
    expect(up).to_be_focused()
    console.keyboard.press("Enter")
    expect(headings).to_have_text(["Tid saknas", "Uppdrag saknas", "Siffror saknas"])


def test_a_pattern_whose_removal_is_undone_stands_where_it_stood(hall: Hall) -> None:
    texts = ["Uppdrag saknas", "Siffror saknas", "Tid saknas"]
    for text in texts:
        wish(hall, "theme.add", text=text)
    console = console_of(hall)
    headings = console.locator(".pattern__text")
    for text in texts[:2]:
        pattern = console.locator("article.pattern").filter(has_text=text)
        pattern.get_by_role("button", name="Ta bort mönstret").click()
        expect(headings).to_have_text([each for each in texts if each != text])
        console.get_by_role("region", name="Besked").get_by_role("button", name="Ångra").click()
        expect(headings).to_have_text(texts)


def test_closing_says_what_is_missing_and_can_be_undone(hall: Hall) -> None:
    console = console_of(hall)
    anna = join(hall, "Anna", "Skolverket", NETWORKS)
    start(console, "Samtal 1")
    write(anna, NOTE)
    anna.locator("#note-text").press_sequentially("Och en sak till", delay=20)
    console.wait_for_timeout(8_500)  # what was sent just now counts as a finished sentence for a while
    anna.locator("#note-text").press_sequentially(" att säga", delay=20)

    console.get_by_role("button", name="Avsluta träffen").click()
    dialog = console.get_by_role("dialog", name="Avsluta träffen?")
    expect(dialog).to_contain_text("1 person skriver just nu")
    expect(dialog.get_by_role("button", name="+1 minut")).to_be_visible()
    expect(dialog).to_contain_text("Grupp 1 har 1 inlägg men ingen text")
    expect(dialog).to_contain_text("Grupp 4 har inga inlägg och ingen text")
    dialog.get_by_role("button", name="Avsluta och skapa utkast").click()
    console.wait_for_url("**/draft**")
    console.get_by_role("button", name="Öppna träffen igen").click()
    console.get_by_role("link", name="Till träffen").click()
    expect(console.get_by_role("button", name="Avsluta träffen")).to_be_visible()
    write(anna, OTHER)
    expect(card(console, NETWORKS)).to_contain_text(OTHER)


def test_the_documentation_is_taken_along_in_every_format(hall: Hall) -> None:
    wish(hall, "session.open")
    wish(hall, "note.add", room_id(hall, NETWORKS), text=NOTE)
    wish(hall, "session.close")
    draft = hall.screen(LAPTOP)
    draft.goto(hall.meeting.links["facilitator"])
    draft.get_by_role("link", name="Till utkastet").first.click()
    begins = {"Word För": b"PK", "PDF": b"%PDF", "LibreOffice": b"PK", "Ren text": b"**", "Alla format": b"PK"}
    for name, first in begins.items():
        draft.get_by_role("button", name="Exportera").click()
        with draft.expect_download() as download:
            draft.get_by_role("link", name=name).click()
        assert download.value.path().read_bytes().startswith(first), name
