"""What the paper reveals is told: people who joined, organisations where nobody meant them, anonymous sources."""

from __future__ import annotations

import time
from typing import Any

import pytest

from server.draft import compose
from server.draft.leaks import Leak, Secrets, find_leaks, secrets_of
from server.draft.paper import Box, Header, Heading, Lead, Paper, Paragraph, Run, Section
from tests.draft.meeting import PEOPLE, PROPOSALS, TODAY, Meeting, samverkanstraff


def told(meeting: Meeting, names: dict[str, str] | None = None) -> tuple[Leak, ...]:
    paper = compose(meeting.session, today=TODAY)
    return find_leaks(paper, secrets_of(meeting.session, PEOPLE if names is None else names))


def words(leaks: tuple[Leak, ...], kind: str) -> list[str]:
    return [word for leak in leaks if leak.kind == kind for word in leak.words]


def in_a_text(text: str, **secrets: Any) -> list[tuple[str, tuple[str, ...]]]:
    """What a single sentence of a group's documentation reveals."""
    here = Section(Heading(2, "Grupp 1", "d-room-1"), (Paragraph((Run(text),), "documentation"),), "room-1")
    return [(leak.kind, leak.words) for leak in find_leaks(paper_of(here), Secrets(**secrets))]


def paper_of(*sections: Section) -> Paper:
    return Paper("Titel", "sv", TODAY, "", Header("DOKUMENTATION", "", "251028"), Lead(()), sections)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Anna Andersson", "Anna Andersson sa det.", ("Anna Andersson",)),
        ("Anna Andersson", "Det var Anna Anderssons förslag.", ("Anna Anderssons",)),
        ("Anna Andersson", "ANNA\u00a0ANDERSSON och anna andersson", ("ANNA\u00a0ANDERSSON", "anna andersson")),
        ("Anna Andersson", "Enligt Anna, och Annas grupp.", ("Anna", "Annas")),
        ("Anna Andersson", "Andersson frågade.", ("Andersson",)),
        ("Anna-Karin Öst", "Anna Karin Öst sa det.", ("Anna Karin Öst",)),
        ("Åsa Ström", "Åsa:s fråga", ("Åsa",)),
        ("Hans Berg", "Hans Berg höll med.", ("Hans Berg",)),
        ("Bo Ek", "Bo Eks fråga", ("Bo Eks",)),
        ("Sara", "Sara undrade.", ("Sara",)),
        ("Mats Örnsköld", "Mats frågade Örnsköld, och Mats igen", ("Mats", "Örnsköld")),
    ],
)
def test_a_name_is_found_however_it_stands(name: str, text: str, found: tuple[str, ...]) -> None:
    assert in_a_text(text, names=(name,)) == [("person", found)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Anna Andersson", "Susanna och Annandag, Annat"),
        ("Hans Berg", "Hans fråga om berg"),
        ("Bo Ek", "Att bo under en ek"),
        ("Sanna Lind", "Sanna ord"),
        ("Min Han", "Min man och han"),
        ("Grupp 3", "Grupp 3 tog upp det."),
        ("Dokumentatör", "En dokumentatör skrev."),
        ("", "Ingen alls."),
    ],
)
def test_words_that_only_look_like_a_name_are_left_alone(name: str, text: str) -> None:
    assert in_a_text(text, names=(name,)) == []


def test_a_name_in_two_styles_is_found() -> None:
    paragraph = Paragraph((Run("Anna ", bold=True), Run("Anders"), Run("son", italic=True)), "documentation")
    here = Section(Heading(2, "Grupp 1", "d-room-1"), (paragraph,), "room-1")

    assert words(find_leaks(paper_of(here), Secrets(names=("Anna Andersson",))), "person") == ["Anna Andersson"]


