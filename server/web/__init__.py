"""Pages and API v1: one blueprint a face. HTTP's statuses live here only."""

from __future__ import annotations

import logging
import re

from flask import Flask
from whitenoise import WhiteNoise

from server.metrics import Metrics
from server.resources import static_dir, templates_dir
from server.services.samtal import Samtal
from server.settings import Settings
from server.web import api, faults, health, layout, pages, reading, template
from server.web.assets import Assets
from server.web.compression import compressed
from server.web.context import EXTENSION, Web
from server.web.language import language, translated

MAX_BODY_BYTES = 3 * 1024 * 1024  # above a session file's limit, so that a too large one gets its sentence
HASHED = re.compile(r"-[A-Z0-9]{8}\.(js|css)$")


def create_web(settings: Settings, samtal: Samtal, metrics: Metrics) -> Flask:
    """Make the Flask application: pages, API and static files."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # no access log: addresses of links carry keys
    flask = Flask("samtal", template_folder=str(templates_dir()), static_folder=None)
    flask.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    flask.json.sort_keys = False  # type: ignore[attr-defined]
    flask.extensions[EXTENSION] = Web(settings, samtal, metrics, Assets(static_dir()))
    flask.jinja_env.add_extension("jinja2.ext.i18n")
    flask.jinja_env.globals.update(_=translated, asset=flask.extensions[EXTENSION].assets.url)
    flask.context_processor(lambda: {"lang": language()})
    for face in (pages, reading, template, layout, api, health):
        flask.register_blueprint(face.BLUEPRINT)
    faults.register(flask)
    flask.after_request(compressed)
    flask.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        flask.wsgi_app,
        root=static_dir(),
        prefix="static/dist/",
        max_age=60,
        immutable_file_test=lambda path, url: bool(HASHED.search(url)),
    )
    return flask
