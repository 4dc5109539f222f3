"""A rehearsal fills a session with ghosts, at a pace that the test sets: nobody waits for real."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from server.domain.session import Session
from server.resources import sessions_dir
from server.services.commands import read_command
from server.services.keys import Identity
from server.services.opening import open_samtal
from server.services.rehearsal import BLOCKS_IN_A_ROOM, Pace, rehearse
from server.services.rehearsal_words import ENGLISH, SWEDISH
from server.services.samtal import Samtal
from server.session_file import read
from server.settings import Settings

SWEDISH_FILE, ENGLISH_FILE = "samverkanstraff-3.yaml", "workshop-example.yaml"


@pytest.fixture
def samtal(tmp_path: Path) -> Iterator[Samtal]:
    opened = open_samtal(Settings(data=tmp_path))
    opened.desk.start()
    yield opened
    opened.desk.stop()


def loaded(samtal: Samtal, file: str) -> str:
    return samtal.create(read((sessions_dir() / file).read_bytes(), file))


def facilitate(samtal: Samtal, session_id: str, type: str, **data: object) -> None:
    order = {"id": str(uuid4()), "type": type, "channel": "session", "data": data}
    samtal.command(Identity(session_id, "facilitator"), read_command(order))


def state(samtal: Samtal, session_id: str) -> Session:
    return samtal.desk.look(session_id, lambda opened: opened.session)


class Minutes:
    """The time that a rehearsal takes: naps are counted, and at some of them the facilitator acts."""

    def __init__(self, **at: Callable[[], object]) -> None:
        self.naps = 0
        self.at = {int(nap.removeprefix("nap_")): act for nap, act in at.items()}

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.naps += 1
        if self.naps in self.at:
            self.at[self.naps]()


def play(samtal: Samtal, session_id: str, minutes: Minutes, ghosts: int = 60) -> None:
    rehearse(samtal, session_id, minutes.sleep, ghosts=ghosts, pace=Pace(0, 0, 0), chance=random.Random(7))


def test_sixty_ghosts_join_write_agree_sort_and_document(samtal: Samtal) -> None:
    id = loaded(samtal, SWEDISH_FILE)
    play(
        samtal,
        id,
        Minutes(
            nap_70=lambda: facilitate(samtal, id, "session.open"),
            nap_700=lambda: samtal.close(id),
        ),
    )

    session = state(samtal, id)
    assert session.status == "closed"
    assert len(session.participants) == 60
    assert len({person.organisation for person in session.participants.values()}) == len(session.plan.organisations)
    for room in session.rooms:
        members = list(session.members(room.id))
        assert room.capacity is not None
        assert len(members) == room.capacity - 1, "a place is left for whoever rehearses"
        assert [person.role for person in members].count("note-taker") == 1
        assert len(room.notes) > 5
        assert any(note.reply_to for note in room.notes.values())
        assert any(note.supporters for note in room.notes.values())
        assert any(note.cluster for note in room.notes.values())
        assert 1 < len(room.blocks) <= BLOCKS_IN_A_ROOM
        assert all(block.sources for block in room.blocks)
    notes = [note.text for room in session.rooms for note in room.notes.values() if note.reply_to is None]
    assert max(Counter(notes).values()) == 1, "nobody says what has been said in another room"
    assert session.clock is None, "steps are the facilitator's"


def test_they_wait_in_the_lobby_until_the_session_is_opened(samtal: Samtal) -> None:
    id = loaded(samtal, SWEDISH_FILE)
    written: list[int] = []

    def count() -> None:
        written.append(sum(len(room.notes) for room in state(samtal, id).channels.values()))

    play(samtal, id, Minutes(nap_40=count, nap_41=lambda: samtal.close(id)), ghosts=10)

    assert written == [0]


def test_during_a_talk_they_write_about_the_talk_and_in_silence_only_notes(samtal: Samtal) -> None:
    id = loaded(samtal, SWEDISH_FILE)
    steps = state(samtal, id).steps
    talks = next(step for step in steps if step.item == "item-3")
    silent = next(step for step in steps if step.silent)
    facilitate(samtal, id, "step.start", step=talks.id)
    in_rooms: list[int] = []
    play(
        samtal,
        id,
        Minutes(
            nap_80=lambda: in_rooms.append(sum(len(room.notes) for room in state(samtal, id).rooms)),
            nap_81=lambda: facilitate(samtal, id, "step.start", step=silent.id),
            nap_220=lambda: samtal.close(id),
        ),
        ghosts=10,
    )

    session = state(samtal, id)
    assert in_rooms == [0]
    assert {note.kind for room in session.items for note in room.notes.values()} == {"said", "reflection"}
    notes = [note for room in session.rooms for note in room.notes.values()]
    assert notes
    assert not any(note.supporters or note.reply_to or note.cluster for note in notes)
    assert not any(room.blocks or room.clusters for room in session.rooms)


def test_ghosts_of_an_earlier_rehearsal_come_back_instead_of_new_ones(samtal: Samtal) -> None:
    id = loaded(samtal, SWEDISH_FILE)
    facilitate(samtal, id, "session.open")
    play(samtal, id, Minutes(nap_30=lambda: samtal.close(id)), ghosts=20)
    facilitate(samtal, id, "session.reopen")
    play(samtal, id, Minutes(nap_30=lambda: samtal.close(id)), ghosts=20)

    assert len(state(samtal, id).participants) == 20


def test_an_english_session_is_rehearsed_in_english(samtal: Samtal) -> None:
    id = loaded(samtal, ENGLISH_FILE)
    facilitate(samtal, id, "session.open")
    play(samtal, id, Minutes(nap_100=lambda: samtal.close(id)), ghosts=12)

    own = {line.text for line in ENGLISH.every_line()} | set(ENGLISH.replies)
    written = {note.text for room in state(samtal, id).channels.values() for note in room.notes.values()}
    assert written
    assert written <= own


def test_the_rehearsal_ends_when_the_session_is_erased(samtal: Samtal) -> None:
    id = loaded(samtal, ENGLISH_FILE)
    facilitate(samtal, id, "session.open")
    minutes = Minutes(nap_50=lambda: samtal.purge(id, personal_data_only=False))

    play(samtal, id, minutes, ghosts=6)

    assert minutes.naps == 50


@pytest.mark.parametrize(("words", "least"), [(SWEDISH, 120), (ENGLISH, 60)])
def test_there_are_many_sentences_and_no_two_are_the_same(words: type, least: int) -> None:
    sentences = [line.text for line in words.every_line()] + list(words.replies)  # type: ignore[attr-defined]

    assert len(set(sentences)) == len(sentences) >= least
    assert len(set(words.names)) == 60  # type: ignore[attr-defined]


def test_ghosts_are_told_of_as_present_in_their_rooms_until_the_meeting_closes(samtal: Samtal) -> None:
    session_id = loaded(samtal, SWEDISH_FILE)
    places: dict[str, set[str]] = {}
    full: list[dict[str, set[str]]] = []
    minutes = Minutes(nap_20=lambda: (full.append(dict(places)), facilitate(samtal, session_id, "session.close")))

    rehearse(
        samtal,
        session_id,
        minutes.sleep,
        ghosts=12,
        chance=random.Random(1),
        stands=lambda _, ghost, channels: places.__setitem__(ghost, set(channels)),
    )

    assert len(full[0]) == 12
    rooms = {room.id for room in state(samtal, session_id).rooms}
    assert all("session" in channels and channels & rooms for channels in full[0].values())
    assert not any(places.values()), "nobody is left standing"


def test_a_rehearsal_ends_quietly_with_the_server(tmp_path: Path) -> None:
    samtal = open_samtal(Settings(data=tmp_path))
    samtal.desk.start()
    session_id = loaded(samtal, SWEDISH_FILE)

    minutes = Minutes(nap_5=samtal.desk.stop)

    rehearse(samtal, session_id, minutes.sleep, ghosts=12)

    assert minutes.naps == 5
