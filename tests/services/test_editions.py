"""The paper's editions: what it said when it was confirmed or sent out can be read again whole, whatever came after."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from server.services import editions, papers
from server.services.papers import Wanted
from server.store.files import Files
from tests.domain.cast import refused
from tests.services.house import House, Meeting

BEFORE, AFTER = "Vi vill det ena.", "Vi vill det andra."


@pytest.fixture
def meeting(house: House) -> Meeting:
    meeting = house.meeting()
    meeting.joins("Anna Ängström").writes("Ett inlägg som ingen använder")
    return meeting


def confirmed_and_changed(house: House, meeting: Meeting) -> int:
    """Confirm the paper, open it again and change it; give the edition."""
    block = str(uuid4())
    meeting.facilitator.does("block.add", id=block, text=BEFORE)
    house.samtal.close(meeting.id)
    house.passes(minutes=1)
    edition = meeting.facilitator.does("paper.mark", "draft", state="confirmed").seq
    house.passes(days=2)
    meeting.facilitator.does("paper.mark", "draft", state="draft")
    meeting.facilitator.does("block.edit", block=block, text=AFTER)
    return edition


def test_each_time_it_was_confirmed_or_sent_out_is_told(house: House, meeting: Meeting) -> None:
    house.samtal.close(meeting.id)
    assert editions.editions(house.samtal, meeting.id) == []
    for state in ("confirmed", "sent", "draft", "confirmed"):
        house.passes(minutes=1)
        meeting.facilitator.does("paper.mark", "draft", state=state)

    first, sent, again = editions.editions(house.samtal, meeting.id)

    assert [each.state for each in (first, sent, again)] == ["confirmed", "sent", "confirmed"]
    assert first.at < sent.at < str(first.opened_at) < again.at
    assert (sent.opened_at, again.opened_at) == (first.opened_at, None)


def test_it_is_read_as_it_was_whole_and_without_names(house: House, meeting: Meeting) -> None:
    number = confirmed_and_changed(house, meeting)
    house.samtal.purge(meeting.id, personal_data_only=True)

    edition, printed = editions.as_it_was(house.samtal, meeting.id, number)

    assert (edition.state, edition.edition) == ("confirmed", number)
    assert BEFORE in printed.html
    assert AFTER not in printed.html
    assert "FASTSTÄLLD" in printed.html
    assert printed.title in printed.html
    assert "d-room-1" in [heading["anchor"] for heading in printed.outline]
    for secret in ("Anna", "data-sources"):
        assert secret not in printed.html, secret


def test_its_files_say_what_it_said_and_when_it_was_confirmed(house: House, meeting: Meeting) -> None:
    edition = confirmed_and_changed(house, meeting)

    then = papers.export(house.samtal, meeting.id, "md", Wanted(edition=edition))
    now = papers.export(house.samtal, meeting.id, "md")

    day = (house.now - dt.timedelta(days=2)).date()
    assert BEFORE in then.content.decode()
    assert AFTER in now.content.decode()
    assert now.file_name.endswith(" utkast.md")
    assert then.file_name.endswith(f" fastställd {day.isoformat()}.md")


def test_a_look_that_came_later_is_told(house: House, meeting: Meeting) -> None:
    confirmed_and_changed(house, meeting)
    (before,) = editions.editions(house.samtal, meeting.id)
    at = str(before.opened_at)
    Files(house.samtal.log.engine).put(meeting.id, "logo", content=b"x", mime="image/png", uploaded_at=at, details={})

    (after,) = editions.editions(house.samtal, meeting.id)

    assert (before.new_look, after.new_look) == (False, True)


def test_what_is_no_edition_is_refused(house: House, meeting: Meeting) -> None:
    edition = confirmed_and_changed(house, meeting)

    for number in (0, edition - 1, edition + 1, 10**8):
        with refused("not_found", "edition"):
            editions.as_it_was(house.samtal, meeting.id, number)
        with refused("not_found", "edition"):
            papers.export(house.samtal, meeting.id, "pdf", Wanted(edition=number))
    with refused("invalid", "format"):
        papers.export(house.samtal, meeting.id, "json", Wanted(edition=edition))
