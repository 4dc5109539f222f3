"""A whole meeting from a file: read as it was logged, or refused with one sentence, whatever the file says."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable
from itertools import count
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.draft import DRAFT_EVENTS
from server.domain.errors import Refusal
from server.domain.room import ROOM_EVENTS
from server.domain.session import SESSION_EVENTS, Session
from server.export import json as json_writer
from server.session_file.enclosed import Enclosed
from server.session_file.event_shapes import DRAFT_SHAPES, ROOM_SHAPES, SESSION_SHAPES
from server.session_file.whole import Whole, is_whole, read_whole
from tests.domain.cast import PLAN, Hall, Person, seated
from tests.domain.test_any_meeting import BUSY, COMMANDS, Wishes, folded

Change = Callable[[dict[str, Any]], object]


def exported(hall: Hall) -> bytes:
    return json_writer.write(hall.session, hall.log, None)


def busy_hall() -> Hall:
    """A meeting with something of most kinds in it, so that there is something to forge."""
    hall = seated(Hall())
    anna, lead = hall.person("anna"), hall.facilitator
    note = anna.writes("Det behövs en gemensam problembild")
    reply = hall.person("bo").writes("Ja, och tid", reply_to=note)
    cluster = anna.makes("cluster.add", title="Tid")
    anna.does("note.move", note=reply, cluster=cluster)
    hall.person("bo").does("note.support", note=note, on=True)
    eva = hall.person("eva")
    block = eva.documents("Gruppen enades.", sources=[note])
    eva.does("block.edit", block=block, text="Gruppen enades om detta.")
    eva.does("section.confirm", reservation="Två var inte med")
    eva.does("block.edit", block=block, runs=[{"text": "Gruppen", "bold": True}, {"text": " enades."}], kind="numbered")
    theme = lead.makes("theme.add", text="Tid saknas", sources=[note])
    lead.does("theme.edit", theme=theme, runs=[{"text": "Tid", "bold": True}, {"text": " saknas"}])
    lead.does("comment.add", text="I alla grupper?", theme=theme)
    lead.does("text.edit", part="lead", lines=[{"runs": [{"text": "Vi ses", "link": "https://samtal.example"}]}])
    lead.does("note.omit", note=reply)
    comment = lead.makes("comment.add", text="Stämmer det?", part="lead")
    lead.does("comment.settle", comment=comment)
    lead.does("reading.open", days=7)
    lead.does("paper.mark", state="working")
    lead.does("spotlight.set", note=note)
    lead.does("spotlight.queue", note=note)
    lead.does("message.send", text="Fem minuter kvar", rooms=["room-1"])
    lead.does("room.add", name="Grupp 9", proposal={"title": "Nytt"})
    lead.does("room.edit", room="room-1", name="Sal A", title="Ett annat namn")
    lead.does("step.next")
    lead.does("step.next")
    lead.does("step.undo")
    hall.person("disa").does("note.report", "item-1", note=lead.writes("I talet", "item-1"), reason="Ett namn")
    return hall


def parsed(hall: Hall) -> dict[str, Any]:
    data: dict[str, Any] = orjson.loads(exported(hall))
    return data


def refusal(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_whole(content)
    assert caught.value.field == "file"
    return caught.value


# what was logged is read as it was logged


def test_every_kind_of_event_has_a_shape() -> None:
    assert SESSION_SHAPES.keys() == SESSION_EVENTS - {"session.created"}
    assert ROOM_SHAPES.keys() == ROOM_EVENTS
    assert DRAFT_SHAPES.keys() == DRAFT_EVENTS


def test_a_whole_meeting_is_read_event_by_event_as_it_was_logged() -> None:
    hall = busy_hall()

    whole = read_whole(exported(hall))

    assert whole.events == hall.log
    assert folded(whole.events) == hall.session
    assert whole.row() == {
        "id": "s1",
        "code": "ABC234",
        "title": "Samverkansträff",
        "date": "2025-09-30",
        "created_at": "2025-09-30T09:00:00.000Z",
        "status": "open",
    }


@settings(max_examples=60, deadline=None)
@given(story=st.lists(st.tuples(BUSY, COMMANDS, st.integers(0, 2**32)), min_size=1, max_size=60))
def test_whatever_happened_in_a_meeting_can_be_read_again(story: list[tuple[str, str, int]]) -> None:
    hall = seated(Hall(rooms_visible="all"))
    people = {id: hall.person(id) for id in ("anna", "bo", "eva", "disa")}
    people |= {"facilitator": hall.facilitator, "screen": hall.screen}
    for who, type, seed in story:
        _try(hall, people[who], type, seed)

    file = exported(hall)
    whole = read_whole(file)

    assert json_writer.write(folded(whole.events), whole.events, None) == file


def _try(hall: Hall, who: Person, type: str, seed: int) -> None:
    wishes = Wishes(hall, seed)
    hall.passes(seconds=seed % 100)
    channel = wishes.channel(type, who)
    with contextlib.suppress(Refusal):
        hall.record(hall.decide(who.actor, type, channel, wishes.data(type, channel))[1], who.actor)


def test_a_plan_with_every_sort_of_text_is_read_again() -> None:
    odd = 'Rad ett\nrad två \u2028 å ǩ 👩🏽‍🔬 مرحبا "citat" # [x] {{7*7}} ]]> \\u0041 \\'
    rooms = [{"name": "Grupp: 'ett'", "proposal": {"number": 1, "title": "<b>", "text": odd}}, {"name": "null"}]
    hall = Hall(rooms=rooms)

    assert read_whole(exported(hall)).events == hall.log


def test_another_code_changes_nothing_but_the_code() -> None:
    whole = read_whole(exported(busy_hall()))

    other = whole.with_code("ZZZ999")

    assert Session.created(dict(other.events[0].data)).code == other.row()["code"] == "ZZZ999"
    assert other.events[1:] == whole.events[1:]
    assert {**other.events[0].data, "code": "ABC234"} == whole.events[0].data


# telling the two kinds of file apart


def test_a_whole_meeting_is_known_by_its_content() -> None:
    file = exported(busy_hall())

    assert is_whole(file)
    assert is_whole(b"\xef\xbb\xbf \n" + file)
    assert is_whole(file[: len(file) // 2])


def test_it_is_known_however_a_program_has_sorted_its_keys() -> None:
    content = orjson.dumps(parsed(busy_hall()), option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)

    assert is_whole(content)
    assert isinstance(read_whole(content), Whole)


@pytest.mark.parametrize(
    "content",
    [
        b"samtal: 1\ntitle: events\ndate: 2025-09-30\n",
        orjson.dumps(PLAN),
        orjson.dumps(PLAN | {"title": '"events": ['}),
        b"",
        b'title: {"session": {}}',
    ],
    ids=count(),
)
def test_a_session_file_is_no_whole_meeting(content: bytes) -> None:
    assert not is_whole(content)


# what is refused


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b'{"samtal": 1}',
        b'{"samtal": true, "session": {}, "plan": {}, "events": []}',
        b'{"samtal": 0, "session": {}, "events": [{}]}',
        b'{"samtal": 1, "session": {}, "plan": {}, "events": []}',
        b'{"events": [1, 2, 3]}',
        b'{"session": {"cookie": "abc"}}',
        b"\xff\xfe{",
        b"{" * 100_000,
        b'{"samtal": 1, "events": ' + b"[" * 100_000,
        b'{"samtal": 1, "session": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_000 + b"}",
        b'{"samtal": 1, "events": [NaN]}',
        b'{"samtal": 1, "events": ["\\ud800"]}',
    ],
    ids=count(),
)
def test_what_is_no_whole_meeting_is_refused(content: bytes) -> None:
    assert refusal(content).code == "invalid"


def test_a_file_cut_anywhere_is_refused() -> None:
    file = exported(busy_hall()).rstrip()

    for length in range(0, len(file), 97):
        assert refusal(file[:length]).code == "invalid"


def test_a_newer_version_says_what_to_do() -> None:
    file = exported(busy_hall()).replace(b'"samtal": 1', b'"samtal": 2', 1)

    assert "nyare version" in refusal(file).message


def test_a_file_of_a_hundred_megabytes_is_too_large() -> None:
    assert refusal(b'{"session": {}, "x": "' + b"x" * 100_000_000).code == "too_large"


def test_a_meeting_from_before_patterns_had_emphasis_and_comments_is_read() -> None:
    hall = seated(Hall())
    theme = hall.facilitator.makes("theme.add", text="Tid saknas")
    hall.facilitator.does("theme.edit", theme=theme, text="Tiden saknas")
    comment = hall.facilitator.makes("comment.add", text="Stämmer det?", part="lead")
    hall.facilitator.does("comment.settle", comment=comment)
    data = parsed(hall)
    for event in data["events"]:
        for newer in ("runs", "theme"):
            event["data"].pop(newer, None)

    session = folded(read_whole(orjson.dumps(data)).events)

    assert (session.themes, session.draft.comments) == (hall.session.themes, hall.session.draft.comments)


def test_a_later_version_may_add_keys_beside_ours() -> None:
    data = parsed(busy_hall())
    data["session"]["colour"], data["receipt"] = "green", {"of": "what"}

    assert isinstance(read_whole(orjson.dumps(data)), Whole)


def _event(data: dict[str, Any], type: str) -> dict[str, Any]:
    return next(event for event in data["events"] if event["type"] == type)  # type: ignore[no-any-return]


def _set(type: str, /, **fields: Any) -> Change:
    return lambda data: _event(data, type)["data"].update(fields)


def _mark(type: str, /, **fields: Any) -> Change:
    return lambda data: _event(data, type).update(fields)


def _swap(one: int, other: int) -> Change:
    def swap(data: dict[str, Any]) -> None:
        events = data["events"]
        events[one], events[other] = events[other], events[one]

    return swap


def _deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


FORGED: dict[str, Change] = {
    "a number left out": lambda data: data["events"].pop(4),
    "a number twice": lambda data: data["events"].insert(5, data["events"][4]),
    "two events in the wrong order": _swap(-1, -2),
    "the creation last": lambda data: data["events"].append(data["events"].pop(0)),
    "two creations": lambda data: data["events"].append(data["events"][0] | {"seq": 99}),
    "the creation numbered on": lambda data: data["events"].insert(1, data["events"][0] | {"seq": 2}),
    "no creation": lambda data: data["events"].pop(0),
    "an unknown event": _mark("note.added", type="note.exploded"),
    "a room's event in the session": _mark("note.added", channel="session", seq=2),
    "an unknown room": _mark("note.added", channel="room-77", seq=1),
    "an unknown field beside the event": _mark("note.added", colour="red"),
    "an unknown field in the note": _set("note.added", colour="red"),
    "a time that is none": _mark("note.added", at="yesterday"),
    "a day that is none": _mark("note.added", at="2025-02-30T11:45:00.000Z"),
    "somebody unknown": _mark("note.added", by="mallory"),
    "an author unknown": _set("note.added", author="mallory"),
    "a text that is a list": _set("note.added", text=["a"]),
    "a text that is nothing": _set("note.added", text=" "),
    "a text with a control character": _set("note.added", text="a\x00b"),
    "a text that turns the terminal red": _set("note.added", text="\x1b[31m"),
    "a text that is not composed": _set("note.added", text="a\u030a"),
    "a note too long": _set("note.added", text="x" * 2_001),
    "a kind that the meeting does not have": _set("note.added", kind="rumour"),
    "a note's number out of turn": _set("note.added", number=7),
    "a number that is a truth": _set("note.added", number=True),
    "a note under nothing": _set("note.added", reply_to="nowhere"),
    "somebody's note taken over": _set("note.supported", author="bo"),
    "support from nobody": _set("note.supported", supporters=["mallory"]),
    "support twice": _set("note.supported", supporters=["bo", "bo"]),
    "a cluster that is not there": _set("note.moved", cluster="nowhere"),
    "a block from no note": _set("block.added", sources=["nowhere"]),
    "a block after nothing": _set("block.added", after="nowhere"),
    "a block of another kind": _set("block.added", kind="script"),
    "a block too long": _set("block.added", text="x" * 20_001),
    "a block that nobody added": _set("block.edited", id="nowhere"),
    "a block at no level": _set("block.edited", level=3),
    "a paragraph with a level": _set("block.added", level=1),
    "runs that say something else": _set("block.added", runs=[{"text": "Något annat"}]),
    "runs that are none": _set("block.added", runs=[{"text": "Gruppen enades.", "bold": None}]),
    "a run in colour": _set("block.added", runs=[{"text": "Gruppen enades.", "colour": "red"}]),
    "runs that lead astray": _set("block.added", runs=[{"text": "Gruppen enades.", "link": "javascript:alert(1)"}]),
    "a part that the paper does not have": _set("text.edited", part="room-77/heading"),
    "a part in no lines": _set("text.edited", lines=[{"kind": "paragraph", "level": 0, "runs": None}]),
    "a part of another kind": _set("text.edited", lines=[{"kind": "heading", "level": 0, "runs": []}]),
    "a part written before the first time": _set("text.edited", version=2),
    "a note left out that is not there": _set("note.omitted", note="nowhere"),
    "a comment on nothing": _set("comment.added", part="room-77/heading"),
    "a comment in two places": _set("comment.added", channel="room-1"),
    "a comment that changed": _set("comment.settled", text="Något annat"),
    "a comment that nobody made": _set("comment.settled", id="nowhere"),
    "a paper in no state": _set("paper.marked", state="perfect"),
    "a link to read by for ever": _set("reading.opened", expires_at="never"),
    "a confirmation at no time": _set("section.confirmed", at="at noon"),
    "a theme from no note": _set("theme.added", sources=["nowhere"]),
    "a theme whose runs say something else": _set("theme.edited", text="Tid finns"),
    "a theme whose runs have no style": _set("theme.edited", runs=[{"text": "Tid saknas"}]),
    "a theme that leads astray": _set("theme.edited", runs=[{"text": "Tid saknas", "link": "javascript:alert(1)"}]),
    "a theme that is blank": _set("theme.edited", text=" ", runs=[{"text": " ", "bold": True}]),
    "a light on nothing": _set("spotlight.set", note="nowhere"),
    "a light in no room": _set("spotlight.set", channel="nowhere"),
    "a queue of nothing": _set("spotlight.queued", queue=[{"note": "x", "theme": None, "channel": "room-1"}]),
    "a message to no room": _set("message.sent", rooms=["nowhere"]),
    "a room with a taken name": _set("room.added", name="grupp 1"),
    "a room with a taken number": lambda data: _event(data, "room.added")["data"]["proposal"].update(number=1),
    "a room renamed to a taken name": _set("room.edited", name="grupp 2"),
    "a room renamed to nothing": _set("room.edited", name=""),
    "a room whose channel has another name": _set("room.renamed", name="Annat"),
    "a room in place of the session": _set("room.added", id="session"),
    "somebody in no room": _set("participant.joined", room="nowhere"),
    "somebody who is the facilitator": _set("participant.joined", id="facilitator"),
    "somebody who is the wall": _set("participant.role_set", role="projector"),
    "an id with a slash": _set("participant.joined", id="../anna"),
    "a step that is not there": _set("step.started", id="step-99"),
    "seconds without end": _set("step.restored", clock={"id": "step-1", "remaining": 1e300}),
    "a start that showed other notes": _set("step.started", revealed={"room-1": ["nowhere"]}),
    "a report on nothing": _set("note.reported", note="nowhere"),
    "data without end": _set("message.sent", text=_deep(200)),
    "data that is a list": _mark("message.sent", data=[]),
    "an event that is a word": lambda data: data["events"].append("note.added"),
    "another session's id": lambda data: data["session"].update(id="s2"),
    "another session's creation": lambda data: data["events"][0]["data"].update(id="s2"),
    "an id that is a path": lambda data: [
        part.update(id="../x") for part in (data["session"], data["events"][0]["data"])
    ],
    "an id with a full stop": lambda data: [
        part.update(id="a.b") for part in (data["session"], data["events"][0]["data"])
    ],
    "another session's code": lambda data: data["session"].update(code="XYZ789"),
    "another session's plan": lambda data: data["plan"].update(title="En annan träff"),
    "a status that nothing led to": lambda data: data["session"].update(status="closed"),
    "a plan that is none": lambda data: data["events"][0]["data"].update(plan="{}"),
    "a plan with a room twice": lambda data: _replan(data, lambda plan: plan["rooms"].append(plan["rooms"][0])),
    "a plan with a control character": lambda data: _replan(data, lambda plan: plan.update(title="a\x07b")),
    "a plan with an item of two kinds": lambda data: _replan(data, _two_kinds),
    "a plan whose logo is elsewhere": lambda data: _replan(
        data, lambda plan: plan.update(organiser={"name": "M", "logo": "../../secret.key"})
    ),
}


def _two_kinds(plan: dict[str, Any]) -> None:
    plan["programme"][0]["break"] = {"title": "Paus"}


def _replan(data: dict[str, Any], change: Change) -> None:
    created = data["events"][0]["data"]
    plan = orjson.loads(created["plan"])
    change(plan)
    change(data["plan"])
    created["plan"] = orjson.dumps(plan).decode()


@pytest.fixture(scope="module")
def honest() -> dict[str, Any]:
    return parsed(busy_hall())


@pytest.mark.parametrize("what", FORGED)
def test_what_could_not_have_happened_is_refused(honest: dict[str, Any], what: str) -> None:
    data = copy.deepcopy(honest)
    FORGED[what](data)

    assert refusal(orjson.dumps(data)).code == "invalid"


def test_nothing_is_written_after_closing() -> None:
    hall = seated(Hall())
    hall.person("anna").writes("I tid")
    data = parsed(hall)
    late = data["events"].pop()
    closed = {"status": "closed", "at": hall.log[-1].at}
    seq = hall.seq("session") + 1
    data["events"] += [late | {"channel": "session", "seq": seq, "type": "session.closed", "data": closed}, late]
    data["session"] |= {"status": "closed", "closed_at": closed["at"]}

    assert f"{len(data['events'])}" in str(refusal(orjson.dumps(data)).params)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_part_of_a_file_can_be_anything_at_all_and_it_is_read_or_refused(data: st.DataObject) -> None:
    file = parsed(busy_hall())
    event = data.draw(st.sampled_from(file["events"]))
    anything = st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=5),
        lambda part: st.lists(part, max_size=2) | st.dictionaries(st.text(max_size=3), part, max_size=2),
        max_leaves=5,
    )
    where = data.draw(st.sampled_from([event, event["data"]] if event["data"] else [event]))
    where[data.draw(st.sampled_from(sorted(where)))] = data.draw(anything)
    try:
        content = orjson.dumps(file)
    except TypeError:  # a number or a lone surrogate that JSON cannot carry
        return

    with contextlib.suppress(Refusal):  # any other exception is a fault
        assert [each.as_data() for each in read_whole(content).events] == file["events"]


@pytest.mark.parametrize("place", ["part", "block", "channel", "theme"])
def test_a_comment_with_an_empty_place_is_refused(place: str) -> None:
    file = parsed(busy_hall())
    comment = next(event for event in file["events"] if event["type"] == "comment.added")
    comment["data"][place] = ""

    with pytest.raises(Refusal):
        read_whole(orjson.dumps(file))


# the files that come along


TEMPLATE = Enclosed("template", "Mall å.dotx", "2025-09-30T09:00:00.000Z", b"PK\x03\x04 a template", {"Title": None})
LOGO = Enclosed("logo", "logo.svg", "2025-09-30T09:00:00.001Z", b"<svg/>")


def with_files(files: Any) -> bytes:
    return orjson.dumps(parsed(busy_hall()) | {"files": files})


def of(file: Enclosed, **changes: Any) -> dict[str, Any]:
    return file.as_data() | changes


def test_the_files_of_a_meeting_come_along_as_they_were() -> None:
    hall = busy_hall()

    whole = read_whole(json_writer.write(hall.session, hall.log, None, [TEMPLATE, LOGO]))

    assert whole.files == (TEMPLATE, LOGO)
    assert whole.events == hall.log


def test_a_meeting_without_files_is_written_and_read_without_them() -> None:
    file = exported(busy_hall())

    assert "files" not in orjson.loads(file)
    assert read_whole(file).files == ()


SPOILT: dict[str, tuple[Any, str]] = {
    "an unknown kind": ([of(LOGO, kind="macro")], "fel form"),
    "two of one kind": ([of(LOGO), of(LOGO, name="other.svg")], "fel form"),
    "something more": ([of(LOGO, run="x")], "fel form"),
    "something less": ([{"kind": "logo"}], "fel form"),
    "no object": (["logo"], "fel form"),
    "no name": ([of(LOGO, name="")], "fel form"),
    "a name without end": ([of(LOGO, name="x" * 201)], "fel form"),
    "no time": ([of(LOGO, uploaded_at="2025-02-31T09:00:00.000Z")], "fel form"),
    "choices for a logo": ([of(LOGO, mapping={"Title": "x"})], "fel form"),
    "a choice of a number": ([of(TEMPLATE, mapping={"Title": 1})], "fel form"),
    "choices without end": ([of(TEMPLATE, mapping={f"Style {n}": None for n in range(101)})], "fel form"),
    "another checksum": ([of(LOGO, sha256="0" * 64)], "kontrollsumman"),
    "other content": ([of(LOGO, content="PHN2Zy8+AA==")], "kontrollsumman"),
    "not base64": ([of(LOGO, content="<svg/>")], "kontrollsumman"),
    "base64 cut off": ([of(LOGO, content="PHN2Zy8")], "kontrollsumman"),
    "base64 in Swedish": ([of(LOGO, content="åäö=")], "kontrollsumman"),
    "50 MB of base64": ([of(LOGO, content="AAAA" * 12_500_000)], "större än"),
    "very many": ([of(LOGO)] * 11, "ingen hel träff"),
    "no list": ({"kind": "logo"}, "ingen hel träff"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_files_of_another_form_are_refused_with_the_whole_meeting(what: str) -> None:
    files, said = SPOILT[what]

    assert said in refusal(with_files(files)).message
