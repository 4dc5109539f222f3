"""Whatever a file contains, it gives a plan or a refusal; whatever a plan holds, its file gives it back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.domain.plain_text import UNCARRIABLE
from server.domain.plan import (
    Break,
    Category,
    NoteKind,
    Opening,
    Organisation,
    Organiser,
    Plan,
    ProgrammeItem,
    Proposal,
    RoomPlan,
    Settings,
    Speaker,
    Step,
    Talk,
    Talks,
    Workshop,
)
from server.session_file import SessionFileRefused, read, write
from server.session_file.values import is_blank, multiline, one_line

BUNDLED = (Path(__file__).parents[2] / "sessions" / "workshop-example.yaml").read_bytes()
SMALLEST = "samtal: 1\ntitle: A\ndate: 2025-09-30\n"
PIECES = [
    *":-?[]{},#&*!|>'\"%@` \n\t\r0~<.\\",
    *(
        "---\n",
        "...\n",
        "  ",
        "- ",
        ": ",
        "? ",
        "<<: ",
        "\ufeff",
        "\u2028",
        "\u0085",
        "å",
        "\U0001f600",
        "\ud800",
    ),
    *(
        "title",
        "rooms",
        "programme",
        "opening",
        "proposal",
        "from",
        "date",
        "2025-09-30",
        "true",
        "null",
        "1e999",
    ),
    *(
        '"\\UFFFFFFFF"',
        "%YAML 1.2\n",
        "%TAG ! x\n",
        "!!python/name:os.system",
        "&a",
        "*a",
        ".inf",
        "0x1F",
        "|2-\n",
    ),
]


def plan_or_problems(content: bytes | str) -> None:
    problems, plan = [], None
    try:
        plan = read(content, "möte.yaml")
    except SessionFileRefused as refused:
        problems = refused.problems
    assert (plan is None) == bool(problems)
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in problems)
    assert plan is None or read(write(plan), "möte.yaml") == plan


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_give_a_plan_or_problems(content):
    plan_or_problems(content)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("%YAML 1." + "9" * 5000 + "\n---\na: 1")
@example('a: "\\UFFFFFFFF"')
@example("number: " + "9" * 5000)
@settings(deadline=None, max_examples=400)
def test_anything_that_resembles_yaml_gives_a_plan_or_problems(text):
    plan_or_problems(text)
    plan_or_problems(SMALLEST + text)


@given(
    start=st.integers(0, len(BUNDLED)),
    length=st.integers(0, 30),
    junk=st.one_of(st.binary(max_size=8), st.sampled_from(PIECES).map(lambda piece: piece.encode(errors="replace"))),
)
@settings(deadline=None, max_examples=60)
def test_an_example_with_a_slip_of_the_keyboard_gives_a_plan_or_problems(start, length, junk):
    plan_or_problems(BUNDLED[:start] + junk + BUNDLED[start + length :])


def texts(longest: int) -> st.SearchStrategy[str]:
    return st.text(max_size=longest).map(lambda text: UNCARRIABLE.sub("", text))


def lines(longest: int = 40) -> st.SearchStrategy[str]:
    """Titles and names as they are after reading, such as YAML would take for something else among them."""
    tricky = st.sampled_from(
        ["no", "1", "~", "true", "- a", "a: b", "# a", "'", '"', "2025-09-30", "09.30", "*a", "1_0"]
    )
    return st.one_of(texts(longest).map(one_line), tricky).filter(lambda text: not is_blank(text))


def paragraphs() -> st.SearchStrategy[str]:
    parts = st.one_of(
        texts(12), st.sampled_from(["\n", "\n\n", "  ", " \n", "- a\n", "\t", "\n   b", "# c\n", "---\n"])
    )
    return st.lists(parts, max_size=8).map("".join).map(multiline).map(lambda text: "" if is_blank(text) else text)


def times() -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.from_regex(r"([01][0-9]|2[0-3])[.:][0-5][0-9]", fullmatch=True))


def optional(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), strategy)


def many(strategy: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


minutes = st.one_of(st.none(), st.integers(1, 1440))
days = st.dates(dt.date(1900, 1, 1))
programme = st.one_of(
    st.builds(
        Opening,
        title=lines(),
        speakers=many(st.builds(Speaker, name=lines(), role=optional(lines()))),
        minutes=minutes,
        time=times(),
    ).map(lambda part: ProgrammeItem(opening=part)),
    st.builds(Talks, title=lines(), talks=many(st.builds(Talk, speaker=lines(), title=lines()))).map(
        lambda part: ProgrammeItem(talks=part)
    ),
    st.builds(
        Workshop,
        title=lines(),
        steps=many(st.builds(Step, title=lines(), minutes=minutes, silent=st.booleans(), time=times())),
    ).map(lambda part: ProgrammeItem(workshop=part)),
    st.builds(Break, title=lines(), minutes=minutes, time=times()).map(lambda part: ProgrammeItem(**{"break": part})),
)


@st.composite
def rooms(draw: st.DrawFn) -> tuple[RoomPlan, ...]:
    names = draw(st.lists(lines(), max_size=3, unique_by=str.casefold))
    return tuple(
        RoomPlan(
            name=name,
            capacity=draw(st.one_of(st.none(), st.integers(1, 1000))),
            proposal=Proposal(
                **{
                    "number": number,
                    "title": draw(lines()),
                    "text": draw(paragraphs()),
                    "from": draw(many(lines())),
                    "question": draw(optional(paragraphs().filter(bool))),
                }
            ),
        )
        for number, name in enumerate(names, start=1)
    )


plans = st.builds(
    Plan,
    samtal=st.just(1),
    language=st.sampled_from(["sv", "en"]),
    organiser=st.one_of(st.none(), st.builds(Organiser, name=lines(), logo=st.sampled_from([None, "a.svg"]))),
    series=optional(lines()),
    number=st.one_of(st.none(), st.integers(1, 999)),
    title=lines(),
    theme=optional(lines()),
    date=days,
    place=optional(lines()),
    published=st.one_of(st.none(), days),
    organisations=many(st.builds(Organisation, name=lines(), short=optional(lines()))),
    categories=many(st.builds(Category, title=lines(), examples=many(lines()))),
    note_kinds=st.sampled_from([(), (NoteKind(id="idea", label="Idé"), NoteKind(id="no", label="Nej"))]),
    programme=many(programme, most=3),
    rooms=rooms(),
    settings=st.builds(
        Settings,
        anonymous_notes=st.booleans(),
        rooms_visible=st.sampled_from(["own", "all"]),
        self_select_room=st.booleans(),
        retention_days=st.integers(1, 3650),
    ),
)


@given(plans)
@example(
    Plan(
        samtal=1,
        title="T",
        date=dt.date(2000, 1, 1),
        rooms=(RoomPlan(name="A", proposal=Proposal(number=1, title="B", text="0\n\u20280")),),
    )
)
@settings(deadline=None)
def test_any_plan_reads_back_as_it_was_written(plan):
    assert read(write(plan), "möte.yaml") == plan
