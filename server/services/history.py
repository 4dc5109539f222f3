"""How a text came to be what it is: its versions from the log, with whoever wrote each, as far as that is known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from server.domain.actor import FACILITATOR_ID
from server.domain.errors import N_, Invalid, NotFound, require
from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL, Data, Recorded
from server.domain.parts import shape_of
from server.domain.session import moment
from server.services.desk import OpenSession
from server.services.samtal import Samtal

THEMES = ("theme.added", "theme.edited", "theme.removed")
PLACING = ("block.added", "block.moved", "block.removed")
EDITED = "block.edited"
REMOVED = ("block.removed", "theme.removed")
BECOMING = ("participant.joined", "participant.role_set")
CORRECTED_CHARACTERS = 10  # taken away at once while one types on
WRITING_ON_SECONDS = 5  # a text is saved while it is typed: what comes within this time goes on with the same version
BURST_SECONDS = 300  # what the same hand changes again within this time belongs to the same burst
DEFAULT_LIMIT = 100  # versions in an answer
MAX_LIMIT = 500


def history(
    samtal: Samtal,
    session_id: str,
    *,
    channel: str | None = None,
    block: str | None = None,
    part: str | None = None,
    theme: str | None = None,
    before: int | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Data:
    """Give `{"versions": […], "before"}` of a channel's blocks, of one block, of a part or of a pattern; newest last.

    Each version is `{"seq", "at", "by", "name", "type", "block", "text", "burst", …}`: of a block with `kind`, `level`,
    `runs`, `sources` and `after` (the block before it), of a part with `lines`. A removed block has the text and the
    place that it had. Of a pattern its wordings are told with `runs`, whatever notes it was to rest on. `seq` is the
    number of its first event in its channel. `by` is the role that the writer had then, None where the log does not
    know it; `name` what a participant is called, None for those who facilitate and once the names have been erased.
    What somebody typed without a pause is one version; versions that one hand made of a text with short pauses have
    the same `burst`, the `seq` of its first.

    Args:
        samtal: the application's verbs.
        session_id: whose text it is.
        channel: the room or item whose blocks are told.
        block: tell only this one of them.
        part: the part of the paper that is told instead.
        theme: the pattern that is told instead, also one that has been removed.
        before: tell only what is older than the version with this `seq`. The answer's own `before` asks for those
            that are older still; it is None where there are none.
        limit: how many of the newest to tell, 1 to MAX_LIMIT. A burst is told whole where that allows it.

    Raises:
        Invalid: not one of a channel, a part and a pattern is named, or a limit that is not allowed.
        NotFound: the session has no such channel or part, or never had such a pattern.
    """
    require(1 <= limit <= MAX_LIMIT, Invalid(N_("Ange ett tal mellan 1 och %(most)s."), field="limit", most=MAX_LIMIT))
    one = [channel, part, theme].count(None) == 2
    require(one, Invalid(N_("Ange en kanal, en del av dokumentationen eller ett mönster."), field="channel"))

    def check(opened: OpenSession) -> dict[str, str]:
        if part is not None:
            shape_of(opened.session, part)
        elif theme is None and channel not in opened.session.channels:
            raise NotFound(N_("Rummet finns inte."), field="channel")
        return dict(opened.names)

    log = _Log(samtal, session_id, samtal.desk.look(session_id, check))
    told = _in_bursts(_without_keystrokes(_versions(log, channel, block, part, theme)))
    older = [version for version in told if before is None or version["seq"] < before]
    page = _newest(older, limit)
    return {"versions": page, "before": page[0]["seq"] if len(page) < len(older) else None}


@dataclass(frozen=True, slots=True)
class _Version:
    event: Recorded
    data: Data
    seq: int  # of the first event of what was typed without a pause


class _Log:
    """The log of one session, as it is read for a history."""

    def __init__(self, samtal: Samtal, session_id: str, names: Mapping[str, str]) -> None:
        self._log, self._session_id, self._names = samtal.log, session_id, names
        self._roles: dict[str, list[tuple[int, str]]] = {}
        for place, event in self.read(SESSION_CHANNEL, BECOMING):
            self._roles.setdefault(event.data["id"], []).append((place, event.data["role"]))

    def read(self, channel: str, types: Iterable[str], *, saying: str | None = None) -> list[tuple[int, Recorded]]:
        return self._log.read_types(self._session_id, channel, types, saying=saying)

    def version(self, place: int, event: Recorded, **what: Any) -> _Version:
        name = self._names.get(event.by or "")
        data = {"at": event.at, "by": self._role(place, event.by), "name": name, "type": event.type, **what}
        return _Version(event, data, event.seq)

    def _role(self, place: int, by: str | None) -> str | None:
        """Give the role that somebody had at this place of the log; None where it is not known."""
        if by == FACILITATOR_ID:
            return FACILITATOR_ID
        roles = self._roles.get(by or "", [])
        until_then = bisect_right(roles, place, key=itemgetter(0))
        return roles[until_then - 1][1] if until_then else None


def _versions(
    log: _Log, channel: str | None, block: str | None, part: str | None, theme: str | None
) -> Iterable[_Version]:
    if theme is not None:
        wordings = list(_of_theme(log, theme))
        require(bool(wordings), NotFound(N_("Mönstret finns inte längre."), field="theme"))
        return wordings
    return _of_part(log, part) if part is not None else _of_channel(log, channel or "", block)


def _of_theme(log: _Log, theme: str) -> Iterator[_Version]:
    """Follow the pattern's words through the log; a removal does not say them."""
    text: str | None = None
    runs: list[Data] | None = None
    for place, event in log.read(SESSION_CHANNEL, THEMES, saying=f'"{theme}"'):
        if event.data["id"] != theme:
            continue
        before = text, runs
        if event.type != "theme.removed":
            text, runs = event.data["text"], event.data.get("runs")
        if event.type != "theme.edited" or (text, runs) != before:
            yield log.version(place, event, block=None, text=text, runs=runs)


