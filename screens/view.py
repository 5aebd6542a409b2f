"""What one run of a page shows: a plan and a month, with its board, facts and closing. The frame makes it and hands it on."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from metrics.board import Board
from metrics.facts import Facts
from screens import cached, links, run_memory
from words import numbers

T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """A plan and a month, and what is known of them in this run; each is asked for when it is first wanted.

    Raises UnknownCode when the month is one that the plan cannot have.
    """

    plan_code: str
    month: str

    @cached_property
    def board(self) -> Board:
        return cached.board(self.plan_code, self.month)

    @cached_property
    def facts(self) -> Facts:
        """As issued once the month is closed, else the newest."""
        return cached.facts_of_month(self.plan_code, self.month)

    @cached_property
    def closing(self) -> dict | None:
        """The closing of the month with `restated`, how many figures later imports changed; None when it is open."""
        return cached.closing_of(self.plan_code, self.month)

    @property
    def title(self) -> str:
        """The plan's title."""
        return self.board.plan["title"]

    @property
    def remarks(self) -> list[str]:
        """What stands under the title of every file: the plan and the month."""
        return [self.title, numbers.month(self.month)]

    def ask(self, question: Callable[..., T], **also: Hashable) -> T:
        """What a function of metrics/ says of the plan and month; see cached.of_month."""
        return cached.of_month(question, self.plan_code, self.month, **also)


def of_this_run() -> View:
    """The view of the address. Raises NothingLoaded without any plan, UnknownCode for a plan or month there is not."""
    return run_memory.once(_chosen)


def chosen_month(plan_code: str) -> str:
    """The month of the address, else the last one with a report. Raises UnknownCode for what is no month."""
    return links.chosen_month() or cached.default_month(plan_code)


def _chosen() -> View:
    plan_code = links.chosen_plan(cached.plans())
    return View(plan_code, chosen_month(plan_code))
