"""The paper by a link: somebody without an account reads it in peace and says what is wrong, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Hall, Meeting
from tests.browser.desk import Desk
from tests.browser.people import Network, network
from tests.browser.test_accessibility import EVERY_LOOK, Examiner
from tests.wire import Refused, Wire

SENTENCE = "Gruppen började i problembilden."
POINT = "Ansvaret behöver delas."
PATTERN = "Kunskapen finns."
REMARK = "Det är kommunerna som äger frågan."
HOSTILE = '<img src=x onerror="document.title = 1"> <b>fet</b>'


class Editor(Desk):
    """Whoever has written the draft, and lets others read it."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(meeting)
        self.does("session.open")
        self.sentence = self.does("block.add", "room-1", text=SENTENCE)
        self.point = self.does("block.add", "room-1", text=POINT, kind="bullet")
        self.does("block.add", "room-1", text="Inte minst i kommunerna.", kind="bullet", level=1)
        self.pattern = self.does("theme.add", text=PATTERN)
        self.closes()
        self.follows()

    def follows(self) -> None:
        answer = self.wire.call("subscribe", {"channel": "draft"})
        assert answer["ok"], answer

    def opens(self) -> str:
        """Open a link, and give it."""
        self.does("reading.open", "draft", days=30)
        return str(self.links()[-1]["link"])

    def links(self) -> list[dict[str, Any]]:
        bearer = {"Authorization": f"Bearer {self.meeting.tokens['facilitator']}"}
        address = f"{self.meeting.address}/api/v1/sessions/{self.meeting.id}/readings"
        found: list[dict[str, Any]] = requests.get(address, headers=bearer, timeout=30).json()["readings"]
        return found

    def comments(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.wire.call("subscribe", {"channel": "draft"})["snapshot"]["comments"]
        return found

    def hears(self, type: str) -> dict[str, Any]:
        def heard() -> list[dict[str, Any]]:
            return [event for event in self.wire.heard if event.get("type") == type]

        self.wire.wait_until(lambda: bool(heard()), type)
        return heard()[-1]


@pytest.fixture
def editor(meeting: Meeting) -> Iterator[Editor]:
    editor = Editor(meeting)
    yield editor
    editor.leaves()


@pytest.fixture
def examiner(browser: Any, meeting: Meeting) -> Iterator[Examiner]:
    """Examines; when the test is over nothing may have been found."""
    examiner = Examiner(browser, meeting)
    yield examiner
    for context in examiner.contexts:
        context.close()
    assert examiner.looked_at > 0
    assert not examiner.found, f"\n{examiner.told()}"


def button(page: Page, text: str) -> Locator:
    return page.get_by_role("button", name=f"Kommentera: {text}")


def begins(page: Page, at: str, text: str) -> None:
    button(page, at).click()
    page.get_by_role("textbox", name="Din kommentar").fill(text)


def sends(page: Page) -> None:
    page.get_by_role("button", name="Skicka kommentaren").click()


def sent(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has=page.locator(".spot__done"))


def phone(hall: Hall, link: str, **more: Any) -> Page:
    page = hall.screen(PHONE, has_touch=True, is_mobile=True, **more)
    page.goto(link)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    return page


def test_a_reader_comments_a_paragraph_and_the_editor_hears_of_it_at_once(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens())

    begins(page, SENTENCE, HOSTILE)
    page.get_by_role("textbox", name="Organisation").fill("Skolverket")
    sends(page)

    expect(sent(page)).to_contain_text("Din kommentar är skickad")
    told = editor.hears("comment.added")
    assert (told["by"], told["data"]["by"], told["data"]["organisation"]) == (None, "reader", "Skolverket")
    assert (told["data"]["text"], told["data"]["block"], told["data"]["channel"]) == (
        HOSTILE,
        editor.sentence,
        "room-1",
    )
    page.reload()
    expect(sent(page)).to_contain_text(HOSTILE)
    assert page.title() != "1"


def test_every_kind_of_piece_takes_a_comment_in_its_own_place(hall: Hall, editor: Editor) -> None:
    page = hall.screen(LAPTOP)
    page.goto(editor.opens())
    wanted = {
        "Dokumentation från samverkansträff 3": {"part": "title"},
        "Samverkansträff 3 var den tredje": {"part": "lead"},
        PATTERN: {"theme": editor.pattern},
        "Förslag 1.": {"part": "room-1/heading"},
        "Många organisationer lyfter": {"part": "room-1/proposal"},
        POINT: {"channel": "room-1", "block": editor.point},
        "Inte minst": {"channel": "room-1"},
    }
    for at in wanted:
        begins(page, at, f"Om {at}")
        sends(page)
        expect(page.get_by_role("dialog")).to_have_count(0)

    kept = {comment["text"]: comment for comment in editor.comments()}
    for at, place in wanted.items():
        assert place.items() <= kept[f"Om {at}"].items(), at


def test_a_half_written_comment_waits_on_the_device_and_is_sent_once(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens())
    begins(page, SENTENCE, REMARK)
    page.get_by_role("textbox", name="Organisation").fill("Skolverket")
    page.context.set_offline(True)
    sends(page)
    expect(page.get_by_role("alert")).to_contain_text("Det du har skrivit finns kvar på den här enheten.")
    expect(page.get_by_role("textbox", name="Din kommentar")).to_have_value(REMARK)
    page.context.set_offline(False)
    page.reload()

    page.get_by_role("button", name="Skriv klart kommentaren").click()
    expect(page.get_by_role("textbox", name="Din kommentar")).to_have_value(REMARK)
    expect(page.get_by_role("textbox", name="Organisation")).to_have_value("Skolverket")
    sends(page)

    expect(sent(page)).to_contain_text(REMARK)
    expect(page.get_by_role("button", name="Skriv klart kommentaren")).to_have_count(0)
    assert [comment["text"] for comment in editor.comments()] == [REMARK]
    hall.faults[:] = [each for each in hall.faults if "ERR_INTERNET_DISCONNECTED" not in each]  # ordered above


def test_a_comment_whose_answer_was_lost_is_kept_once(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens())
    lost: list[str] = []

    def lose(route: Any) -> None:
        route.fetch()  # the server has it, and the reader never hears so
        lost.append(route.request.url)
        route.abort()

    page.route("**/comments", lose, times=1)
    begins(page, SENTENCE, REMARK)
    sends(page)
    expect(page.get_by_role("alert")).to_be_visible()
    sends(page)

    expect(sent(page)).to_contain_text(REMARK)
    assert lost
    assert [comment["text"] for comment in editor.comments()] == [REMARK]
    hall.faults[:] = [each for each in hall.faults if "ERR_FAILED" not in each]  # ordered above


def test_the_page_gives_up_waiting_where_the_network_falls_silent(hall: Hall, editor: Editor) -> None:
    with network(hall) as between:
        page = silent(hall, editor, between)
        begins(page, SENTENCE, REMARK)
        between.fall_silent()
        sends(page)
        page.clock.run_for(16_000)

        expect(page.get_by_role("alert")).to_contain_text("Servern svarar inte.")
        expect(page.get_by_role("textbox", name="Din kommentar")).to_have_value(REMARK)
        between.come_back()


def silent(hall: Hall, editor: Editor, between: Network) -> Page:
    page = hall.screen(PHONE, has_touch=True, is_mobile=True)
    page.clock.install()
    page.goto(editor.opens().replace(editor.meeting.address, between.address))
    return page


def test_an_empty_and_a_too_long_comment_say_what_is_wrong(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens())
    button(page, SENTENCE).click()
    sends(page)
    expect(page.get_by_role("alert")).to_contain_text("Skriv din kommentar först.")

    page.get_by_role("textbox", name="Din kommentar").fill("å" * 2_001)
    expect(page.get_by_text("2 001 av 2 000 tecken")).to_be_visible()
    sends(page)
    expect(page.get_by_role("alert")).to_contain_text("högst 2 000 tecken")
    assert editor.comments() == []


def test_a_link_that_is_withdrawn_while_one_writes_keeps_the_text(hall: Hall, editor: Editor) -> None:
    link = editor.opens()
    page = phone(hall, link)
    begins(page, SENTENCE, REMARK)
    editor.does("reading.withdraw", "draft", reading=editor.links()[-1]["id"])
    sends(page)

    expect(page.get_by_role("alert")).to_contain_text("Länken gäller inte längre.")
    expect(page.get_by_role("button", name="Kopiera")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", name="Länken gäller inte längre. Be om en ny.")).to_be_visible()
    hall.faults[:] = [each for each in hall.faults if "404" not in each]  # ordered above


def test_a_paragraph_that_has_gone_leaves_the_section_to_comment(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens())
    begins(page, SENTENCE, REMARK)
    editor.does("block.remove", "room-1", block=editor.sentence)
    sends(page)
    page.get_by_role("button", name="Skicka till hela avsnittet i stället").click()

    expect(sent(page)).to_contain_text(REMARK)
    (comment,) = editor.comments()
    assert (comment["channel"], comment["block"]) == ("room-1", None)

    begins(page, PATTERN, REMARK)
    editor.does("theme.remove", theme=editor.pattern)
    sends(page)
    page.get_by_role("button", name="Skicka till hela avsnittet i stället").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert editor.comments()[1]["part"] == "themes/heading"
    hall.faults[:] = [each for each in hall.faults if "404" not in each]  # ordered above


def test_a_confirmed_paper_is_for_reading_only(hall: Hall, editor: Editor) -> None:
    link = editor.opens()
    before = phone(hall, link)
    begins(before, SENTENCE, REMARK)
    editor.does("paper.mark", "draft", state="confirmed")
    sends(before)
    expect(before.get_by_role("alert")).to_contain_text("Dokumentationen är fastställd.")

    page = phone(hall, link)
    expect(page.get_by_text("Dokumentationen är fastställd")).to_be_visible()
    expect(page.get_by_role("button", name="Kommentera")).to_have_count(0)
    hall.faults[:] = [each for each in hall.faults if "423" not in each]  # ordered above


def test_what_one_reader_sends_another_does_not_see(hall: Hall, editor: Editor) -> None:
    link = editor.opens()
    one = phone(hall, link)
    begins(one, SENTENCE, REMARK)
    sends(one)
    expect(sent(one)).to_be_visible()

    other = phone(hall, link)
    expect(button(other, SENTENCE)).to_be_visible()
    expect(other.get_by_text(REMARK)).to_have_count(0)


def test_it_is_read_without_any_script(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens(), java_script_enabled=False)

    expect(page.get_by_role("heading", name="Förslag 1. Utveckla befintliga nätverk")).to_be_visible()
    assert "Du kan läsa utan JavaScript." in page.content()
    expect(page.get_by_role("button")).to_have_count(0)
    page.locator("summary").click()
    page.get_by_role("link", name="Förslag 1. Utveckla befintliga nätverk").click()
    assert page.url.endswith("#d-room-1")


def test_it_prints_as_the_paper(hall: Hall, editor: Editor) -> None:
    page = hall.screen(LAPTOP)
    page.goto(editor.opens())
    begins(page, SENTENCE, REMARK)
    sends(page)
    expect(sent(page)).to_be_visible()
    page.emulate_media(media="print")

    expect(page.get_by_text(SENTENCE)).to_be_visible()
    for screen_only in (".reading__top", ".reading__word", ".reading__outline", ".reading__foot", ".spot"):
        for each in page.locator(screen_only).all():
            expect(each).to_be_hidden()


def test_it_is_done_by_keyboard_alone(hall: Hall, editor: Editor) -> None:
    page = hall.screen(LAPTOP)
    page.goto(editor.opens())
    wanted = button(page, SENTENCE)
    wanted.wait_for(state="attached")
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("(each) => each === document.activeElement"):
            break
    expect(wanted).to_be_focused()
    expect(wanted).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Din kommentar")).to_be_focused()
    page.keyboard.type(REMARK)
    page.keyboard.press("Escape")
    begun = page.get_by_role("button", name="Skriv klart kommentaren")
    expect(begun).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(3):  # organisation, continue later, send
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(sent(page)).to_contain_text(REMARK)
    expect(wanted).to_be_focused()


def test_it_speaks_english_to_who_reads_english(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens(), locale="en-GB")

    page.get_by_role("button", name=f"Comment: {SENTENCE}").click()
    page.get_by_label("Your comment").fill(REMARK)
    page.get_by_role("button", name="Send the comment").click()

    expect(sent(page)).to_contain_text("Your comment has been sent")
    expect(page.locator("article.paper")).to_have_attribute("lang", "sv-SE")


def test_nobody_is_shut_out(examiner: Examiner, editor: Editor) -> None:
    link = editor.opens()
    page = examiner.opens(examiner.screen(), link)
    expect(button(page, SENTENCE)).to_be_attached()
    examiner.looks(page, "reading", EVERY_LOOK)

    button(page, SENTENCE).click()
    examiner.looks(page, "the dialog", EVERY_LOOK)
    sends(page)
    expect(page.get_by_role("alert")).to_be_visible()
    examiner.looks(page, "a refusal", EVERY_LOOK)
    page.get_by_role("textbox", name="Din kommentar").fill(REMARK)
    page.get_by_role("button", name="Fortsätt senare").click()
    examiner.looks(page, "a comment that is begun", EVERY_LOOK)
    page.get_by_role("button", name="Skriv klart kommentaren").click()
    sends(page)
    expect(sent(page)).to_be_visible()
    examiner.looks(page, "a comment that is sent", EVERY_LOOK)

    editor.does("paper.mark", "draft", state="confirmed")
    examiner.looks(examiner.opens(page, link), "a confirmed paper", EVERY_LOOK)
    editor.does("reading.withdraw", "draft", reading=editor.links()[-1]["id"])
    examiner.looks(examiner.opens(page, link), "a link that has gone", EVERY_LOOK)


def test_on_touch_the_buttons_are_there_and_never_over_each_other(hall: Hall, editor: Editor) -> None:
    page = phone(hall, editor.opens())
    expect(button(page, SENTENCE)).to_be_visible()

    overlapping = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll(".spot__add")];
          const boxes = all.map((each) => [each.getAttribute("aria-label"), each.getBoundingClientRect()]);
          return boxes.flatMap(([name, one], place) => boxes.slice(place + 1)
            .filter(([, other]) => one.bottom > other.top + 0.5 && other.bottom > one.top + 0.5
              && one.right > other.left && other.right > one.left)
            .map(([other]) => `${name} / ${other}`));
        }"""
    )

    assert overlapping == []
    assert {each.evaluate("(one) => getComputedStyle(one).opacity") for each in page.locator(".spot__add").all()} == {
        "1"
    }


def test_the_page_keeps_the_strictest_rules(hall: Hall, editor: Editor) -> None:
    page = hall.screen(PHONE)
    violations: list[str] = []
    page.expose_function("violated", lambda told: violations.append(told))  # noqa: PLW0108  (a function it can bind)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => violated(`${event.violatedDirective}`))"
    )
    answer = page.goto(editor.opens())
    begins(page, SENTENCE, HOSTILE)
    sends(page)
    expect(sent(page)).to_contain_text(HOSTILE)

    assert answer is not None
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert violations == []
    assert page.context.cookies() == [], "the link is all that it takes"


def test_the_key_lets_nobody_onto_the_live_line(editor: Editor, meeting: Meeting) -> None:
    key = editor.opens().rpartition("/")[2]
    roles = ("participant", "facilitator", "projector")
    cookies = "; ".join(f"samtal_{role}_{meeting.id}={key}" for role in roles)

    for token in (key, f"f.{key}", f"p.{key}", f"m.{key}"):
        with pytest.raises(Refused):
            Wire(meeting.address, {"token": token})
    for role in roles:
        with pytest.raises(Refused):
            Wire(meeting.address, {"session": meeting.id, "role": role}, headers=[f"Cookie: {cookies}"])
