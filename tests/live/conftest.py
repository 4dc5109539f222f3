"""The hall and its server."""

from tests.hall import hall, own_data, server

__all__ = ["hall", "own_data", "server"]
