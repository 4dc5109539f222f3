"""The paper of a session: the files that leave the house, and what whoever takes them along should know."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace

from server.domain.errors import N_, Conflict, Invalid, NotFound, require
from server.domain.events import Data
from server.draft.leaks import Leak, find_leaks, secrets_of
from server.export import FORMATS
from server.export.docx_template import Template
from server.export.html import section_fragment
from server.i18n import Sentence
from server.services import templates
from server.services.aside import aside
from server.services.desk import OpenSession
from server.services.editions import edition
from server.services.keys import Identity
from server.services.press import Exported, Order, paper_of, today, written
from server.services.samtal import Samtal, may_subscribe
from server.services.sharing import Sharing

TRIAL_NAME = "Prov.docx"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the paper is wanted: Word in the agency's template (one brought along, or the session's), with traces.

    `without_confirmations` leaves out what groups confirmed and when, also where the editors print it. `edition` is the
    number of an earlier edition (see `editions`), which is wanted in the place of the paper as it stands.
    """

    template: Template | None = None
    own_look: bool = False
    with_traces: bool = False
    without_confirmations: bool = False
    edition: int | None = None


_under_way: Sharing[Exported] = Sharing()


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever takes the paper along should know: what it reveals, and what remains to be done."""

    leaks: tuple[Leak, ...]
    remains: tuple[Sentence, ...]


def told(samtal: Samtal, session_id: str) -> Told:
    """Give every text of the paper that names somebody or rests on anonymous notes, and all its warnings."""

    def read(opened: OpenSession) -> Told:
        paper = paper_of(opened.session)
        found = find_leaks(paper, secrets_of(opened.session, opened.names))
        return Told(found, tuple(warning.said for warning in paper.warnings))

    return samtal.desk.look(session_id, read)


def section(samtal: Samtal, identity: Identity, channel: str) -> Data:
    """Give a room's part of the paper as it stands now, to those who may read the room.

    Raises:
        NotFound: there is no such room, or the paper has no part for it.
        Forbidden: the room is another group's.
    """

    def read(opened: OpenSession) -> Data:
        may_subscribe(opened.session, channel, identity.actor(opened.session))
        paper = paper_of(opened.session)
        found = next((part for part in paper.sections if part.channel == channel), None)
        if found is None:
            raise NotFound(N_("Rummet finns inte."), field="channel")
        return {"html": section_fragment(paper, found)}

    return samtal.desk.look(identity.session_id, read)


def export(samtal: Samtal, session_id: str, format: str, wanted: Wanted | None = None) -> Exported:
    """Write the paper in a format. Who asks for what is being written already waits for that.

    Raises:
        Invalid: there is no such format, or an earlier edition is wanted as JSON, which is the whole meeting.
        NotFound: there is no such edition.
        Conflict: the session has not been closed, so there is no draft yet (JSON can be had at any time).
        TooLarge, Unavailable: it took more memory or time than there is for it; see `aside`.
    """
    known = format in FORMATS
    formats = ", ".join(FORMATS)
    require(known, Invalid(N_("Formatet finns inte. Välj något av %(formats)s."), field="format", formats=formats))
    wanted = wanted or Wanted()
    if wanted.edition is not None:
        whole = Invalid(N_("Hela träffen som data går bara att få som den är nu."), field="format")
        require(format != "json", whole)
        edition(samtal, session_id, wanted.edition)
    version = samtal.desk.look(session_id, lambda opened: opened.version)
    how = (astuple(replace(wanted, template=None)), id(wanted.template), templates.version(samtal, session_id))
    what = (samtal.log.engine.url, session_id, format, version, today(), how)
    return _under_way.get(what, lambda: _written(samtal, session_id, format, wanted))


def trial(samtal: Samtal, session_id: str) -> Exported:
    """Write the paper as it stands, closed or not, in the session's template, to see how that looks.

    Raises:
        Conflict: the session has no template.
        TooLarge, Unavailable: it took more memory or time than there is for it; see `aside`.
    """
    require(templates.has_template(samtal, session_id), Conflict(N_("Träffen har ingen egen Word-mall.")))
    order = Order(_database(samtal), session_id, "docx", unfinished=True)
    return replace(aside(written, order), file_name=TRIAL_NAME)


def _written(samtal: Samtal, session_id: str, format: str, wanted: Wanted) -> Exported:
    order = Order(
        _database(samtal),
        session_id,
        format,
        template=wanted.template,
        own_look=wanted.own_look,
        with_traces=wanted.with_traces,
        without_confirmations=wanted.without_confirmations,
        edition=wanted.edition,
    )
    return aside(written, order)


def _database(samtal: Samtal) -> str:
    return samtal.log.engine.url.render_as_string(hide_password=False)
