"""Moderation: reporting a note without being known for it, hiding and showing it, asking for a change."""

from __future__ import annotations

import datetime as dt

import pytest

from server.draft.compose import compose
from tests.domain.cast import SILENT, TALK, Hall, Person, refused, seated

INSULT = "Chefen är en åsna"


@pytest.fixture
def insult(anna: Person) -> str:
    return anna.writes(INSULT)


# reporting


def test_a_report_reaches_the_facilitators_alone(
    hall: Hall, anna: Person, bo: Person, eva: Person, disa: Person, facilitator: Person, screen: Person, insult: str
):
    report = bo.makes("note.report", note=insult, reason=" Pekar ut någon ")

    expected = {
        "id": report,
        "note": insult,
        "channel": "room-1",
        "reason": "Pekar ut någon",
        "at": "2025-09-30T09:00:00.000Z",
    }
    assert facilitator.sees("session")["reports"] == [expected]
    assert facilitator.hears_last("session")["data"] == expected
    for other in (anna, bo, eva, disa, screen):
        assert other.sees("session")["reports"] == []
        assert set(other.hears_last("session")) == {"channel", "seq"}
        assert insult not in str(other.hears("session"))


def test_who_reported_is_kept_nowhere(hall: Hall, bo: Person, facilitator: Person, insult: str):
    bo.does("note.report", note=insult, reason="Olämpligt")

    assert hall.log[-1].by is None
    assert "bo" not in hall.log[-1].data.values()
    assert facilitator.hears_last("session")["by"] is None


def test_a_report_needs_no_reason(bo: Person, facilitator: Person, insult: str):
    bo.does("note.report", note=insult)
    bo.does("note.report", note=insult, reason="  ")

    assert [report["reason"] for report in facilitator.sees("session")["reports"]] == [None, None]


def test_somebody_who_becomes_facilitator_sees_the_reports(bo: Person, facilitator: Person, eva: Person, insult: str):
    bo.does("note.report", note=insult)
    facilitator.does("participant.role", participant="eva", role="facilitator")

    assert [report["note"] for report in eva.sees("session")["reports"]] == [insult]


@pytest.mark.parametrize("who", ["disa", "screen"])
def test_who_does_not_belong_to_the_room_does_not_report_there(hall: Hall, insult: str, who: str):
    person = hall.screen if who == "screen" else hall.person(who)

    with refused("forbidden"):
        person.does("note.report", "room-1", note=insult)


def test_what_one_cannot_see_cannot_be_reported(hall: Hall, anna: Person, bo: Person, facilitator: Person, insult: str):
    facilitator.does("step.start", step=SILENT)
    secret = anna.writes("Dolt")
    removed = bo.writes("Ångrat")
    bo.does("note.remove", note=removed)
    facilitator.does("note.hide", "room-1", note=insult)

    for note in (secret, removed, insult, "ingen"):
        with refused("not_found", "note"):
            bo.does("note.report", note=note)


def test_too_long_a_reason_is_refused(bo: Person, insult: str):
    with refused("too_large", "reason"):
        bo.does("note.report", note=insult, reason="x" * 1_001)


def test_the_facilitator_lets_a_note_stand(bo: Person, facilitator: Person, insult: str):
    report = bo.makes("note.report", note=insult)

    assert facilitator.does("report.settle", report=report) == ["report.settled"]
    assert facilitator.sees("session")["reports"] == []
    assert set(bo.hears_last("session")) == {"channel", "seq"}
    with refused("not_found", "report"):
        facilitator.does("report.settle", report=report)
    assert bo.texts() == [INSULT]


def test_a_report_of_a_note_that_its_writer_took_back_can_be_settled(
    anna: Person, bo: Person, facilitator: Person, insult: str
):
    report = bo.makes("note.report", note=insult)
    anna.does("note.remove", note=insult)

    facilitator.does("report.settle", report=report)

    assert facilitator.sees("session")["reports"] == []


@pytest.mark.parametrize("who", ["anna", "eva", "screen"])
def test_only_the_facilitator_moderates(hall: Hall, bo: Person, insult: str, who: str):
    person = hall.screen if who == "screen" else hall.person(who)
    report = bo.makes("note.report", note=insult)

    for type, data in (
        ("note.hide", {"note": insult}),
        ("note.show", {"note": insult}),
        ("note.ask", {"note": insult, "text": "Skriv om"}),
    ):
        with refused("forbidden"):
            person.does(type, "room-1", **data)
    with refused("forbidden"):
        person.does("report.settle", report=report)


# hiding


