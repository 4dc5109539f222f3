"""Rules for themes: patterns that recur across rooms, with the notes that show them."""

from __future__ import annotations

from collections.abc import Iterable

from server.domain import spotlight
from server.domain.actor import Actor
from server.domain.errors import N_, NotFound, require
from server.domain.events import SESSION_CHANNEL, Event
from server.domain.permission import facilitates, still_editable
from server.domain.plain_text import MAX_NOTE_CHARACTERS, checked_text, is_blank
from server.domain.rich_text import Run, merged, plain
from server.domain.session import Session, Theme
from server.domain.wish import Occasion, ThemeAdd, ThemeEdit, ThemeMove, ThemeRef


def add(session: Session, by: Actor, wish: ThemeAdd, occasion: Occasion) -> list[Event]:
    """Write down a pattern, after another; last where `after` is not given, first where it is null."""
    _may(session, by)
    text = checked_text(wish.text, limit=MAX_NOTE_CHARACTERS)
    theme = Theme(occasion.id, text, _checked_sources(session, wish.sources))
    if not wish.gave("after"):
        return [Event(SESSION_CHANNEL, "theme.added", theme.as_data())]
    known = wish.after is None or wish.after in session.themes
    require(known, NotFound(N_("Mönstret finns inte längre."), field="after"))
    return [Event(SESSION_CHANNEL, "theme.added", theme.as_data() | {"after": wish.after})]


def edit(session: Session, by: Actor, wish: ThemeEdit, occasion: Occasion) -> list[Event]:
    """Rewrite a pattern or change which notes show it.

    With `base`, the text that the writer began with, what others have changed since stays.
    """
    _may(session, by)
    theme = _theme(session, wish.theme)
    text = _edited(theme, wish)
    sources = theme.sources if wish.sources is None else _checked_sources(session, wish.sources, theme.sources)
    changed = Theme(theme.id, text, sources)
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


def _edited(theme: Theme, wish: ThemeEdit) -> str:
    if wish.text is None:
        return theme.text
    text = checked_text(wish.text, limit=MAX_NOTE_CHARACTERS)
    if wish.base is None:
        return text
    base = checked_text(wish.base, limit=MAX_NOTE_CHARACTERS, field="base")
    together = plain(merged((Run(base),), (Run(text),), (Run(theme.text),)))
    if is_blank(together):  # each took out a half: a pattern is never without words, the last stands
        return text
    return checked_text(together, limit=MAX_NOTE_CHARACTERS)


def _checked_sources(session: Session, sources: Iterable[str], kept: tuple[str, ...] = ()) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(sources))
    for source in chosen:
        known = source in kept or session.find_note(source) is not None
        require(known, NotFound(N_("Ett av inläggen som mönstret bygger på finns inte."), field="sources"))
    return chosen
