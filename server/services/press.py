"""The press: writes a session's files from the log, in a process of its own, so that the hall waits for none of it.

What is handed over is an order of a few words; the state of a large meeting takes too long to hand over while somebody
waits for an answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.domain.errors import N_, Conflict, NotFound, require
from server.domain.events import DRAFT_CHANNEL, Data, Recorded
from server.domain.session import Session, moment
from server.draft.compose import compose
from server.draft.paper import Paper
from server.export import FORMATS, Material, paper_name, pdf, write
from server.export import json as json_writer
from server.export.docx_template import Template
from server.export.html import reading_fragment
from server.export.pdf import Layout
from server.services.looks import Kept, enclosed, kept, looks
from server.store.engine import open_engine
from server.store.event_log import EventLog
from server.store.files import Files
from server.store.people import People

HALL_TIME = ZoneInfo("Europe/Stockholm")  # the paper's clock times are the hall's


@dataclass(frozen=True, slots=True)
class Order:
    """Which file is wanted. `database` is a URL, with its password.

    A `template` stands in the place of the session's own, `own_look` is for a Word file without any; `unfinished`: of
    an open session too; `without_confirmations`: not even where the editors print them. `edition`: as the paper was
    when this event of the draft's channel confirmed it or sent it out.
    """

    database: str
    session_id: str
    format: str
    template: Template | None = None
    own_look: bool = False
    with_traces: bool = False
    without_confirmations: bool = False
    unfinished: bool = False
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: its content, its name, and what it is."""

    content: bytes
    file_name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What a paper says, for a page: language and title, the headings (see `Paper.outline`), and all of it as HTML."""

    language: str
    title: str
    outline: list[Data]
    html: str


def written(order: Order) -> Exported:
    """Write the file that the order names.

    Raises:
        NotFound: there is no such session.
        Conflict: the session has not been closed, so there is no draft yet (JSON can be had at any time).
    """
    recorded, files = _read(order.database, order.session_id, order.edition)
    session, events = Session.folded(recorded), [_without_password(event.as_data()) for event in recorded]
    if order.without_confirmations:
        session.draft.confirmations = False  # this process's own copy
    closed = session.status == "closed"
    if order.format == "json":
        paper = paper_of(session) if closed else None
        content = json_writer.write(session, events, paper, enclosed(files))
    else:
        may = closed or order.unfinished
        require(may, Conflict(N_("Avsluta träffen först: då skapas utkastet."), field="format"))
        content = write(order.format, _material(order, session, events, files))
    day = _marked_on(session) if order.edition else None
    name = paper_name(session, order.format, with_traces=order.with_traces, edition=day)
    return Exported(content, name, FORMATS[order.format].mime)


def laid_out(database: str, session_id: str) -> Layout:
    """Tell the pages of the PDF that the session would be written as now, closed or not.

    Raises:
        NotFound: there is no such session.
    """
    recorded, files = _read(database, session_id)
    logo = looks(files).logo
    return pdf.lay_out(paper_of(Session.folded(recorded)), logo.content if logo else None)


def printed(database: str, session_id: str, edition: int) -> Printed:
    """Tell what an edition of the paper says.

    Raises:
        NotFound: there is no such session.
    """
    recorded, _ = _read(database, session_id, edition)
    paper = paper_of(Session.folded(recorded))
    return Printed(paper.language, paper.title, paper.outline(), reading_fragment(paper))


def named_session(database: str, session_id: str) -> tuple[Session, dict[str, str]]:
    """Give a session as its log tells it, and the names of those who joined by their ids.

    Raises:
        NotFound: there is no such session.
    """
    engine = open_engine(database)
    try:
        recorded = list(EventLog(engine).read(session_id))
        names = People(engine).names(session_id)
    finally:
        engine.dispose()
    require(recorded, NotFound(N_("Träffen finns inte.")))
    return Session.folded(recorded), names


def paper_of(session: Session) -> Paper:
    """Compose the paper as of today, in the hall's time."""
    return compose(session, today=today(), tz=HALL_TIME)


def today() -> dt.date:
    """Give the day that it is in the hall."""
    return dt.datetime.now(HALL_TIME).date()


def _read(database: str, session_id: str, edition: int | None = None) -> tuple[list[Recorded], Kept]:
    """Give a session's log, where an edition is asked for as far as that, and its files."""
    engine = open_engine(database)
    try:
        recorded = list(EventLog(engine).read(session_id))
        files = kept(Files(engine), session_id)
    finally:
        engine.dispose()
    if not recorded:
        raise NotFound(N_("Träffen finns inte."))
    return recorded if edition is None else list(_until(recorded, edition)), files


def _until(recorded: list[Recorded], edition: int) -> Iterator[Recorded]:
    """Give what had happened when the draft's event of that number had."""
    for event in recorded:
        yield event
        if (event.channel, event.seq) == (DRAFT_CHANNEL, edition):
            return


def _marked_on(session: Session) -> dt.date | None:
    at = session.draft.marked_at
    return moment(at).astimezone(HALL_TIME).date() if at else None


def _material(order: Order, session: Session, events: list[Data], files: Kept) -> Material:
    look = looks(files)
    return Material(
        paper_of(session),
        session,
        events,
        at=dt.datetime.now(dt.UTC),
        logo=look.logo,
        template=None if order.own_look else order.template or look.template,
        files=enclosed(files),
        with_traces=order.with_traces,
    )


def _without_password(event: Data) -> Data:
    """The hall's Wi-Fi is the house's secret, and no part of what the meeting said."""
    if event["type"] != "hall.set":
        return event
    return event | {"data": {**event["data"], "password": None}}
