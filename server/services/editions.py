"""The paper's editions: as it was each time it was confirmed or sent out, whatever has been written since.

The log tells them, so that nothing of them is kept beside it. They hold what the paper says; its Word template and logo
are the session's own of today.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from server.domain.draft import FIXED, PaperState
from server.domain.errors import N_, NotFound, require
from server.domain.events import DRAFT_CHANNEL, Data, Recorded
from server.services.aside import aside
from server.services.press import Printed, printed
from server.services.samtal import Samtal
from server.store.files import Files


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition: when it was made, and when the paper was opened again, None where that has not been.

    `edition`: the number in the draft's channel of the event that made it. `new_look`: the session's Word template or
    logo is a later one, so that the edition's files look otherwise now.
    """

    edition: int
    state: PaperState
    at: str
    opened_at: str | None
    new_look: bool

    def as_data(self) -> Data:
        return asdict(self)


def editions(samtal: Samtal, session_id: str) -> list[Edition]:
    """Give the paper's editions, the oldest first."""
    marks = [event for _, event in samtal.log.read_types(session_id, DRAFT_CHANNEL, ["paper.marked"])]
    looks_at = max((at for _, at, _ in Files(samtal.log.engine).versions(session_id)), default="")
    return [
        Edition(mark.seq, mark.data["state"], mark.data["at"], _opened_at(marks[number:]), looks_at > mark.data["at"])
        for number, mark in enumerate(marks)
        if mark.data["state"] in FIXED
    ]


def edition(samtal: Samtal, session_id: str, number: int) -> Edition:
    """Give an edition by its number.

    Raises:
        NotFound: the paper was neither confirmed nor sent out by that event.
    """
    for found in editions(samtal, session_id):
        if found.edition == number:
            return found
    raise NotFound(N_("Dokumentationen har ingen sådan version."), field="edition")


def latest(samtal: Samtal, session_id: str) -> Edition:
    """Give the newest edition.

    Raises:
        NotFound: the paper has never been confirmed or sent out.
    """
    found = editions(samtal, session_id)
    require(found, NotFound(N_("Dokumentationen har inte fastställts eller sänts ut än."), field="edition"))
    return found[-1]


def as_it_was(samtal: Samtal, session_id: str, number: int) -> tuple[Edition, Printed]:
    """Give an edition, and what the paper said then.

    Raises:
        NotFound: there is no such edition.
        TooLarge, Unavailable: it took more memory or time than there is for it; see `aside`.
    """
    found = edition(samtal, session_id, number)
    database = samtal.log.engine.url.render_as_string(hide_password=False)
    return found, aside(printed, database, session_id, number)


def _opened_at(marks: list[Recorded]) -> str | None:
    return next((str(mark.data["at"]) for mark in marks if mark.data["state"] not in FIXED), None)
