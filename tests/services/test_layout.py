"""On which page what stands: told of the paper as it is now, laid out once, and never before somebody's file."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from pypdf import PdfReader

from server.domain.errors import Unavailable
from server.export.pdf import Layout
from server.services import aside as at_side
from server.services import layout as module
from server.services import papers
from server.services.aside import Limits
from server.services.layout import layout
from server.services.turns import Turns
from tests.export.agency import PIXEL
from tests.services.house import House, Meeting, at_once


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sessions that were laid out, in order, each time that it was done."""
    done: list[str] = []
    real = module.aside

    def counted(work: Any, *arguments: Any, **more: Any) -> Any:
        done.append(arguments[1])
        return real(work, *arguments, **more)

    monkeypatch.setattr(module, "aside", counted)
    return done


def writes_long(meeting: Meeting) -> None:
    for number in range(12):
        text = f"Stycke {number}. " + "Gruppen vill gå vidare med frågan. " * 12
        meeting.facilitator.does("block.add", "room-1", text=text)


def test_it_is_the_pages_of_the_file(house: House) -> None:
    meeting = house.meeting()
    writes_long(meeting)
    told = layout(house.samtal, meeting.id)
    house.samtal.close(meeting.id)

    exported = PdfReader(io.BytesIO(papers.export(house.samtal, meeting.id, "pdf").content))

    assert told.pages == layout(house.samtal, meeting.id).pages == len(exported.pages) > 1
    assert told.starts["d-room-1"] <= told.starts["d-room-2"]


def test_it_is_laid_out_anew_when_something_has_changed_and_not_before(house: House, laid: list[str]) -> None:
    meeting = house.meeting()
    before = layout(house.samtal, meeting.id)
    assert layout(house.samtal, meeting.id) == before
    assert len(laid) == 1

    writes_long(meeting)

    assert layout(house.samtal, meeting.id).pages > before.pages
    assert len(laid) == 2


def test_a_logo_is_a_change_too(house: House, laid: list[str]) -> None:
    meeting = house.meeting()
    layout(house.samtal, meeting.id)

    papers.templates.keep_logo(house.samtal, meeting.id, PIXEL)
    layout(house.samtal, meeting.id)

    assert len(laid) == 2


def test_those_who_ask_at_once_share_one(house: House, laid: list[str]) -> None:
    meeting = house.meeting()

    def asks() -> Layout:
        return layout(house.samtal, meeting.id)

    first, *others = at_once(*[asks] * 4)

    assert others == [first] * 3
    assert laid == [meeting.id]


def test_only_the_sessions_asked_for_last_are_remembered(house: House, laid: list[str], monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    one, other = house.meeting(), house.meeting()

    for meeting in (one, one, other, one):
        layout(house.samtal, meeting.id)

    assert laid == [one.id, other.id, one.id]


def test_a_file_that_somebody_waits_for_goes_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = house.meeting()
    house.samtal.close(meeting.id)
    turns, done = Turns(1), list[str]()
    monkeypatch.setattr(at_side, "_turns", turns)
    assert turns.take(0)
    numbers = threading.Thread(target=lambda: (layout(house.samtal, meeting.id), done.append("numbers")))
    file = threading.Thread(target=lambda: (papers.export(house.samtal, meeting.id, "md"), done.append("file")))
    for asks in (numbers, file):
        waiting = len(turns._changed._waiters)  # type: ignore[attr-defined]
        asks.start()
        while len(turns._changed._waiters) == waiting:  # type: ignore[attr-defined]
            asks.join(0.01)
            assert asks.is_alive()

    turns.give_back()
    for asks in (numbers, file):
        asks.join(60)

    assert done == ["file", "numbers"]


def test_a_machine_with_too_much_to_do_says_so(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = house.meeting()
    monkeypatch.setattr(at_side, "_turns", Turns(0))
    monkeypatch.setattr(module, "aside", lambda *work, **more: at_side.aside(*work, **more, limits=Limits(seconds=0)))

    with pytest.raises(Unavailable):
        layout(house.samtal, meeting.id)
