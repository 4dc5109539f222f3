"""The wall: what waits to be lifted, what the projector shows, and the hall's Wi-Fi."""

from __future__ import annotations

import pytest

from tests.domain.cast import SILENT, TALK, Hall, Person, refused

# the queue


def queue(person: Person) -> list[str]:
    """Give the ids of what waits, as this reader sees it."""
    return [waiting["note"] or waiting["theme"] for waiting in person.sees("session")["spotlight_queue"]]


def test_notes_and_patterns_wait_in_turn_and_everybody_gets_the_same_queue(
    anna: Person, facilitator: Person, screen: Person
):
    note, theme = anna.writes("Viktigt"), facilitator.makes("theme.add", text="Mönster")

    assert facilitator.does("spotlight.queue", note=note) == ["spotlight.queued"]
    facilitator.does("spotlight.queue", theme=theme)
    assert facilitator.does("spotlight.queue", note=note) == []

    for reader in (anna, facilitator, screen):
        assert reader.sees("session")["spotlight_queue"] == [
            {"note": note, "theme": None, "channel": "room-1"},
            {"note": None, "theme": theme, "channel": None},
        ]
    assert "Viktigt" not in str(screen.hears("session"))


def test_something_is_taken_out_of_the_queue(anna: Person, facilitator: Person):
    first, second = anna.writes("Ett"), anna.writes("Två")
    facilitator.does("spotlight.queue", note=first)
    facilitator.does("spotlight.queue", note=second)

    assert facilitator.does("spotlight.unqueue", note=first) == ["spotlight.unqueued"]
    assert facilitator.does("spotlight.unqueue", note=first) == []
    assert queue(facilitator) == [second]


@pytest.mark.parametrize("going", ["removed by its writer", "hidden"])
def test_a_note_that_goes_leaves_the_queue_and_the_others_wait_on(anna: Person, facilitator: Person, going: str):
    first, second, third = anna.writes("Ett"), anna.writes("Två"), anna.writes("Tre")
    for note in (first, second, third):
        facilitator.does("spotlight.queue", note=note)

    if going == "hidden":
        facilitator.does("note.hide", note=second)
    else:
        anna.does("note.remove", note=second)

    assert queue(facilitator) == [first, third]


def test_a_pattern_that_is_removed_leaves_the_queue_and_the_screen(facilitator: Person, screen: Person):
    theme = facilitator.makes("theme.add", text="Mönster")
    facilitator.does("spotlight.queue", theme=theme)
    facilitator.does("spotlight.set", theme=theme)

    assert facilitator.does("theme.remove", theme=theme) == ["theme.removed", "spotlight.set", "spotlight.unqueued"]
    assert (queue(screen), screen.sees("session")["spotlight"]) == ([], None)


def test_what_was_written_in_silence_does_not_wait_before_it_can_be_seen(
    anna: Person, facilitator: Person, screen: Person
):
    facilitator.does("step.start", step=SILENT)
    note = anna.writes("Dolt")

    with refused("conflict", "note"):
        facilitator.does("spotlight.queue", note=note)
    facilitator.does("step.start", step=TALK)
    facilitator.does("spotlight.queue", note=note)
    assert queue(screen) == [note]


def test_one_thing_that_exists_is_queued_at_a_time(anna: Person, facilitator: Person):
    note, theme = anna.writes("Ett"), facilitator.makes("theme.add", text="Mönster")

    with refused("invalid", "theme"):
        facilitator.does("spotlight.queue")
    with refused("invalid", "theme"):
        facilitator.does("spotlight.queue", note=note, theme=theme)
    with refused("not_found", "note"):
        facilitator.does("spotlight.queue", note="ingen")
    with refused("not_found", "theme"):
        facilitator.does("spotlight.queue", theme="inget")
    assert facilitator.does("spotlight.unqueue", note="ingen") == []
    assert facilitator.does("spotlight.unqueue") == []


def test_the_queue_has_an_end(anna: Person, facilitator: Person):
    notes = [anna.writes(f"Inlägg {number}") for number in range(31)]
    for note in notes[:30]:
        facilitator.does("spotlight.queue", note=note)

    with refused("conflict"):
        facilitator.does("spotlight.queue", note=notes[30])
    facilitator.does("spotlight.unqueue", note=notes[0])
    facilitator.does("spotlight.queue", note=notes[30])
    assert queue(facilitator) == notes[1:]


# what is lifted


