"""The draft beside its editors' page: how a text came to be, and reading it by a link without an account."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any
from uuid import uuid4

from babel.dates import format_date, format_time
from flask import Blueprint, Response, g, jsonify, make_response, render_template, request, url_for
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from server.domain.draft import PaperState
from server.domain.errors import N_, RateLimited
from server.domain.events import Data
from server.domain.session import moment
from server.domain.wish import Id, ReaderComment
from server.i18n import LANGUAGES
from server.services import editions, reading
from server.services.history import DEFAULT_LIMIT, history
from server.services.press import HALL_TIME, Printed
from server.web.api import body_fields, from_own_pages, whole_number
from server.web.context import samtal, web
from server.web.identity import identity_for
from server.web.language import language
from server.web.links import base_of_request

BLUEPRINT = Blueprint("reading", __name__)

# A whole agency sits behind one address, and everybody in it may have something to say; a flood is more than that.
FROM_AN_ADDRESS = (parse("30/minute"), parse("600/hour"))
ON_A_LINK = (parse("2000/day"),)
_limiter = MovingWindowRateLimiter(MemoryStorage())

STATES: dict[PaperState, str] = {
    "working": N_("Arbetsmaterial"),
    "draft": N_("Utkast"),
    "confirmed": N_("Fastställd"),
    "sent": N_("Utsänd"),
}
FILES = (("Word", "docx"), ("PDF", "pdf"))  # of an edition, on its page; the rest can be had by the API
LOCALES = {"sv": ("sv_SE", "HH.mm"), "en": ("en_GB", "HH:mm")}


class SentComment(ReaderComment):
    """A reader's comment; `id` is the sender's own, so that sending it again keeps it once."""

    id: Id | None = None


BLUEPRINT.before_request(from_own_pages)


@BLUEPRINT.after_request
def not_found_by_search(response: Response) -> Response:
    """Keep the links' pages, also those that say no, out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


@BLUEPRINT.get("/r/<key>")
def read(key: str) -> Response:
    """The paper for whoever has the link; it can be read without any script."""
    found = reading.read(samtal(), key)
    paper = found.paper
    g.session_language = paper.language
    boot = {"reading": found.reading, "key": key, "comments": found.takes_comments}
    printed = Printed(paper.language, paper.title, paper.outline(), found.html)
    return _page("reading.html", printed, boot, found=found, state=STATES[found.state], **_said(found.until))


@BLUEPRINT.get("/s/<session_id>/editions/<int:number>")
def edition(session_id: str, number: int) -> Response:
    """The paper as it was when it was confirmed or sent out, for those who facilitate; nothing can be changed there."""
    identity_for(session_id, "facilitator")
    found, printed = editions.as_it_was(samtal(), session_id, number)
    g.session_language = printed.language
    file = partial(url_for, "api.export", session_id=session_id, edition=number)
    return _page(
        "edition.html",
        printed,
        {},
        found=found,
        state=STATES[found.state],
        made=_said(moment(found.at)),
        opened=_said(moment(found.opened_at)) if found.opened_at else None,
        draft=url_for("pages.draft", session_id=session_id),
        files=[(name, file(format=format)) for name, format in FILES],
    )


@BLUEPRINT.post("/api/v1/reading/<key>/comments")
def comment(key: str) -> tuple[Response, int]:
    """Keep what a reader says of the paper."""
    wish = body_fields(SentComment)
    written = ReaderComment(**wish.model_dump(exclude={"id"}))
    _hold_back(key)
    return jsonify(reading.comment(samtal(), key, written, wish.id or str(uuid4()))), 201


@BLUEPRINT.get("/api/v1/sessions/<session_id>/readings")
def readings(session_id: str) -> Response:
    """The links that have been opened for reading, as they are sent to people."""
    identity_for(session_id, "facilitator")
    return jsonify(reading.readings(samtal(), session_id, base_of_request(web().settings)))


@BLUEPRINT.get("/api/v1/sessions/<session_id>/editions")
def list_editions(session_id: str) -> Response:
    """The times that the paper was confirmed or sent out, the oldest first."""
    identity_for(session_id, "facilitator")
    return jsonify(editions=[each.as_data() for each in editions.editions(samtal(), session_id)])


@BLUEPRINT.get("/api/v1/sessions/<session_id>/history")
def text_history(session_id: str) -> Response:
    """The versions of a channel's blocks, of one block, of a part of the paper or of a pattern, some at a time."""
    identity_for(session_id, "facilitator")
    asked = {name: request.args.get(name) for name in ("channel", "block", "part", "theme")}
    before, limit = whole_number("before"), whole_number("limit")
    told = history(samtal(), session_id, **asked, before=before, limit=DEFAULT_LIMIT if limit is None else limit)
    return jsonify(told)


def _page(template: str, printed: Printed, boot: Data, **told: Any) -> Response:
    """Give a page that the paper can be read on."""
    chosen = language()
    catalogue = None if chosen == LANGUAGES[0] else web().assets.url(f"reading.{chosen}.json")
    boot = {"language": chosen, "catalogue": catalogue} | boot
    paper = {"title": printed.title, "outline": printed.outline, "html": printed.html}
    return make_response(render_template(template, boot=boot, **paper, **told))


def _said(at: dt.datetime) -> dict[str, str]:
    """Say a moment in the reader's language and the hall's time, as {"day", "time"}."""
    locale, time = LOCALES[language()]
    here = at.astimezone(HALL_TIME)
    return {
        "day": format_date(here.date(), "d MMMM y", locale=locale),
        "time": format_time(here.time(), time, locale=locale),
    }


def _hold_back(key: str) -> None:
    """Refuse a flood from an address, or on a link that is one of ours."""
    held: list[tuple[RateLimitItem, tuple[str, ...]]]
    held = [(limit, ("address", request.remote_addr or "unknown")) for limit in FROM_AN_ADDRESS]
    if ours := samtal().keys.reading_of_key(key):
        held += [(limit, ("link", *ours)) for limit in ON_A_LINK]
    if not all(_limiter.test(limit, *whose) for limit, whose in held):
        raise RateLimited(N_("Många kommentarer har kommit härifrån på kort tid. Vänta en minut."), retry_after=60)
    for limit, whose in held:
        _limiter.hit(limit, *whose)
