"""Channels: snapshots, numbers without gaps, who hears what and who does not."""

import contextlib
import sqlite3

import pytest

from tests.hall import LAST_STEP, SILENT_STEP, TALKING_STEP, Hall, assert_gapless, checked_error

SECRET = "Ett hemligt utkast om rödklöver"
OPEN_DOORS = """
samtal: 1
title: Öppna dörrar
date: 2025-09-30
programme: [{workshop: {title: Samtal, steps: [{title: Samtala, minutes: 5}]}}]
rooms: [{name: Grupp 1}, {name: Grupp 2}]
settings: {rooms_visible: all}
"""


def test_a_note_reaches_its_room_and_the_screen_but_no_other_room(hall):
    anna, bo, screen = hall.join("Grupp 1"), hall.join("Grupp 2", "Bo"), hall.projector()

    anna.writes("Det behövs en gemensam problembild")

    assert anna.hears("note.added")["text"] == "Det behövs en gemensam problembild"
    assert screen.hears("note.added")
    assert bo.hears_nothing()


def test_an_event_has_its_channel_number_type_writer_time_and_the_whole_note(hall):
    anna = hall.join("Grupp 1")

    id = anna.writes("Vi behöver en väg in", kind="need")

    event = anna.hears_event("note.added")
    assert set(event) == {"channel", "seq", "type", "by", "at", "data"}
    assert (event["channel"], event["seq"], event["by"]) == ("room-1", 1, anna.id)
    assert event["data"].items() >= {"id": id, "kind": "need", "author": anna.id, "number": 1}.items()


def test_a_subscription_begins_with_the_whole_channel(hall):
    anna = hall.join("Grupp 1", organisation="Universitetet")
    id = anna.writes("Första tanken")

    answer = anna.follows("room-1")

    assert answer.items() >= {"ok": True, "channel": "room-1", "seq": 1}.items()
    assert answer["you"] == {
        "id": anna.id,
        "role": "participant",
        "room": "room-1",
        "name": "Anna",
        "organisation": "Universitetet",
    }
    assert [note["id"] for note in answer["snapshot"]["notes"]] == [id]
    assert "events" not in answer


def test_who_missed_a_little_gets_just_that(hall):
    anna = hall.join("Grupp 1")
    ids = [anna.writes(f"Tanke {number}") for number in range(5)]

    answer = anna.follows("room-1", after=2)

    assert [event["seq"] for event in answer["events"]] == [3, 4, 5]
    assert [event["data"]["id"] for event in answer["events"]] == ids[2:]
    assert answer["seq"] == 5
    assert "snapshot" not in answer
    assert anna.follows("room-1", after=5)["events"] == []


@pytest.mark.parametrize("after", [6, 10**6, 10**30])
def test_who_comes_from_the_future_starts_over(hall, after):
    anna = hall.join("Grupp 1")
    anna.writes("Tanke")

    assert "snapshot" in anna.follows("room-1", after=after)


def test_who_missed_too_much_starts_over(hall):
    note = hall.facilitator().writes("Kort", "room-3")
    for _ in range(4):  # one alone would be held back
        person = hall.facilitator()
        for number in [person.begins("note.edit", "room-3", note=note, text=f"{id(person)} {n}") for n in range(260)]:
            assert person.wire.answer(number)["ok"]

    late = hall.facilitator()

    assert "snapshot" in late.follows("room-3", after=1)
    assert "events" in late.follows("room-3", after=late.seqs["room-3"] - 5)


@pytest.mark.parametrize("after", [-1, 1.5, "1", True, [], {}])
def test_a_wrong_after_is_refused(hall, after):
    error = hall.steward.follows("session", after=after)["error"]

    assert (checked_error(error)["code"], error["field"]) == ("invalid", "after")


