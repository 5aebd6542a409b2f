"""The board: every target and task of a plan for a month. Page, export and command line all show this one table."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.actuals import Actuals, is_done, ledgers_of, sources
from metrics.facts import Facts, records, start_of
from metrics.forecast import Course, Forecast, forecasts, seed_for
from metrics.months import elapsed_share, month_of, months_between, number, shift, spoken
from metrics.path import ROUNDING, Path, is_whole_number, planned_path
from metrics.status import RuleSet, is_current, load_rule_set, reached
from metrics.wording import points_text, share_text
from terms import Status, TaskState
from words import _

RECENT_MONTHS = 6  # the months over which the recent pace is taken

TASK_STATUS = {
    TaskState.DONE: Status.MET,
    TaskState.AHEAD: Status.ON_SCHEDULE,
    TaskState.ON_TIME: Status.ON_SCHEDULE,
    TaskState.UNDER_WAY: Status.ON_SCHEDULE,
    TaskState.BEHIND: Status.BEHIND,
    TaskState.NOT_STARTED: Status.NOT_STARTED,
}

JSON_TARGET = [
    "code",
    "name",
    "section",
    "unit_of_measure",
    "comparator",
    "target_value",
    "baseline_value",
    "due_on",
    "due_source",
    "measure",
    "actual_value",
    "reported_month",
    "is_partial",
    "missing_months",
    "attained_share",
    "expected_value",
    "expected_share",
    "gap_points",
    "recent_pace",
    "required_pace",
    "forecast",
    "status",
    "working",
    "source",
    "target_source",
]
JSON_TASK = [
    "code",
    "title",
    "section",
    "lead_units",
    "support_units",
    "inferred_units",
    "due_on",
    "due_text",
    "is_ongoing",
    "attained_share",
    "state",
    "status",
    "reported_month",
    "progress_text",
    "problem_text",
    "next_step_text",
    "source",
]


@dataclass(frozen=True)
class Board:
    """A plan's targets and tasks for a month, worked out by one rule set from what one import knew.

    targets: one row per target in the plan's order; shares are fractions, values in the target's own unit,
        gap in percentage points; unknown is None. `source` lists the ledger cells the figure was counted
        from, `target_source` the cell of the printed target.
    tasks: one row per task with its newest report up to the month.
    elapsed_share: share of the plan's period gone by; None where the plan prints no period.
    is_demo: some of the figures come from made-up demonstration data.
    """

    plan: dict
    month: str
    import_id: int
    rule_set: RuleSet
    is_demo: bool
    elapsed_share: float | None
    targets: pd.DataFrame
    tasks: pd.DataFrame

    def to_json(self) -> dict:
        """The board as printed by `planwatch board --json`: unknown is null, dates are ISO, shares fractions."""
        return {
            "plan": self.plan["plan_code"],
            "month": self.month,
            "import_id": self.import_id,
            "rule_set": self.rule_set.reference,
            "is_demo": self.is_demo,
            "targets": [{name: plain(row[name]) for name in JSON_TARGET} for row in records(self.targets)],
            "tasks": [{name: plain(row[name]) for name in JSON_TASK} for row in records(self.tasks)],
        }


def board(facts: Facts, month: str, rules: RuleSet | None = None) -> Board:
    """Work out the board of a plan for a month ("YYYY-MM") from its facts."""
    rules = rules or load_rule_set()
    ledgers = ledgers_of(facts)
    checkpoints = checkpoints_by_target(facts)
    rows = records(facts.targets)
    actuals = [ledgers.actuals(row) for row in rows]
    courses = [_course(facts, row, each, month) for row, each in zip(rows, actuals, strict=True)]
    expected = forecasts(courses, month, seed_for(facts.plan["plan_code"], month))
    targets = [
        _target_row(facts, row, each, checkpoints[row["target_code"]], month, rules) | {"forecast": forecast}
        for row, each, forecast in zip(rows, actuals, expected, strict=True)
    ]
    tasks = [
        _task_row(facts, row, ledgers.task_reports.get(row["task_code"], []), month, rules)
        for row in records(facts.tasks)
    ]
    plan = facts.plan
    has_period = plan["starts_on"] is not None and plan["ends_on"] is not None
    return Board(
        plan=plan,
        month=month,
        import_id=facts.import_id,
        rule_set=rules,
        is_demo=bool(facts.reports["is_demo"].any()),
        elapsed_share=elapsed_share(month, plan["starts_on"], plan["ends_on"]) if has_period else None,
        targets=pd.DataFrame(targets, columns=TARGET_COLUMNS, dtype=object),
        tasks=pd.DataFrame(tasks, columns=TASK_COLUMNS, dtype=object),
    )


TARGET_COLUMNS = [
    *JSON_TARGET,
    *["target_text", "measure_scope", "is_striving", "lead_units", "note", "is_whole", "path_kind"],
]
TASK_COLUMNS = [*JSON_TASK, "description", "note"]


def history(facts: Facts, target_code: str, month: str) -> pd.DataFrame:
    """A target's value and path month by month, from the plan's start to its due month (or `month` if later).

    One row per month: month, actual_value (None after `month`, and where the month has no report),
    expected_value (None without a path), is_reported. Empty when the plan has no dates.
    """
    target = facts.targets.loc[facts.targets["target_code"] == target_code].iloc[0].to_dict()
    actuals = ledgers_of(facts).actuals(target)
    path = planned_path(target, checkpoints_by_target(facts)[target_code], facts.plan)
    starts_on = start_of(facts.plan)
    rows = []
    if starts_on is not None:
        due_on: date = target["due_on"] or facts.plan["ends_on"] or starts_on
        reported = set(actuals.reported)
        for each in months_between(month_of(starts_on), max(month, month_of(due_on))):
            is_reported = each in reported and each <= month
            value = actuals.value(each) if is_reported else None
            rows.append((each, value, path.value(each) if path else None, is_reported))
    return pd.DataFrame(
        rows, columns=["month", "actual_value", "expected_value", "is_reported"], dtype=object
    )


def figure_rows(facts: Facts, target_code: str, month: str) -> pd.DataFrame:
    """The ledger rows that make up a target's figure for a month, each with import_id, file, sheet and cell."""
    target = facts.targets.loc[facts.targets["target_code"] == target_code].iloc[0].to_dict()
    entries = ledgers_of(facts).actuals(target).entries_at(month)
    return pd.DataFrame(
        [row | facts.source(entry.kind, row, entry.field) for entry in entries for row in entry.rows],
        dtype=object,
    )


