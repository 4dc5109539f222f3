"""Keys: what links and QR codes carry, and which identity a token proves.

Link keys are derived from the installation's secret (HMAC-SHA256, 160 bits kept), so they can be printed
again at any time and nothing of them is stored. A participant's token is random; the people table has its hash.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from base64 import b32encode
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from server.domain.actor import FACILITATOR, PROJECTOR, Actor
from server.domain.errors import N_, Unauthorised
from server.domain.session import Session

Holder = Literal["participant", "facilitator", "projector"]

SECRET_BYTES = 32
KEY_BYTES = 20  # 160 bits; the contract asks for at least 128
PARTICIPANT_ID = re.compile("[0-9a-f]{1,32}")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose token it is. Role and room are looked up in the session each time, since both can change."""

    session_id: str
    holder: Holder
    participant_id: str | None = None

    def actor(self, session: Session) -> Actor:
        """Give the actor as of now.

        Raises:
            Unauthorised: the participant is no longer in the session.
        """
        if self.participant_id is None:
            return FACILITATOR if self.holder == "facilitator" else PROJECTOR
        person = session.participants.get(self.participant_id)
        if person is None:
            raise Unauthorised(N_("Gå med i träffen igen: din plats finns inte längre."))
        return Actor(person.id, person.role, person.room)


class DamagedSecret(Exception):
    """The file with the installation's secret is not whole; the message says what to do."""


class Keys:
    """The installation's keys."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def facilitator(self, session_id: str) -> str:
        return f"f.{session_id}.{self._mac('facilitator', session_id)}"

    def projector(self, session_id: str) -> str:
        return f"p.{session_id}.{self._mac('projector', session_id)}"

    def join(self, session_id: str) -> str:
        return f"{session_id}.{self._mac('join', session_id)}"

    def reading(self, session_id: str, reading_id: str) -> str:
        """Give the key of a link for reading the draft; whether it is open still is the session's to say."""
        return f"{session_id}.{reading_id}.{self._mac('reading', f'{session_id}.{reading_id}')}"

    def organiser(self, generation: str) -> str:
        return self._mac("organiser", generation)

    def session_of_join_key(self, key: str) -> str | None:
        """Give the session that a join link or QR code opens, or None where the key is not ours."""
        session_id = key.partition(".")[0]
        return session_id if _same(key, self.join(session_id)) else None

    def reading_of_key(self, key: str) -> tuple[str, str] | None:
        """Give the session and the reading that a link's key is for, or None where the key is not ours."""
        session_id, _, rest = key.partition(".")
        reading_id = rest.partition(".")[0]
        return (session_id, reading_id) if _same(key, self.reading(session_id, reading_id)) else None

    def is_organiser(self, key: str, generation: str) -> bool:
        return _same(key, self.organiser(generation))

    def holder_of_link(self, token: str) -> Identity | None:
        """Give the identity that a facilitator's or projector's link proves, or None."""
        prefix, _, rest = token.partition(".")
        session_id = rest.partition(".")[0]
        if prefix == "f" and _same(token, self.facilitator(session_id)):
            return Identity(session_id, "facilitator")
        if prefix == "p" and _same(token, self.projector(session_id)):
            return Identity(session_id, "projector")
        return None

    def _mac(self, use: str, subject: str) -> str:
        digest = hmac.new(self._secret, f"{use}:{subject}".encode("utf-8", "replace"), hashlib.sha256).digest()
        return b32encode(digest[:KEY_BYTES]).decode().rstrip("=").lower()


def new_participant_token(participant_id: str) -> tuple[str, str]:
    """Make a participant's token and the hash to keep of it."""
    token = f"m.{participant_id}.{secrets.token_urlsafe(KEY_BYTES)}"
    return token, token_hash(token)


def participant_id_of(token: str) -> str | None:
    """Give the participant that a token says it is for; the hash must still be compared."""
    parts = token.split(".", 2)
    ours = len(parts) == 3 and parts[0] == "m" and PARTICIPANT_ID.fullmatch(parts[1])
    return parts[1] if ours else None


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def read_or_make_secret(path: Path) -> bytes:
    """Read the installation's secret, made at first start and readable for its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(path, secrets.token_bytes(SECRET_BYTES))
    secret = path.read_bytes()
    if len(secret) < SECRET_BYTES:  # anybody could make keys for an empty secret
        raise DamagedSecret(f"{path}: nyckelfilen är skadad. Lägg tillbaka en säkerhetskopia. / The secret is damaged.")
    return secret


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, for its owner alone."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    new.touch(mode=0o600)
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _same(given: str, ours: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), ours.encode("utf-8", "replace"))
