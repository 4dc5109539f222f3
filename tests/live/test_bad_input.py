"""What a broken or hostile client sends: each is answered in the one shape, nothing is stored, nobody is disturbed."""

import contextlib
import json
from uuid import uuid4

import pytest

from tests.hall import Hall, checked_error
from tests.server import wait_for
from tests.wire import Refused, Wire

MEGABYTES = "x" * 2_000_000
LONG = "x" * 100_000
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def room(hall):
    """Anna, who misbehaves, and Bo, who must not notice."""
    return hall.join("Grupp 1"), hall.join("Grupp 1", "Bo")


def undisturbed(anna, bo):
    """See that nothing was stored and that Bo still hears the next thing said."""
    assert bo.hears_nothing()
    assert bo.snapshot("room-1")["notes"] == []
    assert bo.hall.steward.snapshot("room-1")["notes"] == []
    anna.writes("Nu är allt som det ska")
    assert bo.hears_event("note.added")["seq"] == 1


def envelope(**changes):
    command = {"id": str(uuid4()), "type": "note.add", "channel": "room-1", "data": {"text": "Hej"}} | changes
    return {key: value for key, value in command.items() if value is not ...}


ENVELOPES = {
    "no id": envelope(id=...),
    "id null": envelope(id=None),
    "id a number": envelope(id=7),
    "id not a UUID": envelope(id="x" * 36),
    "id braces": envelope(id="{" + str(uuid4())[:34] + "}"),
    "id huge": envelope(id=LONG),
    "no type": envelope(type=...),
    "type unknown": envelope(type="note.explode"),
    "type event": envelope(type="note.added"),
    "type dunder": envelope(type="__class__"),
    "type a list": envelope(type=["note.add"]),
    "type huge": envelope(type=LONG),
    "no channel": envelope(channel=...),
    "channel a number": envelope(channel=1),
    "channel huge": envelope(channel=LONG),
    "channel surrogate": envelope(channel="\ud800"),
    "channel session": envelope(channel="session"),
    "channel unknown": envelope(channel="room-99"),
    "data a list": envelope(data=[]),
    "data text": envelope(data="text"),
    "data a number": envelope(data=7),
    "data null": envelope(data=None),
    "extra field": envelope(by="facilitator"),
    "extra huge field": envelope(**{LONG: 1}),
    "extra odd field": envelope(**{"\ud800": 1}),
    "room command on session": envelope(type="theme.add", data={"text": "Hej"}),
    "text missing": envelope(data={}),
    "text null": envelope(data={"text": None}),
    "text a number": envelope(data={"text": 7}),
    "text a list": envelope(data={"text": ["Hej"]}),
    "text empty": envelope(data={"text": ""}),
    "text blank": envelope(data={"text": " \n\t\u00a0\u2003 "}),
    "text control": envelope(data={"text": "Hej\x00"}),
    "text escape": envelope(data={"text": "\x1b[31mHej"}),
    "text surrogate": envelope(data={"text": "Hej \ud83d"}),
    "text noncharacter": envelope(data={"text": "Hej \uffff"}),
    "text long": envelope(data={"text": "x" * 2_001}),
    "text huge": envelope(data={"text": MEGABYTES}),
    "kind unknown": envelope(data={"text": "Hej", "kind": "joke"}),
    "kind of talks": envelope(data={"text": "Hej", "kind": "said"}),
    "kind huge": envelope(data={"text": "Hej", "kind": LONG}),
    "kind surrogate": envelope(data={"text": "Hej", "kind": "\ud800"}),
    "anonymous text": envelope(data={"text": "Hej", "anonymous": "yes"}),
    "anonymous number": envelope(data={"text": "Hej", "anonymous": 1}),
    "reply to nothing": envelope(data={"text": "Hej", "reply_to": str(uuid4())}),
    "extra data field": envelope(data={"text": "Hej", "author": "facilitator"}),
    "extra odd data field": envelope(data={"text": "Hej", "\ud800": 1}),
    "data with NaN": envelope(data={"text": float("nan")}),
    "data with infinity": envelope(data={"text": "Hej", "anonymous": float("inf")}),
    "not an object": [envelope()],
    "text": "note.add",
    "number": 7,
    "null": None,
    "true": True,
}


