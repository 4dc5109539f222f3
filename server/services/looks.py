"""What a session's papers look like: the agency's Word template and the organiser's logo, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.export.docx_template import Template
from server.export.logo import EXTENSIONS, Logo
from server.session_file.enclosed import Enclosed
from server.store.files import Files

TEMPLATE, LOGO = "template", "logo"

Kept = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Looks:
    """A session's template and logo, where it has any."""

    template: Template | None
    logo: Logo | None


def kept(files: Files, session_id: str) -> Kept:
    """Give the rows of the session's files by their names."""
    found = {name: files.find(session_id, name) for name in (TEMPLATE, LOGO)}
    return {name: row for name, row in found.items() if row}


def looks(files: Kept) -> Looks:
    """Give the template and the logo that the session's papers are written with."""
    template, logo = files.get(TEMPLATE), files.get(LOGO)
    return Looks(
        Template(template["content"], template["details"]["mapping"]) if template else None,
        Logo(logo["content"], logo["mime"]) if logo else None,
    )


def enclosed(files: Kept) -> list[Enclosed]:
    """Give the files as they leave the house with all the rest of the meeting."""
    return [_enclosed(name, row) for name, row in files.items()]


def _enclosed(kind: str, row: Mapping[str, Any]) -> Enclosed:
    details = row["details"]
    name = details["file_name"] if kind == TEMPLATE else f"{kind}.{EXTENSIONS[row['mime']]}"
    return Enclosed(kind, name, row["uploaded_at"], row["content"], details.get("mapping", {}))
