"""What is asked once in a run: known until the next run begins, until it changed, and to this run alone."""

from contextvars import copy_context
from itertools import count
from threading import Thread

import run

numbers = count()


def ask() -> int:
    return next(numbers)


def test_outside_of_a_run_it_asks_each_time():
    assert run.once(ask) != run.once(ask)


def test_a_run_asks_once_and_the_next_run_anew():
    run.begin()
    first = run.once(ask)
    assert run.once(ask) == first
    run.begin()
    assert run.once(ask) != first


def test_what_was_changed_is_asked_again_and_then_known():
    run.begin()
    first = run.once(ask)
    run.forget(ask)
    second = run.once(ask)
    assert first != second == run.once(ask)


def test_nothing_known_is_an_answer_too():
    asked = []
    run.begin()

    def nothing() -> None:
        asked.append(1)

    assert run.once(nothing) is None and run.once(nothing) is None
    assert len(asked) == 1


def test_other_threads_and_other_runs_know_nothing_of_it():
    run.begin()
    first, found = run.once(ask), []
    elsewhere = Thread(target=lambda: found.append(run.once(ask)))
    elsewhere.start()
    elsewhere.join()
    copy_context().run(run.begin)
    assert found != [first] and run.once(ask) == first
