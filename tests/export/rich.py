"""A paper with everything that an editor can write: links, emphasis, lists in lists, headings inside sections."""

from __future__ import annotations

from dataclasses import replace

from server.draft.paper import Box, BulletList, Item, Paper, Paragraph, Run, SubHeading
from tests.export.papers import example

ADDRESS = "https://example.org/a(b)?x=1&copy=2&amp;y=<q>"
MAIL = "mailto:anna@example.org"


def point(text: str, *below: Item, numbered: bool = False, sources: tuple[str, ...] = ()) -> Item:
    return Item((Run(text),), sources, below, numbered)


FIRST = BulletList(
    (
        point(
            "Ett", point("under a"), point("under b", point("djupast"), numbered=True), numbered=True, sources=("n-1",)
        ),
        point("Två", point("strecksats")),
    ),
    "documentation",
    numbered=True,
)
SECOND = BulletList((point("Nytt ett"), point("Nytt två")), "documentation", numbered=True)
MIXED = BulletList(
    (point("Punkt", point("Först"), point("Sedan"), numbered=True), point("Punkt till")), "documentation"
)
BOX = Box(
    (
        Paragraph((Run("I rutan, se "), Run("mer", link=ADDRESS)), "prework"),
        BulletList(
            (point("Rutans ett", point("Rutans a"), numbered=True), point("Rutans två")), "prework", numbered=True
        ),
        BulletList((point("Rutans punkt", point("Rutans streck")),), "prework"),
    )
)
WITH_LINKS = Paragraph(
    (
        Run("Se "),
        Run("webbplatsen", link=ADDRESS),
        Run(" och "),
        Run("skriv till oss", bold=True, italic=True, link=MAIL),
        Run("."),
    ),
    "documentation",
    ("n-2", "n-3"),
)


def rich(state: str = "Utkast") -> Paper:
    """The example, with all of this in its first section and a heading below its second one's."""
    paper = example()
    first, second, *rest = paper.sections
    heading = SubHeading(2, (Run("Egen "), Run("underrubrik", italic=True)))
    first = replace(first, blocks=(*first.blocks, heading, WITH_LINKS, FIRST, SECOND, MIXED, BOX))
    second = replace(second, blocks=(*second.blocks, SubHeading(3, (Run("Längst in"),)), *second.blocks))
    return replace(paper, sections=(first, second, *rest), header=replace(paper.header, state=state))
