"""Text with emphasis and links, and how two people's changes to the same text become one.

A text is a tuple of runs, each in one style; the text itself is never markup. `Line` is a run of text with its place in
a list, for texts of several paragraphs. `merged` is a three-way merge by word and, inside a changed word, by sign: what
anybody wrote is in the result, and gone is only what somebody took out of the text that both began with.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from itertools import accumulate, groupby
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from server.domain.errors import N_, Invalid, TooLarge
from server.domain.events import Data
from server.domain.plain_text import UNCARRIABLE

MAX_LINK_CHARACTERS = 2_000
MAX_RUNS = 5_000
MAX_LINES = 1_000
LINK_SCHEMES = frozenset({"http", "https", "mailto"})
DEEPEST_LEVEL = 2  # three levels of bullets, as every format has them

LineKind = Literal["paragraph", "bullet", "numbered", "heading"]

_TOKENS = re.compile(r"\w+\s*|\s+|.", re.DOTALL)  # a word takes the blank space after it along
# Comparing takes time with the tokens and with the pairs of equal ones, again for each stretch that is found, and
# everybody waits meanwhile: what is left when it has been looked at so often counts as written anew.
_MOST_LOOKS = 300_000
_MOST_IN_PLACE = 2_000  # words in a row that were each replaced by another
_CERTAIN = 4  # so many signs in a row that are the same are no chance


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. `link` is an http, https or mailto address."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None

    def as_data(self) -> Data:
        """Give the run in the shape of the wire: what is not set is left out."""
        data: Data = {"text": self.text}
        if self.bold:
            data["bold"] = True
        if self.italic:
            data["italic"] = True
        if self.link:
            data["link"] = self.link
        return data

    @classmethod
    def of(cls, data: Data) -> Run:
        return cls(data["text"], data.get("bold", False), data.get("italic", False), data.get("link"))


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, bullet, numbered point or sub-heading; `level` is how far in a bullet or point stands, 0 to 2."""

    runs: Runs
    kind: LineKind = "paragraph"
    level: int = 0

    def as_data(self) -> Data:
        return {"kind": self.kind, "level": self.level, "runs": [run.as_data() for run in self.runs]}

    @classmethod
    def of(cls, data: Data) -> Line:
        return cls(tuple(Run.of(run) for run in data["runs"]), data["kind"], data["level"])


Lines = tuple[Line, ...]


def runs_as_data(runs: Runs | None) -> list[Data] | None:
    """Give the runs of a text in the shape of the wire; None where it has no styles."""
    return None if runs is None else [run.as_data() for run in runs]


def runs_from(data: Iterable[Data] | None) -> Runs | None:
    """Read what `runs_as_data` gives."""
    return None if data is None else tuple(Run.of(run) for run in data)


def plain(runs: Iterable[Run]) -> str:
    """Give the text without its styles."""
    return "".join(run.text for run in runs)


def joined(runs: Iterable[Run]) -> Runs:
    """Give the same text in as few runs as it takes, none of them empty."""
    written = (run for run in runs if run.text)
    alike = groupby(written, key=lambda run: (run.bold, run.italic, run.link))
    return tuple(Run(plain(same), *style) for style, same in alike)


def styled(runs: Iterable[Run]) -> bool:
    """Whether anything in it is more than plain text."""
    return any(run != Run(run.text) for run in runs)


def trimmed(runs: Runs) -> Runs:
    """Give the runs without blank space around them."""
    left = joined(runs)
    while left and not left[0].text.strip():
        left = left[1:]
    while left and not left[-1].text.strip():
        left = left[:-1]
    if left:
        left = (replace(left[0], text=left[0].text.lstrip()), *left[1:])
        left = (*left[:-1], replace(left[-1], text=left[-1].text.rstrip()))
    return left


