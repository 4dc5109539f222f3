"""Rules for steps: the run-sheet's clock. Deadlines are the server's; browsers count down to them."""

from __future__ import annotations

import datetime as dt

from server.domain import notes
from server.domain.actor import Actor
from server.domain.errors import N_, Conflict, NotFound, require
from server.domain.events import SESSION_CHANNEL, Data, Event
from server.domain.permission import facilitates, still_open
from server.domain.session import Clock, Session, Step, moment, stamp
from server.domain.wish import Nothing, Occasion, StepExtend, StepNext, StepRef


def start(session: Session, by: Actor, wish: StepRef, occasion: Occasion) -> list[Event]:
    """Start a step, or let the paused one run on. The first step begun opens the session."""
    _may(session, by)
    step = session.step_with(wish.step)
    if step is None:
        raise NotFound(N_("Momentet finns inte i körschemat."), field="step")
    if session.clock and session.clock.id == step.id:
        return _run_on(session.clock, occasion)
    return _begin(session, step, occasion)


def pause(session: Session, by: Actor, wish: Nothing, occasion: Occasion) -> list[Event]:
    """Stop the clock and keep what is left."""
    clock = _clock(session, by)
    if clock.status == "paused":
        return []
    paused = Clock(clock.id, "paused", clock.started_at, None, _left(clock, occasion.now))
    return [Event(SESSION_CHANNEL, "step.paused", paused.as_data())]


def extend(session: Session, by: Actor, wish: StepExtend, occasion: Occasion) -> list[Event]:
    """Give the step more time (or less). In over time, and in a step without length, counting starts from now."""
    clock = _clock(session, by)
    if wish.seconds == 0:
        return []
    left = max(_left(clock, occasion.now) or 0.0, 0.0) + wish.seconds
    left = max(left, 0.0)
    extended = _with_left(clock, left, occasion.now)
    return [Event(SESSION_CHANNEL, "step.extended", extended.as_data())]


def start_next(session: Session, by: Actor, wish: StepNext, occasion: Occasion) -> list[Event]:
    """Start the step after the one that is on; the first where none is; after the last, none.

    Where `step` is given, only if that is still the step that is on: two facilitators who press at once
    skip nothing.
    """
    _may(session, by)
    on = session.clock.id if session.clock else None
    if wish.step is not None and wish.step != on:
        return []
    places = [step.id for step in session.steps]
    place = places.index(session.clock.id) + 1 if session.clock else 0
    if place < len(places):
        return _begin(session, session.steps[place], occasion)
    if session.clock is None:
        raise Conflict(N_("Körschemat har inga moment."))
    revealed = notes.reveal(session)
    ended = {"id": session.clock.id, **_replacing(session, revealed, occasion.now)}
    return [Event(SESSION_CHANNEL, "step.ended", ended), *revealed]


def undo(session: Session, by: Actor, wish: Nothing, occasion: Occasion) -> list[Event]:
    """Take the last start of a step back: the step before it runs on with the time it had left.

    Back in silence, what the start revealed is hidden again; out of silence, what was written in it shows. A start
    that opened the meeting leaves it as it was: not begun.
    """
    _may(session, by)
    require(session.past_clocks, Conflict(N_("Det finns inget steg att ta tillbaka.")))
    replaced = session.past_clocks[-1]
    clock = replaced["clock"]
    if clock and clock["status"] == "running":
        clock = _with_left(Clock(**clock), clock["remaining"], occasion.now).as_data()
    step = session.step_with(clock["id"]) if clock else None
    silent = step is not None and step.silent
    restored: Data = {"clock": clock} | ({"status": "prepared"} if replaced["opened"] else {})
    return [
        Event(SESSION_CHANNEL, "step.restored", restored),
        *(notes.veil(session, replaced["revealed"]) if silent else notes.reveal(session)),
    ]


def _begin(session: Session, step: Step, occasion: Occasion) -> list[Event]:
    ends_at = stamp(occasion.now + dt.timedelta(minutes=step.minutes)) if step.minutes else None
    clock = Clock(step.id, "running", stamp(occasion.now), ends_at, None)
    revealed = notes.reveal(session)
    started = clock.as_data() | _replacing(session, revealed, occasion.now)
    if session.status != "prepared":
        return [Event(SESSION_CHANNEL, "step.started", started), *revealed]
    opened = Event(SESSION_CHANNEL, "session.opened", {"status": "open", "at": stamp(occasion.now)})
    return [opened, Event(SESSION_CHANNEL, "step.started", started | {"opened": True}), *revealed]


def _replacing(session: Session, revealed: list[Event], now: dt.datetime) -> Data:
    """What is needed to take this start back: the clock it replaced with its time left, and what it revealed."""
    clock = session.clock
    replaced = clock.as_data() | {"remaining": _left(clock, now)} if clock else None
    shown = {event.channel: [note["id"] for note in event.data["notes"]] for event in revealed}
    return {"replaced": replaced, "revealed": shown}


def _run_on(clock: Clock, occasion: Occasion) -> list[Event]:
    if clock.status == "running":
        return []
    running = _with_left(Clock(clock.id, "running", clock.started_at, None, None), clock.remaining, occasion.now)
    return [Event(SESSION_CHANNEL, "step.started", running.as_data())]


def _left(clock: Clock, now: dt.datetime) -> float | None:
    """Seconds left, below zero in over time; None for a step without length."""
    if clock.status == "paused":
        return clock.remaining
    return (moment(clock.ends_at) - now).total_seconds() if clock.ends_at else None


def _with_left(clock: Clock, left: float | None, now: dt.datetime) -> Clock:
    if clock.status == "paused":
        return Clock(clock.id, "paused", clock.started_at, None, left)
    ends_at = stamp(now + dt.timedelta(seconds=left)) if left is not None else None
    return Clock(clock.id, "running", clock.started_at, ends_at, None)


def _clock(session: Session, by: Actor) -> Clock:
    _may(session, by)
    if session.clock is None:
        raise Conflict(N_("Inget moment är i gång."))
    return session.clock


def _may(session: Session, by: Actor) -> None:
    facilitates(by)
    still_open(session)
