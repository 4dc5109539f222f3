"""The reader's language: chosen here, asked for by the browser, or the first there is."""

from __future__ import annotations

from flask import g, request

from server.i18n import LANGUAGES, translate

COOKIE = "samtal_language"
PARAMETER = "lang"


def language() -> str:
    """Give the language of this request."""
    chosen = g.get("wall_language") or request.args.get(PARAMETER) or request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    preferred = request.accept_languages.best_match(LANGUAGES) if request.accept_languages else None
    return preferred or str(g.get("session_language", LANGUAGES[0]))


def speak_on_the_wall(chosen: str, meetings: str) -> None:
    """Let this request's page speak the hall's language: what the facilitator chose, the address asks for, or the
    meeting has; never that of the browser that happens to show it.
    """
    asked = request.args.get(PARAMETER)
    wanted = (chosen, asked, meetings)
    g.wall_language = next(each for each in wanted if each in LANGUAGES)


def translated(message: str, **params: object) -> str:
    """Give a page's sentence in the reader's language."""
    return translate(message, language(), **params)