def checked_runs(runs: Iterable[Run], *, limit: int, field: str = "runs") -> Runs:
    """Return the runs as they are stored: NFC, line ends as LF; blank space stays, since somebody may be writing on.

    Args:
        runs: what the person wrote; may be empty.
        limit: the most characters (code points after NFC) of them all.
        field: the name of the field, for the refusal.

    Raises:
        Invalid: a character that no format can carry, or a link to something else than a page or an e-mail address.
        TooLarge: more than `limit` characters, or more changes of style than anybody could send back as a base.
    """
    kept: list[Run] = []
    left = limit
    for run in runs:
        text = run.text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > left * 4 or left < len(text := unicodedata.normalize("NFC", text)):
            raise TooLarge(N_("Texten är för lång: högst %(limit)d tecken."), field=field, limit=limit)
        left -= len(text)
        if UNCARRIABLE.search(text):
            raise Invalid(
                N_("Texten innehåller ett osynligt tecken som inte kan sparas. Ta bort det eller skriv om."),
                field=field,
            )
        kept.append(Run(text, run.bold, run.italic, checked_link(run.link, field=field)))
    together = joined(kept)
    if len(together) > MAX_RUNS:
        raise TooLarge(N_("Texten har för många rader eller byten av stil. Dela upp den."), field=field)
    return together


def checked_link(link: str | None, *, field: str) -> str | None:
    """Return the address as it is stored; None where there is none."""
    if not link or not link.strip():
        return None
    address = link.strip()
    try:
        scheme, place = urlsplit(address).scheme.lower(), address.partition(":")[2].strip("/")
    except ValueError:
        scheme, place = "", ""
    carriable = not UNCARRIABLE.search(address) and not any(sign.isspace() for sign in address)
    if scheme not in LINK_SCHEMES or not place or not carriable or len(address) > MAX_LINK_CHARACTERS:
        raise Invalid(N_("Länken måste vara en webbadress eller en e-postadress."), field=field)
    return address


def merged(base: Runs, mine: Runs, theirs: Runs) -> Runs:
    """Merge two changes of the same text; where both wrote in the same place, theirs stands first.

    Args:
        base: what both began with.
        mine: what one made of it.
        theirs: what the other made of it, and what stands now.
    """
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    return _written(_merge(_pieces(base), _pieces(mine), _pieces(theirs)))


