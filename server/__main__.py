"""Where Samtal starts. The async mode is chosen here and nowhere else, before anything is imported that it changes.

`python -m server` and the command `samtal` are the same.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from server.app import App
    from server.settings import Settings

SERVES = ("serve", "demo")
STOP_SECONDS = 5  # for requests in flight to end; all that was acknowledged is on disk before
GOODBYE_SECONDS = 0.2  # for the last messages to leave
GC_THRESHOLDS = (
    50_000,
    50,
    100,
)  # collections of a hall's long-lived state are what makes the slowest answers slow


def main() -> None:
    """Run the command line, with the async mode set up first where a server is going to run."""
    if _will_serve(sys.argv[1:]):
        _set_up(os.environ.get("SAMTAL_ASYNC_MODE", "eventlet"))
    from server.cli import cli

    cli(prog_name="samtal", obj=serve)


def _will_serve(arguments: list[str]) -> bool:
    return any(argument in SERVES for argument in arguments[:1])


def _set_up(mode: str) -> None:
    if mode == "eventlet":
        # psycopg finds gevent by itself but not eventlet: without this its waits stop everybody.
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # eventlet's notice of its retirement: docs/decisions/0002
            import eventlet

            eventlet.monkey_patch()
    elif mode == "gevent":
        from gevent import monkey

        monkey.patch_all()


def serve(settings: Settings, ready: Callable[[App, str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C, and leave nothing half-done.

    Args:
        settings: what to serve, and where.
        ready: called with the application and its address once it listens.
    """
    from server.app import create_app
    from server.services.aside import keep_a_spare
    from server.web.headers import SafeHeaders

    app = create_app(settings, _offload(settings.async_mode))
    flask: Any = app.flask
    if settings.trusted_proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        hops = settings.trusted_proxies
        flask.wsgi_app = ProxyFix(flask.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    flask.wsgi_app = SafeHeaders(flask.wsgi_app)
    if settings.async_mode == "eventlet" and os.environ.get("SAMTAL_FASTPATH", "1") != "0":
        from server.live import fastpath

        fastpath.install(app)
    app.start()
    keep_a_spare()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    match settings.async_mode:
        case "eventlet":
            _serve_with_eventlet(app, ready)
        case "gevent":
            _serve_with_gevent(app, ready)
        case "threading":
            _serve_with_threads(app, ready)


def _offload(mode: str) -> Callable[[Callable[[], None]], None] | None:
    """Where waiting for a slow disk would stop everybody: do it in a thread of the system's."""
    if mode == "eventlet":
        from eventlet import tpool

        from server.store.event_log import Disk

        return Disk(tpool.execute)
    return None


def _serve_with_eventlet(app: App, ready: Callable[[App, str], None]) -> None:
    import eventlet
    import eventlet.wsgi
    from eventlet.green import socket

    settings = app.settings
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Without reuse_port=False a second server on the same port would silently take half the traffic.
    listener = eventlet.listen((settings.host, settings.port), family=family, backlog=1024, reuse_port=False)
    # Set here, inherited by what is accepted: a small answer must not wait for the next one to fill a packet.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    ready(app, _address(settings, listener.getsockname()[1]))
    server = eventlet.spawn(
        eventlet.wsgi.server,
        listener,
        app.flask,
        max_size=settings.max_connections,
        log_output=False,
        debug=False,
    )

    def stop() -> None:
        app.say_goodbye()
        eventlet.sleep(GOODBYE_SECONDS)
        eventlet.spawn_after(STOP_SECONDS, server.kill, SystemExit)  # what has not ended by then is left behind
        server.kill(SystemExit)  # takes no new request, and waits for those in flight

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: eventlet.spawn(stop))
    with contextlib.suppress(SystemExit):
        server.wait()


def _serve_with_gevent(app: App, ready: Callable[[App, str], None]) -> None:
    import gevent
    from gevent.pywsgi import WSGIServer

    settings = app.settings
    server = WSGIServer((settings.host, settings.port), app.flask, log=None)
    server.start()

    def stop() -> None:
        app.say_goodbye()
        gevent.sleep(GOODBYE_SECONDS)
        server.stop(timeout=1)

    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, lambda: gevent.spawn(stop))
    ready(app, _address(settings, server.server_port))
    server.serve_forever()


def _serve_with_threads(app: App, ready: Callable[[App, str], None]) -> None:
    import threading

    from werkzeug.serving import make_server

    settings = app.settings
    server = make_server(settings.host, settings.port, app.flask, threaded=True)

    def stop() -> None:
        app.say_goodbye()
        server.shutdown()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=stop, daemon=True).start())
    ready(app, _address(settings, server.server_port))
    server.serve_forever()


def _address(settings: Settings, port: int) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}"


if __name__ == "__main__":
    main()