def checkpoints_by_target(facts: Facts) -> dict[str, list[dict]]:
    checkpoints: dict[str, list[dict]] = defaultdict(list)
    for row in records(facts.checkpoints):
        checkpoints[row["target_code"]].append(row)
    return checkpoints


def plain(value: object) -> object:
    """A value for JSON: NaN becomes None, whole floats become ints, dates ISO text, a forecast its fields."""
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else round(value, ROUNDING)
    if isinstance(value, Forecast):
        return {name: plain(each) for name, each in vars(value).items()}
    return value.isoformat() if isinstance(value, date) else value


def _course(facts: Facts, target: dict, actuals: Actuals, month: str) -> Course:
    """What a forecast has to know of a target. A count stands at 0 before its plan begins; a reading is unknown."""
    known = actuals.values(month)
    months, values = [*known], [*known.values()]
    starts_on, due_on = start_of(facts.plan), target["due_on"] or facts.plan["ends_on"]
    if months and starts_on is not None and not actuals.is_reading and month_of(starts_on) <= months[0]:
        months, values = [shift(month_of(starts_on), -1), *months], [0.0, *values]
    due_month = month_of(due_on) if due_on else None
    return Course(months, values, target["target_value"], target["comparator"], due_month)


def _target_row(
    facts: Facts, target: dict, actuals: Actuals, checkpoints: list[dict], month: str, rules: RuleSet
) -> dict:
    path = planned_path(target, checkpoints, facts.plan)
    due_on = target["due_on"] or facts.plan["ends_on"]
    reported_month = actuals.reported_month(month)
    actual, missing = actuals.value(month), actuals.missing(month)
    attained = path.share(actual) if path and actual is not None else None
    expected = path.value(month) if path else None
    expected_share = path.share(expected) if path and expected is not None else None
    row = {
        "code": target["target_code"],
        "due_on": due_on,
        "actual_value": actual,
        "reported_month": reported_month,
        "is_partial": bool(missing),
        "missing_months": missing,
        "attained_share": attained,
        "expected_value": expected,
        "expected_share": expected_share,
        "gap_points": None,
        "recent_pace": _recent_pace(actuals, path, month, facts),
        "required_pace": _required_pace(target, actual, due_on, month),
        "source": sources(facts, actuals, month),
        "target_source": facts.source("targets", target, "target_value"),
        "is_whole": is_whole_number(target),
        "path_kind": path.kind if path else None,
    }
    current = is_current(reported_month, month, rules)
    if current and attained is not None and expected_share is not None:
        row["gap_points"] = round((attained - expected_share) * 100, ROUNDING)
    row = {**target, **row}
    row["status"], row["working"] = _status(row, facts.plan, month, current, rules)
    return row


