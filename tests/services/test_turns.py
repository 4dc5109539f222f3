"""Turns: so many at once, and who is in no hurry lets the others go first."""

from __future__ import annotations

import threading
import time

from server.services.turns import Turns


class Waiting:
    """Somebody who waits for a turn, and writes down that they had it."""

    def __init__(self, turns: Turns, name: str, had: list[str], *, hurried: bool) -> None:
        self.turns, self.name, self.had, self.hurried = turns, name, had, hurried
        self.waits = len(turns._changed._waiters)  # type: ignore[attr-defined]
        self.thread = threading.Thread(target=self._take)
        self.thread.start()
        while len(turns._changed._waiters) == self.waits:  # type: ignore[attr-defined]
            time.sleep(0.001)

    def _take(self) -> None:
        assert self.turns.take(10, hurried=self.hurried)
        self.had.append(self.name)
        self.turns.give_back()


def test_so_many_work_at_once_and_no_more() -> None:
    turns = Turns(2)
    assert [turns.take(0), turns.take(0), turns.take(0)] == [True, True, False]

    turns.give_back()

    assert [turns.take(0), turns.take(0)] == [True, False]


def test_who_is_in_no_hurry_gets_a_turn_that_nobody_else_wants() -> None:
    turns = Turns(1)
    assert turns.take(0, hurried=False)
    assert not turns.take(0)

    turns.give_back()

    assert turns.take(0)


def test_who_comes_later_and_is_in_a_hurry_goes_first() -> None:
    turns, had = Turns(1), list[str]()
    assert turns.take(0)
    waiting = [Waiting(turns, "numbers", had, hurried=False)]
    waiting += [Waiting(turns, name, had, hurried=True) for name in ("Word", "PDF")]

    turns.give_back()
    for each in waiting:
        each.thread.join(10)

    assert set(had[:2]) == {"Word", "PDF"}
    assert had[2] == "numbers"


def test_who_gives_up_waiting_stands_in_nobodys_way() -> None:
    turns, had = Turns(1), list[str]()
    assert turns.take(0)
    assert not turns.take(0)
    patient = Waiting(turns, "numbers", had, hurried=False)

    turns.give_back()
    patient.thread.join(10)

    assert had == ["numbers"]
