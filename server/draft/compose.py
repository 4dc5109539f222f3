"""Compose the paper from a session's state: the parts of a Swedish meeting's documentation, in their order.

Pure: the same state, day and time zone always give the same paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.domain.errors import N_
from server.domain.events import Data
from server.domain.parts import WITHOUT_WORKSHOP
from server.domain.plan import Category
from server.domain.rich_text import Lines, trimmed
from server.domain.room import Room
from server.domain.session import Session, Theme, moment
from server.draft import conversation, title
from server.draft.markdown_subset import inline, parse
from server.draft.paper import (
    Block,
    Box,
    BulletList,
    CategoryTable,
    Column,
    Confirmed,
    DraftWarning,
    Heading,
    Item,
    Label,
    Lead,
    Missing,
    Origin,
    Paper,
    Paragraph,
    Run,
    Section,
    SubHeading,
    UnusedNote,
    WarningKind,
    plain_text,
    used_by,
)
from server.draft.words import WORDS, Words
from server.draft.written import blocks_of, rows_of
from server.i18n import Sentence

MEETING_TIME_ZONE = "Europe/Stockholm"

_WARNINGS: Mapping[WarningKind, str] = {
    "empty_room": N_("%(name)s saknar dokumentation."),
    "empty_talk": N_("%(name)s saknar dokumentation."),
    "not_worked_through": N_("%(name)s: inläggen är ännu inte genomarbetade."),
    "not_confirmed": N_("%(name)s: texten är inte avstämd i gruppen."),
    "no_themes": N_("Återkommande mönster och teman saknas."),
    "one_group": N_("Mönster %(number)s bygger på en enda grupp."),
    "no_categories": N_("Kategorierna från förarbetet saknas."),
    "unused_notes": N_("%(name)s: %(count)s inlägg finns inte med i texten."),
}
_ONE_UNUSED = N_("%(name)s: ett inlägg finns inte med i texten.")


def compose(session: Session, *, today: dt.date, tz: dt.tzinfo | None = None) -> Paper:
    """Compose the paper.

    Args:
        session: the meeting's state, closed or not.
        today: the paper's date where the session file gives none and the paper has not been confirmed or sent out;
            what is confirmed keeps the day on which it was.
        tz: the time zone that clock times are written in; Stockholm's where it is not given.
    """
    return _Composer(session, today, tz or _meeting_time_zone()).paper()


class _Composer:
    def __init__(self, session: Session, today: dt.date, tz: dt.tzinfo | None) -> None:
        self.session = session
        self.plan = session.plan
        self.words: Words = WORDS[session.plan.language]
        self.tz = tz
        self.draft = session.draft
        self.published = session.plan.published or self._fixed_on() or today
        self.warnings: list[DraftWarning] = []

    def _fixed_on(self) -> dt.date | None:
        """Give the day on which the paper was confirmed, or sent out."""
        if not self.draft.fixed or not self.draft.marked_at:
            return None
        return moment(self.draft.marked_at).astimezone(self.tz).date()

    def paper(self) -> Paper:
        sections = tuple(self._sections())
        unused = self._unused(sections)
        self._warn_of_unused(unused)
        return Paper(
            title=self._line("title") or title.title(self.plan, self.words),
            language=self.plan.language,
            published=self.published,
            subject=self.plan.theme or self.plan.series or "",
            header=title.header(self.plan, self.words, self.published, self.draft.state),
            lead=self._lead(),
            sections=sections,
            warnings=tuple(self.warnings),
            unused=unused,
            omitted=self._omitted(),
        )

    # what an editor wrote in place of what is composed

    def _own(self, part: str) -> Lines | None:
        """Give what an editor wrote for a part; None where what is composed stands."""
        text = self.draft.texts.get(part)
        return text.lines if text else None

    def _line(self, part: str) -> str | None:
        own = self._own(part)
        return " ".join(plain_text(own[0].runs).split()) if own else None

    def _heading(
        self, level: Literal[1, 2], composed: str, anchor: str, part: str, origin: Origin = "programme"
    ) -> Heading:
        own = self._line(part)
        if own is None:
            return Heading(level, composed, anchor, origin, part=part)
        return Heading(level, own, anchor, "editor", part=part)

    def _text(self, part: str, composed: Sequence[Paragraph | BulletList], *, below: int) -> list[Block]:
        """Give a part's blocks, each with the part's name."""
        own = self._own(part)
        if own is None:
            return [replace(block, part=part) for block in composed]
        return blocks_of(rows_of(own, part), "editor", below=below)

    def _sentence(self, part: str, composed: str | None, *, below: int) -> list[Block]:
        sentence = (Paragraph((Run(composed),), "generated"),) if composed else ()
        return self._text(part, sentence, below=below)

    def _lead(self) -> Lead:
        own = self._own("lead")
        if own is None:
            return replace(title.lead(self.plan, self.session.rooms, self.words), part="lead")
        lines = [line.runs for line in own if plain_text(line.runs).strip()]
        runs = [run for number, line in enumerate(lines) for run in ((Run("\n"),) if number else ()) + line]
        return Lead(trimmed(tuple(runs)), "editor", part="lead")

    # the parts, in the programme's order; the groups' part follows the last workshop

    def _sections(self) -> Iterator[Section]:
        workshops = [item["id"] for item in self.session.programme if item["kind"] == "workshop"]
        for item in self.session.programme:
            if item["kind"] == "opening":
                yield from self._opening(item)
            elif item["kind"] == "talks":
                yield from self._talks(item)
            elif item["kind"] == "workshop":
                yield self._workshop(item["id"], item["title"], with_table=item["id"] == workshops[0])
                if item["id"] == workshops[-1]:
                    yield from self._from_workshop()
        if not workshops:
            yield from self._without_workshop()

    def _without_workshop(self) -> Iterator[Section]:
        if self.plan.categories:
            yield self._workshop(WITHOUT_WORKSHOP, None, with_table=True)
        if self.session.rooms or self.session.themes:
            yield from self._from_workshop()

    # parts 3 and 4: the opening and the talks

    def _opening(self, item: Data) -> Iterator[Section]:
        composed = item["title"] or self.words.opening_heading
        heading = self._heading(1, composed, f"d-{item['id']}", f"{item['id']}/heading")
        speakers = [_with_role(part) for part in item["parts"]]
        yield self._item(heading, item["channel"], self._opened_by(speakers), self.words.missing_opening)
        for part in item["parts"]:
            yield self._part(part, _with_role(part), self.words.missing_opening)

    def _opened_by(self, speakers: list[str]) -> str | None:
        if not speakers:
            return None
        if len(speakers) == 1:
            return self.words.opened_by_one.format(speakers=speakers[0])
        plain = not any("," in speaker for speaker in speakers)
        listed = self.words.listed(speakers) if plain else "; ".join(speakers)
        count = self.words.count(len(speakers), common=True)
        return self.words.opened_by_many.format(count=count, speakers=listed)

    def _talks(self, item: Data) -> Iterator[Section]:
        composed = self._talks_heading(item["title"])
        heading = self._heading(1, composed, f"d-{item['id']}", f"{item['id']}/heading")
        count = len(item["parts"])
        form = self.words.talks_sentence_one if count == 1 else self.words.talks_sentence_many
        overview = form.format(count=self.words.count(count)) if count else None
        yield self._item(heading, item["channel"], overview, self.words.missing_talk)
        for part in item["parts"]:
            name = f"{part['speaker']}: {part['title']}"
            yield self._part(part, name, self.words.missing_talk, lead_in=True)

    def _talks_heading(self, talks_title: str) -> str:
        if talks_title.casefold() == self.words.talks_word.casefold():
            return talks_title
        return self.words.talks_heading.format(title=talks_title)

    def _item(self, heading: Heading, channel: str, overview: str | None, missing: str) -> Section:
        """Compose an item's own part: its sentence, then what was written there."""
        room = self.session.channels[channel]
        part = f"{channel}/intro"
        blocks = self._sentence(part, None if room.documentation else overview, below=1)
        text_at = len(blocks)
        introduced = overview or self._own(part) is not None
        if not introduced or not conversation.is_empty(room):
            blocks += self._content(room, heading, missing, "empty_talk")
        return Section(heading, tuple(blocks), channel, text_at)

    def _part(self, part: Data, name: str, missing: str, *, lead_in: bool = False) -> Section:
        room = self.session.channels[part["channel"]]
        heading = self._heading(2, name, f"d-{room.id}", f"{room.id}/heading")
        blocks = self._content(room, heading, missing, "empty_talk")
        if lead_in and room.documentation:
            blocks = conversation.with_lead_in(blocks, self.words)
        return Section(heading, tuple(blocks), room.id, 0)

    # part 5: what was sent in before

    def _workshop(self, item_id: str, name: str | None, *, with_table: bool) -> Section:
        heading = self._heading(1, self._workshop_heading(name), f"d-{item_id}", f"{item_id}/heading")
        blocks = self._sentence(f"{item_id}/intro", self._how_sorted() if with_table else None, below=1)
        if with_table:
            blocks.append(self._categories(heading))
        return Section(heading, tuple(blocks))

    def _workshop_heading(self, name: str | None) -> str:
        if name is None or name.casefold() == self.words.workshop_word.casefold():
            return self.words.workshop_word
        return self.words.workshop_heading.format(title=name)

    def _how_sorted(self) -> str | None:
        count = len(self.plan.categories)
        form = self.words.sorted_contributions_one if count == 1 else self.words.sorted_contributions
        return form.format(count=self.words.count(count)) if count else None

    def _categories(self, heading: Heading) -> Block:
        if not self.plan.categories:
            self._warn("no_categories", heading)
            return Missing(self.words.missing_categories)
        columns = (self._column(f"category-{n}", each) for n, each in enumerate(self.plan.categories, start=1))
        return CategoryTable(self.words.table_caption, tuple(columns))

    def _column(self, part: str, category: Category) -> Column:
        own = self._own(f"{part}/examples")
        examples = category.examples
        if own is not None:
            written = (" ".join(plain_text(line.runs).split()) for line in own)
            examples = tuple(example for example in written if example)
        return Column(self._line(f"{part}/title") or category.title, examples, part)

    # parts 6 to 8: the groups

    def _from_workshop(self) -> Iterator[Section]:
        heading = self._heading(1, self.words.from_workshop, "d-documentation", "groups/heading", "generated")
        yield Section(heading, tuple(self._sentence("groups/intro", self._starting_points(), below=1)))
        yield self._themes()
        for room in sorted(self.session.rooms, key=_by_proposal):
            yield self._room(room)

    def _starting_points(self) -> str:
        if not self.plan.organiser:
            return self.words.starting_points
        return self.words.starting_points_by.format(organiser=self.plan.organiser.name)

    def _themes(self) -> Section:
        heading = self._heading(2, self.words.themes_heading, "d-themes", "themes/heading", "generated")
        themes = self.session.themes.values()
        if themes:
            self._warn_of_one_group(themes, heading)
            return Section(heading, (BulletList(tuple(self._theme(theme) for theme in themes), "themes"),))
        self._warn("no_themes", heading)
        return Section(heading, (Missing(self.words.missing_themes),))

    def _theme(self, theme: Theme) -> Item:
        return Item(theme.written, theme.sources, theme=theme.id)

    def _room(self, room: Room) -> Section:
        heading = self._heading(2, self._room_heading(room), f"d-{room.id}", f"{room.id}/heading")
        blocks: list[Block] = []
        if room.proposal and (proposal := self._proposal(room.id, room.proposal)):
            blocks += [Label(self.words.proposal_label), proposal]
        blocks.append(Label(self.words.conversation_label))
        text_at = len(blocks)
        blocks += self._content(room, heading, self.words.missing_room, "empty_room")
        if room.confirmation and self.draft.confirmations:
            blocks.append(self._confirmed(room.confirmation))
        elif room.documentation and not room.confirmation:
            self._warn("not_confirmed", heading, name=room.name)
        return Section(heading, tuple(blocks), room.id, text_at)

    def _room_heading(self, room: Room) -> str:
        if not room.proposal:
            return room.name
        number, name = room.proposal.get("number"), room.proposal["title"]
        return self.words.proposal_heading.format(number=number, title=name) if number is not None else name

    def _proposal(self, room_id: str, proposal: Data) -> Box | Missing | None:
        """Compose the box; None where an editor has left all of it out."""
        part = f"{room_id}/proposal"
        composed = {part: parse(proposal.get("text") or "")}
        composed[f"{room_id}/question"] = self._question(proposal)
        composed[f"{room_id}/from"] = self._contributed(proposal)
        blocks = [block for each, written in composed.items() for block in self._text(each, written, below=2)]
        if blocks:
            return Box(tuple(_in_box(block) for block in blocks), part=part)
        return Missing(self.words.missing_proposal_text, part=part) if self._own(part) is None else None

    def _question(self, proposal: Data) -> tuple[Paragraph, ...]:
        if not proposal.get("question"):
            return ()
        asked = tuple(replace(run, italic=not run.italic) for run in inline(proposal["question"]))
        return (Paragraph(asked, "prework"),)

    def _contributed(self, proposal: Data) -> tuple[Paragraph, ...]:
        organisations: list[str] = list(proposal.get("from") or ())
        if all(name in (proposal.get("text") or "") for name in organisations):
            return ()
        line = self.words.contributed_by.format(organisations=self.words.listed(organisations))
        return (Paragraph((Run(line, italic=True),), "prework"),)

    def _confirmed(self, confirmation: Data) -> Confirmed:
        time = self.words.clock(moment(confirmation["at"]).astimezone(self.tz))
        line = self.words.confirmed.format(time=time)
        if reservation := confirmation.get("reservation"):
            line = f"{line}. {self.words.reservation.format(text=reservation)}"
        return Confirmed((Run(line),))

    # what a room or item has to say

    def _content(self, room: Room, heading: Heading, missing: str, if_empty: WarningKind) -> list[Block]:
        if room.documentation:
            return conversation.documented(room, below=heading.level)
        if conversation.is_empty(room):
            self._warn(if_empty, heading, name=self._shown(room, heading))
            return [Missing(missing)]
        self._warn("not_worked_through", heading, name=self._shown(room, heading))
        if room.kind == "room":
            return conversation.gathered(room, self.words)
        return conversation.said(room, self.words)

    def _shown(self, room: Room, heading: Heading) -> str:
        return room.name or heading.text

    def _warn(self, kind: WarningKind, heading: Heading, **params: object) -> None:
        self.warnings.append(DraftWarning(kind, Sentence(_WARNINGS[kind], params), heading.anchor))

    def _warn_of_one_group(self, themes: Iterable[Theme], heading: Heading) -> None:
        """A pattern is what several groups said: say of which that is not so, where there is more than one group."""
        if len(self.session.rooms) < 2:
            return
        where = {note: room.id for room in self.session.channels.values() for note in room.notes}
        for number, theme in enumerate(themes, start=1):
            if len({where.get(note) for note in theme.sources}) == 1:
                self._warn("one_group", heading, number=number)

    # nothing is dropped silently

    def _unused(self, sections: tuple[Section, ...]) -> tuple[UnusedNote, ...]:
        used = used_by(sections)
        return tuple(
            UnusedNote(room.id, note)
            for room in self.session.channels.values()
            for note in room.visible_notes()
            if note.id not in used and note.id not in self.draft.omitted
        )

    def _omitted(self) -> tuple[UnusedNote, ...]:
        found = (self.session.find_note(note_id) for note_id in self.draft.omitted)
        return tuple(UnusedNote(room.id, note) for room, note in filter(None, found))

    def _warn_of_unused(self, unused: tuple[UnusedNote, ...]) -> None:
        counts: dict[str, int] = {}
        for note in unused:
            counts[note.channel] = counts.get(note.channel, 0) + 1
        for channel, count in counts.items():
            message = _ONE_UNUSED if count == 1 else _WARNINGS["unused_notes"]
            said = Sentence(message, {"name": self.session.channels[channel].name, "count": count})
            self.warnings.append(DraftWarning("unused_notes", said, f"d-{channel}"))


def _meeting_time_zone() -> dt.tzinfo | None:
    """Give Stockholm's time; where a machine knows no time zones (Windows), None: its own clock's."""
    try:
        return ZoneInfo(MEETING_TIME_ZONE)
    except ZoneInfoNotFoundError:
        return None


def _in_box(block: Block) -> Paragraph | BulletList:
    """A box has no headings of its own: one that was written there is a line in bold."""
    if isinstance(block, SubHeading):
        runs = tuple(replace(run, bold=True) for run in block.runs)
        return Paragraph(runs, block.origin, part=block.part)
    assert isinstance(block, Paragraph | BulletList)
    return block


def _with_role(part: Data) -> str:
    return f"{part['speaker']}, {part['role']}" if part["role"] else str(part["speaker"])


def _by_proposal(room: Room) -> tuple[bool, int]:
    number = room.proposal.get("number") if room.proposal else None
    return number is None, number or 0
