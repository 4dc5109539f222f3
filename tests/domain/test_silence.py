"""Silent writing: what one writes is one's own until the silent step ends."""

from __future__ import annotations

import pytest

from tests.domain.cast import SILENT, SILENT_AGAIN, TALK, Hall, Person, refused, seated


@pytest.fixture
def silent(hall: Hall) -> Hall:
    hall.facilitator.does("step.start", step=SILENT)
    return hall


def test_a_note_written_in_silence_is_seen_by_its_writer_and_the_facilitator_alone(
    silent: Hall, anna: Person, bo: Person, eva: Person, facilitator: Person, screen: Person
):
    anna.writes("Bara mitt än så länge")

    for insider in (anna, facilitator):
        assert insider.texts("room-1") == ["Bara mitt än så länge"]
        assert insider.hears_last("room-1")["type"] == "note.added"
    for outsider in (bo, eva, screen):
        assert outsider.texts("room-1") == []
        assert outsider.hears_last("room-1") == {"channel": "room-1", "seq": 1}


def test_everything_that_happens_to_a_hidden_note_is_hidden(silent: Hall, anna: Person, bo: Person, screen: Person):
    note, cluster = anna.writes("Dolt"), anna.makes("cluster.add", title="Synligt")
    anna.does("note.edit", note=note, text="Dolt ännu")
    anna.does("note.support", note=note, on=True)
    anna.does("note.move", note=note, cluster=cluster)
    anna.does("note.remove", note=note)
    anna.does("note.restore", note=note)

    for outsider in (bo, screen):
        heard = outsider.hears("room-1")
        assert [event["seq"] for event in heard if "type" not in event] == [1, 3, 4, 5, 6, 7]
        assert "olt" not in str(heard)
        assert note not in str(heard)


def test_a_hidden_note_is_not_there_for_others_commands(silent: Hall, anna: Person, bo: Person, eva: Person):
    note, cluster = anna.writes("Dolt"), bo.makes("cluster.add", title="Tema")

    for type, data in (
        ("note.support", {"note": note, "on": True}),
        ("note.move", {"note": note, "cluster": cluster}),
        ("note.edit", {"note": note, "text": "Mitt"}),
        ("note.remove", {"note": note}),
        ("note.restore", {"note": note}),
    ):
        with refused("not_found", "note"):
            bo.does(type, **data)
    with refused("not_found", "reply_to"):
        bo.writes("Svar", reply_to=note)
    bo_sees_as_if_it_never_was = bo.sees()["notes"]
    assert bo_sees_as_if_it_never_was == []


def test_the_notes_show_when_the_silent_step_ends(silent: Hall, anna: Person, bo: Person, disa: Person, screen: Person):
    mine, yours = anna.writes("Mitt"), bo.writes("Ditt")
    elsewhere = disa.writes("Annat rum")

    told = silent.facilitator.does("step.start", step=TALK)

    assert told == ["step.started", "notes.revealed", "notes.revealed"]
    for reader in (anna, bo, screen):
        assert [note["id"] for note in reader.sees("room-1")["notes"]] == [mine, yours]
        shown = reader.hears_last("room-1")["data"]["notes"]
        assert [(note["text"], note["veiled"]) for note in shown] == [("Mitt", False), ("Ditt", False)]
    assert [note["id"] for note in disa.sees()["notes"]] == [elsewhere]


@pytest.mark.parametrize(
    ("type", "data"),
    [("step.next", {}), ("step.start", {"step": SILENT_AGAIN}), ("session.close", {})],
)
def test_whatever_ends_the_silent_step_shows_the_notes(silent: Hall, anna: Person, bo: Person, type: str, data: dict):
    anna.writes("Dolt")

    silent.facilitator.does(type, **data)

    assert bo.texts() == ["Dolt"]


def test_a_new_silent_step_hides_anew(silent: Hall, anna: Person, bo: Person):
    anna.writes("Från förra")
    silent.facilitator.does("step.next")
    anna.writes("Från den här")

    assert bo.texts() == ["Från förra"]


def test_the_end_of_the_run_sheet_shows_what_was_hidden(hall: Hall, anna: Person, bo: Person):
    hall.session.steps[:] = [hall.session.step_with(SILENT)]
    hall.facilitator.does("step.next")
    anna.writes("Dolt")

    assert hall.facilitator.does("step.next") == ["step.ended", "notes.revealed"]
    assert bo.texts() == ["Dolt"]


@pytest.mark.parametrize("type", ["step.pause", "step.extend"])
def test_a_pause_and_more_time_show_nothing(silent: Hall, anna: Person, bo: Person, type: str):
    anna.writes("Dolt")
    silent.facilitator.does(type, **({"seconds": 60} if type == "step.extend" else {}))
    anna.writes("Dolt med")

    assert bo.texts() == []
    silent.facilitator.does("step.start", step=SILENT)
    assert bo.texts() == []


