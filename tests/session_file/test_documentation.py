"""What docs/session-file.md says about the format is true."""

from __future__ import annotations

import re
from pathlib import Path

from server.session_file import read, schema

TEXT = (Path(__file__).parents[2] / "docs" / "session-file.md").read_text(encoding="utf-8")


def documented_keys() -> set[tuple[str, ...]]:
    rows = re.findall(r"^\| `([^`]+)` \|", TEXT, flags=re.MULTILINE)
    return {tuple(row.replace("[]", "").split(".")) for row in rows}


def test_the_complete_example_is_right():
    [example] = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)

    plan = read(example, "docs/session-file.md")

    assert plan.rooms[0].proposal.from_ == ("The City Library",)
    assert [kind.id for kind in plan.kinds] == ["insight", "obstacle", "can"]


def test_the_table_has_every_key_and_no_other():
    leaves = {path for path in schema.FIELDS if not schema.keys_at(path)}

    assert documented_keys() == leaves
