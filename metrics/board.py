"""The board: every target and task of a plan for a month. Page, export and command line all show these rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from metrics.actuals import is_done, ledgers_of
from metrics.facts import Facts, records, start_of
from metrics.forecast import THROUGHPUT, Course, Forecast, fan, forecasts, refused, seed_for
from metrics.forecast_standards import stage_forecast
from metrics.goal import is_whole_number
from metrics.overrides import Override, overrides_at
from metrics.rows import TargetRow, TaskRow, known
from metrics.rules import RuleSet, is_current, load_rule_set
from metrics.status import disagreement, escalation, verdict, working
from metrics.track import Figures, Track, tracks_of
from words import _
from words.errors import UnknownCode
from words.kinds import Record
from words.months import elapsed_share, month_of, months_between, ordinal, shift
from words.terms import Comparator, Cycle, Status, TaskState

RECENT_MONTHS = 6  # the months over which the recent pace is taken

TASK_STATUS = {
    TaskState.DONE: Status.MET,
    TaskState.AHEAD: Status.ON_SCHEDULE,
    TaskState.ON_TIME: Status.ON_SCHEDULE,
    TaskState.UNDER_WAY: Status.ON_SCHEDULE,
    TaskState.BEHIND: Status.BEHIND,
    TaskState.NOT_STARTED: Status.NOT_STARTED,
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A ledger row that makes up a figure. values: by the fields of its kind (words.kinds). source: the cell that counts."""

    values: Mapping[str, Any]
    source: Record


@dataclass(frozen=True, slots=True)
class HistoryMonth:
    """A month of a target's history. actual_value: None without a report; expected_value: None without a path."""

    month: str
    actual_value: float | None
    expected_value: float | None
    is_reported: bool


@dataclass(frozen=True)
class Board:
    """A plan's targets and tasks for a month, worked out by one rule set from what one import knew.

    targets, tasks: in the plan's order.
    elapsed_share: share of the plan's period gone by; None where the plan prints no period.
    is_demo: some of the figures come from made-up demonstration data.
    """

    plan: Record
    month: str
    import_id: int
    rule_set: RuleSet
    is_demo: bool
    elapsed_share: float | None
    targets: tuple[TargetRow, ...]
    tasks: tuple[TaskRow, ...]

    def to_json(self) -> Record:
        """The board as printed by `planwatch board --json`: unknown is null, dates are ISO, shares fractions."""
        return {
            "plan": self.plan["plan_code"],
            "month": self.month,
            "import_id": self.import_id,
            "rule_set": self.rule_set.reference,
            "is_demo": self.is_demo,
            "targets": [row.to_json() for row in self.targets],
            "tasks": [row.to_json() for row in self.tasks],
        }


def board(facts: Facts, month: str, rules: RuleSet | None = None) -> Board:
    """Work out the board of a plan for a month ("YYYY-MM") from its facts."""
    rules = rules or load_rule_set()
    plan = facts.plan
    has_period = plan["starts_on"] is not None and plan["ends_on"] is not None
    return Board(
        plan=plan,
        month=month,
        import_id=facts.import_id,
        rule_set=rules,
        is_demo=bool(facts.reports["is_demo"].any()),
        elapsed_share=elapsed_share(month, plan["starts_on"], plan["ends_on"]) if has_period else None,
        targets=tuple(_target_rows(facts, month, rules)),
        tasks=tuple(task_rows(facts, month, rules)),
    )


def _target_rows(facts: Facts, month: str, rules: RuleSet) -> Iterator[TargetRow]:
    overrides = overrides_at(records(facts.overrides), month)
    tracks = tracks_of(facts)
    all_forecasts = _forecasts(facts, tracks.values(), month)
    for (code, track), forecast in zip(tracks.items(), all_forecasts, strict=True):
        yield _target_row(facts, track, forecast, overrides.get(code), month, rules)


def task_rows(facts: Facts, month: str, rules: RuleSet | None = None) -> list[TaskRow]:
    """The tasks of a plan as a board for `month` has them, in the plan's order."""
    rules = rules or load_rule_set()
    reports = ledgers_of(facts).task_reports
    return [
        _task_row(facts, row, reports.get(row["task_code"], []), month, rules) for row in records(facts.tasks)
    ]


