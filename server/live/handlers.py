"""What a socket can say: subscribe, unsubscribe, command, presence. Each takes exact fields, calls, and replies.

The handlers sit on the python-socketio server that Flask-SocketIO made, without Flask's request context,
which they do not need and which costs more than deciding a note.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from socketio import exceptions

from server.domain.errors import N_, Invalid, Refusal, Unauthorised, Unavailable
from server.i18n import LANGUAGES
from server.live import NAMESPACE
from server.live.connections import Connection, Connections
from server.live.pace import Pace
from server.live.packets import MESSAGES, UNREADABLE
from server.live.presence import Presence
from server.live.wire import error_of
from server.services.commands import read_command
from server.services.desk import OpenSession
from server.services.samtal import Reading, Samtal, reading, shared_snapshot
from server.store.event_log import Receipt

logger = logging.getLogger(__name__)

Answer = dict[str, Any]

MAX_UNSENT = 10_000


class Handlers:
    """The namespace's handlers."""

    def __init__(
        self,
        samtal: Samtal,
        connections: Connections,
        presence: Presence,
        *,
        commands_per_second: float,
    ) -> None:
        self.samtal = samtal
        self.connections = connections
        self.presence = presence
        self.commands_per_second = commands_per_second

    def register(self, socketio: Any) -> None:
        """Put the handlers on the server of a `flask_socketio.SocketIO`."""
        for event in ("connect", "disconnect", *MESSAGES, UNREADABLE):
            socketio.server.on(event, getattr(self, f"on_{event}"), namespace=NAMESPACE)

    def on_connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        """Let a socket in that proves who it is; refuse others with the error as the refusal's data."""
        given = auth if isinstance(auth, Mapping) else {}
        language = _language(given, environ)
        try:
            identity = self.samtal.identify(_token(given, environ))
        except Refusal as refusal:
            error = error_of(refusal, language)
            raise exceptions.ConnectionRefusedError(error["error"]["message"], error) from None
        pace = Pace(per_second=self.commands_per_second)
        connection = Connection(sid, identity, language, pace)
        self.connections.add(connection)
        self.presence.comes(connection)

    def on_disconnect(self, sid: str, *reason: object) -> None:
        connection = self.connections.by_sid.get(sid)
        if connection is None:
            return
        channels = tuple(connection.channels)
        self.connections.remove(sid)
        self.presence.goes(connection)
        for channel in channels:
            self.presence.changed(connection.identity.session_id, channel)

    def on_subscribe(self, sid: str, *payload: object) -> Answer:
        return self._answer(sid, payload, self._subscribe)

    def on_unsubscribe(self, sid: str, *payload: object) -> Answer:
        return self._answer(sid, payload, self._unsubscribe)

    def on_command(self, sid: str, *payload: object) -> Answer:
        return self._answer(sid, payload, self._command)

    def submit_command(self, sid: str, payload: object, answer: Callable[[Answer], None]) -> None:
        """As `on_command`, without waiting: `answer` is called when the change is durable, or refused."""
        connection = self.connections.by_sid.get(sid)
        language = connection.language if connection else LANGUAGES[0]

        def done(receipt: Receipt, error: BaseException | None) -> None:
            answer(_receipt(receipt) if error is None else _failed(error, language))

        try:
            if connection is None:
                raise Unauthorised(N_("Anslutningen är stängd. Ladda om sidan."))
            connection.pace.step()
            self.samtal.submit(connection.identity, read_command(payload), done)
        except Exception as error:
            answer(_failed(error, language))

    def on_presence(self, sid: str, *payload: object) -> None:
        connection = self.connections.by_sid.get(sid)
        match payload:
            case ({"channel": str(channel), "state": "writing" | "here" as state, **more},) if connection:
                at = more.get("at")
                where = at if isinstance(at, str) else None
                self.presence.says(connection, channel, state, _count(more.get("unsent")), where)

    def on_unreadable(self, sid: str, *payload: object) -> Answer:
        return self._answer(sid, (None,), _not_understood)

    def _subscribe(self, connection: Connection, payload: object) -> Answer:
        channel, after = _checked_subscription(payload)
        identity = connection.identity

        def listen_and_read(opened: OpenSession) -> Reading:
            """Both at once, between transactions: nothing can fall between the snapshot and the stream."""
            read = reading(opened, identity, channel, after, self.samtal.desk.clock, shared_snapshot)
            connection.leads = read.you["role"] == "facilitator"
            self.connections.listen(connection, channel)
            return read

        read = self.samtal.desk.look(identity.session_id, listen_and_read)
        self.presence.changed(identity.session_id, channel)
        answer: Answer = {"ok": True, "channel": channel, "seq": read.seq, "now": read.now, "you": read.you}
        if read.events is not None:
            return answer | {"events": read.events}
        return answer | {"snapshot": read.snapshot}

    def _unsubscribe(self, connection: Connection, payload: object) -> Answer:
        channel, _ = _checked_subscription(payload)
        self.connections.stop_listening(connection, channel)
        self.presence.changed(connection.identity.session_id, channel)
        return {"ok": True, "channel": channel}

    def _command(self, connection: Connection, payload: object) -> Answer:
        connection.pace.step()
        return _receipt(self.samtal.command(connection.identity, read_command(payload)))

    def _answer(self, sid: str, payload: tuple[object, ...], handle: Callable[[Connection, object], Answer]) -> Answer:
        connection = self.connections.by_sid.get(sid)
        language = connection.language if connection else LANGUAGES[0]
        try:
            if connection is None:
                raise Unauthorised(N_("Anslutningen är stängd. Ladda om sidan."))
            if len(payload) != 1:
                raise Invalid(N_("Skicka ett objekt."))
            return handle(connection, payload[0])
        except Exception as error:
            return _failed(error, language)


