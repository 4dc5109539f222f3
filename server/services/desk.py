"""The desk: the one place where a session changes. Load, decide, append, COMMIT, then tell, in that order.

One clerk serves a queue. Everything that arrived while the last transaction was being written shares
the next one, so durability does not cost a disk flush a note, and nobody waits for a fixed window.
Reads that must agree with the stream (a subscription's snapshot) stand in the same queue and are served
between transactions, after everything told, so nothing uncommitted is ever seen.

State is in memory for the sessions in use and is a fold of the log: when a transaction fails it is
dropped and read again. A number taken meanwhile by another process is such a failure: the commands
are then decided again on what the log says now.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from server.domain.actor import Actor
from server.domain.errors import N_, NotFound, Refusal, Unavailable
from server.domain.events import SESSION_CHANNEL, Event, Recorded
from server.domain.session import Session, stamp
from server.domain.wish import Occasion
from server.store.event_log import Batch, EventLog, LostRace, Receipt, Write, set_status
from server.store.people import People

logger = logging.getLogger(__name__)

KEPT_EVENTS = 1_000  # in memory for each channel, for readers that come back after a gap
MAX_BATCH = 1_000  # commands in one transaction
MAX_TRIES = 3  # how often a lost race is decided again
RETRY_AFTER_SECONDS = 3

T = TypeVar("T")
Decide = Callable[[Session, Occasion], list[Event]]


class Tell(Protocol):
    """Who hears of what has been committed."""

    def __call__(self, opened: OpenSession, events: list[Recorded], /) -> None: ...


def _tell_nobody(opened: OpenSession, events: list[Recorded]) -> None:
    """Nobody listens where nothing is served."""


@dataclass(slots=True)
class OpenSession:
    """A session in use: its state, and what the log knows beside it."""

    session: Session
    names: dict[str, str]
    receipts: dict[str, Receipt]
    seqs: dict[str, int] = field(default_factory=dict)
    recent: dict[str, deque[Recorded]] = field(default_factory=dict)
    version: int = 0  # how many events the whole session has
    encoded: dict[object, tuple[int, Any]] = field(default_factory=dict)  # snapshots as of a number or a version

    def record(self, event: Recorded) -> None:
        """Apply an event and remember it for those who come back."""
        if event.type != "session.created":
            self.session.apply(event.channel, event.type, dict(event.data))
        self.version += 1
        self.seqs[event.channel] = event.seq
        self.recent.setdefault(event.channel, deque(maxlen=KEPT_EVENTS)).append(event)

    def seq(self, channel: str) -> int:
        return self.seqs.get(channel, 0)

    def since(self, channel: str, after: int) -> list[Recorded] | None:
        """Give the channel's events after this number; None where the gap is too old, or from the future."""
        seq = self.seq(channel)
        if after > seq:
            return None
        if after == seq:
            return []
        kept = self.recent[channel]
        if kept[0].seq > after + 1:
            return None
        return [event for event in kept if event.seq > after]


class Bell(Protocol):
    """What wakes the clerk, as a `threading.Event` does."""

    def is_set(self) -> bool: ...

    def set(self) -> None: ...

    def clear(self) -> None: ...

    def wait(self, timeout: float | None = None) -> bool: ...


class Place(Protocol):
    """Somebody's place in the queue: the clerk calls one of these, once."""

    def give(self, value: Any) -> None: ...

    def refuse(self, error: BaseException) -> None: ...


class Waiting:
    """A place for somebody who waits: `answer` returns when the clerk has served it."""

    __slots__ = ("_done", "error", "value")

    def __init__(self) -> None:
        self._done = threading.Event()
        self.value: Any = None
        self.error: BaseException | None = None

    def give(self, value: Any) -> None:
        self.value = value
        self._done.set()

    def refuse(self, error: BaseException) -> None:
        """Answer with an error, unless an answer has been given already."""
        if not self._done.is_set():
            self.error = error
            self._done.set()

    def answer(self) -> Any:
        self._done.wait()
        if self.error is not None:
            raise self.error
        return self.value


