"""The top of the paper: title, page header and the generated lead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from server.domain.draft import PaperState
from server.domain.plan import Plan, ProgrammeItem, Workshop
from server.domain.room import Room
from server.draft.paper import Header, Lead, Run
from server.draft.words import Words

_NOON_HOUR = 12


def title(plan: Plan, words: Words) -> str:
    """Give the paper's title: the meeting's name, a dash, the series' name."""
    meeting = meeting_in_sentence(plan)
    if plan.series:
        return words.title_in_series.format(meeting=meeting, series=plan.series)
    return words.title.format(meeting=meeting)


def meeting_in_sentence(plan: Plan) -> str:
    """Give the meeting's name as it stands inside a Swedish sentence: "samverkansträff 3".

    Only the first letter changes, and not that of an abbreviation ("MSV-dagen") or of a name that the
    session file holds elsewhere: whether a word is a name cannot be told otherwise.
    """
    first, second = plan.title[:1], plan.title[1:2]
    if plan.language != "sv" or not second.islower() or _begins_with_a_name(plan):
        return plan.title
    return first.lower() + plan.title[1:]


def header(plan: Plan, words: Words, published: dt.date, state: PaperState) -> Header:
    organiser = plan.organiser
    code = published.strftime("%y%m%d")
    return Header(
        word=words.documentation,
        organiser=organiser.name if organiser else "",
        date_code=code,
        logo=organiser.logo if organiser else None,
        state=words.states[state],
        dated=code if plan.language == "sv" else words.date(published),
    )


def lead(plan: Plan, rooms: Sequence[Room], words: Words) -> Lead:
    """Compose the lead: which meeting, where and when, what the day was used for, in which groups' rooms."""
    sentences = [_which(plan, words), _where_and_when(plan, words), *_halves(plan, rooms, words), words.main_points]
    return Lead((Run(" ".join(sentence for sentence in sentences if sentence)),))


def _begins_with_a_name(plan: Plan) -> bool:
    names = [plan.place, plan.organiser.name if plan.organiser else None]
    for organisation in plan.organisations:
        names += [organisation.name, organisation.short]
    return any(name and plan.title.startswith(name) for name in names)


def _which(plan: Plan, words: Words) -> str:
    if not plan.series:
        return ""
    series = words.quoted(plan.series)
    if plan.number is None:
        return words.meeting_in_series_unnumbered.format(meeting=plan.title, series=series)
    ordinal = words.ordinal(plan.number)
    return words.meeting_in_series.format(meeting=plan.title, ordinal=ordinal, series=series)


def _where_and_when(plan: Plan, words: Words) -> str:
    meeting = words.it if plan.series else plan.title
    form = words.held_somewhere if plan.place else words.held
    held = form.format(meeting=meeting, place=plan.place, date=words.date(plan.date))
    return held + (words.with_theme.format(theme=words.quoted(plan.theme)) if plan.theme else "") + "."


def _halves(plan: Plan, rooms: Sequence[Room], words: Words) -> list[str]:
    """Say what the morning and the afternoon were used for, in the programme's order."""
    morning: list[str] = []
    afternoon: list[str] = []
    for item in plan.programme:
        part = _part(item, rooms, words)
        if part:
            (afternoon if _is_afternoon(item) else morning).append(part)
    sentences = [(words.morning, morning), (words.afternoon, afternoon)]
    return [form.format(parts=words.listed(parts)) for form, parts in sentences if parts]


def _is_afternoon(item: ProgrammeItem) -> bool:
    """Tell by the clock; where the file gives no time, the workshop is what the afternoon is for."""
    part = item.opening or item.talks or item.workshop
    time = part.time if part else None
    if time is None and item.workshop:
        time = next((step.time for step in item.workshop.steps if step.time), None)
    if time is None:
        return item.workshop is not None
    return int(re.split("[.:]", time)[0]) >= _NOON_HOUR


def _part(item: ProgrammeItem, rooms: Sequence[Room], words: Words) -> str:
    if item.opening:
        return words.an_opening
    if item.talks:
        count = len(item.talks.talks)
        form = {0: words.talks_uncounted, 1: words.talks_one}.get(count, words.talks_many)
        return form.format(count=words.count(count), title=words.quoted(item.talks.title))
    if item.workshop:
        return _workshop_part(item.workshop, rooms, words)
    return ""


def _workshop_part(workshop: Workshop, rooms: Sequence[Room], words: Words) -> str:
    said = words.workshop.format(title=words.quoted(workshop.title))
    if not rooms:
        return said
    form = words.workshop_groups_one if len(rooms) == 1 else words.workshop_groups_many
    said = form.format(workshop=said, count=words.count(len(rooms)))
    proposals = sum(room.proposal is not None for room in rooms)
    if not proposals:
        return said
    form = words.workshop_proposals_one if proposals == 1 else words.workshop_proposals_many
    return form.format(groups=said, count=words.count(proposals))
