"""What links begin with, as seen from whoever asks."""

from __future__ import annotations

from ipaddress import ip_address

from flask import request

from server.services.links import hall_address, listens_to_others
from server.settings import Settings


def base_of_request(settings: Settings) -> str:
    """Give what links begin with, as seen from whoever asks."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = request.host.partition(":")[0]
    if _is_loopback(host) and listens_to_others(settings.host):
        return f"{request.scheme}://{hall_address()}:{settings.port}"
    return request.host_url.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
