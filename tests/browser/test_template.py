"""The agency's Word template and the logo, on the page where they are brought in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LAPTOP, Hall, Meeting
from tests.browser.people import Facilitator
from tests.browser.test_accessibility import EVERY_LOOK, Examiner
from tests.export import agency
from tests.export.test_logo import DRAWING


def opened(hall: Hall, viewport: dict[str, int] = LAPTOP, **more: Any) -> Page:
    page = hall.screen(viewport, **more)
    key = hall.meeting.tokens["facilitator"]
    page.goto(f"{hall.meeting.address}/s/{hall.meeting.id}/template?key={key}")
    expect(page.locator(".look__drop").first).to_be_visible()
    return page


def template(tmp_path: Path, **more: bool) -> Path:
    file = tmp_path / "Myndighetens mall.dotx"
    file.write_bytes(agency.template(**more))
    return file


def brought(page: Page, tmp_path: Path) -> None:
    page.get_by_label("Välj en Word-mall").set_input_files(template(tmp_path))
    expect(page.get_by_role("heading", name="Det här hittades")).to_be_focused()


def tried(page: Page, tmp_path: Path) -> Any:
    with page.expect_download() as download:
        page.get_by_role("button", name="Prova").click()
    assert download.value.suggested_filename == "Prov.docx"
    file = tmp_path / "tried.docx"
    download.value.save_as(file)
    return Document(str(file))


def row(page: Page, name: str) -> Locator:
    return page.locator(".look__row").filter(has=page.get_by_text(name, exact=True))


def test_a_template_is_brought_in_tried_changed_and_removed(hall: Hall, tmp_path: Path) -> None:
    page = opened(hall)
    brought(page, tmp_path)
    expect(page.get_by_text("Myndighetens mall.dotx")).to_be_visible()
    expect(row(page, "Rubrik 1, programpunkter").get_by_text("Hittad")).to_be_visible()
    expect(row(page, "Etikett före en text").get_by_text("Läggs till")).to_be_visible()
    first = tried(page, tmp_path)

    choice = page.get_by_label("Rubrik 1, programpunkter")
    with page.expect_response(lambda answer: answer.url.endswith("/template/mapping") and answer.ok):
        choice.select_option("Myndighetens rubrik")
    expect(row(page, "Rubrik 1, programpunkter").get_by_text("Vald")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Rubrik 1, programpunkter")).to_have_value("Myndighetens rubrik")
    second = tried(page, tmp_path)

    styles = [{paragraph.style.name for paragraph in document.paragraphs} for document in (first, second)]
    assert first.styles["Normal"].font.name == "Calibri"
    assert "Heading 1" in styles[0] - styles[1]
    assert "Myndighetens rubrik" in styles[1] - styles[0]

    page.get_by_role("button", name="Ta bort mallen").click()
    expect(page.get_by_role("button", name="Behåll")).to_be_focused()
    page.get_by_role("button", name="Behåll").click()
    expect(page.get_by_role("button", name="Ta bort mallen")).to_be_focused()
    page.get_by_role("button", name="Ta bort mallen").click()
    page.get_by_role("button", name="Ta bort", exact=True).click()
    expect(page.get_by_label("Välj en Word-mall")).to_be_focused()
    expect(page.get_by_role("heading", name="Formatmallar")).to_have_count(0)


def test_a_template_can_be_dropped(hall: Hall) -> None:
    page = opened(hall)
    data = page.evaluate_handle(
        """bytes => { const moved = new DataTransfer();
        moved.items.add(new File([new Uint8Array(bytes)], "Släppt.docx")); return moved; }""",
        list(agency.template()),
    )
    page.locator(".look__drop").first.dispatch_event("drop", {"dataTransfer": data})

    expect(page.get_by_text("Släppt.docx")).to_be_visible()


def test_a_template_with_macros_is_refused_in_words(hall: Hall, tmp_path: Path) -> None:
    page = opened(hall)
    file = tmp_path / "makro.docm"
    file.write_bytes(agency.changed(agency.template(), lambda parts: parts.__setitem__("word/vbaProject.bin", b"x")))
    page.get_by_label("Välj en Word-mall").set_input_files(file)

    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_have_text("Mallen innehåller makron. Spara den utan makron (.docx eller .dotx).")
    hall.faults.clear()  # the browser writes a refused request into its console
    brought(page, tmp_path)
    expect(alert).to_have_count(0)


def test_what_should_be_looked_at_is_said(hall: Hall, tmp_path: Path) -> None:
    page = opened(hall)
    page.get_by_label("Välj en Word-mall").set_input_files(template(tmp_path, header=False, cover=True))

    expect(page.get_by_text("Mallen har inget sidhuvud. Samtals eget läggs in.")).to_be_visible()
    expect(page.get_by_text("Texten läggs där {{dokumentation}} står.", exact=False)).to_be_visible()


def test_a_logo_is_brought_in_shown_and_removed(hall: Hall, tmp_path: Path) -> None:
    page = opened(hall)
    file = tmp_path / "logotyp.svg"
    file.write_bytes(DRAWING)
    page.get_by_label("Välj en logotyp").set_input_files(file)
    picture = page.get_by_role("img", name="Logotypen som den skrivs ut")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0

    page.get_by_role("button", name="Ta bort logotypen").click()
    page.get_by_role("button", name="Ta bort", exact=True).click()
    expect(page.get_by_label("Välj en logotyp")).to_be_focused()


def test_without_a_connection_the_choice_goes_back_and_the_page_says_so(hall: Hall, tmp_path: Path) -> None:
    page = opened(hall)
    brought(page, tmp_path)
    page.context.set_offline(True)
    page.get_by_label("Rubrik 1, programpunkter").select_option("Myndighetens rubrik")

    expect(page.get_by_role("alert")).to_have_text("Servern svarar inte. Kontrollera nätet och försök igen.")
    expect(page.get_by_label("Rubrik 1, programpunkter")).to_have_value("heading 1")
    page.context.set_offline(False)
    hall.faults.clear()  # the browser's own words about the network


def test_everybody_can_use_the_page(browser: Browser, meeting: Meeting, tmp_path: Path) -> None:
    examiner = Examiner(browser, meeting)
    page = examiner.opens(examiner.screen(), f"/s/{meeting.id}/template?key={meeting.tokens['facilitator']}")
    expect(page.get_by_text("Eller släpp den här", exact=False).first).to_be_visible()
    examiner.looks(page, "nothing yet", EVERY_LOOK)
    brought(page, tmp_path)
    page.get_by_role("button", name="Ta bort mallen").click()
    examiner.looks(page, "a template", EVERY_LOOK)
    (tmp_path / "wrong.svg").write_bytes(b"<html/>")
    page.get_by_label("Välj en logotyp").set_input_files(tmp_path / "wrong.svg")
    expect(page.get_by_role("alert")).to_be_focused()
    examiner.looks(page, "a refusal", EVERY_LOOK)
    for context in examiner.contexts:
        context.close()

    assert not examiner.found, examiner.told()


def test_the_page_is_in_english_too(hall: Hall, tmp_path: Path) -> None:
    page = opened(hall, locale="en-GB")
    page.get_by_label("Choose a Word template").set_input_files(template(tmp_path))

    expect(page.get_by_role("heading", name="What was found")).to_be_focused()
    expect(page.get_by_label("Heading 1, programme items")).to_have_value("heading 1")
    expect(page.get_by_label("Heading 1, programme items").locator("option:checked")).to_have_text("Heading 1")


def test_a_participant_does_not_get_the_page(hall: Hall) -> None:
    page = hall.screen(LAPTOP)
    answer = page.goto(f"{hall.meeting.address}/s/{hall.meeting.id}/template")

    assert answer is not None
    assert answer.status == 401
    hall.faults.clear()


def test_word_comes_in_the_template_with_the_notes_behind_the_text(hall: Hall, tmp_path: Path) -> None:
    page = opened(hall)
    brought(page, tmp_path)
    with Facilitator(hall.meeting) as facilitator:
        facilitator.does("step.start", step=facilitator.sees()["steps"][0]["id"])
        facilitator.does("note.add", "room-1", text="Fler stolar", anonymous=True)
    key = {"Authorization": f"Bearer {hall.meeting.tokens['facilitator']}"}
    answer = page.request.post(f"{hall.meeting.address}/api/v1/sessions/{hall.meeting.id}/close", headers=key)
    assert answer.ok, answer.text()
    page.get_by_role("link", name="Till utkastet").click()
    page.get_by_role("button", name="Exportera").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word med spår").click()
    file = tmp_path / "traced.docx"
    download.value.save_as(file)
    document = Document(str(file))

    assert download.value.suggested_filename.endswith(" med spår.docx")
    assert document.styles["Normal"].font.name == "Calibri"
    assert [comment.text for comment in document.comments] == ["Insikt: Fler stolar (anonymt inlägg)"]