def test_a_hidden_note_is_its_writers_and_the_facilitators(
    anna: Person, bo: Person, eva: Person, facilitator: Person, screen: Person, insult: str
):
    assert facilitator.does("note.hide", note=insult) == ["note.hidden"]
    assert facilitator.does("note.hide", note=insult) == []

    for insider in (anna, facilitator):
        assert [(note["text"], note["hidden"]) for note in insider.sees("room-1")["notes"]] == [(INSULT, True)]
        assert insider.hears_last("room-1")["data"]["text"] == INSULT
    for outsider in (bo, eva, screen):
        assert outsider.sees("room-1")["notes"] == []
        assert [event["data"] for event in outsider.hears("room-1")] == [{"id": insult, "removed": True}] * 2


def test_a_hidden_note_is_told_in_no_event_from_before(
    hall: Hall, anna: Person, bo: Person, facilitator: Person, screen: Person, insult: str
):
    anna.does("note.edit", note=insult, text=INSULT + "!")
    bo.does("note.support", note=insult, on=True)
    facilitator.does("note.ask", note=insult, text="Skriv om")
    facilitator.does("spotlight.set", note=insult)
    facilitator.does("note.hide", note=insult)
    anna.does("note.edit", note=insult, text=INSULT + "?")

    for outsider in (bo, screen):
        for channel in ("room-1", "session"):
            assert "åsna" not in str(outsider.hears(channel)) + str(outsider.sees(channel))
    assert "åsna" in str(anna.hears())


def test_somebody_who_sees_every_room_does_not_see_what_is_hidden_in_it():
    hall = seated(Hall(rooms_visible="all"))
    note = hall.person("anna").writes(INSULT)
    hall.facilitator.does("note.hide", note=note)

    disa = hall.person("disa")
    assert INSULT not in str(disa.hears("room-1")) + str(disa.sees("room-1"))


def test_a_hidden_anonymous_note_is_for_the_facilitators_alone(anna: Person, facilitator: Person):
    note = anna.writes(INSULT, anonymous=True)
    facilitator.does("note.hide", note=note)

    assert anna.sees()["notes"] == []
    assert INSULT not in str(anna.hears())
    assert facilitator.texts("room-1") == [INSULT]


def test_a_hidden_note_leaves_the_screen_and_its_reports_are_settled(
    bo: Person, facilitator: Person, screen: Person, insult: str
):
    bo.does("note.report", note=insult)
    bo.does("note.report", note=insult, reason="Igen")
    kept = bo.makes("note.report", note=bo.writes("Något annat"))
    facilitator.does("spotlight.set", note=insult)
    facilitator.does("spotlight.queue", note=insult)

    told = facilitator.does("note.hide", note=insult)

    assert sorted(told) == [
        "note.hidden",
        "report.settled",
        "report.settled",
        "spotlight.set",
        "spotlight.unqueued",
    ]
    assert (screen.sees("session")["spotlight"], screen.sees("session")["spotlight_queue"]) == (None, [])
    assert [report["id"] for report in facilitator.sees("session")["reports"]] == [kept]


def test_a_hidden_note_is_not_there_for_the_rooms_commands(
    hall: Hall, anna: Person, bo: Person, facilitator: Person, insult: str
):
    cluster = bo.makes("cluster.add", title="Tema")
    facilitator.does("note.hide", note=insult)

    for type, data in (
        ("note.support", {"note": insult, "on": True}),
        ("note.move", {"note": insult, "cluster": cluster}),
        ("note.edit", {"note": insult, "text": "Mitt"}),
        ("note.remove", {"note": insult}),
    ):
        with refused("not_found", "note"):
            bo.does(type, **data)
    with refused("not_found", "reply_to"):
        bo.writes("Svar", reply_to=insult)
    for data in ({"note": insult}, {"note": insult, "theme": None}):
        with refused("not_found", "note"):
            facilitator.does("spotlight.set", **data)
        with refused("not_found", "note"):
            facilitator.does("spotlight.queue", **data)
    with refused("not_found", "sources"):
        facilitator.does("theme.add", text="Mönster", sources=[insult])


def test_a_hidden_note_is_shown_again_as_it_is_now(anna: Person, bo: Person, facilitator: Person, insult: str):
    cluster = anna.makes("cluster.add", title="Tema")
    anna.does("note.move", note=insult, cluster=cluster)
    bo.does("note.support", note=insult, on=True)
    facilitator.does("note.hide", note=insult)
    anna.does("note.edit", note=insult, text="Ledningen behöver stöd")
    anna.does("cluster.remove", cluster=cluster)

    assert facilitator.does("note.show", note=insult) == ["note.shown"]
    assert facilitator.does("note.show", note=insult) == []

    shown = bo.sees()["notes"][0]
    assert (shown["text"], shown["cluster"], shown["supporters"]) == ("Ledningen behöver stöd", None, ["bo"])


