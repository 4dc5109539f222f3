"""Samtal itself, for everything above: one object that holds the desk, the stores and the keys.

Socket handlers, HTTP and the command line call its verbs and nothing below them.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from server.domain import participants, visibility
from server.domain.actor import FACILITATOR, Actor
from server.domain.errors import N_, Forbidden, NotFound, Unauthorised
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Data, Event, Recorded
from server.domain.meeting import close as close_meeting
from server.domain.plain_text import MAX_NAME_CHARACTERS, checked_line, optional_text
from server.domain.plan import Plan
from server.domain.seating import propose
from server.domain.session import Session, stamp
from server.domain.wish import Nothing, Occasion
from server.services.commands import Command
from server.services.desk import Calling, Change, Desk, OpenSession
from server.services.keys import Identity, Keys, new_participant_token, participant_id_of, token_hash
from server.store.event_log import Batch, EventLog, LostRace, Receipt, add_session
from server.store.installation import Installation
from server.store.people import People, add_person

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U, 0 and 1, which are misread
CODE_CHARACTERS = 6
ORGANISER_GENERATION = "organiser_generation"


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody's place in a session. `token` is None where they were there already."""

    token: str | None
    participant: Data
    session: Data
    rooms: list[Data]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a subscription begins with."""

    seq: int
    now: str
    you: Data
    events: list[Data] | None
    snapshot: Any  # as data, or encoded already; None where there are events


class Samtal:
    """The application's verbs."""

    def __init__(self, log: EventLog, people: People, installation: Installation, keys: Keys, desk: Desk) -> None:
        self.log = log
        self.people = people
        self.installation = installation
        self.keys = keys
        self.desk = desk

    # sessions

    def create(self, plan: Plan) -> str:
        """Create a session from a plan, and give its id."""
        for _ in range(10):
            session_id, code, at = secrets.token_hex(6), _new_code(), stamp(self.desk.clock())
            created = {"id": session_id, "code": code, "created_at": at, "plan": _plan_text(plan)}
            row = {
                "id": session_id,
                "code": code,
                "title": plan.title,
                "date": plan.date.isoformat(),
                "created_at": at,
                "status": "prepared",
            }
            first = Recorded(SESSION_CHANNEL, 1, "session.created", None, at, created)
            try:
                self.log.append(Batch(events=[(session_id, first)], writes=[add_session(row)]))
            except LostRace:  # the code was taken: another one is as good
                continue
            return session_id
        raise RuntimeError("no free join code was found in ten tries")

    def sessions(self) -> list[Data]:
        """List all sessions, the newest first."""
        return [dict(row) for row in self.log.session_rows()]

    def described(self, session_id: str, links: Mapping[str, str]) -> Data:
        """Describe a session as `samtal load --json` prints it."""

        def read(opened: OpenSession) -> Data:
            session = opened.session
            return {
                "id": session.id,
                "code": session.code,
                "links": dict(links),
                "tokens": {
                    "facilitator": self.keys.facilitator(session.id),
                    "projector": self.keys.projector(session.id),
                },
                "rooms": [{"id": room.id, "name": room.name, "proposal": room.proposal} for room in session.rooms],
            }

        return self.desk.look(session_id, read)

    def close(self, session_id: str) -> Receipt:
        """Close a session on behalf of whoever runs the installation."""
        return self._change(
            session_id,
            FACILITATOR,
            lambda session, occasion: close_meeting(session, FACILITATOR, Nothing(), occasion),
        )

    def purge(self, session_id: str, *, personal_data_only: bool) -> dict[str, int]:
        """Erase a session, or only the names in it and what comments on the draft said; tell how many rows that was."""
        if self.log.session_row(session_id) is None:
            raise NotFound(N_("Träffen finns inte."))

        def erase() -> tuple[dict[str, int], list[Recorded]]:
            if personal_data_only:
                return self.log.erase_personal_data(session_id, stamp(self.desk.clock()))
            return self.log.delete_session(session_id), []

        gone = self.desk.erase(session_id, erase)
        self.log.leave_no_trace()
        return gone

    # keys

    def organiser_key(self, *, new: bool = False) -> str:
        """Give the organiser's key; `new` makes the earlier ones invalid."""
        generation = self.installation.get(ORGANISER_GENERATION, "1")
        if new:
            generation = str(int(generation) + 1)
            self.installation.set(ORGANISER_GENERATION, generation)
        return self.keys.organiser(generation)

    def is_organiser(self, key: str) -> bool:
        return self.keys.is_organiser(key, self.installation.get(ORGANISER_GENERATION, "1"))

    def identify(self, token: str | None) -> Identity:
        """Give the identity that a token proves.

        Raises:
            Unauthorised: no token, or none of ours.
        """
        identity = self._identity(token) if token else None
        if identity is None:
            raise Unauthorised(N_("Länken eller nyckeln gäller inte. Gå med i träffen igen."))
        return identity

    def _identity(self, token: str) -> Identity | None:
        participant_id = participant_id_of(token)
        if participant_id is None:
            held = self.keys.holder_of_link(token)
            return held if held and self.log.session_row(held.session_id) else None
        person = self.people.find(participant_id)
        if person is None or person["token_hash"] != token_hash(token):
            return None
        return Identity(person["session_id"], "participant", participant_id)

    # joining

    def session_to_join(self, *, code: str | None = None, key: str | None = None) -> str:
        """Give the session that a code or a join key opens.

        Raises:
            NotFound: there is none; the field says which of the two was wrong.
        """
        if key is not None:
            session_id = self.keys.session_of_join_key(key)
            if session_id and self.log.session_row(session_id):
                return session_id
            raise NotFound(N_("Länken gäller inte. Be om koden som står på duken."), field="key")
        written = plain_code(code or "")
        row = self.log.session_with_code(written) if set(written) <= set(CODE_ALPHABET) else None
        if row is None:
            raise NotFound(N_("Koden stämmer inte. Jämför med koden på duken."), field="code")
        return str(row["id"])

    def join_page(self, session_id: str, returning: Identity | None) -> Data:
        """Give what somebody who is about to join needs to know."""

        def read(opened: OpenSession) -> Data:
            session, plan = opened.session, opened.session.plan
            return {
                "session": {
                    "id": session.id,
                    "title": plan.title,
                    "series": plan.series,
                    "date": plan.date.isoformat(),
                    "organiser": plan.organiser.name if plan.organiser else None,
                    "retention_days": plan.settings.retention_days,
                    "status": session.status,
                    "language": plan.language,
                },
                "organisations": [part.model_dump() for part in plan.organisations],
                "rooms": [_room_to_choose(session, room.id) for room in session.rooms],
                "self_select_room": plan.settings.self_select_room,
                "you": _place(opened, returning),
            }

        return self.desk.look(session_id, read)

    def plan(self, session_id: str) -> Plan:
        """Give what the session was planned to be, as its session file says it."""
        return self.desk.look(session_id, lambda opened: opened.session.plan)

    def join(
        self,
        session_id: str,
        *,
        name: str,
        organisation: str | None,
        room: str | None,
        returning: Identity | None = None,
    ) -> Joined:
        """Let somebody in; a device that is known already gets its old place back.

        Raises:
            Refusal: the name is missing or too long, the room full or not to be chosen, the session closed.
        """
        name = checked_line(name, limit=MAX_NAME_CHARACTERS, field="name")
        organisation = optional_text(
            " ".join((organisation or "").split()), limit=MAX_NAME_CHARACTERS, field="organisation"
        )
        if returning and returning.participant_id and returning.session_id == session_id:
            known = self._joined_again(returning.participant_id, session_id)
            if known:
                return known
        participant_id = secrets.token_hex(5)
        token, hashed = new_participant_token(participant_id)
        person = {
            "id": participant_id,
            "session_id": session_id,
            "name": name,
            "token_hash": hashed,
            "joined_at": stamp(self.desk.clock()),
        }

        def decide(session: Session, occasion: Occasion) -> list[Event]:
            return participants.join(
                session,
                participant_id=participant_id,
                organisation=organisation or None,
                room=room,
                occasion=occasion,
            )

        self._change(session_id, None, decide, writes=[add_person(person)], names={participant_id: name})
        return self.desk.look(session_id, lambda opened: _joined(opened, participant_id, token))

    def _joined_again(self, participant_id: str, session_id: str) -> Joined | None:
        def read(opened: OpenSession) -> Joined | None:
            if participant_id not in opened.session.participants:
                return None
            return _joined(opened, participant_id, None)

        return self.desk.look(session_id, read)

    # watching and wishing

    def read(self, identity: Identity, channel: str, after: int | None) -> Reading:
        """Give a channel to a reader: what is new since `after`, or the whole of it.

        Raises:
            Refusal: there is no such channel, or it is not this reader's.
        """
        return self.desk.look(
            identity.session_id, lambda opened: reading(opened, identity, channel, after, self.desk.clock)
        )

    def whole(self, identity: Identity) -> Data:
        """Give every channel that this reader may see."""

        def read(opened: OpenSession) -> Data:
            session, actor = opened.session, identity.actor(opened.session)
            return {
                "session": visibility.session_snapshot(session, actor, opened.names),
                "channels": {
                    channel: visibility.snapshot(session, channel, actor, opened.names)
                    for channel in session.channels
                    if visibility.may_read(session, channel, actor)
                },
            }

        return self.desk.look(identity.session_id, read)

    def actor(self, identity: Identity) -> Actor:
        """Give whom this identity is in the session now."""
        return self.desk.look(identity.session_id, lambda opened: identity.actor(opened.session))

    def hall(self, identity: Identity) -> Data | None:
        """Give the hall's Wi-Fi as this reader may see it."""

        def read(opened: OpenSession) -> Data | None:
            return opened.session.hall if visibility.runs_the_hall(identity.actor(opened.session)) else None

        return self.desk.look(identity.session_id, read)

    def seating(self, session_id: str, *, everybody: bool) -> list[tuple[str, str]]:
        """Propose moves as (participant id, room id); see `server.domain.seating`."""
        return self.desk.look(session_id, lambda opened: propose(opened.session, everybody=everybody))

    def command(self, identity: Identity, command: Command) -> Receipt:
        """Carry out a command, and give its receipt when the change is durable."""
        return self.desk.change(_change_of(identity, command))

    def submit(self, identity: Identity, command: Command, done: Callable[[Any, BaseException | None], None]) -> None:
        """Carry out a command without waiting for it: `done` gets the receipt, or the refusal."""
        change = _change_of(identity, command)
        change.waiting = Calling(done)
        self.desk.submit(change)

    def _change(
        self,
        session_id: str,
        actor: Actor | None,
        decide: Callable[[Session, Occasion], list[Event]],
        **more: Any,
    ) -> Receipt:
        change = Change(
            session_id,
            lambda session: actor,
            secrets.token_hex(16),
            SESSION_CHANNEL,
            lambda session, by, occasion: decide(session, occasion),
            **more,
        )
        return self.desk.change(change)


