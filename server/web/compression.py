"""Pages and API answers compressed on their way, for a slow phone. Built files are compressed when they are built."""

from __future__ import annotations

import gzip

from flask import Response, request

MIN_BYTES = 1_000  # below this the header costs more than it saves
LEVEL = 5
TEXTS = ("text/html", "application/json", "image/svg+xml")


def compressed(response: Response) -> Response:
    """Compress a finished text answer for who can read it so."""
    fits = response.mimetype in TEXTS and not response.direct_passthrough and "Content-Encoding" not in response.headers
    if not fits or request.accept_encodings["gzip"] <= 0:
        return response
    response.vary.add("Accept-Encoding")
    text = response.get_data()
    if len(text) >= MIN_BYTES:
        response.set_data(gzip.compress(text, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
