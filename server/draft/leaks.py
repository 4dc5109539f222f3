"""What the paper reveals: which of its texts name somebody who joined, or an organisation that took part.

Names of participants are never to be in the paper, and organisations only where the proposal or the editor names them.
What is found is told to the editor and stops nothing, since only people know whether it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from server.domain.events import Data
from server.domain.session import Session
from server.draft.ordinary_words import ORDINARY_WORDS
from server.draft.paper import (
    Block,
    Box,
    BulletList,
    CategoryTable,
    Confirmed,
    Heading,
    Lead,
    Origin,
    Paper,
    Paragraph,
    SubHeading,
    plain_text,
    walk,
)

LeakKind = Literal["organisation", "person", "anonymous"]

SHORTEST_NAME = 3  # letters; what is shorter is found as part of a whole name only
LONGEST_ABBREVIATION = 5  # letters; "UR" and "HO" are words too, but not in capitals
SHOWN_BEFORE = 60  # characters of the text around what was found
SHOWN_CHARACTERS = 160

_WORD = re.compile(r"\w+")
_FROM_THE_SESSION_FILE = frozenset({"programme", "prework", "generated"})


@dataclass(frozen=True, slots=True)
class Leak:
    """A text that reveals something, and where it stands: `part`, `block` in `channel`, the pattern `theme`, or the
    section's `anchor`.

    `words` are those that were found, as they stand there; `text` is the stretch around the first of them. `notes` are
    the anonymous ones behind the text, where that is what is told.
    """

    kind: LeakKind
    anchor: str
    text: str
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    part: str | None = None
    block: str | None = None
    channel: str | None = None
    theme: str | None = None

    def as_data(self) -> Data:
        """Give the leak in the shape of the wire."""
        data: Data = {name: getattr(self, name) for name in self.__slots__}
        return data | {"words": list(self.words), "notes": list(self.notes)}


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is looked for, and where it may stand.

    `names` are those of everybody who joined, `organisations` those that took part, long and short. `speakers` gives by
    channel whom the programme names there. `rewritten` are the parts whose text is the editor's own.
    """

    names: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    speakers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anonymous: frozenset[str] = frozenset()
    rewritten: frozenset[str] = frozenset()


def secrets_of(session: Session, names: Mapping[str, str]) -> Secrets:
    """Gather what the paper of a session must not reveal; `names` are the people table's, by participant."""
    planned = [name for part in session.plan.organisations for name in (part.name, part.short)]
    typed = [person.organisation for person in session.participants.values()]
    notes = (note for room in session.channels.values() for note in room.notes.values())
    return Secrets(
        names=tuple(names.values()),
        organisations=tuple(dict.fromkeys(name for name in (*planned, *typed) if name)),
        speakers=_speakers(session),
        anonymous=frozenset(note.id for note in notes if note.author is None),
        rewritten=frozenset(session.draft.texts),
    )


def find_leaks(paper: Paper, secrets: Secrets) -> tuple[Leak, ...]:
    """Find every text of the paper that reveals something, in the paper's order."""
    look = _Phrases(secrets)
    return tuple(leak for text in _texts(paper) for leak in _in_text(text, look, secrets))


def _speakers(session: Session) -> dict[str, tuple[str, ...]]:
    """Give whom the programme names in each item's channel, and in each talk's own."""
    speakers: dict[str, tuple[str, ...]] = {}
    for item in session.programme:
        speakers |= {part["channel"]: (part["speaker"],) for part in item["parts"]}
        if item["channel"]:
            speakers[item["channel"]] = tuple(part["speaker"] for part in item["parts"])
    return speakers


# the paper's texts, each with its place


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    anchor: str
    channel: str | None
    origin: Origin
    sources: tuple[str, ...] = ()
    part: str | None = None
    block: str | None = None
    theme: str | None = None
    in_box: bool = False
    introduces: bool = False  # a heading, or the sentence that says who speaks


def _texts(paper: Paper) -> Iterator[_Text]:
    yield _Text(paper.title, "d-title", None, "generated", part="title")
    yield from _of_block(paper.lead, "d-title", None)
    for section in paper.sections:
        for block in (section.heading, *section.blocks):
            yield from _of_block(block, section.heading.anchor, section.channel)


def _of_block(block: Block, anchor: str, channel: str | None) -> Iterator[_Text]:
    here = _Text("", anchor, channel, block.origin, block.sources)
    match block:
        case Heading():
            yield replace(here, text=block.text, part=block.part, introduces=True)
        case BulletList():
            for _, item in walk(block.items):
                there = replace(here, sources=item.sources, part=block.part, block=item.block, theme=item.theme)
                yield replace(there, text=plain_text(item.runs))
        case Box():
            for inside in block.blocks:
                yield from (replace(text, in_box=True) for text in _of_block(inside, anchor, channel))
        case CategoryTable():
            for column in block.columns:
                title, examples = (column.part and f"{column.part}/{name}" for name in ("title", "examples"))
                yield replace(here, text=column.title, part=title)
                yield replace(here, text="\n".join(column.examples), part=examples)
        case Paragraph() | Lead() | SubHeading() | Confirmed():
            part, written = getattr(block, "part", None), getattr(block, "block", None)
            introduces = block.origin == "generated" or (part or "").endswith("/intro")
            yield replace(here, text=plain_text(block.runs), part=part, block=written, introduces=introduces)
        case _:  # what Samtal says itself names nobody
            return


