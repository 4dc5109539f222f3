"""Sentences in the reader's language: gettext catalogues beside the code, Swedish where there is no other.

A source string is Swedish. `server/translations/<language>/LC_MESSAGES/messages.mo` holds the translations
that the build compiled; without a catalogue the source string itself is shown.
"""

from __future__ import annotations

import functools
import gettext
from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("sv", "en")  # the first is what there is where nobody has said

TRANSLATIONS = Path(__file__).parent / "translations"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source string with its parameters, to be a parameter of another one: it is translated with it."""

    message: str
    params: dict[str, object] = field(default_factory=dict)


def translate(message: str, language: str, **params: object) -> str:
    """The source string in that language, with `%(name)s` filled in from the parameters."""
    told = {name: _told(value, language) for name, value in params.items()}
    return _filled(_catalogue(language).gettext(message), told)


def ntranslate(one: str, many: str, count: int, language: str, **params: object) -> str:
    """As `translate`, for a string with a singular and a plural; `%(count)s` is the count."""
    return _filled(_catalogue(language).ngettext(one, many, count), {"count": count, **params})


@functools.cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("messages", TRANSLATIONS, languages=[language], fallback=True)


def _told(value: object, language: str) -> object:
    return translate(value.message, language, **value.params) if isinstance(value, Sentence) else value


def _filled(message: str, params: dict[str, object]) -> str:
    return message % params if params else message
