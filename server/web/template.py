"""API version 1: the agency's Word template and the organiser's logo, for those who lead the meeting."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request

from server.domain.errors import N_, Invalid, TooLarge
from server.domain.events import Data
from server.export.docx_template import MAX_BYTES as MAX_TEMPLATE_BYTES
from server.export.logo import MAX_BYTES as MAX_LOGO_BYTES
from server.services import papers, templates
from server.services.looks import LOGO, TEMPLATE
from server.web.api import MAX_FIELDS_BYTES, from_own_pages
from server.web.context import samtal
from server.web.identity import identity_for
from server.web.language import translated

BLUEPRINT = Blueprint("template", __name__, url_prefix="/api/v1")
BLUEPRINT.before_request(from_own_pages)

_LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # a drawing is shown, and does nothing


@BLUEPRINT.get("/sessions/<session_id>/template")
def template(session_id: str) -> Response:
    identity_for(session_id, "facilitator")
    return _told(templates.described(samtal(), session_id))


@BLUEPRINT.put("/sessions/<session_id>/template")
def keep_template(session_id: str) -> Response:
    """Keep the Word file that is the body; `?name=` is what it was called."""
    identity_for(session_id, "facilitator")
    content = _file(MAX_TEMPLATE_BYTES, N_("Mallen är för stor: högst 10 MB."))
    return _told(templates.keep_template(samtal(), session_id, content, request.args.get("name", "")))


@BLUEPRINT.put("/sessions/<session_id>/template/mapping")
def choose_styles(session_id: str) -> Response:
    """Choose styles: our style → the name of the template's, or null for our own."""
    identity_for(session_id, "facilitator")
    return _told(templates.choose(samtal(), session_id, _mapping()))


@BLUEPRINT.get("/sessions/<session_id>/template/trial")
def trial(session_id: str) -> Response:
    """The paper as it stands in the template, before the session is closed too."""
    identity_for(session_id, "facilitator")
    tried = papers.trial(samtal(), session_id)
    response = Response(tried.content, mimetype=tried.mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{tried.file_name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@BLUEPRINT.delete("/sessions/<session_id>/template")
def remove_template(session_id: str) -> Response:
    identity_for(session_id, "facilitator")
    return _told(templates.remove(samtal(), session_id, TEMPLATE))


@BLUEPRINT.get("/sessions/<session_id>/logo")
def logo(session_id: str) -> Response:
    identity_for(session_id, "facilitator")
    found = templates.logo(samtal(), session_id)
    response = Response(found.content, mimetype=found.mime)
    response.headers["Content-Security-Policy"] = _LOGO_POLICY
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@BLUEPRINT.put("/sessions/<session_id>/logo")
def keep_logo(session_id: str) -> Response:
    """Keep the picture that is the body."""
    identity_for(session_id, "facilitator")
    return _told(
        templates.keep_logo(samtal(), session_id, _file(MAX_LOGO_BYTES, N_("Logotypen är för stor: högst 1 MB.")))
    )


@BLUEPRINT.delete("/sessions/<session_id>/logo")
def remove_logo(session_id: str) -> Response:
    identity_for(session_id, "facilitator")
    return _told(templates.remove(samtal(), session_id, LOGO))


def _file(limit: int, too_large: str) -> bytes:
    if (request.content_length or 0) > limit:
        raise TooLarge(too_large, field="file")
    request.max_content_length = limit
    return request.get_data()


def _mapping() -> dict[str, Any]:
    if (request.content_length or 0) > MAX_FIELDS_BYTES:
        raise TooLarge(N_("Det som skickades är för stort."))
    try:
        given = json.loads(request.get_data())
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict) or not all(value is None or isinstance(value, str) for value in given.values()):
        raise Invalid(N_("Skicka ett JSON-objekt."))
    return given


def _told(found: Data) -> Response:
    """Answer with what there is; what should be looked at in the reader's language."""
    template = found["template"]
    if template:
        said = [_said(**problem) for problem in template["problems"]]
        found = found | {"template": template | {"problems": said}}
    response = jsonify(found)
    response.headers["Cache-Control"] = "no-store"
    return response


def _said(message: str, params: dict[str, str]) -> str:
    return translated(message, **params)
