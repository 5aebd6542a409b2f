"""Units: which targets and tasks each answers for, how those stand, whom to remind how sharply, and a score."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import pandas as pd

from metrics.board import Board, due_of
from metrics.path import ROUNDING
from metrics.reporting import ReportingRate
from metrics.rows import TargetRow, TaskRow
from metrics.rule_file import RuleFile
from metrics.unit_names import full_names, in_full
from words import _
from words.errors import BadSetting
from words.kinds import Record
from words.months import month_of, ordinal
from words.numbers import share_text
from words.terms import Notice, Status

RULES = Path(__file__).with_suffix(".toml")
ON_TIME = (Status.MET, Status.ON_SCHEDULE)
BEHIND = (Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.FAR_BEHIND)
# Nothing is due of these yet, or there is no number to judge by.
NOT_JUDGED = (Status.NOT_STARTED, Status.UNQUANTIFIED)


class Role(StrEnum):
    """Whether a unit answers for an item or only helps with it."""

    LEAD = "lead"
    SUPPORT = "support"

    @property
    def label(self) -> str:
        return {"lead": _("Lead unit"), "support": _("Support unit")}[self.value]


class Part(StrEnum):
    """A part of the score of a unit."""

    TARGETS_ON_TIME = "targets_on_time"
    TASKS_ON_TIME = "tasks_on_time"
    COMPLETENESS = "completeness"
    TIMELINESS = "timeliness"

    @property
    def label(self) -> str:
        return {
            "targets_on_time": _("targets on time"),
            "tasks_on_time": _("tasks on time"),
            "completeness": _("reports received"),
            "timeliness": _("reports on time"),
        }[self.value]


@dataclass(frozen=True)
class UnitRules(RuleFile):
    """The ladder and the weights of the score, as shown beside them."""

    weights: dict[Part, float]
    blue_within_months: int
    yellow_statuses: tuple[Status, ...]
    red_after_months: int


@dataclass(frozen=True, slots=True)
class UnitItem:
    """A target or task that a unit answers for or helps with.

    unit: full name; None of an item that nobody is said to lead. is_inferred: the plan prints no lead, this one was
    inferred. due_on: as the board judges it: tasks without a printed date are due with the plan, those that go on
    never; None. months_overdue: whole months since the due month, negative before; None when done, without a due
    date or a number to reach. rung, reason: the step of the ladder and why, in words; None for support roles, and
    where there is nothing to remind of.
    """

    unit: str | None
    role: Role
    is_inferred: bool
    is_task: bool
    code: str
    name: str
    section: str | None
    status: Status
    due_on: date | None
    months_overdue: int | None
    rung: Notice | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the targets, or tasks, that a unit leads stand how.

    on_schedule: met or on schedule; behind: slightly behind, behind or far behind; not_judged: not started, or without
    a number. on_time_share: on schedule ÷ judged: an unreported item is not on time. None when nothing can be judged.
    """

    led: int
    on_schedule: int
    behind: int
    overdue: int
    unreported: int
    not_judged: int

    @property
    def judged(self) -> int:
        return self.led - self.not_judged

    @property
    def on_time_share(self) -> float | None:
        return self.on_schedule / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class UnitScore:
    """How a unit does.

    unit: full name; None for what nobody leads, which has no score. inferred: how many of the items are only inferred to
    be its own. tasks_supported: shown, but counted into nothing. notices: led items on each step of the ladder.
    completeness, timeliness: of its reports. score: 0 to 100; None when nothing is known of any part. known_weight: the
    weights of the parts it was made of; 1 when all are known. working: how it came about, in a sentence.
    """

    unit: str | None
    targets: Standing
    tasks: Standing
    inferred: int
    tasks_supported: int
    notices: dict[Notice, int]
    completeness: float | None
    timeliness: float | None
    score: float | None
    known_weight: float | None
    working: str | None

    @property
    def led(self) -> int:
        """How many targets and tasks it leads."""
        return self.targets.led + self.tasks.led


@cache
def load_unit_rules() -> UnitRules:
    """The rules of metrics/units.toml. Raises BadSetting when they cannot be used."""
    return unit_rules_from(tomllib.loads(RULES.read_text(encoding="utf-8")), RULES.name)


