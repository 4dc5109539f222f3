"""Is it alive, can it reach its database, and what are its figures."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server.domain.errors import N_, Unavailable
from server.web.context import samtal, web

BLUEPRINT = Blueprint("health", __name__)


@BLUEPRINT.get("/healthz")
def alive() -> Response:
    return jsonify(status="ok")


@BLUEPRINT.get("/readyz")
def ready() -> Response:
    try:
        with samtal().log.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        raise Unavailable(N_("Databasen svarar inte."), retry_after=5) from None
    return jsonify(status="ok")


@BLUEPRINT.get("/metrics")
def metrics() -> Response:
    return Response(web().metrics.page(), mimetype="text/plain; version=0.0.4")
