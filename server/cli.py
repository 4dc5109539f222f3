"""The command line: samtal …

Results go to standard output, messages for people to standard error. Exit status: 0 done, 1 the thing asked for
failed, 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from server.domain.errors import Refusal
from server.domain.plan import Plan
from server.i18n import LANGUAGES, translate
from server.resources import sessions_dir
from server.running import Running, note_running, running_server
from server.services import installation, papers
from server.services.links import base_of_settings, links
from server.services.opening import open_samtal
from server.services.samtal import Samtal
from server.session_file import SessionFileRefused, read
from server.settings import Settings, WrongSetting, read_settings

DEMO_SESSION = "samverkanstraff-3.yaml"
FAILED = 1

Serve = Callable[[Settings, Callable[[Any, str], None]], None]


def _settings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the installation is: what every command but `check` needs to know."""
    for option in (
        click.option("--data", type=click.Path(path_type=Path), help="Folder that holds the installation."),
        click.option("--database", help="Database URL, where it is not the file in the folder."),
        click.option("--redis", help="Redis URL, for several processes (not used yet)."),
    ):
        command = option(command)
    return command


def _serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--host", help="Address to listen on (0.0.0.0: everybody in the hall's network)."),
        click.option("--port", type=int, help="Port to listen on; 0 takes a free one."),
        click.option("--public-url", help="What links and QR codes begin with."),
        _settings_options,
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samtal")
def cli() -> None:
    """Samtal runs the group conversations of a working meeting and leaves with the paper written."""


@cli.command()
@_serving_options
@click.pass_obj
def serve(launch: Serve, /, **given: Any) -> None:
    """Serve the installation."""
    settings = _settings(given)

    def ready(app: Any, address: str) -> None:
        settings_now = _as_served(settings, address)
        note_running(settings.data, Running(address, os.getpid()))
        base = base_of_settings(settings_now)
        _say(f"Samtal: {base}")
        if sys.stderr.isatty():
            _say(f"Arrangör / organiser: {base}/o/{app.samtal.organiser_key()}")

    _launch(launch, settings, ready)


@cli.command()
@_serving_options
@click.option("--rehearse", is_flag=True, help="Let ghost participants write, so that the hall lives.")
@click.pass_obj
def demo(launch: Serve, /, rehearse: bool, **given: Any) -> None:
    """Serve the example session and print its links."""
    if given["data"] is None and "SAMTAL_DATA" not in os.environ:
        given["data"] = Path("samtal-data") / "demo"
    settings = _settings(given)

    def ready(app: Any, address: str) -> None:
        note_running(settings.data, Running(address, os.getpid()))
        base = base_of_settings(_as_served(settings, address))
        session_id = _demo_session(app.samtal)
        _print_demo(app.samtal, session_id, base)
        if rehearse:
            from server.services.rehearsal import rehearse as play

            app.socketio.start_background_task(play, app.samtal, session_id, app.socketio.sleep)
            _say("  Spöken / ghosts      sextio påhittade deltagare skriver")

    _launch(launch, settings, ready)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Is this session file right? Prints every error as FILE:LINE:COLUMN: message."""
    plan = _read_plan(file)
    click.echo(f"{file}: ok, {len(plan.rooms)} rum, {len(plan.programme)} programpunkter", err=True)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_settings_options
def load(file: Path, as_json: bool, **given: Any) -> None:
    """Create a session from a session file, and print its id, code and links."""
    plan = _read_plan(file)
    settings = _settings(given)
    with _opened(settings) as samtal:
        session_id = samtal.create(plan)
        described = samtal.described(session_id, links(samtal.keys, session_id, _base(settings)))
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False))
        return
    click.echo(f"id           {described['id']}")
    click.echo(f"code         {_spaced(described['code'])}")
    for name, link in described["links"].items():
        click.echo(f"{name:<12} {link}")


@cli.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@_settings_options
def list_sessions(as_json: bool, **given: Any) -> None:
    """List the sessions of the installation, the newest first."""
    settings = _settings(given)
    with _opened(settings) as samtal:
        base = _base(settings)
        rows = [row | {"links": links(samtal.keys, row["id"], base)} for row in samtal.sessions()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['id']}  {_spaced(row['code'])}  {row['date']}  {row['status']:<9} {row['title']}")
    if not rows:
        _say("Inga träffar än. Läs in en med: samtal load FIL")


@cli.command()
@click.argument("session")
@_settings_options
def close(session: str, **given: Any) -> None:
    """Close a session and compose its draft."""
    settings = _settings(given)
    with _opened(settings) as samtal:
        running = running_server(settings.data)
        if running:
            running.close_session(session, samtal.keys.facilitator(session))
        else:
            samtal.close(session)
    _say("Träffen är avslutad och utkastet finns.")


@cli.command()
@click.argument("session")
@click.option("--format", "format", required=True, help="docx, md, html or json.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="File, or - for standard output."
)
@_settings_options
def export(session: str, format: str, output: Path | None, **given: Any) -> None:
    """Write the paper of a closed session as a file."""
    with _opened(_settings(given)) as samtal:
        exported = papers.export(samtal, session, format)
    if output is not None and str(output) == "-":
        sys.stdout.buffer.write(exported.content)
        return
    target = output or Path(exported.file_name)
    try:
        target.write_bytes(exported.content)
    except OSError as error:
        _fail(f"{target}: {error.strerror}")
    _say(str(target))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@_settings_options
def backup(file: Path, **given: Any) -> None:
    """Write the whole installation to a file, while it runs."""
    try:
        installation.backup(_settings(given), file)
    except installation.NotPossible as problem:
        _fail(str(problem))
    _say(str(file))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@_settings_options
def restore(file: Path, **given: Any) -> None:
    """Put back an installation from a backup, into an empty data folder."""
    settings = _settings(given)
    if running_server(settings.data):
        _fail("Servern är i gång i den här mappen. Stoppa den först. / Stop the running server first.")
    try:
        installation.restore(settings, file)
    except installation.NotPossible as problem:
        _fail(str(problem))
    _say(str(settings.data))


@cli.command()
@click.argument("session")
@click.option("--personal-data-only", is_flag=True, help="Erase the names, keep what was written.")
@_settings_options
def purge(session: str, personal_data_only: bool, **given: Any) -> None:
    """Erase a session, or only the names in it, and print a receipt."""
    settings = _settings(given)
    with _opened(settings) as samtal:
        running = running_server(settings.data)
        gone = (
            running.purge_session(session, samtal.organiser_key(), personal_data_only)
            if running
            else samtal.purge(session, personal_data_only=personal_data_only)
        )
    click.echo(json.dumps({"session": session, "erased": gone}))


@cli.command()
@click.option("--new", is_flag=True, help="Make a new key; links with the old one stop working.")
@_settings_options
def key(new: bool, **given: Any) -> None:
    """Print the organiser's link to this installation."""
    settings = _settings(given)
    with _opened(settings) as samtal:
        click.echo(f"{_base(settings)}/o/{samtal.organiser_key(new=new)}")


@cli.command()
@_settings_options
def doctor(**given: Any) -> None:
    """Say in plain words what is wrong with this installation."""
    findings = installation.examine(_settings(given))
    for finding in findings:
        click.echo(f"{'ok ' if finding.fine else 'FEL'} {finding.sentence}")
    if not all(finding.fine for finding in findings):
        raise SystemExit(FAILED)


class _opened:  # noqa: N801 - reads as a word where it is used
    """The installation, open for one command; refusals become a sentence and exit status 1."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> Samtal:
        try:
            self.samtal = open_samtal(self.settings)
        except Exception as error:  # any driver's own error: say it plainly
            _fail(f"Databasen kan inte öppnas / cannot open the database: {error}".split("\n")[0])
        self.samtal.desk.start()
        return self.samtal

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.samtal.desk.stop()
        if isinstance(error, Refusal):
            _fail(translate(error.message, _language(), **error.params))


def _settings(given: dict[str, Any]) -> Settings:
    try:
        return read_settings(given)
    except WrongSetting as wrong:
        raise click.UsageError(str(wrong)) from None


def _launch(launch: Serve, settings: Settings, ready: Callable[[Any, str], None]) -> None:
    try:
        launch(settings, ready)
    except OSError as error:
        _fail(f"{settings.host}:{settings.port}: {error.strerror or error}")


def _read_plan(file: Path) -> Plan:
    try:
        return read(file.read_bytes(), str(file), language=_language(), folder=file.parent)
    except OSError as error:
        _fail(f"{file}: {error.strerror}")
    except SessionFileRefused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
    raise SystemExit(FAILED)


def _demo_session(samtal: Samtal) -> str:
    """Give the demo's session: the one there is, or a new one from the bundled file."""
    for row in samtal.sessions():
        if row["status"] != "closed":
            return str(row["id"])
    file = sessions_dir() / DEMO_SESSION
    return samtal.create(read(file.read_bytes(), file.name))


def _print_demo(samtal: Samtal, session_id: str, base: str) -> None:
    found = links(samtal.keys, session_id, base)
    code = next(row["code"] for row in samtal.sessions() if row["id"] == session_id)
    click.echo("")
    click.echo("  Samtal är i gång. Öppna länkarna i en webbläsare; avsluta med Ctrl+C.")
    click.echo("")
    click.echo(f"  Processledare / facilitator  {found['facilitator']}")
    click.echo(f"  Projektor / projector        {found['projector']}")
    click.echo(f"  Deltagare / participant      {found['join']}")
    click.echo(f"  Träffkod / join code         {_spaced(code)}  på {base}")
    click.echo(f"  Arrangör / organiser         {base}/o/{samtal.organiser_key()}")
    click.echo("", nl=True)
    sys.stdout.flush()


def _as_served(settings: Settings, address: str) -> Settings:
    """The settings with the port that was really taken."""
    return replace(settings, port=int(address.rpartition(":")[2]))


def _base(settings: Settings) -> str:
    running = running_server(settings.data)
    if running and not settings.public_url:
        return running.address
    return base_of_settings(settings)


def _spaced(code: str) -> str:
    return f"{code[:3]} {code[3:]}"


def _language() -> str:
    """The language of the terminal."""
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in LANGUAGES else LANGUAGES[-1]


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _fail(sentence: str) -> Any:
    click.echo(sentence, err=True)
    raise SystemExit(FAILED)
