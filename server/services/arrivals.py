"""Meetings that were exported elsewhere and go on here."""

from __future__ import annotations

import secrets

from server.domain.errors import N_, Conflict
from server.services.samtal import CODE_ALPHABET, CODE_CHARACTERS, Samtal
from server.session_file.whole import Whole
from server.store.event_log import Batch, LostRace, add_session

MAX_TRIES = 10


def bring_in(samtal: Samtal, whole: Whole) -> str:
    """Store a meeting with every event as it was logged, in one transaction, and give its id.

    Its people have no names here and no keys; where its join code is taken, it gets another.

    Raises:
        Conflict: there is a session with its id already.
    """
    for _ in range(MAX_TRIES):
        if samtal.log.session_row(whole.id):
            raise Conflict(
                N_("Träffen finns redan här. Radera den först (samtal purge), eller läs in filen någon annanstans."),
                field="file",
            )
        free = samtal.log.session_with_code(whole.code) is None
        arriving = whole if free else whole.with_code(_other_code())
        events = [(arriving.id, event) for event in arriving.events]
        try:
            samtal.log.append(Batch(events=events, writes=[add_session(arriving.row())]))
        except LostRace:  # somebody took the id or the code meanwhile: look again
            continue
        return arriving.id
    raise RuntimeError(f"no free join code was found in {MAX_TRIES} tries")


def _other_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_CHARACTERS))
