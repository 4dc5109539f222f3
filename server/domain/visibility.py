"""Who may see what. Snapshots, live events and exports all ask here, and nowhere else.

Two questions: may this reader read a channel at all, and what of an event or a snapshot is theirs.
What a reader may not see keeps its number: it arrives as a bare {channel, seq}.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.domain.actor import Actor
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Data, Recorded
from server.domain.room import Note, Room
from server.domain.session import Session

KEPT_MESSAGES = 50  # what a page keeps, of those it may see

Names = Mapping[str, str]

TRIMMED = frozenset(
    {"message.sent", "session.created", "notes.revealed", "notes.veiled", "note.reported", "report.settled", "hall.set"}
)
NOTES = frozenset({"notes.revealed", "notes.veiled"})
FOR_FACILITATORS = frozenset({"note.reported", "report.settled"})
PERSONAL = frozenset({"participant.joined", "participant.moved", "participant.role_set"})


def may_read(session: Session, channel: str, reader: Actor) -> bool:
    """Whether the reader may read this channel (which must exist) as things stand."""
    if channel == DRAFT_CHANNEL:
        return reader.facilitates
    if channel == SESSION_CHANNEL or reader.role in ("facilitator", "projector"):
        return True
    room = session.channels[channel]
    return room.kind == "item" or reader.room == channel or session.plan.settings.rooms_visible == "all"


def sees_note(note: Note, reader: Actor) -> bool:
    """A note written in silence, removed or hidden is its author's and the facilitators' only."""
    if not note.veiled and not note.gone:
        return True
    return reader.facilitates or (note.author is not None and note.author == reader.id)


def is_open(session: Session, event: Recorded) -> bool:
    """Whether every reader of the channel gets this event alike (so that it is encoded once)."""
    if event.channel == DRAFT_CHANNEL:
        return True
    if event.type in PERSONAL or event.type in TRIMMED:
        return False
    if event.data.get("revealed") or (event.type == "spotlight.set" and not _still_shown(session, event.data)):
        return False
    if event.type.startswith("note.") and event.channel != SESSION_CHANNEL:
        note = session.channels[event.channel].notes[event.data["id"]]
        return not (note.veiled or note.gone or event.data["veiled"])
    return True


def view(session: Session, event: Recorded, reader: Actor, names: Names) -> Data:
    """Give the event as this reader may see it: whole, trimmed, or bare."""
    if event.channel == DRAFT_CHANNEL:
        return event.as_data()
    if event.channel != SESSION_CHANNEL and (event.type.startswith("note.") or event.type in NOTES):
        return _note_event(session, event, reader)
    if event.type in FOR_FACILITATORS and not reader.facilitates:
        return _bare(event)
    if event.type == "hall.set" and not runs_the_hall(reader):
        return _bare(event)
    if event.type == "spotlight.set" and not reader.facilitates and not _still_shown(session, event.data):
        return _bare(event)
    if event.data.get("revealed") and not reader.facilitates:
        return event.as_data() | {"data": {**event.data, "revealed": {}}}
    if event.type in PERSONAL:
        return event.as_data() | {"data": with_name(event.data, reader, names)}
    if event.type == "message.sent" and not message_is_for(event.data, reader):
        return _bare(event)
    if event.type == "session.created":
        return event.as_data() | {"data": _session_facts(session)}
    return event.as_data()


def snapshot(session: Session, channel: str, reader: Actor, names: Names) -> Data:
    """Give the whole of a channel as this reader may see it (shapes in docs/protocol.md)."""
    if channel == SESSION_CHANNEL:
        return session_snapshot(session, reader, names)
    if channel == DRAFT_CHANNEL:
        return session.draft.as_data()
    return room_snapshot(session.channels[channel], reader)


def session_snapshot(session: Session, reader: Actor, names: Names) -> Data:
    plan = session.plan
    return {
        "session": _session_facts(session),
        "organisations": [part.model_dump() for part in plan.organisations],
        "categories": [part.model_dump(mode="json") for part in plan.categories],
        "note_kinds": [part.model_dump() for part in plan.kinds],
        "programme": session.programme,
        "steps": [step.as_data() for step in session.steps],
        "step": session.clock.as_data() if session.clock else None,
        "rooms": [room.as_listed() for room in session.rooms],
        "participants": [with_name(person.as_data(), reader, names) for person in session.participants.values()],
        "themes": [theme.as_data() for theme in session.themes.values()],
        "spotlight": session.spotlight,
        "spotlight_queue": session.spotlight_queue,
        "screen": session.screen,
        "hall": session.hall if runs_the_hall(reader) else None,
        "reports": list(session.reports.values()) if reader.facilitates else [],
        "undoable": session.undoable,
        "messages": [message for message in session.messages if message_is_for(message, reader)][-KEPT_MESSAGES:],
    }


def room_snapshot(room: Room, reader: Actor) -> Data:
    return {
        "room": {"id": room.id, "kind": room.kind, "name": room.name},
        "notes": [note.as_data() for note in room.notes.values() if sees_note(note, reader)],
        "clusters": [cluster.as_data() for cluster in room.clusters.values()],
        "blocks": [block.as_data() for block in room.blocks],
        "confirmation": room.confirmation,
    }


def differs_by_reader(room: Room) -> bool:
    """Whether snapshots of a room differ between readers, so that none can be shared."""
    return any(note.veiled or note.gone for note in room.notes.values())


def audience(session: Session, reader: Actor) -> tuple[bool, bool, str | None]:
    """Whom a reader sees the session's own channel like: two readers with the same audience get the same snapshot."""
    by_room = any(message["rooms"] is not None for message in session.messages)
    return reader.facilitates, reader.role == "projector", reader.room if by_room else None


