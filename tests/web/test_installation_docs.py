"""What docs/operating.md says about settings and commands is what there is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click

from server.cli import cli
from server.settings import Settings, read_settings

DOCS = Path(__file__).parent.parent.parent / "docs"
OPERATING = (DOCS / "operating.md").read_text("utf-8")
ROW = re.compile(r"^\| `SAMTAL_(\w+)` \| (?:`--([\w-]+)`)? ?\| (?:`([^`]+)`|none) \| .+ \|$", re.MULTILINE)


def test_every_setting_is_in_the_table_with_its_default() -> None:
    described = {name.lower(): default for name, _, default in ROW.findall(OPERATING)}

    assert list(described) == [setting.name for setting in fields(Settings)]
    for name, default in described.items():
        told = read_settings({}, {f"SAMTAL_{name.upper()}": default} if default else {})
        assert getattr(told, name) == getattr(Settings(), name), name


def test_the_options_in_the_table_are_the_ones_that_serve_takes() -> None:
    described = {option for _, option, _ in ROW.findall(OPERATING) if option}
    serve = cli.commands["serve"]

    assert described == {name.removeprefix("--") for parameter in serve.params for name in parameter.opts}


def test_every_command_is_described() -> None:
    for name in cli.commands:
        assert f"`samtal {name}" in OPERATING, name


def test_every_option_of_every_command_has_a_documented_variable() -> None:
    for command in cli.commands.values():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert f"`{parameter.envvar}`" in OPERATING, f"samtal {command.name} {parameter.opts}"


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*DOCS.rglob("*.md"), DOCS.parent / "README.md", DOCS.parent / "CHANGELOG.md"]:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            if "docs/pictures/" not in link:
                assert (document.parent / link).exists(), f"{document.name} → {link}"
