"""Who asks: a bearer token, or the cookie that a page has for its role in a session."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from server.domain.errors import N_, Forbidden, Refusal, Unauthorised
from server.services.keys import Holder, Identity
from server.web.context import samtal, web

ORGANISER_COOKIE = "samtal_organiser"
COOKIE_SECONDS = 400 * 24 * 60 * 60  # what browsers allow at most; the session's retention ends it earlier
ROLES: tuple[Holder, ...] = ("facilitator", "projector", "participant")


def cookie_name(role: Holder, session_id: str) -> str:
    return f"samtal_{role}_{session_id}"


def identity_for(session_id: str, *roles: Holder) -> Identity:
    """Give who asks, in one of these roles of this session; the strongest where a browser holds several.

    Raises:
        Unauthorised: nobody we know.
        Forbidden: somebody we know, but not in such a role or not of this session.
    """
    allowed = roles or ROLES
    token = bearer()
    if token is not None:
        identity = samtal().identify(token)
        if identity.session_id != session_id or not _stands_as(identity, allowed):
            raise Forbidden(N_("Din nyckel gäller inte här."))
        return identity
    for role in ROLES:
        held = _held(role, session_id)
        if held and _stands_as(held, allowed):
            return held
    if any(request.cookies.get(cookie_name(role, session_id)) for role in ROLES):
        raise Forbidden(N_("Din nyckel gäller inte här."))
    raise Unauthorised(N_("Länken eller nyckeln gäller inte. Gå med i träffen igen."))


def _stands_as(identity: Identity, allowed: tuple[Holder, ...]) -> bool:
    """A link stands for its role; a participant who has been made facilitator stands for one too."""
    if identity.holder in allowed:
        return True
    return "facilitator" in allowed and samtal().actor(identity).facilitates


def known_participant(session_id: str) -> Identity | None:
    """Give the participant that this device already is in the session, if any."""
    try:
        return identity_for(session_id, "participant")
    except Refusal:
        return None


def require_organiser() -> None:
    if not is_organiser():
        raise Unauthorised(N_("Det behövs arrangörens länk för att göra det här."))


def is_organiser() -> bool:
    key = bearer() or request.cookies.get(ORGANISER_COOKIE)
    return bool(key) and samtal().is_organiser(str(key))


def bearer() -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token else None


def remember(response: Response, name: str, token: str) -> None:
    """Put a key into a cookie that no script can read."""
    response.set_cookie(
        name,
        token,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=web().settings.secure_cookies or request.is_secure,
    )


def _held(role: Holder, session_id: str) -> Identity | None:
    token = request.cookies.get(cookie_name(role, session_id))
    if not token:
        return None
    try:
        identity = samtal().identify(token)
    except Unauthorised:
        return None
    return identity if identity.session_id == session_id else None
