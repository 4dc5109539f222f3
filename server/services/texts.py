"""The organiser's own words on the pages that the law asks for; the pages have words of ours where there are none.

A text is plain with the Markdown subset of proposals (paragraphs, "- " bullets, **bold**, *italic*); never HTML.
"""

from __future__ import annotations

from typing import Literal

import orjson

from server.domain.errors import N_, NotFound
from server.domain.plain_text import optional_text
from server.i18n import LANGUAGES
from server.store.installation import Installation

MAX_TEXT_CHARACTERS = 20_000

Name = Literal["accessibility", "privacy"]
NAMES: tuple[Name, ...] = ("accessibility", "privacy")


def read_text(installation: Installation, name: str) -> dict[str, str]:
    """Give a text by language; empty where the organiser has written none.

    Raises:
        NotFound: there is no such text.
    """
    if name not in NAMES:
        raise NotFound(N_("Sidan finns inte."))
    given: dict[str, str] = orjson.loads(installation.get(f"text:{name}", "{}"))
    return {language: given.get(language, "") for language in LANGUAGES}


def write_text(installation: Installation, name: str, texts: dict[str, str]) -> dict[str, str]:
    """Keep the organiser's text; an empty one brings ours back.

    Raises:
        NotFound: there is no such text.
        Invalid, TooLarge: it cannot be kept; the field is the language.
    """
    kept = read_text(installation, name) | {
        language: optional_text(texts[language], limit=MAX_TEXT_CHARACTERS, field=language)
        for language in LANGUAGES
        if language in texts
    }
    installation.set(f"text:{name}", orjson.dumps(kept).decode())
    return kept
