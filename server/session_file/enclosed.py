"""The files that a whole meeting's JSON carries along: the agency's Word template and the organiser's logo.

Reading them is in `unpacking`, since writing needs nothing of it.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

from server.domain.events import Data


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with its meeting. `mapping` is what was chosen for a template's styles."""

    kind: str
    name: str
    uploaded_at: str
    content: bytes
    mapping: dict[str, str | None] = field(default_factory=dict)

    def as_data(self) -> Data:
        """Give it as the JSON has it, with what shows whether it came whole."""
        chosen = {"mapping": self.mapping} if self.kind == "template" else {}
        return {
            "kind": self.kind,
            "name": self.name,
            "uploaded_at": self.uploaded_at,
            **chosen,
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "content": base64.b64encode(self.content).decode(),
        }
