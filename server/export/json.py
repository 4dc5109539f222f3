"""Everything about a meeting as JSON: its plan, its events in order, and the draft as data.

People's names are not here: they are in no event. Whoever took part is an id and an organisation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from server.domain.events import Recorded
from server.domain.session import Session
from server.draft.paper import Paper

FORMAT_VERSION = 1


def write(session: Session, events: Iterable[Recorded | Mapping[str, Any]], paper: Paper | None) -> bytes:
    """Write the meeting.

    Args:
        session: its state.
        events: its log, in the order in which they shall stand.
        paper: the draft, None where there is none yet.
    """
    data = {
        "samtal": FORMAT_VERSION,
        "session": {
            "id": session.id,
            "code": session.code,
            "title": session.plan.title,
            "status": session.status,
            "created_at": session.created_at,
            "opened_at": session.opened_at,
            "closed_at": session.closed_at,
        },
        "plan": session.plan.model_dump(mode="json", by_alias=True, exclude_none=True),
        "events": [_event(event) for event in events],
        "draft": paper.as_data() if paper else None,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _event(event: Recorded | Mapping[str, Any]) -> dict[str, Any]:
    return event.as_data() if isinstance(event, Recorded) else dict(event)
