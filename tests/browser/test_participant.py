"""The group room as a participant has it: writing never stops, and what the page says is true."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE, Hall
from tests.browser.people import (
    KEYBOARD,
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
    show,
    write,
)

SEEN_WITHIN_MS = 20_000  # patience of the test, not what is promised: the machine may be busy
BACK_WITHIN_MS = 25_000
MANY = 60
IN_ONE_RUN = 18  # notes that are laid out together: while one is seen, all have their real height

# true when a note has not moved for ten frames
STANDS_STILL = """(id) => new Promise((done) => {
  const top = () => document.getElementById(`note-${id}`).getBoundingClientRect().top;
  const before = top();
  let frames = 10;
  const look = () => (top() !== before ? done(false) : --frames ? requestAnimationFrame(look) : done(true));
  requestAnimationFrame(look);
})"""
# a browser that lacks what CSS offers elsewhere: says so when asked, and does without it
LACKING = """(() => {
  const known = CSS.supports.bind(CSS);
  CSS.supports = (name, ...value) => !%s.includes(name) && known(name, ...value);
  const style = new CSSStyleSheet();
  style.replaceSync("* { %s }");
  document.addEventListener("DOMContentLoaded", () => { document.adoptedStyleSheets = [style]; });
})()"""
NO_ANCHORING = LACKING % ('["overflow-anchor"]', "overflow-anchor: none !important")
NO_GROWING = LACKING % ('["field-sizing"]', "field-sizing: fixed !important")


# the line to the server


def test_a_silent_loss_is_said_and_writing_goes_on(hall: Hall) -> None:
    bo = join(hall, "Bo")
    with network(hall) as between:
        anna = join(hall, "Anna")
        write(anna, "Före tystnaden")

        between.fall_silent()
        expect(banner(anna, "Ingen kontakt.")).to_be_visible(timeout=SEEN_WITHIN_MS)
        write(anna, "Under tystnaden, ett")
        write(anna, "Under tystnaden, två")
        expect(anna.get_by_role("form", name="Skriv ett inlägg").get_by_text("Inte skickat än")).to_be_visible()
        begin(anna, "Halvfärdig tanke")
        expect(note(anna, "Under tystnaden, ett")).to_contain_text("Inte skickat än")
        note(anna, "Under tystnaden, två").get_by_role("button", name="Ta bort").click()
        expect(note(anna, "Under tystnaden, två")).to_have_count(0)
        anna.get_by_role("button", name="Ångra").click()
        expect(note(anna, "Under tystnaden, två")).to_be_visible()

        between.come_back()
        expect(banner(anna, "Kontakt igen.")).to_be_visible(timeout=BACK_WITHIN_MS)
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

        expect(banner(anna, "Träffen är avslutad.")).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(note(anna, "Hann inte fram")).to_contain_text("Kunde inte sparas", timeout=BACK_WITHIN_MS)
        note(anna, "Hann inte fram").get_by_role("button", name="Kopiera").click()
        expect(anna.get_by_text("Texten är kopierad.").first).to_be_visible()
        assert anna.evaluate("navigator.clipboard.readText()") == "Hann inte fram"
        left = anna.get_by_role("region", name="Det du hade börjat skriva")
        left.get_by_role("button", name="Kopiera").click()
        anna.wait_for_function("navigator.clipboard.readText().then((text) => text === 'Hade just börjat')")
        left.get_by_role("button", name="Ta bort").click()
        expect(left).to_have_count(0)
        anna.get_by_role("button", name="Ångra").click()
        expect(left).to_contain_text("Hade just börjat")


def test_a_change_that_the_end_of_the_meeting_overtook_can_be_copied(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        anna = join(hall, "Anna")
        write(anna, "Det första")
        expect(note(anna, "Det första")).to_contain_text("ditt inlägg")
        choose(anna, "Det första", "Ändra")
        anna.get_by_label("Inlägget", exact=True).fill("Det första, halvt omskrivet")
        leader.does("session.close")
        dialog = anna.get_by_role("dialog")
        expect(dialog.locator(".field__error")).to_contain_text("Träffen är avslutad.")
        expect(dialog.get_by_role("button", name="Kopiera")).to_be_visible()
        expect(dialog.get_by_role("button", name="Spara")).to_have_count(0)
        anna.reload()
        left = anna.get_by_role("region", name="Det du hade börjat skriva")
        expect(left).to_contain_text("Det första, halvt omskrivet")


def test_what_was_refused_is_counted_in_the_console_before_the_meeting_is_closed(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna")
        console = hall.screen(LAPTOP)
        console.goto(hall.meeting.links["facilitator"])
        between.fall_silent()
        write(anna, "Skrivet utan kontakt")
        leader.does("room.lock", room=room)
        between.come_back()
        expect(note(anna, "Skrivet utan kontakt")).to_contain_text("Kunde inte sparas", timeout=BACK_WITHIN_MS)

        console.get_by_role("button", name="Avsluta träffen").click(timeout=BACK_WITHIN_MS)
        checks = console.get_by_role("dialog")
        expect(checks).to_contain_text("1 enhet har inlägg som inte är skickade", timeout=BACK_WITHIN_MS)
        leader.does("room.unlock", room=room)
        note(anna, "Skrivet utan kontakt").get_by_role("button", name="Försök igen").click()
        expect(note(anna, "Skrivet utan kontakt")).to_contain_text("ditt inlägg")
        expect(checks).not_to_contain_text("inte är skickade")


def test_who_has_no_contact_is_named_in_the_console_since_when_and_where(hall: Hall) -> None:
    console = hall.screen(LAPTOP)
    console.goto(hall.meeting.links["facilitator"])
    with network(hall) as between:
        anna = join(hall, "Anna")
        card = console.get_by_role("article").filter(has=console.get_by_role("heading", name=NETWORKS))
        seat = card.get_by_role("listitem").filter(has_text="Anna")
        expect(seat).not_to_contain_text("borta")  # she can write before her device has contact
        between.fall_silent()
        write(anna, "Skrivet utan kontakt")

        expect(seat).to_contain_text(re.compile(r"borta \d\d\.\d\d"), timeout=BACK_WITHIN_MS)
        console.get_by_role("button", name="Avsluta träffen").click()
        point = console.get_by_role("dialog").get_by_role("listitem").filter(has_text="1 person är borta")
        expect(point).to_contain_text(re.compile(r"Anna, Grupp 1, borta sedan \d\d\.\d\d"))
        expect(point.get_by_role("link", name="Grupp 1")).to_be_visible()

        between.come_back()
        expect(point).to_have_count(0, timeout=BACK_WITHIN_MS)
        expect(seat).not_to_contain_text(re.compile(r"borta \d"))


# never cut off in the middle of a sentence


def test_a_sentence_is_written_to_its_end_when_the_room_is_locked(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna")
        field = anna.get_by_role("textbox", name="Ditt inlägg")
        begin(anna, "Mitt i en")
        leader.does("room.lock", room=room)
        expect(banner(anna, "Rummet är låst.")).to_be_visible()
        expect(field).to_be_focused()
        anna.keyboard.type(" mening")
        expect(field).to_have_value("Mitt i en mening")
        anna.get_by_role("button", name="Lägg till", exact=True).click()
        expect(anna.get_by_role("alert").filter(has_text="lägg till den när rummet öppnas")).to_be_visible()
        assert leader.sees(room)["notes"] == []

        leader.does("room.unlock", room=room)
        expect(banner(anna, "Rummet är låst.")).to_have_count(0)
        anna.get_by_role("button", name="Lägg till", exact=True).click()
        assert leader.note(room, "Mitt i en mening")


def test_a_sentence_is_written_to_its_end_when_the_step_changes(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        anna = join(hall, "Anna")
        field = anna.get_by_role("textbox", name="Ditt inlägg")
        begin(anna, "Börjat")
        for step in leader.sees()["steps"]:
            leader.does("step.start", step=step["id"])
            expect(anna.locator(".phasebar__step")).to_have_text(step["title"])
            expect(field).to_be_focused()
            anna.keyboard.type(".")
        expect(field).to_have_value("Börjat" + "." * len(leader.sees()["steps"]))
        expect(anna.get_by_role("heading", level=1)).to_contain_text(NETWORKS)


def test_an_anonymous_answer_stays_one_when_it_is_put_away_and_when_the_page_is_loaded_anew(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        question = leader.does("note.add", room, text="Vad hindrar oss?")
        anna = join(hall, "Anna")
        note(anna, "Vad hindrar oss?").get_by_role("button", name="Bygg vidare").click()
        anna.get_by_label("Visas som").select_option(label="Anonymt i gruppen")
        anna.get_by_role("radio", name="Behov").check()
        anna.get_by_role("textbox", name="Ditt inlägg").fill("Vår egen ledning")
        anna.keyboard.press("Escape")
        expect(anna.locator("#compose")).to_have_text("Vår egen ledningAnonymt")
        anna.reload()
        anna.locator("#compose").click()
        expect(anna.get_by_label("Visas som")).to_have_value("anonymous")
        expect(anna.get_by_role("form", name="Skriv ett inlägg")).to_contain_text("Vad hindrar oss?Ta bort kopplingen")
        anna.get_by_role("button", name="Lägg till", exact=True).click()

        sent = leader.note(room, "Vår egen ledning")
        assert (sent["author"], sent["reply_to"], sent["kind"]) == (None, question, "need")


def test_a_change_that_the_server_does_not_want_is_kept_until_it_does(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna")
        dialog, field = anna.get_by_role("dialog"), anna.get_by_label("Inlägget", exact=True)
        write(anna, "Det första")
        expect(note(anna, "Det första")).to_contain_text("ditt inlägg")
        choose(anna, "Det första", "Ändra")
        field.fill("Det första, omskrivet")
        leader.does("room.lock", room=room)
        expect(anna.locator(".banner").filter(has_text="Rummet är låst.")).to_be_attached()
        dialog.get_by_role("button", name="Spara").click()
        expect(dialog.locator(".field__error")).to_contain_text("Det du har skrivit finns kvar hos dig.")
        expect(field).to_have_value("Det första, omskrivet")

        leader.does("room.unlock", room=room)
        anna.reload()
        choose(anna, "Det första", "Ändra")
        expect(field).to_have_value("Det första, omskrivet")
        between.fall_silent()
        expect(anna.get_by_text("Ingen kontakt").first).to_be_attached(timeout=SEEN_WITHIN_MS)
        dialog.get_by_role("button", name="Spara").click()
        expect(note(anna, "Det första, omskrivet")).to_contain_text("Ändringen är inte skickad än")

        leader.does("room.lock", room=room)
        between.come_back()
        card = note(anna, "Din ändring av inlägget")
        expect(card).to_contain_text("Kunde inte sparas", timeout=BACK_WITHIN_MS)
        expect(card.get_by_role("button", name="Kopiera")).to_be_visible()
        leader.does("room.unlock", room=room)
        card.get_by_role("button", name="Försök igen").click()
        assert leader.note(room, "Det första, omskrivet")
        expect(card).to_have_count(0)


def test_who_joins_anew_finds_what_the_device_has_not_got_away(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna")
        between.fall_silent()
        write(anna, "Skrivet utan kontakt")
        begin(anna, "Halvt skrivet")
        context = anna.context
        anna.close()
        context.clear_cookies()
        between.hang_up()
        again = context.new_page()
        enter(again, hall, "Anna")

        left = again.get_by_role("region", name="Skrivet tidigare på den här enheten")
        half = left.locator(".note").filter(has_text="Halvt skrivet")
        half.get_by_role("button", name="Ta bort").click()
        expect(half).to_have_count(0)
        again.get_by_role("button", name="Ångra").click()
        for text in ("Skrivet utan kontakt", "Halvt skrivet"):
            left.locator(".note").filter(has_text=text).get_by_role("button", name="Skicka här").click()
            expect(note(again, text)).to_contain_text("ditt inlägg")
        expect(left).to_have_count(0)
        again.reload()
        expect(again.get_by_role("article")).to_have_count(2)
        assert [each["text"] for each in leader.sees(room)["notes"]] == ["Skrivet utan kontakt", "Halvt skrivet"]


# being moved


def test_being_moved_is_a_question_and_what_is_being_typed_follows(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        anna = join(hall, "Anna")
        begin(anna, "Mitt i en mening")
        leader.does("participant.move", participant=leader.person("Anna")["id"], room=leader.room(SURVEYS))

        expect(banner(anna, f"Du har flyttats till {SURVEYS}.")).to_be_visible()
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


def test_who_comes_to_another_group_sees_what_it_was_told(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        networks, surveys = leader.room(NETWORKS), leader.room(SURVEYS)
        anna = join(hall, "Anna")
        leader.does("message.send", text="Ni får fem minuter till", rooms=[networks])
        leader.does("message.send", text="Ni byter sal", rooms=[surveys])
        expect(banner(anna, "Ni får fem minuter till")).to_be_visible()
        leader.does("participant.move", participant=leader.person("Anna")["id"], room=surveys)
        anna.get_by_role("button", name="Gå dit").click()
        expect(anna.get_by_role("heading", level=1)).to_contain_text(SURVEYS)
        expect(banner(anna, "Ni byter sal")).to_be_visible()
        expect(banner(anna, "Ni får fem minuter till")).to_have_count(0)


# notes


def test_the_place_where_one_reads_stays_while_others_write(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        first = [leader.does("note.add", room, text=f"Inlägg {number}") for number in range(1, MANY + 1)]
        anna = join(hall, "Anna")
        for order in ("Teman", "Tid"):  # the newest come last, then first
            anna.get_by_role("button", name=order, exact=True).click()
            read = anna.locator(f"#note-{first[MANY // 2]}")
            read.scroll_into_view_if_needed()
            anna.wait_for_function(STANDS_STILL, arg=first[MANY // 2])
            before = read.bounding_box()
            shown = anna.get_by_role("article").count()
            for number in range(5):
                leader.does("note.add", room, text=f"Nytt {number}")
            leader.does("note.support", room, note=first[MANY // 2 - 1], on=True)
            expect(anna.get_by_role("article")).to_have_count(shown + 5)
            expect(anna.get_by_role("button", name="nya inlägg")).to_be_visible()
            anna.wait_for_function(STANDS_STILL, arg=first[MANY // 2])
            after = read.bounding_box()
            assert before
            assert after
            assert abs(after["y"] - before["y"]) < 2, order


@pytest.mark.parametrize("shape", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_place_where_one_reads_stays_in_a_browser_that_does_not_hold_it(hall: Hall, shape: dict[str, int]) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        first = [leader.does("note.add", room, text=f"Inlägg {number}") for number in range(1, IN_ONE_RUN + 1)]
        anna = hall.screen(shape)
        anna.add_init_script(NO_ANCHORING)
        enter(anna, hall, "Anna")
        anna.get_by_role("button", name="Tid", exact=True).click()
        read = anna.locator(f"#note-{first[IN_ONE_RUN // 2]}")
        for _ in range(2):  # what comes into view the first time gets its real height
            read.evaluate("(note) => note.scrollIntoView({ block: 'center' })")
            anna.wait_for_function(STANDS_STILL, arg=first[IN_ONE_RUN // 2])
        before = read.bounding_box()
        shown = anna.get_by_role("article").count()
        for number in range(5):
            leader.does("note.add", room, text=f"Nytt {number}")
        expect(anna.get_by_role("article")).to_have_count(shown + 5)
        anna.wait_for_function(STANDS_STILL, arg=first[IN_ONE_RUN // 2])
        after = read.bounding_box()
        assert before
        assert after
        assert abs(after["y"] - before["y"]) < 2


def test_the_field_grows_with_the_note_where_styles_cannot_say_so(hall: Hall) -> None:
    anna = hall.screen(PHONE, has_touch=True, is_mobile=True)
    anna.add_init_script(NO_GROWING)
    enter(anna, hall, "Anna")
    begin(anna, "Kort")
    field = anna.get_by_role("textbox", name="Ditt inlägg")
    short = field.evaluate("(field) => field.clientHeight")
    begin(anna, "En lång mening om det som saknas. " * 6)
    assert field.evaluate("(field) => field.clientHeight") > short
    assert field.evaluate("(field) => field.scrollHeight - field.clientHeight") == 0

    anna.get_by_role("button", name="Lägg till", exact=True).click()
    expect(field).to_have_value("")
    assert field.evaluate("(field) => field.clientHeight") == short


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
    for title in ("Uppdrag", "Siffror"):
        anna.get_by_role("button", name="Nytt tema").click()
        anna.get_by_label("Temats namn").fill(title)
        anna.get_by_role("dialog").get_by_role("button", name="Lägg till").click()
        expect(anna.get_by_role("group", name=title)).to_be_visible()
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
    expect(anna.locator(".theme__toggle > span:first-child")).to_have_text(["Uppdrag", "Siffror", "Utan tema"])


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
            expect(banner(page, "Processledaren är kallad.")).to_be_visible()
        bo.get_by_role("button", name="Behövs inte längre").click()
        expect(banner(anna, "Processledaren är kallad.")).to_have_count(0)
        leader.does("room.call", room=leader.room(NETWORKS))
        expect(banner(anna, "Processledaren är kallad.")).to_be_visible()


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


def test_single_keys_can_be_turned_off_and_stay_off(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        leader.does("note.add", leader.room(NETWORKS), text="Den första")
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        expect(note(anna, "Den första")).to_be_visible()
        anna.get_by_role("button", name="Meny").click()
        anna.get_by_role("menuitemradio", name="Kortkommandon").click()
        for _ in range(2):
            anna.keyboard.press("j")
            anna.keyboard.press("n")
            expect(note(anna, "Den första")).not_to_be_focused()
            expect(anna.get_by_role("textbox", name="Ditt inlägg")).to_have_count(0)
            anna.reload()
            expect(note(anna, "Den första")).to_be_visible()
        anna.get_by_role("button", name="Meny").click()
        anna.get_by_role("menuitemradio", name="Kortkommandon").click()
        anna.keyboard.press("j")
        expect(note(anna, "Den första")).to_be_focused()


def test_the_field_stays_above_the_phones_keyboard(hall: Hall) -> None:
    """Chromium on a computer has no such keyboard: the part of the page that is seen is played."""
    anna = hall.screen(PHONE, has_touch=True, is_mobile=True)
    anna.add_init_script(KEYBOARD)
    enter(anna, hall, "Anna")
    begin(anna, "Skriver på telefon")
    for height in (300, 0):
        anna.evaluate("(height) => playKeyboard(height)", height)
        seen = PHONE["height"] - height
        for part in (
            anna.get_by_role("textbox", name="Ditt inlägg"),
            anna.get_by_role("button", name="Lägg till", exact=True),
        ):
            box = part.bounding_box()
            assert box
            assert 0 <= box["y"] < box["y"] + box["height"] <= seen
        form = anna.locator(".proom__compose").bounding_box()
        assert form
        assert abs(form["y"] + form["height"] - seen) < 1


# the group's text


def test_taking_notes_is_handed_over_within_the_room(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        anna, bo = (join(hall, name, viewport=LAPTOP, has_touch=False, is_mobile=False) for name in ("Anna", "Bo"))
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        expect(bo.get_by_role("button", name="Lämna över")).to_have_count(0)
        anna.get_by_role("button", name="Lämna över").click()
        anna.get_by_role("dialog").get_by_role("button", name="Välj Bo").click()
        expect(bo.get_by_role("button", name="Lämna över")).to_be_visible()
        expect(bo.get_by_role("status").filter(has_text="Du är nu gruppens dokumentatör.")).to_have_count(1)
        expect(anna.get_by_role("button", name="Lämna över")).to_have_count(0)
        assert [leader.person(name)["role"] for name in ("Anna", "Bo")] == ["participant", "note-taker"]


def test_the_notes_that_the_text_lacks_can_be_shown_alone(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        covered = leader.does("note.add", room, text="Finns i texten")
        leader.does("note.add", room, text="Saknas i texten")
        leader.does("block.add", room, text="Gruppen säger detta.", sources=[covered])
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        anna.get_by_role("button", name="Visa det som saknas").click()
        expect(anna.get_by_role("article")).to_have_count(1)
        expect(note(anna, "Saknas i texten")).to_be_visible()
        note(anna, "Saknas i texten").get_by_role("button", name="Till texten").click()
        expect(anna.get_by_role("article")).to_have_count(0)
        anna.get_by_role("button", name="Visa alla", exact=True).click()
        expect(anna.get_by_role("article")).to_have_count(2)


def test_the_text_is_read_back_without_contact_too(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        leader.does("block.add", leader.room(NETWORKS), text="Gruppen vill börja i det lilla.")
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        expect(anna.get_by_text("Gruppen vill börja i det lilla.")).to_be_visible()
        between.fall_silent()
        expect(banner(anna, "Ingen kontakt.")).to_be_visible(timeout=SEEN_WITHIN_MS)
        anna.get_by_role("button", name="Läs som den blir").click()
        printed = anna.get_by_role("dialog")
        expect(printed).to_contain_text("Så här står texten på din enhet")
        expect(printed.get_by_text("Gruppen vill börja i det lilla.")).to_be_visible()
        between.come_back()
        expect(printed.get_by_role("heading", name=NETWORKS)).to_be_visible(timeout=BACK_WITHIN_MS)
        expect(printed.get_by_text("Gruppen vill börja i det lilla.")).to_have_count(1)


def test_the_room_reads_its_part_back_as_it_is_printed_and_keeps_a_reservation(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        for text in ("Ett stycke", "Ett till", "Och ett tredje"):
            leader.does("block.add", room, text=text, kind="paragraph")
        written = anna.get_by_role("textbox", name="Gruppens text").locator(".line")
        expect(written).to_have_text(["Ett stycke", "Ett till", "Och ett tredje"])
        written.nth(1).click()
        anna.keyboard.press("Shift+ArrowDown")
        anna.get_by_role("button", name="Punktlista").click()
        expect(anna.locator('.line[data-kind="bullet"]')).to_have_text(["Ett till", "Och ett tredje"])

        written.nth(2).click()
        expect(anna.locator(".line--on")).to_have_text(["Och ett tredje"])
        anna.keyboard.press("Alt+ArrowUp")
        expect(written).to_have_text(["Ett stycke", "Och ett tredje", "Ett till"])
        written.nth(0).hover()
        anna.locator(".field-text__grip").drag_to(written.nth(2), target_position={"x": 60, "y": 24})
        expect(written).to_have_text(["Och ett tredje", "Ett till", "Ett stycke"])
        expect(anna.get_by_text("Sparat", exact=False).first).to_be_visible()

        anna.get_by_role("button", name="Läs upp och stäm av").click()
        printed = anna.get_by_role("dialog")
        expect(printed.get_by_role("listitem").filter(has_text="Och ett tredje")).to_be_visible()
        expect(printed.get_by_role("heading", name=NETWORKS)).to_contain_text("Förslag 1.")
        printed.get_by_role("button", name="Stämmer, med förbehåll").click()
        expect(printed.get_by_label("Vilket förbehåll?")).to_be_focused()
        printed.get_by_label("Vilket förbehåll?").fill("Inte alla var med")
        printed.get_by_role("button", name="Spara med förbehåll").click()
        expect(anna.get_by_text("Förbehåll: Inte alla var med")).to_be_visible()


def test_lists_in_lists_are_read_back_without_holes_and_with_their_numbers(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        for text, kind, level in (("Punkt", "bullet", 0), ("Under", "bullet", 1), ("Etta", "numbered", 0)):
            leader.does("block.add", room, text=text, kind=kind, level=level)
        anna.get_by_role("button", name="Läs upp och stäm av").click()
        printed = anna.get_by_role("dialog")
        under = printed.get_by_role("listitem").filter(has_text="Under").last
        number = printed.get_by_role("listitem").filter(has_text="Etta")
        above, below = under.bounding_box(), number.bounding_box()
        assert above
        assert below
        assert below["y"] - (above["y"] + above["height"]) < above["height"]
        # not by ::marker, whose content Safari does not know
        assert under.evaluate("(item) => getComputedStyle(item).listStyleType") == '"–  "'
        assert number.evaluate("(item) => getComputedStyle(item).listStyleType") == "decimal"


def test_two_note_takers_in_the_same_paragraph_keep_both_texts(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        block = leader.does("block.add", room, text="Från början", kind="paragraph")
        mine = anna.get_by_role("textbox", name="Gruppens text")
        expect(mine).to_have_text("Från början")
        mine.click()
        anna.keyboard.press("Control+End")
        between.fall_silent()
        anna.keyboard.type(" vill Anna")
        expect(anna.get_by_text("Sparat på din enhet").first).to_be_visible(timeout=BACK_WITHIN_MS)
        leader.does("block.edit", room, block=block, text="Redan från början")
        between.come_back()

        expect(mine).to_have_text("Redan från början vill Anna", timeout=BACK_WITHIN_MS)
        expect(anna.get_by_text("Sparat på din enhet")).to_have_count(0, timeout=BACK_WITHIN_MS)
        assert leader.sees(room)["blocks"][0]["text"] == "Redan från början vill Anna"


def test_a_phone_keeps_the_three_views_apart(hall: Hall) -> None:
    anna = join(hall, "Anna")
    show(anna, "Deltagare")
    expect(anna.get_by_role("button", name="Kalla på processledaren")).to_be_visible()
    show(anna, "Samtal")
    expect(anna.locator("#compose")).to_be_visible()


def test_what_one_has_added_is_said_to_be_saved_and_can_be_gone_to(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        themes = [leader.does("cluster.add", room, title=title) for title in ("Bilden", "Ansvaret", "Pengarna")]
        for number in range(40):
            told = leader.does("note.add", room, text=f"Kommun {number} säger det här")
            for answer in range(3):
                leader.does("note.add", room, text=f"Det håller vi med om, {answer}", reply_to=told)
            leader.does("note.move", room, note=told, cluster=themes[number % 3])
    anna = join(hall, "Anna")
    write(anna, "Det sista som blev sagt")
    composer = anna.get_by_role("form", name="Skriv ett inlägg")
    expect(composer.get_by_text("Sparat")).to_be_visible()
    composer.get_by_role("button", name="Visa ditt inlägg").click()
    expect(note(anna, "Det sista som blev sagt")).to_be_focused()
    expect(note(anna, "Det sista som blev sagt")).to_be_in_viewport(ratio=1)
    shown, field = note(anna, "Det sista som blev sagt").bounding_box(), composer.bounding_box()
    assert shown
    assert field
    assert shown["y"] + shown["height"] <= field["y"], "it stands behind the writing field"
    begin(anna, "Och så")
    expect(composer.get_by_text("Sparat")).to_have_count(0)


def test_reading_back_is_within_reach_however_long_the_text_is(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        for number in range(30):
            leader.does("block.add", room, text=f"Gruppen vill börja med en gemensam bild, sägs det i stycke {number}.")
        anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")
        expect(anna.get_by_role("button", name="Läs upp och stäm av")).to_be_in_viewport()
