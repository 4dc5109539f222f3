"""What a page makes of a channel: the snapshot it got, and the events after it put in their places.

The reading of docs/protocol.md in a few lines of Python, over plain JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import orjson

Json = dict[str, Any]

KEPT_MESSAGES = 50


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


def _lift(shown: Json, told: Json) -> None:
    shown["spotlight"] = told if told["note"] or told["theme"] else None


def _say(shown: Json, told: Json) -> None:
    shown["messages"] = [*shown["messages"], told][-KEPT_MESSAGES:]


_NOTES = ("added", "edited", "removed", "restored", "supported", "moved")

_HEARD: dict[str, Callable[[Json, Any], None]] = {
    **{f"note.{past}": _put_note for past in _NOTES},
    "notes.revealed": _put_notes,
    "cluster.added": _put("clusters"),
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
    **{f"step.{past}": _set("step") for past in ("started", "paused", "extended")},
    "step.ended": _none("step"),
    **{f"room.{past}": _put("rooms") for past in ("added", "locked", "unlocked")},
    **{f"participant.{past}": _put("participants") for past in ("joined", "moved", "role_set")},
    "theme.added": _put("themes"),
    "theme.edited": _put("themes"),
    "theme.removed": _drop("themes"),
    "spotlight.set": _lift,
    "message.sent": _say,
}
