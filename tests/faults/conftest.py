"""The hall and its server."""

from tests.hall import everybody_leaves, hall, own_data, server

__all__ = ["everybody_leaves", "hall", "own_data", "server"]