@pytest.mark.parametrize(
    ("organisation", "text", "found"),
    [
        ("Myndigheten för yrkeshögskolan", "Myndigheten för yrkeshögskolans roll", "Myndigheten för yrkeshögskolans"),
        ("MYH", "MYH och MYH:s roll", "MYH"),
        ("UR", "Det ser UR som sitt.", "UR"),
        ("Skolverket", "skolverket", "skolverket"),
        ("Gärds AB", "Gärds AB kan.", "Gärds AB"),
    ],
)
def test_an_organisation_is_found_by_its_long_and_its_short_name(organisation: str, text: str, found: str) -> None:
    assert in_a_text(text, organisations=(organisation,)) == [("organisation", (found,))]


def test_a_short_name_in_small_letters_is_a_word() -> None:
    assert in_a_text("Ur led är tiden, ho vet.", organisations=("UR", "HO")) == []


def test_what_people_typed_as_their_organisation_is_looked_for_but_not_what_is_no_name() -> None:
    meeting = Meeting()
    for number, organisation in enumerate(("Föreningen Norrsken", "privat", "-", "Kommun")):
        meeting.joins(f"p-{number}", organisation)
    meeting.block("room-1", "Föreningen Norrsken är privat - och en kommun.")

    assert words(told(meeting, {}), "organisation") == ["Föreningen Norrsken"]


def test_the_proposals_box_may_name_organisations_and_the_groups_text_may_not() -> None:
    meeting = Meeting()
    room = meeting.room_with(5)
    block = meeting.block(room, "Malmö universitet vill gå vidare.")

    leaks = [leak for leak in told(meeting) if leak.kind == "organisation"]

    assert "Malmö universitet" in PROPOSALS[4]["text"]
    assert [(leak.anchor, leak.channel, leak.block) for leak in leaks] == [(f"d-{room}", room, block)]


def test_notes_that_nobody_has_worked_through_are_looked_at_too() -> None:
    meeting = Meeting()
    meeting.note("room-2", "Malmö universitet och Cilla Zetterqvist kan.")
    strong = [{"text": "Anna ", "bold": True}, {"text": "Ångström ser ett mönster."}]
    theme = meeting.theme("Anna Ångström ser ett mönster.", runs=strong)

    leaks = told(meeting)

    assert [(leak.anchor, leak.theme, leak.channel, leak.words) for leak in leaks if leak.kind == "person"] == [
        ("d-themes", theme, None, ("Anna Ångström",)),
        ("d-room-2", None, "room-2", ("Cilla Zetterqvist",)),
    ]
    assert words(leaks, "organisation") == ["Malmö universitet"]


def test_a_name_in_a_reservation_is_told() -> None:
    meeting = Meeting()
    meeting.block("room-1", "Vi är överens.")
    meeting.confirm("room-1", "2025-09-30T13:42:00.000Z", "Bo Örnsköld håller inte med.")

    assert words(told(meeting), "person") == ["Bo Örnsköld"]


def test_speakers_are_named_in_their_own_headings_and_nowhere_else() -> None:
    programme = [
        {"opening": {"title": "Inledning", "speakers": [{"name": "Anna Ångström", "role": "Chef"}]}},
        {"talks": {"title": "Föredrag", "talks": [{"speaker": "Bo Örnsköld", "title": "Vad Anna Ångström sa"}]}},
    ]
    meeting = Meeting(programme=programme)
    meeting.block("item-2-1", "Bo Örnsköld berättade om Anna.")

    leaks = [leak for leak in told(meeting) if leak.kind == "person"]

    assert [(leak.anchor, leak.words) for leak in leaks] == [
        ("d-item-2-1", ("Anna Ångström",)),  # another speaker's heading
        ("d-item-2-1", ("Bo Örnsköld", "Anna")),
    ]


def test_a_speaker_who_did_not_join_is_nobodys_leak() -> None:
    programme = [{"talks": {"title": "Föredrag", "talks": [{"speaker": "Anna Lind", "title": "Läget"}]}}]
    meeting = Meeting(programme=programme)
    meeting.block("item-1-1", "Anna Lind berättade.")

    assert words(told(meeting), "person") == []


