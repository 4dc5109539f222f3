"""What the models of a session file cannot see: the form of the whole, and whether a name is given once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from server.domain.errors import N_
from server.session_file import schema
from server.session_file.problems import Findings, shortened
from server.session_file.tree import Mapping, Node, Scalar, Sequence
from server.session_file.values import data, is_blank, one_line

URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

ONE_KIND = N_("Varje del av programmet är en av %(keys)s. Dela upp den, eller lägg till nyckeln.")
ROOM_TWICE = N_("Två rum heter ”%(name)s”. Ge rummen olika namn.")
PROPOSAL_TWICE = N_("Två förslag har nummer %(name)s. Ge förslagen olika nummer.")
KIND_TWICE = N_("Två sorters anteckningar har id ”%(name)s”. Ge dem olika id.")


def look_for_problems(root: Node, findings: Findings, folder: Path | None) -> None:
    """Note what is wrong among the findings; the logo is looked for where the file's folder is given."""
    if isinstance(root, Mapping):
        _check_programme(root, findings)
        _check_names_given_once(root, findings)
        _check_logo(root, findings, folder)


def _check_programme(root: Mapping, findings: Findings) -> None:
    for item in items_at(root, "programme"):
        if not isinstance(item, Mapping):
            continue
        kinds = [key for key in item.entries if key in schema.PROGRAMME_KINDS]
        unknown = len(item.entries) - len(kinds)
        if len(kinds) > 1:
            findings.add(item.entries[kinds[1]].index, ONE_KIND, keys=", ".join(schema.PROGRAMME_KINDS))
        elif not kinds and not unknown:
            findings.add(item.index, ONE_KIND, keys=", ".join(schema.PROGRAMME_KINDS))


def _check_names_given_once(root: Mapping, findings: Findings) -> None:
    rooms = list(items_at(root, "rooms"))
    proposals = [value_at(room, "proposal") for room in rooms]
    _check_once(rooms, "name", ROOM_TWICE, findings)
    _check_once(proposals, "number", PROPOSAL_TWICE, findings)
    _check_once(items_at(root, "note_kinds"), "id", KIND_TWICE, findings)


def _check_once(nodes: Iterable[Node | None], key: str, message: str, findings: Findings) -> None:
    seen = set()
    for node in nodes:
        value = value_at(node, key)
        if not isinstance(value, Scalar) or is_blank(value.text):
            continue
        name = str(data(value, ())).casefold()
        if name in seen:
            findings.add(value.index, message, name=shortened(value.text))
        seen.add(name)


def _check_logo(root: Mapping, findings: Findings, folder: Path | None) -> None:
    node = value_at(value_at(root, "organiser"), "logo")
    if not isinstance(node, Scalar) or is_blank(node.text):
        return
    logo = one_line(node.text)
    if not _stays_in_folder(logo):
        findings.add(
            node.index,
            N_("Logotypen ska ligga bredvid filen. Skriv bara filens namn, till exempel logo.svg."),
        )
    elif folder is not None and not _is_file_in(folder, logo):
        findings.add(node.index, N_("Det finns ingen fil %(name)s här. Rätta namnet, eller lägg dit filen."), name=logo)


def _stays_in_folder(path: str) -> bool:
    return (
        "\\" not in path
        and not URL.match(path)
        and not PurePosixPath(path).is_absolute()
        and not PureWindowsPath(path).drive
        and ".." not in PurePosixPath(path).parts
    )


def _is_file_in(folder: Path, path: str) -> bool:
    """Whether the file is there, in the folder itself: a link out of it does not count."""
    try:
        found = (folder / path).resolve()
        return found.is_file() and found.is_relative_to(folder.resolve())
    except (OSError, ValueError):  # a name that no file system takes
        return False


def value_at(node: Node | None, key: str) -> Node | None:
    entry = node.entries.get(key) if isinstance(node, Mapping) else None
    return entry.value if entry else None


def items_at(node: Node, key: str) -> Iterator[Node]:
    value = value_at(node, key)
    yield from value.items if isinstance(value, Sequence) else ()