def unit_rules_from(source: Record, file: str) -> UnitRules:
    """Build the rules from their TOML table. Raises BadSetting unless the weights of different parts add up to 1."""
    weights = {Part(row["part"]): float(row["weight"]) for row in source["parts"]}
    if len(weights) < len(source["parts"]):
        raise BadSetting(_("{file}: a part of the score is named twice.").format(file=file))
    if min(weights.values(), default=0) <= 0 or round(sum(weights.values()) - 1, ROUNDING):
        raise BadSetting(
            _("{file}: weights must be above 0 and add up to 1; these add up to {sum}.").format(
                file=file, sum=f"{sum(weights.values()):g}"
            )
        )
    ladder = source["ladder"]
    if min(ladder["blue_within_months"], ladder["red_after_months"]) < 0:
        raise BadSetting(_("{file}: the months of the ladder cannot be negative.").format(file=file))
    return UnitRules(
        source["code"],
        source["version"],
        source["name"],
        weights,
        ladder["blue_within_months"],
        tuple(Status(status) for status in ladder["yellow_statuses"]),
        ladder["red_after_months"],
    )


def unit_items(board: Board, units: pd.DataFrame, rules: UnitRules | None = None) -> list[UnitItem]:
    """The targets and tasks of a board by unit and role, in its order. `units` are those of the plan (Facts.units).

    One row per item, unit and role; an item with two lead units stands under each, so totals over units are counts of
    different codes. A unit that leads an item does not support it too.
    """
    rules = rules or load_unit_rules()
    names = full_names(units)
    items = [item for target in board.targets for item in _items_of_target(target, board, names, rules)]
    return items + [item for task in board.tasks for item in _items_of_task(task, board, names, rules)]


def _items_of_target(
    target: TargetRow, board: Board, names: dict[str, str], rules: UnitRules
) -> Iterator[UnitItem]:
    overdue, rung, reason = _pressing(target.status, target.due_on, board.month, rules)
    leads: list[str | None] = [*in_full(target.lead_units, names)]
    for unit in leads or [None]:
        yield UnitItem(
            unit=unit,
            role=Role.LEAD,
            is_inferred=False,
            is_task=False,
            code=target.code,
            name=target.name,
            section=target.section,
            status=target.status,
            due_on=target.due_on,
            months_overdue=overdue,
            rung=rung,
            reason=reason,
        )


def _items_of_task(
    task: TaskRow, board: Board, names: dict[str, str], rules: UnitRules
) -> Iterator[UnitItem]:
    due_on = due_of(task, board.plan)
    overdue, rung, reason = _pressing(task.status, due_on, board.month, rules)
    leads: list[str | None] = [*in_full(task.leads, names)]
    lead = UnitItem(
        unit=None,
        role=Role.LEAD,
        is_inferred=task.is_inferred,
        is_task=True,
        code=task.code,
        name=task.title,
        section=task.section,
        status=task.status,
        due_on=due_on,
        months_overdue=overdue,
        rung=rung,
        reason=reason,
    )
    for unit in leads or [None]:
        yield replace(lead, unit=unit)
    for unit in in_full(task.support_units or (), names):
        if unit not in leads:
            yield replace(lead, unit=unit, role=Role.SUPPORT, is_inferred=False, rung=None, reason=None)


def _pressing(
    status: Status, due_on: date | None, month: str, rules: UnitRules
) -> tuple[int | None, Notice | None, str | None]:
    """The months since the due month, the step of the ladder and why; see UnitItem."""
    if status in (Status.MET, Status.UNQUANTIFIED):
        return None, None, None
    overdue = ordinal(month) - ordinal(month_of(due_on)) if due_on is not None else None
    return overdue, *_rung(status, overdue, rules)


def _rung(status: Status, overdue: int | None, rules: UnitRules) -> tuple[Notice | None, str | None]:
    """The step of the ladder for what is not done, by its status and the months since its due month."""
    if overdue is not None and overdue > 0:
        reason = _("months overdue: {count}").format(count=overdue)
        return (Notice.RED if overdue > rules.red_after_months else Notice.YELLOW), reason
    if status in rules.yellow_statuses:
        return Notice.YELLOW, status.label
    if overdue is not None and overdue >= -rules.blue_within_months:
        reason = (
            _("due this month") if overdue == 0 else _("months until due: {count}").format(count=-overdue)
        )
        return Notice.BLUE, reason
    return None, None