@pytest.mark.parametrize("payload", ENVELOPES.values(), ids=ENVELOPES.keys())
def test_a_wrong_command_is_refused_with_a_sentence(room, payload):
    anna, bo = room

    answer = anna.wire.call("command", payload)

    assert answer["ok"] is False
    error = checked_error(answer["error"])
    assert error["code"] in ("invalid", "too_large", "not_found")
    assert len(json.dumps(answer)) < 1_000
    undisturbed(anna, bo)


NUMBERS = [10**18, -(10**18), 2**53, 2**63, 2**64, 10**400, 1e400, float("nan"), 1.5, "60", None, True, [], 43_201]


@pytest.mark.parametrize("seconds", NUMBERS, ids=lambda value: str(value)[:20])
def test_a_wrong_number_is_refused(hall, seconds):
    lead = hall.facilitator()
    lead.manages("step.next")

    error = lead.is_refused("step.extend", seconds=seconds)

    assert (error["code"], error["field"]) == ("invalid", "seconds")


@pytest.mark.parametrize("version", [2**70, -1, 0, 1.5, "1", True])
def test_a_wrong_version_is_refused(hall, version):
    eva = hall.note_taker("Grupp 1")
    block = eva.manages("block.add", text="Ett")

    assert eva.is_refused("block.edit", block=block, text="Två", version=version)["field"] == "version"