# what is looked for


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]  # folded
    kinds: frozenset[LeakKind]
    exactly: str | None = None  # as it must be written, for an abbreviation

    def stands(self, folded: Sequence[str], written: str) -> bool:
        """Whether these words, of which `written` is the first, begin with the phrase; its last may be a genitive."""
        *before, last = self.words
        begun, rest = folded[: len(before)], folded[len(before) : len(before) + 1]
        if begun != before or rest not in ([last], [f"{last}s"]):
            return False
        return self.exactly is None or written in (self.exactly, f"{self.exactly}s")


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: _Phrase
    start: int
    end: int


class _Phrases:
    """Everything that is looked for, by its first word: so a text costs as much as it has words."""

    def __init__(self, secrets: Secrets) -> None:
        self._by_first: dict[str, list[_Phrase]] = {}
        kinds: dict[tuple[str, ...], set[LeakKind]] = {}
        exact: dict[tuple[str, ...], str] = {}
        for organisation in secrets.organisations:
            self._note_organisation(organisation, kinds, exact)
        of_organisations = {word for words in kinds for word in words}
        for name in secrets.names:
            for words in _name_forms(name, of_organisations):
                kinds.setdefault(words, set()).add("person")
                exact.pop(words, None)
        for speaker in (each for names in secrets.speakers.values() for each in names):
            kinds.setdefault(_folded(speaker), set())  # "Anna Lind" on the stage is not the Anna who joined
        for words, found in kinds.items():
            if words:
                phrase = _Phrase(words, frozenset(found), exact.get(words))
                self._by_first.setdefault(words[0], []).append(phrase)
        self._longest = max(map(len, kinds), default=0)
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.words))

    @staticmethod
    def _note_organisation(
        name: str, kinds: dict[tuple[str, ...], set[LeakKind]], exact: dict[tuple[str, ...], str]
    ) -> None:
        words = _folded(name)
        if len(words) == 1 and name.isupper() and len(name) <= LONGEST_ABBREVIATION:
            exact[words] = name
        elif len(words) == 1 and (words[0] in ORDINARY_WORDS or len(words[0]) < SHORTEST_NAME):
            return
        kinds.setdefault(words, set()).add("organisation")

    def found_in(self, text: str) -> Iterator[_Found]:
        """Give what stands in the text, the longest phrase at each place, with a Swedish or English genitive."""
        words = list(_WORD.finditer(text))
        folded = [word.group().casefold() for word in words]
        place = 0
        while place < len(words):
            phrase = self._at(folded, place, words)
            if phrase is None:
                place += 1
                continue
            last = place + len(phrase.words) - 1
            yield _Found(phrase, words[place].start(), words[last].end())
            place = last + 1

    def _at(self, folded: list[str], place: int, words: list[re.Match[str]]) -> _Phrase | None:
        first = folded[place]
        possible = [*self._by_first.get(first, ())]
        if first.endswith("s"):
            possible += [phrase for phrase in self._by_first.get(first[:-1], ()) if len(phrase.words) == 1]
        ahead = folded[place : place + self._longest]
        return next((phrase for phrase in possible if phrase.stands(ahead, words[place].group())), None)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _name_forms(name: str, of_organisations: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Give the whole name, and each part of it that nobody would take for another word or for an organisation."""
    whole = _folded(name)
    if any(character.isdigit() for character in name):  # "Bord 3": a device, not a person
        return
    if len(whole) > 1:
        yield whole
    for word in whole:
        if len(word) >= SHORTEST_NAME and word not in ORDINARY_WORDS and word not in of_organisations:
            yield (word,)


# what is told


def _in_text(text: _Text, look: _Phrases, secrets: Secrets) -> Iterator[Leak]:
    found = list(look.found_in(text.text))
    rewritten = text.part in secrets.rewritten
    spoken_for = {_folded(speaker) for speaker in secrets.speakers.get(text.channel or "", ())}

    def told(kind: LeakKind, meant: Callable[[_Found], bool]) -> Iterator[Leak]:
        these = [each for each in found if kind in each.phrase.kinds and meant(each)]
        if these:
            words = tuple(dict.fromkeys(text.text[each.start : each.end] for each in these))
            yield _leak(kind, text, _around(text.text, these[0]), words=words)

    introduced = spoken_for if text.introduces else set()
    yield from told("person", lambda each: each.phrase.words not in introduced)
    if not text.in_box and (rewritten or text.origin not in _FROM_THE_SESSION_FILE):
        yield from told("organisation", lambda each: True)
    anonymous = tuple(source for source in text.sources if source in secrets.anonymous)
    if anonymous:
        yield _leak("anonymous", text, _shortened(text.text), notes=anonymous)


def _leak(kind: LeakKind, text: _Text, shown: str, *, words: tuple[str, ...] = (), notes: tuple[str, ...] = ()) -> Leak:
    return Leak(kind, text.anchor, shown, words, notes, text.part, text.block, text.channel, text.theme)


def _around(text: str, found: _Found) -> str:
    begin = max(0, found.start - SHOWN_BEFORE)
    if begin:
        begin = text.find(" ", begin, found.start) + 1 or begin
    shown = _shortened(text[begin:])
    return f"… {shown}" if begin else shown


def _shortened(text: str) -> str:
    one_line = " ".join(text.split())
    if len(one_line) <= SHOWN_CHARACTERS:
        return one_line
    return one_line[:SHOWN_CHARACTERS].rpartition(" ")[0] + " …"
