"""The paper's own words in each language: labels, generated sentences, numbers and dates.

Not the catalogues of the user interface: a paper is written in its session's language, whoever exports it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.domain.draft import PaperState


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One language. The templates are filled with `str.format`, so what people wrote is never read as one."""

    code: str
    documentation: str
    states: Mapping[PaperState, str]
    with_traces: str
    title: str
    title_in_series: str
    quotes: tuple[str, str]
    months: Sequence[str]
    date_form: str
    clock_form: str
    numbers: Sequence[str]  # from one; later ones are figures
    one_common: str  # "en träff", where the first number is "ett"
    ordinals: Sequence[str]
    later_ordinal: str
    conjunction: str

    # the lead
    meeting_in_series: str
    meeting_in_series_unnumbered: str
    it: str
    held: str
    held_somewhere: str
    with_theme: str
    morning: str
    afternoon: str
    main_points: str
    an_opening: str
    talks_one: str
    talks_many: str
    talks_uncounted: str
    workshop: str
    workshop_groups_one: str
    workshop_groups_many: str
    workshop_proposals_one: str
    workshop_proposals_many: str

    # headings, labels and fixed sentences
    opening_heading: str
    opened_by_one: str
    opened_by_many: str
    talks_word: str
    talks_heading: str
    talks_sentence_one: str
    talks_sentence_many: str
    reflections: str
    workshop_word: str
    workshop_heading: str
    sorted_contributions: str
    sorted_contributions_one: str
    table_caption: str
    from_workshop: str
    starting_points: str
    starting_points_by: str
    themes_heading: str
    proposal_heading: str
    proposal_label: str
    contributed_by: str
    conversation_label: str
    other_notes: str
    confirmed: str
    reservation: str

    # gaps and marks
    not_worked_through: str
    missing_opening: str
    missing_talk: str
    missing_room: str
    missing_themes: str
    missing_categories: str
    missing_proposal_text: str

    def quoted(self, text: str) -> str:
        return f"{self.quotes[0]}{text}{self.quotes[1]}"

    def date(self, day: dt.date) -> str:
        """Write a day as the language does: 30 september 2025."""
        return self.date_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def clock(self, moment: dt.datetime) -> str:
        """Write a time of day as the language does: 15.42."""
        return self.clock_form.format(hour=moment.hour, minute=moment.minute)

    def count(self, number: int, *, common: bool = False) -> str:
        """Write a count in letters to twelve, in figures from there; `common`: of an en-word."""
        if number == 1 and common:
            return self.one_common
        return self.numbers[number - 1] if 1 <= number <= len(self.numbers) else str(number)

    def ordinal(self, number: int) -> str:
        if 1 <= number <= len(self.ordinals):
            return self.ordinals[number - 1]
        return self.later_ordinal.format(number=number)

    def listed(self, parts: Sequence[str]) -> str:
        """Join as in running text: a, b och c."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.conjunction} {parts[-1]}"


SWEDISH = Words(
    code="sv",
    documentation="DOKUMENTATION",
    states={"working": "Arbetsmaterial", "draft": "Utkast", "confirmed": "Fastställd", "sent": "Utsänd"},
    with_traces="med spår",
    title="Dokumentation från {meeting}",
    title_in_series="Dokumentation från {meeting} – {series}",
    quotes=("”", "”"),
    months=(
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    date_form="{day} {month} {year}",
    clock_form="{hour:02d}.{minute:02d}",
    numbers=("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    one_common="en",
    ordinals=(
        "första",
        "andra",
        "tredje",
        "fjärde",
        "femte",
        "sjätte",
        "sjunde",
        "åttonde",
        "nionde",
        "tionde",
        "elfte",
        "tolfte",
    ),
    later_ordinal="{number}:e",
    conjunction="och",
    meeting_in_series="{meeting} var den {ordinal} träffen i serien {series}.",
    meeting_in_series_unnumbered="{meeting} ingår i serien {series}.",
    it="Den",
    held="{meeting} hölls den {date}",
    held_somewhere="{meeting} hölls i {place} den {date}",
    with_theme=" med temat {theme}",
    morning="Förmiddagen ägnades åt {parts}.",
    afternoon="Eftermiddagen ägnades åt {parts}.",
    main_points="Här återges huvuddragen i det som kom fram.",
    an_opening="inledningsanföranden",
    talks_one="ett föredrag under rubriken {title}",
    talks_many="{count} föredrag under rubriken {title}",
    talks_uncounted="föredrag under rubriken {title}",
    workshop="workshopen {title}",
    workshop_groups_one="{workshop}, med samtal i en grupp",
    workshop_groups_many="{workshop}, med samtal i {count} grupper",
    workshop_proposals_one="{groups} utifrån ett konkret förslag",
    workshop_proposals_many="{groups} utifrån {count} konkreta förslag",
    opening_heading="Inledningen av dagen",
    opened_by_one="Dagen inleddes av {speakers}.",
    opened_by_many="Dagen inleddes av {count} talare: {speakers}.",
    talks_word="Föredrag",
    talks_heading="Föredrag: {title}",
    talks_sentence_one="Passet bestod av ett föredrag. Här återges huvuddragen.",
    talks_sentence_many="Passet bestod av {count} föredrag. Här återges huvuddragen i vart och ett av dem.",
    reflections="Reflektioner och lärdomar:",
    workshop_word="Workshop",
    workshop_heading="Workshop: {title}",
    sorted_contributions=(
        "Inför träffen skickade de deltagande organisationerna in bidrag. Bidragen sorterades i {count} "
        "kategorier "
        "som visar vilket handlingsutrymme olika aktörer har. Listorna i tabellen är exempel."
    ),
    sorted_contributions_one=(
        "Inför träffen skickade de deltagande organisationerna in bidrag. Bidragen samlades i en kategori "
        "som visar vilket handlingsutrymme olika aktörer har. Listan i tabellen är exempel."
    ),
    table_caption="Exempel på bidrag i varje kategori",
    from_workshop="Dokumentation från workshop",
    starting_points="Varje grupps avsnitt inleds med de förslag som samtalet tog sin utgångspunkt i.",
    starting_points_by=(
        "Varje grupps avsnitt inleds med de förslag som samtalet tog sin utgångspunkt i. "
        "Förslagen har sammanställts av {organiser}."
    ),
    themes_heading="Återkommande mönster och teman för alla grupper",
    proposal_heading="Förslag {number}. {title}",
    proposal_label="Förslag som samtalet tog sin utgångspunkt i:",
    contributed_by="Bygger på bidrag från {organisations}.",
    conversation_label="Dokumentation från samtalen:",
    other_notes="Övrigt",
    confirmed="Avstämt i gruppen {time}",
    reservation="Reservation: {text}",
    not_worked_through="Ännu inte genomarbetat: inläggen återges som de skrevs.",
    missing_opening="Det finns ingen dokumentation från inledningen.",
    missing_talk="Det finns ingen dokumentation från föredraget.",
    missing_room="Gruppen har inte lämnat någon dokumentation.",
    missing_themes="Inga återkommande mönster och teman har samlats in.",
    missing_categories="Det finns inga kategorier från förarbetet.",
    missing_proposal_text="Förslagets text saknas.",
)

ENGLISH = Words(
    code="en",
    documentation="DOCUMENTATION",
    states={"working": "Working material", "draft": "Draft", "confirmed": "Confirmed", "sent": "Sent out"},
    with_traces="with traces",
    title="Documentation from {meeting}",
    title_in_series="Documentation from {meeting} – {series}",
    quotes=("“", "”"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date_form="{day} {month} {year}",
    clock_form="{hour:02d}:{minute:02d}",
    numbers=(
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    one_common="one",
    ordinals=(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
    ),
    later_ordinal="number {number}",
    conjunction="and",
    meeting_in_series="{meeting} was the {ordinal} meeting in the series {series}.",
    meeting_in_series_unnumbered="{meeting} was part of the series {series}.",
    it="It",
    held="{meeting} was held on {date}",
    held_somewhere="{meeting} was held in {place} on {date}",
    with_theme=" on the theme {theme}",
    morning="The morning was given to {parts}.",
    afternoon="The afternoon was given to {parts}.",
    main_points="This paper gives the main points of what was said.",
    an_opening="opening addresses",
    talks_one="one talk under the heading {title}",
    talks_many="{count} talks under the heading {title}",
    talks_uncounted="talks under the heading {title}",
    workshop="the workshop {title}",
    workshop_groups_one="{workshop}, with a conversation in one group",
    workshop_groups_many="{workshop}, with conversations in {count} groups",
    workshop_proposals_one="{groups} starting from one proposal",
    workshop_proposals_many="{groups} starting from {count} proposals",
    opening_heading="Opening of the day",
    opened_by_one="The day was opened by {speakers}.",
    opened_by_many="The day was opened by {count} speakers: {speakers}.",
    talks_word="Talks",
    talks_heading="Talks: {title}",
    talks_sentence_one="There was one talk. Its main points are given here.",
    talks_sentence_many="There were {count} talks. The main points of each are given here.",
    reflections="Reflections and lessons:",
    workshop_word="Workshop",
    workshop_heading="Workshop: {title}",
    sorted_contributions=(
        "Before the meeting the organisations taking part sent in contributions. They were sorted into "
        "{count} "
        "categories that show what each actor has room to do. The lists in the table are examples."
    ),
    sorted_contributions_one=(
        "Before the meeting the organisations taking part sent in contributions. They were gathered in one "
        "category that shows what each actor has room to do. The list in the table is an example."
    ),
    table_caption="Examples of contributions in each category",
    from_workshop="Documentation from the workshop",
    starting_points="Each group’s part opens with the proposals that its conversation started from.",
    starting_points_by=(
        "Each group’s part opens with the proposals that its conversation started from. "
        "The proposals were compiled by {organiser}."
    ),
    themes_heading="Patterns and themes that recurred across the groups",
    proposal_heading="Proposal {number}. {title}",
    proposal_label="Proposals that the conversation started from:",
    contributed_by="Based on contributions from {organisations}.",
    conversation_label="Documentation from the conversations:",
    other_notes="Other",
    confirmed="Confirmed in the group {time}",
    reservation="Reservation: {text}",
    not_worked_through="Not yet worked through: the notes are given as they were written.",
    missing_opening="There is no documentation from the opening.",
    missing_talk="There is no documentation from the talk.",
    missing_room="The group has left no documentation.",
    missing_themes="No recurring patterns or themes have been gathered.",
    missing_categories="There are no categories from the preparatory work.",
    missing_proposal_text="The text of the proposal is missing.",
)

WORDS = {"sv": SWEDISH, "en": ENGLISH}
