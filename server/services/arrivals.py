"""Meetings that were exported elsewhere and go on here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from server.domain.errors import N_, Conflict, Invalid, TooLarge
from server.i18n import Sentence
from server.services.aside import aside
from server.services.looks import LOGO, TEMPLATE
from server.services.samtal import CODE_ALPHABET, CODE_CHARACTERS, Samtal
from server.services.templates import Checked, checked_template, opened_logo
from server.session_file.enclosed import Enclosed
from server.session_file.whole import Whole, read_whole
from server.store.event_log import Batch, LostRace, Write, add_session
from server.store.files import add_file

MAX_TRIES = 10

_REFUSED = {
    TEMPLATE: N_("Träffens Word-mall läses inte in, och därför inte träffen heller. %(reason)s"),
    LOGO: N_("Träffens logotyp läses inte in, och därför inte träffen heller. %(reason)s"),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A meeting that may come in: read, with its Word template and logo opened. `files` has each with its time."""

    whole: Whole
    files: list[tuple[Checked, str]]


def read_arrival(content: bytes) -> Arrival:
    """Read a whole meeting, and open its files as if somebody unknown had just sent them.

    Each happens in a process of its own, since what is hostile may take seconds.

    Raises:
        Refusal: with one sentence that says what is wrong with the file, or with the template or logo in it.
    """
    whole = aside(read_whole, content)
    return Arrival(whole, [(_opened(file), file.uploaded_at) for file in whole.files])


def bring_in(samtal: Samtal, arrival: Arrival) -> str:
    """Store a meeting with every event as it was logged and its files, in one transaction, and give its id.

    Its people have no names here and no keys; where its join code is taken, it gets another.

    Raises:
        Conflict: there is a session with its id already.
    """
    whole = arrival.whole
    for _ in range(MAX_TRIES):
        if samtal.log.session_row(whole.id):
            raise Conflict(
                N_("Träffen finns redan här. Radera den först (samtal purge), eller läs in filen någon annanstans."),
                field="file",
            )
        free = samtal.log.session_with_code(whole.code) is None
        arriving = whole if free else whole.with_code(_other_code())
        events = [(arriving.id, event) for event in arriving.events]
        writes = [add_session(arriving.row()), *_writes(arrival)]
        try:
            samtal.log.append(Batch(events=events, writes=writes))
        except LostRace:  # somebody took the id or the code meanwhile: look again
            continue
        return arriving.id
    raise RuntimeError(f"no free join code was found in {MAX_TRIES} tries")


def _opened(file: Enclosed) -> Checked:
    try:
        if file.kind == TEMPLATE:
            return checked_template(file.content, file.name, file.mapping)
        return opened_logo(file.content)
    except (Invalid, TooLarge) as refusal:
        raise type(refusal)(
            _REFUSED[file.kind], field="file", reason=Sentence(refusal.message, refusal.params)
        ) from None


def _writes(arrival: Arrival) -> list[Write]:
    return [
        add_file(
            arrival.whole.id,
            file.name,
            content=file.content,
            mime=file.mime,
            uploaded_at=uploaded_at,
            details=file.details,
        )
        for file, uploaded_at in arrival.files
    ]


def _other_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_CHARACTERS))
