"""The links to a session, with the address that others can reach this server at."""

from __future__ import annotations

import socket

from server.services.keys import Keys
from server.settings import Settings


def links(keys: Keys, session_id: str, base: str) -> dict[str, str]:
    """Give the facilitator's, the projector's and the joining link of a session."""
    page = f"{base}/s/{session_id}"
    return {
        "facilitator": f"{page}/facilitator?key={keys.facilitator(session_id)}",
        "projector": f"{page}/projector?key={keys.projector(session_id)}",
        "join": f"{base}/j/{keys.join(session_id)}",
    }


def reading_link(keys: Keys, session_id: str, reading_id: str, base: str) -> str:
    """Give the link by which people without an account read the draft, while it is open."""
    return f"{base}/r/{keys.reading(session_id, reading_id)}"


def base_of_settings(settings: Settings) -> str:
    """Give what links begin with, for the command line."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = hall_address() if listens_to_others(settings.host) else settings.host
    return f"http://{host}:{settings.port}"


def listens_to_others(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")  # noqa: S104 - asked, not bound


def hall_address() -> str:
    """Give this machine's address in the hall's network; loopback where it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: it only makes the system choose a way out
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
