"""Files are written by a process that gets an order of a few words and reads the log itself, on both databases."""

from __future__ import annotations

import json

import pytest

from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.session import Session
from server.services import papers
from tests.services.house import House

PASSWORD = "hemligt-i-salen"


def test_the_paper_says_what_the_log_holds(house: House) -> None:
    meeting = house.meeting()
    anna = meeting.joins("Anna")
    anna.writes("Ett uppdrag behövs.")
    house.samtal.close(meeting.id)

    exported = papers.export(house.samtal, meeting.id, "md")

    assert "Ett uppdrag behövs" in exported.content.decode()
    assert exported.file_name.endswith(f" {meeting.id[:6]} utkast.md")
    assert exported.mime.startswith("text/markdown")


def test_json_can_be_had_of_an_open_session_and_never_has_the_halls_password(house: House) -> None:
    meeting = house.meeting()
    meeting.joins("Anna").writes("Ett uppdrag behövs.")
    meeting.facilitator.leads("hall.set", ssid="Salen", password=PASSWORD)

    exported = papers.export(house.samtal, meeting.id, "json").content.decode()

    assert "Ett uppdrag behövs." in exported
    assert '"Salen"' in exported
    assert PASSWORD not in exported
    assert json.loads(exported)["draft"] is None


def test_what_cannot_be_written_is_refused_as_it_would_be_here(house: House) -> None:
    meeting = house.meeting()

    with pytest.raises(Conflict):
        papers.export(house.samtal, meeting.id, "docx")
    with pytest.raises(NotFound):
        papers.export(house.samtal, "no-such", "json")
    with pytest.raises(Invalid):
        papers.export(house.samtal, meeting.id, "exe")


def test_a_state_folded_from_the_log_is_the_desks_own(house: House) -> None:
    meeting = house.meeting()
    meeting.joins("Anna").writes("Ett uppdrag behövs.")
    house.samtal.close(meeting.id)

    folded = Session.folded(house.samtal.log.read(meeting.id))

    assert folded == house.samtal.desk.look(meeting.id, lambda opened: opened.session)
