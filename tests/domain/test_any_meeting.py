"""Whatever happens in a meeting: the log folds to the same state, and every reader's page agrees with the server."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import visibility
from server.domain.errors import Refusal
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Recorded
from server.domain.room import Note
from server.domain.session import Session
from server.services.commands import KINDS, read_command
from tests.domain.cast import Hall, Person, seated
from tests.domain.page import Page

CAST = ("facilitator", "anna", "bo", "eva", "disa", "screen")


class Wishes:
    """Makes up wishes about what there is in the hall (and sometimes about what is not)."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall = hall
        self.random = random.Random(seed)

    def channel(self, type: str, by: Person) -> str:
        if KINDS[type].place != "room":
            return KINDS[type].place
        return self.one([by.actor.room or "room-1"] * 4 + ["room-1", "room-2", "item-1"])

    def data(self, type: str, channel: str) -> dict[str, Any]:
        if type == "section.edit":
            return self._parted(channel)
        data = {}
        for name, field in KINDS[type].fields.model_fields.items():
            if field.is_required() or self.random.random() < 0.5:
                data[name] = self._value(type, name, channel)
        return data

    def one(self, things: Any) -> Any:
        return self.random.choice(list(things))

    def _value(self, type: str, name: str, channel: str) -> Any:
        room = self.hall.session.channels.get(channel)
        notes = (
            [note for each in self.hall.session.channels.values() for note in each.notes]
            if room is None
            else room.notes
        )
        themes = list(self.hall.session.themes)
        made: dict[str, Callable[[], Any]] = {
            "text": lambda: self.one(["Ett", "Två", "Tre", "Fyra\n", " "]),
            "title": lambda: self.one(["Nätverk", "Stöd"]),
            "name": lambda: self.one(["Grupp 9", "Extra", "Grupp 1"]),
            "note": lambda: self.one([*notes, "ingen"]),
            "reply_to": lambda: self.one([*notes, None]),
            "sources": lambda: self.random.sample(list(notes), min(len(notes), 2)),
            "cluster": lambda: self.one([*(room.clusters if room else ()), "inget" if type != "note.move" else None]),
            "block": lambda: self.one(
                [*(block.id for block in (room.blocks if room else ())), "inget", *([None] * (not room))]
            ),
            "after": lambda: self.one([None, *(block.id for block in room.blocks)] if room else [None, *themes]),
            "theme": lambda: self.one(["auto", "dark"] if type == "screen.set" else [*themes, "inget"]),
            "scene": lambda: self.one(["auto", "lobby", "pause"]),
            "language": lambda: self.one(["auto", "en"]),
            "ssid": lambda: self.one([None, " ", "Konferens", "Gäst"]),
            "password": lambda: self.one([None, "hemligt lösen", "kort"]),
            "report": lambda: self.one([*self.hall.session.reports, "ingen"]),
            "reason": lambda: self.one([None, "", "Pekar ut någon"]),
            "step": lambda: self.one(step.id for step in self.hall.session.steps),
            "room": lambda: self.one(each.id for each in self.hall.session.rooms),
            "rooms": lambda: [self.one(each.id for each in self.hall.session.rooms)],
            "participant": lambda: self.one(self.hall.session.participants),
            "role": lambda: self.one(["participant", "note-taker", "facilitator"]),
            "kind": lambda: self.one(
                ["paragraph", "bullet", "numbered", "heading"] if type.startswith("block") else ["insight", "need"]
            ),
            "on": lambda: self.one([True, False]),
            "anonymous": lambda: self.one([True, False]),
            "seconds": lambda: self.one([60, -300]),
            "version": lambda: self.one([1, 2, None]),
            "capacity": lambda: self.one([1, 5]),
            "reservation": lambda: self.one([None, "Med förbehåll"]),
            "proposal": lambda: {"title": "Förslag"},
            "level": lambda: self.one([0, 1, 2]),
            "runs": lambda: self._runs() or None,
            "base": lambda: [self._line()] if type == "text.edit" else self._runs(),
            "part": lambda: self.one(
                ["title", "lead", "room-1/proposal", "category-9/title", *([None] if type == "comment.add" else [])]
            ),
            "lines": lambda: self.one([None, [], [self._line()], [self._line(), self._line()]]),
            "comment": lambda: self.one([*self.hall.session.draft.comments, "ingen"]),
            "channel": lambda: self.one([None, "room-1", "room-9"]),
            "state": lambda: self.one(["working", "draft", "confirmed", "sent"]),
            "confirmations": lambda: self.one([True, False, None]),
            "days": lambda: self.one([1, 90]),
            "reading": lambda: self.one([*self.hall.session.draft.readings, "ingen"]),
        }
        return made[name]()

    def _parted(self, channel: str) -> dict[str, Any]:
        """Two blocks that stand one after the other, and what somebody makes of them."""
        blocks = self.hall.session.channels[channel].blocks
        at = self.random.randrange(len(blocks) + 1)
        stood = [{"id": block.id, "runs": [run.as_data() for run in block.written]} for block in blocks[at : at + 2]]
        base = stood or [{"id": "inget", "runs": []}]
        kept = [line | {"runs": self._runs()} for line in base if self.one([True, False])]
        new = {"id": str(UUID(int=self.random.getrandbits(128))), "runs": self._runs(), "kind": "bullet", "level": 1}
        after = next((block.id for block in blocks[at + 2 :]), None)
        return {"base": base, "lines": [*kept, new], "next": after}

    def _runs(self) -> list[dict[str, Any]]:
        texts = self.random.choices(["Ett ", "två", "  ", ""], k=self.random.randrange(4))
        return [{"text": text, "bold": self.one([True, False])} for text in texts]

    def _line(self) -> dict[str, Any]:
        return {"kind": self.one(["paragraph", "bullet"]), "level": self.one([0, 1]), "runs": self._runs()}


