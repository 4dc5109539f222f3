"""Plays stories on a real server and records what each actor got, step by step, with the server's own snapshot.

A recording is one actor's view of one channel: {"channel", "actor", "snapshot", "seq", "steps": [{"events",
"snapshot", "seq"}]}. When an actor's role or room changes, the page subscribes anew; so does the recording.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.hall import Hall, Person
from tests.wire import Data

RESETS = frozenset({"participant.moved", "participant.role_set"})


@dataclass
class Recording:
    """One actor's view of one channel, from a snapshot on."""

    actor: str
    channel: str
    snapshot: Data
    seq: int
    steps: list[Data] = field(default_factory=list)

    def as_data(self) -> Data:
        return {
            "channel": self.channel,
            "actor": self.actor,
            "snapshot": self.snapshot,
            "seq": self.seq,
            "steps": self.steps,
        }


@dataclass
class Watched:
    """An actor whose channels are recorded."""

    name: str
    person: Person
    open: dict[str, Recording] = field(default_factory=dict)
    heard: int = 0


class Story:
    """A meeting that is recorded while it is played."""

    def __init__(self, hall: Hall, name: str) -> None:
        self.hall = hall
        self.name = name
        self.watched: list[Watched] = []
        self.finished: list[Recording] = []
        self.types: dict[str, set[str]] = {"session": set(), "room": set(), "draft": set()}

    def watch(self, name: str, person: Person) -> Person:
        """Record this actor from now on (and, for the others, that the actor came)."""
        watched = Watched(name, person)
        self.watched.append(watched)
        self._begin(watched)
        self.note_down()
        return person

    def join(self, room: str | None = None, name: str = "Anna", **fields: Any) -> Person:
        return self.watch(name, self.hall.join(room, name, **fields))

    def facilitator(self, name: str = "processledaren") -> Person:
        return self.watch(name, self.hall.facilitator())

    def projector(self) -> Person:
        return self.watch("projektorn", self.hall.projector())

    def does(self, person: Person, type: str, channel: str | None = None, /, **data: Any) -> str:
        """Let somebody do something, and write down what everybody got of it. Gives the command's id."""
        id = person.manages(type, channel, **data)
        self.note_down()
        return id

    def erases_personal_data(self) -> None:
        """Let whoever runs the installation erase the names, and write down what everybody got of it."""
        key = {"Authorization": f"Bearer {self.hall.server.organiser_key()}"}
        erased = self.hall.server.delete(f"/api/v1/sessions/{self.hall.id}?personal_data_only=1", headers=key)
        assert erased.status_code == 200, erased.text
        self.note_down()

    def writes(self, person: Person, text: str, channel: str | None = None, **more: Any) -> str:
        return self.does(person, "note.add", channel, text=text, **more)

    def note_down(self) -> None:
        """Ask for every actor's snapshots, whose answers come after all events, and put both into the recordings."""
        for watched in self.watched:
            self._note_down(watched)

    def write(self, folder: Path) -> None:
        """Write the recordings as files."""
        recordings = self.finished + [each for watched in self.watched for each in watched.open.values()]
        for number, recording in enumerate(recordings):
            file = folder / f"{self.name}-{number:03}-{recording.channel}.json"
            file.write_text(json.dumps(recording.as_data(), ensure_ascii=False), "utf-8")

    def _note_down(self, watched: Watched) -> None:
        answers = {channel: watched.person.follows(channel) for channel in watched.open}
        heard = watched.person.wire.heard[watched.heard :]
        watched.heard += len(heard)
        for event in heard:
            if "type" in event:
                channel = event["channel"]
                self.types[channel if channel in self.types else "room"].add(event["type"])
        if any(event.get("type") in RESETS and event["data"]["id"] == watched.person.id for event in heard):
            self.finished += [each for each in watched.open.values() if each.steps]
            self._begin(watched)
            return
        for channel, answer in answers.items():
            events = [event for event in heard if event["channel"] == channel]
            step = {"events": events, "snapshot": answer["snapshot"], "seq": answer["seq"]}
            watched.open[channel].steps.append(step)

    def _begin(self, watched: Watched) -> None:
        """Subscribe to every channel that is there, as a page does; those of other groups are refused."""
        watched.open = {}
        channels = ["session", "draft", *self.hall.rooms.values(), "item-1", "item-1-1", "item-2", "item-2-1"]
        for channel in channels:
            answer = watched.person.follows(channel)
            if answer["ok"]:
                recording = Recording(watched.name, channel, answer["snapshot"], answer["seq"])
                watched.open[channel] = recording
        watched.heard = len(watched.person.wire.heard)
