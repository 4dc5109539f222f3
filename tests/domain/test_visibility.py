"""Who may see what: also who does not."""

from __future__ import annotations

import pytest

from server.domain import visibility
from server.domain.events import Event
from server.domain.room import ROOM_EVENTS
from server.domain.session import SESSION_EVENTS
from tests.domain.cast import SILENT, TALK, Hall, Person, seated


def test_participants_read_their_own_room_the_talks_and_the_sessions_channel(hall: Hall, anna: Person, eva: Person):
    newcomer = hall.joins("nils")

    for reader in (anna, eva):
        assert [c for c in hall.session.channels if reader.may_read(c)] == [
            *(f"item-{part}" for part in ("1", "1-1", "2", "2-1")),
            "room-1",
        ]
        assert reader.may_read("session")
    assert not any(newcomer.may_read(room) for room in ("room-1", "room-2", "room-3"))
    assert newcomer.may_read("item-1")


def test_facilitators_and_the_screen_read_every_channel(hall: Hall, anna: Person, facilitator: Person, screen: Person):
    facilitator.does("participant.role", participant="anna", role="facilitator")

    for reader in (facilitator, screen, anna):
        assert all(reader.may_read(channel) for channel in ("session", *hall.session.channels))


def test_rooms_may_be_open_to_all():
    hall = seated(Hall(rooms_visible="all"))

    assert all(hall.person("disa").may_read(room) for room in ("room-1", "room-2", "room-3"))


def test_somebody_moved_away_reads_the_new_room_and_not_the_old(hall: Hall, anna: Person, facilitator: Person):
    facilitator.does("participant.move", participant="anna", room="room-2")

    assert (anna.may_read("room-1"), anna.may_read("room-2")) == (False, True)


def test_the_screen_gets_no_names(hall: Hall, anna: Person, facilitator: Person, screen: Person):
    anna.moves_to("room-3")
    facilitator.does("participant.role", participant="bo", role="note-taker")

    everything = str(screen.sees("session")) + str(screen.hears("session"))
    assert not any(name in everything for name in hall.names.values())
    assert all("name" not in person for person in screen.sees("session")["participants"])


def test_people_get_each_others_names(hall: Hall, anna: Person, facilitator: Person):
    for reader in (anna, facilitator):
        assert [person["name"] for person in reader.sees("session")["participants"]] == list(hall.names.values())
        joined = [event for event in reader.hears("session") if event["type"] == "participant.joined"]
        assert [event["data"]["name"] for event in joined] == list(hall.names.values())


def test_no_name_stands_in_the_log(hall: Hall, anna: Person, facilitator: Person):
    facilitator.does("spotlight.set", note=anna.writes("Ett inlägg"))

    assert not any(name in str(hall.log) for name in hall.names.values())


def test_whose_name_has_been_erased_has_none(hall: Hall, anna: Person, bo: Person):
    hall.names.clear()

    assert [person["name"] for person in bo.sees("session")["participants"]] == [None] * 4


def test_a_removed_note_is_for_its_writer_and_the_facilitators(
    hall: Hall, anna: Person, bo: Person, eva: Person, facilitator: Person, screen: Person
):
    note = anna.writes("Ångrat")
    anna.does("note.remove", note=note)

    for insider in (anna, facilitator):
        assert [(kept["text"], kept["removed"]) for kept in insider.sees("room-1")["notes"]] == [("Ångrat", True)]
        assert insider.hears_last("room-1")["data"]["text"] == "Ångrat"
    for outsider in (bo, eva, screen):
        assert outsider.sees("room-1")["notes"] == []
        assert [event["data"] for event in outsider.hears("room-1")] == [{"id": note, "removed": True}] * 2


def test_a_removed_anonymous_note_is_for_the_facilitators_alone(hall: Hall, anna: Person, facilitator: Person):
    note = anna.writes("Hemligt", anonymous=True)
    facilitator.does("note.remove", note=note)

    assert anna.sees()["notes"] == []
    assert facilitator.sees("room-1")["notes"][0]["text"] == "Hemligt"


def test_nobody_sees_who_wrote_an_anonymous_note(hall: Hall, anna: Person, bo: Person, facilitator: Person):
    anna.writes("Hemligt", anonymous=True)

    for reader in (anna, bo, facilitator):
        told = reader.hears_last("room-1")
        assert (told["by"], told["data"]["author"]) == (None, None)
        assert reader.sees("room-1")["notes"][0]["author"] is None


def test_a_message_to_rooms_is_for_those_in_them_and_the_facilitators(
    hall: Hall, anna: Person, disa: Person, facilitator: Person, screen: Person
):
    facilitator.does("message.send", text="Fem minuter kvar", rooms=["room-1"])

    for reader in (anna, facilitator):
        assert [message["text"] for message in reader.sees("session")["messages"]] == ["Fem minuter kvar"]
        assert reader.hears_last("session")["type"] == "message.sent"
    newcomer = hall.joins("nils")
    for other in (disa, screen, newcomer):
        assert other.sees("session")["messages"] == []
        assert "Fem minuter" not in str(other.hears("session"))


