"""Commands: when they are answered, in which order, what the same id means, who may not."""

import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest

from tests.hall import SILENT_STEP
from tests.wire import Wire


def stored(server, note_id):
    """Count the notes with this id that a fresh reader finds in the database."""
    with closing(sqlite3.connect(f"file:{server.data / 'samtal.sqlite'}?mode=ro", uri=True)) as database:
        query = "SELECT count(*) FROM events WHERE type = 'note.added' AND data LIKE ?"
        return database.execute(query, (f'%"{note_id}"%',)).fetchone()[0]


def test_the_answer_comes_when_the_note_is_on_disk_and_names_its_number(hall, server):
    anna = hall.join("Grupp 1")
    id = str(uuid4())

    assert anna.does("note.add", id=id, text="Först") == {"ok": True, "channel": "room-1", "seq": 1}
    assert stored(server, id) == 1


def test_the_same_id_again_changes_nothing_and_gives_the_first_answer(hall, server):
    anna = hall.join("Grupp 1")
    id = str(uuid4())
    first = anna.does("note.add", id=id, text="Först")
    anna.writes("Sedan")

    again = anna.does("note.add", id=id, text="Först")
    otherwise = anna.does("note.add", id=id.upper(), text="Något annat")

    assert first == again == otherwise
    assert [note["text"] for note in anna.snapshot("room-1")["notes"]] == ["Först", "Sedan"]
    assert stored(server, id) == 1


def test_the_same_id_many_times_at_once_is_still_one_note(hall):
    anna = hall.join("Grupp 1")
    other = Wire(hall.server.address, {"token": anna.token})
    command = anna.command("note.add", text="En gång räcker")

    numbers = [(wire, wire.begin("command", command)) for _ in range(10) for wire in (anna.wire, other)]
    answers = [wire.answer(number) for wire, number in numbers]

    assert answers == [{"ok": True, "channel": "room-1", "seq": 1}] * 20
    assert len(anna.snapshot("room-1")["notes"]) == 1
    other.close()


def test_a_refused_command_may_be_sent_again_when_it_has_become_right(hall):
    anna, lead = hall.join("Grupp 1"), hall.facilitator()
    lead.manages("room.lock", room="room-1")
    id = str(uuid4())
    assert anna.does("note.add", id=id, text="Väntar")["error"]["code"] == "locked"
    lead.manages("room.unlock", room="room-1")

    assert anna.does("note.add", id=id, text="Väntar")["ok"]


def test_one_persons_commands_are_carried_out_in_the_order_they_were_sent(hall):
    anna = hall.join("Grupp 1")

    numbers = [anna.begins("note.add", text=str(number)) for number in range(100)]
    answers = [anna.wire.answer(number) for number in numbers]

    assert [answer["seq"] for answer in answers] == list(range(1, 101))
    assert [note["text"] for note in anna.snapshot("room-1")["notes"]] == [str(number) for number in range(100)]


def test_a_command_may_build_on_the_one_before_it_without_waiting(hall):
    anna = hall.join("Grupp 1")
    cluster, note = str(uuid4()), str(uuid4())

    numbers = [
        anna.begins("cluster.add", id=cluster, title="Tid"),
        anna.begins("note.add", id=note, text="Ingen hinner"),
        anna.begins("note.move", note=note, cluster=cluster),
        anna.begins("note.support", note=note, on=True),
    ]

    assert [anna.wire.answer(number)["ok"] for number in numbers] == [True] * 4
    found = anna.note(note)
    assert (found["cluster"], found["supporters"]) == (cluster, [anna.id])


def test_what_changes_nothing_is_granted_and_tells_nobody(hall):
    anna = hall.join("Grupp 1")
    note = anna.writes("Bra")
    anna.manages("note.support", note=note, on=True)
    anna.hears("note.supported")

    assert anna.does("note.support", note=note, on=True) == {"ok": True, "channel": "room-1", "seq": 2}
    assert anna.hears_nothing()


@pytest.mark.parametrize(
    ("type", "data"),
    [
        ("session.open", {}),
        ("session.close", {}),
        ("session.reopen", {}),
        ("step.start", {"step": SILENT_STEP}),
        ("step.next", {}),
        ("step.pause", {}),
        ("step.extend", {"seconds": 60}),
        ("room.add", {"name": "Nytt rum"}),
        ("room.edit", {"room": "room-1", "name": "Mitt"}),
        ("room.lock", {"room": "room-1"}),
        ("room.unlock", {"room": "room-1"}),
        ("theme.add", {"text": "Ett mönster"}),
        ("spotlight.set", {}),
        ("message.send", {"text": "Hej"}),
    ],
)
def test_the_facilitators_commands_are_nobody_elses(hall, type, data):
    eva, anna, screen = hall.note_taker("Grupp 1"), hall.join("Grupp 1"), hall.projector()

    for person in (anna, eva, screen):
        assert person.is_refused(type, **data)["code"] == "forbidden"
    assert anna.hears_nothing()


@pytest.mark.parametrize(
    ("type", "data"),
    [
        ("note.add", {"text": "Hej"}),
        ("cluster.add", {"title": "Hej"}),
        ("block.add", {"text": "Hej"}),
        ("section.confirm", {}),
        ("section.unconfirm", {}),
    ],
)
def test_nobody_writes_in_a_room_that_is_not_theirs_and_the_screen_nowhere(hall, type, data):
    anna, eva, screen = hall.join("Grupp 2"), hall.note_taker("Grupp 2"), hall.projector()

    for person in (anna, eva, screen):
        assert person.is_refused(type, "room-1", **data)["code"] == "forbidden"
    assert screen.is_refused(type, "item-2-1", **data)["code"] == "forbidden"
    assert hall.steward.snapshot("room-1")["notes"] == []


