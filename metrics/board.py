"""The board: every target and task of a plan for a month. Page, export and command line all show this one table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from metrics.actuals import is_done, ledgers_of
from metrics.facts import Facts, records, start_of
from metrics.forecast import THROUGHPUT, Course, Forecast, fan, forecasts, refused, seed_for
from metrics.forecast_standards import stage_forecast
from metrics.goal import is_whole_number
from metrics.overrides import Override, overrides_at
from metrics.path import ROUNDING
from metrics.rules import RuleSet, is_current, load_rule_set
from metrics.status import Escalation, disagreement, escalation, verdict, working
from metrics.track import Figures, Track, tracks_of
from words import _
from words.errors import UnknownCode
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

JSON_TARGET = [
    "code",
    "name",
    "section",
    "unit_of_measure",
    "comparator",
    "target_value",
    "baseline_value",
    "cycle",
    "due_on",
    "due_source",
    "measure",
    "actual_value",
    "numerator",
    "denominator",
    "reported_month",
    "is_partial",
    "missing_months",
    "data_age_months",
    "attained_share",
    "expected_value",
    "expected_share",
    "path_kind",
    "gap_points",
    "spi",
    "recent_pace",
    "required_pace",
    "cycles",
    "forecast",
    "stage_forecast",
    "status",
    "working",
    "disagreement",
    "escalation",
    "override",
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
        from, `target_source` the cell of the printed target. `status` is what the rule set says, `working` its
        one sentence; `disagreement` a sentence where other shipped rules fall on another side; `escalation` a
        metrics.status.Escalation; `override` a metrics.overrides.Override, which stands beside the status;
        `cycles` how one that counts anew did so far (metrics.track.Track.cycles).
    tasks: one row per task with its newest report up to the month; `source` is the cell of its status there,
        `task_source` the cell of the printed task.
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
    tracks = tracks_of(facts).values()
    targets = [
        row | {"forecast": forecast, "stage_forecast": stage_forecast(facts, track, month)}
        for row, track, forecast in zip(
            target_rows(facts, month, rules), tracks, _forecasts(facts, tracks, month), strict=True
        )
    ]
    tasks = task_rows(facts, month, rules)
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
    *["target_text", "measure_scope", "is_striving", "lead_units", "note", "is_whole"],
]
TASK_COLUMNS = [*JSON_TASK, "description", "note", "task_source"]


def target_rows(facts: Facts, month: str, rules: RuleSet) -> list[dict]:
    """The targets of a plan as a board for `month` has them, without their forecasts, which cost most of a board."""
    overrides = overrides_at(records(facts.overrides), month)
    return [
        _target_row(facts, track, overrides.get(code), month, rules)
        for code, track in tracks_of(facts).items()
    ]


def task_rows(facts: Facts, month: str, rules: RuleSet | None = None) -> list[dict]:
    """The tasks of a plan as a board for `month` has them: a row each with TASK_COLUMNS, in the plan's order."""
    rules = rules or load_rule_set()
    reports = ledgers_of(facts).task_reports
    return [
        _task_row(facts, row, reports.get(row["task_code"], []), month, rules) for row in records(facts.tasks)
    ]


def due_of(item: dict, plan: dict) -> date | None:
    """The day a target or task is due: its own, else the plan's last. None of a task that goes on (长期坚持)."""
    return None if item.get("is_ongoing") else item["due_on"] or plan["ends_on"]


def history(facts: Facts, target_code: str, month: str) -> pd.DataFrame:
    """A target's value and path month by month, from the plan's start to its due month (or `month` if later).

    One row per month: month, actual_value (None after `month`, and where the month has no report),
    expected_value (None without a path), is_reported. Empty when the plan has no dates.
    """
    track = _track(facts, target_code)
    target, reported, path = track.target, set(track.actuals.reported), track.path
    starts_on = start_of(facts.plan)
    rows = []
    if starts_on is not None:
        due_on: date = target["due_on"] or facts.plan["ends_on"] or starts_on
        for each in months_between(month_of(starts_on), max(month, month_of(due_on))):
            is_reported = each in reported and each <= month
            value = track.known(each)[1] if is_reported else None
            rows.append((each, value, path.value(each) if path else None, is_reported))
    return pd.DataFrame(
        rows, columns=["month", "actual_value", "expected_value", "is_reported"], dtype=object
    )


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


def figure_rows(facts: Facts, target_code: str, month: str) -> pd.DataFrame:
    """The ledger rows that make up a target's figure for a month, each with import_id, file, sheet and cell."""
    entries = _track(facts, target_code).entries_at(month)
    return pd.DataFrame(
        [row | facts.source(entry.kind, row, entry.field) for entry in entries for row in entry.rows],
        dtype=object,
    )


