"""JSON as the sockets speak it: fast to write, forgiving to read.

Writing is orjson's, which can carry a piece that has been encoded once (`encoded`). Reading is the standard
library's: it lets a lone surrogate through to where it can be refused with a sentence, instead of cutting
the connection.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

from server.domain.errors import Refusal
from server.i18n import translate


def dumps(value: Any, **options: Any) -> str:
    """Encode for the wire (`options` are the standard library's, and not needed)."""
    return orjson.dumps(value).decode()


loads = json.loads


def encoded(value: Any) -> orjson.Fragment:
    """Encode a piece once, to be carried in any number of messages."""
    return orjson.Fragment(orjson.dumps(value))


def error_of(refusal: Refusal, language: str) -> dict[str, Any]:
    """Give a refusal in the one shape that errors have, in the reader's language."""
    error: dict[str, Any] = {
        "code": refusal.code,
        "message": translate(refusal.message, language, **refusal.params),
    }
    if refusal.field is not None:
        error["field"] = refusal.field
    if refusal.retry_after is not None:
        error["retry_after"] = refusal.retry_after
    return {"error": error}