def test_a_reader_gets_the_last_fifty_messages_of_those_that_are_meant_for_the_reader(
    hall: Hall, disa: Person, facilitator: Person
):
    for number in range(60):
        facilitator.does("message.send", text=f"Till alla {number}")
        facilitator.does("message.send", text=f"Till grupp 1 {number}", rooms=["room-1"])

    texts = [message["text"] for message in disa.sees("session")["messages"]]
    assert texts == [f"Till alla {number}" for number in range(10, 60)]
    assert len(facilitator.sees("session")["messages"]) == 50


def everything_happens(hall: Hall) -> None:
    """Let every type of event occur."""
    anna, eva, lead = hall.person("anna"), hall.person("eva"), hall.facilitator
    lead.does("session.open")
    lead.does("step.start", step=SILENT)
    hidden = anna.writes("Dolt")
    lead.does("step.pause")
    lead.does("step.extend", seconds=60)
    lead.does("step.start", step=TALK)
    lead.does("step.undo")
    lead.does("step.start", step=TALK)
    cluster = anna.makes("cluster.add", title="Tema")
    anna.does("cluster.rename", cluster=cluster, title="Temat")
    anna.does("note.edit", note=hidden, text="Synligt")
    anna.does("note.support", note=hidden, on=True)
    anna.does("note.move", note=hidden, cluster=cluster)
    anna.does("note.remove", note=hidden)
    anna.does("note.restore", note=hidden)
    anna.does("note.report", note=hidden, reason="Pekar ut någon")
    lead.does("note.ask", note=hidden, text="Skriv om det utan namn")
    lead.does("note.hide", note=hidden)
    lead.does("note.show", note=hidden)
    anna.does("cluster.remove", cluster=cluster)
    block = eva.documents("Text", sources=[hidden])
    eva.does("block.edit", block=block, text="Texten")
    eva.does("block.move", block=block, after=eva.documents("En till"))
    eva.does("section.confirm")
    eva.does("block.remove", block=block)
    theme = lead.makes("theme.add", text="Mönster", sources=[hidden])
    lead.does("theme.edit", theme=theme, text="Mönstret")
    lead.does("theme.move", theme=theme, after=lead.makes("theme.add", text="Ett annat"))
    lead.does("spotlight.queue", theme=theme)
    lead.does("spotlight.unqueue", theme=theme)
    lead.does("spotlight.set", theme=theme)
    lead.does("theme.remove", theme=theme)
    lead.does("screen.set", scene="pause")
    lead.does("hall.set", ssid="Konferens", password="hemligt lösen")
    anna.does("room.call", room="room-1")
    anna.does("room.answer", room="room-1")
    room = lead.makes("room.add", name="Extra")
    lead.does("room.edit", room="room-1", name="Sal A")
    lead.does("room.lock", room=room)
    lead.does("room.unlock", room=room)
    lead.does("participant.move", participant="bo", room=room)
    lead.does("participant.role", participant="bo", role="note-taker")
    lead.does("message.send", text="Till några", rooms=["room-2"])
    lead.does("step.start", step="step-7")
    lead.does("step.next")
    lead.does("session.close")
    lead.does("session.reopen")
    hall.record([Event("session", "names.erased", {})], None)  # no rule gives it: it comes of erasing


READERS = ("facilitator", "screen", "anna", "eva", "bo", "disa")

# What each reader of these events may not see whole once everything has happened; all the rest is for all.
BARE = {
    "message.sent": {"screen", "anna", "eva", "bo"},
    "note.added": {"screen", "eva"},  # written in silence
    "note.reported": {"screen", "anna", "eva", "bo", "disa"},
    "report.settled": {"screen", "anna", "eva", "bo", "disa"},
    "hall.set": {"anna", "eva", "bo", "disa"},
}


@pytest.mark.parametrize("reader", READERS)
def test_each_type_of_event_is_whole_or_bare_for_each_reader(hall: Hall, reader: str):
    everything_happens(hall)
    who = {"facilitator": hall.facilitator, "screen": hall.screen}.get(reader) or hall.person(reader)
    seen: dict[str, set[bool]] = {}
    for event in hall.log:
        if who.may_read(event.channel):
            view = visibility.view(hall.session, event, who.actor, hall.names)
            assert (view["channel"], view["seq"]) == (event.channel, event.seq)
            seen.setdefault(event.type, set()).add("type" in view)

    expected = ROOM_EVENTS | SESSION_EVENTS if who.may_read("room-1") else SESSION_EVENTS
    assert set(seen) >= expected
    assert {type for type, whole in seen.items() if False in whole} == {
        type for type, readers in BARE.items() if reader in readers and type in seen
    }


def test_what_is_encoded_once_is_the_same_for_all_who_read_the_channel(hall: Hall):
    everything_happens(hall)
    readers = [hall.facilitator, hall.screen, *map(hall.person, ("anna", "bo", "eva", "disa"))]

    for event in hall.log:
        if visibility.is_open(hall.session, event):
            for reader in readers:
                if reader.may_read(event.channel):
                    view = visibility.view(hall.session, event, reader.actor, hall.names)
                    assert view == event.as_data(), event.type
