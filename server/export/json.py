"""Everything about a meeting as JSON: its plan, its events in order, and the draft as data.

`server.session_file.whole` reads it again. People's names are not here: they are in no event. Whoever took part is an
id and an organisation. An event is a line of its own, so that two files can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from server.domain.events import Recorded
from server.domain.session import Session
from server.draft.paper import Paper
from server.session_file import WHOLE_VERSION


def write(session: Session, events: Iterable[Recorded | Mapping[str, Any]], paper: Paper | None) -> bytes:
    """Write the meeting.

    Args:
        session: its state.
        events: its log, in the order in which they happened.
        paper: the draft, None where there is none yet.
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
        "events": b"[\n" + b",\n".join(_event(event) for event in events) + b"\n]",
        "draft": orjson.dumps(paper.as_data() if paper else None),
    }
    return b"{\n" + b",\n".join(b'"%s": %s' % (name.encode(), part) for name, part in parts.items()) + b"\n}\n"


def _event(event: Recorded | Mapping[str, Any]) -> bytes:
    return orjson.dumps(event.as_data() if isinstance(event, Recorded) else event)
