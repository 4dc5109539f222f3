"""Pages are light, speak the reader's language, and load nothing but their own server's files."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, Route, expect

from bench.pages import MAX_KILOBYTES, MAX_KILOBYTES_WITH_FONTS, MAX_REQUESTS, weighed
from server.session_file import read
from tests.browser.conftest import LAPTOP, PHONE, WALL, Hall
from tests.browser.desk import Desk, let_in


@pytest.fixture
def desk(hall: Hall) -> Iterator[Desk]:
    desk = Desk(hall.meeting)
    yield desk
    desk.leaves()


def test_the_group_room_is_light_in_both_languages(hall: Hall) -> None:
    for locale, heading in (("sv-SE", "Inlägg"), ("en-GB", "Notes")):
        page = newcomer(hall, locale)
        with weighed(page) as weight:
            page.goto(f"{hall.meeting.address}/s/{hall.meeting.id}")
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            page.locator("details").evaluate_all("folded => folded.forEach((each) => { each.open = true; })")
            page.wait_for_load_state("networkidle")
            page.evaluate("document.fonts.ready.then(() => {})")

        assert len(weight.requests) <= MAX_REQUESTS, weight.requests
        assert weight.kilobytes <= MAX_KILOBYTES, weight.requests
        assert weight.kilobytes_with_fonts <= MAX_KILOBYTES_WITH_FONTS, weight.requests


def test_a_browser_that_is_too_old_says_so_in_words(hall: Hall) -> None:
    told = "Webbläsaren är för gammal för Samtal."
    page = hall.screen(PHONE)
    page.goto(hall.meeting.links["join"])
    expect(page.get_by_label("Ditt namn")).to_be_visible()
    expect(page.get_by_text(told)).to_be_hidden()

    old = hall.screen(PHONE)
    old.route("**/main-*.css", lambda route: route.fulfill(content_type="text/css", body=_as_read_by_old(route)))
    old.goto(hall.meeting.links["join"])
    expect(old.get_by_text(told)).to_be_visible()
    assert old.get_by_text(told).evaluate("(said) => getComputedStyle(said).color") == "rgb(16, 35, 30)"


def _as_read_by_old(route: Route) -> str:
    style = route.fetch().text()
    assert "selector(:popover-open)" in style
    return style.replace("selector(:popover-open)", "selector(:of-a-later-day)").replace("light-dark(", "unknown(")


def newcomer(hall: Hall, locale: str) -> Page:
    """Give a phone that has joined the first room and loaded nothing yet."""
    page = hall.screen(PHONE, has_touch=True, is_mobile=True, locale=locale)
    wanted = {"code": hall.meeting.code, "name": "Anna", "room": hall.meeting.rooms[0]["id"]}
    answer = page.request.post(f"{hall.meeting.address}/api/v1/join", data=wanted)
    assert answer.ok, answer.text()
    return page


def test_an_organiser_makes_a_session_from_the_form(hall: Hall, server: tuple[str, Path], tmp_path: Path) -> None:
    page = hall.screen(LAPTOP)
    page.goto(organisers_link(server))
    page.get_by_role("link", name="Skapa en ny träff").click()
    page.get_by_role("button", name="Skapa träffen").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Skriv vad träffen heter.").click()
    expect(page.get_by_label("Träffens namn")).to_be_focused()

    _fill_in(page)
    page.reload()
    expect(page.get_by_label("Träffens namn")).to_have_value("Träff om övergångar")
    expect(page.get_by_label("Förslagets rubrik")).to_have_value("En väg in")
    with page.expect_download() as download:
        page.get_by_role("button", name="Ladda ner träffilen").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    plan = read(file.read_bytes(), file.name, language="sv")

    assert file.name == "traff-om-overgangar.yaml"
    assert (plan.title, str(plan.date), plan.settings.retention_days) == ("Träff om övergångar", "2027-03-04", 30)
    assert [(each.name, each.short) for each in plan.organisations] == [
        ("Arbetsförmedlingen", "Af"),
        ("Skolverket", None),
    ]
    opening, workshop = plan.programme
    assert opening.opening
    assert [each.name for each in opening.opening.speakers] == ["Generaldirektören"]
    assert workshop.workshop
    assert [(each.minutes, each.silent) for each in workshop.workshop.steps] == [(10, True)]
    room = plan.rooms[0]
    assert room.proposal
    assert (room.name, room.proposal.number, room.proposal.title) == ("Grupp 1", 1, "En väg in")

    page.get_by_role("button", name="Skapa träffen").click()
    page.wait_for_url(f"{hall.meeting.address}/")
    made = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Träff om övergångar"))
    for link in ("Processledning", "Projektor", "Gå med", "Utkast"):
        expect(made.get_by_role("link", name=link)).to_be_visible()
    page.goto(f"{hall.meeting.address}/new")
    expect(page.get_by_label("Träffens namn")).to_have_value("")


def _fill_in(page: Page) -> None:
    page.get_by_label("Träffens namn").fill("Träff om övergångar")
    page.get_by_label("Datum").fill("2027-03-04")
    page.get_by_role("textbox", name="Organisationer").fill("Arbetsförmedlingen; Af\nSkolverket")
    page.get_by_role("button", name="Workshop", exact=True).click()
    page.get_by_label("Rubrik", exact=True).fill("Samtal i grupper")
    page.get_by_label("Moment", exact=True).fill("Skriv tyst")
    page.get_by_label("Minuter").fill("10")
    page.get_by_label("Tyst: andras inlägg").check()
    page.get_by_role("button", name="Inledning", exact=True).click()
    page.get_by_label("Rubrik", exact=True).last.fill("Välkommen")
    page.get_by_role("textbox", name="Talare", exact=True).fill("Generaldirektören")
    page.get_by_role("button", name="Flytta upp Inledning: Välkommen").click()
    page.get_by_role("button", name="Lägg till ett rum").click()
    expect(page.get_by_label("Rummets namn")).to_be_focused()
    page.get_by_label("Förslagets rubrik").fill("En väg in")
    page.get_by_role("button", name="Ta bort Grupp 1").click()
    page.get_by_role("button", name="Ångra").click()
    page.get_by_label("Dagar som namnen sparas").fill("30")
    expect(page.get_by_text("Sparat på den här enheten.")).to_be_visible()


def test_the_organisers_words_stand_on_the_pages_about_samtal(hall: Hall, server: tuple[str, Path]) -> None:
    page, visitor = hall.screen(LAPTOP), hall.screen(PHONE)
    page.goto(organisers_link(server))
    page.get_by_role("link", name="Tillgänglighet").click()
    page.get_by_text("Ändra arrangörens text").click()
    page.get_by_label("Text på svenska").fill("Myndigheten ansvarar.\n\n- **Skriv** till oss")
    page.get_by_role("button", name="Spara texten").click()
    expect(page.get_by_role("listitem").filter(has_text="Skriv till oss")).to_be_visible()

    visitor.goto(f"{hall.meeting.address}/about/accessibility")
    expect(visitor.get_by_text("Myndigheten ansvarar.")).to_be_visible()
    expect(visitor.get_by_text("Ändra arrangörens text")).to_have_count(0)
    visitor.get_by_role("link", name="English").click()
    expect(visitor.get_by_role("heading", name="Accessibility statement for Samtal")).to_be_visible()
    expect(visitor.get_by_text("Myndigheten ansvarar.")).to_be_visible()


def organisers_link(server: tuple[str, Path]) -> str:
    command = [sys.executable, "-m", "server", "key", "--data", str(server[1])]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().split()[-1]


def test_every_page_of_a_meeting_keeps_the_strictest_rules(hall: Hall, server: tuple[str, Path], desk: Desk) -> None:
    """No script, style or request but our own: the rules are strict, and nothing ever runs into them."""
    organiser, console, wall = hall.screen(LAPTOP), hall.screen(LAPTOP), hall.screen(WALL)
    anna = hall.screen(PHONE, has_touch=True, is_mobile=True)
    violations: list[str] = []
    rules: dict[str, str] = {}
    for page in (organiser, console, wall, anna):
        page.expose_function("violated", lambda told: violations.append(told))  # noqa: PLW0108  (a function it can bind)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) =>"
            " violated(`${location.pathname}: ${event.violatedDirective} ${event.blockedURI}`))"
        )
        page.on("response", lambda answer: rules.update(_rules(answer)))

    organiser.goto(organisers_link(server))
    for path in ("/new", "/about/privacy", "/about/accessibility"):
        organiser.goto(hall.meeting.address + path)
    console.goto(hall.meeting.links["facilitator"])
    wall.goto(hall.meeting.links["projector"])
    anna.goto(f"{hall.meeting.address}/join?code={hall.meeting.code}")
    anna.get_by_label("Ditt namn").fill("Anna")
    anna.get_by_role("radio").first.check()
    anna.get_by_role("button", name="Gå in").click()
    expect(anna.get_by_role("heading", name="Inlägg").first).to_be_visible()
    desk.starts("Samtal 1: Vad behöver förslaget?")
    anna.locator("#compose").click()
    anna.get_by_label("Ditt inlägg").fill(
        "<style>body { display: none }</style><img src=//example.org/x onerror=alert(1)>"
    )
    anna.get_by_role("button", name="Lägg till").click()
    for page in (anna, console):
        expect(page.get_by_text("<style>body").first).to_be_visible()
    desk.does("screen.set", scene="harvest")
    desk.closes()
    expect(wall.get_by_text("Tack för i dag").first).to_be_visible()
    console.goto(f"{hall.meeting.address}/s/{hall.meeting.id}/draft")
    expect(console.get_by_text("<style>body").first).to_be_visible()

    assert violations == []
    assert len(rules) >= 8, "every page has been looked at"
    for path, policy in rules.items():
        assert "default-src 'none'" in policy, path
        assert "script-src 'self'" in policy, path
        assert "unsafe" not in policy, path


def _rules(answer: Response) -> dict[str, str]:
    """Give a page's rules by its path; nothing for what is no page."""
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return {}
    return {urlsplit(answer.url).path: answer.headers.get("content-security-policy", "")}


