"""Reading the draft by a link: the paper as it is printed, and comments to the editors, without an account.

Who reads has a key and nothing else: no role in the session, no names, notes or traces, and no other reader's comments.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from server.domain.comments import add_by_reader
from server.domain.draft import PaperState, Reading
from server.domain.errors import N_, NotFound
from server.domain.events import DRAFT_CHANNEL, Data
from server.domain.readings import open_reading
from server.domain.session import moment, stamp
from server.domain.wish import ReaderComment
from server.draft.compose import compose
from server.draft.paper import Paper
from server.export.html import reading_fragment
from server.services.desk import Change, OpenSession
from server.services.links import reading_link
from server.services.press import HALL_TIME
from server.services.samtal import Samtal


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody gets who reads by a link: the paper, how far it has come, and how long the link is open."""

    reading: str
    paper: Paper
    html: str
    state: PaperState
    until: dt.datetime  # in the hall's time
    takes_comments: bool


def read(samtal: Samtal, key: str) -> Read:
    """Give the paper to whoever has this key.

    Raises:
        NotFound: the link is not ours, has expired, was withdrawn, or its session has been erased.
    """
    session_id, reading_id = _reading_of(samtal, key)

    def look(opened: OpenSession) -> tuple[Reading, Paper, PaperState, bool]:
        session, now = opened.session, samtal.desk.clock()
        reading = open_reading(session, reading_id, now)
        paper = compose(session, today=now.astimezone(HALL_TIME).date(), tz=HALL_TIME)
        return reading, paper, session.draft.state, not session.draft.fixed

    reading, paper, state, open_to_comments = samtal.desk.look(session_id, look)
    until = moment(reading.expires_at).astimezone(HALL_TIME)
    return Read(reading.id, paper, reading_fragment(paper), state, until, open_to_comments)


def comment(samtal: Samtal, key: str, wish: ReaderComment, sent: str) -> Data:
    """Keep a reader's comment, and give `{"id", "at"}` when it is durable.

    Args:
        samtal: the application's verbs.
        key: the link's key.
        wish: what was written, and where.
        sent: the sender's id for it: what is sent twice is kept once.

    Raises:
        NotFound: as in `read`, or what was commented is no longer there (the field says which).
        Locked: the paper is confirmed.
        Invalid, TooLarge: the text or organisation cannot be kept.
    """
    session_id, reading_id = _reading_of(samtal, key)
    # a command id of the reading's own, so that no reader's id can be that of somebody else's command
    command_id = str(uuid5(NAMESPACE_URL, f"{session_id}/{reading_id}/{sent}"))
    samtal.desk.change(
        Change(
            session_id,
            lambda session: None,
            command_id,
            DRAFT_CHANNEL,
            lambda session, by, occasion: add_by_reader(session, reading_id, wish, occasion),
        )
    )
    return {"id": sent, "at": stamp(samtal.desk.clock())}


def readings(samtal: Samtal, session_id: str, base: str) -> Data:
    """Give `{"readings": [{"id", "link", "expires_at", "withdrawn_at"}]}`, those that are open and those that were."""
    opened = samtal.desk.look(session_id, lambda opened: list(opened.session.draft.readings.values()))
    return {
        "readings": [
            {"link": reading_link(samtal.keys, session_id, reading.id, base)} | reading.as_data() for reading in opened
        ]
    }


def _reading_of(samtal: Samtal, key: str) -> tuple[str, str]:
    """Give the session and the reading of a key, as far as there is such a session still."""
    found = samtal.keys.reading_of_key(key)
    if found is None or samtal.log.session_row(found[0]) is None:
        raise NotFound(N_("Länken gäller inte längre. Be om en ny."), field="reading")
    return found