def _change_of(identity: Identity, command: Command) -> Change:
    def decide(session: Session, actor: Actor | None, occasion: Occasion) -> list[Event]:
        assert actor is not None
        return command.decide(session, actor, occasion)

    return Change(identity.session_id, identity.actor, command.id, command.channel, decide)


def reading(
    opened: OpenSession,
    identity: Identity,
    channel: str,
    after: int | None,
    clock: Callable[[], dt.datetime],
    snapshot: Callable[[OpenSession, str, Actor], Any] | None = None,
) -> Reading:
    """Read a channel for a reader (called where nothing is half-done); `snapshot` makes the whole of it."""
    session, actor = opened.session, identity.actor(opened.session)
    may_subscribe(session, channel, actor)
    since = opened.since(channel, after) if after is not None else None
    events = None
    if since is not None:
        events = [visibility.view(session, event, actor, opened.names) for event in since]
    whole = None
    if events is None:
        make = snapshot or _snapshot
        whole = make(opened, channel, actor)
    you = _you(opened, actor)
    return Reading(opened.seq(channel), stamp(clock()), you, events, whole)


def shared_snapshot(opened: OpenSession, channel: str, actor: Actor) -> Any:
    """Give a channel's snapshot, encoded once for all who would see the same: a hall comes back at one moment."""
    if channel == SESSION_CHANNEL:  # shows something of every room, so any event makes it old
        key: object = visibility.audience(opened.session, actor)
        as_of, shared = opened.version, True
    else:  # changes with its own events alone
        key, as_of = channel, opened.seq(channel)
        shared = opened.encoded.get(key, (-1, None))[0] == as_of
        shared = shared or channel == DRAFT_CHANNEL  # facilitators see the same
        shared = shared or not visibility.differs_by_reader(opened.session.channels[channel])
    if not shared:
        return _snapshot(opened, channel, actor)
    known, encoded = opened.encoded.get(key, (-1, None))
    if known != as_of:
        encoded = orjson.Fragment(orjson.dumps(_snapshot(opened, channel, actor)))
        opened.encoded[key] = as_of, encoded
    return encoded