def _status(row: dict, plan: dict, month: str, is_current: bool, rules: RuleSet) -> tuple[Status, str]:
    """The status of a target and the sentence that shows how it came about. Rules: docs/glossary.md, "Status"."""
    goal, actual, due_on = row["target_value"], row["actual_value"], row["due_on"]
    starts_on = start_of(plan)
    if goal != goal:
        return Status.UNQUANTIFIED, _("The plan prints no number for this target; follow its tasks.")
    if starts_on is not None and month < month_of(starts_on):
        return Status.NOT_STARTED, _("The plan begins in {month}.").format(month=spoken(month_of(starts_on)))
    is_reached = actual is not None and reached(row["comparator"], actual, goal)
    is_over = due_on is not None and month > month_of(due_on)
    if is_reached and (is_current or is_over):
        return Status.MET, _("The value reached meets the target.")
    if is_over and actual is not None:
        return Status.OVERDUE, _("Due by {month}; the target has not been reached.").format(
            month=spoken(month_of(due_on))
        )
    if not is_current:
        if row["reported_month"] is None:
            return Status.UNREPORTED, _("Nothing has been reported yet; no report is not zero.")
        return Status.UNREPORTED, _("No report for {month}; the last one is for {reported}.").format(
            month=spoken(month), reported=spoken(row["reported_month"])
        )
    gap = row["gap_points"]
    if gap is None:
        return Status.UNREPORTED, _("Without a date or with a target equal to its baseline there is no path.")
    band = rules.band(gap)
    working = _("Attained {attained}, expected {expected}; gap {gap} points: {band}, hence {status}.").format(
        attained=share_text(row["attained_share"]),
        expected=share_text(row["expected_share"]),
        gap=points_text(gap),
        band=band.words,
        status=band.status.label,
    )
    return band.status, working


def _recent_pace(actuals: Actuals, path: Path | None, month: str, facts: Facts) -> float | None:
    """Change per month over the last RECENT_MONTHS months of reports. None when there is no earlier report.

    The plan's start counts as a report of the baseline, so a young plan has a pace too.
    """
    last = actuals.reported_month(month)
    starts_on = start_of(facts.plan)
    if last is None or starts_on is None:
        return None
    earlier = actuals.reported_month(shift(last, -RECENT_MONTHS))
    if earlier is None:
        if path is None or actuals.is_reading:
            return None
        earlier = shift(month_of(starts_on), -1)
        before: float | None = path.baseline_value
    else:
        before = actuals.value(earlier)
    now = actuals.value(last)
    gone = number(last) - number(earlier)
    return (now - before) / gone if now is not None and before is not None and gone > 0 else None


def _required_pace(target: dict, actual: float | None, due_on: date | None, month: str) -> float | None:
    """Change per month still needed to reach the target on time; 0 once reached, None when no month is left."""
    goal = target["target_value"]
    if goal != goal or actual is None or due_on is None:
        return None
    if reached(target["comparator"], actual, goal):
        return 0.0
    left = number(month_of(due_on)) - number(month)
    return (goal - actual) / left if left > 0 else None


def _task_row(facts: Facts, task: dict, reports: list[dict], month: str, rules: RuleSet) -> dict:
    report = next((row for row in reversed(reports) if row["month"] <= month), None)
    known = report or {}
    state = TaskState(known["status"]) if known.get("status") else None
    share = known.get("attained_share")
    return {
        **task,
        "code": task["task_code"],
        "attained_share": None if share is None or share != share else share,
        "state": state,
        "status": _task_status(facts, task, report, state, month, rules),
        "reported_month": known.get("month"),
        "progress_text": known.get("progress_text"),
        "problem_text": known.get("problem_text"),
        "next_step_text": known.get("next_step_text"),
        "source": [facts.source("task_reports", report, "status")] if report else [],
    }


def _task_status(
    facts: Facts, task: dict, report: dict | None, state: TaskState | None, month: str, rules: RuleSet
) -> Status:
    """A task's status: done, past its date, silent, or else what its unit says of it."""
    if report is not None and is_done(report):
        return Status.MET
    # A task without a printed date is due with the plan; one that goes on (长期坚持) is never overdue.
    due_on = None if task["is_ongoing"] else task["due_on"] or facts.plan["ends_on"]
    if due_on is not None and month > month_of(due_on) and report is not None:
        return Status.OVERDUE
    starts_on = start_of(facts.plan)
    if starts_on is not None and month < month_of(starts_on):
        return Status.NOT_STARTED
    if report is None or not is_current(report["month"], month, rules):
        return Status.UNREPORTED
    return TASK_STATUS[state] if state else Status.ON_SCHEDULE
