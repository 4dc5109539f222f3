"""On which page of the PDF what stands: laid out in a process of its own, and told again until something changes.

Files that somebody waits for go first; and who asks while the same is being laid out gets that.
"""

from __future__ import annotations

from collections.abc import Hashable

from server.export.pdf import Layout
from server.services import templates
from server.services.aside import aside
from server.services.press import laid_out, today
from server.services.samtal import Samtal
from server.services.sharing import Sharing

MOST_KEPT = 64  # sessions; each is some kilobytes

_under_way: Sharing[Layout] = Sharing()
_kept: dict[str, tuple[Hashable, Layout]] = {}  # by session, the one asked for last at the end


def layout(samtal: Samtal, session_id: str) -> Layout:
    """Tell how many pages the session's paper has as a PDF, closed or not, and on which page what stands.

    Raises:
        TooLarge, Unavailable: it took more memory or time than there is for it; see `aside`.
    """
    version = samtal.desk.look(session_id, lambda opened: opened.version)
    what = (samtal.log.engine.url, session_id, version, today(), templates.version(samtal, session_id))
    return _under_way.get(what, lambda: _known_or_laid_out(samtal, session_id, what))


def _known_or_laid_out(samtal: Samtal, session_id: str, what: Hashable) -> Layout:
    known, found = _kept.pop(session_id, (None, None))
    if found is None or known != what:
        database = samtal.log.engine.url.render_as_string(hide_password=False)
        found = aside(laid_out, database, session_id, hurried=False)
    _kept[session_id] = (what, found)
    while len(_kept) > MOST_KEPT:
        _kept.pop(next(iter(_kept)), None)
    return found