def test_only_the_author_and_the_facilitator_change_a_note(hall):
    anna, bo, eva = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.note_taker("Grupp 1")
    note = anna.writes("Mitt")

    for person in (bo, eva):
        assert person.is_refused("note.edit", note=note, text="Ditt")["code"] == "forbidden"
        assert person.is_refused("note.remove", note=note)["code"] == "forbidden"
    hall.steward.manages("note.edit", "room-1", note=note, text="Rättat")
    assert anna.hears("note.edited")["author"] == anna.id


def test_only_the_note_taker_documents(hall):
    anna, eva = hall.join("Grupp 1"), hall.note_taker("Grupp 1")
    block = eva.manages("block.add", text="Gruppen menar att tiden är knapp.")

    assert anna.hears("block.added").items() >= {"id": block, "after": None, "version": 1}.items()
    assert anna.is_refused("block.edit", block=block, text="Nej")["code"] == "forbidden"
    assert anna.is_refused("section.confirm")["code"] == "forbidden"


def test_two_who_rewrite_the_same_block_do_not_overwrite_each_other(hall):
    eva, lead = hall.note_taker("Grupp 1"), hall.facilitator()
    block = eva.manages("block.add", text="Ett")
    eva.manages("block.edit", block=block, text="Två", version=1)

    error = lead.is_refused("block.edit", "room-1", block=block, text="Tre", version=1)

    assert (error["code"], error["field"]) == ("conflict", "version")


def test_a_changed_section_is_no_longer_confirmed(hall):
    eva, anna = hall.note_taker("Grupp 1"), hall.join("Grupp 1")
    block = eva.manages("block.add", text="Ett")
    eva.manages("section.confirm", reservation="Två av oss var inte med")
    assert anna.hears("section.confirmed")["reservation"] == "Två av oss var inte med"

    eva.manages("block.edit", block=block, text="Två")

    assert anna.hears("section.unconfirmed") == {}
    assert anna.snapshot("room-1")["confirmation"] is None


def test_a_new_role_counts_from_the_next_command(hall):
    anna, lead = hall.join("Grupp 1"), hall.facilitator()
    assert anna.is_refused("block.add", text="Får jag?")["code"] == "forbidden"

    lead.manages("participant.role", participant=anna.id, role="facilitator")

    assert anna.hears("participant.role_set")["role"] == "facilitator"
    assert anna.manages("block.add", text="Nu får jag")
    assert anna.follows("room-2")["ok"]
    lead.manages("participant.role", participant=anna.id, role="participant")
    hall.join("Grupp 2", "Bo").writes("Inte för Anna")
    anna.hears("participant.role_set")
    assert anna.hears_nothing()
    assert anna.is_refused("block.add", text="Får jag än?")["code"] == "forbidden"


def test_a_closed_meeting_takes_no_more_and_a_reopened_one_goes_on(hall):
    anna, eva, lead = hall.join("Grupp 1"), hall.note_taker("Grupp 1"), hall.facilitator()
    note = anna.writes("I tid")
    lead.manages("session.close")
    assert anna.hears("session.closed")["status"] == "closed"

    refusals = [
        anna.is_refused("note.add", text="För sent"),
        anna.is_refused("note.edit", note=note, text="För sent"),
        anna.is_refused("note.support", note=note, on=True),
        anna.is_refused("participant.move", participant=anna.id, room="room-2"),
        eva.is_refused("block.add", text="För sent"),
        eva.is_refused("section.confirm"),
        lead.is_refused("step.next"),
        lead.is_refused("note.add", "room-1", text="För sent"),
        lead.is_refused("message.send", text="För sent"),
    ]
    assert {error["code"] for error in refusals} == {"closed"}
    assert anna.hears_nothing()

    lead.manages("session.reopen")
    assert anna.hears("session.reopened")["status"] == "open"
    assert anna.writes("Vi fortsätter")


def test_in_a_locked_room_only_the_facilitator_writes(hall):
    anna, eva, lead = hall.join("Grupp 1"), hall.note_taker("Grupp 1"), hall.facilitator()
    lead.manages("room.lock", room="room-1")

    assert anna.hears("room.locked")["locked"] is True
    assert anna.is_refused("note.add", text="Får jag?")["code"] == "locked"
    assert eva.is_refused("block.add", text="Får jag?")["code"] == "locked"
    assert lead.writes("Jag får", "room-1")


def test_the_clock_is_the_servers(hall):
    lead, screen = hall.facilitator(), hall.projector()
    lead.manages("step.start", step=SILENT_STEP)

    running = screen.hears("step.started")
    lead.manages("step.pause")
    paused = screen.hears("step.paused")
    lead.manages("step.extend", seconds=60)
    extended = screen.hears("step.extended")

    assert (running["status"], running["remaining"]) == ("running", None)
    assert running["started_at"] < running["ends_at"]
    assert (paused["status"], paused["ends_at"]) == ("paused", None)
    assert 590 < paused["remaining"] <= 600
    assert extended["remaining"] == pytest.approx(paused["remaining"] + 60)
    assert screen.snapshot("session")["session"]["status"] == "open"
