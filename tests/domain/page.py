"""What a page makes of a channel: the snapshot it got, and the events after it put in their places.

The reading of docs/protocol.md in a few lines of Python, over plain JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import orjson

Json = dict[str, Any]

KEPT_MESSAGES = 50
KEPT_STARTS = 20


class Page:
    """One channel as one reader has it."""

    def __init__(self, snapshot: Json, seq: int) -> None:
        self.shown: Json = orjson.loads(orjson.dumps(snapshot))
        self.seq = seq

    def hear(self, events: Iterable[Json]) -> None:
        """Put events in their places. A gap is an error."""
        for event in events:
            assert event["seq"] == self.seq + 1, f"event {event['seq']} came after {self.seq}"
            self.seq += 1
            if "type" in event:
                _HEARD[event["type"]](self.shown, orjson.loads(orjson.dumps(event["data"])))


def _put(where: str) -> Callable[[Json, Json], None]:
    def put(shown: Json, thing: Json) -> None:
        places = [place for place, other in enumerate(shown[where]) if other["id"] == thing["id"]]
        if places:
            shown[where][places[0]] = thing
        else:
            shown[where].append(thing)

    return put


def _drop(where: str) -> Callable[[Json, Json], None]:
    def drop(shown: Json, thing: Json) -> None:
        shown[where] = [other for other in shown[where] if other["id"] != thing["id"]]

    return drop


def _put_note(shown: Json, note: Json) -> None:
    _drop("notes")(shown, note)
    if "number" in note:
        shown["notes"] = sorted([*shown["notes"], note], key=lambda other: other["number"])


def _put_notes(shown: Json, told: Json) -> None:
    for note in told["notes"]:
        _put_note(shown, note)


def _drop_cluster(shown: Json, told: Json) -> None:
    _drop("clusters")(shown, told)
    for note in shown["notes"]:
        if note["cluster"] == told["id"]:
            note["cluster"] = None


def _put_block(shown: Json, told: Json) -> None:
    after = told.pop("after")
    _drop("blocks")(shown, told)
    ids = [block["id"] for block in shown["blocks"]]
    shown["blocks"].insert(ids.index(after) + 1 if after else 0, told)


def _set(where: str) -> Callable[[Json, Any], None]:
    return lambda shown, told: shown.update({where: told})


def _none(where: str) -> Callable[[Json, Any], None]:
    return lambda shown, told: shown.update({where: None})


def _open(shown: Json, told: Json) -> None:
    facts = shown["session"]
    facts |= {"status": "open", "opened_at": facts["opened_at"] or told["at"], "closed_at": None}


def _close(shown: Json, told: Json) -> None:
    shown["session"] |= {"status": "closed", "closed_at": told["at"]}
    shown["step"] = None
    shown["undoable"] = 0


def _clock(shown: Json, told: Json) -> None:
    shown["step"] = {part: told[part] for part in ("id", "status", "started_at", "ends_at", "remaining")}
    _count_start(shown, told)


def _end(shown: Json, told: Json) -> None:
    shown["step"] = None
    _count_start(shown, told)


def _count_start(shown: Json, told: Json) -> None:
    if "replaced" in told:
        shown["undoable"] = min(shown["undoable"] + 1, KEPT_STARTS)


def _undo(shown: Json, told: Json) -> None:
    shown["step"] = told["clock"]
    shown["undoable"] -= 1
    if "status" in told:
        shown["session"] |= {"status": told["status"], "opened_at": None}


def _place(where: str) -> Callable[[Json, Any], None]:
    def place(shown: Json, told: Json) -> None:
        if "after" not in told:
            return _put(where)(shown, told)
        after = told.pop("after")
        _drop(where)(shown, told)
        ids = [each["id"] for each in shown[where]]
        return shown[where].insert(ids.index(after) + 1 if after else 0, told)

    return place


def _queue(shown: Json, told: Json) -> None:
    shown["spotlight_queue"] = told["queue"]


def _set_hall(shown: Json, told: Json) -> None:
    shown["hall"] = told if told["ssid"] else None


def _lift(shown: Json, told: Json) -> None:
    shown["spotlight"] = told if told["note"] or told["theme"] else None


def _say(shown: Json, told: Json) -> None:
    shown["messages"] = [*shown["messages"], told][-KEPT_MESSAGES:]


def _put_text(shown: Json, text: Json) -> None:
    shown["texts"].pop(text["part"], None)
    if text["lines"] is not None:
        shown["texts"][text["part"]] = text


def _mark(shown: Json, told: Json) -> None:
    shown["paper"] |= told


_NOTES = ("added", "edited", "removed", "restored", "supported", "moved", "hidden", "shown", "asked")

_HEARD: dict[str, Callable[[Json, Any], None]] = {
    **{f"note.{past}": _put_note for past in _NOTES},
    "notes.revealed": _put_notes,
    "notes.veiled": _put_notes,
    "room.renamed": _set("room"),
    "cluster.added": _place("clusters"),
    "cluster.renamed": _put("clusters"),
    "cluster.removed": _drop_cluster,
    **{f"block.{past}": _put_block for past in ("added", "edited", "moved")},
    "block.removed": _drop("blocks"),
    "section.confirmed": _set("confirmation"),
    "section.unconfirmed": _none("confirmation"),
    "session.created": _set("session"),
    "session.opened": _open,
    "session.reopened": _open,
    "session.closed": _close,
    **{f"step.{past}": _clock for past in ("started", "paused", "extended")},
    "step.ended": _end,
    "step.restored": _undo,
    **{f"room.{past}": _put("rooms") for past in ("added", "edited", "locked", "unlocked", "called", "answered")},
    **{f"participant.{past}": _put("participants") for past in ("joined", "moved", "role_set")},
    "theme.added": _place("themes"),
    "theme.edited": _put("themes"),
    "theme.moved": _place("themes"),
    "theme.removed": _drop("themes"),
    "spotlight.set": _lift,
    "spotlight.queued": _queue,
    "spotlight.unqueued": _queue,
    "screen.set": _set("screen"),
    "hall.set": _set_hall,
    "note.reported": _put("reports"),
    "report.settled": _drop("reports"),
    "message.sent": _say,
    "text.edited": _put_text,
    "note.omitted": lambda shown, told: shown["omitted"].append(told["note"]),
    "note.included": lambda shown, told: shown["omitted"].remove(told["note"]),
    **{f"comment.{past}": _put("comments") for past in ("added", "settled", "reopened")},
    "comment.removed": _drop("comments"),
    "paper.marked": _mark,
    "paper.set": _mark,
    "reading.opened": _put("readings"),
    "reading.withdrawn": _put("readings"),
}
