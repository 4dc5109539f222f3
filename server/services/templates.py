"""The agency's Word template and the organiser's logo: kept with a session, opened in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from server.domain.errors import N_, Conflict, Invalid, NotFound, require
from server.domain.events import Data
from server.domain.permission import still_editable
from server.domain.session import stamp
from server.export.docx_template import NAMES, read_template
from server.export.docx_template.styles import KINDS
from server.export.logo import Logo, checked_logo
from server.services.aside import aside
from server.services.looks import LOGO, TEMPLATE, kept, looks
from server.services.samtal import Samtal
from server.store.files import Files

TEMPLATE_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
MAX_FILE_NAME_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: it has been opened, and nothing in it acts."""

    name: str
    content: bytes
    mime: str
    details: Data


def checked_template(content: bytes, file_name: str, mapping: Mapping[str, Any] | None = None) -> Checked:
    """Open a template from outside, with what was chosen for its styles.

    Raises:
        Refusal: the file is none that we open, or has no such style; the sentence says why.
    """
    report = asdict(aside(read_template, content))
    name = " ".join(file_name.split())[:MAX_FILE_NAME_CHARACTERS] or "mall.docx"
    chosen = _chosen(mapping or {}, report["styles"])
    return Checked(TEMPLATE, content, TEMPLATE_MIME, {"file_name": name, "report": report, "mapping": chosen})


def opened_logo(content: bytes) -> Checked:
    """Open a logo from outside, and make it safe.

    Raises:
        Refusal: the file is no picture that we take; the sentence says why.
    """
    logo = aside(checked_logo, content)
    return Checked(LOGO, logo.content, logo.mime, {})


def has_template(samtal: Samtal, session_id: str) -> bool:
    return any(name == TEMPLATE for name, *_ in Files(samtal.log.engine).versions(session_id))


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
    _require_editable(samtal, session_id)
    _put(samtal, session_id, checked_template(content, file_name))
    return described(samtal, session_id)


def choose(samtal: Samtal, session_id: str, mapping: Mapping[str, Any]) -> Data:
    """Choose which of the template's styles stand for ours; what is left out is found by name again.

    Args:
        mapping: our style → the name of the template's, or None for our own.

    Raises:
        Conflict: the session has no template.
        Locked: the paper has been confirmed or sent out.
        Invalid: there is no such style.
    """
    file = Files(samtal.log.engine).find(session_id, TEMPLATE)
    if file is None:
        raise Conflict(N_("Träffen har ingen egen Word-mall."))
    _require_editable(samtal, session_id)
    chosen = _chosen(mapping, file["details"]["report"]["styles"])
    details = {**file["details"], "mapping": chosen}
    _put(samtal, session_id, Checked(TEMPLATE, file["content"], file["mime"], details))
    return described(samtal, session_id)


def keep_logo(samtal: Samtal, session_id: str, content: bytes) -> Data:
    """Keep a logo in the place of an earlier one; give what there is now.

    Raises:
        Refusal: there is no such session, or the file is no picture that we take; the sentence says why.
    """
    _require_editable(samtal, session_id)
    _put(samtal, session_id, opened_logo(content))
    return described(samtal, session_id)


def logo(samtal: Samtal, session_id: str) -> Logo:
    """Give the logo.

    Raises:
        NotFound: there is none.
    """
    found = looks(kept(Files(samtal.log.engine), session_id)).logo
    if found is None:
        raise NotFound(N_("Träffen har ingen logotyp."))
    return found


def remove(samtal: Samtal, session_id: str, name: str) -> Data:
    """Remove the template or the logo, if there is one; give what there is now.

    Raises:
        Locked: the paper has been confirmed or sent out.
    """
    _require_editable(samtal, session_id)
    Files(samtal.log.engine).remove(session_id, name)
    return described(samtal, session_id)


def _put(samtal: Samtal, session_id: str, file: Checked) -> None:
    at = stamp(samtal.desk.clock())
    Files(samtal.log.engine).put(
        session_id, file.name, content=file.content, mime=file.mime, uploaded_at=at, details=file.details
    )


def _require_editable(samtal: Samtal, session_id: str) -> None:
    """Refuse where there is no such session, or where its paper has been confirmed: its look is a part of it."""
    require(samtal.log.session_row(session_id), NotFound(N_("Träffen finns inte.")))
    samtal.desk.look(session_id, lambda opened: still_editable(opened.session))


def _chosen(mapping: Mapping[str, Any], styles: list[Data]) -> dict[str, str | None]:
    return {ours: _style(ours, name, styles) for ours, name in mapping.items()}


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
