"""The models' errors, said at their place in the session file and in sentences that say what to do."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Mapping as AnyMapping
from typing import Any

from server.domain.errors import N_
from server.session_file import schema
from server.session_file.problems import Findings, shortened
from server.session_file.tree import Entry, Mapping, Node, Scalar, Sequence, Unreadable
from server.session_file.values import is_null

Loc = tuple[str | int, ...]

MISSING = N_("Nyckeln ”%(key)s” saknas. Lägg till den.")
WITHOUT_VALUE = N_("”%(key)s” är tom. Skriv något efter kolonet.")
UNKNOWN_BUT_NEAR = N_("Nyckeln ”%(key)s” finns inte. Menar du ”%(near)s”?")
UNKNOWN = N_("Nyckeln ”%(key)s” hör inte hemma här. Kontrollera indraget. Här finns: %(known)s.")
EMPTY_FILE = N_("Filen är tom. Börja med raden samtal: 1.")
EMPTY = N_("Raden är tom. Skriv något, eller ta bort den.")
NUMBER_FOR_TEXT = N_('Här ska det stå text. Sätt citattecken runt: "%(text)s".')
NOT_TEXT = N_("Här ska det stå text, inte en lista eller flera nycklar.")
TOO_LONG = N_("Texten är för lång: %(length)s tecken. Korta den till högst %(limit)s.")
TIME = N_("Skriv klockslaget med fyra siffror, till exempel 09.30.")
KIND_ID = N_("Ett id består av högst 32 små bokstäver a–z, siffror, - och _, och börjar med en bokstav.")
WHOLE_NUMBER = N_("Här ska det stå ett heltal, utan citattecken.")
TOO_SMALL = N_("Talet är för litet. Skriv minst %(limit)s.")
TOO_LARGE = N_("Talet är för stort. Skriv högst %(limit)s.")
TRUE_OR_FALSE = N_("Skriv true eller false.")
DATE = N_("Skriv datumet som år-månad-dag, till exempel 2025-09-30. Dagen måste finnas i kalendern.")
EARLY_DATE = N_("Datumet är för tidigt. Kontrollera årtalet.")
VERSION = N_("Samtal läser version 1 av formatet. Skriv samtal: 1.")
CHOICE = N_("Välj ett av värdena: %(values)s.")
LIST = N_("Här ska det stå en lista. Börja varje rad i den med ett bindestreck och ett blanksteg.")
TOO_MANY = N_("Listan är för lång. Korta den till högst %(limit)s.")
KEYS = N_("Här ska det stå nycklar med värden: %(known)s.")
OTHERWISE = N_("Värdet går inte att använda här. Jämför med exemplen.")


def explain(root: Node, error: AnyMapping[str, Any], findings: Findings) -> None:
    """Note one error of the models among the findings.

    Args:
        root: the file's tree, which the error's `loc` leads through.
        error: as in pydantic's `ValidationError.errors()`: `loc`, `type` and at times `ctx`.
        findings: where to.
    """
    loc: Loc = error["loc"]
    if error["type"] == "missing":
        _explain_missing(root, loc, findings)
    elif error["type"] == "extra_forbidden":
        _explain_unknown(root, loc, findings)
    else:
        _explain_value(root, error, findings)


def _explain_missing(root: Node, loc: Loc, findings: Findings) -> None:
    key = str(loc[-1])
    parent, index = _place(root, loc[:-1])
    empty = parent.entries.get(key) if isinstance(parent, Mapping) else None
    if empty is None:
        findings.add(index, MISSING, key=key)
    else:
        findings.add(empty.index, WITHOUT_VALUE, key=key)


def _explain_unknown(root: Node, loc: Loc, findings: Findings) -> None:
    key = str(loc[-1])
    parent, index = _place(root, loc[:-1])
    if isinstance(parent, Mapping):
        index = parent.entries[key].index
    known = schema.keys_at(_path(loc[:-1]))
    near = _nearest(key, known)
    if near:
        findings.add(index, UNKNOWN_BUT_NEAR, key=shortened(key), near=near)
    else:
        findings.add(index, UNKNOWN, key=shortened(key), known=", ".join(known))


@functools.lru_cache(maxsize=1_000)
def _nearest(key: str, known: tuple[str, ...]) -> str | None:
    near = difflib.get_close_matches(shortened(key).casefold(), known, n=1)
    return near[0] if near else None


def _explain_value(root: Node, error: AnyMapping[str, Any], findings: Findings) -> None:
    loc: Loc = error["loc"]
    node, index = _place(root, loc)
    if isinstance(node, Unreadable):
        return
    if isinstance(node, Scalar) and (is_null(node) or error["type"] == "string_too_short"):
        findings.add(index, EMPTY if loc else EMPTY_FILE)
        return
    message = _sentence(node, _path(loc), error["type"])
    findings.add(node.index, message, **_params(node, _path(loc), error))


_SENTENCES = {
    "string_too_long": TOO_LONG,
    "int_type": WHOLE_NUMBER,
    "less_than_equal": TOO_LARGE,
    "bool_type": TRUE_OR_FALSE,
    "date_form": DATE,
    "date_unknown": DATE,
    "date_type": DATE,
    "format_version": VERSION,
    "literal_error": CHOICE,
    "tuple_type": LIST,
    "too_long": TOO_MANY,
    "model_type": KEYS,
}


def _sentence(node: Node, path: schema.Path, kind: str) -> str:
    match kind:
        case "string_type":
            return NUMBER_FOR_TEXT if isinstance(node, Scalar) else NOT_TEXT
        case "string_pattern_mismatch":
            return TIME if path in schema.TIMES else KIND_ID
        case "greater_than_equal":
            return EARLY_DATE if schema.is_date(path) else TOO_SMALL
        case _:
            return _SENTENCES.get(kind, OTHERWISE)


def _params(node: Node, path: schema.Path, error: AnyMapping[str, Any]) -> dict[str, object]:
    """All that a sentence may name; each takes what it needs."""
    ctx = error.get("ctx", {})
    given = error["input"]
    limits = (ctx[name] for name in ("max_length", "ge", "le") if name in ctx)
    return {
        "text": shortened(node.text) if isinstance(node, Scalar) else "",
        "length": len(given) if isinstance(given, str) else 0,
        "limit": next(limits, ""),
        "known": ", ".join(schema.keys_at(path)),
        "values": str(ctx.get("expected", "")).replace("'", "").replace(" or ", ", "),
    }


def _path(loc: Loc) -> schema.Path:
    return tuple(part for part in loc if isinstance(part, str))


def _place(root: Node, loc: Loc) -> tuple[Node, int]:
    """The node at the end of the way, and where to point for what it lacks: at its key if it has one."""
    node, index = root, root.index
    for part in loc:
        step = _step(node, part)
        if isinstance(step, Entry):
            node, index = step.value, step.index
        elif step is not None:
            node, index = step, step.index
    return node, index


def _step(node: Node, part: str | int) -> Entry | Node | None:
    match node, part:
        case Mapping(), str():
            return node.entries.get(part)
        case Sequence(), int():
            return node.items[part]
        case _:
            return None
