"""Read the files that come with a whole meeting's JSON: each of a known kind, once, and whole.

Whether such a file may be opened is for those who open it: nobody looks into it here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from server.domain.errors import N_, Invalid, TooLarge
from server.session_file.enclosed import Enclosed
from server.session_file.event_shapes import Unsound, check_time

MAX_FILES = 10  # there are two kinds, and one of each
MAX_FILE_BYTES = 10 * 1024 * 1024  # as much as a Word template may have; a logo has less
MAX_NAME_CHARACTERS = 200
MAX_CHOICES = 100  # of styles; there are fewer


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    kind: Literal["template", "logo"]
    name: Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_CHARACTERS)]
    uploaded_at: str
    mapping: Annotated[dict[str, str | None], Field(max_length=MAX_CHOICES)] = {}
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    content: str


def read_enclosed(given: Sequence[Any]) -> tuple[Enclosed, ...]:
    """Read a JSON's list of files.

    Raises:
        TooLarge: one has more than `MAX_FILE_BYTES`.
        Invalid: a file is of an unknown kind, comes twice, has another form, or is damaged.
    """
    files = tuple(_read(each) for each in given)
    if len({file.kind for file in files}) != len(files):
        raise _unsound()
    return files


def _read(given: object) -> Enclosed:
    try:
        shape = _Shape.model_validate(given)
        check_time(shape.uploaded_at)
    except (ValidationError, Unsound):
        raise _unsound() from None
    if shape.mapping and shape.kind != "template":
        raise _unsound()
    return Enclosed(shape.kind, shape.name, shape.uploaded_at, _content(shape), shape.mapping)


def _content(shape: _Shape) -> bytes:
    if len(shape.content) > (MAX_FILE_BYTES + 2) // 3 * 4:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise TooLarge(N_("En fil som följer med träffen är större än %(limit)s MiB."), field="file", limit=limit)
    try:
        content = base64.b64decode(shape.content, validate=True)
    except (binascii.Error, ValueError):
        raise _damaged() from None
    if hashlib.sha256(content).hexdigest() != shape.sha256:
        raise _damaged()
    return content


def _unsound() -> Invalid:
    return Invalid(N_("Träffens filer (Word-mall och logotyp) har fel form, och träffen lästes inte in."), field="file")


def _damaged() -> Invalid:
    return Invalid(
        N_("Träffens Word-mall eller logotyp har skadats på vägen: kontrollsumman stämmer inte."), field="file"
    )