def test_every_channel_counts_without_a_gap_for_every_role(hall):
    anna, bo = hall.join("Grupp 1"), hall.join("Grupp 2", "Bo")
    screen, lead = hall.projector(), hall.facilitator()
    for person in (anna, bo):
        person.follows("item-2-1")
    lead.manages("step.start", step=SILENT_STEP)
    hidden = anna.writes(SECRET)
    anna.manages("note.edit", note=hidden, text=SECRET + " igen")
    bo.writes("Tyst även här", anonymous=True)
    anna.writes("Sagt på scenen", "item-2-1")
    lead.manages("message.send", text="Bara till er", rooms=["room-2"])
    lead.manages("step.next")
    anna.manages("note.remove", note=hidden)
    anna.manages("note.restore", note=hidden)
    lead.manages("session.close")

    for person in (anna, bo, screen, lead):
        assert person.hears("session.closed")
        assert person.hears_nothing()
        for channel in person.seqs:
            if channel == "room-1" and person is bo:
                assert not person.heard_in(channel)
            assert_gapless(person, channel)


def test_silent_notes_are_hidden_on_the_wire_until_the_step_ends(hall):
    anna, bo, screen, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.projector(), hall.facilitator()
    lead.manages("step.start", step=SILENT_STEP)

    id = anna.writes(SECRET)
    assert anna.hears("note.added")["veiled"] is True
    assert lead.hears("note.added")["text"] == SECRET
    anna.manages("note.edit", note=id, text=SECRET + " ändrat")
    for reader in (bo, screen):
        reader.hears_bare("room-1")
        reader.hears_bare("room-1")
        assert reader.hears_nothing("room-1")
        assert reader.snapshot("room-1")["notes"] == []
        assert reader.follows("room-1", after=0)["events"] == [
            {"channel": "room-1", "seq": 1},
            {"channel": "room-1", "seq": 2},
        ]
        assert "rödklöver" not in reader.wire.everything()
        assert id not in reader.wire.everything()
    assert bo.is_refused("note.support", note=id, on=True)["code"] == "not_found"
    assert bo.is_refused("note.add", text="Svar", reply_to=id)["code"] == "not_found"
    assert hall.steward.is_refused("spotlight.set", note=id)["code"] == "conflict"

    lead.manages("step.start", step=TALKING_STEP)

    for reader in (bo, screen, anna):
        shown = reader.hears("notes.revealed")["notes"]
        assert [(note["text"], note["veiled"]) for note in shown] == [(SECRET + " ändrat", False)]


def test_closing_shows_what_was_written_silently(hall):
    anna, bo, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.facilitator()
    lead.manages("step.start", step=SILENT_STEP)
    anna.writes(SECRET)

    lead.manages("session.close")

    assert bo.hears("notes.revealed")["notes"][0]["text"] == SECRET


def test_a_silent_note_that_was_removed_is_never_shown_to_others(hall):
    anna, bo, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.facilitator()
    lead.manages("step.start", step=SILENT_STEP)
    anna.manages("note.remove", note=anna.writes(SECRET))

    lead.manages("step.next")

    anna.hears("notes.revealed")
    assert bo.hears_nothing("item-1")
    assert "rödklöver" not in bo.wire.everything()
    assert bo.snapshot("room-1")["notes"] == []


def test_talks_are_written_together_also_during_silent_writing(hall):
    anna, bo, lead = hall.join("Grupp 1"), hall.join("Grupp 2", "Bo"), hall.facilitator()
    bo.follows("item-2-1")
    lead.manages("step.start", step=SILENT_STEP)

    anna.writes("Siffrorna kommer från förra året", "item-2-1")

    heard = bo.hears("note.added")
    assert (heard["kind"], heard["veiled"]) == ("said", False)


