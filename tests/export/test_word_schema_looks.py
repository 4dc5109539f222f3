"""Word files with everything in them keep to the schema: rich text, comments, the logo, and agencies' templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from server.export import docx
from server.export.docx_template import Template
from server.export.logo import Logo, checked_logo, picture_of
from tests.export import agency
from tests.export.rich import rich
from tests.export.test_logo import DRAWING
from tests.export.test_word_schema import complaints, dangling, parts_of

TRACES = {f"n-{number}": f"Behov: Anteckning {number}\nandra raden" for number in range(1, 40)}


def logo() -> Logo:
    return checked_logo(DRAWING)


FILES: dict[str, Callable[[], bytes]] = {
    "rich text": lambda: docx.write(rich()),
    "comments and a logo": lambda: docx.write(rich(), traces=TRACES, logo=picture_of(logo())),
    "a template": lambda: docx.write(rich(), template=Template(agency.template())),
    "a template with a cover page": lambda: docx.write(rich(), template=Template(agency.template(cover=True))),
    "a template without header": lambda: docx.write(rich(), template=Template(agency.template(header=False))),
    "a Swedish template with comments": lambda: docx.write(rich(), template=Template(agency.swedish()), traces=TRACES),
    "other styles": lambda: docx.write(
        rich(),
        template=Template(agency.template(), {"Heading1": "Myndighetens rubrik", "ListBullet": None, "Normal": ""}),
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_it_keeps_to_the_schema_and_lacks_nothing(what: str, tmp_path: Path) -> None:
    file = FILES[what]()
    fresh = set(complaints(file, tmp_path)) - set(complaints(agency.template(), tmp_path))

    assert fresh == set()
    assert dangling(parts_of(file)) == set()
