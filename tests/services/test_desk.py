"""The desk: decide, append, commit, then tell; whatever the database, other processes and bad luck do."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event

from server.domain.errors import Refusal, Unavailable
from server.services.desk import KEPT_EVENTS
from tests.domain.cast import SILENT, TALK, refused
from tests.services.conftest import OpenHouse
from tests.services.house import House, Meeting, at_once


@pytest.fixture
def meeting(house: House) -> Meeting:
    return house.meeting()


# what was answered is on disk, once


def test_notes_of_many_at_once_are_each_kept_once_without_a_gap(meeting: Meeting):
    people = [meeting.joins(f"Person {number}", "room-3") for number in range(12)]

    def writes_five(number: int) -> list[int]:
        return [people[number].writes(f"{number}.{count}", "room-3").seq for count in range(5)]

    answers = at_once(*(lambda number=number: writes_five(number) for number in range(12)))

    assert sorted(itertools.chain(*answers)) == list(range(1, 61))
    assert all(seqs == sorted(seqs) for seqs in answers)
    meeting.assert_gapless()
    assert sorted(meeting.facilitator.texts("room-3")) == sorted(f"{n}.{c}" for n in range(12) for c in range(5))


def test_what_waits_together_is_committed_together(open_house: OpenHouse):
    first = open_house()
    meeting = first.meeting()
    house = open_house(at_work=False)
    commits: list[int] = []
    house.samtal.desk.observe_commit = lambda commands, seconds: commits.append(commands)
    facilitator = meeting.facilitator.at(house)

    answers = [facilitator.hands_in("note.add", "room-1", text=f"Inlägg {number}") for number in range(100)]
    house.samtal.desk.start()

    assert [answer.get().seq for answer in answers] == list(range(1, 101))
    assert commits == [100]
    assert [told.seq for told in house.told] == list(range(1, 101))


def test_the_list_of_meetings_says_whether_one_has_begun(house: House, meeting: Meeting):
    def listed() -> str:
        return str(house.samtal.sessions()[0]["status"])

    assert listed() == "prepared"
    meeting.facilitator.leads("step.start", step=SILENT)
    assert listed() == "open"
    meeting.facilitator.leads("step.undo")
    assert listed() == "prepared"


def test_an_answer_is_given_and_told_only_when_the_change_is_on_disk(house: House, meeting: Meeting):
    on_disk: list[int] = []
    house.samtal.desk.tell = lambda opened, events: on_disk.append(len(house.rows("events", meeting.id)))

    meeting.facilitator.writes("Ett")
    meeting.facilitator.writes("Två")

    assert on_disk == [2, 3]  # with session.created


def test_the_same_command_again_changes_nothing_and_gives_the_first_answer(house: House, meeting: Meeting):
    anna, id = meeting.joins("Anna"), str(uuid4())

    first = anna.writes("Ett", id=id)
    anna.writes("Två")

    assert anna.writes("Ett", id=id) == first
    assert anna.writes("Något annat", id=id.upper()) == first
    assert meeting.types("room-1") == ["note.added", "note.added"]
    assert [told.channel for told in house.told].count("room-1") == 2


def test_the_same_command_twice_at_the_same_time_happens_once(open_house: OpenHouse, meeting: Meeting):
    id = str(uuid4())
    answers = at_once(*(lambda: meeting.facilitator.writes("Ett", id=id) for _ in range(8)))

    assert len(set(answers)) == 1
    assert meeting.types("room-1") == ["note.added"]

    other, id = open_house(at_work=False), str(uuid4())  # in one transaction
    handed_in = [meeting.facilitator.at(other).hands_in("note.add", id=id, text="Två") for _ in range(5)]
    other.samtal.desk.start()
    assert {answer.get() for answer in handed_in} == {meeting.facilitator.writes("Två", id=id)}
    assert meeting.types("room-1") == ["note.added"] * 2


def test_a_command_that_changed_nothing_has_its_answer_too(meeting: Meeting):
    id = str(uuid4())
    meeting.facilitator.leads("session.open")
    first = meeting.facilitator.leads("session.open", id=id)
    meeting.facilitator.leads("room.lock", room="room-1")

    assert meeting.facilitator.leads("session.open", id=id) == first


def test_a_refused_command_is_not_remembered(house: House, meeting: Meeting):
    anna, id = meeting.joins("Anna"), str(uuid4())
    meeting.facilitator.leads("room.lock", room="room-1")
    with refused("locked"):
        anna.writes("Ett", id=id)
    assert id not in str(house.rows("commands"))
    meeting.facilitator.leads("room.unlock", room="room-1")

    anna.writes("Ett", id=id)

    assert anna.texts() == ["Ett"]


def test_one_persons_commands_are_carried_out_in_order(open_house: OpenHouse):
    meeting = open_house().meeting()
    house = open_house(at_work=False)
    facilitator, note, block = meeting.facilitator.at(house), str(uuid4()), str(uuid4())

    answers = [
        facilitator.hands_in("note.add", id=note, text="Ett"),
        facilitator.hands_in("note.edit", note=note, text="Två"),
        facilitator.hands_in("block.add", id=block, text="Text", sources=[note]),
        facilitator.hands_in("note.remove", note=note),
        facilitator.hands_in("note.edit", note=note, text="Tre"),
    ]
    house.samtal.desk.start()

    assert [answer.get() if answer is answers[-1] else answer.get().seq for answer in answers] == [
        1,
        2,
        3,
        4,
        "not_found",
    ]


# two processes on one database


def test_two_desks_on_one_database_keep_the_numbers_gapless(open_house: OpenHouse):
    houses = [open_house(), open_house()]
    meeting = houses[0].meeting()
    voices = [meeting.facilitator.at(house) for house in houses]

    def writes(voice: Any, name: str) -> None:
        for number in range(10):
            while True:  # three races lost are "unavailable": the page sends the same again
                with suppress(Unavailable):
                    voice.writes(f"{name}{number}", id=ids[name, number])
                    break

    ids = {(name, number): str(uuid4()) for name in "ab" for number in range(10)}
    at_once(lambda: writes(voices[0], "a"), lambda: writes(voices[1], "b"))

    meeting.assert_gapless()
    notes = voices[0].at(open_house()).reads().snapshot["notes"]
    assert sorted(note["text"] for note in notes) == sorted(f"{name}{number}" for name, number in ids)
    assert [note["number"] for note in notes] == list(range(1, 21))


def test_a_lost_race_is_decided_again_on_what_the_log_says_now(open_house: OpenHouse):
    here, there = open_house(), open_house()
    meeting = here.meeting()
    block = str(uuid4())
    meeting.facilitator.does("block.add", id=block, text="Ett")
    away = meeting.facilitator.at(there)
    assert away.reads().seq == 1  # it knows the room as it was

    meeting.facilitator.does("block.edit", block=block, text="Två", version=1)

    with refused("conflict", "version"):
        away.does("block.edit", block=block, text="Tre", version=1)
    assert away.does("block.edit", block=block, text="Tre", version=2).seq == 3
    meeting.assert_gapless()


def test_a_command_answered_by_another_process_has_its_answer_here(open_house: OpenHouse):
    here, there = open_house(), open_house()
    meeting = here.meeting()
    away, id = meeting.facilitator.at(there), str(uuid4())
    away.reads()

    first = meeting.facilitator.writes("Ett", id=id)

    assert away.writes("Ett", id=id) == first
    assert meeting.types("room-1") == ["note.added"]


# a database that fails


def broken(house: House) -> None:
    """Events can be written, the answers that belong to them cannot: the transaction fails half-way."""
    house.does("ALTER TABLE commands RENAME TO elsewhere")


def mended(house: House) -> None:
    house.does("ALTER TABLE elsewhere RENAME TO commands")


def test_a_failing_database_makes_everything_unavailable_and_changes_nothing(house: House, meeting: Meeting):
    anna = meeting.joins("Anna")
    anna.writes("Före")
    before, told, id = meeting.seen_by_all([anna]), len(house.told), str(uuid4())

    broken(house)
    for _ in range(2):
        with refused("unavailable"):
            anna.writes("Under", id=id)
    with pytest.raises(Refusal) as caught:
        meeting.joins("Bo")
    assert (caught.value.code, caught.value.retry_after) == ("unavailable", 3)
    mended(house)

    assert len(house.told) == told
    assert meeting.seen_by_all([anna]) == before
    assert len(house.rows("people")) == 1
    assert anna.writes("Under", id=id).seq == 2
    assert anna.texts() == ["Före", "Under"]
    meeting.assert_gapless()


def test_nobody_is_refused_because_of_what_never_came_to_be(house: House, meeting: Meeting):
    lead = meeting.facilitator
    identity = lead.identity

    with house.pausing(meeting.id):
        broken(house)
        closing = lead.hands_in("session.close", "session")
        writing = lead.hands_in("note.add", text="Efter")

    assert (closing.get(), writing.get()) == ("unavailable", "unavailable")
    mended(house)
    assert lead.writes("Träffen stängde aldrig").seq == 1
    assert lead.identity == identity


def test_a_refusal_stands_when_what_it_was_for_is_on_disk(house: House, meeting: Meeting):
    with house.pausing(meeting.id):
        closing = meeting.facilitator.hands_in("session.close", "session")
        writing = meeting.facilitator.hands_in("note.add", text="Efter")

    assert (closing.get().seq, writing.get()) == (2, "closed")


def test_a_fault_in_one_command_leaves_the_others_alone(
    house: House, meeting: Meeting, caplog: pytest.LogCaptureFixture
):
    meeting.facilitator.writes("Ett")
    house.samtal.desk.tell = lambda opened, events: 1 / 0

    meeting.facilitator.writes("Två")  # committed, though telling failed
    with refused("unavailable"):
        house.samtal.desk.look(meeting.id, lambda opened: 1 / 0)

    assert meeting.facilitator.texts() == ["Ett", "Två"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2


def test_there_is_no_session_where_none_was_made(house: House, meeting: Meeting):
    with refused("not_found"):
        house.samtal.desk.look("000000000000", lambda opened: opened)
    with refused("not_found"):
        house.samtal.close("000000000000")


def test_who_comes_when_the_clerk_has_gone_is_refused_and_does_not_wait(house: House, meeting: Meeting):
    house.samtal.desk.stop()

    with refused("unavailable"):
        house.samtal.desk.look(meeting.id, lambda opened: opened.seqs)
    with refused("unavailable"):
        house.samtal.close(meeting.id)
    house.samtal.desk.start()
    assert meeting.facilitator.texts() == []


def test_what_was_handed_in_before_the_clerk_goes_is_served(house: House, meeting: Meeting):
    answers = [meeting.facilitator.hands_in("note.add", text=f"{number}") for number in range(50)]
    house.samtal.desk.stop()

    assert [answer.get().seq for answer in answers] == list(range(1, 51))


# starting again


def lively(meeting: Meeting) -> list[Any]:
    """Let most of what can happen happen, and give those who were there."""
    lead = meeting.facilitator
    anna, bo, eva = meeting.joins("Anna", organisation="MU"), meeting.joins("Bo", "room-2"), meeting.joins("Eva")
    lead.leads("participant.role", participant=eva.id, role="note-taker")
    lead.leads("session.open")
    note, gone, cluster, block, theme = (str(uuid4()) for _ in range(5))
    anna.writes("Synligt", id=note)
    anna.writes("Borttaget", id=gone)
    anna.does("note.remove", note=gone)
    anna.writes("Hemligt", anonymous=True)
    anna.does("cluster.add", id=cluster, title="Tema")
    anna.does("note.move", note=note, cluster=cluster)
    eva.does("note.support", note=note, on=True)
    eva.does("block.add", id=block, text="Text", sources=[note])
    eva.does("block.add", text="Först", after=None)
    eva.does("section.confirm", reservation="Stäm av")
    lead.leads("theme.add", id=theme, text="Mönster", sources=[note])
    lead.leads("spotlight.set", note=note)
    lead.leads("message.send", text="Till grupp 2", rooms=["room-2"])
    lead.leads("room.add", name="Extra", proposal={"title": "Nytt"})
    lead.leads("room.lock", room="room-3")
    lead.leads("step.start", step=SILENT)
    bo.writes("Dolt", "room-2")
    return [anna, bo, eva]


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
def test_after_a_restart_everybody_has_what_they_had(open_house: OpenHouse, paused: bool):
    house = open_house()
    meeting = house.meeting()
    people = lively(meeting)
    house.passes(minutes=3, milliseconds=1)
    if paused:
        meeting.facilitator.leads("step.pause")
    before = meeting.seen_by_all(people)
    house.close()

    again = open_house()
    same = again.same(meeting.id)

    assert same.seen_by_all([person.at(again) for person in people]) == before
    step = before[0]["session"]["step"]
    deadline = None if paused else "2025-09-30T09:10:00.000Z"
    assert (step["ends_at"], step["remaining"]) == (deadline, 419.999 if paused else None)


def test_after_a_restart_a_command_sent_again_has_its_first_answer(open_house: OpenHouse):
    house = open_house()
    meeting, id = house.meeting(), str(uuid4())
    first = meeting.facilitator.writes("Ett", id=id)
    house.close()

    assert meeting.facilitator.at(open_house()).writes("Ett", id=id) == first


def test_a_paused_step_runs_on_after_a_restart_with_what_was_left(open_house: OpenHouse):
    house = open_house()
    meeting = house.meeting()
    meeting.facilitator.leads("step.start", step=TALK)
    house.passes(minutes=15)
    meeting.facilitator.leads("step.pause")
    house.close()

    again = open_house()
    again.passes(minutes=60)
    lead = meeting.facilitator.at(again)
    lead.leads("step.start", step=TALK)
    assert lead.reads("session").snapshot["step"]["ends_at"] == "2025-09-30T10:05:00.000Z"


# reading from where one was


def test_who_comes_back_gets_what_is_new(meeting: Meeting):
    lead = meeting.facilitator
    for number in range(5):
        lead.writes(f"{number}")

    reading = lead.reads(after=3)

    assert (reading.seq, reading.snapshot) == (5, None)
    assert [event["seq"] for event in reading.events] == [4, 5]
    assert lead.reads(after=5).events == []
    assert [event["seq"] for event in lead.reads(after=0).events] == [1, 2, 3, 4, 5]
    assert lead.reads("room-2", after=0).events == []


@pytest.mark.parametrize("after", [6, 10**12, -1])
def test_who_comes_from_the_future_or_from_nowhere_gets_the_whole(meeting: Meeting, after: int):
    for number in range(5):
        meeting.facilitator.writes(f"{number}")

    reading = meeting.facilitator.reads(after=after)

    assert reading.events is None
    assert len(reading.snapshot["notes"]) == 5


def test_after_a_long_gap_the_whole_is_given(open_house: OpenHouse):
    house = open_house()
    meeting = house.meeting()
    identity = meeting.facilitator.identity
    with house.pausing(meeting.id):
        answers = [
            meeting.facilitator.hands_in("message.send", "session", identity, text=f"{number}")
            for number in range(KEPT_EVENTS + 4)
        ]
    assert answers[-1].get().seq == KEPT_EVENTS + 5  # with session.created

    for lead in (meeting.facilitator, meeting.facilitator.at(open_house())):  # now, and after a restart
        assert lead.reads("session", after=4).snapshot is not None
        events = lead.reads("session", after=5).events
        assert [event["seq"] for event in events] == list(range(6, KEPT_EVENTS + 6))


# the cost of a command


class Counted:
    """Counts what the database is asked, whichever way it is asked."""

    def __init__(self, engine: Engine) -> None:
        self.statements: list[str] = []
        engine.dispose()  # so that every connection is a new one
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", self._trace)
        else:
            event.listen(engine, "before_cursor_execute", lambda *args: self._count(args[2]))

    def _trace(self, connection: Any, record: object) -> None:
        connection.set_trace_callback(self._count)

    def _count(self, statement: str) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "PRAGMA")):
            self.statements.append(statement)

    def during(self, work: Callable[[], object]) -> list[str]:
        self.statements.clear()
        work()
        return [statement.split(" (")[0] for statement in self.statements]


def test_a_command_costs_the_same_statements_however_long_the_log(open_house: OpenHouse):
    house = open_house(at_work=False)
    meeting = house.meeting()
    counted = Counted(house.engine)
    house.samtal.desk.start()
    lead = meeting.facilitator
    identity = lead.identity

    def writes() -> None:
        assert lead.hands_in("note.add", "room-1", identity, text="Ett till").get().seq

    writes()
    short = counted.during(writes)
    with house.pausing(meeting.id):
        many = [lead.hands_in("note.add", "room-1", identity, text=f"{number}") for number in range(300)]
    assert many[-1].get().seq == 302

    assert short == counted.during(writes) == ["INSERT INTO events", "INSERT INTO commands"]
    assert counted.during(lambda: house.samtal.read(identity, "room-1", None)) == []
    assert counted.during(lambda: house.samtal.read(identity, "session", 1)) == []
    assert counted.during(lambda: house.samtal.whole(identity)) == []