def test_a_removed_note_is_gone_for_others_and_whole_for_its_author(hall):
    anna, bo, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.facilitator()
    id = anna.writes("Jag ångrar mig")

    anna.manages("note.remove", note=id)

    assert bo.hears("note.removed") == {"id": id, "removed": True}
    assert anna.hears("note.removed")["text"] == "Jag ångrar mig"
    assert lead.hears("note.removed")["text"] == "Jag ångrar mig"
    assert bo.note(id) is None
    assert [event["data"] for event in bo.follows("room-1", after=0)["events"]] == [{"id": id, "removed": True}] * 2
    assert hall.facilitator().note(id, "room-1")["removed"] is True


def test_nobody_reads_a_room_that_is_another_groups(hall):
    anna = hall.join("Grupp 1")
    unplaced = hall.join()

    for person, channel in ((anna, "room-2"), (unplaced, "room-1")):
        error = person.follows(channel)["error"]
        assert (checked_error(error)["code"], error["field"]) == ("forbidden", "channel")
    for channel in ("room-99", "item-99", "../room-1", "ROOM-1", "\x00", "\ud800", "r" * 100_000):
        error = anna.follows(channel)["error"]
        assert checked_error(error)["code"] in ("not_found", "invalid", "too_large")
        assert error["field"] == "channel"


def test_where_rooms_are_open_everybody_reads_them_but_writes_only_in_their_own(server):
    hall = Hall(server, OPEN_DOORS)
    anna, bo = hall.join("Grupp 1"), hall.join("Grupp 2", "Bo")
    assert bo.follows("room-1")["ok"]

    anna.writes("Syns i hela hallen")

    assert bo.hears("note.added")["text"] == "Syns i hela hallen"
    assert bo.is_refused("note.add", "room-1", text="Får jag?")["code"] == "forbidden"


def test_somebody_moved_stops_hearing_the_old_room_at_once(hall):
    anna, bo, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.facilitator()

    lead.manages("participant.move", participant=bo.id, room="room-2")
    anna.writes("Sagt sedan Bo gick")

    moved = bo.hears("participant.moved")
    assert (moved["id"], moved["room"]) == (bo.id, "room-2")
    assert bo.hears_nothing()
    assert "sedan Bo gick" not in bo.wire.everything()
    assert bo.follows("room-1")["error"]["code"] == "forbidden"
    assert bo.is_refused("note.add", "room-1", text="Jag är ju här")["code"] == "forbidden"
    assert bo.follows("room-2")["ok"]


def test_what_is_sent_in_one_breath_with_a_move_does_not_leak(hall):
    anna, bo, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.facilitator()
    numbers = []
    for room in ("room-2", "room-1") * 10:
        lead.begins("participant.move", participant=bo.id, room=room)
        numbers += [anna.begins("note.add", text=f"I room-1 medan Bo går till {room} {len(numbers)}") for _ in range(3)]
    for number in numbers:
        assert anna.wire.answer(number)["ok"]

    lead.hears("participant.moved")
    assert hall.says_something()
    bo.hears("message.sent")
    # Bo never subscribes again: after the first move there is nothing more of room-1
    first_move = next(n for n, event in enumerate(bo.wire.heard) if event.get("type") == "participant.moved")
    assert not [event for event in bo.wire.heard[first_move:] if event["channel"] == "room-1"]


def test_a_message_to_one_room_is_bare_for_the_others(hall):
    anna, bo, screen, lead = hall.join("Grupp 1"), hall.join("Grupp 2", "Bo"), hall.projector(), hall.facilitator()

    lead.manages("message.send", text="Fikat står i korridoren", rooms=["room-2"])

    assert bo.hears("message.sent")["text"] == "Fikat står i korridoren"
    assert lead.hears("message.sent")
    assert anna.hears_nothing()
    assert screen.hears_nothing()
    for person in (anna, screen):
        assert "korridoren" not in person.wire.everything()
        assert "korridoren" not in str(person.snapshot("session"))