class Calling:
    """A place for somebody who does not wait: `done` is called with the value, or with the error."""

    __slots__ = ("_done",)

    def __init__(self, done: Callable[[Any, BaseException | None], None] | None = None) -> None:
        self._done = done

    def give(self, value: Any) -> None:
        self._call(value, None)

    def refuse(self, error: BaseException) -> None:
        """Answer with an error, unless an answer has been given already."""
        self._call(None, error)

    def _call(self, value: Any, error: BaseException | None) -> None:
        done, self._done = self._done, None
        if done is None:
            return
        try:
            done(value, error)
        except Exception:  # an answer that does not arrive must not stop the others
            logger.exception("answering failed")


@dataclass(slots=True)
class Change:
    """A command at the desk. `decide` gives events; `writes` go into the same transaction."""

    session_id: str
    actor_of: Callable[[Session], Actor | None]
    command_id: str
    channel: str
    decide: Callable[[Session, Actor | None, Occasion], list[Event]]
    writes: list[Write] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    waiting: Place = field(default_factory=Calling)
    tries: int = 0


Answer = tuple[Change, Receipt | Refusal]


@dataclass(slots=True)
class Look:
    """A read at the desk, served when nothing is half-done."""

    session_id: str
    read: Callable[[OpenSession], Any]
    waiting: Waiting = field(default_factory=Waiting)


@dataclass(slots=True)
class Erasure:
    """Something to take out of the log, done when nothing is half-done; it gives its receipt and the events to tell."""

    session_id: str
    erase: Callable[[], tuple[dict[str, int], list[Recorded]]]
    waiting: Waiting = field(default_factory=Waiting)


Job = Change | Look | Erasure
Clock = Callable[[], dt.datetime]


def server_time() -> dt.datetime:
    """The server's time: every deadline counts against it."""
    return dt.datetime.now(dt.UTC)


