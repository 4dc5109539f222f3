"""Events: what has happened, as rules say it and as the log keeps it.

An event carries the whole changed thing in `data`, so applying it is putting that thing in its place.
The names are the same in Python, on the wire, in the browser and in the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]

SESSION_CHANNEL = "session"
DRAFT_CHANNEL = "draft"  # what editors do with the paper; facilitators only


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a rule lets happen; the desk gives it its number and time."""

    channel: str
    type: str
    data: Data
    anonymous: bool = field(default=False, kw_only=True)  # True: `by` is not kept anywhere


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in the log: `seq` counts 1, 2, 3 … in its channel; `at` is ISO 8601 in UTC."""

    channel: str
    seq: int
    type: str
    by: str | None
    at: str
    data: Mapping[str, Any]

    def as_data(self) -> Data:
        """Give the event in the shape of the wire."""
        return {
            "channel": self.channel,
            "seq": self.seq,
            "type": self.type,
            "by": self.by,
            "at": self.at,
            "data": self.data,
        }
