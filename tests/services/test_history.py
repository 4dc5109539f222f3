"""How a text came to be: every version with its writer, also of what has been removed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event as sqlalchemy_event

from server.domain.events import Recorded
from server.services.history import MAX_LIMIT, history
from server.store.event_log import Batch
from tests.domain.cast import refused
from tests.services.house import House, Meeting, Voice


@pytest.fixture
def meeting(house: House) -> Meeting:
    return house.meeting()


def versions(meeting: Meeting, **of: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = history(meeting.samtal, meeting.id, **of)["versions"]
    return found


def texts(meeting: Meeting, **of: Any) -> list[tuple[str, str]]:
    return [(version["type"], version["text"]) for version in versions(meeting, **of)]


def adds(voice: Voice, text: str, channel: str = "room-1", **more: Any) -> str:
    block = str(uuid4())
    voice.does("block.add", channel, id=block, text=text, **more)
    return block


def test_each_version_of_a_block_is_told_with_the_role_of_its_writer(house: House, meeting: Meeting):
    anna = meeting.joins("Anna")
    meeting.facilitator.leads("participant.role", participant=anna.id, role="note-taker")
    block = adds(anna, "Vi vill.", sources=[])
    house.passes(minutes=1)
    meeting.facilitator.does("block.edit", block=block, text="Vi kan och vill.")

    first, second = versions(meeting, channel="room-1", block=block)

    assert (first["type"], first["by"], first["text"], first["block"]) == (
        "block.added",
        "note-taker",
        "Vi vill.",
        block,
    )
    assert (second["type"], second["by"], second["text"]) == ("block.edited", "facilitator", "Vi kan och vill.")
    assert first["at"] < second["at"]
    assert (first["name"], second["name"]) == ("Anna", None)
    assert anna.id not in str([first, second])


def test_a_name_is_told_until_the_names_are_erased(meeting: Meeting):
    anna = meeting.joins("Anna")
    meeting.facilitator.leads("participant.role", participant=anna.id, role="note-taker")
    adds(anna, "Vi vill.")

    (before,) = versions(meeting, channel="room-1")
    meeting.samtal.purge(meeting.id, personal_data_only=True)
    (after,) = versions(meeting, channel="room-1")

    assert (before["name"], after["name"]) == ("Anna", None)
    assert (before["by"], after["by"]) == ("note-taker", "note-taker")


def test_the_role_is_that_of_then(meeting: Meeting):
    anna = meeting.joins("Anna")
    meeting.facilitator.leads("participant.role", participant=anna.id, role="note-taker")
    adds(anna, "Som dokumentatör.")
    meeting.facilitator.leads("participant.role", participant=anna.id, role="facilitator")
    adds(anna, "Som processledare.")
    meeting.facilitator.leads("participant.role", participant=anna.id, role="participant")

    assert [version["by"] for version in versions(meeting, channel="room-1")] == ["note-taker", "facilitator"]


def test_a_removed_block_is_told_with_the_text_and_the_place_that_it_had(meeting: Meeting):
    first = adds(meeting.facilitator, "Först.")
    gone = adds(meeting.facilitator, "Bort med mig.", kind="bullet", after=first)
    adds(meeting.facilitator, "Sist.", after=gone)
    meeting.facilitator.does("block.remove", block=gone)

    _, removed = versions(meeting, channel="room-1", block=gone)

    assert (removed["type"], removed["text"]) == ("block.removed", "Bort med mig.")
    assert (removed["kind"], removed["level"], removed["runs"], removed["after"]) == ("bullet", 0, None, first)


def test_styles_are_told_so_that_they_can_be_restored(meeting: Meeting):
    runs = [{"text": "Vi ", "bold": True}, {"text": "vill"}]
    block = str(uuid4())
    meeting.facilitator.does("block.add", id=block, runs=runs, kind="numbered", level=1)

    (version,) = versions(meeting, channel="room-1", block=block)

    assert (version["runs"], version["kind"], version["level"]) == (runs, "numbered", 1)


def test_moving_a_block_is_no_new_version(meeting: Meeting):
    first, second = adds(meeting.facilitator, "Ett."), adds(meeting.facilitator, "Två.")
    meeting.facilitator.does("block.move", block=second, after=None)
    meeting.facilitator.does("block.remove", block=first)

    told = versions(meeting, channel="room-1")

    assert [(version["type"], version["block"]) for version in told] == [
        ("block.added", first),
        ("block.added", second),
        ("block.removed", first),
    ]
    assert told[-1]["after"] == second, "it stood below what had been moved before it"


def test_what_is_typed_without_a_pause_is_one_version(house: House, meeting: Meeting):
    block = adds(meeting.facilitator, "Vi")
    for text in ("Vi v", "Vi vi", "Vi v", "Vi vill", "Vi vill mera"):
        house.passes(seconds=1)
        meeting.facilitator.does("block.edit", block=block, text=text)
    house.passes(minutes=1)
    meeting.facilitator.does("block.edit", block=block, text="Vi vill mera nu")
    meeting.facilitator.does("block.edit", block=block, text="Allt annat")

    assert texts(meeting, channel="room-1", block=block) == [
        ("block.added", "Vi"),
        ("block.edited", "Vi vill mera"),
        ("block.edited", "Vi vill mera nu"),
        ("block.edited", "Allt annat"),
    ]


def test_what_somebody_else_typed_and_what_was_cut_away_are_versions(meeting: Meeting):
    anna = meeting.joins("Anna")
    meeting.facilitator.leads("participant.role", participant=anna.id, role="note-taker")
    block = adds(anna, "Vi")
    for voice, text in (
        (anna, "Vi vill ha en gemensam bild"),
        (meeting.facilitator, "Vi vill ha en gemensam bild av det"),
        (meeting.facilitator, "Vi vill"),
    ):
        voice.does("block.edit", block=block, text=text)

    assert [(version["by"], version["text"]) for version in versions(meeting, channel="room-1")] == [
        ("note-taker", "Vi"),
        ("note-taker", "Vi vill ha en gemensam bild"),
        ("facilitator", "Vi vill ha en gemensam bild av det"),
        ("facilitator", "Vi vill"),
    ]


def test_two_blocks_that_are_written_at_once_are_told_apart(meeting: Meeting):
    one, other = adds(meeting.facilitator, "A"), adds(meeting.facilitator, "B")
    for text in ("a", "ab", "abc"):
        meeting.facilitator.does("block.edit", block=one, text=f"A{text}")
        meeting.facilitator.does("block.edit", block=other, text=f"B{text}")

    assert texts(meeting, channel="room-1") == [
        ("block.added", "A"),
        ("block.added", "B"),
        ("block.edited", "Aabc"),
        ("block.edited", "Babc"),
    ]


def test_a_part_of_the_paper_has_its_own_history(meeting: Meeting):
    lines = [{"kind": "paragraph", "level": 0, "runs": [{"text": "Min ingress", "bold": True}]}]
    meeting.facilitator.does("text.edit", "draft", part="lead", lines=lines)
    meeting.facilitator.does("text.edit", "draft", part="title", lines=[{"runs": [{"text": "Lead"}]}])
    meeting.facilitator.does("text.edit", "draft", part="lead", lines=None)

    written, gone_back = versions(meeting, part="lead")

    assert (written["by"], written["text"], written["lines"], written["block"]) == (
        "facilitator",
        "Min ingress",
        lines,
        None,
    )
    assert (gone_back["text"], gone_back["lines"]) == ("", None)


def test_a_pattern_has_a_history_of_its_wordings(house: House, meeting: Meeting):
    note, theme, other = str(uuid4()), str(uuid4()), str(uuid4())
    meeting.joins("Anna").writes("Restiden", id=note)
    meeting.facilitator.leads("theme.add", id=theme, text="Det tar tid.")
    meeting.facilitator.leads("theme.add", id=other, text="Ett annat.")
    house.passes(minutes=10)
    meeting.facilitator.leads("theme.edit", theme=theme, sources=[note])
    meeting.facilitator.leads("theme.edit", theme=theme, text="Resorna tar för mycket tid.")
    strong = [{"text": "Resorna", "bold": True}, {"text": " tar för mycket tid."}]
    meeting.facilitator.leads("theme.edit", theme=theme, runs=strong)
    meeting.facilitator.leads("theme.move", theme=theme, after=other)
    meeting.facilitator.leads("theme.remove", theme=theme)

    told = versions(meeting, theme=theme)

    assert [(version["type"], version["text"], version["runs"]) for version in told] == [
        ("theme.added", "Det tar tid.", None),
        ("theme.edited", "Resorna tar för mycket tid.", None),
        ("theme.edited", "Resorna tar för mycket tid.", strong),
        ("theme.removed", "Resorna tar för mycket tid.", strong),
    ]
    assert {version["by"] for version in told} == {"facilitator"}
    [newest] = versions(meeting, theme=theme, limit=1)
    assert newest == told[-1]
    assert [version["text"] for version in versions(meeting, theme=other)] == ["Ett annat."]


def test_what_does_not_exist_has_no_history(meeting: Meeting):
    for wrong in ({"channel": "room-99"}, {"channel": "session"}, {"channel": "draft"}, {"part": "room-99/heading"}):
        with refused("not_found", "channel" if "channel" in wrong else "part"):
            versions(meeting, **wrong)
    for wrong in ({}, {"channel": "room-1", "part": "lead"}):
        with refused("invalid", "channel"):
            versions(meeting, **wrong)
    assert versions(meeting, channel="room-1", block="%") == []
    assert versions(meeting, channel="room-1", block='"id":"') == []


def test_other_sessions_tell_nothing(house: House, meeting: Meeting):
    other = house.meeting()
    block = adds(other.facilitator, "I den andra träffen")

    assert versions(meeting, channel="room-1") == []
    assert versions(meeting, channel="room-1", block=block) == []


def paged(meeting: Meeting, limit: int, **of: Any) -> list[list[int]]:
    """Give the `seq` of every version, page by page, the newest page first."""
    pages: list[list[int]] = []
    before = None
    while True:
        told = history(meeting.samtal, meeting.id, before=before, limit=limit, **of)
        pages.append([version["seq"] for version in told["versions"]])
        before = told["before"]
        if before is None:
            return pages


def test_versions_are_told_page_by_page_each_once(house: House, meeting: Meeting):
    block = adds(meeting.facilitator, "Ett")
    for number in range(24):
        house.passes(minutes=6)
        meeting.facilitator.does("block.edit", block=block, text=f"Version {number}")
        meeting.facilitator.does("text.edit", "draft", part="lead", lines=[{"runs": [{"text": f"Ingress {number}"}]}])

    whole = [version["seq"] for version in versions(meeting, channel="room-1")]

    pages = paged(meeting, 10, channel="room-1")
    assert [len(page) for page in pages] == [10, 10, 5]
    assert [seq for page in reversed(pages) for seq in page] == whole
    assert [len(page) for page in paged(meeting, 10, channel="room-1", block=block)] == [10, 10, 5]
    assert [len(page) for page in paged(meeting, 10, part="lead")] == [10, 10, 4]
    assert paged(meeting, 500, part="lead")[0] == [version["seq"] for version in versions(meeting, part="lead")]


def test_what_one_hand_changes_with_short_pauses_is_one_burst_and_told_whole(house: House, meeting: Meeting):
    anna = meeting.joins("Anna")
    meeting.facilitator.leads("participant.role", participant=anna.id, role="note-taker")
    block = adds(anna, "Version 0")
    other = adds(anna, "Ett annat stycke")
    for number in range(1, 6):
        house.passes(minutes=2)
        anna.does("block.edit", block=block, text=f"Version {number}")
    meeting.facilitator.does("block.edit", block=block, text="Processledarens")
    meeting.facilitator.does("block.remove", block=other)
    house.passes(minutes=6)
    meeting.facilitator.does("block.edit", block=block, text="Processledarens sista")

    told = versions(meeting, channel="room-1")

    first, second = told[0]["seq"], told[1]["seq"]
    bursts = [version["burst"] for version in told]
    assert bursts == [first, second, first, first, first, first, first, *(version["seq"] for version in told[7:])]
    assert [len(page) for page in paged(meeting, 4, channel="room-1", block=block)] == [8]
    assert [len(page) for page in paged(meeting, 2, channel="room-1", block=block)] == [2, 6]


def test_what_is_typed_while_the_pages_are_turned_moves_no_version(house: House, meeting: Meeting):
    block = adds(meeting.facilitator, "Vi")
    other = adds(meeting.facilitator, "Det andra")
    newest = history(meeting.samtal, meeting.id, channel="room-1", limit=1)
    for text in ("Vi v", "Vi vi"):
        house.passes(seconds=1)
        meeting.facilitator.does("block.edit", block=block, text=text)

    older = history(meeting.samtal, meeting.id, channel="room-1", limit=1, before=newest["before"])

    assert [version["block"] for version in newest["versions"]] == [other]
    assert [version["block"] for version in older["versions"]] == [block]
    assert older["before"] is None


@pytest.mark.parametrize("limit", [0, -1, MAX_LIMIT + 1])
def test_nobody_asks_for_none_or_for_too_many(meeting: Meeting, limit: int):
    with refused("invalid", "limit"):
        history(meeting.samtal, meeting.id, channel="room-1", limit=limit)


def test_a_text_with_thousands_of_versions_is_told_a_page_at_a_time(house: House, meeting: Meeting):
    meeting.facilitator.does("text.edit", "draft", part="lead", lines=[{"runs": [{"text": "Ingress"}]}])
    written = next(event for event in meeting.samtal.log.read(meeting.id) if event.type == "text.edited")
    lines = [{"kind": "paragraph", "level": 0, "runs": [{"text": "En mening till. " * 50}]}] * 4
    events = [
        Recorded(
            "draft", seq, "text.edited", ("facilitator", None)[seq % 2], written.at, {**written.data, "lines": lines}
        )
        for seq in range(2, 2_002)
    ]
    meeting.samtal.log.append(Batch(events=[(meeting.id, event) for event in events]))

    told = history(meeting.samtal, meeting.id, part="lead")

    assert [version["seq"] for version in told["versions"]] == list(range(1_902, 2_002))
    assert told["before"] == 1_902
    assert len(paged(meeting, MAX_LIMIT, part="lead")) == 5


def test_a_long_log_is_not_read_through(house: House, meeting: Meeting):
    """Of 50,000 events only those are read that the question is about, and an index finds them."""
    block = adds(meeting.facilitator, "Vi vill.")
    fill(meeting, 50_000)
    asked: list[tuple[str, Any]] = []
    read: list[int] = []
    whole = house.samtal.log.read_types

    def counted(*given: Any, **more: Any) -> list[tuple[int, Recorded]]:
        found = whole(*given, **more)
        read.append(len(found))
        return found

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    house.samtal.log.read_types = counted  # type: ignore[method-assign]
    sqlalchemy_event.listen(house.engine, "before_cursor_execute", note)
    told = texts(meeting, channel="room-1", block=block)
    sqlalchemy_event.remove(house.engine, "before_cursor_execute", note)

    assert told == [("block.added", "Vi vill.")]
    assert sum(read) == 1
    if house.engine.dialect.name == "sqlite":
        plans = [plan_of(house, *question) for question in asked]
        assert plans
        for plan in plans:
            assert "SEARCH events USING INDEX" in plan, plan


def fill(meeting: Meeting, count: int) -> None:
    """Put many events of another room into the log, as it would be after a long day."""
    written = next(event for event in meeting.samtal.log.read(meeting.id) if event.type == "block.added")
    events = [
        Recorded("room-2", seq, "block.edited", "facilitator", written.at, {**written.data, "id": f"b-{seq}"})
        for seq in range(1, count + 1)
    ]
    meeting.samtal.log.append(Batch(events=[(meeting.id, event) for event in events]))


def plan_of(house: House, statement: str, parameters: Any) -> str:
    with house.engine.connect() as connection:
        return " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters))
