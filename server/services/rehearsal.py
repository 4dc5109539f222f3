"""A rehearsal: ghosts that join a session, write, agree, sort and document, so that a facilitator can practise.

They go through Samtal's verbs like anybody and touch no step: the facilitator is the person at the keyboard.
In a prepared session they wait in the lobby until it is opened; when it is closed they are gone.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from server.domain import participants
from server.domain.errors import NotFound, Refusal, Unavailable
from server.domain.events import SESSION_CHANNEL
from server.domain.room import Note, Room
from server.domain.session import Session
from server.services.commands import read_command
from server.services.desk import OpenSession
from server.services.keys import Identity
from server.services.rehearsal_words import Line, words_for
from server.services.samtal import Samtal

logger = logging.getLogger(__name__)

GHOSTS = 60
PLACES_LEFT = 1  # in each room with a capacity, for the person who rehearses
NOTES_BEFORE_DOCUMENTING = 6
BLOCKS_IN_A_ROOM = 6
CLUSTERS_IN_A_ROOM = 4
SUPPORTERS_OF_A_NOTE = 7

Sleep = Callable[[float], object]
Stands = Callable[[str, str, Collection[str]], object]  # session id, participant id, the channels where the ghost is
T = TypeVar("T")
Act = tuple[str, dict[str, object]]  # the type and data of a command


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the hall is, in seconds: between two who join, two acts of anybody, two looks from the lobby."""

    joining: float = 0.1
    acting: float = 0.8
    waiting: float = 1.0


def rehearse(
    samtal: Samtal,
    session_id: str,
    sleep: Sleep,
    *,
    ghosts: int = GHOSTS,
    pace: Pace | None = None,
    chance: random.Random | None = None,
    stands: Stands | None = None,
) -> None:
    """Let ghosts take part until the session is closed or gone.

    Args:
        samtal: the application's verbs.
        session_id: the session to fill.
        sleep: waits this many seconds without stopping the server.
        ghosts: how many join. Ghosts of an earlier rehearsal of the session, known by name, come back first.
        pace: how fast they are.
        chance: what they draw lots with; a seeded one makes the rehearsal repeatable.
        stands: is told where each ghost is, so that they count as present though they have no socket.
    """
    lots = chance or random.Random()  # noqa: S311 - no secret hangs on what a ghost says
    hall = None
    try:
        hall = Hall(samtal, session_id, sleep, pace or Pace(), lots, stands)
        hall.fill(ghosts)
        while hall.lives():
            hall.act()
    except NotFound:  # the session was erased meanwhile
        logger.info("the rehearsed session is gone")
    except Unavailable:
        logger.info("the server stops, and the rehearsal with it")
    finally:
        if hall is not None:
            hall.leave()


