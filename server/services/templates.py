"""The agency's Word template and the organiser's logo: kept with a session, read in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from server.domain.errors import N_, Conflict, Invalid, NotFound, require
from server.domain.events import Data
from server.domain.session import stamp
from server.export.docx_template import NAMES, Template, read_template
from server.export.docx_template.styles import KINDS
from server.export.logo import Logo, checked_logo
from server.services.aside import aside
from server.services.samtal import Samtal
from server.store.files import Files

TEMPLATE, LOGO = "template", "logo"
TEMPLATE_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
MAX_FILE_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Looks:
    """What a session's papers look like: its template and logo, where it has any."""

    template: Template | None
    logo: Logo | None


def looks(samtal: Samtal, session_id: str) -> Looks:
    """Give the template and the logo that the session's papers are written with."""
    files = Files(samtal.log.engine)
    template, logo = files.find(session_id, TEMPLATE), files.find(session_id, LOGO)
    return Looks(
        Template(template["content"], template["details"]["mapping"]) if template else None,
        Logo(logo["content"], logo["mime"]) if logo else None,
    )


def version(samtal: Samtal, session_id: str) -> object:
    """Give something that is another one when the template, its mapping or the logo is another one."""
    return Files(samtal.log.engine).versions(session_id)


def described(samtal: Samtal, session_id: str) -> Data:
    """Tell what there is: {"template": report or None, "logo": {"mime", "size", "uploaded_at"} or None}."""
    files = Files(samtal.log.engine)
    template, logo = files.find(session_id, TEMPLATE), files.find(session_id, LOGO)
    return {
        "template": _report(template) if template else None,
        "logo": _about(logo) | {"mime": logo["mime"]} if logo else None,
    }


def keep_template(samtal: Samtal, session_id: str, content: bytes, file_name: str) -> Data:
    """Keep a template in the place of an earlier one, whose choices go with it; give what there is now.

    Raises:
        Refusal: there is no such session, or the file is none that we open; the sentence says why.
    """
    _require_session(samtal, session_id)
    report = aside(read_template, content)
    name = " ".join(file_name.split())[:MAX_FILE_NAME_CHARACTERS] or "mall.docx"
    details = {"file_name": name, "report": asdict(report), "mapping": {}}
    _put(samtal, session_id, TEMPLATE, content, TEMPLATE_MIME, details)
    return described(samtal, session_id)


def choose(samtal: Samtal, session_id: str, mapping: Mapping[str, Any]) -> Data:
    """Choose which of the template's styles stand for ours; what is left out is found by name again.

    Args:
        mapping: our style → the name of the template's, or None for our own.

    Raises:
        Conflict: the session has no template.
        Invalid: there is no such style.
    """
    file = Files(samtal.log.engine).find(session_id, TEMPLATE)
    if file is None:
        raise Conflict(N_("Träffen har ingen egen Word-mall."))
    styles = file["details"]["report"]["styles"]
    chosen = {ours: _style(ours, name, styles) for ours, name in mapping.items()}
    _put(samtal, session_id, TEMPLATE, file["content"], file["mime"], {**file["details"], "mapping": chosen})
    return described(samtal, session_id)


def keep_logo(samtal: Samtal, session_id: str, content: bytes) -> Data:
    """Keep a logo in the place of an earlier one; give what there is now.

    Raises:
        Refusal: there is no such session, or the file is no picture that we take; the sentence says why.
    """
    _require_session(samtal, session_id)
    logo = aside(checked_logo, content)
    _put(samtal, session_id, LOGO, logo.content, logo.mime, {})
    return described(samtal, session_id)


def logo(samtal: Samtal, session_id: str) -> Logo:
    """Give the logo.

    Raises:
        NotFound: there is none.
    """
    found = looks(samtal, session_id).logo
    if found is None:
        raise NotFound(N_("Träffen har ingen logotyp."))
    return found


def remove(samtal: Samtal, session_id: str, name: str) -> Data:
    """Remove the template or the logo, if there is one; give what there is now."""
    Files(samtal.log.engine).remove(session_id, name)
    return described(samtal, session_id)


def _put(samtal: Samtal, session_id: str, name: str, content: bytes, mime: str, details: Mapping[str, Any]) -> None:
    Files(samtal.log.engine).put(
        session_id, name, content=content, mime=mime, uploaded_at=stamp(samtal.desk.clock()), details=details
    )


def _require_session(samtal: Samtal, session_id: str) -> None:
    require(samtal.log.session_row(session_id), NotFound(N_("Träffen finns inte.")))


def _style(ours: str, name: object, styles: list[Data]) -> str | None:
    """Give the stored name of the style that is chosen for ours by its name or by what Word shows."""
    require(ours in NAMES, Invalid(N_("Det finns ingen sådan formatmall."), field=ours[:40]))
    if name is None or name == "":
        return None
    kind, wanted = KINDS.get(ours, "paragraph"), str(name).casefold()
    for shown in ("name", "label"):
        for style in styles:
            if style["kind"] == kind and style[shown].casefold() == wanted:
                return str(style["name"])
    raise Invalid(N_("Det finns ingen sådan formatmall."), field=ours)


def _report(file: Mapping[str, Any]) -> Data:
    details, report = file["details"], file["details"]["report"]
    mapping = {**report["mapping"], **details["mapping"]}
    return _about(file) | {
        "file_name": details["file_name"],
        "styles": report["styles"],
        "found": report["mapping"],
        "mapping": {ours: mapping[ours] for ours in NAMES},
        "missing": [ours for ours in NAMES if not mapping[ours]],
        "problems": report["problems"],
        "blanks": report["blanks"],
        "place": report["place"],
    }


def _about(file: Mapping[str, Any]) -> Data:
    return {"size": len(file["content"]), "uploaded_at": file["uploaded_at"]}
