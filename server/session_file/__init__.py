"""Read, check and write session files. The format is described in docs/session-file.md."""

from server.session_file.problems import Problem, SessionFileRefused
from server.session_file.reading import MAX_BYTES, read
from server.session_file.writing import write

__all__ = ["MAX_BYTES", "Problem", "SessionFileRefused", "read", "write"]