BODIES = {
    "cut short": '["command",{"id":"',
    "not JSON": "hej",
    "deep": f'["command",{DEEP}]',
    "deep objects": '["command",' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "]",
    "many digits": '["command",{"id":' + "9" * 10_000 + "}]",
    "empty list": "[]",
    "an object": '{"command":1}',
    "text": '"command"',
    "null": "null",
    "name a number": "[7]",
    "name a list": '[["command"],{}]',
    "name an object": '[{"command":1}]',
    "name null": "[null,{}]",
    "unknown name": '["explode",{}]',
    "reserved name": '["connect",{}]',
    "reserved name 2": '["disconnect"]',
    "star": '["*",{}]',
    "our own events": '["events",[{"channel":"session","seq":99}]]',
    "server_closing": '["server_closing",{}]',
    "private name": '["__class__",{}]',
    "surrogate name": '["\\ud800",{}]',
    "name of two megabytes": json.dumps([MEGABYTES, {}]),
    "no payload": '["command"]',
    "two payloads": '["command",{},{}]',
    "a hundred payloads": json.dumps(["command", *range(100)]),
    "subscribe to nothing": '["subscribe"]',
    "subscribe to text": '["subscribe","session"]',
    "subscribe extra": '["subscribe",{"channel":"session","as":"facilitator"}]',
    "subscribe odd": '["subscribe",{"channel":["session"]}]',
    "subscribe many digits": '["subscribe",{"channel":"session","after":' + "9" * 5_000 + "}]",
    "unsubscribe nothing": '["unsubscribe",{}]',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_message_that_makes_no_sense_is_answered_in_the_same_shape(room, body):
    anna, bo = room

    answer = anna.wire.answer(anna.wire.begin_raw(body))

    assert answer["ok"] is False, answer
    assert checked_error(answer["error"])["code"] == "invalid"
    undisturbed(anna, bo)


PRESENCE = [None, "writing", {}, {"channel": 7, "state": "writing"}, {"channel": "room-1", "state": "dancing"}, [1], 7]
PRESENCE += [{"at": at, "channel": "room-1", "state": "writing"} for at in (7, None, ["block-1"], "x" * 65)]


@pytest.mark.parametrize("payload", [*PRESENCE, {"channel": MEGABYTES, "state": "writing"}], ids=lambda v: str(v)[:30])
def test_odd_presence_is_passed_over(room, payload):
    anna, bo = room

    anna.wire.tell("presence", payload)

    undisturbed(anna, bo)


FRAMES = {
    "empty": "",
    "unknown engine packet": "9hej",
    "letter": "x",
    "unknown socket packet": "49/live,[]",
    "no such namespace": '42/admin,1["command",{}]',
    "connect to no such namespace": "40/admin,{}",
    "no namespace": '42["command",{}]',
    "second connect": '40/live,{"token":"x"}',
    "connect error from client": '44/live,{"message":"x"}',
    "ack nobody asked for": "43/live,17[]",
    "ack without number": "43/live,[]",
    "ack of nonsense": "43/live,1hej",
    "binary announced": '451-/live,9["command",{"_placeholder":true,"num":0}]',
    "binary never announced": b"\x00\x01\x02",
    "thousand binaries announced": '451000-/live,9["command",{}]',
    "many digits of attachments": "45" + "9" * 200 + '-/live,9["command",{}]',
    "many digits of ack": "42/live," + "9" * 200 + '["command",{}]',
    "pong": "3",
    "upgrade": "5",
    "noop": "6",
    "open": "0{}",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
def test_a_frame_out_of_order_disturbs_nobody_else(hall, frame):
    bo, lead = hall.join("Grupp 1", "Bo"), hall.facilitator()
    odd = hall.join("Grupp 1")

    odd.wire.send_frame(frame)

    lead.writes("Det hörs ändå", "room-1")
    assert bo.hears("note.added")["text"] == "Det hörs ändå"
    hall.join("Grupp 1").writes("Och nya kommer in")
    assert bo.hears("note.added")["text"] == "Och nya kommer in"


def test_a_command_with_binary_in_it_is_refused(room):
    anna, bo = room
    command = json.dumps(["command", envelope(data={"text": {"_placeholder": True, "num": 0}})])

    anna.wire.send_frame(f"451-/live,77{command}")
    anna.wire.send_frame(b"Hej")

    answer = anna.wire.answer(77)
    assert checked_error(answer["error"])["code"] == "invalid"
    undisturbed(anna, bo)


def test_a_message_that_is_all_binary_is_refused(room):
    anna, bo = room

    anna.wire.send_frame('451-/live,78["command",{"_placeholder":true,"num":0}]')
    anna.wire.send_frame(b"\x00" * 1_000)

    assert checked_error(anna.wire.answer(78)["error"])["code"] == "invalid"
    undisturbed(anna, bo)


def test_more_than_any_message_may_hold_costs_only_its_sender(hall):
    anna, bo = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo")
    with contextlib.suppress(OSError):  # cut off in the middle of it
        anna.wire.begin_raw(json.dumps(["command", envelope(data={"text": "x" * 6_000_000})]))
    wait_for("the connection to end", lambda: anna.wire.closed)

    hall.join("Grupp 1").writes("Lugnt här")
    assert bo.hears("note.added")["text"] == "Lugnt här"


@pytest.mark.parametrize("namespace", ["", "/admin,", "/live/,", "/LIVE,"])
def test_another_namespace_lets_nobody_in(hall, namespace):
    lead = hall.facilitator()

    lead.wire.send_frame(f"40{namespace}" + json.dumps({"token": lead.token}))

    lead.wire.wait_until(lambda: any(frame.startswith("44") for frame in lead.wire.frames), "the refusal")
    assert lead.follows("session")["ok"]


def test_nothing_of_one_meeting_is_reached_with_the_token_of_another(hall, server):
    other = Hall(server)
    eva = other.facilitator()
    anna = hall.join("Grupp 1")
    note = anna.writes("Vårt eget")

    assert eva.is_refused("note.edit", "room-1", note=note, text="Kapat")["code"] == "not_found"
    assert eva.is_refused("participant.move", participant=anna.id, room=None)["code"] == "not_found"
    assert eva.is_refused("spotlight.set", note=note)["code"] == "not_found"
    assert eva.snapshot("room-1")["notes"] == []
    assert anna.hears("note.added")
    assert anna.hears_nothing()


def test_the_token_of_an_erased_meeting_opens_nothing(server):
    gone = Hall(server)
    anna = gone.join("Grupp 1")
    answer = server.delete(f"/api/v1/sessions/{gone.id}", headers={"Authorization": f"Bearer {server.organiser_key()}"})
    assert answer.status_code == 200, answer.text

    assert anna.is_refused("note.add", text="Finns jag?")["code"] in ("not_found", "unauthorised")
    for token in (anna.token, gone.session["tokens"]["facilitator"]):
        with pytest.raises(Refused, match="unauthorised"):
            Wire(server.address, {"token": token})
