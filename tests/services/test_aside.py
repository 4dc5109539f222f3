"""Heavy work aside: what it gives, what it may use, what is said when that is not enough, and who is ready for it."""

from __future__ import annotations

import os
import resource
import sys
import threading
import time
from collections.abc import Iterator, Sequence

import pytest

from server.domain.errors import Conflict, Refusal
from server.services import aside as module
from server.services import spare as spares
from server.services.aside import USUAL, Limits, aside
from server.services.sharing import Sharing
from server.services.spare import Process, Spare
from server.services.turns import Turns

MEBIBYTE = 1024 * 1024


def doubled(number: int) -> int:
    return number * 2


def refuses() -> None:
    raise Conflict("Redan %(what)s.", field="file", what="där")


def swallows(size: int) -> int:
    return len(b"x" * size)


def turns() -> None:
    while True:
        pass


def waits(seconds: float) -> None:
    time.sleep(seconds)


def dies() -> None:
    os._exit(3)


def niceness() -> int:
    return os.nice(0)


def processor_limit() -> int:
    return resource.getrlimit(resource.RLIMIT_CPU)[0]


def is_ready() -> bool:
    """Whether all that papers are written with was there before the work came."""
    return READY


READY = "server.services.press" in sys.modules  # in a process aside this module comes with the work


@pytest.fixture
def one_turn(monkeypatch: pytest.MonkeyPatch) -> Iterator[Turns]:
    turn = Turns(1)
    monkeypatch.setattr(module, "_turns", turn)
    yield turn
    assert turn.take(0), "whatever happened, the turn was given back"


@pytest.fixture
def spare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Spare]:
    """Keep a spare process, as a server does."""
    spare = Spare(module._spare.command)
    monkeypatch.setattr(module, "_spare", spare)
    module.keep_a_spare()
    yield spare
    if left := spare.take():
        _ended(left)


def _waiting(spare: Spare) -> Process:
    assert spare._waiting is not None
    return spare._waiting[0]


def _ended(process: Process) -> None:
    """End a process by the end of its input, and see that it had nothing to complain of."""
    answer, complaint = process.communicate(timeout=30)
    assert (process.returncode, answer, complaint) == (0, b"", b"")


def test_it_gives_what_the_work_gives(one_turn: Turns) -> None:
    assert aside(doubled, 21) == 42


def test_a_refusal_comes_back_whole(one_turn: Turns) -> None:
    with pytest.raises(Conflict) as caught:
        aside(refuses)
    assert (caught.value.message, caught.value.field, caught.value.params) == (
        "Redan %(what)s.",
        "file",
        {"what": "där"},
    )


def test_the_hall_comes_first(one_turn: Turns) -> None:
    assert aside(niceness) > os.nice(0)


