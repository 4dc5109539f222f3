"""How fast one connection may send: a burst, then a steady rate. Never by address: a hall shares one."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from server.domain.errors import N_, RateLimited

BURST = 300  # commands at once
STEADY_PER_SECOND = 30


@dataclass(slots=True)
class Pace:
    """A bucket of tokens that fills by time. A rate of 0 means no limit (for measurements)."""

    per_second: float = STEADY_PER_SECOND
    burst: int = BURST
    tokens: float = field(default=BURST)
    filled_at: float = field(default_factory=time.monotonic)

    def step(self) -> None:
        """Take a token. Raises RateLimited where none is left."""
        if self.per_second <= 0:
            return
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        if self.tokens < 1:
            raise RateLimited(N_("Det går för fort. Vänta en stund och försök igen."), retry_after=1)
        self.tokens -= 1