class Reader:
    """Somebody with all channels open on a page, one heard at once and one that sleeps and catches up."""

    def __init__(self, who: Person) -> None:
        self.who = who
        self.actor = who.actor
        self.pages: dict[str, Page] = {}
        self.asleep: dict[str, Page] = {}
        self.subscribe()

    def subscribe(self) -> None:
        self.actor = self.who.actor
        self.pages = self._fresh()
        self.asleep = self._fresh()

    def falls_asleep(self) -> None:
        self.asleep = self._fresh()

    def hears(self) -> None:
        """Hear what has been told since; whoever moved or got another role subscribes anew."""
        if self.actor != self.who.actor:
            self.subscribe()
        self._catch_up(self.pages)

    def wakes(self) -> None:
        self._catch_up(self.asleep)

    def agrees(self) -> None:
        for pages in (self.pages, self.asleep):
            for channel, page in pages.items():
                if page.seq == self.who.hall.seq(channel):
                    assert page.shown == Page(self.who.sees(channel), 0).shown, (self.who.id, channel)

    def _fresh(self) -> dict[str, Page]:
        hall = self.who.hall
        channels = [c for c in (SESSION_CHANNEL, DRAFT_CHANNEL, *hall.session.channels) if self.who.may_read(c)]
        return {channel: Page(self.who.sees(channel), hall.seq(channel)) for channel in channels}

    def _catch_up(self, pages: dict[str, Page]) -> None:
        for channel, page in pages.items():
            page.hear(self.who.hears(channel, after=page.seq))


def folded(log: list[Recorded]) -> Session:
    session = Session.created(dict(log[0].data))
    for event in log[1:]:
        session.apply(event.channel, event.type, dict(event.data))
    return session


BUSY_COMMANDS = ("step.start", "step.next", "step.undo", "step.undo", "note.hide", "note.show", "spotlight.set")
COMMANDS = st.sampled_from(
    ["note.add"] * 6 + ["note.remove", "note.restore", "section.edit"] * 2 + [*KINDS, *BUSY_COMMANDS]
)
BUSY = st.sampled_from(["facilitator"] * 5 + [*CAST])


@settings(max_examples=120, deadline=None)
@given(
    story=st.lists(st.tuples(BUSY, COMMANDS, st.integers(0, 2**32)), min_size=1, max_size=40),
    told_every=st.integers(1, 4),
    sleeps_at=st.integers(0, 20),
    rooms_visible=st.sampled_from(["own", "all"]),
)
def test_every_page_agrees_with_the_server_and_the_log_with_both(
    story: list[tuple[str, str, int]], told_every: int, sleeps_at: int, rooms_visible: str
):
    hall = seated(Hall(rooms_visible=rooms_visible))
    people = {id: hall.person(id) for id in ("anna", "bo", "eva", "disa")}
    people |= {"facilitator": hall.facilitator, "screen": hall.screen}
    for text in ("Ett två", "Tre", "Fyra"):
        hall.facilitator.documents(text)
    readers = [Reader(person) for person in people.values()]
    for count, (who, type, seed) in enumerate(story):
        _try(hall, people[who], type, seed)
        if count == sleeps_at:
            for reader in readers:
                reader.hears()
                reader.falls_asleep()
        if count % told_every == 0:
            for reader in readers:
                reader.hears()
                reader.agrees()
    for reader in readers:
        reader.hears()
        reader.wakes()
        reader.agrees()

    assert folded(hall.log) == hall.session


def _try(hall: Hall, who: Person, type: str, seed: int) -> None:
    """Give a command that may well be refused. The rule, asked twice, says the same; and it changes nothing itself."""
    wishes, by = Wishes(hall, seed), who.actor
    hall.passes(seconds=seed % 100)
    channel = wishes.channel(type, who)
    occasion = hall.occasion()
    command = read_command({"id": occasion.id, "type": type, "channel": channel, "data": wishes.data(type, channel)})
    try:
        events = command.decide(hall.session, by, occasion)
    except Refusal:
        return
    assert command.decide(hall.session, by, occasion) == events
    assert folded(hall.log) == hall.session
    hall.record(events, by)
    _nothing_open_is_private(hall)
    _nothing_gone_is_on_the_wall(hall)
    assert hall.session.silent or not any(note.veiled for note in _notes(hall)), "veiled with no silence to end"


def _nothing_open_is_private(hall: Hall) -> None:
    """What is sent to all alike is what the screen, who may see least, gets."""
    for event in hall.log[-3:]:
        if visibility.is_open(hall.session, event):
            assert visibility.view(hall.session, event, hall.screen.actor, hall.names) == event.as_data()


def _nothing_gone_is_on_the_wall(hall: Hall) -> None:
    """What is lifted, and what waits for it, can be seen by all."""
    standing = {note.id for note in _notes(hall) if not (note.gone or note.veiled)}
    for lifted in [*([hall.session.spotlight] if hall.session.spotlight else []), *hall.session.spotlight_queue]:
        assert lifted["note"] in standing if lifted["note"] else lifted["theme"] in hall.session.themes


def _notes(hall: Hall) -> list[Note]:
    return [note for room in hall.session.channels.values() for note in room.notes.values()]
