"""The one rule for text that people write: NFC, no characters that a format cannot carry.

Text is kept as written otherwise: no trimming inside, no markup, never HTML.
"""

from __future__ import annotations

import re
import unicodedata

from server.domain.errors import N_, Invalid, TooLarge

MAX_NOTE_CHARACTERS = 2_000
MAX_BLOCK_CHARACTERS = 20_000
MAX_TITLE_CHARACTERS = 300
MAX_NAME_CHARACTERS = 120
MAX_MESSAGE_CHARACTERS = 1_000

# Control characters but tab and line feed, lone surrogates, and Unicode's noncharacters:
# XML (and so Word) can carry none of them.
UNCARRIABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)

INVISIBLE = ("Cc", "Cf", "Zl", "Zp", "Zs")  # blank space, and formatting characters such as the zero-width joiner


def checked_text(text: str, *, limit: int, field: str = "text") -> str:
    """Return the text as it is stored: NFC, line ends as LF, without outer blank space.

    Args:
        text: what the person wrote.
        limit: the most characters (code points after NFC).
        field: the name of the field, for the refusal.

    Raises:
        Invalid: nothing that can be seen, or a character that no format can carry.
        TooLarge: more than `limit` characters.
    """
    written = optional_text(text, limit=limit, field=field)
    if is_blank(written):
        raise Invalid(N_("Skriv något först: texten är tom."), field=field)
    return written


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text that can be seen."""
    return all(unicodedata.category(character) in INVISIBLE for character in text)


def optional_text(text: str, *, limit: int, field: str = "text") -> str:
    """As `checked_text`, but the text may be empty."""
    if len(text) > limit * 4:  # before the costly steps; NFC never shortens text to a quarter
        raise _too_long(limit, field)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if UNCARRIABLE.search(lines):
        raise Invalid(
            N_("Texten innehåller ett osynligt tecken som inte kan sparas. Ta bort det eller skriv om."),
            field=field,
        )
    written = unicodedata.normalize("NFC", lines).strip()
    if len(written) > limit:
        raise _too_long(limit, field)
    return written


def checked_line(text: str, *, limit: int, field: str) -> str:
    """As `checked_text`, for a title or a name: line breaks and tabs become single spaces."""
    return checked_text(" ".join(text.split()) if not UNCARRIABLE.search(text) else text, limit=limit, field=field)


def _too_long(limit: int, field: str) -> TooLarge:
    return TooLarge(N_("Texten är för lång: högst %(limit)d tecken."), field=field, limit=limit)
