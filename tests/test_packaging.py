"""What people install is whole: a wheel made from the source archive works far from the checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.test_words import IN_BROWSER, screens, unescaped

CHECKOUT = Path(__file__).resolve().parents[1]
HERE_ONLY = {"PYTHONPATH", "PYTHONHOME", "SAMTAL_SKIP_BROWSER_BUILD"}
ASK_FOR_FOLDERS = """
import json
from server import resources
names = "static_dir", "templates_dir", "sessions_dir", "translations_dir"
print(json.dumps({name: str(getattr(resources, name)()) for name in names}))
"""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("packaging")]


@dataclass(frozen=True)
class Installation:
    """Samtal in an environment of its own; `away` is a folder that has nothing to do with it."""

    environment: Path
    away: Path

    def run(self, command: str, *arguments: str) -> str:
        return run(self.environment / "bin" / command, *arguments, folder=self.away)

    @property
    def package(self) -> Path:
        return Path(self.run("python", "-c", "import server; print(server.__path__[0])").strip())

    @property
    def folders(self) -> dict[str, Path]:
        answer = json.loads(self.run("python", "-c", ASK_FOR_FOLDERS))
        return {name: Path(folder) for name, folder in answer.items()}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, made from the checkout."""
    target = tmp_path_factory.mktemp("archive")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", target, folder=CHECKOUT)
    return next(target.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def installation(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The archive made into a wheel and installed without network: it borrows the checkout's dependencies."""
    work = tmp_path_factory.mktemp("installation")
    with tarfile.open(archive) as packed:
        packed.extractall(work, filter="data")
    source = next(work.glob("samtal-*"))
    (source / "node_modules").symlink_to(CHECKOUT / "node_modules")
    pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "-w", work, source)

    environment = work / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", environment, folder=work)
    pip("--python", environment / "bin" / "python", "install", "--no-deps", "--no-index", *work.glob("*.whl"))
    libraries = next(environment.glob("lib/python*/site-packages"))
    (libraries / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    away = work / "away"
    away.mkdir()
    return Installation(environment, away)


def test_the_command_explains_itself_from_any_folder(installation: Installation) -> None:
    assert "serve" in installation.run("samtal", "--help")


def test_the_installed_package_is_the_one_that_answers(installation: Installation) -> None:
    assert installation.package.is_relative_to(installation.environment)
    assert all(folder.is_relative_to(installation.package) for folder in installation.folders.values())


def test_every_file_that_a_browser_is_promised_is_installed(installation: Installation) -> None:
    static = installation.folders["static_dir"]

    manifest = json.loads((static / "manifest.json").read_text())

    assert {"icons.svg", "en.json"} <= manifest.keys()
    assert {path.name for path in CHECKOUT.glob("static/screens/*.js")} <= manifest.keys()
    assert {path.name for path in CHECKOUT.glob("static/css/*.css")} <= manifest.keys()
    assert [name for name in manifest.values() if not (static / name).is_file()] == []
    assert len(list((static / "fonts").glob("*.woff2"))) == 5
    assert "SIL OPEN FONT LICENSE" in (static / "LICENSES.txt").read_text()


@pytest.mark.parametrize("folder", ["templates", "sessions"])
def test_pages_and_example_sessions_are_installed(installation: Installation, folder: str) -> None:
    assert files_in(installation.folders[f"{folder}_dir"]) == files_in(CHECKOUT / folder) != set()


def test_the_database_can_be_made_where_it_is_installed(installation: Installation) -> None:
    migrations = Path("store/migrations")

    installed = files_in(installation.package / migrations)

    assert installed == files_in(CHECKOUT / "server" / migrations) != set()


def test_english_is_installed_for_server_and_browser_alike(installation: Installation) -> None:
    with (CHECKOUT / "server/translations/en.po").open("rb") as source:
        entries = [entry for entry in read_po(source, locale="en") if entry.id and not entry.fuzzy]
    expected = {entry.id[0] if entry.pluralizable else entry.id: as_json(entry.string) for entry in entries}

    browser = json.loads((installation.folders["static_dir"] / "en.json").read_text())

    assert browser.items() <= expected.items()
    calls = [call for file in screens() for call in IN_BROWSER.finditer(file.read_text("utf-8"))]
    assert {unescaped(call[1] or call[2]) for call in calls} <= browser.keys()
    assert (installation.folders["translations_dir"] / "en/LC_MESSAGES/messages.mo").is_file()


def test_the_archive_holds_sources_only(archive: Path) -> None:
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}

    assert {"static/build.mjs", "package-lock.json", "hatch_build.py", "LICENSE"} <= names
    assert [name for name in names if re.search(r"(^|/)(node_modules|dist|\.venv|__pycache__)/|\.mo$", name)] == []


def test_every_icon_that_a_page_shows_is_in_the_sprite() -> None:
    pages = [*CHECKOUT.glob("templates/**/*.html"), *CHECKOUT.glob("static/[!d]*/**/*.js")]
    shown = {name for page in pages for name in re.findall(r"#i-([a-z0-9]+(?:-[a-z0-9]+)*)\b", page.read_text())}

    sprite = set((CHECKOUT / "static/icons.txt").read_text().split("\n"))

    assert shown - sprite == set()


def files_in(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(path) for path in found if "__pycache__" not in path.parts}


def as_json(translation: str | tuple[str, ...]) -> str | list[str] | None:
    if isinstance(translation, tuple):
        return list(translation) if all(translation) else None
    return translation or None


def pip(*arguments: str | Path) -> str:
    return run(sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments, folder=CHECKOUT)


def run(*command: str | Path, folder: Path) -> str:
    """Run a command in the folder; gives what it printed, fails with all it said."""
    surroundings = {name: value for name, value in os.environ.items() if name not in HERE_ONLY}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
