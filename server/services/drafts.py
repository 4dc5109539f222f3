"""The draft as its page shows it: composed once for each change, however many ask, and a large one never in the hall.

A small paper takes less than starting a process does, so it is composed at once.
"""

from __future__ import annotations

import datetime as dt
import gzip
import secrets
from dataclasses import dataclass

import orjson

from server.domain.events import Data
from server.domain.session import Session
from server.draft.leaks import find_leaks, secrets_of
from server.draft.pieces import pieces
from server.export import FORMATS, fragment, paper_name
from server.export.html import piece_fragment
from server.i18n import LANGUAGES, translate
from server.services.aside import aside
from server.services.desk import OpenSession
from server.services.press import named_session, paper_of, today
from server.services.samtal import Samtal
from server.services.sharing import Sharing

LARGE = 600  # events: what a hall of thirty writes in a day, some 30 ms to compose
MOST_KEPT = 32  # sessions; a large one is some tens of kilobytes
COMPRESSION = 5

_OURS = secrets.token_hex(4)  # tags of an earlier program, which may compose otherwise, are not ours


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands: two drafts of the same standing are the same."""

    database: str
    session_id: str
    version: int  # events in its log
    names: int  # a digest of those who joined: they may be erased, and nothing is logged then
    today: dt.date

    def tag(self, language: str) -> str:
        """Give a name for the draft as it stands in that language, for who wants it only if it has changed."""
        return f"{_OURS}-{self.version}-{self.names:x}-{self.today:%y%m%d}-{language}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, and the standing of which it is: gzipped JSON by the reader's language."""

    at: Standing
    answers: dict[str, bytes]


_under_way: Sharing[Draft] = Sharing()
_kept: dict[str, Draft] = {}  # by session, the one asked for last at the end


def standing(samtal: Samtal, session_id: str) -> Standing:
    """Tell where the session stands now. Costs next to nothing."""

    def read(opened: OpenSession) -> tuple[int, int]:
        return opened.version, hash(tuple(opened.names.items())) & 0xFFFFFFFF

    version, names = samtal.desk.look(session_id, read)
    return Standing(_database(samtal), session_id, version, names, today())


def draft(samtal: Samtal, at: Standing) -> Draft:
    """Give the draft of that standing, or a later one. Before the session is closed it is a preview.

    Only one of a session is composed at a time: who asks meanwhile shares it, or else the next one.

    Raises:
        TooLarge, Unavailable: it took more memory or time than there is for it; see `aside`.
    """

    def share() -> Draft:
        return _under_way.get((at.database, at.session_id), lambda: _known_or_composed(samtal, at.session_id))

    shared = share()
    begun_before = shared.at != at and shared.at.version <= at.version
    return share() if begun_before else shared


def _known_or_composed(samtal: Samtal, session_id: str) -> Draft:
    at = standing(samtal, session_id)
    found = _kept.pop(session_id, None)
    if found is None or found.at != at:
        found = Draft(at, _composed(samtal, at))
    _kept[session_id] = found
    while len(_kept) > MOST_KEPT:
        _kept.pop(next(iter(_kept)), None)
    return found


def _composed(samtal: Samtal, at: Standing) -> dict[str, bytes]:
    if at.version >= LARGE:
        return aside(composed, at.database, at.session_id, hurried=False)
    return _answers(samtal.desk.look(at.session_id, lambda opened: _told(opened.session, opened.names)))


def composed(database: str, session_id: str) -> dict[str, bytes]:
    """Compose the draft from the log, in a process of its own.

    Raises:
        NotFound: there is no such session.
    """
    return _answers(_told(*named_session(database, session_id)))


def _told(session: Session, names: dict[str, str]) -> Data:
    paper = paper_of(session)
    return {
        "html": fragment(paper),
        "pieces": [piece.as_data() | {"html": piece_fragment(piece)} for piece in pieces(session, paper)],
        "outline": paper.outline(),
        "warnings": paper.warnings,
        "unused": [each.note.id for each in paper.unused],
        "omitted": [each.note.id for each in paper.omitted],
        "leaks": [leak.as_data() for leak in find_leaks(paper, secrets_of(session, names))],
        "status": session.status,
        "state": session.draft.state,
        "files": {name: paper_name(session, name) for name in FORMATS},
    }


def _answers(told: Data) -> dict[str, bytes]:
    """Say it in each language that a reader may have: only the warnings differ."""
    warnings = told["warnings"]

    def answer(language: str) -> bytes:
        said = [
            {"kind": each.kind, "message": translate(each.said.message, language, **each.said.params)}
            | {"anchor": each.anchor}
            for each in warnings
        ]
        return gzip.compress(orjson.dumps(told | {"warnings": said}), COMPRESSION, mtime=0)

    return {language: answer(language) for language in LANGUAGES}


def _database(samtal: Samtal) -> str:
    return samtal.log.engine.url.render_as_string(hide_password=False)