def message_is_for(message: Mapping[str, Any], reader: Actor) -> bool:
    """A message to some rooms is for those who are in them now, and for the facilitators."""
    return message["rooms"] is None or reader.facilitates or reader.room in message["rooms"]


def runs_the_hall(reader: Actor) -> bool:
    """The hall's Wi-Fi is for the wall, and for those who set it."""
    return reader.facilitates or reader.role == "projector"


def with_name(participant: Mapping[str, Any], reader: Actor, names: Names) -> Data:
    """Add the name from the people table; the projector shows a hall and gets none."""
    if reader.role == "projector":
        return dict(participant)
    return {**participant, "name": names.get(participant["id"])}


def _note_event(session: Session, event: Recorded, reader: Actor) -> Data:
    room = session.channels[event.channel]
    if event.type in NOTES:
        shown = [_as_seen(room, note, reader) for note in event.data["notes"]]
        return event.as_data() | {"data": {"notes": shown}}
    note = room.notes[event.data["id"]]
    if event.data["veiled"] and not sees_note(Note.of(dict(event.data)), reader):
        return _bare(event)  # what it said in silence stays there, also when it has been shown since
    if sees_note(note, reader):
        return event.as_data()
    if note.gone and not note.veiled:
        return event.as_data() | {"data": {"id": note.id, "removed": True}}
    return _bare(event)


def _still_shown(session: Session, lifted: Mapping[str, Any]) -> bool:
    """Whether what was lifted may still be seen by all: a note that has gone since takes its text along."""
    if lifted["note"] is None:
        return True
    note = session.channels[lifted["channel"]].notes[lifted["note"]]
    return not (note.gone or note.veiled)


def _as_seen(room: Room, note: Data, reader: Actor) -> Data:
    if sees_note(room.notes[note["id"]], reader):
        return note
    return {"id": note["id"], "removed": True}


def _bare(event: Recorded) -> Data:
    return {"channel": event.channel, "seq": event.seq}


def _session_facts(session: Session) -> Data:
    plan = session.plan
    return {
        "id": session.id,
        "code": session.code,
        "title": plan.title,
        "series": plan.series,
        "number": plan.number,
        "theme": plan.theme,
        "date": plan.date.isoformat(),
        "place": plan.place,
        "published": plan.published.isoformat() if plan.published else None,
        "language": plan.language,
        "status": session.status,
        "opened_at": session.opened_at,
        "closed_at": session.closed_at,
        "organiser": plan.organiser.model_dump() if plan.organiser else None,
        "settings": plan.settings.model_dump(),
    }
