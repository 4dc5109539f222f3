"""Refusals and faults as HTTP: one shape for programs, a plain page for people, never a stack trace."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from server.domain.errors import (
    N_,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooLarge,
    Unavailable,
)
from server.web.language import language, translated

logger = logging.getLogger(__name__)

STATUSES = {
    "invalid": 400,
    "unauthorised": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "closed": 410,
    "too_large": 413,
    "locked": 423,
    "rate_limited": 429,
    "unavailable": 503,
}


def register(flask: Flask) -> None:
    """Let every refusal, wrong address and fault be answered in this module's way."""
    flask.register_error_handler(Refusal, refused)
    flask.register_error_handler(HTTPException, turned_away)
    flask.register_error_handler(Exception, failed)


def refused(refusal: Refusal) -> tuple[Response | str, int]:
    status = STATUSES[refusal.code]
    message = translated(refusal.message, **refusal.params)
    if not _for_program():
        return render_template("error.html", message=message, status=status, boot={"language": language()}), status
    error = {"code": refusal.code, "message": message}
    if refusal.field is not None:
        error["field"] = refusal.field
    response = jsonify(error=error | _retry(refusal) | getattr(refusal, "details", {}))
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response, status


def turned_away(fault: HTTPException) -> tuple[Response | str, int]:
    match fault.code:
        case 404:
            return refused(NotFound(N_("Sidan finns inte.")))
        case 405:
            answer, _ = refused(Invalid(N_("Det går inte att göra så här.")))
            return answer, 405
        case 413:
            return refused(TooLarge(N_("Det som skickades är för stort.")))
        case 403:
            return refused(Forbidden(N_("Det får du inte göra.")))
        case code if code is not None and code < 400:
            return fault.get_response(), code  # type: ignore[return-value]
        case _:
            return refused(Invalid(N_("Servern förstod inte det som skickades.")))


def failed(fault: Exception) -> tuple[Response | str, int]:
    logger.error("a request failed", exc_info=fault)
    answer, _ = refused(Unavailable(N_("Något gick fel på servern. Det du skrev finns kvar hos dig.")))
    return answer, 500


def _retry(refusal: Refusal) -> dict[str, int]:
    return {} if refusal.retry_after is None else {"retry_after": refusal.retry_after}


def _for_program() -> bool:
    return request.path.startswith("/api/") or request.path in ("/healthz", "/readyz", "/metrics")