def _receipt(receipt: Receipt) -> Answer:
    return {"ok": True, "channel": receipt.channel, "seq": receipt.seq}


def _failed(error: BaseException, language: str) -> Answer:
    """Answer with a refusal; what was not meant to happen is logged and said without details."""
    if isinstance(error, Refusal):
        return {"ok": False, **error_of(error, language)}
    logger.error("a message could not be handled", exc_info=error)
    fault = Unavailable(N_("Något gick fel på servern. Det du skrev finns kvar hos dig."))
    return {"ok": False, **error_of(fault, language)}


def _not_understood(connection: Connection, payload: object) -> Answer:
    raise Invalid(N_("Servern förstod inte det som skickades."))


def _checked_subscription(payload: object) -> tuple[str, int | None]:
    if not isinstance(payload, Mapping) or not set(payload) <= {"channel", "after"}:
        raise Invalid(N_("Skicka ett objekt med channel, och after om du har en del redan."))
    channel, after = payload.get("channel"), payload.get("after")
    if not isinstance(channel, str) or not channel:
        raise Invalid(N_("Ange vilken kanal kommandot gäller."), field="channel")
    if after is not None and (not isinstance(after, int) or isinstance(after, bool) or after < 0):
        raise Invalid(N_("Fältet har fel form."), field="after")
    return channel, after


def _count(value: object) -> int:
    """A number of waiting wishes as a device says it; what is no such number counts as none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_UNSENT else 0


def _token(auth: Mapping[str, Any], environ: Mapping[str, Any]) -> str | None:
    """A script gives its token; a page names which of its cookies is meant."""
    token = auth.get("token")
    if isinstance(token, str):
        return token
    session_id, role = auth.get("session"), auth.get("role")
    try:
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except CookieError:
        return None
    cookie = cookies.get(f"samtal_{role}_{session_id}")
    return cookie.value if cookie else None


def _language(auth: Mapping[str, Any], environ: Mapping[str, Any]) -> str:
    language = auth.get("language")
    if language in LANGUAGES:
        return str(language)
    accepted = str(environ.get("HTTP_ACCEPT_LANGUAGE", ""))[:2].lower()
    return accepted if accepted in LANGUAGES else LANGUAGES[0]
