"""Text with emphasis and links, and how two people's changes to the same text become one.

A text is a tuple of runs, each in one style; the text itself is never markup. `Line` is a run of text with its place in
a list, for texts of several paragraphs. `merged` is a three-way merge by word and, inside a changed word, by sign: what
anybody wrote is in the result, and gone is only what somebody took out of the text that both began with.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from server.domain.errors import N_, Invalid, TooLarge
from server.domain.events import Data
from server.domain.plain_text import UNCARRIABLE

MAX_LINK_CHARACTERS = 2_000
LINK_SCHEMES = frozenset({"http", "https", "mailto"})
DEEPEST_LEVEL = 2  # three levels of bullets, as every format has them

LineKind = Literal["paragraph", "bullet", "numbered", "heading"]

_TOKENS = re.compile(r"\w+\s*|\s+|.", re.DOTALL)  # a word takes the blank space after it along
_MOST_PAIRS = (
    50_000  # of equal tokens: comparing takes time with them, cubic at worst; what is more counts as written anew
)


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


def plain(runs: Iterable[Run]) -> str:
    """Give the text without its styles."""
    return "".join(run.text for run in runs)


def joined(runs: Iterable[Run]) -> Runs:
    """Give the same text in as few runs as it takes, none of them empty."""
    together: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        before = together[-1] if together else None
        if before and (before.bold, before.italic, before.link) == (run.bold, run.italic, run.link):
            together[-1] = Run(before.text + run.text, run.bold, run.italic, run.link)
        else:
            together.append(run)
    return tuple(together)


def checked_runs(runs: Iterable[Run], *, limit: int, field: str = "runs") -> Runs:
    """Return the runs as they are stored: NFC, line ends as LF; blank space stays, since somebody may be writing on.

    Args:
        runs: what the person wrote; may be empty.
        limit: the most characters (code points after NFC) of them all.
        field: the name of the field, for the refusal.

    Raises:
        Invalid: a character that no format can carry, or a link to something else than a page or an e-mail address.
        TooLarge: more than `limit` characters.
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
    return joined(kept)


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
    return _written(_merge(_signs(base), _signs(mine), _signs(theirs)))


def merged_lines(base: Lines, mine: Lines, theirs: Lines) -> Lines:
    """As `merged`, for texts of several lines; where a line ends is part of the text."""
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    lines: list[Line] = []
    begun: list[_Sign] = []
    for sign in _merge(_line_signs(base), _line_signs(mine), _line_signs(theirs)):
        if sign.text != _LINE_END:
            begun.append(sign)
            continue
        lines.append(Line(_written(begun), *sign.style))
        begun = []
    if begun:
        lines.append(Line(_written(begun)))
    return tuple(lines)


# how it is merged

_LINE_END = ""  # no sign that anybody writes: its style is the line's kind and level


class _Sign(NamedTuple):
    text: str
    style: tuple[Any, ...]


class _Change(NamedTuple):
    """What somebody made of the base: `kept` gives a kept sign's new style by place, `added` what stands before it."""

    kept: dict[int, tuple[Any, ...]]
    added: dict[int, list[_Sign]]


def _signs(runs: Runs) -> list[_Sign]:
    return [_Sign(sign, (run.bold, run.italic, run.link)) for run in runs for sign in run.text]


def _line_signs(lines: Lines) -> list[_Sign]:
    return [sign for line in lines for sign in (*_signs(line.runs), _Sign(_LINE_END, (line.kind, line.level)))]


def _written(signs: Iterable[_Sign]) -> Runs:
    return joined(Run(sign.text, *sign.style) for sign in signs)


def _merge(base: list[_Sign], mine: list[_Sign], theirs: list[_Sign]) -> list[_Sign]:
    ours, others = _change(base, mine), _change(base, theirs)
    result: list[_Sign] = []
    for place in range(len(base) + 1):
        result += others.added.get(place, ())
        result += ours.added.get(place, ())
        if place in ours.kept and place in others.kept:
            text, before = base[place]
            styles = zip(before, ours.kept[place], others.kept[place], strict=True)
            result.append(_Sign(text, tuple(mine if mine != was else their for was, mine, their in styles)))
    return result


def _change(base: list[_Sign], now: list[_Sign]) -> _Change:
    change = _Change({}, {})
    for same, (first, last), (start, end) in _stretches([s.text for s in base], [s.text for s in now]):
        if same:
            change.kept.update({first + step: now[start + step].style for step in range(last - first)})
        elif end > start:
            change.added.setdefault(first, []).extend(now[start:end])
    return change


_Span = tuple[int, int]


def _stretches(base: list[str], now: list[str]) -> list[tuple[bool, _Span, _Span]]:
    """Part both in stretches that are the same and stretches that differ, as (same, in base, in now)."""
    stretches: list[tuple[bool, _Span, _Span]] = []
    at = to = 0
    for same, gone, come in _blocks(_tokens(base), _tokens(now)):
        was, wrote = [s for token in gone for s in token], [s for token in come for s in token]
        first = len(was) if same else _shared(was, wrote)
        last = 0 if same else _shared(was[first:][::-1], wrote[first:][::-1])
        stretches.append((True, (at, at + first), (to, to + first)))
        stretches.append((False, (at + first, at + len(was) - last), (to + first, to + len(wrote) - last)))
        at, to = at + len(was), to + len(wrote)
        stretches.append((True, (at - last, at), (to - last, to)))
    return stretches


_Token = tuple[str, ...]


def _blocks(old: list[_Token], new: list[_Token]) -> Iterable[tuple[bool, list[_Token], list[_Token]]]:
    """Give the tokens of both, side by side, as (same, old, new)."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    yield True, old[:head], new[:head]
    was, wrote = old[head : len(old) - tail], new[head : len(new) - tail]
    often = Counter(wrote)
    if sum(often[token] for token in was) > _MOST_PAIRS:
        yield False, was, wrote
    else:
        for tag, a, b, c, d in SequenceMatcher(None, was, wrote, autojunk=False).get_opcodes():
            if tag == "replace" and b - a == d - c:  # as many words as before: each in its place
                yield from ((False, [one], [other]) for one, other in zip(was[a:b], wrote[c:d], strict=True))
            else:
                yield tag == "equal", was[a:b], wrote[c:d]
    yield True, old[len(old) - tail :], new[len(new) - tail :]


def _tokens(signs: list[str]) -> list[_Token]:
    """Part signs in words with the blank space after them and single others; a line's end is a token of its own."""
    tokens: list[_Token] = []
    written: list[str] = []
    for sign in (*signs, _LINE_END):
        if sign != _LINE_END:
            written.append(sign)
            continue
        tokens += (tuple(token) for token in _TOKENS.findall("".join(written)))
        tokens.append((_LINE_END,))
        written = []
    return tokens[:-1]


def _shared(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Count how many are the same from the beginning."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
