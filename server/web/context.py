"""What every view may ask for: the settings, the application's verbs, the metrics, the built files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from server.metrics import Metrics
from server.services.samtal import Samtal
from server.settings import Settings
from server.web.assets import Assets

EXTENSION = "samtal"


@dataclass(frozen=True, slots=True)
class Web:
    settings: Settings
    samtal: Samtal
    metrics: Metrics
    assets: Assets


def web() -> Web:
    return cast(Web, current_app.extensions[EXTENSION])


def samtal() -> Samtal:
    return web().samtal
