"""What is asked once in a run: known until the next run begins, until it changed, and to this run alone."""

from contextvars import copy_context
from itertools import count
from threading import Thread

from screens import run_memory

numbers = count()


def ask() -> int:
    return next(numbers)


def test_outside_of_a_run_it_asks_each_time():
    assert run_memory.once(ask) != run_memory.once(ask)


def test_a_run_asks_once_and_the_next_run_anew():
    run_memory.begin()
    first = run_memory.once(ask)
    assert run_memory.once(ask) == first
    run_memory.begin()
    assert run_memory.once(ask) != first


def test_what_was_changed_is_asked_again_and_then_known():
    run_memory.begin()
    first = run_memory.once(ask)
    run_memory.forget(ask)
    second = run_memory.once(ask)
    assert first != second == run_memory.once(ask)


def test_nothing_known_is_an_answer_too():
    asked = []
    run_memory.begin()

    def nothing() -> None:
        asked.append(1)

    assert run_memory.once(nothing) is None and run_memory.once(nothing) is None
    assert len(asked) == 1


def test_other_threads_and_other_runs_know_nothing_of_it():
    run_memory.begin()
    first, found = run_memory.once(ask), []
    elsewhere = Thread(target=lambda: found.append(run_memory.once(ask)))
    elsewhere.start()
    elsewhere.join()
    copy_context().run(run_memory.begin)
    assert found != [first] and run_memory.once(ask) == first
