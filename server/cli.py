"""The command line: samtal …

Results go to standard output, messages for people to standard error. Exit status: 0 done, 1 the thing asked for
failed, 2 wrong usage. Every option has an environment variable, SAMTAL_<OPTION>.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from server.domain.errors import N_, NotFound, Refusal
from server.domain.plan import Plan
from server.i18n import LANGUAGES, translate
from server.resources import sessions_dir
from server.running import Running, note_running, running_server
from server.services.aside import aside
from server.services.keys import DamagedSecret
from server.services.links import base_of_settings, links
from server.session_file import SessionFileRefused, read
from server.session_file.whole import MAX_WHOLE_BYTES, is_whole, too_large
from server.settings import Settings, WrongSetting, read_settings

if TYPE_CHECKING:  # what is heavy to import comes with the command that needs it
    from server.draft.leaks import Leak
    from server.export.docx_template import Template
    from server.services.arrivals import Arrival
    from server.services.papers import Told
    from server.services.samtal import Samtal

DEMO_SESSION = {"sv": "samverkanstraff-3.yaml", "en": "workshop-example.yaml"}
DEMO_DATA = Path("samtal-data") / "demo"
FAILED = 1

Serve = Callable[[Settings, Callable[[Any, str], None]], None]
Command = Callable[..., Any]


def _language() -> str:
    """The language of the terminal."""
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in LANGUAGES else LANGUAGES[-1]


def _said(message: str, **params: object) -> str:
    return translate(message, _language(), **params)


def _option(*names: str, **more: Any) -> Callable[[Command], Command]:
    """Declare an option that an environment variable can give as well."""
    word = next(name for name in names if name.startswith("--")).removeprefix("--")
    return click.option(*names, envvar=f"SAMTAL_{word.replace('-', '_').upper()}", **more)


def _where(command: Command) -> Command:
    """Declare where the installation is: what every command but `check` needs to know."""
    for option in (
        _option("--data", type=click.Path(path_type=Path), help=_said(N_("Mappen som installationen ligger i."))),
        _option("--database", help=_said(N_("Databasens URL, om den inte är filen i mappen."))),
        _option("--redis", help=_said(N_("Redis URL, för flera processer (används inte än)."))),
        _option("--public-url", help=_said(N_("Det som länkar och QR-koder börjar med."))),
    ):
        command = option(command)
    return command


def _serving(command: Command) -> Command:
    for option in (
        _option("--host", help=_said(N_("Adressen att lyssna på; 0.0.0.0 för alla i salens nät."))),
        _option("--port", help=_said(N_("Porten att lyssna på; 0 tar en ledig."))),
        _where,
    ):
        command = option(command)
    return command


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_said(N_("Samtal leder gruppsamtalen i ett arbetsmöte och lämnar det med dokumentationen skriven.")),
)
@click.version_option(package_name="samtal", message="%(prog)s %(version)s")
def cli() -> None:
    pass


@cli.command(help=_said(N_("Kör servern.")))
@_serving
@click.pass_obj
def serve(launch: Serve, /, **given: Any) -> None:
    settings = _settings(given)

    def ready(app: Any, address: str) -> None:
        base = _note_running(settings, address)
        _say(f"Samtal: {base}")
        if sys.stderr.isatty():
            _say(N_("Arrangör: %(link)s"), link=f"{base}/o/{app.samtal.organiser_key()}")

    _launch(launch, settings, ready)


@cli.command(help=_said(N_("Kör servern med exempelträffen och visa dess länkar.")))
@_serving
@_option("--rehearse", is_flag=True, help=_said(N_("Låt sextio påhittade deltagare skriva, så att salen lever.")))
@click.pass_obj
def demo(launch: Serve, /, rehearse: bool, **given: Any) -> None:
    if given["data"] is None:
        given["data"] = DEMO_DATA
    settings = _settings(given)

    def ready(app: Any, address: str) -> None:
        base = _note_running(settings, address)
        session_id = _demo_session(app.samtal)
        _print_demo(app.samtal, session_id, base)
        if rehearse:
            from server.services.rehearsal import rehearse as play

            stands = app.presence.stands
            app.socketio.start_background_task(play, app.samtal, session_id, app.socketio.sleep, stands=stands)
            _say(N_("Sextio påhittade deltagare går med. De börjar skriva när du öppnar träffen."))

    _launch(launch, settings, ready)


@cli.command(help=_said(N_("Är träffens fil rätt? Visar varje fel som FIL:RAD:KOLUMN: vad som är fel.")))
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    plan = _read(file)
    if not isinstance(plan, Plan):
        _say(N_("%(file)s är en hel träff (händelser: %(events)s)."), file=file, events=len(plan.whole.events))
        return
    rooms, items = len(plan.rooms), len(plan.programme)
    _say(N_("%(file)s är rätt (rum: %(rooms)s, programpunkter: %(items)s)."), file=file, rooms=rooms, items=items)


@cli.command(
    help=_said(
        N_("Skapa en träff från en fil, eller läs in en som exporterats till JSON, och visa id, kod och länkar.")
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@_option("--json", "as_json", is_flag=True, help=_said(N_("Skriv ut ett JSON-objekt.")))
@_where
def load(file: Path, as_json: bool, **given: Any) -> None:
    from server.services import arrivals, templates

    found = _read(file)
    logo = _logo_beside(file, found)
    settings = _settings(given)
    with _opened(settings) as samtal:
        session_id = samtal.create(found) if isinstance(found, Plan) else arrivals.bring_in(samtal, found)
        if logo is not None:
            templates.keep_logo(samtal, session_id, logo)
        described = samtal.described(session_id, links(samtal.keys, session_id, _base(settings)))
    if as_json:
        click.echo(json.dumps(described, ensure_ascii=False))
        return
    click.echo(f"id           {described['id']}")
    click.echo(f"code         {_spaced(described['code'])}")
    for name, link in described["links"].items():
        click.echo(f"{name:<12} {link}")


@cli.command("list", help=_said(N_("Visa installationens träffar, den nyaste först.")))
@_option("--json", "as_json", is_flag=True, help=_said(N_("Skriv ut en JSON-lista.")))
@_where
def list_sessions(as_json: bool, **given: Any) -> None:
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
        _say(N_("Här finns inga träffar än. Läs in en med: samtal load FIL"))


@cli.command(help=_said(N_("Avsluta en träff (id eller kod), så att utkastet skapas.")))
@click.argument("session")
@_where
def close(session: str, **given: Any) -> None:
    settings = _settings(given)
    with _opened(settings) as samtal:
        session_id = _found(samtal, session)["id"]
        running = running_server(settings.data)
        if running:
            running.close_session(session_id, samtal.keys.facilitator(session_id), _language())
        else:
            samtal.close(session_id)
    _say(N_("Träffen är avslutad och utkastet finns."))


@cli.command(help=_said(N_("Skriv en avslutad träffs dokumentation (id eller kod) till en fil.")))
@click.argument("session")
@_option("--format", "format", required=True, help=_said(N_("docx, pdf, odt, md, html, json eller zip.")))
@_option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    help=_said(N_("Filen att skriva till; - för standard ut.")),
)
@_option(
    "--template",
    type=click.Path(path_type=Path),
    help=_said(N_("Word-mallen att skriva i (.docx, .dotx), i stället för träffens egen.")),
)
@_option("--own-look", is_flag=True, help=_said(N_("Skriv Word-filen i Samtals utseende, utan mall.")))
@_option("--traces", is_flag=True, help=_said(N_("Ta med inläggen bakom varje stycke som kommentarer i Word.")))
@_option("--no-confirmations", is_flag=True, help=_said(N_("Skriv inte ut att grupperna har stämt av sina texter.")))
@_option("--confirmed", is_flag=True, help=_said(N_("Som den var när den senast fastställdes eller sändes ut.")))
@_where
def export(
    session: str,
    format: str,
    output: Path | None,
    template: Path | None,
    own_look: bool,
    traces: bool,
    no_confirmations: bool,
    confirmed: bool,
    **given: Any,
) -> None:
    from server.export import TRACED
    from server.services import editions, papers

    if format not in TRACED and (template or own_look or traces):
        raise click.UsageError(_said(N_("--template, --own-look och --traces är för Word: --format docx eller zip.")))
    with _opened(_settings(given)) as samtal:
        session_id = _found(samtal, session)["id"]
        edition = editions.latest(samtal, session_id).edition if confirmed else None
        wanted = papers.Wanted(_template(template), own_look, traces, no_confirmations, edition)
        exported = papers.export(samtal, session_id, format, wanted)
        # JSON is everything, for a machine; and of what was said once and for all nothing remains to be done
        told = None if format == "json" or confirmed else papers.told(samtal, session_id)
    target = None if str(output) == "-" else output or Path(exported.file_name)
    try:
        if target:
            target.write_bytes(exported.content)
        else:
            sys.stdout.buffer.write(exported.content)
    except OSError as error:
        _fail("%(file)s: %(reason)s", file=target or "-", reason=error.strerror)
    if told:
        _warn_of(told)
    if target:
        _say(str(target))


@cli.command(help=_said(N_("Skriv hela installationen till en fil, även medan servern är i gång.")))
@click.argument("file", type=click.Path(path_type=Path))
@_where
def backup(file: Path, **given: Any) -> None:
    from server.services import installation

    with _refusals_said():
        installation.backup(_settings(given), file)
    _say(str(file))


@cli.command(help=_said(N_("Lägg tillbaka en installation från en säkerhetskopia, i en tom mapp.")))
@click.argument("file", type=click.Path(path_type=Path))
@_where
def restore(file: Path, **given: Any) -> None:
    from server.services import installation

    settings = _settings(given)
    with _refusals_said():
        installation.restore(settings, file)
    _say(str(settings.data))


@cli.command(help=_said(N_("Radera en träff (id eller kod), eller bara namnen i den, och skriv ett kvitto.")))
@click.argument("session")
@_option("--personal-data-only", is_flag=True, help=_said(N_("Radera namnen, behåll det som skrevs.")))
@_where
def purge(session: str, personal_data_only: bool, **given: Any) -> None:
    settings = _settings(given)
    with _opened(settings) as samtal:
        row = _found(samtal, session)
        running = running_server(settings.data)
        if running:
            key = samtal.organiser_key()
            erased = running.purge_session(row["id"], key, _language(), personal_data_only=personal_data_only)
        else:
            erased = samtal.purge(row["id"], personal_data_only=personal_data_only)
    receipt = {
        "session": row["id"],
        "title": row["title"],
        "date": row["date"],
        "personal_data_only": personal_data_only,
        "erased": erased,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    click.echo(json.dumps(receipt, ensure_ascii=False))


@cli.command(help=_said(N_("Visa arrangörens länk till installationen.")))
@_option("--new", is_flag=True, help=_said(N_("Gör en ny nyckel; länkar med den gamla slutar gälla.")))
@_where
def key(new: bool, **given: Any) -> None:
    settings = _settings(given)
    with _opened(settings) as samtal:
        click.echo(f"{_base(settings)}/o/{samtal.organiser_key(new=new)}")


@cli.command(help=_said(N_("Säg med vanliga ord vad som är fel med installationen.")))
@_where
def doctor(**given: Any) -> None:
    from server.services import installation

    settings = _settings(given)
    findings = installation.examine(settings)
    for finding in findings:
        mark = "OK " if finding.fine else _said(N_("FEL"))
        click.echo(f"{mark:<5} {_said(finding.sentence, **finding.params)}")
    running = running_server(settings.data)
    _say(N_("Servern är i gång: %(address)s"), address=running.base) if running else _say(N_("Servern är inte i gång."))
    if not all(finding.fine for finding in findings):
        raise SystemExit(FAILED)


def _warn_of(told: Told) -> None:
    """Say what remains and what the paper reveals; it was written all the same: only people know what was meant."""
    for sentence in told.remains:
        _say(N_("Kvar att göra: %(what)s"), what=sentence)
    for leak in told.leaks:
        if leak.kind == "person":
            _say(N_("Varning: dokumentationen nämner en deltagare: %(words)s, i ”%(text)s”"), **_told(leak))
        elif leak.kind == "organisation":
            _say(N_("Varning: dokumentationen nämner en organisation: %(words)s, i ”%(text)s”"), **_told(leak))
    anonymous = sum(leak.kind == "anonymous" for leak in told.leaks)
    if anonymous:
        _say(N_("Stycken som bygger på anonyma inlägg: %(count)d."), count=anonymous)


def _told(leak: Leak) -> dict[str, str]:
    return {"words": ", ".join(leak.words), "text": leak.text}


class _refusals_said:  # noqa: N801 - reads as a word where it is used
    """Refusals become a sentence and exit status 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Refusal):
            _fail(error.message, **error.params)


