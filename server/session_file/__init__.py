"""Read, check and write session files (docs/session-file.md); `whole` reads whole meetings (docs/paper.md, JSON)."""

from server.session_file.problems import Problem, SessionFileRefused
from server.session_file.reading import MAX_BYTES, read
from server.session_file.writing import write

__all__ = ["MAX_BYTES", "WHOLE_VERSION", "Problem", "SessionFileRefused", "read", "write"]

WHOLE_VERSION = 1  # of the JSON that a whole meeting is exported to; here, since writing it needs nothing of reading it
