"""API version 1: on which page of the PDF what stands, for the draft's page."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from server.services.layout import layout
from server.web.context import samtal
from server.web.identity import identity_for

BLUEPRINT = Blueprint("layout", __name__, url_prefix="/api/v1")


@BLUEPRINT.get("/sessions/<session_id>/draft/pages")
def pages(session_id: str) -> Response:
    identity_for(session_id, "facilitator")
    return jsonify(layout(samtal(), session_id).as_data())
