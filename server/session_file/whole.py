"""Read a whole meeting: the JSON that an export gives, with its plan and every event, to go on with elsewhere.

A file comes from outside, so nothing in it is believed: see `replay`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from server.domain.errors import N_, Invalid, TooLarge
from server.domain.events import SESSION_CHANNEL, Data, Recorded
from server.domain.plan import Plan
from server.domain.session import Session
from server.session_file import WHOLE_VERSION
from server.session_file.enclosed import Enclosed
from server.session_file.event_shapes import Id, Unsound, check_time
from server.session_file.problems import SessionFileRefused
from server.session_file.reading import read
from server.session_file.replay import Replay, UnknownEvent
from server.session_file.unpacking import MAX_FILES, read_enclosed

MAX_WHOLE_BYTES = 64 * 1024 * 1024  # a meeting of 300 people and 5,000 notes takes a tenth of it

_KEYS = re.compile(rb'"(?:session|events)"\s*:\s*[\[{]')  # inside a text, the quotes would be escaped
_LINE_ENDS = str.maketrans({char: f"\\u{ord(char):04x}" for char in "\u0085\u2028\u2029"})
_KIND_OF_EVENT = re.compile(r"[a-z_.]{1,40}")
_CREATED = frozenset({"id", "code", "created_at", "plan"})


@dataclass(frozen=True, slots=True)
class Whole:
    """A meeting that has been read: `events` are its log in order, of which the first created it.

    What is inside `files` nobody has opened yet.
    """

    id: str
    code: str
    title: str
    date: str
    created_at: str
    status: str
    events: list[Recorded]
    files: tuple[Enclosed, ...] = ()

    def row(self) -> Data:
        """Give the session as installations list it."""
        return {name: getattr(self, name) for name in ("id", "code", "title", "date", "created_at", "status")}

    def with_code(self, code: str) -> Whole:
        """Give it another join code, where its own is taken."""
        created = self.events[0]
        renamed = replace(created, data={**created.data, "code": code})
        return replace(self, code=code, events=[renamed, *self.events[1:]])


class _Loose(BaseModel):
    """What a later version adds beside these keys is no concern of this one."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class _Head(_Loose):
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6}$")]
    status: Literal["prepared", "open", "closed"]
    created_at: str
    opened_at: str | None
    closed_at: str | None


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    channel: Id
    seq: Annotated[int, Field(ge=1, le=2**31 - 1)]
    type: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    by: Id | None
    at: str
    data: Data


class _File(_Loose):
    session: _Head
    plan: Data
    events: Annotated[list[Any], Field(min_length=1)]
    files: Annotated[list[Any], Field(max_length=MAX_FILES)] = []


def is_whole(content: bytes) -> bool:
    """Whether this is a whole meeting (perhaps a damaged one) and not a session file, told by what stands in it."""
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and _KEYS.search(text) is not None


def read_whole(content: bytes) -> Whole:
    """Read and check a whole meeting.

    Args:
        content: what `samtal export --format json` writes, UTF-8 with or without a byte order mark.

    Raises:
        TooLarge: more than `MAX_WHOLE_BYTES`.
        Invalid: with one sentence that says what is wrong with the file.
    """
    if len(content) > MAX_WHOLE_BYTES:
        raise too_large()
    file = _checked(_parsed(content))
    created = _event(file.events[0], 1)
    session = _created(created, file)
    replay, events = Replay(session), [created]
    for number, given in enumerate(file.events[1:], start=2):
        events.append(_taken(replay, _event(given, number), number))
    head = file.session
    _same((session.status, session.opened_at, session.closed_at), (head.status, head.opened_at, head.closed_at))
    plan = session.plan
    return Whole(
        session.id,
        session.code,
        plan.title,
        plan.date.isoformat(),
        session.created_at,
        session.status,
        events,
        read_enclosed(file.files),
    )


def too_large() -> TooLarge:
    limit = MAX_WHOLE_BYTES // 1024 // 1024
    return TooLarge(N_("Filen är större än %(limit)s MiB och läses inte in."), field="file", limit=limit)


def _parsed(content: bytes) -> Data:
    try:
        data = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise Invalid(
            N_("Filen är skadad eller avklippt: den går inte att läsa som JSON från rad %(line)s, tecken %(column)s."),
            field="file",
            line=error.lineno,
            column=error.colno,
        ) from None
    if not isinstance(data, dict):
        raise _foreign()
    return data


def _checked(data: Data) -> _File:
    version = data.get("samtal")
    if type(version) is not int or version < WHOLE_VERSION:
        raise _foreign()
    if version > WHOLE_VERSION:
        raise Invalid(
            N_("Filen är skriven av en nyare version av Samtal. Uppgradera den här installationen och försök igen."),
            field="file",
        )
    try:
        return _File.model_validate(data)
    except ValidationError:
        raise _foreign() from None


def _created(first: Recorded, file: _File) -> Session:
    """Make the session that the first event describes, when the file says the same of it everywhere."""
    data = first.data
    begins = (first.channel, first.seq, first.type, first.by) == (SESSION_CHANNEL, 1, "session.created", None)
    if not begins or set(data) != _CREATED or not all(isinstance(part, str) for part in data.values()):
        raise _wrong(1, first.type)
    head = file.session
    _same((data["id"], data["code"], data["created_at"]), (head.id, head.code, head.created_at))
    try:
        check_time(first.at)
        check_time(data["created_at"])
        _same(_plan(data["plan"]), _plan(orjson.dumps(file.plan).decode()))
        return Session.created(dict(data))
    except (Unsound, ValueError, SessionFileRefused):  # pydantic's errors are ValueErrors
        raise Invalid(N_("Träffens plan i filen har fel och lästes inte in."), field="file") from None


def _plan(text: str) -> Plan:
    """Read a plan as strictly as a session file is read."""
    plan = Plan.model_validate_json(text)
    written = plan.model_dump_json(by_alias=True, exclude_none=True).translate(_LINE_ENDS)
    if read(written, "plan") != plan:
        raise Unsound
    return plan


def _event(given: object, number: int) -> Recorded:
    try:
        event = _Event.model_validate(given)
    except ValidationError:
        raise _wrong(number) from None
    return Recorded(event.channel, event.seq, event.type, event.by, event.at, event.data)


def _taken(replay: Replay, event: Recorded, number: int) -> Recorded:
    try:
        replay.take(event)
    except UnknownEvent:
        raise Invalid(
            N_(
                "Händelse %(number)s i filen (%(type)s) känner den här versionen av Samtal inte. "
                "Kommer filen från en nyare version, uppgradera först."
            ),
            field="file",
            number=number,
            type=_tellable(event.type),
        ) from None
    except Unsound:
        raise _wrong(number, event.type) from None
    return event


def _same(one: object, other: object) -> None:
    if one != other:
        raise Invalid(N_("Filen säger emot sig själv: delar av den kommer från olika träffar."), field="file")


def _foreign() -> Invalid:
    return Invalid(N_("Filen är ingen hel träff från Samtal (export till JSON)."), field="file")


def _wrong(number: int, type: str = "?") -> Invalid:
    return Invalid(
        N_("Händelse %(number)s i filen (%(type)s) har fel form, eller följer inte av det som hänt före den."),
        field="file",
        number=number,
        type=_tellable(type),
    )


def _tellable(type: str) -> str:
    """Name a kind of event in a sentence, whatever the file calls it."""
    return type if _KIND_OF_EVENT.fullmatch(type) else "?"
