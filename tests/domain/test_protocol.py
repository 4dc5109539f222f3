"""docs/protocol.md and the code name the same commands, fields, events and errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from server.domain import errors
from server.domain.draft import DRAFT_EVENTS
from server.domain.room import ROOM_EVENTS
from server.domain.session import SESSION_EVENTS
from server.services.commands import KINDS

PROTOCOL = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")
NAME = re.compile(r"`([a-z]+\.[a-z_]+)`")


def section(title: str) -> str:
    return PROTOCOL.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """Give the cells of a section's table, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def documented_commands() -> dict[str, tuple[str, str]]:
    """Give each command's channel and the cell of its fields."""
    commands = {}
    for types, channel, data, _ in rows("Commands"):
        names = NAME.findall(types)
        apart = [part.strip() for part in data.split(" / ")]
        cells = apart if len(apart) == len(names) else [data] * len(names)
        commands.update({name: (channel, cell) for name, cell in zip(names, cells, strict=True)})
    return commands


def documented_fields(cell: str) -> dict[str, bool]:
    """Give the fields that a cell names, and whether each may be left out."""
    plain = re.sub(r"\{[^}]*\}", "", re.sub(r"\([^)]*\)", "", cell))
    plain = re.sub(r":\s*(?:`[^`]*`(?:\\\|)?|id or null)+", "", plain)  # values of the field before
    optional = "or nothing" in plain
    return {name: bool(mark) or optional for name, mark in re.findall(r"`([a-z_]+)`(\?)?", plain)}


def test_every_command_is_documented_and_every_documented_one_exists():
    assert set(documented_commands()) == set(KINDS)


@pytest.mark.parametrize("type", KINDS)
def test_a_commands_fields_are_the_documented_ones(type: str):
    model = KINDS[type].fields.model_fields
    fields = {field.alias or name: not field.is_required() for name, field in model.items()}

    assert documented_fields(documented_commands()[type][1]) == fields


@pytest.mark.parametrize("type", KINDS)
def test_a_command_goes_to_the_documented_channel(type: str):
    assert documented_commands()[type][0] == ("room, item" if KINDS[type].place == "room" else KINDS[type].place)


def test_every_event_is_documented_and_every_documented_one_exists():
    told: dict[str, set[str]] = {"session": set(), "room": set(), "draft": set()}
    for channel, types, *_ in rows("Events"):
        told[channel] |= set(NAME.findall(types))

    assert told == {"session": SESSION_EVENTS, "room": ROOM_EVENTS, "draft": DRAFT_EVENTS}


def test_the_error_codes_are_the_documented_ones():
    codes = {cls.code for cls in errors.Refusal.__subclasses__()}
    listed = re.search(r"`code` is one of `([a-z_ ]+)`", PROTOCOL)

    assert listed
    assert set(listed[1].split()) == codes


def test_the_roles_of_the_protocol_are_those_that_can_be_given():
    cell = documented_commands()["participant.role"][1]

    assert set(re.findall(r"`([a-z-]+)`", cell)) - {"participant", "role"} | {"participant"} == _values(
        KINDS["participant.role"].fields.model_fields["role"]
    )


def _values(field: FieldInfo) -> set[str]:
    assert get_origin(field.annotation) is Literal
    return set(get_args(field.annotation))
