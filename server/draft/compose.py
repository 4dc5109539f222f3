"""Compose the paper from a session's state: the parts of a Swedish meeting's documentation, in their order.

Pure: the same state, day and time zone always give the same paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.domain.events import Data
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
    Missing,
    Paper,
    Paragraph,
    Run,
    Section,
    UnusedNote,
    WarningKind,
)
from server.draft.words import WORDS, Words

MEETING_TIME_ZONE = "Europe/Stockholm"


def compose(session: Session, *, today: dt.date, tz: dt.tzinfo | None = None) -> Paper:
    """Compose the paper.

    Args:
        session: the meeting's state, closed or not.
        today: the paper's date where the session file gives none.
        tz: the time zone that clock times are written in; Stockholm's where it is not given.
    """
    return _Composer(session, today, tz or _meeting_time_zone()).paper()


class _Composer:
    def __init__(self, session: Session, today: dt.date, tz: dt.tzinfo | None) -> None:
        self.session = session
        self.plan = session.plan
        self.words: Words = WORDS[session.plan.language]
        self.published = session.plan.published or today
        self.tz = tz
        self.warnings: list[DraftWarning] = []

    def paper(self) -> Paper:
        lead = title.lead(self.plan, self.words)
        sections = tuple(self._sections())
        unused = self._unused(sections)
        self._warn_of_unused(unused)
        return Paper(
            title=title.title(self.plan, self.words),
            language=self.plan.language,
            published=self.published,
            subject=self.plan.theme or self.plan.series or "",
            header=title.header(self.plan, self.words, self.published),
            lead=lead,
            sections=sections,
            warnings=tuple(self.warnings),
            unused=unused,
        )

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
            yield self._workshop("workshop", None, with_table=True)
        if self.session.rooms or self.session.themes:
            yield from self._from_workshop()

    # parts 3 and 4: the opening and the talks

    def _opening(self, item: Data) -> Iterator[Section]:
        heading = Heading(1, item["title"] or self.words.opening_heading, f"d-{item['id']}")
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
        heading = Heading(1, self._talks_heading(item["title"]), f"d-{item['id']}")
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
        blocks: list[Block] = []
        if overview and not room.blocks:
            blocks.append(Paragraph((Run(overview),), "generated"))
        if not overview or not conversation.is_empty(room):
            blocks += self._content(room, heading, missing, "empty_talk")
        return Section(heading, tuple(blocks), channel)

    def _part(self, part: Data, name: str, missing: str, *, lead_in: bool = False) -> Section:
        room = self.session.channels[part["channel"]]
        heading = Heading(2, name, f"d-{room.id}")
        blocks = self._content(room, heading, missing, "empty_talk")
        if lead_in and room.blocks:
            blocks = conversation.with_lead_in(blocks, self.words)
        return Section(heading, tuple(blocks), room.id)

    # part 5: what was sent in before

    def _workshop(self, item_id: str, name: str | None, *, with_table: bool) -> Section:
        heading = Heading(1, self._workshop_heading(name), f"d-{item_id}")
        blocks = self._categories(heading) if with_table else []
        return Section(heading, tuple(blocks))

    def _workshop_heading(self, name: str | None) -> str:
        if name is None or name.casefold() == self.words.workshop_word.casefold():
            return self.words.workshop_word
        return self.words.workshop_heading.format(title=name)

    def _categories(self, heading: Heading) -> list[Block]:
        if not self.plan.categories:
            self._warn("no_categories", self.words.warn_no_categories, heading)
            return [Missing(self.words.missing_categories)]
        count = len(self.plan.categories)
        form = self.words.sorted_contributions_one if count == 1 else self.words.sorted_contributions
        columns = tuple(Column(category.title, category.examples) for category in self.plan.categories)
        return [
            Paragraph((Run(form.format(count=self.words.count(count))),), "generated"),
            CategoryTable(self.words.table_caption, columns),
        ]

    # parts 6 to 8: the groups

    def _from_workshop(self) -> Iterator[Section]:
        heading = Heading(1, self.words.from_workshop, "d-documentation", "generated")
        yield Section(heading, (Paragraph((Run(self._starting_points()),), "generated"),))
        yield self._themes()
        for room in sorted(self.session.rooms, key=_by_proposal):
            yield self._room(room)

    def _starting_points(self) -> str:
        if not self.plan.organiser:
            return self.words.starting_points
        return self.words.starting_points_by.format(organiser=self.plan.organiser.name)

    def _themes(self) -> Section:
        heading = Heading(2, self.words.themes_heading, "d-themes", "generated")
        themes = self.session.themes.values()
        if themes:
            return Section(heading, (BulletList(tuple(self._theme(theme) for theme in themes), "themes"),))
        self._warn("no_themes", self.words.warn_no_themes, heading)
        return Section(heading, (Missing(self.words.missing_themes),))

    def _theme(self, theme: Theme) -> Item:
        return Item((Run(theme.text),), theme.sources)

    def _room(self, room: Room) -> Section:
        heading = Heading(2, self._room_heading(room), f"d-{room.id}")
        blocks: list[Block] = []
        if room.proposal:
            blocks += [Label(self.words.proposal_label), self._proposal(room.proposal)]
        blocks.append(Label(self.words.conversation_label))
        blocks += self._content(room, heading, self.words.missing_room, "empty_room")
        if room.confirmation:
            blocks.append(self._confirmed(room.confirmation))
        elif room.blocks:
            self._warn("not_confirmed", self.words.warn_not_confirmed.format(name=room.name), heading)
        return Section(heading, tuple(blocks), room.id)

    def _room_heading(self, room: Room) -> str:
        if not room.proposal:
            return room.name
        number, name = room.proposal.get("number"), room.proposal["title"]
        return self.words.proposal_heading.format(number=number, title=name) if number is not None else name

    def _proposal(self, proposal: Data) -> Box | Missing:
        text = proposal.get("text") or ""
        blocks = list(parse(text))
        if question := proposal.get("question"):
            asked = tuple(replace(run, italic=not run.italic) for run in inline(question))
            blocks.append(Paragraph(asked, "prework"))
        organisations: list[str] = list(proposal.get("from") or ())
        if not all(name in text for name in organisations):
            line = self.words.contributed_by.format(organisations=self.words.listed(organisations))
            blocks.append(Paragraph((Run(line, italic=True),), "prework"))
        return Box(tuple(blocks)) if blocks else Missing(self.words.missing_proposal_text)

    def _confirmed(self, confirmation: Data) -> Confirmed:
        time = self.words.clock(moment(confirmation["at"]).astimezone(self.tz))
        line = self.words.confirmed.format(time=time)
        if reservation := confirmation.get("reservation"):
            line = f"{line}. {self.words.reservation.format(text=reservation)}"
        return Confirmed((Run(line),))

    # what a room or item has to say

    def _content(self, room: Room, heading: Heading, missing: str, if_empty: WarningKind) -> list[Block]:
        if room.blocks:
            return conversation.documented(room)
        if conversation.is_empty(room):
            form = self.words.warn_empty_room if if_empty == "empty_room" else self.words.warn_empty_talk
            self._warn(if_empty, form.format(name=self._shown(room, heading)), heading)
            return [Missing(missing)]
        self._warn(
            "not_worked_through",
            self.words.warn_not_worked_through.format(name=self._shown(room, heading)),
            heading,
        )
        if room.kind == "room":
            return conversation.gathered(room, self.words)
        return conversation.said(room, self.words)

    def _shown(self, room: Room, heading: Heading) -> str:
        return room.name or heading.text

    def _warn(self, kind: WarningKind, message: str, heading: Heading) -> None:
        self.warnings.append(DraftWarning(kind, message, heading.anchor))

    # nothing is dropped silently

    def _unused(self, sections: tuple[Section, ...]) -> tuple[UnusedNote, ...]:
        used = {source for section in sections for block in section.blocks for source in block.sources}
        return tuple(
            UnusedNote(room.id, note)
            for room in self.session.channels.values()
            for note in room.visible_notes()
            if note.id not in used
        )

    def _warn_of_unused(self, unused: tuple[UnusedNote, ...]) -> None:
        counts: dict[str, int] = {}
        for note in unused:
            counts[note.channel] = counts.get(note.channel, 0) + 1
        for channel, count in counts.items():
            form = self.words.warn_unused_one if count == 1 else self.words.warn_unused_many
            message = form.format(name=self.session.channels[channel].name, count=count)
            self.warnings.append(DraftWarning("unused_notes", message, f"d-{channel}"))


def _meeting_time_zone() -> dt.tzinfo | None:
    """Give Stockholm's time; where a machine knows no time zones (Windows), None: its own clock's."""
    try:
        return ZoneInfo(MEETING_TIME_ZONE)
    except ZoneInfoNotFoundError:
        return None


def _with_role(part: Data) -> str:
    return f"{part['speaker']}, {part['role']}" if part["role"] else str(part["speaker"])


def _by_proposal(room: Room) -> tuple[bool, int]:
    number = room.proposal.get("number") if room.proposal else None
    return number is None, number or 0
