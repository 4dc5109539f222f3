"""Refusals: what can be wrong with a wish, each with a stable code and a sentence for people.

The sentence is a Swedish source string; the boundary (web, live, cli) translates it to the reader's
language with `server.i18n.translate`. Programs read `code`, people read `message`.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the customary name of gettext's no-op marker
    """Mark a source string for translation without translating it here."""
    return message


class Refusal(Exception):
    """A wish that is not granted. `field` names the part of it that is wrong, where one is."""

    code = "invalid"

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        retry_after: int | None = None,
        **params: object,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.retry_after = retry_after
        self.params = params


class Invalid(Refusal):
    code = "invalid"


class Unauthorised(Refusal):
    code = "unauthorised"


class Forbidden(Refusal):
    code = "forbidden"


class NotFound(Refusal):
    code = "not_found"


class Conflict(Refusal):
    code = "conflict"


class Locked(Refusal):
    code = "locked"


class Closed(Refusal):
    code = "closed"


class TooLarge(Refusal):
    code = "too_large"


class RateLimited(Refusal):
    code = "rate_limited"


class Unavailable(Refusal):
    code = "unavailable"


def require(condition: object, refusal: Refusal) -> None:
    """Raise the refusal unless the condition holds."""
    if not condition:
        raise refusal