class Hall:
    """The ghosts of one session, and what they have not said yet."""

    def __init__(
        self,
        samtal: Samtal,
        session_id: str,
        sleep: Sleep,
        pace: Pace,
        chance: random.Random,
        stands: Stands | None = None,
    ) -> None:
        self.samtal = samtal
        self.session_id = session_id
        self.sleep = sleep
        self.pace = pace
        self.chance = chance
        self.facilitator = Identity(session_id, "facilitator")
        self.stands = stands
        self.ghosts: list[str] = []
        self.decks: dict[str, list[Line]] = {}
        self.words = words_for(self._look(lambda opened: opened.session.plan.language))

    # joining

    def fill(self, count: int) -> None:
        """Let ghosts join, one after the other."""
        organisations = self._look(lambda opened: [part.name for part in opened.session.plan.organisations])
        known = self._look(lambda opened: {name: id for id, name in opened.names.items()})
        for number, name in enumerate(self.words.names[:count]):
            if self._status() == "closed":
                return
            if name in known:
                self._come(known[name])
                continue
            organisation = organisations[number % len(organisations)] if organisations else None
            self._join(name, organisation)
            self.sleep(self.pace.joining)
        self._appoint()

    def _join(self, name: str, organisation: str | None) -> None:
        room = self._look(lambda opened: _roomiest(opened.session))
        try:
            joined = self.samtal.join(self.session_id, name=name, organisation=organisation, room=room)
        except Refusal:  # the room filled up or the session closed while it came
            return
        self._come(joined.participant["id"])

    def _come(self, ghost: str) -> None:
        self.ghosts.append(ghost)
        self._stand(ghost)

    def _stand(self, ghost: str) -> None:
        """Say where the ghost is: at the meeting, and in its room."""
        if self.stands is None:
            return
        person = self._look(lambda opened: opened.session.participants.get(ghost))
        if person is not None:
            self.stands(self.session_id, ghost, [SESSION_CHANNEL, *([person.room] if person.room else [])])

    def leave(self) -> None:
        """Nobody counts as here any more."""
        for ghost in self.ghosts if self.stands else ():
            assert self.stands is not None
            self.stands(self.session_id, ghost, ())

    def _appoint(self) -> None:
        """Make a ghost the note-taker of each room that has none."""
        for room_id in self._look(lambda opened: [room.id for room in opened.session.rooms]):
            members = self._look(lambda opened, room_id=room_id: list(opened.session.members(room_id)))  # type: ignore[misc]
            ghosts = [person.id for person in members if person.id in self.ghosts]
            if ghosts and not any(person.role == "note-taker" for person in members):
                data = {"participant": ghosts[0], "role": "note-taker"}
                self._wish(self.facilitator, "participant.role", "session", data)

    # living

    def lives(self) -> bool:
        """Let some time pass; false when the session has been closed."""
        if self._status() == "prepared":
            self.sleep(self.pace.waiting)
        else:
            self.sleep(self.chance.uniform(0.3, 1.7) * self.pace.acting)
        return self._status() != "closed"

    def act(self) -> None:
        """Let one ghost do one thing, of what people do at such a time."""
        if self._status() != "open" or not self.ghosts:
            return
        ghost = self.chance.choice(self.ghosts)
        self._stand(ghost)  # the facilitator may have moved it
        chosen = self._look(lambda opened: self._choose(opened.session, ghost))
        if chosen is not None:
            channel, (type, data) = chosen
            self._wish(Identity(self.session_id, "participant", ghost), type, channel, data)

    def _choose(self, session: Session, ghost: str) -> tuple[str, Act] | None:
        """Choose what the ghost does, and where (called where nothing is half-done)."""
        room = self._where(session, ghost)
        if room is None or room.locked:
            return None
        act = self.chance.choice(self._acts(session, room, ghost))(session, room, ghost)
        return None if act is None else (room.id, act)

    def _acts(self, session: Session, room: Room, ghost: str) -> Sequence[Callable[[Session, Room, str], Act | None]]:
        """What somebody does at such a time, the usual more often."""
        if session.silent and room.kind == "room":
            return [self._note]
        if room.kind == "item":
            return [self._note] * 6 + [self._support] * 4
        if session.participants[ghost].role == "note-taker" and len(room.visible_notes()) >= NOTES_BEFORE_DOCUMENTING:
            return [self._block]
        return [self._note] * 9 + [self._support] * 6 + [self._reply] * 3 + [self._sort] * 4

    def _where(self, session: Session, ghost: str) -> Room | None:
        """During an opening or a talk all write there; otherwise each in the room that is theirs."""
        person = session.participants.get(ghost)
        if person is None:
            return None
        item = session.step.item if session.step else None
        talks = [room for room in session.items if item is not None and room.id.startswith(f"{item}-")]
        if talks:
            return self.chance.choice(talks)
        return session.channels.get(person.room) if person.room else None

    # what a ghost may do: each gives the type and data of a command, or None

    def _note(self, session: Session, room: Room, ghost: str) -> Act | None:
        deck = self._deck(session, room)
        if not deck:
            return self._support(session, room, ghost)
        line = deck.pop()
        data: dict[str, object] = {"text": line.text}
        known = {kind.id for kind in session.plan.kinds} | ({"said", "reflection"} if room.kind == "item" else set())
        if line.kind in known:
            data["kind"] = line.kind
        return "note.add", data

    def _reply(self, session: Session, room: Room, ghost: str) -> Act | None:
        notes = [note for note in _shown(room) if note.reply_to is None and note.author != ghost]
        if not notes:
            return None
        said = {note.text for note in room.notes.values()}
        answers = [text for text in self.words.replies if text not in said]
        if not answers:
            return self._support(session, room, ghost)
        return "note.add", {"text": self.chance.choice(answers), "reply_to": self.chance.choice(notes).id}

    def _support(self, session: Session, room: Room, ghost: str) -> Act | None:
        notes = [
            note
            for note in _shown(room)
            if ghost not in (note.author, *note.supporters) and len(note.supporters) < SUPPORTERS_OF_A_NOTE
        ]
        return ("note.support", {"note": self.chance.choice(notes).id, "on": True}) if notes else None

    def _sort(self, session: Session, room: Room, ghost: str) -> Act | None:
        """Put a note into the cluster that its sentence belongs to, and begin that where it is missing."""
        loose = [note for note in _shown(room) if note.cluster is None and note.reply_to is None]
        for note in self._shuffled(loose):
            title = self.words.cluster_of(note.text)
            cluster = next((cluster for cluster in room.clusters.values() if cluster.title == title), None)
            if cluster is not None:
                return "note.move", {"note": note.id, "cluster": cluster.id}
            if title is not None and len(room.clusters) < CLUSTERS_IN_A_ROOM:
                return "cluster.add", {"title": title}
        return None

    def _block(self, session: Session, room: Room, ghost: str) -> Act | None:
        """Write the next piece of the group's text: first what the group talked about, then its best notes."""
        used = {source for block in room.blocks for source in block.sources}
        notes = [note for note in _shown(room) if note.id not in used and note.reply_to is None]
        if not notes or len(room.blocks) >= BLOCKS_IN_A_ROOM:
            return None
        notes.sort(key=lambda note: -len(note.supporters))
        if not room.blocks:
            text = self.words.summary(_title(room))
            return "block.add", {"kind": "paragraph", "text": text, "sources": [note.id for note in notes[:2]]}
        return "block.add", {"kind": "bullet", "text": notes[0].text, "sources": [notes[0].id]}

    # asking Samtal

    def _deck(self, session: Session, room: Room) -> list[Line]:
        """Give the sentences that the channel has not heard yet, in the order in which they will be said."""
        if room.id not in self.decks:
            channels = session.items if room.kind == "item" else session.rooms
            common = self.words.talk if room.kind == "item" else self.words.general
            share = common[channels.index(room) :: len(channels)]  # so that no sentence is heard in two rooms
            own = self.words.about(_title(room)) if room.kind == "room" else ()
            said = {note.text for channel in session.channels.values() for note in channel.notes.values()}
            self.decks[room.id] = [line for line in self._shuffled((*own, *share)) if line.text not in said]
        return self.decks[room.id]

    def _wish(self, by: Identity, type: str, channel: str, data: dict[str, object]) -> None:
        id = str(UUID(int=self.chance.getrandbits(128), version=4))
        try:
            self.samtal.command(by, read_command({"id": id, "type": type, "channel": channel, "data": data}))
        except Refusal as refusal:  # somebody was first, or the facilitator wants it otherwise
            logger.debug("a ghost was refused: %s", refusal.code)

    def _status(self) -> str:
        return self._look(lambda opened: opened.session.status)

    def _look(self, read: Callable[[OpenSession], T]) -> T:
        return self.samtal.desk.look(self.session_id, read)

    def _shuffled(self, things: Sequence[T]) -> list[T]:
        return self.chance.sample(things, len(things))


def _shown(room: Room) -> list[Note]:
    return [note for note in room.visible_notes() if not note.veiled]


def _title(room: Room) -> str:
    return str((room.proposal or {}).get("title") or room.name)


def _roomiest(session: Session) -> str | None:
    """The room with fewest people that keeps a place free; none where all are filled or nobody may choose."""
    if not session.plan.settings.self_select_room:
        return None
    rooms = [
        room
        for room in session.rooms
        if not room.locked
        and (room.capacity is None or participants.member_count(session, room) + PLACES_LEFT < room.capacity)
    ]
    return min(rooms, key=lambda room: participants.member_count(session, room)).id if rooms else None
