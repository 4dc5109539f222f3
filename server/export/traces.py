"""What is said of the notes behind a block: their kind and their words, never who or which organisation wrote them."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.room import Note
from server.domain.session import Session

_ANONYMOUS = {"sv": "anonymt inlägg", "en": "anonymous note"}
_ITEM_KINDS = {
    "sv": {"said": "Sagt", "reflection": "Reflektion"},
    "en": {"said": "Said", "reflection": "Reflection"},
}


def traces(session: Session) -> dict[str, str]:
    """Give a line for each note by its id, such as "Behov: Fler stolar (anonymt inlägg)", in the session's language.

    Notes that their authors have taken back or that the facilitator has hidden are not told.
    """
    language = session.plan.language
    kinds = _ITEM_KINDS[language] | {kind.id: kind.label for kind in session.plan.kinds}
    return {
        note.id: _line(note, kinds, _ANONYMOUS[language])
        for room in session.channels.values()
        for note in room.visible_notes()
    }


def _line(note: Note, kinds: Mapping[str, str], anonymous: str) -> str:
    said = f"{kinds.get(note.kind, note.kind)}: {note.text}"
    return said if note.author else f"{said} ({anonymous})"