def test_every_page_switches_language(hall: Hall, server: tuple[str, Path]) -> None:
    page = hall.screen(LAPTOP)
    page.goto(organisers_link(server))
    pages = {
        "/": ("Träffar", "Meetings"),
        "/join": ("Välkommen in. Vilken träff gäller det?", "Welcome. Which meeting is it?"),
        "/new": ("Skapa en träff", "Create a meeting"),
        "/about/privacy": ("Om dina uppgifter", "About your data"),
        "/about/accessibility": ("Tillsyn", "Supervision"),
    }
    for path, (swedish, english) in pages.items():
        page.goto(hall.meeting.address + path)
        expect(page.get_by_role("heading", name=swedish, exact=True)).to_be_visible()
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("heading", name=english, exact=True)).to_be_visible()
        assert urlsplit(page.url).path == path, "one stays where one was"
        page.get_by_role("link", name="Svenska").click()
        expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_language_is_switched_where_the_day_is_spent_and_half_typed_text_stays(hall: Hall) -> None:
    at = f"{hall.meeting.address}/s/{hall.meeting.id}"
    anna = hall.screen(PHONE, has_touch=True, is_mobile=True)
    let_in(anna, hall.meeting, "Anna")
    anna.locator("#compose").click()
    anna.locator("#note-text").fill("Halvvägs in i en")
    anna.keyboard.press("Escape")
    anna.get_by_role("button", name="Meny").click()
    anna.get_by_role("menuitemradio", name="English").click()
    expect(anna.get_by_role("button", name="Menu")).to_be_visible()
    anna.locator("#compose").click()
    expect(anna.locator("#note-text")).to_have_value("Halvvägs in i en")

    lead = hall.screen(LAPTOP)
    lead.goto(hall.meeting.links["facilitator"])
    own, theirs = ("Språk och ljus", "English"), ("Language and light", "Svenska")
    for path, swedish, english in (
        ("/facilitator", "Grupprum", "Group rooms"),
        ("/draft", "Utkast till dokumentation", "Draft of the documentation"),
    ):
        lead.goto(at + path)
        for (menu, item), heading in ((own, english), (theirs, swedish)):
            lead.get_by_role("button", name=menu).click()
            lead.get_by_role("menuitemradio", name=item).click()
            expect(lead.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        assert urlsplit(lead.url).path.endswith(path), "one stays where one was"
    lead.goto(f"{at}/template")
    lead.get_by_role("link", name="English").click()
    expect(lead.get_by_role("heading", name="Word template and logo", level=1)).to_be_visible()


def test_dates_times_and_numbers_are_those_of_the_language(hall: Hall, desk: Desk) -> None:
    for locale, day, time, number in (
        ("sv-SE", "30 september 2025", r"\d\d\.\d\d", "0 av 2 000"),
        ("en-GB", "30 September 2025", r"\d\d:\d\d", "0 of 2,000"),
    ):
        page = hall.screen(PHONE, has_touch=True, is_mobile=True, locale=locale)
        page.goto(f"{hall.meeting.address}/join?code={hall.meeting.code}")
        expect(page.get_by_text(day).first).to_be_visible()
        page.request.post(
            f"{hall.meeting.address}/api/v1/join",
            data={"code": hall.meeting.code, "name": locale, "room": hall.meeting.rooms[0]["id"]},
        )
        page.goto(f"{hall.meeting.address}/s/{hall.meeting.id}")
        page.locator("#compose").click()
        expect(page.locator("#note-count")).to_have_text(number)
        desk.does("message.send", text=f"Halvtid {locale}")
        expect(page.locator(".banner--call").filter(has_text=locale)).to_contain_text(re.compile(time))