def due_of(task: TaskRow, plan: Record) -> date | None:
    """The day a task is due: its own, else the plan's last. None of one that goes on (长期坚持)."""
    return _due(task.is_ongoing, task.due_on, plan)


def _due(is_ongoing: bool | None, due_on: date | None, plan: Record) -> date | None:
    return None if is_ongoing else due_on or plan["ends_on"]


def history(facts: Facts, target_code: str, month: str) -> list[HistoryMonth]:
    """A target's value and path month by month, from the plan's start to its due month (or `month` if later).

    Months after `month` have no report. Empty when the plan has no dates.
    """
    track = _track(facts, target_code)
    target, reported, path = track.target, set(track.actuals.reported), track.path
    starts_on = start_of(facts.plan)
    months: list[HistoryMonth] = []
    if starts_on is not None:
        due_on: date = target["due_on"] or facts.plan["ends_on"] or starts_on
        for shown in months_between(month_of(starts_on), max(month, month_of(due_on))):
            is_reported = shown in reported and shown <= month
            value = track.newest(shown)[1] if is_reported else None
            months.append(HistoryMonth(shown, value, path.value(shown) if path else None, is_reported))
    return months


def forecast_fan(facts: Facts, target_code: str, month: str) -> pd.DataFrame | None:
    """The way a target is forecast to take, from its newest report to the end of its `history`; metrics.forecast.fan.

    None where the board's `forecast` (by monthly throughput) refuses.
    """
    track = _track(facts, target_code)
    if track.cycle is not Cycle.PLAN:
        return None
    due_on: date | None = track.target["due_on"] or facts.plan["ends_on"]
    until = max(month, month_of(due_on)) if due_on else month
    return fan(_course(track, month), month, until, seed_for(facts.plan["plan_code"], month))


def figure_rows(facts: Facts, target_code: str, month: str) -> list[FigureRow]:
    """The ledger rows that make up a target's figure for a month."""
    return [
        FigureRow(row, facts.source(entry.kind, row, entry.field))
        for entry in _track(facts, target_code).entries_at(month)
        for row in entry.rows
    ]


def _track(facts: Facts, target_code: str) -> Track:
    track = tracks_of(facts).get(target_code)
    if track is None:
        raise UnknownCode(
            _("The plan “{plan_code}” has no target “{target_code}”.").format(
                plan_code=facts.plan["plan_code"], target_code=target_code
            )
        )
    return track


def _forecasts(facts: Facts, tracks: Iterable[Track], month: str) -> list[Forecast]:
    """The forecast of each target; refused for what counts anew in each year or month."""
    tracks = list(tracks)
    once = [track for track in tracks if track.cycle is Cycle.PLAN]
    seed = seed_for(facts.plan["plan_code"], month)
    of_once = iter(forecasts([_course(track, month) for track in once], month, seed))
    reason = _("It counts anew in each year or month, so no date is forecast.")
    refusal = refused(reason, THROUGHPUT, seed, 0)
    return [next(of_once) if track.cycle is Cycle.PLAN else refusal for track in tracks]


def _course(track: Track, month: str) -> Course:
    """What a forecast has to know of a target. A count stands at 0 before its plan begins; a reading is unknown."""
    by_month = track.actuals.values(month)
    months, values = [*by_month], [*by_month.values()]
    if months and track.starts is not None and not track.actuals.is_reading and track.starts <= months[0]:
        months, values = [shift(track.starts, -1), *months], [0.0, *values]
    comparator = Comparator.AT_MOST if track.falls else track.target["comparator"]
    return Course(months, values, track.target["target_value"], comparator, track.due)


