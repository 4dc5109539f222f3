"""Papers to write in every format, and the texts that have broken exports elsewhere."""

from __future__ import annotations

from dataclasses import replace

from server.draft import Paper, compose
from server.draft.paper import Box, BulletList, Confirmed, Item, Paragraph, Run, plain_text, walk
from tests.draft.meeting import TODAY, Meeting, samverkanstraff

HOSTILE = [
    "<script>alert('hej')</script>",
    "]]> & &amp; &#65; <!-- --> </w:t></w:r>",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    "👩🏽‍🔬🏳️‍🌈 emoji och \U0001d518\U0001d52b",
    "مرحبا بالعالم שלום עולם blandat med svenska",
    "e\u0301 å a\u030a Z\u0351\u036b\u0343\u036a\u0302\u036b",
    "osynligt:\u200b\u200c\u200d\u2060\ufeff\u00ad och \u202eomvänt\u202c",
    "# inte rubrik",
    "- inte punkt",
    "+ inte punkt",
    "1. inte numrerad 2) inte heller",
    "> inte citat",
    "---",
    "===",
    "    inte kod",
    "\tinte kod heller",
    "`inte kod` ~~~ ```",
    "**inte fet** _inte kursiv_ *alls* __nej__",
    "[inte länk](javascript:alert(1)) ![bild](x) [^1] [a]: b",
    "| inte | tabell |",
    "bakstreck \\ och \\* och \\\\",
    "C# ## ###",
    "=SUMMA(A1:A9) @nämn +46 -1",
    "rad ett\nrad två\n- rad tre\n# rad fyra",
    "blanksteg i slutet  \noch början   \n   på rader",
    "a\u2028b\u2029c",
    "“citat” ”svenska” \u2018enkla\u2019 – — … «guillemets»",
    "x" * 20_000,
]


def example() -> Paper:
    return compose(samverkanstraff().session, today=TODAY)


def hostile() -> Paper:
    """Every hostile text as a paragraph, a bullet, a note and a theme, and in titles where it is one line."""
    meeting = Meeting(
        title="Träff <b> & \\*3*",
        series="Serie ]]> {{7*7}}",
        categories=[{"title": "A | B <i>", "examples": ["- x | y", "<td>"]}, {"title": "# C", "examples": []}],
    )
    for text in HOSTILE:
        meeting.block("room-1", text)
        meeting.block("room-2", text, kind="bullet")
        meeting.note("room-3", text)
        meeting.theme(text)
    meeting.confirm("room-1", "2025-09-30T13:42:00.000Z", HOSTILE[-5])
    return compose(meeting.session, today=TODAY)


def written(paper: Paper) -> list[str]:
    """What stands in the paper's paragraphs and bullets, in order."""
    found: list[str] = []
    for block in paper.blocks():
        match block:
            case Paragraph() | Confirmed():
                found.append(plain_text(block.runs))
            case BulletList():
                found += [plain_text(item.runs) for _, item in walk(block.items)]
            case _:
                pass
    return found


def tall_box() -> Paper:
    """A paper whose first proposal is taller than what stands on one page."""
    paper = example()
    first, *rest = paper.sections
    long = "Stycke i en ruta som är lång. " * 20
    points = BulletList((Item((Run("Punkt i rutan"),)), Item((Run("Punkt till"),))), "prework")
    parts = (*(Paragraph((Run(long),), "prework") for _ in range(3)), points, Paragraph((Run(long),), "prework"))
    box = Box((*parts, Paragraph((Run("Sist i rutan"),), "prework")))
    return replace(paper, sections=(replace(first, blocks=(*first.blocks, box)), *rest))


def many_notes(count: int) -> Paper:
    """A paper with so many notes, in five rooms with clusters and replies."""
    meeting = Meeting()
    clusters = {room.id: meeting.cluster(room.id, "Tema") for room in meeting.session.rooms}
    for number in range(count):
        room = f"room-{number % 5 + 1}"
        cluster = clusters[room] if number % 3 else None
        meeting.note(room, f"Anteckning {number} om villkoren i välfärdens yrken, så som de är.", cluster=cluster)
    return compose(meeting.session, today=TODAY)
