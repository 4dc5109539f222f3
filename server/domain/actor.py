"""Who wishes something: a participant, a note-taker, a facilitator or the projector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["participant", "note-taker", "facilitator", "projector"]

FACILITATOR_ID = "facilitator"
PROJECTOR_ID = "projector"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as of now: role and room are looked up for each wish, since both can change.

    `id` is the participant's id, or "facilitator" / "projector" for the holders of those links.
    """

    id: str
    role: Role
    room: str | None = None

    @property
    def facilitates(self) -> bool:
        return self.role == "facilitator"

    @property
    def takes_notes(self) -> bool:
        return self.role in ("note-taker", "facilitator")


FACILITATOR = Actor(FACILITATOR_ID, "facilitator")
PROJECTOR = Actor(PROJECTOR_ID, "projector")
