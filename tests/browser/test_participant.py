"""The group room as a participant has it: writing never stops, and what the page says is true."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, Hall
from tests.browser.people import (
    NETWORKS,
    SURVEYS,
    Facilitator,
    begin,
    choose,
    join,
    network,
    note,
    show,
    write,
)

SEEN_WITHIN_MS = 20_000  # patience of the test, not what is promised: the machine may be busy
BACK_WITHIN_MS = 25_000


# the line to the server


def test_a_silent_loss_is_said_and_writing_goes_on(hall: Hall) -> None:
    bo = join(hall, "Bo")
    with network(hall) as between:
        anna = join(hall, "Anna")
        write(anna, "Före tystnaden")

        between.fall_silent()
        expect(anna.get_by_text("Ingen kontakt.")).to_be_visible(timeout=SEEN_WITHIN_MS)
        write(anna, "Under tystnaden, ett")
        write(anna, "Under tystnaden, två")
        begin(anna, "Halvfärdig tanke")
        expect(note(anna, "Under tystnaden, ett")).to_contain_text("Inte skickat än")
        note(anna, "Under tystnaden, två").get_by_role("button", name="Ta bort").click()
        expect(note(anna, "Under tystnaden, två")).to_have_count(0)
        anna.get_by_role("button", name="Ångra").click()
        expect(note(anna, "Under tystnaden, två")).to_be_visible()

        between.come_back()
        expect(anna.get_by_text("Kontakt igen.")).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(note(anna, "Under tystnaden, två")).to_contain_text("ditt inlägg", timeout=BACK_WITHIN_MS)
        expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Halvfärdig tanke")

        bo.get_by_role("button", name="Tid", exact=True).click()
        expect(bo.get_by_role("article").locator(".note__text")).to_have_text(
            ["Under tystnaden, två", "Under tystnaden, ett", "Före tystnaden"]
        )


def test_what_was_not_sent_survives_a_closed_tab_and_goes_out_once_in_order(hall: Hall) -> None:
    bo = join(hall, "Bo")
    with network(hall) as between:
        anna = join(hall, "Anna")
        between.fall_silent()
        for text in ("Först", "Sedan", "Sist"):
            write(anna, text)
        begin(anna, "Och det här skrev jag på")
        room = anna.url
        context = anna.context
        anna.close()

        between.come_back()
        again = context.new_page()
        again.goto(room)
        expect(bo.get_by_role("article")).to_have_count(3)
        bo.get_by_role("button", name="Tid", exact=True).click()
        expect(bo.get_by_role("article").locator(".note__text")).to_have_text(["Sist", "Sedan", "Först"])
        expect(again.get_by_role("article").filter(has_text="ditt inlägg")).to_have_count(3)
        again.locator("#compose").click()
        expect(again.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Och det här skrev jag på")


def test_a_session_that_closed_meanwhile_leaves_the_text_to_be_copied(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        anna.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=hall.meeting.address)
        between.fall_silent()
        write(anna, "Hann inte fram")
        begin(anna, "Hade just börjat")
        leader.does("session.close")
        between.come_back()

        expect(anna.get_by_text("Träffen är avslutad.").first).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(note(anna, "Hann inte fram")).to_contain_text("Kunde inte sparas", timeout=BACK_WITHIN_MS)
        note(anna, "Hann inte fram").get_by_role("button", name="Kopiera").click()
        expect(anna.get_by_text("Texten är kopierad.").first).to_be_visible()
        assert anna.evaluate("navigator.clipboard.readText()") == "Hann inte fram"
        left = anna.get_by_role("region", name="Det du hade börjat skriva")
        left.get_by_role("button", name="Kopiera").click()
        anna.wait_for_function("navigator.clipboard.readText().then((text) => text === 'Hade just börjat')")


def test_the_facilitator_is_told_how_much_waits_on_a_device(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna")
        leader.sees(room)
        leader.does("room.lock", room=room)
        expect(anna.get_by_text("Rummet är låst.")).to_be_visible()
        leader.does("room.unlock", room=room)
        write(anna, "Kommer fram")
        expect(note(anna, "Kommer fram")).to_contain_text("ditt inlägg")
        told = [body for name, body in leader.wire.messages if name == "presence"]
        assert told, "the room's presence is told"


# being moved


def test_being_moved_is_a_question_and_what_is_being_typed_follows(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        anna = join(hall, "Anna")
        begin(anna, "Mitt i en mening")
        leader.does("participant.move", participant=leader.person("Anna")["id"], room=leader.room(SURVEYS))

        expect(anna.get_by_text(f"Du har flyttats till {SURVEYS}.")).to_be_visible()
        expect(anna.get_by_role("heading", level=1)).to_contain_text(NETWORKS)
        expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_be_focused()
        anna.keyboard.type(" som fortsätter")
        anna.get_by_role("button", name=f"Stanna i {NETWORKS}").click()
        expect(anna.get_by_text("Du har flyttats")).to_have_count(0)
        assert leader.person("Anna")["room"] == leader.room(NETWORKS)
        write(anna, "Jag stannade")
        expect(note(anna, "Jag stannade")).to_contain_text("ditt inlägg")

        begin(anna, "Ny mening")
        leader.does("participant.move", participant=leader.person("Anna")["id"], room=leader.room(SURVEYS))
        anna.get_by_role("button", name="Gå dit").click()
        expect(anna.get_by_role("heading", level=1)).to_contain_text(SURVEYS)
        expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Ny mening")
        anna.get_by_role("button", name="Lägg till", exact=True).click()
        assert leader.note(leader.room(SURVEYS), "Ny mening")


# notes


def test_a_note_can_be_reported_hidden_and_asked_to_change(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna, bo = join(hall, "Anna"), join(hall, "Bo")
        write(anna, "Ett hårt ord")
        choose(bo, "Ett hårt ord", "Anmäl till processledaren")
        bo.get_by_label("Vad gäller det?").fill("Ordvalet")
        bo.get_by_role("button", name="Anmäl", exact=True).click()
        expect(bo.get_by_text("Processledaren har fått din anmälan.").first).to_be_visible()
        [report] = leader.sees()["reports"]
        assert report["reason"] == "Ordvalet"

        leader.does("note.ask", room, note=report["note"], text="Skriv mildare")
        expect(note(anna, "Ett hårt ord")).to_contain_text("Processledaren ber om en ändring: Skriv mildare")
        expect(note(bo, "Ett hårt ord")).not_to_contain_text("ber om en ändring")
        leader.does("note.hide", room, note=report["note"])
        expect(note(bo, "Ett hårt ord")).to_have_count(0)
        expect(note(anna, "Ett hårt ord")).to_contain_text("Processledaren har dolt inlägget.")

        note(anna, "Ett hårt ord").get_by_role("button", name="Ändra").click()
        anna.get_by_label("Inlägget", exact=True).fill("Ett mildare ord")
        anna.get_by_role("button", name="Spara", exact=True).click()
        expect(note(anna, "Ett mildare ord")).not_to_contain_text("ber om en ändring")
        leader.does("note.show", room, note=report["note"])
        expect(note(bo, "Ett mildare ord")).to_be_visible()


def test_a_theme_is_filled_by_dragging_and_comes_back_whole_when_its_removal_is_undone(hall: Hall) -> None:
    anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
    write(anna, "Hör till temat")
    write(anna, "Hör inte till temat")
    anna.get_by_role("button", name="Nytt tema").click()
    anna.get_by_label("Temats namn").fill("Uppdrag")
    anna.get_by_role("dialog").get_by_role("button", name="Lägg till").click()
    theme = anna.get_by_role("group", name="Uppdrag")
    note(anna, "Hör till temat").hover()
    note(anna, "Hör till temat").locator(".note__grip").drag_to(theme.get_by_role("heading"))
    expect(theme.get_by_role("article")).to_have_count(1)

    anna.get_by_role("button", name="Fler val för temat Uppdrag").click()
    anna.get_by_role("menuitem", name="Ta bort temat").click()
    expect(theme).to_have_count(0)
    anna.get_by_role("button", name="Ångra").click()
    expect(theme.get_by_role("article")).to_have_count(1)
    expect(theme).to_contain_text("Hör till temat")


def test_a_removed_note_comes_back(hall: Hall) -> None:
    anna = join(hall, "Anna")
    write(anna, "Borta en stund")
    expect(note(anna, "Borta en stund")).to_contain_text("ditt inlägg")
    choose(anna, "Borta en stund", "Ta bort")
    expect(note(anna, "Borta en stund")).to_have_count(0)
    anna.get_by_role("button", name="Ångra").click()
    expect(note(anna, "Borta en stund")).to_be_visible()


def test_a_room_calls_the_facilitator_and_everybody_in_it_sees_so(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        anna, bo = join(hall, "Anna"), join(hall, "Bo")
        anna.get_by_role("button", name="Meny").click()
        anna.get_by_role("menuitem", name="Kalla på processledaren").click()
        for page in (anna, bo):
            expect(page.get_by_text("Processledaren är kallad.")).to_be_visible()
        bo.get_by_role("button", name="Behövs inte längre").click()
        expect(anna.get_by_text("Processledaren är kallad.")).to_have_count(0)
        leader.does("room.call", room=leader.room(NETWORKS))
        expect(anna.get_by_text("Processledaren är kallad.")).to_be_visible()


def test_in_silence_one_sees_ones_own_notes_and_not_how_many_others_there_are(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        anna, bo = join(hall, "Anna"), join(hall, "Bo")
        silent = next(step["id"] for step in leader.sees()["steps"] if step["silent"])
        leader.does("step.start", step=silent)
        for page in (anna, bo):
            expect(page.get_by_text("Tyst skrivning.")).to_be_visible()
        write(bo, "Bos tanke")
        write(anna, "Annas tanke")
        expect(note(anna, "Annas tanke")).to_contain_text("Visas när tystnaden är slut")
        expect(anna.get_by_role("article")).to_have_count(1)
        expect(anna.locator("#notes-title")).to_have_text("Inlägg 1")
        leader.does("step.next")
        expect(note(anna, "Bos tanke")).to_be_visible()


# keyboard and composition


def test_a_character_that_is_being_composed_is_not_broken_by_somebody_elses_note(hall: Hall) -> None:
    anna, bo = join(hall, "Anna"), join(hall, "Bo")
    begin(anna, "Kaf")
    keyboard = anna.context.new_cdp_session(anna)
    keyboard.send("Input.imeSetComposition", {"text": "e", "selectionStart": 1, "selectionEnd": 1})
    write(bo, "Kommer mitt i")
    expect(note(anna, "Kommer mitt i")).to_have_count(1)
    keyboard.send("Input.imeSetComposition", {"text": "é", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.insertText", {"text": "é"})
    expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Kafé")
    expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_be_focused()


def test_single_keys_go_between_notes_agree_and_build_on_and_rest_in_text(hall: Hall) -> None:
    bo = join(hall, "Bo")
    write(bo, "Den första")
    anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
    expect(note(anna, "Den första")).to_be_visible()
    anna.keyboard.press("j")
    expect(note(anna, "Den första")).to_be_focused()
    anna.keyboard.press("i")
    expect(note(anna, "Den första").get_by_role("button", name="Instämmer")).to_have_attribute("aria-pressed", "true")
    anna.keyboard.press("b")
    expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_be_focused()
    anna.keyboard.type("njik")
    anna.keyboard.press("Control+Enter")
    expect(note(bo, "Den första").get_by_role("list", name="Byggt vidare")).to_contain_text("njik")
    anna.keyboard.type("Sparas")
    anna.keyboard.press("Escape")
    expect(anna.locator("#compose")).to_contain_text("Sparas")
    anna.keyboard.press("n")
    expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_have_value("Sparas")


# the group's text


def test_the_room_reads_its_part_back_as_it_is_printed_and_keeps_a_reservation(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        for text in ("Ett stycke", "Ett till", "Och ett tredje"):
            leader.does("block.add", room, text=text, kind="paragraph")
        anna.get_by_role("button", name="Välj flera").click()
        anna.get_by_role("button", name="Välj alla").click()
        anna.get_by_role("checkbox", name="Ta med Ett stycke").uncheck()
        anna.get_by_role("button", name="Gör till punkter").click()
        expect(anna.get_by_role("textbox", name="Punkt")).to_have_count(2)

        anna.get_by_role("textbox", name="Punkt").nth(1).focus()
        anna.keyboard.press("Alt+ArrowUp")
        expect(anna.get_by_role("textbox", name="Punkt").nth(0)).to_have_value("Och ett tredje")
        grip = anna.locator(".docedit__block", has_text="").nth(0)
        grip.hover()
        grip.locator(".docedit__grip").drag_to(anna.locator(".docedit__block").nth(2))
        expect(anna.locator(".docedit__text").nth(2)).to_have_value("Ett stycke")

        anna.get_by_role("button", name="Läs upp och stäm av").click()
        printed = anna.get_by_role("dialog")
        expect(printed.get_by_role("listitem").filter(has_text="Och ett tredje")).to_be_visible()
        expect(printed.get_by_role("heading", name=NETWORKS)).to_contain_text("Förslag 1.")
        printed.get_by_role("button", name="Stämmer, med förbehåll").click()
        printed.get_by_label("Vilket förbehåll?").fill("Inte alla var med")
        printed.get_by_role("button", name="Spara med förbehåll").click()
        expect(anna.get_by_text("Förbehåll: Inte alla var med")).to_be_visible()


def test_two_note_takers_in_the_same_paragraph_keep_both_texts(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        block = leader.does("block.add", room, text="Från början", kind="paragraph")
        mine = anna.get_by_role("textbox", name="Stycke")
        expect(mine).to_have_value("Från början")
        between.fall_silent()
        mine.fill("Annas text")
        leader.does("block.edit", room, block=block, text="Någon annans text")
        between.come_back()

        expect(anna.get_by_text("Någon annan har ändrat stycket.")).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(mine).to_have_value("Annas text")
        expect(anna.get_by_role("alert")).to_contain_text("Någon annans text")
        anna.get_by_role("button", name="Behåll min text").click()
        expect(anna.get_by_text("Någon annan har ändrat stycket.")).to_have_count(0)
        anna.wait_for_timeout(0)
        expect(anna.get_by_text("Sparat", exact=False).first).to_be_visible()
        assert leader.sees(room)["blocks"][0]["text"] == "Annas text"


def test_a_phone_keeps_the_three_views_apart(hall: Hall) -> None:
    anna = join(hall, "Anna")
    show(anna, "Deltagare")
    expect(anna.get_by_role("button", name="Kalla på processledaren")).to_be_visible()
    show(anna, "Samtal")
    expect(anna.locator("#compose")).to_be_visible()
