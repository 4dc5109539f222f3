"""Built files by their plain names: the build puts a hash into each, and says in manifest.json which."""

from __future__ import annotations

import json
from pathlib import Path

PREFIX = "/static/dist/"


class Assets:
    """The build's manifest."""

    def __init__(self, folder: Path) -> None:
        manifest = folder / "manifest.json"
        self._names: dict[str, str] = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}

    def url(self, name: str) -> str:
        """Give the address of a built file, such as `main.css`."""
        return PREFIX + self._names.get(name, name)
