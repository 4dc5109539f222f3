"""API version 1: joining, sessions, state, the draft and its files."""

from __future__ import annotations

import gzip
import io
import json
import re
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import segno
from flask import Blueprint, Response, jsonify, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pydantic import ValidationError
from segno.helpers import make_wifi

from server.domain.errors import N_, Forbidden, Invalid, NotFound, RateLimited, Refusal, TooLarge, require
from server.domain.plan import Plan
from server.domain.wish import Line, Text, Wish
from server.export import ID_CHARACTERS, ascii_name
from server.services import arrivals, drafts, papers, texts
from server.services.aside import aside
from server.services.commands import wish_refusal
from server.services.links import links
from server.session_file import MAX_BYTES, SessionFileRefused, read, write
from server.session_file.whole import MAX_WHOLE_BYTES, is_whole, too_large
from server.web.context import samtal, web
from server.web.identity import (
    cookie_name,
    identity_for,
    known_participant,
    remember,
    require_organiser,
)
from server.web.language import language, translated
from server.web.links import base_of_request
from server.web.openapi import description

Fields = TypeVar("Fields", bound=Wish)

BLUEPRINT = Blueprint("api", __name__, url_prefix="/api/v1")

MAX_FIELDS_BYTES = 256 * 1024
NUMBER = re.compile(r"[0-9]{1,9}")

# A whole hall sits behind one address: only wrong codes count, and far more of them than a hall can mistype.
# Links and QR codes carry a key and are never held back.
WRONG_CODES = parse("600/minute")
_limiter = MovingWindowRateLimiter(MemoryStorage())


class Join(Wish):
    """The fields of joining."""

    code: Line | None = None
    key: Line | None = None
    name: Line
    organisation: Line | None = None
    room: Line | None = None
    as_new: bool = False  # somebody else on a device that has joined before


class OwnText(Wish):
    """The organiser's words for a page; what is left out stays as it is."""

    sv: Text | None = None
    en: Text | None = None


class FileRefused(Invalid):
    """A session file with errors; `details` lists them."""

    def __init__(self, refused: SessionFileRefused) -> None:
        super().__init__(N_("Filen har fel och lästes inte in."), field="file")
        self.details = {
            "problems": [
                {"line": problem.line, "column": problem.column, "message": problem.message}
                for problem in refused.problems
            ]
        }


@BLUEPRINT.before_request
def from_own_pages() -> None:
    """A page of another site must not act with our cookies."""
    origin = request.headers.get("Origin")
    if request.method not in ("GET", "HEAD", "OPTIONS") and origin:
        own = {request.host, urlsplit(web().settings.public_url or "").netloc}
        site = urlsplit(origin).netloc  # empty where a page hides its origin ("null")
        if not site or site not in own:
            raise Forbidden(N_("Anropet kom från en annan webbplats."))


@BLUEPRINT.get("/join")
def join_page() -> Response:
    session_id = _session_to_join(request.args.get("code"), request.args.get("key"))
    return jsonify(samtal().join_page(session_id, known_participant(session_id)))


@BLUEPRINT.post("/join")
def join() -> tuple[Response, int]:
    wish = body_fields(Join)
    if wish.code is None and wish.key is None:
        raise Invalid(N_("Skriv koden som står på duken."), field="code")
    session_id = _session_to_join(wish.code, wish.key)
    joined = samtal().join(
        session_id,
        name=wish.name,
        organisation=wish.organisation,
        room=wish.room,
        returning=None if wish.as_new else known_participant(session_id),
    )
    token = joined.token or _own_token(session_id)
    answer = jsonify(token=token, participant=joined.participant, session=joined.session, rooms=joined.rooms)
    remember(answer, cookie_name("participant", session_id), token)
    return answer, 201 if joined.token else 200


@BLUEPRINT.get("/sessions")
def list_sessions() -> Response:
    require_organiser()
    base = base_of_request(web().settings)
    return jsonify(sessions=[row | {"links": links(samtal().keys, row["id"], base)} for row in samtal().sessions()])


@BLUEPRINT.post("/sessions")
def create_session() -> tuple[Response, int]:
    require_organiser()
    session_id = _create(_whole_or_plan())
    found = links(samtal().keys, session_id, base_of_request(web().settings))
    return jsonify(samtal().described(session_id, found)), 201


@BLUEPRINT.get("/sessions/<session_id>")
def state(session_id: str) -> Response:
    return jsonify(samtal().whole(identity_for(session_id)))


