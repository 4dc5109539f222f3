"""Opening an installation: its database brought up to date, its secret read, its desk ready to start."""

from __future__ import annotations

from server.services.desk import Desk
from server.services.keys import Keys, read_or_make_secret
from server.services.samtal import Samtal
from server.settings import Settings
from server.store.engine import open_engine
from server.store.event_log import EventLog
from server.store.installation import Installation
from server.store.migration import migrate
from server.store.people import People

SECRET_FILE = "secret.key"  # noqa: S105 - the file's name, not what it holds


def open_samtal(settings: Settings) -> Samtal:
    """Open the installation that the settings name, and make it where there is none.

    The desk tells nobody until somebody gives it a `tell`, and serves once it is started.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_url)
    migrate(engine)
    log, people = EventLog(engine), People(engine)
    keys = Keys(read_or_make_secret(settings.data / SECRET_FILE))
    return Samtal(log, people, Installation(engine), keys, Desk(log, people))