@pytest.mark.parametrize(
    ("work", "arguments", "limits", "code"),
    [
        pytest.param(swallows, (1024 * MEBIBYTE,), Limits(memory_bytes=512 * MEBIBYTE), "too_large", id="memory"),
        pytest.param(turns, (), Limits(processor_seconds=1), "too_large", id="processor time"),
        pytest.param(waits, (600,), Limits(seconds=1), "unavailable", id="time"),
        pytest.param(dies, (), Limits(), "unavailable", id="a crash"),
    ],
)
def test_what_is_not_enough_is_said(
    one_turn: Turns, work: object, arguments: tuple[object, ...], limits: Limits, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        aside(work, *arguments, limits=limits)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert "Inget är förlorat" in caught.value.message


def test_who_gets_no_turn_in_time_is_asked_to_come_back(one_turn: Turns) -> None:
    assert one_turn.take(0)
    with pytest.raises(Refusal) as caught:
        aside(doubled, 1, limits=Limits(seconds=0))
    one_turn.give_back()

    assert (caught.value.code, caught.value.retry_after) == ("unavailable", 10)


# the process that is begun beforehand


def test_after_the_first_piece_of_work_a_process_is_ready_for_the_next(one_turn: Turns, spare: Spare) -> None:
    assert spare.take() is None, "where nothing has been made nothing waits"
    assert not aside(is_ready)
    ready = _waiting(spare)

    assert aside(os.getpid) == ready.pid
    assert _waiting(spare).pid != ready.pid, "each does one piece of work"
    assert aside(is_ready)


def test_it_may_use_what_any_other_may_counted_from_its_order(one_turn: Turns, spare: Spare) -> None:
    spare.renew()
    assert aside(niceness) == os.nice(0) + module.NICENESS
    assert aside(processor_limit) > USUAL.processor_seconds, "what it took to get ready is not the work's"
    for work, arguments, limits, code in (
        (swallows, (1024 * MEBIBYTE,), Limits(memory_bytes=512 * MEBIBYTE), "too_large"),
        (waits, (600,), Limits(seconds=2), "unavailable"),
        (dies, (), USUAL, "unavailable"),
    ):
        ready = _waiting(spare)
        with pytest.raises(Refusal) as caught:
            aside(work, *arguments, limits=limits)
        assert caught.value.code == code
        assert ready.returncode is not None, "and nothing is left of it"
    assert aside(doubled, 21) == 42


def test_one_that_has_died_meanwhile_is_replaced(one_turn: Turns, spare: Spare) -> None:
    spare.renew()
    dead = _waiting(spare)
    dead.kill()
    dead.wait(30)

    assert aside(doubled, 21) == 42
    assert _waiting(spare).pid != dead.pid


def test_a_machine_that_can_begin_no_process_beforehand_works_without(one_turn: Turns, spare: Spare) -> None:
    spare.command = ("/nowhere/python",)

    assert aside(doubled, 21) == 42
    assert spare.take() is None


def test_a_command_that_comes_but_once_has_none_begun(one_turn: Turns, spare: Spare) -> None:
    spare.kept = False

    assert aside(doubled, 21) == 42
    assert spare.take() is None


def test_work_that_nobody_waits_for_any_more_is_ended(
    one_turn: Turns, spare: Spare, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare.renew()
    ready = _waiting(spare)

    def interrupted(order: bytes, seconds: float) -> tuple[bytes, bytes]:
        raise KeyboardInterrupt

    monkeypatch.setattr(ready, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        aside(doubled, 21)
    assert ready.returncode is not None


def test_one_that_nobody_needs_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, begin = list[Process](), spares.begun

    def watched(command: Sequence[str]) -> Process:
        begun.append(begin(command))
        return begun[-1]

    monkeypatch.setattr(spares, "begun", watched)
    spare = Spare((sys.executable, "-c", "input()"), unused_seconds=0.01, kept=True)
    spare.renew()

    assert begun[0].wait(30) != 0
    assert spare.take() is None


# shared work


def _all_at_once(sharing: Sharing[int], count: int, work: object) -> list[object]:
    """Let so many ask for the same while it is under way, and give what each got."""
    got: list[object] = []
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> int:
        begun.set()
        assert go_on.wait(10)
        return work()  # type: ignore[operator, no-any-return]

    def ask() -> None:
        try:
            got.append(sharing.get("the same", slowly))
        except Refusal as refused:
            got.append(refused.code)

    askers = [threading.Thread(target=ask) for _ in range(count)]
    askers[0].start()
    assert begun.wait(10)
    waiting = next(iter(sharing._under_way.values()))
    for asker in askers[1:]:
        asker.start()
    while len(waiting._condition._waiters) < count - 1:  # type: ignore[attr-defined]
        time.sleep(0.001)
    go_on.set()
    for asker in askers:
        asker.join(10)
    return got


def test_what_several_ask_for_at_once_is_done_once() -> None:
    sharing: Sharing[int] = Sharing()
    done: list[int] = []

    def work() -> int:
        done.append(1)
        return len(done)

    assert _all_at_once(sharing, 5, work) == [1] * 5
    assert sharing.get("the same", work) == 2, "afterwards it is done anew"


def test_everybody_hears_what_went_wrong_and_the_next_one_tries_again() -> None:
    sharing: Sharing[int] = Sharing()

    def fails() -> int:
        raise Conflict("Nej.")

    assert _all_at_once(sharing, 3, fails) == ["conflict"] * 3
    assert sharing.get("the same", lambda: 7) == 7


def test_different_things_do_not_wait_for_each_other() -> None:
    sharing: Sharing[int] = Sharing()

    assert sharing.get("one", lambda: sharing.get("other", lambda: 2)) == 2