def unit_scores(
    items: Iterable[UnitItem], reporting: Iterable[ReportingRate] = (), rules: UnitRules | None = None
) -> list[UnitScore]:
    """How each unit does, the best score first, units without a score after them by name.

    items: what `unit_items` gave. reporting: `metrics.reporting.rates` by unit, for the months to be scored. What
    nobody leads stands last.
    """
    rules = rules or load_unit_rules()
    led: dict[str | None, list[UnitItem]] = defaultdict(list)
    supported: Counter[str | None] = Counter()
    for item in items:
        if item.role is Role.LEAD:
            led[item.unit].append(item)
        else:
            supported[item.unit] += 1
    reports = {rate.group[0]: rate for rate in reporting}
    scores = []
    for unit in {*led, *supported, *reports}:
        targets = _standing(item for item in led[unit] if not item.is_task)
        tasks = _standing(item for item in led[unit] if item.is_task)
        report = reports.get(unit or "")
        parts = {
            Part.TARGETS_ON_TIME: (targets.on_schedule, targets.judged),
            Part.TASKS_ON_TIME: (tasks.on_schedule, tasks.judged),
            Part.COMPLETENESS: (report.received, report.expected) if report else (0, 0),
            Part.TIMELINESS: (report.on_time, report.timely_expected) if report else (0, 0),
        }
        score, weight, working = _score(parts, rules) if unit is not None else (None, None, None)
        rungs = Counter(item.rung for item in led[unit])
        scores.append(
            UnitScore(
                unit=unit,
                targets=targets,
                tasks=tasks,
                inferred=sum(item.is_inferred for item in led[unit]),
                tasks_supported=supported[unit],
                notices={notice: rungs[notice] for notice in Notice},
                completeness=report.completeness if report else None,
                timeliness=report.timeliness if report else None,
                score=score,
                known_weight=weight,
                working=working,
            )
        )
    scores.sort(key=lambda row: (row.unit is None, row.score is None, -(row.score or 0), row.unit or ""))
    return scores


def _standing(led: Iterable[UnitItem]) -> Standing:
    by_status = Counter(item.status for item in led)
    return Standing(
        led=by_status.total(),
        on_schedule=sum(by_status[status] for status in ON_TIME),
        behind=sum(by_status[status] for status in BEHIND),
        overdue=by_status[Status.OVERDUE],
        unreported=by_status[Status.UNREPORTED],
        not_judged=sum(by_status[status] for status in NOT_JUDGED),
    )


def _score(parts: dict[Part, tuple[int, int]], rules: UnitRules) -> tuple[float | None, float, str]:
    """The weighted mean of the parts' shares, out of 100, the weights known, and the working.

    `parts` holds (count, whole) of each part; a whole of 0 is a part of which nothing is known.
    """
    rated = [part for part in rules.weights if parts[part][1]]
    unknown = [part for part in rules.weights if not parts[part][1]]
    if not rated:
        return None, 0.0, _("No score: nothing is known of any of its parts.")
    shares = {part: parts[part][0] / parts[part][1] for part in rated}
    weight = round(sum(rules.weights[part] for part in rated), ROUNDING)
    score = round(100 * sum(shares[part] * rules.weights[part] for part in rated) / weight, ROUNDING)
    sum_text = " + ".join(
        _("{part} {share} ({count}/{whole}) × {weight}").format(
            part=part.label,
            share=share_text(shares[part]),
            count=parts[part][0],
            whole=parts[part][1],
            weight=f"{rules.weights[part]:g}",
        )
        for part in rated
    )
    score_text = share_text(score / 100).removesuffix("%")
    if not unknown:
        return score, weight, _("{sum} = {score} points.").format(sum=sum_text, score=score_text)
    return (
        score,
        weight,
        _(
            "({sum}) ÷ {weight} = {score} points; of {parts} nothing is known, so the other weights count for all."
        ).format(
            sum=sum_text,
            weight=f"{weight:g}",
            score=score_text,
            parts=_(", ").join(part.label for part in unknown),
        ),
    )