@BLUEPRINT.post("/sessions/<session_id>/close")
def close(session_id: str) -> Response:
    identity_for(session_id, "facilitator")
    receipt = samtal().close(session_id)
    return jsonify(ok=True, channel=receipt.channel, seq=receipt.seq)


@BLUEPRINT.delete("/sessions/<session_id>")
def purge(session_id: str) -> Response:
    """Erase a session, or with `?personal_data_only=1` the names in it."""
    require_organiser()
    return jsonify(erased=samtal().purge(session_id, personal_data_only=switch("personal_data_only")))


@BLUEPRINT.get("/sessions/<session_id>/draft")
def draft(session_id: str) -> Response:
    """The draft, or 304 for who has it already as it stands."""
    identity_for(session_id, "facilitator")
    at = drafts.standing(samtal(), session_id)
    if request.if_none_match.contains_weak(at.tag(language())):
        response = Response(status=304)
    else:
        found = drafts.draft(samtal(), at)
        at, response = found.at, _unpacked(found.answers[language()])
    response.set_etag(at.tag(language()), weak=True)
    response.headers["Cache-Control"] = "no-store"  # what people wrote is in it
    return response


@BLUEPRINT.get("/sessions/<session_id>/session-file")
def session_file(session_id: str) -> Response:
    """The session's plan as the file that it could have been made from."""
    identity_for(session_id, "facilitator")
    plan = samtal().plan(session_id)
    response = Response(write(plan), mimetype="application/yaml")
    name = f"samtal {plan.date.isoformat()} {session_id[:ID_CHARACTERS]}.yaml"
    response.headers["Content-Disposition"] = _attachment(name)
    response.headers["Cache-Control"] = "no-store"
    return response


@BLUEPRINT.get("/sessions/<session_id>/sections/<channel>")
def section(session_id: str, channel: str) -> Response:
    """A room's own part of the paper, for reading it back there."""
    return jsonify(papers.section(samtal(), identity_for(session_id), channel))


@BLUEPRINT.get("/sessions/<session_id>/export")
def export(session_id: str) -> Response:
    identity_for(session_id, "facilitator")
    wanted = papers.Wanted(
        own_look=not switch("template", otherwise=True),
        with_traces=switch("traces"),
        without_confirmations=not switch("confirmations", otherwise=True),
        edition=whole_number("edition"),
    )
    exported = papers.export(samtal(), session_id, request.args.get("format", ""), wanted)
    response = Response(exported.content, mimetype=exported.mime)
    response.headers["Content-Disposition"] = _attachment(exported.file_name)
    response.headers["Cache-Control"] = "no-store"
    return response


@BLUEPRINT.get("/sessions/<session_id>/join-qr.svg")
def join_qr(session_id: str) -> Response:
    """The QR code of the joining link, dark on light whatever the theme, so that every camera reads it."""
    identity_for(session_id, "facilitator", "projector")
    link = links(samtal().keys, session_id, base_of_request(web().settings))["join"]
    return _drawn(segno.make(link, error="m"), translated("QR-kod för att gå med"))


@BLUEPRINT.get("/sessions/<session_id>/wifi-qr.svg")
def wifi_qr(session_id: str) -> Response:
    """The QR code that puts a phone on the hall's Wi-Fi, where the facilitator has said which that is."""
    hall = samtal().hall(identity_for(session_id, "facilitator", "projector"))
    if hall is None:
        raise NotFound(N_("Inget trådlöst nät är angivet."))
    password = hall["password"]
    code = make_wifi(ssid=hall["ssid"], password=password, security="WPA" if password else None)
    return _drawn(code, translated("QR-kod till det trådlösa nätet"))


@BLUEPRINT.get("/sessions/<session_id>/seating")
def seating(session_id: str) -> Response:
    """A proposal of who sits where; nothing is moved before the facilitator says so."""
    identity_for(session_id, "facilitator")
    moves = samtal().seating(session_id, everybody=switch("everybody"))
    return jsonify(moves=[{"participant": person, "room": room} for person, room in moves])


@BLUEPRINT.post("/session-file")
def write_session_file() -> Response:
    """Write a session file from a form: the file's own keys as JSON in, the file out, or every problem in it."""
    require_organiser()
    try:
        plan = aside(read_session_file, request.get_data(), language())
    except SessionFileRefused as refused:
        raise FileRefused(refused) from None
    return Response(write(plan), mimetype="application/yaml")


