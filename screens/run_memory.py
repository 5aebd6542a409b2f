"""What a page asks once in a run: what is stored by now, and what its address says.

A run is one pass of Streamlit through a page. It keeps what it asked to itself, so that the next run of anybody sees
what was saved meanwhile. Whatever runs outside (a download, which is made on a thread of its own) asks each time.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

_answers: ContextVar[dict[Callable, object] | None] = ContextVar("asked", default=None)


def begin() -> None:
    """A run begins: nothing is known. To be called first in every run, and in every run of a fragment."""
    _answers.set({})


def once(ask: Callable[[], T]) -> T:
    """What `ask` says, asked once in a run. `ask` is a function of a module, not a lambda: it is its own name."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if ask not in answers:
        answers[ask] = ask()
    return answers[ask]  # type: ignore[return-value]


def forget(ask: Callable[[], object]) -> None:
    """Something changed what `ask` said; the next one to want it asks again."""
    if (answers := _answers.get()) is not None:
        answers.pop(ask, None)
