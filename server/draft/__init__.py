"""The paper as a tree of sections and blocks, composed from the session's state: what it says."""

from server.draft.compose import compose
from server.draft.paper import Paper

__all__ = ["Paper", "compose"]