class Desk:
    """Where every change is decided, kept and told.

    Args:
        log: the event log.
        people: the people table.
        tell: called after each commit, once for each session, with its new events. Where it holds some back to
            tell them together, `tell_held` tells those that are due (or all of them) and gives the seconds
            until the next are, or None.
        clock: the server's time.
    """

    def __init__(
        self,
        log: EventLog,
        people: People,
        tell: Tell = _tell_nobody,
        clock: Clock = server_time,
    ) -> None:
        self.log = log
        self.people = people
        self.tell = tell
        self.clock = clock
        self.observe_commit: Callable[[int, float], None] = lambda commands, seconds: None
        self.tell_held: Callable[[bool], float | None] = lambda at_once: None
        self._jobs: deque[Job | None] = deque()
        self.bell: Bell = threading.Event()  # another one may be put here before the clerk begins
        self._open: dict[str, OpenSession] = {}
        self._clerk: threading.Thread | None = None
        self._gone = False

    # what callers do

    def change(self, change: Change) -> Receipt:
        """Wait until the change is durable. Raises the rule's refusal, or Unavailable."""
        waiting = change.waiting = Waiting()
        self.submit(change)
        receipt: Receipt = waiting.answer()
        return receipt

    def submit(self, change: Change) -> None:
        """Put the change on the desk and go on: its `waiting` gets the answer."""
        self._enqueue(change)

    def look(self, session_id: str, read: Callable[[OpenSession], T]) -> T:
        """Read a session when nothing is half-done. Raises NotFound where there is none."""
        look = Look(session_id, read)
        self._enqueue(look)
        value: T = look.waiting.answer()
        return value

    def erase(self, session_id: str, erase: Callable[[], tuple[dict[str, int], list[Recorded]]]) -> dict[str, int]:
        """Take something out of the log, and give its receipt when neither the log nor the memory has it any more.

        Done by the clerk, between transactions: nothing that was decided on what is erased is written after it.

        Raises:
            Unavailable: the database refused.
        """
        erasure = Erasure(session_id, erase)
        self._enqueue(erasure)
        receipt: dict[str, int] = erasure.waiting.answer()
        return receipt

    def start(self) -> None:
        """Let the clerk begin (a thread; a green one where the launcher has made threads green)."""
        self._gone = False
        self._clerk = threading.Thread(target=self._work, name="clerk", daemon=True)
        self._clerk.start()

    def stop(self) -> None:
        """Serve what is queued, then let the clerk go; who comes later is refused."""
        self._put(None)
        if self._clerk:
            self._clerk.join()

    def _put(self, job: Job | None) -> None:
        self._jobs.append(job)
        if not self.bell.is_set():  # asking is cheaper than setting
            self.bell.set()

    def _enqueue(self, job: Job) -> None:
        self._put(job)
        if self._gone:  # nobody is left to serve it
            job.waiting.refuse(_unavailable())

    # what the clerk does

    def _work(self) -> None:
        stopping = False
        while not stopping:
            jobs, stopping = self._take()
            try:
                self._serve_changes([job for job in jobs if isinstance(job, Change)])
                self._serve_erasures([job for job in jobs if isinstance(job, Erasure)])
                self._serve_looks([job for job in jobs if isinstance(job, Look)])
            except Exception:  # a fault in one session must not stop the desk for the others
                logger.exception("the desk failed; its sessions are read again from the log")
                self._open.clear()
                for job in jobs:
                    job.waiting.refuse(_unavailable())
        self._tell_held(at_once=True)
        self._gone = True
        while self._jobs:
            left = self._jobs.popleft()
            if left is not None:
                left.waiting.refuse(_unavailable())

    def _take(self) -> tuple[list[Job], bool]:
        """Wait for a job, and take everything that has arrived with it."""
        until_due = self._tell_held(at_once=False)
        if not self._jobs:
            self.bell.wait(until_due)
        self.bell.clear()  # before taking: what arrives from here on sets it again
        jobs: list[Job] = []
        while self._jobs and len(jobs) < MAX_BATCH:
            job = self._jobs.popleft()
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False

    def _tell_held(self, *, at_once: bool) -> float | None:
        """Let what was held back be told when it is due. Gives the seconds until the next is."""
        try:
            return self.tell_held(at_once)
        except Exception:  # as with telling: a reader sees the gap and asks
            logger.exception("telling failed")
            return None

    def _serve_changes(self, changes: list[Change]) -> None:
        while changes:
            batch = Batch()
            told: dict[str, list[Recorded]] = {}
            answers = [(change, self._decide(change, batch, told)) for change in changes]
            changes = self._commit(batch, answers, told)

    def _decide(self, change: Change, batch: Batch, told: dict[str, list[Recorded]]) -> Receipt | Refusal:
        """Decide one change on the state with everything before it, which is not durable yet: nor is a refusal."""
        try:
            opened = self._opened(change.session_id)
            known = opened.receipts.get(change.command_id)
            if known is not None:
                return known
            occasion = Occasion(change.command_id, self.clock())
            actor = change.actor_of(opened.session)
            events = change.decide(opened.session, actor, occasion)
        except Refusal as refusal:
            return refusal
        except Exception:
            logger.exception("deciding a change failed")
            return _unavailable()
        recorded = self._record(opened, events, actor, occasion, told)
        receipt = Receipt(change.channel, opened.seq(change.channel))
        opened.receipts[change.command_id] = receipt
        opened.names.update(change.names)
        batch.events += [(change.session_id, event) for event in recorded]
        batch.receipts.append((change.session_id, change.command_id, receipt))
        batch.writes += [*change.writes, *_listed_status(change.session_id, recorded)]
        return receipt

    def _record(
        self,
        opened: OpenSession,
        events: Iterable[Event],
        actor: Actor | None,
        occasion: Occasion,
        told: dict[str, list[Recorded]],
    ) -> list[Recorded]:
        at = stamp(occasion.now)
        recorded = []
        for event in events:
            by = None if event.anonymous or actor is None else actor.id
            numbered = Recorded(event.channel, opened.seq(event.channel) + 1, event.type, by, at, event.data)
            opened.record(numbered)
            recorded.append(numbered)
        told.setdefault(opened.session.id, []).extend(recorded)
        return recorded

    def _commit(self, batch: Batch, answers: list[Answer], told: dict[str, list[Recorded]]) -> list[Change]:
        """Make the batch durable, then tell and answer. Gives the changes that must be decided again."""
        began = time.perf_counter()
        try:
            if batch:
                self.log.append(batch)
        except LostRace:
            return self._again(answers)
        except SQLAlchemyError as error:
            logger.error("the database refused a transaction: %s", type(error).__name__)
            self._drop(answers)
            for change, _ in answers:
                change.waiting.refuse(_unavailable())
            return []
        if batch:
            self.observe_commit(len(batch.receipts), time.perf_counter() - began)
        self._tell_and_answer(told, answers)
        return []

    def _again(self, answers: list[Answer]) -> list[Change]:
        self._drop(answers)
        again = []
        for change, _ in answers:
            change.tries += 1
            if change.tries < MAX_TRIES:
                again.append(change)
            else:
                change.waiting.refuse(_unavailable())
        return again

    def _drop(self, answers: list[Answer]) -> None:
        for change, _ in answers:
            self._open.pop(change.session_id, None)

    def _tell_and_answer(self, told: dict[str, list[Recorded]], answers: list[Answer]) -> None:
        for session_id, events in told.items():
            opened = self._open.get(session_id)
            if opened and events:
                self._tell(opened, events)
        for change, answer in answers:
            if isinstance(answer, Receipt):
                change.waiting.give(answer)
            else:
                change.waiting.refuse(answer)

    def _tell(self, opened: OpenSession, events: list[Recorded]) -> None:
        try:
            self.tell(opened, events)
        except Exception:  # what is committed stands; a reader sees the gap and asks
            logger.exception("telling failed")

    def _serve_erasures(self, erasures: list[Erasure]) -> None:
        for erasure in erasures:
            self._tell_held(at_once=True)
            try:
                gone, events = self._erased(erasure)
            except (LostRace, SQLAlchemyError) as error:
                logger.error("nothing could be erased: %s", type(error).__name__)
                erasure.waiting.refuse(_unavailable())
            else:
                if events:
                    self._tell(self._opened(erasure.session_id), events)
                erasure.waiting.give(gone)

    def _erased(self, erasure: Erasure) -> tuple[dict[str, int], list[Recorded]]:
        """Erase, and forget the session: it is read from the log again."""
        tries = 0
        while True:
            tries += 1
            try:
                return erasure.erase()
            except LostRace:
                if tries == MAX_TRIES:
                    raise
            finally:
                self._open.pop(erasure.session_id, None)

    def _serve_looks(self, looks: list[Look]) -> None:
        if looks:  # a snapshot must not be older than what is told after it
            self._tell_held(at_once=True)
        for look in looks:
            try:
                look.waiting.give(look.read(self._opened(look.session_id)))
            except Refusal as refusal:
                look.waiting.refuse(refusal)
            except Exception:
                logger.exception("reading a session failed")
                look.waiting.refuse(_unavailable())

    def _opened(self, session_id: str) -> OpenSession:
        opened = self._open.get(session_id)
        if opened is None:
            opened = self._open[session_id] = self._folded(session_id)
        return opened

    def _folded(self, session_id: str) -> OpenSession:
        # Answers are read before events: one that is given meanwhile is then a lost race, and never an old state's.
        names, receipts = self.people.names(session_id), self.log.receipts(session_id)
        with closing(self.log.read(session_id)) as events:
            first = next(events, None)
            if first is None:
                raise NotFound(N_("Träffen finns inte."))
            opened = OpenSession(Session.created(dict(first.data)), names, receipts)
            opened.record(first)
            for event in events:
                opened.record(event)
        return opened


def _listed_status(session_id: str, events: list[Recorded]) -> list[Write]:
    changes = [event for event in events if event.channel == SESSION_CHANNEL and "status" in event.data]
    return [
        set_status(session_id, event.data["status"])
        for event in changes
        if event.type in ("session.opened", "session.closed", "session.reopened", "step.restored")
    ]


def _unavailable() -> Unavailable:
    return Unavailable(
        N_("Servern kan inte spara just nu. Det du skrev finns kvar hos dig; försök igen strax."),
        retry_after=RETRY_AFTER_SECONDS,
    )