def _track(facts: Facts, target_code: str) -> Track:
    track = tracks_of(facts).get(target_code)
    if track is None:
        raise UnknownCode(
            _("The plan “{plan_code}” has no target “{target_code}”.").format(
                plan_code=facts.plan["plan_code"], target_code=target_code
            )
        )
    return track


def plain(value: object) -> object:
    """A value for JSON: NaN becomes None, whole floats become ints, dates ISO text, also within a dict."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, Escalation | Override):
        return value.to_json()
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else round(value, ROUNDING)
    if isinstance(value, Forecast):
        return {name: plain(each) for name, each in vars(value).items()}
    return value.isoformat() if isinstance(value, date) else value


def _forecasts(facts: Facts, tracks: Iterable[Track], month: str) -> list[Forecast]:
    """The forecast of each target; refused for what counts anew in each year or month."""
    tracks = list(tracks)
    once = [track for track in tracks if track.cycle is Cycle.PLAN]
    seed = seed_for(facts.plan["plan_code"], month)
    found = iter(forecasts([_course(each, month) for each in once], month, seed))
    told = _("It counts anew in each year or month, so no date is forecast.")
    anew = refused(told, THROUGHPUT, seed, 0)
    return [next(found) if track.cycle is Cycle.PLAN else anew for track in tracks]


def _course(track: Track, month: str) -> Course:
    """What a forecast has to know of a target. A count stands at 0 before its plan begins; a reading is unknown."""
    known = track.actuals.values(month)
    months, values = [*known], [*known.values()]
    if months and track.starts is not None and not track.actuals.is_reading and track.starts <= months[0]:
        months, values = [shift(track.starts, -1), *months], [0.0, *values]
    comparator = Comparator.AT_MOST if track.falls else track.target["comparator"]
    return Course(months, values, track.target["target_value"], comparator, track.due)


def _target_row(facts: Facts, track: Track, override: Override | None, month: str, rules: RuleSet) -> dict:
    found = verdict(track, month, rules)
    figures, target = found.figures, track.target
    numerator, denominator = track.actuals.coverage(month) or (None, None)
    reported, missing = figures.reported_month, track.missing(month)
    return {
        **target,
        "code": target["target_code"],
        "cycle": track.cycle,
        "due_on": target["due_on"] or facts.plan["ends_on"],
        "actual_value": figures.actual_value,
        "numerator": numerator,
        "denominator": denominator,
        "reported_month": reported,
        "is_partial": bool(missing),
        "missing_months": missing,
        "data_age_months": ordinal(month) - ordinal(reported) if reported else None,
        "attained_share": figures.attained_share,
        "expected_value": figures.expected_value,
        "expected_share": figures.expected_share,
        "path_kind": track.path.kind if track.path else None,
        "gap_points": figures.gap_points if found.is_current else None,
        "spi": figures.spi if found.is_current else None,
        "recent_pace": _recent_pace(track, month),
        "required_pace": _required_pace(track, figures, month),
        "cycles": track.cycles(month),
        "status": found.status,
        "working": working(track, month, rules, found),
        "disagreement": disagreement(track, month, rules, found),
        "escalation": escalation(track, month, rules, found),
        "override": override,
        "source": [
            facts.source(each.kind, row, each.field) for each in track.entries_at(month) for row in each.rows
        ],
        "target_source": facts.source("targets", target, "target_value"),
        "is_whole": is_whole_number(target),
    }


def _recent_pace(track: Track, month: str) -> float | None:
    """Change per month over the last RECENT_MONTHS months of reports. None when there is no earlier report.

    The plan's start counts as a report of the baseline, so a young plan has a pace too. What counts anew each
    year is taken all together; the levels of single months as they are.
    """
    actuals = track.actuals
    worth = actuals.value if track.cycle is Cycle.MONTH else track.total
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
        before = worth(earlier)
    now = worth(last)
    gone = ordinal(last) - ordinal(earlier)
    return (now - before) / gone if now is not None and before is not None and gone > 0 else None


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
        "task_source": facts.source("tasks", task, "title"),
    }


def _task_status(
    facts: Facts, task: dict, report: dict | None, state: TaskState | None, month: str, rules: RuleSet
) -> Status:
    """A task's status: done, past its date, silent, or else what its unit says of it."""
    if report is not None and is_done(report):
        return Status.MET
    due_on = due_of(task, facts.plan)
    if due_on is not None and month > month_of(due_on) and report is not None:
        return Status.OVERDUE
    starts_on = start_of(facts.plan)
    if starts_on is not None and month < month_of(starts_on):
        return Status.NOT_STARTED
    if report is None or not is_current(report["month"], month, rules):
        return Status.UNREPORTED
    return TASK_STATUS[state] if state else Status.ON_SCHEDULE
