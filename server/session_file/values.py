"""From the tree of a session file to plain values, as YAML 1.2 and the format read them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from server.session_file import schema
from server.session_file.problems import LINE_END
from server.session_file.tree import Entry, Mapping, Node, Scalar, Sequence

NULL = re.compile(r"~|null|Null|NULL|")
TRUE = re.compile(r"true|True|TRUE")
FALSE = re.compile(r"false|False|FALSE")
WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+")
OTHER_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
MAX_DIGITS = 9  # beyond every limit of the format
A_FRACTION = 0.5  # stands for any number that is not whole: no key takes one, so it never gets further


def data(node: Node, path: schema.Path) -> Any:
    """The node as the models are to judge it; what is empty counts as not given."""
    match node:
        case Mapping():
            return {key: data(entry.value, (*path, key)) for key, entry in _given(node, path)}
        case Sequence():
            return [data(item, path) for item in node.items]
        case Scalar() if node.plain and path not in schema.TIMES:  # 09.30 is a time there, not a number
            return _plain(node.text, path)
        case Scalar():
            return _text(node.text, path)
        case _:
            return None


def _given(mapping: Mapping, path: schema.Path) -> Iterator[tuple[str, Entry]]:
    for key, entry in mapping.entries.items():
        here = (*path, key)
        if here in schema.FIELDS and _is_empty(entry.value, here):
            if path == ("programme",):
                yield key, Entry(entry.index, Mapping(entry.index))
        else:
            yield key, entry


def _is_empty(node: Node, path: schema.Path) -> bool:
    return is_null(node) or (isinstance(node, Scalar) and path in schema.TEXTS and is_blank(node.text))


def is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and NULL.fullmatch(node.text) is not None


def is_blank(text: str) -> bool:
    """Whether nobody could see the text: blank space and invisible characters only."""
    return all(character.isspace() or unicodedata.category(character) == "Cf" for character in text)


def _plain(text: str, path: schema.Path) -> Any:
    """What an unquoted scalar stands for in YAML 1.2."""
    if NULL.fullmatch(text):
        return None
    if TRUE.fullmatch(text) or FALSE.fullmatch(text):
        return TRUE.fullmatch(text) is not None
    if WHOLE_NUMBER.fullmatch(text):
        return int(text[: MAX_DIGITS + 1])
    if OTHER_NUMBER.fullmatch(text):
        return A_FRACTION
    return _text(text, path)


def _text(text: str, path: schema.Path) -> str:
    if is_blank(text):
        return ""
    return multiline(text) if path in schema.MULTILINE else one_line(text)


def multiline(text: str) -> str:
    """A text of paragraphs as the plan keeps it: composed (NFC), lines ended by LF, no outer blanks."""
    return unicodedata.normalize("NFC", LINE_END.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """Titles and names stand on one line; a no-break space that somebody chose stays."""
    return unicodedata.normalize("NFC", re.sub("[ \t\r\n\u2028\u2029]+", " ", text)).strip()
