"""The draft for its page: composed once for each change, whoever asks, and a large one in a process of its own."""

from __future__ import annotations

import gzip
import threading
from typing import Any

import orjson
import pytest

from server.services import drafts as module
from server.services.drafts import Draft, draft, standing
from tests.services.house import House, Meeting, at_once


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sessions whose drafts were composed, in order, each time that it was done."""
    done: list[str] = []
    real = module._composed

    def counted(samtal: Any, at: Any) -> dict[str, bytes]:
        done.append(at.session_id)
        return real(samtal, at)

    monkeypatch.setattr(module, "_composed", counted)
    return done


def now(meeting: Meeting) -> Draft:
    return draft(meeting.samtal, standing(meeting.samtal, meeting.id))


def told(meeting: Meeting, language: str = "sv") -> dict[str, Any]:
    answer: dict[str, Any] = orjson.loads(gzip.decompress(now(meeting).answers[language]))
    return answer


def test_it_is_composed_anew_when_something_has_changed_and_not_before(house: House, made: list[str]) -> None:
    meeting = house.meeting()
    before = now(meeting)
    assert now(meeting) == before
    assert made == [meeting.id]

    meeting.facilitator.does("block.add", "room-1", text="Gruppen enades.")

    assert "Gruppen enades." in told(meeting)["html"]
    assert made == [meeting.id] * 2


def test_those_who_ask_at_once_share_one(house: House, made: list[str]) -> None:
    meeting = house.meeting()

    first, *others = at_once(*[lambda: now(meeting)] * 4)

    assert others == [first] * 3
    assert made == [meeting.id]


def test_who_asks_after_a_change_never_gets_what_was_begun_before_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = house.meeting()
    begun, go_on, real = threading.Event(), threading.Event(), module._composed

    def slowly(samtal: Any, at: Any) -> dict[str, bytes]:
        before = real(samtal, at)
        begun.set()
        assert go_on.wait(10)
        return before

    def changes_and_asks() -> Draft:
        assert begun.wait(10)
        meeting.facilitator.does("block.add", "room-1", text="Skrivet medan.")
        at = standing(meeting.samtal, meeting.id)
        go_on.set()
        return draft(meeting.samtal, at)

    monkeypatch.setattr(module, "_composed", slowly)
    early, late = at_once(lambda: now(meeting), changes_and_asks)

    assert b"Skrivet medan." not in gzip.decompress(early.answers["sv"])
    assert b"Skrivet medan." in gzip.decompress(late.answers["sv"])


def test_a_large_one_is_the_same_and_made_aside(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = house.meeting()
    meeting.joins("Anna Andersson")
    meeting.facilitator.does("block.add", "room-1", text="Anna Andersson sade det.")
    here = told(meeting)
    aside, orders = module.aside, list[dict[str, Any]]()

    def watched(*work: Any, **how: Any) -> Any:
        orders.append(how)
        return aside(*work, **how)

    monkeypatch.setattr(module, "aside", watched)
    monkeypatch.setattr(module, "LARGE", 1)
    monkeypatch.setattr(module, "_kept", {})

    assert told(meeting) == here
    assert [leak["kind"] for leak in here["leaks"]] == ["person"]
    assert orders == [{"hurried": False}]


def test_erased_names_are_a_change_that_no_log_tells(house: House) -> None:
    meeting = house.meeting()
    meeting.joins("Anna Andersson")
    meeting.facilitator.does("block.add", "room-1", text="Anna Andersson sade det.")
    assert told(meeting)["leaks"]

    meeting.samtal.purge(meeting.id, personal_data_only=True)

    assert told(meeting)["leaks"] == []


def test_warnings_are_said_in_each_readers_language(house: House) -> None:
    meeting = house.meeting()
    swedish, english = (told(meeting, language) for language in ("sv", "en"))

    assert [each["anchor"] for each in swedish["warnings"]] == [each["anchor"] for each in english["warnings"]]
    assert swedish["warnings"] != english["warnings"]
    assert swedish | {"warnings": []} == english | {"warnings": []}


def test_only_the_sessions_asked_for_last_are_remembered(house: House, made: list[str], monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 1)
    one, other = house.meeting(), house.meeting()

    for meeting in (one, one, other, one):
        now(meeting)

    assert made == [one.id, other.id, one.id]
