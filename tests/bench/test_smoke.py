"""The measurements run and account for every delivery. No times are looked at: those are for a quiet machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report() -> str:
    """What `python -m bench --smoke` prints."""
    command = [sys.executable, "-m", "bench", "--smoke"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_both_servers_deliver_each_note_to_everybody_in_its_room(report: str) -> None:
    rows = [line.strip("| ").split(" | ") for line in report.splitlines() if " of " in line and "sockets" not in line]
    deliveries = [row[-1].split(" of ") for row in rows if row[0].isdigit()]
    assert len(deliveries) == 6
    for delivered, expected in deliveries:
        assert delivered == expected
    assert [int(expected) for _, expected in deliveries] == [100, 100, 200, 200, 200, 200]


def test_the_report_says_on_what_it_was_measured(report: str) -> None:
    for fact in ("cores", "Python", "Node", "load before", "load after"):
        assert f"- {fact}: " in report


def test_the_report_compares_samtal_with_a_bare_relay(report: str) -> None:
    for server in ("| Samtal |", "| Relay |"):
        assert report.count(server) == 3


def test_exports_beside_a_hall_lose_no_note_and_every_file_is_made() -> None:
    command = [sys.executable, "-m", "bench.exports", "--smoke"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split(" | ")[0] for line in done.stdout.splitlines() if line.startswith("| ")][-5:] == [
        "| none",
        "| 1",
        "| 3",
        "| 1 draft page",
        "| 3 draft pages",
    ]
    assert "files made: docx " in done.stdout