def test_a_note_that_is_both_hidden_and_removed_comes_back_by_both(
    anna: Person, bo: Person, facilitator: Person, insult: str
):
    facilitator.does("note.hide", note=insult)
    anna.does("note.remove", note=insult)
    with refused("not_found", "note"):
        facilitator.does("note.show", note=insult)

    anna.does("note.restore", note=insult)
    assert bo.texts() == []
    facilitator.does("note.show", note=insult)
    assert bo.texts() == [INSULT]


def test_a_note_hidden_in_silence_is_not_shown_when_the_silence_ends(anna: Person, bo: Person, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    note = anna.writes(INSULT)
    facilitator.does("note.hide", note=note)
    facilitator.does("step.start", step=TALK)

    assert INSULT not in str(bo.hears()) + str(bo.sees())
    assert bo.hears_last()["data"] == {"notes": [{"id": note, "removed": True}]}
    facilitator.does("note.show", note=note)
    assert bo.texts() == [INSULT]


def test_a_note_can_be_hidden_after_the_meeting_and_in_a_locked_room(bo: Person, facilitator: Person, insult: str):
    facilitator.does("room.lock", room="room-1")
    facilitator.does("session.close")

    facilitator.does("note.hide", note=insult)

    assert bo.texts() == []


def test_what_is_said_about_a_talk_can_be_hidden(anna: Person, bo: Person, facilitator: Person):
    note = anna.writes(INSULT, "item-2-1")
    bo.does("note.report", "item-2-1", note=note)
    assert facilitator.sees("session")["reports"][0]["channel"] == "item-2-1"

    facilitator.does("note.hide", "item-2-1", note=note)

    assert bo.texts("item-2-1") == []


def test_a_hidden_note_is_neither_in_the_paper_nor_among_what_was_left_over(
    hall: Hall, anna: Person, eva: Person, facilitator: Person, insult: str
):
    in_talk = anna.writes(INSULT, "item-2-1")
    theme = facilitator.makes("theme.add", text="Ett mönster", sources=[insult])
    reply = eva.writes("Ett svar", reply_to=insult)
    facilitator.does("note.hide", note=insult)
    facilitator.does("note.hide", "item-2-1", note=in_talk)

    def paper() -> str:
        return str(compose(hall.session, today=dt.date(2025, 10, 28), tz=dt.UTC).as_data())

    assert hall.note(reply).reply_to == insult
    assert "Ett svar" in paper()
    assert "Ett mönster" in paper()
    assert "åsna" not in paper()
    eva.documents("Gruppens text", sources=[])  # now the notes are what was left over
    assert "åsna" not in paper()
    assert hall.session.themes[theme].sources == (insult,)


# asking


def test_a_request_stands_at_the_note_until_it_is_edited(anna: Person, facilitator: Person, insult: str):
    assert facilitator.does("note.ask", note=insult, text=" Skriv om det ") == ["note.asked"]
    assert facilitator.does("note.ask", note=insult, text="Skriv om det") == []
    assert anna.sees()["notes"][0]["request"] == "Skriv om det"

    anna.does("note.support", note=insult, on=True)
    assert anna.sees()["notes"][0]["request"] == "Skriv om det"
    anna.does("note.edit", note=insult, text="Ledningen behöver stöd")
    assert anna.sees()["notes"][0]["request"] is None


def test_a_request_about_a_hidden_note_is_between_the_facilitator_and_its_writer(
    anna: Person, bo: Person, facilitator: Person, insult: str
):
    facilitator.does("note.hide", note=insult)
    facilitator.does("note.ask", note=insult, text="Skriv om det")

    assert anna.sees()["notes"][0]["request"] == "Skriv om det"
    assert "Skriv om det" not in str(bo.hears()) + str(bo.sees())


def test_a_request_says_something_about_a_note_that_is_there_while_the_meeting_is_open(
    anna: Person, facilitator: Person, insult: str
):
    with refused("invalid", "text"):
        facilitator.does("note.ask", note=insult, text=" ")
    with refused("too_large", "text"):
        facilitator.does("note.ask", note=insult, text="x" * 1_001)
    facilitator.does("session.close")
    with refused("closed"):
        facilitator.does("note.ask", note=insult, text="Skriv om")
    facilitator.does("session.reopen")
    anna.does("note.remove", note=insult)
    with refused("not_found", "note"):
        facilitator.does("note.ask", note=insult, text="Skriv om")
