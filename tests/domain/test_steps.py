"""The run-sheet's clock: deadlines, pauses, more time, over time, and what ends with a step."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.cast import LUNCH, OPENING, ROUND_UP, SILENT, SILENT_AGAIN, TALK, TALKS, Hall, Person, refused


def test_a_step_runs_to_its_deadline(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)

    assert facilitator.sees("session")["step"] == {
        "id": SILENT,
        "status": "running",
        "started_at": "2025-09-30T09:00:00.000Z",
        "ends_at": "2025-09-30T09:10:00.000Z",
        "remaining": None,
    }


def test_a_step_without_length_has_no_deadline(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=ROUND_UP)

    assert (hall.clock.ends_at, hall.clock.remaining) == (None, None)
    facilitator.does("step.pause")
    assert (hall.clock.status, hall.clock.ends_at, hall.clock.remaining) == ("paused", None, None)
    facilitator.does("step.start", step=ROUND_UP)
    assert (hall.clock.status, hall.clock.ends_at, hall.clock.remaining) == ("running", None, None)


def test_the_first_step_begins_the_meeting(hall: Hall, facilitator: Person):
    assert facilitator.does("step.start", step=OPENING) == ["session.opened", "step.started"]
    assert facilitator.sees("session")["session"]["status"] == "open"
    assert facilitator.does("step.start", step=TALKS) == ["step.started"]


def test_starting_the_step_that_runs_changes_nothing(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=3)

    assert facilitator.does("step.start", step=SILENT) == []
    assert hall.clock.ends_at == "2025-09-30T09:10:00.000Z"


def test_a_paused_step_keeps_what_is_left_and_runs_on_from_there(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=4, seconds=0.5)

    facilitator.does("step.pause")
    assert (hall.clock.status, hall.clock.ends_at, hall.clock.remaining) == ("paused", None, 359.5)
    assert facilitator.does("step.pause") == []

    hall.passes(minutes=30)
    assert facilitator.does("step.start", step=SILENT) == ["step.started"]
    assert (hall.clock.ends_at, hall.clock.remaining) == ("2025-09-30T09:40:00.000Z", None)
    assert hall.clock.started_at == "2025-09-30T09:00:00.000Z"


def test_a_step_may_run_over_time_be_paused_there_and_run_on(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=12)

    facilitator.does("step.pause")
    assert hall.clock.remaining == -120
    hall.passes(minutes=1)
    facilitator.does("step.start", step=SILENT)
    assert hall.clock.ends_at == "2025-09-30T09:11:00.000Z"


def test_more_time_is_added_to_the_deadline(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=4)

    assert facilitator.does("step.extend", seconds=300) == ["step.extended"]
    assert hall.clock.ends_at == "2025-09-30T09:15:00.000Z"
    facilitator.does("step.extend", seconds=-60)
    assert hall.clock.ends_at == "2025-09-30T09:14:00.000Z"
    assert facilitator.does("step.extend", seconds=0) == []


def test_a_step_is_never_shortened_to_before_now(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=4)

    facilitator.does("step.extend", seconds=-3600)

    assert hall.clock.ends_at == "2025-09-30T09:04:00.000Z"


def test_more_time_in_over_time_counts_from_now(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=15)

    facilitator.does("step.extend", seconds=120)

    assert hall.clock.ends_at == "2025-09-30T09:17:00.000Z"


def test_a_paused_step_can_be_given_more_time(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=4)
    facilitator.does("step.pause")

    facilitator.does("step.extend", seconds=60)

    assert (hall.clock.status, hall.clock.ends_at, hall.clock.remaining) == ("paused", None, 420)


def test_a_step_without_length_gets_a_deadline_when_it_is_given_time(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=ROUND_UP)
    hall.passes(minutes=2)

    facilitator.does("step.extend", seconds=60)

    assert hall.clock.ends_at == "2025-09-30T09:03:00.000Z"


def test_next_goes_through_the_run_sheet_to_its_end(hall: Hall, facilitator: Person):
    walked = []
    for _ in range(7):
        facilitator.does("step.next")
        walked.append(hall.clock.id)

    assert walked == [OPENING, TALKS, LUNCH, SILENT, SILENT_AGAIN, TALK, ROUND_UP]
    assert facilitator.does("step.next") == ["step.ended"]
    assert hall.clock is None
    assert hall.log[-1].data == {
        "id": ROUND_UP,
        "replaced": {
            "id": ROUND_UP,
            "status": "running",
            "started_at": "2025-09-30T09:00:00.000Z",
            "ends_at": None,
            "remaining": None,
        },
        "revealed": {},
    }


def test_two_facilitators_who_press_next_at_once_skip_nothing(hall: Hall, facilitator: Person):
    first, second = [step.id for step in hall.session.steps][:2]
    facilitator.does("step.start", step=first)

    facilitator.does("step.next", step=first)

    assert facilitator.does("step.next", step=first) == []
    assert hall.session.clock is not None
    assert hall.session.clock.id == second


def test_next_leaves_a_paused_step_too(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    facilitator.does("step.pause")

    facilitator.does("step.next")

    assert (hall.clock.id, hall.clock.status) == (SILENT_AGAIN, "running")


def test_there_is_nothing_to_pause_or_extend_before_a_step_is_on(facilitator: Person):
    for type, data in (("step.pause", {}), ("step.extend", {"seconds": 60})):
        with refused("conflict"):
            facilitator.does(type, **data)


def test_a_run_sheet_without_steps_has_no_next_one(hall: Hall, facilitator: Person):
    hall.session.steps.clear()

    with refused("conflict"):
        facilitator.does("step.next")


def test_a_step_that_is_not_in_the_run_sheet_does_not_start(facilitator: Person):
    with refused("not_found", "step"):
        facilitator.does("step.start", step="step-99")


@pytest.mark.parametrize("who", ["anna", "eva", "screen"])
def test_only_the_facilitator_has_the_clock(hall: Hall, who: str):
    person = hall.screen if who == "screen" else hall.person(who)

    for type, data in (
        ("step.start", {"step": SILENT}),
        ("step.pause", {}),
        ("step.extend", {"seconds": 60}),
        ("step.next", {}),
        ("step.undo", {}),
    ):
        with refused("forbidden"):
            person.does(type, **data)


def test_the_clock_stops_with_the_meeting_and_stays_off(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    facilitator.does("session.close")

    assert hall.clock is None
    for type, data in (
        ("step.start", {"step": SILENT}),
        ("step.pause", {}),
        ("step.extend", {"seconds": 60}),
        ("step.next", {}),
        ("step.undo", {}),
    ):
        with refused("closed"):
            facilitator.does(type, **data)
    facilitator.does("session.reopen")
    assert hall.clock is None


# taking a start back


def clock(hall: Hall) -> dict[str, Any]:
    return hall.facilitator.sees("session")["step"]


def undoable(hall: Hall) -> int:
    return hall.screen.sees("session")["undoable"]


def test_a_step_started_by_mistake_is_taken_back_and_the_one_before_has_the_time_it_had(
    hall: Hall, facilitator: Person
):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=4)
    facilitator.does("step.next")
    hall.passes(minutes=2)

    assert facilitator.does("step.undo") == ["step.restored"]
    assert clock(hall) == {
        "id": SILENT,
        "status": "running",
        "started_at": "2025-09-30T09:00:00.000Z",
        "ends_at": "2025-09-30T09:12:00.000Z",  # six minutes left, as when it was left
        "remaining": None,
    }


def test_over_time_is_still_over_time(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=12)
    facilitator.does("step.next")
    hall.passes(minutes=5)
    facilitator.does("step.undo")

    assert clock(hall)["ends_at"] == "2025-09-30T09:15:00.000Z"


def test_a_paused_step_is_paused_again_with_what_was_left(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    hall.passes(minutes=4)
    facilitator.does("step.pause")
    before = clock(hall)
    facilitator.does("step.next")
    facilitator.does("step.pause")
    hall.passes(minutes=5)
    facilitator.does("step.undo")

    assert clock(hall) == before
    facilitator.does("step.start", step=SILENT)
    assert clock(hall)["ends_at"] == "2025-09-30T09:15:00.000Z"


@pytest.mark.parametrize("paused", [False, True], ids=["running", "paused"])
def test_a_step_without_length_has_none_afterwards_either(hall: Hall, facilitator: Person, paused: bool):
    facilitator.does("step.start", step=ROUND_UP)
    if paused:
        facilitator.does("step.pause")
    before = clock(hall)
    facilitator.does("step.start", step=TALK)
    hall.passes(minutes=1)
    facilitator.does("step.undo")

    assert clock(hall) == before


def test_a_start_that_opened_the_meeting_is_taken_back_to_a_meeting_that_has_not_begun(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    facilitator.does("step.start", step=ROUND_UP)
    facilitator.does("step.undo")
    assert hall.session.status == "open"
    facilitator.does("step.undo")

    assert clock(hall) is None
    assert (hall.session.status, hall.session.opened_at) == ("prepared", None)
    with refused("conflict"):
        facilitator.does("step.undo")
    assert facilitator.does("step.start", step=SILENT) == ["session.opened", "step.started"]


def test_the_first_start_in_a_meeting_that_was_opened_is_taken_back_to_an_open_one(hall: Hall, facilitator: Person):
    facilitator.does("session.open")
    facilitator.does("step.start", step=SILENT)
    facilitator.does("step.undo")

    assert clock(hall) is None
    assert hall.session.status == "open"
    with refused("conflict"):
        facilitator.does("step.undo")


def test_the_end_of_the_run_sheet_is_taken_back(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=ROUND_UP)
    facilitator.does("step.extend", seconds=120)
    hall.passes(minutes=1)
    facilitator.does("step.next")
    assert clock(hall) is None

    facilitator.does("step.undo")

    assert (clock(hall)["id"], clock(hall)["ends_at"]) == (ROUND_UP, "2025-09-30T09:02:00.000Z")


def test_starts_are_taken_back_one_after_the_other(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=LUNCH)
    hall.passes(minutes=10)
    facilitator.does("step.start", step=TALK)
    hall.passes(minutes=5)
    facilitator.does("step.start", step=ROUND_UP)
    assert undoable(hall) == 3

    facilitator.does("step.undo")
    assert (clock(hall)["id"], clock(hall)["ends_at"]) == (TALK, "2025-09-30T09:30:00.000Z")
    hall.passes(minutes=5)
    facilitator.does("step.undo")
    assert (clock(hall)["id"], clock(hall)["ends_at"]) == (LUNCH, "2025-09-30T10:10:00.000Z")
    facilitator.does("step.undo")
    assert (clock(hall), undoable(hall)) == (None, 0)


def test_pausing_running_on_and_more_time_are_no_starts_to_take_back(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=LUNCH)
    facilitator.does("step.start", step=TALK)
    for type, data in (
        ("step.pause", {}),
        ("step.extend", {"seconds": 60}),
        ("step.start", {"step": TALK}),
        ("step.start", {"step": TALK}),
    ):
        facilitator.does(type, **data)
    assert undoable(hall) == 2

    facilitator.does("step.undo")
    assert clock(hall)["id"] == LUNCH


def test_a_start_after_one_was_taken_back_can_be_taken_back(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=LUNCH)
    facilitator.does("step.start", step=ROUND_UP)
    facilitator.does("step.undo")
    facilitator.does("step.start", step=TALK)
    facilitator.does("step.undo")

    assert clock(hall)["id"] == LUNCH


def test_the_last_twenty_starts_can_be_taken_back(hall: Hall, facilitator: Person):
    for number in range(25):
        facilitator.does("step.start", step=(LUNCH, TALK)[number % 2])
    assert undoable(hall) == 20

    for _ in range(20):
        facilitator.does("step.undo")

    assert clock(hall)["id"] == LUNCH  # the fifth start
    with refused("conflict"):
        facilitator.does("step.undo")


def test_nothing_from_before_the_meeting_was_closed_is_taken_back(hall: Hall, facilitator: Person):
    facilitator.does("step.start", step=SILENT)
    facilitator.does("step.next")
    facilitator.does("session.close")
    facilitator.does("session.reopen")

    assert undoable(hall) == 0
    with refused("conflict"):
        facilitator.does("step.undo")
    facilitator.does("step.start", step=TALK)
    facilitator.does("step.undo")
    assert clock(hall) is None


def test_there_is_nothing_to_take_back_before_a_step_has_been_started(facilitator: Person):
    with refused("conflict"):
        facilitator.does("step.undo")
