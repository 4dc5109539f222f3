"""Which keys a session file may have and where, read off the models in `server.domain.plan`.

A path is the keys from the root down, without the positions in lists: ("rooms", "proposal", "title").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from server.domain.plan import Plan, ProgrammeItem

Path = tuple[str, ...]

MULTILINE: frozenset[Path] = frozenset({("rooms", "proposal", "text"), ("rooms", "proposal", "question")})


def _types_in(annotation: Any) -> Iterator[type]:
    """The classes in an annotation, with Annotated, tuple and optional taken off."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _types_in(part)


def _fields(model: type[BaseModel], path: Path = ()) -> Iterator[tuple[Path, type | None]]:
    """Every key below a model as (path, the class of its value); None where it is a choice of words."""
    for name, field in model.model_fields.items():
        here = (*path, field.alias or name)
        value = next((kind for kind in _types_in(field.annotation) if kind is not type(None)), None)
        yield here, value
        if value is not None and issubclass(value, BaseModel):
            yield from _fields(value, here)


FIELDS = dict(_fields(Plan))

TEXTS: frozenset[Path] = frozenset(path for path, value in FIELDS.items() if value is str)
TIMES: frozenset[Path] = frozenset(path for path in TEXTS if path[-1] == "time")
PROGRAMME_KINDS: tuple[str, ...] = tuple(field.alias or name for name, field in ProgrammeItem.model_fields.items())


def is_date(path: Path) -> bool:
    return FIELDS.get(path) is dt.date


def keys_at(path: Path) -> tuple[str, ...]:
    """The keys that a mapping at this path may have, in the order of the documentation."""
    return _KEYS.get(path, ())


def _keys_by_parent() -> dict[Path, tuple[str, ...]]:
    parents: dict[Path, list[str]] = {}
    for path in FIELDS:
        parents.setdefault(path[:-1], []).append(path[-1])
    return {parent: tuple(keys) for parent, keys in parents.items()}


_KEYS = _keys_by_parent()