def test_the_projector_learns_no_names(hall):
    screen, lead = hall.projector(), hall.facilitator()
    anna = hall.join("Grupp 1", "Anna Namnsson", "Universitetet")
    lead.manages("participant.role", participant=anna.id, role="note-taker")
    lead.manages("participant.move", participant=anna.id, room="room-2")

    assert lead.hears("participant.joined")["name"] == "Anna Namnsson"
    screen.hears("participant.moved")
    screen.snapshot("session")
    assert "Namnsson" not in screen.wire.everything()
    assert "Namnsson" not in hall.get(role="projector").text


def test_what_is_lifted_shows_on_the_screen_and_follows_its_note(hall):
    anna, screen, lead = hall.join("Grupp 1", organisation="Universitetet"), hall.projector(), hall.facilitator()
    id = anna.writes("Värt att höra")

    lead.manages("spotlight.set", note=id)
    lifted = screen.hears("spotlight.set")
    assert lifted.items() >= {"note": id, "channel": "room-1", "text": "Värt att höra", "theme": None}.items()
    assert lifted["organisation"] == "Universitetet"

    anna.manages("note.edit", note=id, text="Värt att höra igen")
    assert screen.hears("spotlight.set")["text"] == "Värt att höra igen"

    anna.manages("note.remove", note=id)
    assert screen.hears("spotlight.set")["note"] is None
    assert screen.snapshot("session")["spotlight"] is None


def test_an_anonymous_note_has_no_author_anywhere(hall, server):
    anna, bo, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.facilitator()

    id = anna.writes("Chefen lyssnar inte", anonymous=True)

    for reader in (anna, bo, lead):
        event = reader.hears_event("note.added")
        assert event["by"] is None
        assert event["data"]["author"] is None
        assert not any(anna.id in frame for frame in reader.wire.frames if id in frame)
    assert anna.is_refused("note.edit", note=id, text="Nej")["code"] == "forbidden"
    with sqlite_of(server) as database:
        for table in ("events", "commands"):
            for row in database.execute(f"SELECT * FROM {table}"):
                if id in str(row):
                    assert anna.id not in str(row)


def test_who_reported_a_note_is_kept_nowhere_and_why_is_the_facilitators(hall, server):
    anna, bo, screen, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.projector(), hall.facilitator()
    note = anna.writes("Karin sover")

    report = bo.manages("note.report", note=note, reason="Pekar ut någon")

    told = lead.hears_event("note.reported")
    assert (told["by"], told["data"]["reason"]) == (None, "Pekar ut någon")
    assert bo.id not in str(told)
    with sqlite_of(server) as database:
        rows = [str(row) for row in database.execute("SELECT * FROM events") if report in str(row)]
    assert rows
    assert not any(bo.id in row for row in rows)
    for reader in (anna, bo, screen):
        assert reader.hears_nothing("session")
        reader.snapshot("session")
        assert "Pekar ut" not in reader.wire.everything()


def test_the_halls_password_reaches_the_screen_and_no_participant(hall):
    anna, screen, lead = hall.join("Grupp 1"), hall.projector(), hall.facilitator()

    lead.manages("hall.set", ssid="Konferens", password="fika2025!")

    assert screen.hears("hall.set")["password"] == "fika2025!"
    assert anna.hears_nothing()
    anna.snapshot("session")
    anna.follows("session", after=0)
    assert "fika2025" not in anna.wire.everything()
    assert "fika2025" not in hall.server.get("/api/v1/join", params={"code": hall.code}).text


def test_a_hidden_note_is_gone_for_the_others_and_the_screen(hall):
    anna, bo, screen, lead = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo"), hall.projector(), hall.facilitator()
    note = anna.writes("Karin sover")
    lead.manages("note.hide", "room-1", note=note)
    for reader in (bo, screen):
        assert reader.hears("note.hidden") == {"id": note, "removed": True}
        reader.hears_nothing()

    anna.manages("note.edit", note=note, text="Karin snarkar")
    late = hall.join("Grupp 1", "Sen")

    late.follows("room-1", after=0)
    for reader in (bo, screen, late):
        assert reader.hears_nothing("item-1")
        assert "snarkar" not in reader.wire.everything()
        assert reader.note(note, "room-1") is None


