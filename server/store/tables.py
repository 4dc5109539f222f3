"""The tables. Names and contact details stand in `people` alone, so erasing a person is one row."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("date", String(10), nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("status", String(16), nullable=False),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", String(40), nullable=False),
    Column("by", String(64)),
    Column("at", String(32), nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("session_id", "channel", "seq"),
)

COMMANDS = Table(
    "commands",
    METADATA,
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("command_id", String(64), primary_key=True),
    Column("channel", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
)

PEOPLE = Table(
    "people",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("joined_at", String(32), nullable=False),
)
Index("ix_people_session_id", PEOPLE.c.session_id)

FILES = Table(
    "files",
    METADATA,
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(16), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("mime", String(100), nullable=False),
    Column("uploaded_at", String(32), nullable=False),
    Column("details", Text, nullable=False),
)

INSTALLATION = Table(
    "installation",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