def merged_lines(base: Lines, mine: Lines, theirs: Lines) -> Lines:
    """As `merged`, for texts of several lines; where a line ends is part of the text."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    return _as_lines(_merge(_line_pieces(base), _line_pieces(mine), _line_pieces(theirs)))


def merged_parts(base: Sequence[Runs], mine: Sequence[Runs], theirs: Sequence[Runs]) -> list[Runs]:
    """As `merged`, for lines that one may have parted and joined, and the other has only written in.

    Args:
        base: the lines that both began with.
        mine: the lines that one made of them: one or more.
        theirs: what the other made of each line of the base, and what stands now.

    Returns:
        The text of each line of `mine`, with what the other changed in the words that stand there.
    """
    was, now = _part_pieces(base), _part_pieces(mine)
    together = _brought_together(was, _change(was, now), _change_each(base, theirs))
    return [line.runs for line in _as_lines((*together, _PART_END))]


def goes_on(was: str, now: str, following: str) -> str | None:
    """Tell whether a line that has lost its end goes on in the line after it, as when somebody has parted it in two.

    Args:
        was: the line's text before.
        now: its text now.
        following: the text of the line after it, which may have changed since.

    Returns:
        What of the lost end can stand in yet another line; None where it does not go on.
    """
    first = _shared(was, now)
    rest, instead = was[first:], now[first:]
    if not rest.strip():
        return None
    head = _shared(rest, following)
    tail = _shared(rest[head:][::-1], following[head:][::-1])
    found = head + tail
    elsewhere = found > _shared(rest[::-1], instead[::-1])
    certain = found >= _CERTAIN and 2 * found >= min(len(rest), len(following))
    if not elsewhere or not (certain or rest == following):
        return None
    return "" if tail else rest[head:]


# how it is merged: texts as pieces in one style each, never sign by sign, since everybody waits meanwhile

_LINE_END = "\0"  # no sign that anybody may write: its style is the line's kind and level

_Style = tuple[Any, ...]
_Piece = tuple[str, _Style]
_PART_END: _Piece = (_LINE_END, ("paragraph", 0))  # of a line that has its kind elsewhere
_Kept = tuple[int, int, _Style]  # from and to in the base, and the style there
_Span = tuple[int, int]


class _Change(NamedTuple):
    """What somebody made of the base: `kept` in its order, and by its place what was `added` before a sign of it."""

    kept: list[_Kept]
    added: dict[int, list[_Piece]]


def _pieces(runs: Runs) -> list[_Piece]:
    return [(run.text, (run.bold, run.italic, run.link)) for run in runs if run.text]


def _line_pieces(lines: Lines) -> list[_Piece]:
    return [piece for line in lines for piece in (*_pieces(line.runs), (_LINE_END, (line.kind, line.level)))]


def _part_pieces(lines: Iterable[Runs]) -> list[_Piece]:
    return [piece for runs in lines for piece in (*_pieces(runs), _PART_END)][:-1]


def _as_lines(pieces: Iterable[_Piece]) -> Lines:
    lines: list[Line] = []
    begun: list[_Piece] = []
    for text, style in pieces:
        if text != _LINE_END:
            begun.append((text, style))
            continue
        lines.append(Line(_written(begun), *style))
        begun = []
    if begun:
        lines.append(Line(_written(begun)))
    return tuple(lines)


def _written(pieces: Iterable[_Piece]) -> Runs:
    return joined(Run(text, *style) for text, style in pieces)


def _merge(base: list[_Piece], mine: list[_Piece], theirs: list[_Piece]) -> list[_Piece]:
    return _brought_together(base, _change(base, mine), _change(base, theirs))


def _brought_together(base: list[_Piece], ours: _Change, others: _Change) -> list[_Piece]:
    text = _text(base)
    styled = _Styles(base).within(0, len(text), 0)
    edges = {edge for first, last, _ in (*styled, *ours.kept, *others.kept) for edge in (first, last)}
    places = sorted({0, *edges, *ours.added, *others.added})
    before, my, their = _Walk(styled), _Walk(ours.kept), _Walk(others.kept)
    result: list[_Piece] = []
    for first, last in zip(places, (*places[1:], len(text)), strict=True):
        result += others.added.get(first, ())
        result += ours.added.get(first, ())
        was, one, other = before.at(first), my.at(first), their.at(first)
        if was and one and other:
            style = tuple(mine if mine != old else their for old, mine, their in zip(was, one, other, strict=True))
            result.append((text[first:last], style))
    return result


def _change(base: list[_Piece], now: list[_Piece]) -> _Change:
    change, styles = _Change([], {}), _Styles(now)
    for same, (first, _), (start, end) in _stretches(_text(base), _text(now)):
        if same:
            change.kept.extend(styles.within(start, end, first - start))
        elif end > start:
            added = [(styles.text[a:b], style) for a, b, style in styles.within(start, end, 0)]
            change.added.setdefault(first, []).extend(added)
    return change


def _change_each(base: Iterable[Runs], now: Iterable[Runs]) -> _Change:
    """As `_change`, line by line: each has stayed where it was, with its end."""
    together, at = _Change([], {}), 0
    for was, line in zip(base, now, strict=True):
        change, end = _change(_pieces(was), _pieces(line)), at + len(plain(was))
        together.kept.extend((first + at, last + at, style) for first, last, style in change.kept)
        together.kept.append((end, end + 1, _PART_END[1]))  # the last one is beyond the text: nobody asks for it
        together.added.update({place + at: added for place, added in change.added.items()})
        at = end + 1
    return together


class _Styles:
    """Gives the pieces of stretches of a text that are asked for in order."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self.text = _text(pieces)
        self._ends = list(accumulate(len(text) for text, _ in pieces))
        self._styles = [style for _, style in pieces]

    def within(self, start: int, end: int, moved: int) -> list[_Kept]:
        found: list[_Kept] = []
        piece = bisect_right(self._ends, start)
        while start < end:
            until = min(end, self._ends[piece])
            found.append((start + moved, until + moved, self._styles[piece]))
            start, piece = until, piece + 1
        return found


