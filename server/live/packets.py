"""Packets as a client sent them, which may be anything: what cannot be read becomes a message of its own.

The library raises where a packet is malformed, which leaves the sender without an answer and a stack trace in the
log. Here such a packet becomes the event `unreadable`, which is answered like every other refusal.
"""

from __future__ import annotations

from typing import Any

from socketio.packet import CONNECT, DISCONNECT, EVENT, Packet

UNREADABLE = "unreadable"
MESSAGES = frozenset({"subscribe", "unsubscribe", "command", "presence"})
READ = frozenset({CONNECT, DISCONNECT, EVENT})  # nothing is binary here, and we ask nobody for an answer


class CarefulPacket(Packet):  # type: ignore[misc]  # the library has no types
    """A packet that is never more surprising than `unreadable`."""

    packet_type: int
    data: Any

    def decode(self, encoded_packet: Any) -> int:
        """Decode what came; gives how many binary attachments follow, which is none."""
        try:
            if not isinstance(encoded_packet, str):
                raise ValueError("binary")
            super().decode(encoded_packet)
            readable = self.packet_type in READ and (self.packet_type != EVENT or _is_message(self.data))
        except (ValueError, RecursionError):
            readable = False
        if not readable:
            self.packet_type = CONNECT if self.packet_type == CONNECT else EVENT
            self.data = [UNREADABLE]
        return 0


def _is_message(data: object) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str) and data[0] in MESSAGES
