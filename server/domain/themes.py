"""Rules for themes: patterns that recur across rooms, with the notes that show them."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain import spotlight
from server.domain.actor import Actor
from server.domain.errors import N_, Invalid, NotFound, require
from server.domain.events import SESSION_CHANNEL, Event
from server.domain.permission import facilitates, still_editable
from server.domain.plain_text import MAX_NOTE_CHARACTERS, checked_text, is_blank
from server.domain.rich_text import Run, Runs, checked_runs, merged, plain, trimmed
from server.domain.session import Session, Theme
from server.domain.wish import Occasion, ThemeAdd, ThemeEdit, ThemeMove, ThemeRef, runs_of


def add(session: Session, by: Actor, wish: ThemeAdd, occasion: Occasion) -> list[Event]:
    """Write down a pattern, after another; last where `after` is not given, first where it is null."""
    _may(session, by)
    require(wish.text is not None or wish.runs is not None, Invalid(N_("Fältet saknas."), field="text"))
    theme = Theme.saying(occasion.id, _written(wish), _checked_sources(session, wish.sources))
    if not wish.gave("after"):
        return [Event(SESSION_CHANNEL, "theme.added", theme.as_data())]
    known = wish.after is None or wish.after in session.themes
    require(known, NotFound(N_("Mönstret finns inte längre."), field="after"))
    return [Event(SESSION_CHANNEL, "theme.added", theme.as_data() | {"after": wish.after})]


def edit(session: Session, by: Actor, wish: ThemeEdit, occasion: Occasion) -> list[Event]:
    """Rewrite a pattern or change which notes show it.

    With `base`, the text that the writer began with, what others have changed since stays. `text` alone drops the
    styles.
    """
    _may(session, by)
    theme = _theme(session, wish.theme)
    runs = _edited(theme, wish)
    sources = theme.sources if wish.sources is None else _checked_sources(session, wish.sources, theme.sources)
    changed = Theme.saying(theme.id, runs, sources)
    if changed == theme:
        return []
    told = Event(SESSION_CHANNEL, "theme.edited", changed.as_data())
    return [told, *spotlight.follow_theme(session, changed, theme.id)]


def move(session: Session, by: Actor, wish: ThemeMove, occasion: Occasion) -> list[Event]:
    """Put a pattern after another one; first where `after` is null. The paper has them in this order."""
    _may(session, by)
    theme = _theme(session, wish.theme)
    ids = list(session.themes)
    known = wish.after is None or (wish.after in ids and wish.after != theme.id)
    require(known, NotFound(N_("Mönstret finns inte längre."), field="after"))
    place = ids.index(theme.id)
    if wish.after == (ids[place - 1] if place else None):
        return []
    return [Event(SESSION_CHANNEL, "theme.moved", theme.as_data() | {"after": wish.after})]


def remove(session: Session, by: Actor, wish: ThemeRef, occasion: Occasion) -> list[Event]:
    """Take a pattern away."""
    _may(session, by)
    theme = _theme(session, wish.theme)
    told = Event(SESSION_CHANNEL, "theme.removed", {"id": theme.id})
    return [told, *spotlight.follow_theme(session, None, theme.id)]


def _may(session: Session, by: Actor) -> None:
    facilitates(by)
    still_editable(session)


def _theme(session: Session, theme_id: str) -> Theme:
    theme = session.themes.get(theme_id)
    if theme is None:
        raise NotFound(N_("Mönstret finns inte längre."), field="theme")
    return theme


def checked_pattern(runs: Runs, *, field: str = "runs") -> Runs:
    """Return a pattern's words as they are stored: as `checked_runs`, without outer blank space.

    Raises:
        Invalid, TooLarge: as `checked_runs`, or nothing that can be seen.
    """
    written = trimmed(checked_runs(runs, limit=MAX_NOTE_CHARACTERS, field=field))
    checked_text(plain(written), limit=MAX_NOTE_CHARACTERS, field=field)
    return written


def _written(wish: ThemeAdd | ThemeEdit) -> Runs:
    """Give the words that were sent, as runs."""
    one = wish.text is None or wish.runs is None
    require(one, Invalid(N_("Skicka texten antingen som text eller som runs."), field="runs"))
    if wish.runs is None:
        return (Run(checked_text(wish.text or "", limit=MAX_NOTE_CHARACTERS)),)
    return checked_pattern(runs_of(wish.runs))


def _edited(theme: Theme, wish: ThemeEdit) -> Runs:
    if wish.text is None and wish.runs is None:
        return theme.written
    mine = _written(wish)
    if wish.base is None:
        return mine
    base = checked_pattern(runs_of(wish.base), field="base")
    together = merged(base, mine, theme.written)
    if is_blank(plain(together)):  # each took out a half: a pattern is never without words, the last stands
        return mine
    return checked_pattern(together)


def _checked_sources(session: Session, sources: Iterable[str], kept: tuple[str, ...] = ()) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(sources))
    for source in chosen:
        known = source in kept or session.find_note(source) is not None
        require(known, NotFound(N_("Ett av inläggen som mönstret bygger på finns inte."), field="sources"))
    return chosen