def test_who_comes_late_does_not_get_the_text_of_a_lifted_note_that_was_removed(
    anna: Person, disa: Person, facilitator: Person, screen: Person
):
    note = anna.writes("Förhastat")
    facilitator.does("spotlight.set", note=note)
    assert "Förhastat" in str(disa.hears("session"))
    anna.does("note.remove", note=note)

    for late in (disa, screen):
        assert "Förhastat" not in str(late.hears("session"))
    assert "Förhastat" in str(facilitator.hears("session"))
    anna.does("note.restore", note=note)
    assert "Förhastat" in str(disa.hears("session"))


# the screen


def test_the_screen_follows_the_meeting_until_it_is_told_otherwise(facilitator: Person, screen: Person):
    assert screen.sees("session")["screen"] == {"scene": "auto", "theme": "auto", "language": "auto"}

    assert facilitator.does("screen.set", scene="pause") == ["screen.set"]
    assert facilitator.does("screen.set", scene="pause") == []
    assert facilitator.does("screen.set") == []
    facilitator.does("screen.set", theme="dark")
    assert screen.sees("session")["screen"] == {"scene": "pause", "theme": "dark", "language": "auto"}
    facilitator.does("screen.set", scene="auto", theme="auto", language="en")
    assert screen.sees("session")["screen"] == {"scene": "auto", "theme": "auto", "language": "en"}


@pytest.mark.parametrize(
    "data", [{"scene": "disco"}, {"theme": "pink"}, {"language": "fi"}, {"scene": 1}, {"colour": "red"}]
)
def test_the_screen_shows_only_what_it_can(facilitator: Person, data: dict):
    with refused("invalid", next(iter(data))):
        facilitator.does("screen.set", **data)


# the hall


def test_the_halls_wifi_is_for_the_wall_and_those_who_set_it(
    hall: Hall, anna: Person, eva: Person, disa: Person, facilitator: Person, screen: Person
):
    facilitator.does("hall.set", ssid=" Konferens  Öst ", password="hemligt lösen")

    for insider in (facilitator, screen):
        assert insider.sees("session")["hall"] == {"ssid": "Konferens Öst", "password": "hemligt lösen"}
    newcomer = hall.joins("nils")
    for outsider in (anna, eva, disa, newcomer):
        assert outsider.sees("session")["hall"] is None
        heard = str(outsider.hears("session"))
        assert "hemligt" not in heard
        assert "Konferens" not in heard
    facilitator.does("participant.role", participant="eva", role="facilitator")
    assert eva.sees("session")["hall"]["password"] == "hemligt lösen"


def test_an_open_net_has_no_password_and_a_net_can_be_taken_away(facilitator: Person, screen: Person):
    facilitator.does("hall.set", ssid="Öppet", password="hemligt lösen")
    facilitator.does("hall.set", ssid="Öppet")
    assert screen.sees("session")["hall"] == {"ssid": "Öppet", "password": None}
    assert facilitator.does("hall.set", ssid="Öppet", password="") == []

    assert facilitator.does("hall.set") == ["hall.set"]
    assert screen.sees("session")["hall"] is None
    assert facilitator.does("hall.set", ssid=" ", password="hemligt lösen") == []


@pytest.mark.parametrize("password", ["sju tkn", "x" * 64, "rad ett\nrad två", "osynlig\x00t", "halv\ud800 tecken"])
def test_a_password_that_no_net_has_is_refused(facilitator: Person, password: str):
    with refused("invalid", "password"):
        facilitator.does("hall.set", ssid="Konferens", password=password)


@pytest.mark.parametrize("ssid", ["x" * 33, "å" * 17])
def test_a_name_longer_than_a_net_can_have_is_refused(facilitator: Person, ssid: str):
    with refused("too_large", "ssid"):
        facilitator.does("hall.set", ssid=ssid)


def test_a_name_that_cannot_be_seen_is_refused(facilitator: Person):
    with refused("invalid", "ssid"):
        facilitator.does("hall.set", ssid="\u200b")


@pytest.mark.parametrize("who", ["anna", "eva", "screen"])
def test_only_the_facilitator_has_the_wall(hall: Hall, who: str):
    person = hall.screen if who == "screen" else hall.person(who)
    note = hall.person("anna").writes("Lyft mig")

    for type, data in (
        ("spotlight.queue", {"note": note}),
        ("spotlight.unqueue", {"note": note}),
        ("screen.set", {"scene": "pause"}),
        ("hall.set", {"ssid": "Mitt nät"}),
    ):
        with refused("forbidden"):
            person.does(type, **data)


def test_the_wall_can_be_led_after_the_meeting(anna: Person, facilitator: Person, screen: Person):
    note = anna.writes("Tack för i dag")
    facilitator.does("session.close")

    facilitator.does("spotlight.queue", note=note)
    facilitator.does("spotlight.set", note=note)
    facilitator.does("screen.set", scene="harvest")

    assert screen.sees("session")["spotlight"]["text"] == "Tack för i dag"
