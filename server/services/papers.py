"""The paper of a session: the draft for its page, and the files that leave the house."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.domain.errors import N_, Conflict, Invalid, NotFound, require
from server.domain.events import Data
from server.draft.compose import compose
from server.draft.leaks import Leak, find_leaks, secrets_of
from server.draft.paper import Paper
from server.draft.pieces import Piece, pieces
from server.export import FORMATS, Material, fragment, paper_name, write
from server.export import json as json_writer
from server.export.docx_template import Template
from server.export.html import piece_fragment, section_fragment
from server.services import templates
from server.services.aside import aside
from server.services.desk import OpenSession
from server.services.keys import Identity
from server.services.samtal import Samtal, may_subscribe
from server.services.sharing import Sharing

TRIAL_NAME = "Prov.docx"
HALL_TIME = ZoneInfo("Europe/Stockholm")  # the paper's clock times are the hall's


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: its content, its name, and what it is."""

    content: bytes
    file_name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the Word file is wanted: in the agency's template (one brought along, or the session's), with traces."""

    template: Template | None = None
    own_look: bool = False
    with_traces: bool = False


_under_way: Sharing[Exported] = Sharing()


def draft(samtal: Samtal, session_id: str) -> Data:
    """Give the draft as its page shows it; before the session is closed it is a preview."""

    def read(opened: OpenSession) -> tuple[Paper, list[Piece], Data]:
        session, paper = opened.session, _paper(opened)
        found = find_leaks(paper, secrets_of(session, opened.names))
        facts = {"status": session.status, "state": session.draft.state, "leaks": [leak.as_data() for leak in found]}
        return paper, pieces(session, paper), facts | {"files": {name: paper_name(session, name) for name in FORMATS}}

    paper, parted, facts = samtal.desk.look(session_id, read)
    return {
        "html": fragment(paper),
        "pieces": [piece.as_data() | {"html": piece_fragment(piece)} for piece in parted],
        "outline": paper.outline(),
        "warnings": [warning.as_data() for warning in paper.warnings],
        "unused": [note.as_data() for note in paper.unused],
        "omitted": [note.as_data() for note in paper.omitted],
    } | facts


def leaks(samtal: Samtal, session_id: str) -> tuple[Leak, ...]:
    """Give every text of the paper that names somebody who joined or an organisation, or rests on anonymous notes."""
    return samtal.desk.look(
        session_id, lambda opened: find_leaks(_paper(opened), secrets_of(opened.session, opened.names))
    )


def section(samtal: Samtal, identity: Identity, channel: str) -> Data:
    """Give a room's part of the paper as it stands now, to those who may read the room.

    Raises:
        NotFound: there is no such room, or the paper has no part for it.
        Forbidden: the room is another group's.
    """

    def read(opened: OpenSession) -> Data:
        may_subscribe(opened.session, channel, identity.actor(opened.session))
        paper = _paper(opened)
        found = next((part for part in paper.sections if part.channel == channel), None)
        if found is None:
            raise NotFound(N_("Rummet finns inte."), field="channel")
        return {"html": section_fragment(paper, found)}

    return samtal.desk.look(identity.session_id, read)


def export(samtal: Samtal, session_id: str, format: str, wanted: Wanted | None = None) -> Exported:
    """Write the paper in a format. Who asks for what is being written already waits for that.

    Raises:
        Invalid: there is no such format.
        Conflict: the session has not been closed, so there is no draft yet (JSON can be had at any time).
        TooLarge, Unavailable: it took more memory or time than there is for it; see `aside`.
    """
    known = format in FORMATS
    formats = ", ".join(FORMATS)
    require(known, Invalid(N_("Formatet finns inte. Välj något av %(formats)s."), field="format", formats=formats))
    version = samtal.desk.look(session_id, lambda opened: opened.version)
    wanted = wanted or Wanted()
    how = (wanted.own_look, wanted.with_traces, id(wanted.template), templates.version(samtal, session_id))
    what = (samtal.log.engine.url, session_id, format, version, _today(), how)
    return _under_way.get(what, lambda: _written(samtal, session_id, format, wanted))


def trial(samtal: Samtal, session_id: str) -> Exported:
    """Write the paper as it stands, closed or not, in the session's template, to see how that looks.

    Raises:
        Conflict: the session has no template.
        TooLarge, Unavailable: it took more memory or time than there is for it; see `aside`.
    """
    looks = templates.looks(samtal, session_id)
    require(looks.template, Conflict(N_("Träffen har ingen egen Word-mall.")))
    material = samtal.desk.look(
        session_id, lambda opened: Material(_paper(opened), opened.session, template=looks.template)
    )
    return Exported(aside(write, "docx", material), TRIAL_NAME, FORMATS["docx"].mime)


def _written(samtal: Samtal, session_id: str, format: str, wanted: Wanted) -> Exported:
    if format == "json":
        return _everything(samtal, session_id)

    events = _events(samtal, session_id) if format == "zip" else []
    looks = templates.looks(samtal, session_id)
    template = None if wanted.own_look else wanted.template or looks.template

    def read(opened: OpenSession) -> tuple[Material, str]:
        closed = opened.session.status == "closed"
        require(closed, Conflict(N_("Avsluta träffen först: då skapas utkastet."), field="format"))
        material = Material(
            _paper(opened),
            opened.session,
            events,
            at=dt.datetime.now(dt.UTC),
            logo=looks.logo,
            template=template,
            with_traces=wanted.with_traces,
        )
        return material, paper_name(opened.session, format)

    material, name = samtal.desk.look(session_id, read)
    return Exported(aside(write, format, material), name, FORMATS[format].mime)


def _everything(samtal: Samtal, session_id: str) -> Exported:
    """The session, its plan and its whole log (but the hall's password); the draft too once there is one."""
    events = _events(samtal, session_id)

    def everything(opened: OpenSession) -> Exported:
        paper = _paper(opened) if opened.session.status == "closed" else None
        content = json_writer.write(opened.session, events, paper)
        return Exported(content, paper_name(opened.session, "json"), FORMATS["json"].mime)

    return samtal.desk.look(session_id, everything)


def _events(samtal: Samtal, session_id: str) -> list[Data]:
    return [_without_password(event.as_data()) for event in samtal.log.read(session_id)]


def _without_password(event: Data) -> Data:
    """The hall's Wi-Fi is the house's secret, and no part of what the meeting said."""
    if event["type"] != "hall.set":
        return event
    return event | {"data": {**event["data"], "password": None}}


def _paper(opened: OpenSession) -> Paper:
    return compose(opened.session, today=_today(), tz=HALL_TIME)


def _today() -> dt.date:
    return dt.datetime.now(HALL_TIME).date()