def test_notes_from_before_the_silence_stay_where_they_are(hall: Hall, anna: Person, bo: Person):
    note = anna.writes("Före")
    hall.facilitator.does("step.start", step=SILENT)
    anna.does("note.edit", note=note, text="Ändrat i tystnad")

    assert bo.texts() == ["Ändrat i tystnad"]


def test_what_is_said_about_a_talk_is_never_hidden(silent: Hall, anna: Person, bo: Person):
    anna.writes("Citat", "item-2-1")

    assert bo.texts("item-2-1") == ["Citat"]


def test_an_anonymous_note_in_silence_is_for_the_facilitator_alone(
    silent: Hall, anna: Person, bo: Person, facilitator: Person
):
    anna.writes("Hemligt", anonymous=True)

    assert facilitator.texts("room-1") == ["Hemligt"]
    for reader in (anna, bo):
        assert reader.hears_last() == {"channel": "room-1", "seq": 1}


def test_a_note_removed_in_silence_is_not_shown_afterwards(silent: Hall, anna: Person, bo: Person):
    note = anna.writes("Ångrat")
    anna.does("note.remove", note=note)
    silent.facilitator.does("step.next")

    assert bo.texts() == []
    assert bo.hears_last()["data"] == {"notes": [{"id": note, "removed": True}]}
    assert "Ångrat" not in str(bo.hears())
    anna.does("note.restore", note=note)
    assert bo.texts() == ["Ångrat"]


def test_what_was_rewritten_in_silence_is_never_shown_in_its_first_wording(silent: Hall, anna: Person, bo: Person):
    note = anna.writes("Chefen är dum")
    anna.does("note.edit", note=note, text="Ledningen behöver stöd")
    silent.facilitator.does("step.next")

    assert "dum" not in str(bo.hears())
    assert "dum" in str(anna.hears())
    assert bo.texts() == ["Ledningen behöver stöd"]


def test_a_hidden_note_is_not_lifted_to_the_screen(silent: Hall, anna: Person):
    note = anna.writes("Dolt")

    with refused("conflict", "note"):
        silent.facilitator.does("spotlight.set", note=note)


def test_somebody_who_sees_every_room_does_not_see_what_is_hidden_in_it():
    hall = seated(Hall(rooms_visible="all"))
    hall.facilitator.does("step.start", step=SILENT)
    hall.person("anna").writes("Dolt")

    assert hall.person("disa").sees("room-1")["notes"] == []


# silence that was ended, or begun, by mistake


def test_what_was_shown_by_mistake_is_its_writers_again(
    silent: Hall, anna: Person, bo: Person, disa: Person, facilitator: Person, screen: Person
):
    mine, yours, elsewhere = anna.writes("Mitt"), bo.writes("Ditt"), disa.writes("Annat rum")
    facilitator.does("step.next")
    assert bo.texts() == ["Mitt", "Ditt"]

    assert facilitator.does("step.undo") == ["step.restored", "notes.veiled", "notes.veiled"]

    assert (anna.texts(), bo.texts(), screen.texts("room-1")) == (["Mitt"], ["Ditt"], [])
    assert facilitator.texts("room-1") == ["Mitt", "Ditt"]
    assert (disa.texts(), screen.texts("room-2")) == (["Annat rum"], [])
    gone = {"id": mine, "removed": True}
    assert bo.hears_last()["data"]["notes"] == [gone, {**silent.note(yours).as_data(), "veiled": True}]
    assert screen.hears_last("room-2")["data"] == {"notes": [{"id": elsewhere, "removed": True}]}


def test_who_comes_late_hears_nothing_of_what_was_shown_by_mistake(
    silent: Hall, anna: Person, bo: Person, eva: Person, facilitator: Person, screen: Person
):
    note = anna.writes("Dolt")
    facilitator.does("step.next")
    anna.does("note.edit", note=note, text="Dolt och ändrat")
    bo.does("note.support", note=note, on=True)
    bo.does("note.move", note=note, cluster=bo.makes("cluster.add", title="Tema"))
    facilitator.does("spotlight.set", note=note)
    facilitator.does("step.undo")

    for late in (eva, screen):
        assert "Dolt" not in str(late.hears("room-1")) + str(late.hears("session"))
        assert "Dolt" not in str(late.sees("room-1")) + str(late.sees("session"))
    assert anna.texts() == ["Dolt och ändrat"]


def test_what_was_shown_by_mistake_leaves_the_screen_and_its_queue(
    silent: Hall, anna: Person, facilitator: Person, screen: Person
):
    lifted, waiting = anna.writes("Lyft"), anna.writes("Väntar")
    facilitator.does("step.next")
    other = anna.makes("note.add", "item-2-1", text="Citat")
    facilitator.does("spotlight.set", note=lifted)
    for note in (lifted, other, waiting):
        facilitator.does("spotlight.queue", note=note)

    facilitator.does("step.undo")

    shown = screen.sees("session")
    assert shown["spotlight"] is None
    assert [each["note"] for each in shown["spotlight_queue"]] == [other]
    for type in ("spotlight.set", "spotlight.queue"):
        with refused("conflict", "note"):
            facilitator.does(type, note=lifted)


