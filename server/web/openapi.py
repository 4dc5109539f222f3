"""The API's description, in OpenAPI 3.1. A test holds it against the routes that there are."""

from __future__ import annotations

from typing import Any


def description() -> dict[str, Any]:
    """Give the description as it is served at /api/v1/openapi.json."""
    return {"openapi": "3.1.0", "info": {"title": "Samtal", "version": "1"}, "paths": {}}
