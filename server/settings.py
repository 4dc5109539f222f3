"""Every setting: its type, unit and default. A wrong value stops the start with a sentence.

Each has an environment variable SAMTAL_<NAME>; the command line's options come first.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

AsyncMode = Literal["eventlet", "threading", "gevent"]

ASYNC_MODES = ("eventlet", "threading", "gevent")


class WrongSetting(Exception):
    """A setting has a value that Samtal cannot start with; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one server."""

    host: str = "127.0.0.1"
    port: int = 8080
    data: Path = Path("samtal-data")  # everything that an embedded installation has
    database: str | None = None  # SQLAlchemy URL; None: SQLite in the data folder
    redis: str | None = None
    public_url: str | None = None  # what links and QR codes begin with; None: as the page was asked for
    async_mode: AsyncMode = "eventlet"
    max_connections: int = 5_000  # sockets and requests at once
    commands_per_second: float = 30  # a connection's steady rate; 0: no limit
    secure_cookies: bool = False  # True behind TLS
    trusted_proxies: int = 0  # how many proxies in front set X-Forwarded-*

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data.absolute() / 'samtal.sqlite'}"

    @property
    def embedded(self) -> bool:
        """Whether the database is the file in the data folder."""
        return self.database is None


def read_settings(given: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> Settings:
    """Put together what was given on the command line, the environment, and the defaults.

    Raises:
        WrongSetting: a value is of the wrong kind.
    """
    variables = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        value = given.get(setting.name)
        if value is None:
            value = variables.get(f"SAMTAL_{setting.name.upper()}")
        if value is not None:
            values[setting.name] = _read(setting.name, value)
    return replace(Settings(), **values)


def _read(name: str, value: Any) -> Any:
    default = getattr(Settings(), name)
    try:
        if name == "async_mode" and value not in ASYNC_MODES:
            raise ValueError
        if name == "port" and not 0 <= int(value) <= 65_535:
            raise ValueError
        if isinstance(default, bool):
            return _truth(value)
        if isinstance(default, int | float) and float(value) < 0:
            raise ValueError
        return type(default)(value) if default is not None else str(value)
    except (TypeError, ValueError):
        raise WrongSetting(f"SAMTAL_{name.upper()}: the value {value!r} cannot be used. {_hint(name)}") from None


def _truth(value: Any) -> bool:
    text = str(value).lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off"):
        return False
    raise ValueError


def _hint(name: str) -> str:
    match name:
        case "async_mode":
            return f"Give one of {', '.join(ASYNC_MODES)}."
        case "port":
            return "Give a number from 0 to 65535."
        case "secure_cookies":
            return "Give yes or no."
        case _:
            return "Give a number that is not below zero."
