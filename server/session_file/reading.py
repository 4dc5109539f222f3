"""Read a session file: the plan, or everything that is wrong with the file at once."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from server.domain.errors import N_
from server.domain.plain_text import UNCARRIABLE
from server.domain.plan import Plan
from server.session_file.checks import look_for_problems
from server.session_file.problems import UNCARRIABLE_TEXT, Findings
from server.session_file.tree import Node, Unparsable, parse
from server.session_file.values import data
from server.session_file.wording import explain

MAX_BYTES = 2 * 1024 * 1024


def read(text: bytes | str, name: str, *, language: str = "sv", folder: Path | None = None) -> Plan:
    """Read and check a session file. It takes seconds where the file is near `MAX_BYTES`.

    Args:
        text: the content of the file; bytes are UTF-8, with or without a byte order mark.
        name: the name of the file, for the problems.
        language: the language of the problems' messages, "sv" or "en".
        folder: where the file lies; given, the logo is looked for there.

    Raises:
        SessionFileRefused: with everything that is wrong, in the order of the file.
    """
    content = _content(text, name, language)
    findings = Findings(content, name, language)
    try:
        root = parse(_carriable(content, findings), findings)
    except Unparsable:
        findings.refuse_if_any()
        raise
    look_for_problems(root, findings, folder)
    return _validated(root, findings)


def _content(text: bytes | str, name: str, language: str) -> str:
    encoded = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(encoded) > MAX_BYTES:
        _refuse("", 0, name, language, N_("Filen är större än 2 MiB. Korta den, eller dela upp mötet."))
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        readable = text[: error.start].decode("utf-8").removeprefix("\ufeff")
        _refuse(
            readable,
            len(readable),
            name,
            language,
            N_("Filen är inte i UTF-8. Spara den med kodningen UTF-8."),
        )
        raise


def _refuse(content: str, index: int, name: str, language: str, message: str) -> None:
    findings = Findings(content, name, language)
    findings.add(index, message)
    findings.refuse_if_any()


def _carriable(content: str, findings: Findings) -> str:
    """The text with a visible stand-in for each character that must not be there; each is a finding."""
    for match in UNCARRIABLE.finditer(content):
        findings.add(match.start(), UNCARRIABLE_TEXT)
    return UNCARRIABLE.sub("\ufffd", content)


def _validated(root: Node, findings: Findings) -> Plan:
    # By way of JSON: in Python mode the strict models would not take a list for a tuple, nor text for a date.
    try:
        plan = Plan.model_validate_json(json.dumps(data(root, ())))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            explain(root, detail, findings)
        findings.refuse_if_any()
        raise
    findings.refuse_if_any()
    return plan
