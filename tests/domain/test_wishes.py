"""The shape of a command: wrong, unknown, missing and oversize fields are refused before any rule sees them."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import Invalid, Refusal, TooLarge
from server.services.commands import KINDS, Command, read_command
from tests.domain.cast import refused

ID = "123e4567-e89b-42d3-a456-426614174000"
CHANNELS = {"room": "room-1", "session": "session", "draft": "draft"}
NOTE = {"id": ID, "type": "note.add", "channel": "room-1", "data": {"text": "Hej"}}


def test_a_command_is_read():
    command = read_command(NOTE)

    assert (command.id, command.type, command.channel, command.wish.text) == (ID, "note.add", "room-1", "Hej")


@pytest.mark.parametrize("payload", [None, [], "note.add", 7, True])
def test_a_command_is_an_object(payload: object):
    with refused("invalid"):
        read_command(payload)


@pytest.mark.parametrize("field", ["id", "type", "channel"])
@pytest.mark.parametrize("value", [None, "", 1, [], {}, "x" * 65])
def test_the_envelope_is_exact(field: str, value: object):
    with refused("invalid", field):
        read_command(NOTE | {field: value})


@pytest.mark.parametrize("extra", ["by", "", "\ud800", 7, "x" * 1_000])
def test_an_unknown_field_is_refused_with_a_name_that_can_be_sent_back(extra: Any):
    for payload in (NOTE | {extra: 1}, NOTE | {"data": {"text": "Hej", str(extra): 1}}):
        with pytest.raises(Refusal) as caught:
            read_command(payload)
        assert caught.value.code == "invalid"
        assert len(caught.value.field or "") <= 64
        orjson.dumps(caught.value.field)


def test_an_id_is_a_uuid():
    for value in ("\ud800" * 36, "\x00" * 36, "z" * 36, ID + "0", ID[:-1]):
        with refused("invalid", "id"):
            read_command(NOTE | {"id": value})


def test_an_id_in_capitals_is_the_same_id():
    assert read_command(NOTE | {"id": ID.upper()}).id == ID


def test_a_command_without_fields_may_have_none():
    for data in ({}, None):
        read_command({"id": ID, "type": "step.pause", "channel": "session", "data": data})
    read_command({"id": ID, "type": "step.pause", "channel": "session"})
    with refused("invalid", "step"):
        read_command({"id": ID, "type": "step.pause", "channel": "session", "data": {"step": "step-1"}})


def test_a_command_goes_to_its_kind_of_channel():
    with refused("invalid", "channel"):
        read_command(NOTE | {"channel": "session"})
    with refused("invalid", "channel"):
        read_command({"id": ID, "type": "step.next", "channel": "room-1"})


@pytest.mark.parametrize(
    ("type", "data", "code", "field"),
    [
        ("note.add", {}, "invalid", "text"),
        ("note.add", [], "invalid", "data"),
        ("note.add", "text", "invalid", "data"),
        ("note.add", {"text": 1}, "invalid", "text"),
        ("note.add", {"text": None}, "invalid", "text"),
        ("note.add", {"text": "a", "anonymous": "ja"}, "invalid", "anonymous"),
        ("note.add", {"text": "a", "anonymous": 1}, "invalid", "anonymous"),
        ("note.add", {"text": "a", "reply_to": "\ud800"}, "invalid", "reply_to"),
        ("note.add", {"text": "a", "number": 1}, "invalid", "number"),
        ("note.move", {"note": "n"}, "invalid", "cluster"),
        ("note.support", {"note": "n", "on": None}, "invalid", "on"),
        ("block.add", {"text": "a", "kind": "title"}, "invalid", "kind"),
        ("block.add", {"text": "a", "sources": "n"}, "invalid", "sources"),
        ("block.add", {"text": "a", "sources": ["n"] * 1_001}, "too_large", "sources"),
        ("block.edit", {"block": "b", "version": 1.0}, "invalid", "version"),
        ("block.add", {"text": "a", "level": 3}, "invalid", "level"),
        ("block.add", {"runs": [{"bold": True}]}, "invalid", "runs.0.text"),
        ("block.add", {"runs": [{"text": "a", "colour": "red"}]}, "invalid", "runs.0.colour"),
        ("block.add", {"runs": [{"text": "a"}] * 5_001}, "too_large", "runs"),
        ("block.edit", {"block": "b", "base": "a"}, "invalid", "base"),
        ("text.edit", {"part": "title"}, "invalid", "lines"),
        ("text.edit", {"part": "lead", "lines": [{"runs": []}] * 1_001}, "too_large", "lines"),
        ("paper.mark", {"state": "ready"}, "invalid", "state"),
        ("reading.open", {"days": 91}, "invalid", "days"),
        ("block.edit", {"block": "b", "version": True}, "invalid", "version"),
        ("step.extend", {"seconds": float("nan")}, "invalid", "seconds"),
        ("step.extend", {"seconds": 10**30}, "invalid", "seconds"),
        ("step.extend", {"seconds": 43_201}, "invalid", "seconds"),
        ("room.add", {"name": "R", "capacity": 0}, "invalid", "capacity"),
        ("room.add", {"name": "R", "proposal": {}}, "invalid", "proposal.title"),
        ("room.add", {"name": "R", "proposal": {"title": "T", "from_": []}}, "invalid", "proposal.from_"),
        ("participant.role", {"participant": "p", "role": "projector"}, "invalid", "role"),
        ("message.send", {"text": "m", "rooms": ["r"] * 101}, "too_large", "rooms"),
    ],
)
def test_fields_are_exact(type: str, data: object, code: str, field: str):
    channel = CHANNELS[KINDS[type].place]
    with refused(code, field):
        read_command({"id": ID, "type": type, "channel": channel, "data": data})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    type=st.sampled_from(list(KINDS)), data=JSON, more=st.dictionaries(st.sampled_from(list(NOTE)), JSON, max_size=2)
)
def test_whatever_comes_is_read_or_refused_with_a_sentence(type: str, data: Any, more: dict[str, Any]):
    channel = CHANNELS[KINDS[type].place]
    try:
        outcome: Command | Refusal = read_command({"id": ID, "type": type, "channel": channel, "data": data} | more)
    except (Invalid, TooLarge) as refusal:
        outcome = refusal
    if isinstance(outcome, Refusal):
        assert outcome.message
        orjson.dumps(outcome.field)
    else:
        assert outcome.type in KINDS