def _target_row(
    facts: Facts, track: Track, forecast: Forecast, override: Override | None, month: str, rules: RuleSet
) -> TargetRow:
    target, judged = track.target, verdict(track, month, rules)
    numerator, denominator = track.actuals.coverage(month) or (None, None)
    return TargetRow(
        code=target["target_code"],
        name=target["name"],
        section=target["section"],
        target_text=target["target_text"],
        unit_of_measure=target["unit_of_measure"],
        comparator=target["comparator"],
        target_value=known(target["target_value"]),
        baseline_value=known(target["baseline_value"]),
        is_whole=is_whole_number(target),
        is_striving=target["is_striving"],
        measure=target["measure"],
        measure_scope=target["measure_scope"],
        lead_units=target["lead_units"] or [],
        note=target["note"],
        due_source=target["due_source"],
        month=month,
        verdict=judged,
        cycle=track.cycle,
        due_on=target["due_on"] or facts.plan["ends_on"],
        numerator=numerator,
        denominator=denominator,
        missing_months=track.missing(month),
        path_kind=track.path.kind if track.path else None,
        recent_pace=_recent_pace(track, month),
        required_pace=_required_pace(track, judged.figures, month),
        cycles=track.cycles(month),
        forecast=forecast,
        stage_forecast=stage_forecast(facts, track, month),
        working=working(track, month, rules, judged),
        disagreement=disagreement(track, month, rules, judged),
        escalation=escalation(track, month, rules, judged),
        override=override,
        source=[
            facts.source(entry.kind, row, entry.field)
            for entry in track.entries_at(month)
            for row in entry.rows
        ],
        target_source=facts.source("targets", target, "target_value"),
    )


def _recent_pace(track: Track, month: str) -> float | None:
    """Change per month over the last RECENT_MONTHS months of reports. None when there is no earlier report.

    The plan's start counts as a report of the baseline, so a young plan has a pace too. What counts anew each
    year is taken all together; the levels of single months as they are.
    """
    actuals = track.actuals
    value_in = actuals.value if track.cycle is Cycle.MONTH else track.total
    last = actuals.reported_month(month)
    if last is None or track.starts is None:
        return None
    earlier = actuals.reported_month(shift(last, -RECENT_MONTHS))
    if earlier is None:
        if track.path is None or actuals.is_reading:
            return None
        earlier = shift(track.starts, -1)
        before: float | None = track.path.baseline_value
    else:
        before = value_in(earlier)
    now = value_in(last)
    months = ordinal(last) - ordinal(earlier)
    return (now - before) / months if now is not None and before is not None and months > 0 else None


def _required_pace(track: Track, figures: Figures, month: str) -> float | None:
    """Change per month still needed to reach the target on time; 0 once reached, None when no month is left.

    None also for a value to be held, and where the year has no report yet.
    """
    actual, reported = figures.actual_value, figures.reported_month
    if track.path is None or actual is None or reported is None or track.cycle is Cycle.MONTH:
        return None
    leg = track.path.leg(month)
    if leg is not track.path.leg(reported):
        return None
    if track.meets(actual, month):
        return 0.0
    left = leg.ends - ordinal(month)
    return (leg.target_value - actual) / left if left > 0 else None


def _task_row(facts: Facts, task: Record, reports: list[Record], month: str, rules: RuleSet) -> TaskRow:
    report = next((row for row in reversed(reports) if row["month"] <= month), None)
    state = TaskState(report["status"]) if report and report["status"] else None
    return TaskRow(
        code=task["task_code"],
        title=task["title"],
        description=task["description"],
        section=task["section"],
        lead_units=task["lead_units"],
        support_units=task["support_units"],
        inferred_units=task["inferred_units"],
        due_on=task["due_on"],
        due_text=task["due_text"],
        is_ongoing=task["is_ongoing"],
        note=task["note"],
        status=_task_status(facts, task, report, state, month, rules),
        reported_month=report["month"] if report else None,
        state=state,
        attained_share=known(report["attained_share"]) if report else None,
        progress_text=report["progress_text"] if report else None,
        problem_text=report["problem_text"] if report else None,
        next_step_text=report["next_step_text"] if report else None,
        source=[facts.source("task_reports", report, "status")] if report else [],
        task_source=facts.source("tasks", task, "title"),
    )


def _task_status(
    facts: Facts,
    task: Record,
    report: Record | None,
    state: TaskState | None,
    month: str,
    rules: RuleSet,
) -> Status:
    """A task's status: done, past its date, silent, or else what its unit says of it."""
    if report is not None and is_done(report):
        return Status.MET
    due_on = _due(task["is_ongoing"], task["due_on"], facts.plan)
    if due_on is not None and month > month_of(due_on) and report is not None:
        return Status.OVERDUE
    starts_on = start_of(facts.plan)
    if starts_on is not None and month < month_of(starts_on):
        return Status.NOT_STARTED
    if report is None or not is_current(report["month"], month, rules):
        return Status.UNREPORTED
    return TASK_STATUS[state] if state else Status.ON_SCHEDULE