class _opened(_refusals_said):  # noqa: N801
    """The installation, open for one command."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> Samtal:  # type: ignore[override]  # this one gives something to work with
        from server.services.opening import open_samtal

        try:
            self.samtal = open_samtal(self.settings)
        except _cannot_open() as error:
            _fail_to_open(error)
        self.samtal.desk.start()
        return self.samtal

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self.samtal.desk.stop()
        super().__exit__(kind, error, trace)


def _settings(given: dict[str, Any]) -> Settings:
    try:
        return read_settings(given)
    except WrongSetting as wrong:
        raise click.UsageError(str(wrong)) from None


def _launch(launch: Serve, settings: Settings, ready: Callable[[Any, str], None]) -> None:
    running = running_server(settings.data)
    if running:
        _fail(N_("Servern är redan i gång i den här mappen: %(address)s"), address=running.base)
    if settings.redis:
        _say(N_("Redis används inte än: det här är den enda processen som möten kan hållas i."))
    try:
        launch(settings, ready)
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                _fail(N_("Port %(port)s är upptagen. Välj en annan med --port."), port=settings.port)
            case errno.EACCES if error.filename is None:
                _fail(N_("Port %(port)s får bara systemet använda. Välj en över 1023 med --port."), port=settings.port)
            case errno.EADDRNOTAVAIL:
                _fail(N_("Den här datorn har inte adressen %(host)s. Välj en annan med --host."), host=settings.host)
            case _:
                _fail_to_open(error)
    except _cannot_open() as error:
        _fail_to_open(error)


def _cannot_open() -> tuple[type[Exception], ...]:
    """What a database that cannot be opened raises, whichever it is."""
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    return OSError, SQLAlchemyError, CommandError, ModuleNotFoundError, DamagedSecret


def _fail_to_open(error: Exception) -> NoReturn:
    """Say what a driver or the system said, without its trace."""
    if isinstance(error, DamagedSecret):
        _fail(N_("Nyckelfilen är skadad. Lägg tillbaka den från en säkerhetskopia."))
    if isinstance(error, OSError) and error.filename is not None:
        _fail("%(file)s: %(reason)s", file=error.filename, reason=error.strerror)
    _fail(N_("Databasen kan inte öppnas: %(reason)s"), reason=str(error).splitlines()[0])


def _logo_beside(file: Path, found: Plan | Arrival) -> bytes | None:
    """Give the logo that a session file names, once it is seen to be one: nothing is made where it is not."""
    if not isinstance(found, Plan) or found.organiser is None or found.organiser.logo is None:
        return None
    from server.export.logo import checked_logo

    logo = file.parent / found.organiser.logo
    try:
        content = logo.read_bytes()
        aside(checked_logo, content)
    except OSError as error:
        _fail("%(file)s: %(reason)s", file=logo, reason=error.strerror)
    except Refusal as refused:
        _fail("%(file)s: %(reason)s", file=logo, reason=_said(refused.message, **refused.params))
    return content


def _template(file: Path | None) -> Template | None:
    if file is None:
        return None
    from server.export.docx_template import Template

    try:
        return Template(file.read_bytes())
    except OSError as error:
        _fail("%(file)s: %(reason)s", file=file, reason=error.strerror)


def _read(file: Path) -> Plan | Arrival:
    """Read a session file, or a whole meeting that was exported: its content says which."""
    try:
        if file.stat().st_size > MAX_WHOLE_BYTES:
            raise too_large()
        content = file.read_bytes()
        if is_whole(content):
            from server.services.arrivals import read_arrival

            return read_arrival(content)
        return read(content, str(file), language=_language(), folder=file.parent)
    except OSError as error:
        _fail("%(file)s: %(reason)s", file=file, reason=error.strerror)
    except Refusal as refused:
        _fail("%(file)s: %(reason)s", file=file, reason=_said(refused.message, **refused.params))
    except SessionFileRefused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
    raise SystemExit(FAILED)


def _found(samtal: Samtal, session: str) -> dict[str, Any]:
    """Give the listed session with this id, or with this join code."""
    from server.services.samtal import plain_code

    for row in samtal.sessions():
        if session == row["id"] or plain_code(session) == row["code"]:
            return row
    raise NotFound(N_("Det finns ingen träff %(session)s. Visa dem som finns med: samtal list"), session=session)


def _demo_session(samtal: Samtal) -> str:
    """Give the demo's session: the one there is, or a new one from the bundled file."""
    for row in samtal.sessions():
        if row["status"] != "closed":
            return str(row["id"])
    file = sessions_dir() / DEMO_SESSION["sv"]
    return samtal.create(read(file.read_bytes(), file.name))


