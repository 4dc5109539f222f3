"""Read, check and write session files (docs/session-file.md), and read whole meetings (docs/paper.md, JSON)."""

from server.session_file.problems import Problem, SessionFileRefused
from server.session_file.reading import MAX_BYTES, read
from server.session_file.whole import MAX_WHOLE_BYTES, Whole, is_whole, read_whole, too_large
from server.session_file.writing import write

__all__ = [
    "MAX_BYTES",
    "MAX_WHOLE_BYTES",
    "Problem",
    "SessionFileRefused",
    "Whole",
    "is_whole",
    "read",
    "read_whole",
    "too_large",
    "write",
]
