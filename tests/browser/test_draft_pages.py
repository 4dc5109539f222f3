"""The draft page tells on which page of the PDF one reads or writes, and the outline where each part stands."""

from __future__ import annotations

import io
import re

import requests
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Hall
from tests.browser.test_accessibility import EVERY_LOOK, Examiner, examiner
from tests.browser.test_draft import WIDE, Meeting, meeting_closed, text_of

__all__ = ["examiner", "meeting_closed"]  # fixtures: pytest finds them by their names here

TOLD_WITHIN_MS = 90_000  # it is asked when the paper has rested, and laid out when nobody waits for a file
PARAGRAPH = "Gruppen ser en nod som ett stöd i vardagen snarare än ännu ett nätverk. " * 6


def asked(meeting: Meeting, part: str) -> requests.Response:
    bearer = {"Authorization": f"Bearer {meeting.direct.tokens['facilitator']}"}
    path = f"{meeting.direct.address}/api/v1/sessions/{meeting.direct.id}/{part}"
    answer = requests.get(path, headers=bearer, timeout=90)
    assert answer.ok, answer.text
    return answer


def pages_of_the_file(meeting: Meeting) -> int:
    return len(PdfReader(io.BytesIO(asked(meeting, "export?format=pdf").content)).pages)


def count(page: Page) -> Locator:
    return page.locator(".draft__count")


def test_the_page_of_the_pdf_follows_where_one_reads_and_writes(meeting_closed: Meeting) -> None:
    blocks = [meeting_closed.desk.does("block.add", "room-1", text=PARAGRAPH) for _ in range(16)]
    page = meeting_closed.opens()
    expect(count(page)).to_contain_text("ungefär")
    pages = pages_of_the_file(meeting_closed)
    starts: dict[str, int] = asked(meeting_closed, "draft/pages").json()["starts"]

    expect(count(page)).to_contain_text(f"Sida 1 av {pages} ·", timeout=TOLD_WITHIN_MS)
    expect(count(page)).to_have_attribute("title", re.compile(r"^Som PDF, \d\d\.\d\d$"))
    outline = page.get_by_role("navigation", name="Disposition")
    for room in ("room-1", "room-5"):
        expect(outline.locator(f"a[href='#d-{room}'] .outline__page")).to_have_text(f"Sida {starts[f'd-{room}']}")

    page.locator(".draft__main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(count(page)).to_contain_text(f"Sida {pages} av {pages} ·")

    begins = next(block for block in blocks if starts.get(block))
    text_of(page, "room-1/text").locator(f"[data-line='{begins}']").click()
    expect(count(page)).to_contain_text(f"Sida {starts[begins]} av {pages} ·")
    page.keyboard.press("Control+Home")
    expect(count(page)).to_contain_text(f"Sida {starts['room-1/proposal']} av {pages} ·")

    page.keyboard.insert_text(PARAGRAPH * 12)
    expect(count(page)).to_contain_text(f"av {pages + 1} ·", timeout=TOLD_WITHIN_MS)


def test_without_an_answer_the_estimate_stays_and_nobody_is_disturbed(meeting_closed: Meeting) -> None:
    page = meeting_closed.hall.screen(WIDE)
    page.route("**/draft/pages", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>nothing"))
    with page.expect_response("**/draft/pages", timeout=TOLD_WITHIN_MS):
        page.goto(meeting_closed.direct.links["facilitator"])
        page.goto(f"{meeting_closed.direct.address}/s/{meeting_closed.direct.id}/draft")
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")

    expect(count(page)).to_contain_text("ungefär")
    expect(page.locator(".outline__page")).to_have_count(0)
    expect(page.locator(".toast")).to_have_count(0)


def test_the_numbers_are_there_for_everybody(examiner: Examiner) -> None:
    meeting = Meeting(Hall(examiner.browser, examiner.meeting, [], [], []))
    meeting.desk.closes()
    page = examiner.screen()
    page.goto(examiner.meeting.links["facilitator"])
    page.goto(f"{examiner.meeting.address}/s/{examiner.meeting.id}/draft")
    expect(count(page)).to_contain_text("Sida 1 av", timeout=TOLD_WITHIN_MS)

    examiner.looks(page, "pages told", EVERY_LOOK)
    room = page.get_by_role("navigation", name="Disposition").get_by_role(
        "link", name=re.compile(r"Förslag 5.* Sida \d$")
    )
    expect(room).to_have_count(1)
    meeting.desk.leaves()
