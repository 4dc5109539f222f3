"""What is wrong with a session file: where, and a sentence that says what to do about it."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from server.domain.errors import N_
from server.i18n import translate

MAX_PROBLEMS = 1_000  # a hostile file must not make a list that is larger than itself

UNCARRIABLE_TEXT = N_("Texten innehåller ett osynligt tecken som inte kan sparas. Ta bort det eller skriv om.")

LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right. Line and column count from 1; a column is one character (code point)."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class SessionFileRefused(Exception):
    """The file is refused whole. `problems` has everything that was found, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)  # whole, so that it can be pickled
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class Findings:
    """The problems found so far in one file, at character positions in its text."""

    def __init__(self, text: str, file: str, language: str) -> None:
        self._file = file
        self._language = language
        self._line_starts = [0, *(end.end() for end in LINE_END.finditer(text))]
        self._problems: set[Problem] = set()

    def add(self, index: int, message: str, **params: object) -> None:
        """Note a problem at the character with this index; `message` is a Swedish source string."""
        if len(self._problems) < MAX_PROBLEMS:
            line = bisect.bisect_right(self._line_starts, index)
            column = index - self._line_starts[line - 1] + 1
            self._problems.add(Problem(self._file, line, column, translate(message, self._language, **params)))

    def refuse_if_any(self) -> None:
        """Raise what was found.

        Raises:
            SessionFileRefused: at least one problem was noted.
        """
        if self._problems:
            raise SessionFileRefused(sorted(self._problems))


def shortened(text: object, limit: int = 60) -> str:
    """The text as it can stand in a message: on one line, and not endless."""
    words = " ".join(str(text).split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
