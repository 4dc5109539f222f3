"""The draft beside its editors' page: how a text came to be, and reading it by a link without an account."""

from __future__ import annotations

from uuid import uuid4

from babel.dates import format_date, format_time
from flask import Blueprint, Response, g, jsonify, make_response, render_template, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from server.domain.draft import PaperState
from server.domain.errors import N_, RateLimited
from server.domain.wish import Id, ReaderComment
from server.i18n import LANGUAGES
from server.services import reading
from server.services.history import DEFAULT_LIMIT, history
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
    g.session_language = found.paper.language
    chosen = language()
    locale, time = LOCALES[chosen]
    catalogue = None if chosen == LANGUAGES[0] else web().assets.url(f"reading.{chosen}.json")
    boot = {"language": chosen, "catalogue": catalogue, "reading": found.reading, "key": key}
    return make_response(
        render_template(
            "reading.html",
            boot=boot | {"comments": found.takes_comments},
            found=found,
            state=STATES[found.state],
            day=format_date(found.until.date(), "d MMMM y", locale=locale),
            time=format_time(found.until.time(), time, locale=locale),
        )
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


@BLUEPRINT.get("/api/v1/sessions/<session_id>/history")
def text_history(session_id: str) -> Response:
    """The versions of a channel's blocks, of one block, of a part of the paper or of a pattern, some at a time."""
    identity_for(session_id, "facilitator")
    asked = {name: request.args.get(name) for name in ("channel", "block", "part", "theme")}
    before, limit = whole_number("before"), whole_number("limit")
    told = history(samtal(), session_id, **asked, before=before, limit=DEFAULT_LIMIT if limit is None else limit)
    return jsonify(told)


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