def test_what_is_veiled_again_shows_when_the_silence_ends_in_earnest(
    silent: Hall, anna: Person, bo: Person, facilitator: Person
):
    first = anna.writes("Ett")
    facilitator.does("step.start", step=TALK)
    bo.does("note.support", note=first, on=True)
    facilitator.does("step.undo")
    anna.does("note.edit", note=first, text="Ett, omskrivet")
    anna.writes("Två")
    assert bo.texts() == []

    facilitator.does("step.start", step=TALK)

    assert bo.texts() == ["Ett, omskrivet", "Två"]
    assert bo.sees()["notes"][0]["supporters"] == ["bo"]


def test_what_was_written_openly_meanwhile_stays(silent: Hall, anna: Person, bo: Person, facilitator: Person):
    anna.writes("Dolt")
    facilitator.does("step.start", step=TALK)
    anna.writes("Öppet")
    facilitator.does("step.undo")
    anna.writes("Dolt igen")

    assert bo.texts() == ["Öppet"]


def test_a_veiled_note_is_again_not_there_for_others_commands(
    silent: Hall, anna: Person, bo: Person, facilitator: Person
):
    note = anna.writes("Dolt")
    facilitator.does("step.next")
    facilitator.does("step.undo")

    for type, data in (
        ("note.support", {"note": note, "on": True}),
        ("note.edit", {"note": note, "text": "Mitt"}),
        ("note.report", {"note": note}),
    ):
        with refused("not_found", "note"):
            bo.does(type, **data)
    with refused("not_found", "reply_to"):
        bo.writes("Svar", reply_to=note)


def test_an_anonymous_note_is_the_facilitators_alone_again(silent: Hall, anna: Person, facilitator: Person):
    note = anna.writes("Hemligt", anonymous=True)
    facilitator.does("step.next")
    facilitator.does("step.undo")

    assert anna.hears_last()["data"] == {"notes": [{"id": note, "removed": True}]}
    assert "Hemligt" not in str(anna.hears())
    assert facilitator.texts("room-1") == ["Hemligt"]


def test_a_note_removed_after_it_was_shown_stays_removed(silent: Hall, anna: Person, bo: Person, facilitator: Person):
    note = anna.writes("Dolt")
    facilitator.does("step.next")
    anna.does("note.remove", note=note)
    facilitator.does("step.undo")
    facilitator.does("step.next")

    assert (silent.note(note).removed, bo.texts()) == (True, [])


def test_each_silence_is_taken_back_by_itself(silent: Hall, anna: Person, bo: Person, facilitator: Person):
    anna.writes("Från den första")
    facilitator.does("step.start", step=SILENT_AGAIN)
    anna.writes("Från den andra")
    facilitator.does("step.start", step=TALK)
    assert bo.texts() == ["Från den första", "Från den andra"]

    facilitator.does("step.undo")
    assert bo.texts() == ["Från den första"]
    facilitator.does("step.undo")
    assert bo.texts() == []


def test_what_was_written_in_a_silence_begun_by_mistake_shows_when_it_is_taken_back(
    hall: Hall, anna: Person, bo: Person, facilitator: Person
):
    facilitator.does("step.start", step=TALK)
    facilitator.does("step.start", step=SILENT)
    note = anna.writes("Skrivet i god tro")

    assert facilitator.does("step.undo") == ["step.restored", "notes.revealed"]

    assert (bo.texts(), hall.note(note).veiled) == (["Skrivet i god tro"], False)
    anna.writes("Öppet")
    assert bo.texts() == ["Skrivet i god tro", "Öppet"]


def test_the_first_silence_taken_back_leaves_nothing_hidden(silent: Hall, anna: Person, bo: Person):
    anna.writes("Skrivet i god tro")

    silent.facilitator.does("step.undo")

    assert bo.texts() == ["Skrivet i god tro"]


def test_closing_shows_what_was_veiled_again_for_good(silent: Hall, anna: Person, bo: Person, facilitator: Person):
    anna.writes("Dolt")
    facilitator.does("step.next")
    facilitator.does("step.undo")
    facilitator.does("session.close")
    facilitator.does("session.reopen")

    assert bo.texts() == ["Dolt"]
    with refused("conflict"):
        facilitator.does("step.undo")


@pytest.mark.parametrize("type", ["step.started", "step.ended"])
def test_which_notes_a_start_showed_is_for_the_facilitators_to_know(
    silent: Hall, anna: Person, disa: Person, facilitator: Person, screen: Person, type: str
):
    if type == "step.ended":
        silent.session.steps[:] = [silent.session.step_with(SILENT)]
    note = anna.writes("Dolt")
    facilitator.does("step.next")

    assert facilitator.hears_last("session")["type"] == type
    assert facilitator.hears_last("session")["data"]["revealed"] == {"room-1": [note]}
    for other in (anna, disa, screen):
        assert other.hears_last("session")["data"]["revealed"] == {}
        assert note not in str(other.hears("session"))