def _snapshot(opened: OpenSession, channel: str, actor: Actor) -> Data:
    return visibility.snapshot(opened.session, channel, actor, opened.names)


def may_subscribe(session: Session, channel: str, actor: Actor) -> None:
    """Refuse a channel that does not exist or is not this reader's."""
    if channel not in (SESSION_CHANNEL, DRAFT_CHANNEL) and channel not in session.channels:
        raise NotFound(N_("Rummet finns inte."), field="channel")
    if not visibility.may_read(session, channel, actor):
        if channel == DRAFT_CHANNEL:
            raise Forbidden(N_("Bara processledaren kan göra det."), field="channel")
        raise Forbidden(N_("Det rummet är en annan grupps."), field="channel")


def plain_code(code: str) -> str:
    """Read a code without regard to case, spaces and hyphens."""
    return "".join(character for character in code.upper() if character not in " -–\u00a0\t")


def _plan_text(plan: Plan) -> str:
    return orjson.dumps(plan.model_dump(mode="json", by_alias=True)).decode()


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_CHARACTERS))


def _room_to_choose(session: Session, room_id: str) -> Data:
    room = session.channels[room_id]
    proposal = room.proposal or {}
    return {
        "id": room.id,
        "name": room.name,
        "title": proposal.get("title"),
        "number": proposal.get("number"),
        "capacity": room.capacity,
        "members": participants.member_count(session, room),
        "full": participants.is_full(session, room),
    }


def _place(opened: OpenSession, identity: Identity | None) -> Data | None:
    if identity is None or identity.session_id != opened.session.id or identity.participant_id is None:
        return None
    person = opened.session.participants.get(identity.participant_id)
    return _you(opened, identity.actor(opened.session)) if person else None


def _you(opened: OpenSession, actor: Actor) -> Data:
    person = opened.session.participants.get(actor.id)
    return {
        "id": actor.id,
        "role": actor.role,
        "room": actor.room,
        "name": opened.names.get(actor.id),
        "organisation": person.organisation if person else None,
    }


def _joined(opened: OpenSession, participant_id: str, token: str | None) -> Joined:
    session = opened.session
    person = session.participants[participant_id]
    you = _you(opened, Actor(person.id, person.role, person.room))
    rooms = [room.as_listed() for room in session.rooms]
    return Joined(token, you, {"id": session.id, "title": session.plan.title}, rooms)