def _print_demo(samtal: Samtal, session_id: str, base: str) -> None:
    found = links(samtal.keys, session_id, base)
    code = next(row["code"] for row in samtal.sessions() if row["id"] == session_id)
    lines = {
        _said(N_("Processledare")): found["facilitator"],
        _said(N_("Projektor")): found["projector"],
        _said(N_("Deltagare")): found["join"],
        _said(N_("Träffkod")): f"{_spaced(code)}  ({base})",
        _said(N_("Arrangör")): f"{base}/o/{samtal.organiser_key()}",
    }
    _say("")
    _say(N_("Samtal är i gång. Öppna länkarna i en webbläsare; sluta med Ctrl+C."))
    click.echo("")
    for name, link in lines.items():
        click.echo(f"  {name:<14} {link}")
    click.echo("")
    sys.stdout.flush()


def _note_running(settings: Settings, address: str) -> str:
    """Leave a note of the address that was really taken, and give what links begin with."""
    base = base_of_settings(replace(settings, port=int(address.rpartition(":")[2])))
    note_running(settings.data, Running(address, os.getpid(), base))
    return base


def _base(settings: Settings) -> str:
    running = running_server(settings.data)
    return running.base if running and not settings.public_url else base_of_settings(settings)


def _spaced(code: str) -> str:
    return f"{code[:3]} {code[3:]}"


def _say(sentence: str, **params: object) -> None:
    click.echo(_said(sentence, **params) if sentence else "", err=True)


def _fail(sentence: str, **params: object) -> NoReturn:
    _say(sentence, **params)
    raise SystemExit(FAILED)