@BLUEPRINT.get("/texts/<name>")
def read_own_text(name: str) -> Response:
    return jsonify(texts.read_text(samtal().installation, name))


@BLUEPRINT.put("/texts/<name>")
def write_own_text(name: str) -> Response:
    """Keep the organiser's words for a page, by language."""
    require_organiser()
    wish = body_fields(OwnText)
    given = {key: value for key, value in wish.model_dump().items() if value is not None}
    return jsonify(texts.write_text(samtal().installation, name, given))


@BLUEPRINT.get("/openapi.json")
def openapi() -> Response:
    return jsonify(description())


@BLUEPRINT.route("/<path:anything>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def nothing_here(anything: str) -> Response:
    raise NotFound(N_("Sidan finns inte."))


def _whole_or_plan() -> bytes:
    """Give the body, which may be larger than others where it is a whole meeting."""
    if (request.content_length or 0) > MAX_WHOLE_BYTES:
        raise too_large()
    request.max_content_length = MAX_WHOLE_BYTES
    return request.get_data()


def _create(file: bytes) -> str:
    """Create a session from a session file, or from a whole meeting that was exported elsewhere."""
    if is_whole(file):
        return arrivals.bring_in(samtal(), arrivals.read_arrival(file))
    if len(file) > MAX_BYTES:
        raise TooLarge(N_("Det som skickades är för stort."))
    try:
        return samtal().create(aside(read_session_file, file, language()))
    except SessionFileRefused as refused:
        raise FileRefused(refused) from None


def read_session_file(text: bytes, language: str) -> Plan:
    """Read a session file (called in a process of its own: a hostile one takes seconds)."""
    return read(text, "session.yaml", language=language)


def _attachment(name: str) -> str:
    """Name a download: in ASCII for the header's old form, and as it is in the form of RFC 8187."""
    return f"attachment; filename=\"{ascii_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def _drawn(code: segno.QRCode, title: str) -> Response:
    """Draw dark on light whatever the theme, so that every camera reads it."""
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", title=title, omitsize=True, border=2, light="#fff")
    response = Response(drawing.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _unpacked(packed: bytes) -> Response:
    """Answer with gzipped JSON; unpacked for the few who cannot read it so."""
    if request.accept_encodings["gzip"] <= 0:
        return Response(gzip.decompress(packed), mimetype="application/json")
    response = Response(packed, mimetype="application/json")
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


def switch(name: str, *, otherwise: bool = False) -> bool:
    """Give what the address says of a switch, `1` or `0`; `otherwise` where it says nothing.

    Raises:
        Invalid: anything else, since who wrote `true` must not get the opposite.
    """
    said = request.args.get(name)
    require(said in (None, "0", "1"), Invalid(N_("Skriv 1 för ja eller 0 för nej."), field=name))
    return otherwise if said is None else said == "1"


def whole_number(name: str) -> int | None:
    """Give what the address says of a number, None where it says nothing.

    Raises:
        Invalid: it is no number that a log can have.
    """
    said = request.args.get(name)
    require(said is None or NUMBER.fullmatch(said), Invalid(N_("Ange ett helt tal."), field=name))
    return None if said is None else int(said)


def body_fields(fields: type[Fields]) -> Fields:
    """Give the request's JSON as these fields, exactly; a wrong one is refused by its name."""
    if (request.content_length or 0) > MAX_FIELDS_BYTES:
        raise TooLarge(N_("Det som skickades är för stort."))
    try:
        return fields.model_validate(json.loads(request.get_data()))
    except ValidationError as error:
        raise wish_refusal(error) from None
    except (ValueError, RecursionError):
        raise Invalid(N_("Skicka ett JSON-objekt.")) from None


def _session_to_join(code: str | None, key: str | None) -> str:
    if key is not None:
        return samtal().session_to_join(key=key)
    if not _limiter.test(WRONG_CODES, _address()):
        raise RateLimited(
            N_("För många felaktiga koder härifrån. Vänta en minut, eller använd QR-koden."), retry_after=60
        )
    try:
        return samtal().session_to_join(code=code)
    except Refusal:
        _limiter.hit(WRONG_CODES, _address())
        raise


def _address() -> str:
    return request.remote_addr or "unknown"


def _own_token(session_id: str) -> str:
    """Give back the token that a returning device has shown."""
    held: Any = request.headers.get("Authorization", "").partition(" ")[2].strip()
    return held or request.cookies[cookie_name("participant", session_id)]
