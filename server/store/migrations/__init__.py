"""Alembic's migrations, in the package so that an installed Samtal can bring its database up to date."""
