"""The example sessions are right, and the real meeting's programme adds up."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from server.domain.plan import Plan
from server.session_file import read, write

SESSIONS = Path(__file__).parents[2] / "sessions"
EXAMPLES = sorted(SESSIONS.glob("*.yaml"))


def example(path: Path) -> Plan:
    return read(path.read_bytes(), path.name, folder=path.parent)


def minute(time: str) -> int:
    hours, minutes = time.replace(":", ".").split(".")
    return int(hours) * 60 + int(minutes)


def test_there_are_examples_in_both_languages():
    assert {example(path).language for path in EXAMPLES} == {"sv", "en"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_back_as_it_was_written(path):
    plan = example(path)

    assert read(write(plan), path.name) == plan


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_a_room_for_each_proposal_and_a_silent_step(path):
    plan = example(path)

    assert [room.proposal.number for room in plan.rooms] == list(range(1, len(plan.rooms) + 1))
    assert any(step.silent for item in plan.programme if item.workshop for step in item.workshop.steps)


def test_the_real_meeting_has_five_proposals_six_categories_and_three_talks():
    plan = example(SESSIONS / "samverkanstraff-3.yaml")

    assert (len(plan.rooms), len(plan.categories), len(plan.organisations)) == (5, 6, 30)
    assert [len(item.talks.talks) for item in plan.programme if item.talks] == [3]
    assert plan.rooms[3].proposal.from_ == ("Malmö universitet",)


def test_the_real_meeting_keeps_its_clock():
    plan = example(SESSIONS / "samverkanstraff-3.yaml")
    parts = [item.opening or item.talks or item.pause for item in plan.programme if not item.workshop]
    parts += [step for item in plan.programme if item.workshop for step in item.workshop.steps]

    for earlier, later in itertools.pairwise(parts):
        assert minute(earlier.time) + earlier.minutes == minute(later.time), later.title
