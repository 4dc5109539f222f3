"""The draft: what editors have written, commented, left out and decided about the paper, folded from its channel.

What the paper says of itself is composed anew each time (`server/draft`); here is only what people put in its place.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from server.domain.events import Data
from server.domain.rich_text import Line, Lines

PaperState = Literal["working", "draft", "confirmed", "sent"]
ERASED_TEXT = "[…]"  # what a comment says when what it said has been erased
FIXED: tuple[PaperState, ...] = ("confirmed", "sent")  # nothing in the paper changes until it is opened again


@dataclass(frozen=True, slots=True)
class Text:
    """What an editor wrote in place of a text that is composed. `part` says which (see `parts`)."""

    part: str
    lines: Lines
    version: int
    at: str

    def as_data(self) -> Data:
        lines = [line.as_data() for line in self.lines]
        return {"part": self.part, "lines": lines, "version": self.version, "at": self.at}

    @classmethod
    def of(cls, data: Data) -> Text:
        return cls(data["part"], tuple(Line.of(line) for line in data["lines"]), data["version"], data["at"])


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark at a block, a section (`channel` alone), a part or a theme.

    A reader has a link, and perhaps an organisation.
    """

    id: str
    channel: str | None
    block: str | None
    part: str | None
    text: str
    by: Literal["facilitator", "reader"]
    organisation: str | None
    at: str
    settled_at: str | None = None
    theme: str | None = None

    def as_data(self) -> Data:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reading:
    """A link by which somebody without an account may read the paper, until it expires or is withdrawn."""

    id: str
    expires_at: str
    withdrawn_at: str | None = None

    def as_data(self) -> Data:
        return asdict(self)


@dataclass(slots=True)
class DraftState:
    """The state of the draft's channel. `apply` is the way in which it changes; closing the session is the other.

    `marked_at` is None until the paper's state has been chosen, or the session closed.
    """

    texts: dict[str, Text] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    omitted: dict[str, None] = field(default_factory=dict)  # ids of notes, in the order in which they were left out
    readings: dict[str, Reading] = field(default_factory=dict)
    state: PaperState = "working"
    marked_at: str | None = None
    confirmations: bool = True

    @property
    def fixed(self) -> bool:
        """Whether the paper has been confirmed or sent out, so that nothing in it changes."""
        return self.state in FIXED

    def apply(self, type: str, data: Data) -> None:
        """Put what happened in its place. Unknown types are a programming error (KeyError)."""
        _APPLY[type](self, data)

    def closed(self, at: str) -> None:
        """Closing makes a draft of a paper whose state nobody chose; that was so before there were such events."""
        if self.marked_at is None:
            self.state, self.marked_at = "draft", at

    def as_data(self) -> Data:
        """Give the whole of it in the shape of the wire."""
        return {
            "texts": {text.part: text.as_data() for text in self.texts.values()},
            "comments": [comment.as_data() for comment in self.comments.values()],
            "omitted": list(self.omitted),
            "paper": {"state": self.state, "at": self.marked_at, "confirmations": self.confirmations},
            "readings": [reading.as_data() for reading in self.readings.values()],
        }

    # how each event changes the draft

    def _put_text(self, data: Data) -> None:
        if data["lines"] is None:
            self.texts.pop(data["part"], None)
        else:
            self.texts[data["part"]] = Text.of(data)

    def _omit(self, data: Data) -> None:
        self.omitted[data["note"]] = None

    def _include(self, data: Data) -> None:
        self.omitted.pop(data["note"], None)

    def _put_comment(self, data: Data) -> None:
        self.comments[data["id"]] = Comment(**data)

    def _drop_comment(self, data: Data) -> None:
        self.comments.pop(data["id"], None)

    def _erase_comments(self, data: Data) -> None:
        for id, comment in self.comments.items():
            self.comments[id] = replace(comment, text=data["text"], organisation=None)

    def _mark(self, data: Data) -> None:
        self.state, self.marked_at = data["state"], data["at"]

    def _set(self, data: Data) -> None:
        self.confirmations = data["confirmations"]

    def _put_reading(self, data: Data) -> None:
        self.readings[data["id"]] = Reading(**data)


_APPLY: dict[str, Any] = {
    "text.edited": DraftState._put_text,
    "note.omitted": DraftState._omit,
    "note.included": DraftState._include,
    "comment.added": DraftState._put_comment,
    "comment.settled": DraftState._put_comment,
    "comment.reopened": DraftState._put_comment,
    "comment.removed": DraftState._drop_comment,
    "comments.erased": DraftState._erase_comments,
    "paper.marked": DraftState._mark,
    "paper.set": DraftState._set,
    "reading.opened": DraftState._put_reading,
    "reading.withdrawn": DraftState._put_reading,
}

DRAFT_EVENTS = frozenset(_APPLY)
