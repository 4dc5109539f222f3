"""The pages: each a shell with what its script needs to begin, and the key moved out of the address."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from server.domain.errors import N_, Forbidden, NotFound, Unauthorised
from server.draft.markdown_subset import parse
from server.i18n import LANGUAGES
from server.services.keys import Holder, Identity
from server.services.links import links
from server.services.texts import read_text
from server.web.context import samtal, web
from server.web.identity import (
    COOKIE_SECONDS,
    ORGANISER_COOKIE,
    cookie_name,
    identity_for,
    is_organiser,
    known_participant,
    remember,
)
from server.web.language import COOKIE as LANGUAGE_COOKIE
from server.web.language import language, speak_on_the_wall
from server.web.links import base_of_request

BLUEPRINT = Blueprint("pages", __name__)

Page = str | AnyResponse


@BLUEPRINT.get("/")
def start() -> Page:
    return render_template("start.html", boot=_boot("start", organiser=is_organiser()))


@BLUEPRINT.get("/o/<key>")
def organise(key: str) -> Page:
    """The organiser's link: the key moves into a cookie."""
    if not samtal().is_organiser(key):
        raise Unauthorised(N_("Arrangörens länk gäller inte längre. Be om en ny."))
    return _with_cookie(ORGANISER_COOKIE, key, url_for("pages.start"))


@BLUEPRINT.get("/join")
def join() -> Page:
    return render_template("join.html", boot=_boot("join", code=request.args.get("code"), key=None))


@BLUEPRINT.get("/j/<key>")
def join_by_link(key: str) -> Page:
    return render_template("join.html", boot=_boot("join", code=None, key=key))


@BLUEPRINT.get("/s/<session_id>")
@BLUEPRINT.get("/s/<session_id>/rooms/<room>")
def room(session_id: str, room: str | None = None) -> Page:
    """The group room: a participant's own place, or a facilitator as guest in a room."""
    identity = None if room else known_participant(session_id)
    if identity is None:
        try:
            identity = identity_for(session_id, "facilitator") if room else None
        except Unauthorised:
            identity = None
    if identity is None:
        _require_session(session_id)
        return redirect(url_for("pages.join"))
    here = samtal().actor(identity).room if room is None else room
    begun = _begun_with(identity, here)
    return _page("participant", "room.html", identity, room=room, channels=begun, editor=_editor())


@BLUEPRINT.get("/s/<session_id>/facilitator")
def facilitator(session_id: str) -> Page:
    return _moved_key("facilitator", session_id) or _page(
        "facilitator", "facilitator.html", identity_for(session_id, "facilitator")
    )


@BLUEPRINT.get("/s/<session_id>/projector")
def projector(session_id: str) -> Page:
    return _moved_key("projector", session_id) or _page(
        "projector", "projector.html", identity_for(session_id, "projector", "facilitator"), role="projector"
    )


@BLUEPRINT.get("/s/<session_id>/draft")
def draft(session_id: str) -> Page:
    return _moved_key("facilitator", session_id) or _page(
        "draft", "draft.html", identity_for(session_id, "facilitator")
    )


@BLUEPRINT.get("/s/<session_id>/template")
def template(session_id: str) -> Page:
    """The agency's Word template and the logo."""
    return _moved_key("facilitator", session_id) or _page(
        "template", "template.html", identity_for(session_id, "facilitator")
    )


@BLUEPRINT.get("/new")
def new() -> Page:
    """A session from a form that writes a session file."""
    if not is_organiser():
        raise Unauthorised(N_("Det behövs arrangörens länk för att göra det här."))
    return render_template("new.html", boot=_boot("new", organiser=True))


@BLUEPRINT.get("/about/<name>")
def about(name: str) -> Page:
    """The accessibility statement, and what is done with personal data: the organiser's words, or ours."""
    own = read_text(samtal().installation, name)
    spoken = language() if own[language()] else next((each for each in own if own[each]), language())
    boot = _boot("about", organiser=is_organiser(), name=name, own=own)
    return render_template(f"about_{name}.html", boot=boot, own=parse(own[spoken]), own_language=spoken)


@BLUEPRINT.get("/language/<chosen>")
def choose_language(chosen: str) -> Page:
    """Switch language, and go back to where one was."""
    if chosen not in LANGUAGES:
        raise NotFound(N_("Sidan finns inte."))
    back = request.args.get("back", "/")
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = redirect(back if inside else "/")
    response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=COOKIE_SECONDS, samesite="Lax")
    return response


def _page(screen: str, template: str, identity: Identity, *, role: Holder | None = None, **more: Any) -> Page:
    shown_as = role or identity.holder
    reading = samtal().read(identity, "session", None)
    assert reading.snapshot is not None
    session = reading.snapshot["session"]
    g.session_language = session["language"]
    if shown_as == "projector":
        more["screen_language"] = reading.snapshot["screen"]["language"]
        speak_on_the_wall(more["screen_language"], session["language"])
    boot = _boot(screen, session=identity.session_id, role=_socket_role(identity, shown_as), you=reading.you, **more)
    if identity.holder != "participant":
        base = base_of_request(web().settings)
        boot["links"] = {"join": links(samtal().keys, identity.session_id, base)["join"]}
    response = make_response(render_template(template, boot=boot, session=session))
    response.headers["Cache-Control"] = "no-store"  # what people wrote is in it
    return response


def _begun_with(identity: Identity, room: str | None) -> dict[str, Any]:
    """Give the channels that a room's page shows at once: on a slow network a question more is seconds."""
    begun = {}
    for channel in ("session", room):
        try:
            if channel is not None:
                read = samtal().read(identity, channel, None)
                begun[channel] = {"seq": read.seq, "now": read.now, "snapshot": read.snapshot}
        except (NotFound, Forbidden):  # the page itself says so when it asks
            continue
    return begun


def _editor() -> dict[str, Any]:
    """Say where the field is that a group's text is written in: it is loaded when somebody is to write."""
    assets = web().assets
    return {"script": assets.url("editor.js"), "style": assets.url("editor.css"), "catalogue": _catalogue("editor")}


def _socket_role(identity: Identity, shown_as: Holder) -> Holder:
    """Say which cookie the page's socket shows: the facilitator may look at the projector's page too."""
    if shown_as == "projector" and request.cookies.get(cookie_name("projector", identity.session_id)):
        return "projector"
    return identity.holder


def _boot(screen: str, **facts: Any) -> dict[str, Any]:
    """Give what a page's script begins with; the catalogue holds what that screen says, and no more."""
    return {"language": language(), "catalogue": _catalogue(screen), **facts}


def _catalogue(screen: str) -> str | None:
    """Give the address of what a screen says in the reader's language; None in Swedish."""
    chosen = language()
    return None if chosen == LANGUAGES[0] else web().assets.url(f"{screen}.{chosen}.json")


def _moved_key(role: Holder, session_id: str) -> AnyResponse | None:
    """Move the key from a link into a cookie at first use, and clean the address."""
    key = request.args.get("key")
    if key is None:
        return None
    identity = samtal().identify(key)
    if identity.session_id != session_id or identity.holder != role:
        raise Unauthorised(N_("Länken eller nyckeln gäller inte. Gå med i träffen igen."))
    return _with_cookie(cookie_name(role, session_id), key, request.path)


def _with_cookie(name: str, value: str, target: str) -> AnyResponse:
    response = redirect(target, code=303)
    remember(response, name, value)
    response.headers["Cache-Control"] = "no-store"
    return response


def _require_session(session_id: str) -> None:
    if samtal().log.session_row(session_id) is None:
        raise NotFound(N_("Träffen finns inte."))