def _of_part(log: _Log, part: str) -> Iterator[_Version]:
    for place, event in log.read(DRAFT_CHANNEL, ["text.edited"], saying=f'"{part}"'):
        if event.data["part"] == part:
            lines = event.data["lines"]
            text = "\n".join("".join(run["text"] for run in line["runs"]) for line in lines or ())
            yield log.version(place, event, block=None, text=text, lines=lines)


def _of_channel(log: _Log, channel: str, wanted: str | None) -> Iterator[_Version]:
    """Follow the blocks through the log, since a removal says only which block it was."""
    edits = log.read(channel, [EDITED], saying=wanted and f'"{wanted}"')
    known: dict[str, Data] = {}
    order: list[str] = []
    for place, event in sorted([*log.read(channel, PLACING), *edits], key=itemgetter(0)):
        block = event.data["id"]
        stood = _before(order, block)
        _put_in_order(order, event)
        if event.type == "block.moved":
            continue
        written = known[block] = {**known.get(block, {}), **event.data}
        if wanted in (None, block) and "text" in written:
            shown = {name: written[name] for name in ("text", "kind", "sources")}
            shown |= {"level": written.get("level", 0), "runs": written.get("runs")}
            after = stood if event.type == "block.removed" else _before(order, block)
            yield log.version(place, event, block=block, after=after, **shown)


def _put_in_order(order: list[str], event: Recorded) -> None:
    if event.type == EDITED:
        return
    block = event.data["id"]
    if block in order:
        order.remove(block)
    if event.type != "block.removed":
        after = event.data["after"]
        order.insert(order.index(after) + 1 if after in order else 0, block)


def _before(order: list[str], block: str) -> str | None:
    place = order.index(block) if block in order else 0
    return order[place - 1] if place else None


def _without_keystrokes(versions: Iterable[_Version]) -> list[_Version]:
    """Leave out what somebody went on typing in at once; what was taken away is kept, but for a few signs."""
    kept: list[_Version] = []
    latest: dict[str | None, int] = {}  # where each block's latest version stands
    for version in versions:
        block = version.data["block"]
        place = latest.get(block)
        if place is not None and _goes_on(kept[place], version):
            kept[place] = replace(version, seq=kept[place].seq)
        else:
            latest[block] = len(kept)
            kept.append(version)
    return kept


def _in_bursts(versions: Iterable[_Version]) -> list[Data]:
    """Give the versions with the burst that each belongs to; a removal is one of its own."""
    told: list[Data] = []
    latest: dict[str | None, tuple[_Version, int]] = {}  # each block's latest version, and the burst that it is in
    for version in versions:
        block = version.data["block"]
        before, burst = latest.get(block, (None, 0))
        if before is None or not _same_burst(before, version):
            burst = version.seq
        latest[block] = version, burst
        told.append(version.data | {"seq": version.seq, "burst": burst})
    return told


def _same_burst(before: _Version, after: _Version) -> bool:
    removed = any(version.event.type in REMOVED for version in (before, after))
    return not removed and before.event.by == after.event.by and _apart(before, after) <= BURST_SECONDS


def _newest(versions: list[Data], limit: int) -> list[Data]:
    """Give the last ones, and what belongs to the burst of the first of them."""
    first = max(0, len(versions) - limit)
    least = max(0, len(versions) - MAX_LIMIT)
    while least < first and versions[first - 1]["burst"] == versions[first]["burst"]:
        first -= 1
    return versions[first:]


def _apart(before: _Version, after: _Version) -> float:
    return (moment(after.event.at) - moment(before.event.at)).total_seconds()


def _goes_on(before: _Version, after: _Version) -> bool:
    same_hand = before.event.by == after.event.by and before.event.type == after.event.type
    if not same_hand or _apart(before, after) > WRITING_ON_SECONDS:
        return False
    old, new = before.data["text"], after.data["text"]
    if not old or old == new or len(old) - len(new) > CORRECTED_CHARACTERS:
        return False
    return _only_added(old, new) if len(new) > len(old) else _only_added(new, old)


def _only_added(shorter: str, longer: str) -> bool:
    """Whether the longer text is the shorter one with something more in one place."""
    begins = next((place for place, sign in enumerate(shorter) if longer[place] != sign), len(shorter))
    return longer.endswith(shorter[begins:])
