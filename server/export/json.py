"""Everything about a meeting as JSON: its plan, its events in order, the draft as data, and the files it keeps.

`server.session_file.whole` reads it again. People's names are not here: they are in no event. Whoever took part is an
id and an organisation. An event is a line of its own, so that two files can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from server.domain.events import Recorded
from server.domain.session import Session
from server.draft.paper import Paper
from server.session_file import WHOLE_VERSION
from server.session_file.enclosed import Enclosed


def write(
    session: Session,
    events: Iterable[Recorded | Mapping[str, Any]],
    paper: Paper | None,
    files: Sequence[Enclosed] = (),
) -> bytes:
    """Write the meeting.

    Args:
        session: its state.
        events: its log, in the order in which they happened.
        paper: the draft, None where there is none yet.
        files: the Word template and the logo, where it has any.
    """
    head = {
        "id": session.id,
        "code": session.code,
        "title": session.plan.title,
        "status": session.status,
        "created_at": session.created_at,
        "opened_at": session.opened_at,
        "closed_at": session.closed_at,
    }
    plan = session.plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    parts = {
        "samtal": b"%d" % WHOLE_VERSION,
        "session": orjson.dumps(head),
        "plan": orjson.dumps(plan),
        "events": _lines(_event(event) for event in events),
        "draft": orjson.dumps(paper.as_data() if paper else None),
    }
    if files:
        parts["files"] = _lines(orjson.dumps(file.as_data()) for file in files)
    return b"{\n" + b",\n".join(b'"%s": %s' % (name.encode(), part) for name, part in parts.items()) + b"\n}\n"


def _lines(values: Iterable[bytes]) -> bytes:
    return b"[\n" + b",\n".join(values) + b"\n]"


def _event(event: Recorded | Mapping[str, Any]) -> bytes:
    return orjson.dumps(event.as_data() if isinstance(event, Recorded) else event)
