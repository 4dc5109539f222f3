"""The paper of a session: the draft for its page, and the files that leave the house."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.domain.errors import N_, Conflict, Invalid
from server.domain.events import Data
from server.draft.compose import compose
from server.draft.paper import Paper
try:
    from server.export import FORMATS, file_name
    from server.export import html as html_writer
    from server.export import json as json_writer
except ImportError:
    FORMATS = {}
from server.services.desk import OpenSession
from server.services.samtal import Samtal

HALL_TIME = ZoneInfo("Europe/Stockholm")  # the paper's clock times are the hall's


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: its content, its name, and what it is."""

    content: bytes
    file_name: str
    mime: str


def draft(samtal: Samtal, session_id: str) -> Data:
    """Give the draft as its page shows it; before the session is closed it is a preview."""
    paper, status = samtal.desk.look(session_id, lambda opened: (_paper(opened), opened.session.status))
    return html_writer.page_data(paper) | {"status": status}


def export(samtal: Samtal, session_id: str, format: str) -> Exported:
    """Write the paper in a format.

    Raises:
        Invalid: there is no such format.
        Conflict: the session has not been closed, so there is no draft yet (JSON can be had at any time).
    """
    if format not in FORMATS and format != "json":
        raise Invalid(
            N_("Formatet finns inte. Välj något av %(formats)s."),
            field="format",
            formats=", ".join([*FORMATS, "json"]),
        )

    def read(opened: OpenSession) -> tuple[Paper, str, str]:
        closed = opened.session.status == "closed"
        if format != "json" and not closed:
            raise Conflict(N_("Avsluta träffen först: då skapas utkastet."), field="format")
        return _paper(opened), opened.session.status, file_name(opened.session, format, _today())

    paper, status, name = samtal.desk.look(session_id, read)
    if format == "json":
        return Exported(_everything(samtal, session_id, paper, status), name, "application/json")
    chosen = FORMATS[format]
    return Exported(chosen.write(paper), name, chosen.mime)


def _everything(samtal: Samtal, session_id: str, paper: Paper, status: str) -> bytes:
    session = samtal.desk.look(session_id, lambda opened: opened.session)
    events = (event.as_data() for event in samtal.log.read(session_id))
    return json_writer.write(session, events, paper if status == "closed" else None)


def _paper(opened: OpenSession) -> Paper:
    return compose(opened.session, today=_today(), tz=HALL_TIME)


def _today() -> dt.date:
    return dt.datetime.now(HALL_TIME).date()