def test_an_organisation_in_the_editors_own_words_is_told() -> None:
    heading = Heading(2, "Malmö universitets förslag", "d-room-1", part="room-1/heading")
    box = Box((Paragraph((Run("Malmö universitet föreslår."),), "prework", part="room-1/proposal"),))
    paper = paper_of(Section(heading, (box,), "room-1"))
    own = frozenset({"room-1/heading", "room-1/proposal"})

    as_planned = find_leaks(paper, Secrets(organisations=("Malmö universitet",)))
    rewritten = find_leaks(paper, Secrets(organisations=("Malmö universitet",), rewritten=own))

    assert as_planned == ()
    assert [(leak.part, leak.words) for leak in rewritten] == [("room-1/heading", ("Malmö universitets",))]


def test_the_editors_own_texts_are_told_by_their_part() -> None:
    meeting = Meeting()
    for part in ("title", "lead", "groups/intro", "category-2/title", "category-2/examples", "room-1/from"):
        lines = [{"kind": "paragraph", "level": 0, "runs": [{"text": "Malmö universitet och Anna Ångström"}]}]
        meeting.session.apply("draft", "text.edited", {"part": part, "lines": lines, "version": 1, "at": ""})

    leaks = told(meeting)

    assert sorted(leak.part or "" for leak in leaks if leak.kind == "organisation") == [
        "category-2/examples",
        "category-2/title",
        "groups/intro",
        "lead",
        "title",
    ]
    assert "room-1/from" in [leak.part for leak in leaks if leak.kind == "person"]


def test_a_block_of_a_list_is_told_by_itself() -> None:
    meeting = Meeting()
    blocks = [meeting.block("room-1", text, kind="bullet") for text in ("Cilla sa det.", "Ingen.", "Anna också.")]

    leaks = [leak for leak in told(meeting, {"1": "Cilla Ö", "2": "Anna Ö"}) if leak.kind == "person"]

    assert [leak.block for leak in leaks] == [blocks[0], blocks[2]]


def test_which_texts_rest_on_anonymous_notes_is_told() -> None:
    meeting = Meeting()
    hidden = meeting.note("room-1", "Jag vågar inte säga det högt", author=None)
    named = meeting.note("room-1", "Jag vågar")
    meeting.block("room-1", "Någon vågar inte.", hidden, named)

    (leak,) = told(meeting)

    assert (leak.kind, leak.anchor, leak.channel, leak.notes) == ("anonymous", "d-room-1", "room-1", (hidden,))
    assert leak.as_data()["notes"] == [hidden]


def test_the_stretch_that_is_shown_is_short_and_holds_what_was_found() -> None:
    long = "Det här är en lång text som fortsätter. " * 20
    here = Section(
        Heading(2, "Grupp 1", "d-room-1"), (Paragraph((Run(f"{long}Anna sa det. {long}"),), "documentation"),), "room-1"
    )

    (leak,) = find_leaks(paper_of(here), Secrets(names=("Anna",)))

    assert "Anna" in leak.text
    assert leak.text.startswith("… ")
    assert leak.text.endswith(" …")
    assert len(leak.text) < 200


def test_the_example_meeting_reveals_nobody() -> None:
    leaks = told(samverkanstraff())

    assert words(leaks, "person") == []
    assert words(leaks, "organisation") == []


def test_a_large_paper_with_a_full_hall_is_looked_through_at_once() -> None:
    """Ten times the words take about ten times as long, and ten times the names hardly longer."""
    text = "Det behövs en gemensam bild av problemet och ett tydligt uppdrag för alla som arbetar med frågan. " * 8
    names = tuple(f"Förnamn{number} Efternamn{number}" for number in range(3_000))
    organisations = tuple(f"Myndigheten för {number}" for number in range(600))

    def seconds(blocks: int, people: int) -> float:
        paragraph = Paragraph((Run(text),), "documentation")
        paper = paper_of(Section(Heading(2, "Grupp 1", "d-room-1"), (paragraph,) * blocks, "room-1"))
        began = time.process_time()
        assert find_leaks(paper, Secrets(names=names[:people], organisations=organisations)) == ()
        return time.process_time() - began

    seconds(10, 10)
    few, many = (min(seconds(300, people) for _ in range(3)) for people in (300, 3_000))

    assert many < few * 4