def test_an_anonymous_silent_note_is_bare_even_for_its_writer(hall):
    anna, lead = hall.join("Grupp 1"), hall.facilitator()
    lead.manages("step.start", step=SILENT_STEP)

    anna.writes(SECRET, anonymous=True)

    anna.hears_bare("room-1")
    assert lead.hears("note.added")["author"] is None
    lead.manages("step.start", step=LAST_STEP)
    assert anna.hears("notes.revealed")["notes"][0]["text"] == SECRET


def test_presence_tells_who_is_here_and_who_writes(hall):
    anna, bo = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo")

    def told(state):
        return any(
            name == "presence" and {"id": anna.id, "state": state} in data["participants"]
            for name, data in bo.wire.messages
        )

    bo.wire.wait_until(lambda: told("here"), "Anna to be here")
    anna.wire.tell("presence", {"channel": "room-1", "state": "writing"})
    bo.wire.wait_until(lambda: told("writing"), "Anna to write")
    before = len(bo.wire.messages)
    anna.leaves()
    bo.wire.wait_until(
        lambda: any(
            name == "presence" and [each["id"] for each in data["participants"]] == [bo.id]
            for name, data in bo.wire.messages[before:]
        ),
        "Anna to be gone",
    )


def test_a_facilitator_who_writes_is_told_to_the_room_and_to_others_with_the_same_link(hall):
    anna, one, other = hall.join("Grupp 1"), hall.facilitator(), hall.facilitator()

    one.wire.tell("presence", {"channel": "room-1", "state": "writing", "at": "block-1"})

    def told(person):
        found = [data for name, data in person.wire.messages if name == "presence" and data["channel"] == "room-1"]
        return [data["facilitators"] for data in found if data.get("facilitators")]

    for person in (anna, other, one):
        person.wire.wait_until(lambda person=person: told(person), "a facilitator to write")
        (writing,) = told(person)[-1]
        assert writing == {"id": one.wire.id, "state": "writing", "at": "block-1"}


def test_what_waits_on_a_device_is_told_and_stays_told_when_contact_is_lost(hall):
    anna, lead = hall.join("Grupp 1"), hall.facilitator()

    def told(channel):
        found = [data for name, data in lead.wire.messages if name == "presence" and data["channel"] == channel]
        return found[-1] if found else {"participants": []}

    anna.wire.tell("presence", {"channel": "room-1", "state": "here", "unsent": 2})
    waits = {"id": anna.id, "state": "here", "unsent": 2}
    lead.wire.wait_until(lambda: waits in told("room-1")["participants"], "two notes to wait on Anna's device")

    anna.leaves()

    lead.wire.wait_until(lambda: told("session").get("away"), "Anna to be away")
    (away,) = told("session")["away"]
    assert (away["id"], away["unsent"]) == (anna.id, 2)
    lead.wire.wait_until(lambda: told("room-1")["participants"] == [], "the room to be empty")


def test_only_facilitators_and_the_screen_hear_who_is_in_the_meeting(hall):
    anna, screen = hall.join("Grupp 1"), hall.projector()

    screen.wire.wait_until(
        lambda: any(
            data["channel"] == "session" and data["participants"] == [{"id": anna.id, "state": "here"}]
            for name, data in screen.wire.messages
            if name == "presence"
        ),
        "the screen to see Anna",
    )
    assert not [data for name, data in anna.wire.messages if name == "presence" and data["channel"] == "session"]


def test_who_unsubscribes_hears_no_more(hall):
    anna, bo = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo")

    assert bo.wire.call("unsubscribe", {"channel": "room-1"}) == {"ok": True, "channel": "room-1"}
    anna.writes("Hör du mig?")

    assert bo.hears_nothing()


def sqlite_of(server):
    return contextlib.closing(sqlite3.connect(f"file:{server.data / 'samtal.sqlite'}?mode=ro", uri=True))
