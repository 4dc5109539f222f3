"""The database's schema. Apart from `engine`, so that a process that only reads need not load Alembic for it."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def migrate(engine: Engine) -> None:
    """Bring the schema up to date. Running it twice changes nothing."""
    config = Config()
    config.set_main_option("script_location", "server.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
