"""A board in a few words: how many targets stand where, what changed since the month before, what needs attention."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from metrics.board import Board
from metrics.facts import plan_name, start_of
from metrics.rows import TargetRow
from words.kinds import Record
from words.months import month_of
from words.terms import PlanState, Status

# Worst first: what leadership has to look at.
ATTENTION = (Status.OVERDUE, Status.FAR_BEHIND, Status.BEHIND, Status.UNREPORTED)
RED = ATTENTION[:2]
# Best first: between these a target gets better or worse; all others say nothing of how far it is.
LADDER = (
    Status.MET,
    Status.ON_SCHEDULE,
    Status.SLIGHTLY_BEHIND,
    Status.BEHIND,
    Status.FAR_BEHIND,
    Status.OVERDUE,
)
ORDER = tuple(Status)


class Coded(Protocol):
    """What has a code: a target or a task of whatever list."""

    @property
    def code(self) -> str: ...


Item = TypeVar("Item", bound=Coded)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A target whose status is another one than before."""

    code: str
    name: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """A target or task that needs attention. units: its lead units, or inferred where none is printed."""

    is_task: bool
    code: str
    name: str
    status: Status
    units: list[str]
    reported_month: str | None
    gap_points: float | None  # of targets
    problem_text: str | None  # of tasks


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in one row, to stand beside others.

    elapsed_share: None where no period is printed. counts, task_counts: of the targets with a number, and of the
    tasks. reported_month: the newest with a report.
    """

    plan_code: str
    title: str
    month: str
    state: PlanState
    elapsed_share: float | None
    counts: dict[Status, int]
    task_counts: dict[Status, int]
    reported_month: str | None
    is_demo: bool


@dataclass(frozen=True)
class Movement:
    """How many targets stand better or worse than before, fell silent, or are reported again. Other changes are in none."""

    better: int
    worse: int
    silent: int
    resumed: int


def movement(changes: Iterable[StatusChange]) -> Movement:
    """Count the changes of `status_changes`."""
    better = worse = silent = resumed = 0
    for change in changes:
        before, after = change.before, change.after
        if before in LADDER and after in LADDER:
            steps = LADDER.index(after) - LADDER.index(before)
            better, worse = better + (steps < 0), worse + (steps > 0)
        elif after is Status.UNREPORTED:
            silent += 1
        elif before is Status.UNREPORTED:
            resumed += 1
    return Movement(better, worse, silent, resumed)


def plan_state(plan: Record, month: str) -> PlanState:
    """Where a plan's period stands in a month; one that prints no end is never over."""
    starts_on = start_of(plan)
    if starts_on is not None and month < month_of(starts_on):
        return PlanState.NOT_BEGUN
    is_over = plan["ends_on"] is not None and month >= month_of(plan["ends_on"])
    return PlanState.OVER if is_over else PlanState.RUNNING


def is_reported(board: Board) -> bool:
    """Whether any target or task has a report for the month itself."""
    return board.month in _reported_months(board)


def plan_row(board: Board) -> PlanRow:
    """A plan in one row, to stand beside others."""
    plan = board.plan
    return PlanRow(
        plan_code=plan["plan_code"],
        title=plan_name(plan),
        month=board.month,
        state=plan_state(plan, board.month),
        elapsed_share=board.elapsed_share,
        counts=status_counts(row.status for row in quantified(board)),
        task_counts=status_counts(row.status for row in board.tasks),
        reported_month=newest_report(board),
        is_demo=board.is_demo,
    )


def neighbours(board: Board, code: str) -> tuple[TargetRow | None, TargetRow | None]:
    """The targets before and after one in the plan's order; None at either end."""
    rows = [None, *board.targets, None]
    index = next(at for at, row in enumerate(rows) if row is not None and row.code == code)
    return rows[index - 1], rows[index + 1]


def status_counts(statuses: Iterable[Status]) -> dict[Status, int]:
    """How often each status occurs, in the order of the statuses; those that do not occur are left out."""
    counts = Counter(statuses)
    return {status: counts[status] for status in ORDER if status in counts}


def quantified(board: Board) -> list[TargetRow]:
    """The targets for which the plan prints a number."""
    return [row for row in board.targets if row.status is not Status.UNQUANTIFIED]


def status_changes(board: Board, before: Board) -> list[StatusChange]:
    """Quantified targets whose status differs from the board of an earlier month."""
    earlier = {row.code: row.status for row in before.targets}
    return [
        StatusChange(row.code, row.name, earlier[row.code], row.status)
        for row in quantified(board)
        if row.code in earlier and earlier[row.code] is not row.status
    ]


def attention(board: Board) -> list[AttentionItem]:
    """Targets and tasks that are overdue, far behind, behind or unreported, worst first.

    Tasks that are only unreported are left out; they are counted in the table of tasks.
    """
    targets = [
        AttentionItem(
            is_task=False,
            code=row.code,
            name=row.name,
            status=row.status,
            units=row.lead_units,
            reported_month=row.reported_month,
            gap_points=row.gap_points,
            problem_text=None,
        )
        for row in board.targets
        if row.status in ATTENTION
    ]
    tasks = [
        AttentionItem(
            is_task=True,
            code=row.code,
            name=row.title,
            status=row.status,
            units=row.leads,
            reported_month=row.reported_month,
            gap_points=None,
            problem_text=row.problem_text,
        )
        for row in board.tasks
        if row.status in ATTENTION and row.status is not Status.UNREPORTED
    ]
    return sorted(
        [*targets, *tasks],
        key=lambda item: (ATTENTION.index(item.status), item.is_task, item.gap_points or 0),
    )


def most_pressing(
    items: Sequence[Item], attention: Sequence[AttentionItem], count: int, *, is_task: bool = False
) -> list[Item]:
    """As many targets (or tasks) as are asked for: those that need attention, the worst first, then others in their order.

    All of them in their own order where there are no more.
    """
    if len(items) <= count:
        return [*items]
    worst = [item.code for item in attention if item.is_task == is_task]
    ranks = {code: rank for rank, code in enumerate(worst)}
    return sorted(items, key=lambda item: ranks.get(item.code, len(ranks)))[:count]


def furthest_behind(targets: Iterable[TargetRow]) -> TargetRow | None:
    """The target with a report that lies furthest below its path, else the first with a report; None without any."""
    reported = [row for row in targets if row.reported_month is not None]
    return min(reported, key=lambda row: row.gap_points or 0.0, default=None)


def newest_report(board: Board) -> str | None:
    """The newest month for which a target or task of the board has a report; None without any."""
    return max((month for month in _reported_months(board) if month), default=None)


def _reported_months(board: Board) -> list[str | None]:
    """The month of the newest report of each target and task."""
    return [*(row.reported_month for row in board.targets), *(row.reported_month for row in board.tasks)]
