"""Pages are light, speak the reader's language, and load nothing but their own server's files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from bench.pages import MAX_KILOBYTES, MAX_KILOBYTES_WITH_FONTS, MAX_REQUESTS, weighed
from server.session_file import read
from tests.browser.conftest import LAPTOP, PHONE, Hall


def test_the_group_room_is_light_in_both_languages(hall: Hall) -> None:
    for locale, heading in (("sv-SE", "Inlägg"), ("en-GB", "Notes")):
        page = newcomer(hall, locale)
        with weighed(page) as weight:
            page.goto(f"{hall.meeting.address}/s/{hall.meeting.id}")
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            page.wait_for_load_state("networkidle")

        assert len(weight.requests) <= MAX_REQUESTS, weight.requests
        assert weight.kilobytes <= MAX_KILOBYTES, weight.requests
        assert weight.kilobytes_with_fonts <= MAX_KILOBYTES_WITH_FONTS, weight.requests


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
        page.get_by_role("button", name="Ladda ner träfffilen").click()
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
