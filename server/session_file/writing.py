"""Write a plan as a session file that a person can read, edit and load again."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from server.domain.plan import Plan

OTHER_LINE_ENDS = frozenset("\u0085\u2028\u2029")  # in a block of text they would end lines too
ENDLESS = 2**31 - 1  # characters; a folded line is one more thing to go wrong


def write(plan: Plan) -> str:
    """The plan as YAML: its keys in the order of the format, and nothing that stands at its default."""
    yaml = YAML()
    yaml.width = ENDLESS
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(_writable(plan.model_dump(by_alias=True, exclude_defaults=True)), stream)
    return stream.getvalue()


def _writable(value: Any) -> Any:
    """The value as the YAML writer takes it; several lines become a block of text."""
    match value:
        case dict():
            return {key: _writable(part) for key, part in value.items()}
        case tuple():
            return [_writable(part) for part in value]
        case str() if "\n" in value and not OTHER_LINE_ENDS.intersection(value):
            return LiteralScalarString(value)
        case str() if "\n" in value:
            return DoubleQuotedScalarString(value)
        case _:
            return value
