"""Writing the group's text: what keys do, what two do at once, and that nothing is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, Hall
from tests.browser.people import NETWORKS, Facilitator, Network, join, network

BACK_WITHIN_MS = 30_000


def note_taker(hall: Hall, leader: Facilitator, name: str) -> Page:
    page = join(hall, name, viewport=LAPTOP, has_touch=False, is_mobile=False)
    leader.does("participant.role", participant=leader.person(name)["id"], role="note-taker")
    expect(field(page)).to_be_visible()
    return page


def field(page: Page, name: str = "Gruppens text") -> Locator:
    return page.get_by_role("textbox", name=name)


def lines(page: Page, name: str = "Gruppens text") -> Locator:
    return field(page, name).locator(".line")


def saved(page: Page) -> None:
    expect(page.get_by_text("Sparat ", exact=False).first).to_be_visible()
    expect(page.get_by_text("Sparar …")).to_have_count(0)


# what keys do


def test_keys_make_lines_lists_and_emphasis(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = note_taker(hall, leader, "Anna")
        field(anna).click()
        anna.keyboard.type("Gruppen vill ha ")
        anna.keyboard.press("Control+b")
        anna.keyboard.type("ett uppdrag")
        anna.keyboard.press("Control+b")
        anna.keyboard.type(".")
        anna.keyboard.press("Enter")
        anna.keyboard.type("- Först detta")
        anna.keyboard.press("Enter")
        anna.keyboard.press("Tab")
        anna.keyboard.type("och under det")
        anna.keyboard.press("Enter")
        anna.keyboard.press("Enter")
        anna.keyboard.type("Sedan detta")
        anna.keyboard.press("Enter")
        anna.keyboard.press("Enter")
        anna.keyboard.type("1. Till sist")
        anna.keyboard.press("Alt+ArrowUp")
        saved(anna)
        expect(lines(anna)).to_have_count(5)
        blocks = leader.sees(room)["blocks"]

    assert [(block["kind"], block["level"], block["text"]) for block in blocks] == [
        ("paragraph", 0, "Gruppen vill ha ett uppdrag."),
        ("bullet", 0, "Först detta"),
        ("bullet", 1, "och under det"),
        ("numbered", 0, "Till sist"),
        ("bullet", 0, "Sedan detta"),
    ]
    assert blocks[0]["runs"][1] == {"text": "ett uppdrag", "bold": True}


# where the field does not come


def test_a_field_that_could_not_be_fetched_comes_when_it_can(hall: Hall) -> None:
    editor = re.compile(r"/editor-\w+\.js$")
    anna = join(hall, "Anna", viewport=LAPTOP, has_touch=False, is_mobile=False)
    anna.route(editor, lambda route: route.abort())
    with Facilitator(hall.meeting) as leader:
        leader.does("block.add", leader.room(NETWORKS), kind="paragraph", text="Det som redan står.", sources=[])
        leader.does("participant.role", participant=leader.person("Anna")["id"], role="note-taker")

    expect(anna.locator(".notice", has_text="Skrivfältet gick inte att hämta.")).to_be_visible()
    expect(anna.get_by_text("Det som redan står.")).to_be_visible()  # it can be read
    with anna.expect_event("requestfailed"):
        anna.get_by_role("button", name="Försök igen").click()
    expect(anna.get_by_role("button", name="Ladda om sidan")).to_be_visible()
    anna.unroute(editor)
    anna.get_by_role("button", name="Försök igen").click()
    expect(lines(anna)).to_have_text("Det som redan står.")
    assert len(hall.faults) == 4  # the browser's own words and the page's, about the two tries that were to fail
    hall.faults.clear()


# two at once


def test_two_who_type_in_the_same_paragraph_lose_no_sign(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        leader.does("block.add", room, text="mitten", kind="paragraph")
        bo = note_taker(hall, leader, "Bo")
        with network(hall) as between:
            anna = note_taker(hall, leader, "Anna")
            two_type(anna, bo, between)
        assert leader.sees(room)["blocks"][0]["text"] == "Annas ord utan nät !mitten och Bos od finns."


def two_type(anna: Page, bo: Page, between: Network) -> None:
    for page, key in ((anna, "Control+Home"), (bo, "Control+End")):
        expect(field(page)).to_have_text("mitten")
        field(page).click()
        page.keyboard.press(key)
    for a, b in zip("Annas ord ", " och Bos ord", strict=False):
        anna.keyboard.type(a)
        bo.keyboard.type(b)
    between.fall_silent()  # for Anna only
    anna.keyboard.type("utan nät ")
    bo.keyboard.type("d finns")
    between.come_back()
    both = "Annas ord utan nät mitten och Bos od finns"
    expect(field(anna)).to_have_text(both, timeout=BACK_WITHIN_MS)
    expect(field(bo)).to_have_text(both, timeout=BACK_WITHIN_MS)
    bo.keyboard.type(".")
    anna.keyboard.type("!")
    expect(field(anna)).to_have_text("Annas ord utan nät !mitten och Bos od finns.")
    saved(anna)
    saved(bo)


# taking back


def test_what_was_taken_back_stays_so_after_a_reload_and_keeps_what_others_wrote(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        block = leader.does("block.add", room, text="Vi ses.", kind="paragraph")
        anna = note_taker(hall, leader, "Anna")
        expect(field(anna)).to_have_text("Vi ses.")
        field(anna).click()
        anna.keyboard.press("Control+End")
        anna.keyboard.press("ArrowLeft")
        anna.keyboard.type(" snart")
        anna.keyboard.press("Enter")
        saved(anna)
        leader.does("block.edit", room, block=block, text="Ja, vi ses snart")
        expect(lines(anna)).to_have_text(["Ja, vi ses snart", "."])

        anna.reload()
        expect(lines(anna)).to_have_text(["Ja, vi ses snart", "."])
        field(anna).click()
        anna.keyboard.press("Control+z")
        expect(lines(anna)).to_have_text(["Ja, vi ses snart."])
        anna.get_by_role("button", name="Ångra").click()
        expect(lines(anna)).to_have_text(["Ja, vi ses."])
        anna.keyboard.press("Control+Shift+z")
        anna.keyboard.press("Control+y")
        expect(lines(anna)).to_have_text(["Ja, vi ses snart", "."])
        saved(anna)
        assert [each["text"] for each in leader.sees(room)["blocks"]] == ["Ja, vi ses snart", "."]


def test_what_was_typed_without_contact_survives_a_reload(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader, network(hall) as between:
        room = leader.room(NETWORKS)
        anna = note_taker(hall, leader, "Anna")
        field(anna).click()
        anna.keyboard.type("Först.")
        saved(anna)
        between.fall_silent()
        anna.keyboard.press("Enter")
        anna.keyboard.type("Sedan utan nät.")
        expect(anna.get_by_text("Sparat på din enhet")).to_be_visible(timeout=BACK_WITHIN_MS)
        between.come_back()
        anna.reload()
        expect(lines(anna)).to_have_text(["Först.", "Sedan utan nät."], timeout=BACK_WITHIN_MS)
        saved(anna)
        assert [each["text"] for each in leader.sees(room)["blocks"]] == ["Först.", "Sedan utan nät."]


# paste and composition

WORD = """<html><head><style>p {color: red}</style></head><body>
<p class=MsoNormal><b>Fet</b> och <i>kursiv</i> med <a href="https://samtal.example/a">länk</a>
och <a href="javascript:alert(1)">ingen</a>.<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>  </span></span>Ett</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Under</p>
<ol><li>Nummer</li></ol><script>alert(2)</script></body></html>"""


def test_what_is_pasted_is_lines_with_emphasis_and_links_only(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        anna = note_taker(hall, leader, "Anna")
        field(anna).click()
        anna.evaluate(
            """markup => { const data = new DataTransfer(); data.setData("text/html", markup);
               document.activeElement.dispatchEvent(
                 new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) }""",
            WORD,
        )
        expect(lines(anna)).to_have_text(["Fet och kursiv med länk och ingen.", "Ett", "Under", "Nummer"])
        saved(anna)
        blocks = leader.sees(room)["blocks"]

    assert [(block["kind"], block["level"]) for block in blocks] == [
        ("paragraph", 0),
        ("bullet", 0),
        ("bullet", 1),
        ("numbered", 0),
    ]
    assert blocks[0]["runs"] == [
        {"text": "Fet", "bold": True},
        {"text": " och "},
        {"text": "kursiv", "italic": True},
        {"text": " med "},
        {"text": "länk", "link": "https://samtal.example/a"},
        {"text": " och ingen."},
    ]


def test_a_word_that_is_being_composed_is_left_alone_until_it_is_done(hall: Hall) -> None:
    with Facilitator(hall.meeting) as leader:
        room = leader.room(NETWORKS)
        block = leader.does("block.add", room, runs=[{"text": "Ett "}], kind="paragraph")
        anna = note_taker(hall, leader, "Anna")
        expect(field(anna)).to_have_text("Ett ")
        field(anna).click()
        anna.keyboard.press("Control+End")
        keys = anna.context.new_cdp_session(anna)
        keys.send("Input.imeSetComposition", {"text": "hj", "selectionStart": 2, "selectionEnd": 2})
        leader.does("block.edit", room, block=block, runs=[{"text": "Nu: Ett "}], base=[{"text": "Ett "}])
        leader.does("block.add", room, text="Ny rad", kind="paragraph")
        expect(anna.get_by_text("Sparar …")).to_be_visible()
        expect(lines(anna)).to_have_text(["Ett hj"])
        keys.send("Input.insertText", {"text": "hjälp"})
        expect(lines(anna)).to_have_text(["Nu: Ett hjälp", "Ny rad"])
        saved(anna)
        assert leader.sees(room)["blocks"][0]["text"] == "Nu: Ett hjälp"