class _Walk:
    """Gives the style at places that are asked for in order; None where the sign is not kept."""

    def __init__(self, kept: list[_Kept]) -> None:
        self._kept = kept
        self._next = 0

    def at(self, place: int) -> _Style | None:
        while self._next < len(self._kept) and self._kept[self._next][1] <= place:
            self._next += 1
        if self._next == len(self._kept) or self._kept[self._next][0] > place:
            return None
        return self._kept[self._next][2]


def _text(pieces: list[_Piece]) -> str:
    return "".join(text for text, _ in pieces)


def _stretches(base: str, now: str) -> Iterable[tuple[bool, _Span, _Span]]:
    """Part both in stretches that are the same and stretches that differ, as (same, in base, in now)."""
    if _alike(base, now):
        yield from _cut_otherwise(base, now, 0, 0)
        return
    at = to = 0
    for same, gone, come in _blocks(_TOKENS.findall(base), _TOKENS.findall(now)):
        was, wrote = "".join(gone), "".join(come)
        until, end = at + len(was), to + len(wrote)
        if not same and _alike(was, wrote):
            yield from _cut_otherwise(was, wrote, at, to)
            at, to = until, end
            continue
        first = len(was) if same else _shared(was, wrote)
        last = 0 if same else _shared(was[first:][::-1], wrote[first:][::-1])
        if first:
            yield True, (at, at + first), (to, to + first)
        yield False, (at + first, until - last), (to + first, end - last)
        if last:
            yield True, (until - last, until), (end - last, end)
        at, to = until, end


def _alike(was: str, wrote: str) -> bool:
    """Whether both are the same words, in other lines perhaps."""
    return was.replace(_LINE_END, "") == wrote.replace(_LINE_END, "")


def _cut_otherwise(was: str, wrote: str, at: int, to: int) -> Iterable[tuple[bool, _Span, _Span]]:
    """As `_stretches`, of the same words in other lines, which begin at these places in the base and in now."""
    old = new = 0
    while old < len(was) or new < len(wrote):
        alike = _shared(was[old:], wrote[new:])
        yield True, (at + old, at + old + alike), (to + new, to + new + alike)
        old, new = old + alike, new + alike
        gone, come = (len(text) - len(text.lstrip(_LINE_END)) for text in (was[old:], wrote[new:]))
        yield False, (at + old, at + old + gone), (to + new, to + new + come)
        old, new = old + gone, new + come


def _blocks(old: list[str], new: list[str]) -> Iterable[tuple[bool, list[str], list[str]]]:
    """Give the tokens of both, side by side, as (same, old, new)."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    yield True, old[:head], new[:head]
    was, wrote = old[head : len(old) - tail], new[head : len(new) - tail]
    for tag, a, b, c, d in _Matcher(was, wrote).get_opcodes():
        if tag == "replace" and b - a == d - c <= _MOST_IN_PLACE:  # as many words as before: each in its place
            yield from ((False, [one], [other]) for one, other in zip(was[a:b], wrote[c:d], strict=True))
        else:
            yield tag == "equal", was[a:b], wrote[c:d]
    yield True, old[len(old) - tail :], new[len(new) - tail :]


class _Matcher(SequenceMatcher[str]):
    """Finds what is the same in both, the longest stretch first, until it has looked at so much as is allowed."""

    def __init__(self, was: list[str], wrote: list[str]) -> None:
        super().__init__(None, was, wrote, autojunk=False)
        often = Counter(wrote)
        self._looks = list(accumulate((1 + often[token] for token in was), initial=0))
        self._left = _MOST_LOOKS

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        ahi = len(self._looks) - 1 if ahi is None else ahi
        looks = self._looks[ahi] - self._looks[alo]
        if looks > self._left:
            return Match(alo, blo, 0)
        self._left -= looks
        return super().find_longest_match(alo, ahi, blo, bhi)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Count how many are the same from the beginning."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
