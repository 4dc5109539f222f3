"""Where the files that are not Python lie: inside the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def static_dir() -> Path:
    """The built browser part: scripts, styles, fonts, icons and `manifest.json`."""
    return _folder("static/dist")


def templates_dir() -> Path:
    """The pages' Jinja templates."""
    return _folder("templates")


def sessions_dir() -> Path:
    """The session files to read, copy and edit."""
    return _folder("sessions")


def translations_dir() -> Path:
    """The catalogues: LANGUAGE.po, and LANGUAGE/LC_MESSAGES/messages.mo made from it."""
    return _PACKAGE / "translations"


def _folder(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
