"""Reporting discipline: which reports were expected of whom, which came, how late, and whom to remind.

Rates are those of the DHIS2 reporting rate summary: reporting rate = actual ÷ expected reports, rate on time =
reports on time ÷ expected reports (DHIS2 user manual, "Reporting rate summary"). Terms: docs/glossary.md.
"""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache, reduce
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from metrics.facts import Facts, records, start_of
from metrics.rule_file import RuleFile
from metrics.units import full_names, in_full
from words import _
from words.errors import BadSetting
from words.kinds import KINDS, ledgers
from words.months import first_day, last_day, month_of, months_between, ordinal, shift, spoken, spoken_day
from words.terms import Measure

RULES = Path(__file__).with_suffix(".toml")

REPORT_COLUMNS = [
    *["unit", "kind", "month", "due_on", "state", "received_on", "is_on_time", "days_late", "import_id"]
]
RATE_COLUMNS = [
    *["expected", "received", "zero", "completeness", "timely_expected", "on_time", "timeliness"],
    "most_days_late",
]


class ReportState(StrEnum):
    """What became of an expected report."""

    REPORTED = "reported"
    ZERO = "zero"
    MISSING = "missing"
    AWAITED = "awaited"

    @property
    def label(self) -> str:
        return {
            "reported": _("Report received"),
            "zero": _("Zero report"),
            "missing": _("Not reported"),
            "awaited": _("Not due yet"),
        }[self.value]


class ReportMark(StrEnum):
    """How the reports of a unit for a month stand, all kinds together: the mark of a cell of the reporting matrix."""

    ON_TIME = "on_time"
    RECEIVED = "received"
    LATE = "late"
    PARTLY = "partly"
    MISSING = "missing"
    AWAITED = "awaited"

    @property
    def label(self) -> str:
        return {
            "on_time": _("Reported on time"),
            "received": _("Received; whether on time is not known"),
            "late": _("Received late"),
            "partly": _("Partly missing"),
            "missing": _("Not reported"),
            "awaited": _("Not due yet"),
        }[self.value]

    @property
    def shape(self) -> str:
        """A shape of its own for each mark, so that colour is never the only sign."""
        return {
            "on_time": "✔",
            "received": "●",
            "late": "▲",
            "partly": "◐",
            "missing": "✖",
            "awaited": "○",
        }[self.value]


class DutyReason(StrEnum):
    """Why a unit is expected to report."""

    LEADS = "leads"
    HAS_REPORTED = "has_reported"

    @property
    def label(self) -> str:
        return {
            "leads": _("leads a target or task that is reported in it"),
            "has_reported": _("has reported it before"),
        }[self.value]


@dataclass(frozen=True)
class Calendar(RuleFile):
    """When reports are due: for which months, and by which day of the month after."""

    due_day: int
    every_months: int
    zone: ZoneInfo
    exceptions: tuple[dict, ...]

    def every(self, plan_code: str, kind: str) -> int:
        """How many months a report of this kind is for."""
        found = self.every_months
        for row in self.exceptions:
            if row.get("plan_code", plan_code) == plan_code and row.get("kind", kind) == kind:
                found = row["every_months"]
        return found

    def due_on(self, month: str) -> date:
        """The last day on which a report for `month` (of a longer period: its last month) is on time."""
        after = shift(month, 1)
        return first_day(after).replace(day=min(self.due_day, last_day(after).day))


@cache
def load_calendar() -> Calendar:
    """The reporting calendar of metrics/reporting.toml. Raises BadSetting when it cannot be used."""
    return calendar_from(tomllib.loads(RULES.read_text(encoding="utf-8")), RULES.name)


def calendar_from(source: dict, file: str) -> Calendar:
    """Build a calendar from its TOML table. Raises BadSetting for days, periods, kinds or zones that do not exist."""
    exceptions = tuple(source.get("exceptions", ()))
    lengths = [source["every_months"], *(row["every_months"] for row in exceptions)]
    if not 1 <= source["due_day"] <= 31:
        raise BadSetting(_("{file}: {day} is no day of a month.").format(file=file, day=source["due_day"]))
    for length in lengths:
        if length < 1 or 12 % length:
            raise BadSetting(
                _("{file}: a year cannot be cut into periods of {months} months.").format(
                    file=file, months=length
                )
            )
    for row in exceptions:
        if "kind" in row and row["kind"] not in ledgers():
            raise BadSetting(_("{file}: there is no ledger “{kind}”.").format(file=file, kind=row["kind"]))
    try:
        zone = ZoneInfo(source["time_zone"])
    except (ZoneInfoNotFoundError, ValueError):
        raise BadSetting(
            _("{file}: there is no time zone “{zone}”.").format(file=file, zone=source["time_zone"])
        ) from None
    return Calendar(
        source["code"],
        source["version"],
        source["name"],
        source["due_day"],
        source["every_months"],
        zone,
        exceptions,
    )


@lru_cache(maxsize=16)
def today() -> date:
    """The day it is where reports are due."""
    return datetime.now(load_calendar().zone).date()


def duties(facts: Facts) -> pd.DataFrame:
    """Who is expected to report what: one row per unit and kind of ledger, with the reason (DutyReason).

    The table is kept for the next who asks, so copy it before changing it.

    A unit owes a kind when it leads a target or task that is reported in it, unless only others have ever
    reported that one: then the report is theirs to send. It also owes every kind it has reported before.
    So a unit that leads nothing owes a kind only once it has reported it.
    """
    names = full_names(facts.units)
    unit_of, reported_by = {}, defaultdict(set)
    for row in records(facts.reports):
        unit = names.get(row["unit"], row["unit"])
        unit_of[row["import_id"]] = unit
        reported_by[row["kind"]].add(unit)
    reporters: dict[tuple[str, str], set[str]] = defaultdict(set)  # (kind, code) -> units
    about = {kind.name: kind.reference for kind in ledgers().values() if kind.reference is not None}
    for kind, reference in about.items():
        for row in records(facts.rows(kind)):
            if row["import_id"] in unit_of:
                reporters[kind, row[reference.code]].add(unit_of[row["import_id"]])
    owed: dict[tuple[str, str], DutyReason] = {
        (unit, kind): DutyReason.HAS_REPORTED for kind, units in reported_by.items() for unit in units
    }
    # Of tasks and indicators each one has its own reporters; a register is one for all.
    led = [
        (kind, task, reporters[kind, task[reference.code]])
        for kind, reference in about.items()
        if reference.kind == "tasks"
        for task in records(facts.tasks)
    ]
    for target in records(facts.targets):
        kind = Measure(target["measure"]).ledger
        is_one_each = kind in about and about[kind].kind == "targets"
        by = reporters[kind, target["target_code"]] if is_one_each else reported_by[kind]
        led.append((kind, target, by))
    for kind, row, by in led:
        for unit in in_full(row["lead_units"] or row.get("inferred_units") or (), names):
            if not by or unit in by:
                owed[unit, kind] = DutyReason.LEADS
    order = [*ledgers()]
    rows = sorted((unit, order.index(kind), kind, reason) for (unit, kind), reason in owed.items())
    return pd.DataFrame(
        [(unit, kind, reason) for unit, _place, kind, reason in rows],
        columns=["unit", "kind", "reason"],
        dtype=object,
    )


def expected_reports(facts: Facts, month: str, today: date, calendar: Calendar | None = None) -> pd.DataFrame:
    """Every report expected for the months up to `month`, and what became of it. `today` is a day in the calendar's zone.

    One row per unit, kind and month, in that order: from the first whole month in which the plan was both in
    force and issued, to its end. Longer periods stand under their last month. Empty when the plan has no start.

        due_on       the last day on which it is on time
        state        ReportState; a zero report is a report, `awaited` is not due yet
        received_on  the day its first import in force was saved; None when none was
        is_on_time   None when nothing can be said: not due yet, or due before the plan was loaded, so that the
                     report was entered as history
        days_late    0 when on time; None when missing or when nothing can be said
        import_id    the import that brought it
    """
    calendar = calendar or load_calendar()
    names = full_names(facts.units)
    received: dict[tuple[str, str, str], list[dict]] = defaultdict(list)
    for row in records(facts.reports):
        received[names.get(row["unit"], row["unit"]), row["kind"], row["month"]].append(row)
    known_from = facts.loaded_at.astimezone(calendar.zone).date() if facts.loaded_at else date.min
    periods: dict[int, list[tuple[str, list[str], date]]] = {}
    rows = []
    for duty in records(duties(facts)):
        every = calendar.every(facts.plan["plan_code"], duty["kind"])
        if every not in periods:
            periods[every] = [
                (last, months_between(shift(last, 1 - every), last), calendar.due_on(last))
                for last in _expected_months(facts, month)
                if int(last[5:]) % every == 0
            ]
        for last, months, due_on in periods[every]:
            found = [row for each in months for row in received[duty["unit"], duty["kind"], each]]
            first = min(found, key=lambda row: (row["saved_at"], row["import_id"]), default=None)
            if first is None:
                state = ReportState.AWAITED if today <= due_on else ReportState.MISSING
            else:
                state = ReportState.REPORTED if any(row["row_count"] for row in found) else ReportState.ZERO
            received_on = first["saved_at"].astimezone(calendar.zone).date() if first else None
            is_judged = due_on >= known_from and state is not ReportState.AWAITED
            late = max((received_on - due_on).days, 0) if received_on and is_judged else None
            rows.append(
                (
                    duty["unit"],
                    duty["kind"],
                    last,
                    due_on,
                    state,
                    received_on,
                    late == 0 if is_judged else None,
                    late,
                    first["import_id"] if first else None,
                )
            )
    return pd.DataFrame(rows, columns=REPORT_COLUMNS, dtype=object)


def marks(table: pd.DataFrame, by: str = "unit") -> pd.DataFrame:
    """The reporting matrix: one row for each value of the column `by` (unit or kind) and month, in that order.

    table: rows of `expected_reports`. Columns: `by`, month, due_on, mark (ReportMark) and reports, the rows that the
    mark is made from. One kind that is missing makes a cell partly missing, one that is late makes it late.
    """
    cells: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in records(table):
        cells[row[by], row["month"]].append(row)
    rows = [
        (name, month, cells[name, month][0]["due_on"], _mark(cells[name, month]), cells[name, month])
        for name, month in sorted(cells)
    ]
    return pd.DataFrame(rows, columns=[by, "month", "due_on", "mark", "reports"], dtype=object)


def _mark(reports: list[dict]) -> ReportMark:
    states = {row["state"] for row in reports}
    if ReportState.MISSING in states:
        return ReportMark.MISSING if len(states) == 1 else ReportMark.PARTLY
    if ReportState.AWAITED in states:
        return ReportMark.AWAITED
    judged = {row["is_on_time"] for row in reports}
    if False in judged:
        return ReportMark.LATE
    return ReportMark.RECEIVED if None in judged else ReportMark.ON_TIME


def by_unit(facts: Facts, month: str, today: date, calendar: Calendar | None = None) -> pd.DataFrame:
    """The reports of one month, a row for each unit that owes one, those with something missing first.

    unit; expected and received, the numbers of reports; missing and awaited, the kinds of ledger that have not
    come and are overdue, or not due yet. Empty where nothing is expected for the month.
    """
    groups: dict[str, list[dict]] = defaultdict(list)
    for row in records(expected_reports(facts, month, today, calendar)):
        if row["month"] == month:
            groups[row["unit"]].append(row)
    rows = []
    for unit, reports in groups.items():
        missing = [row["kind"] for row in reports if row["state"] is ReportState.MISSING]
        awaited = [row["kind"] for row in reports if row["state"] is ReportState.AWAITED]
        rows.append((unit, len(reports), len(reports) - len(missing) - len(awaited), missing, awaited))
    rows.sort(key=lambda row: (-len(row[3]), -len(row[4]), row[0]))
    return pd.DataFrame(rows, columns=["unit", "expected", "received", "missing", "awaited"], dtype=object)


def rates(table: pd.DataFrame, by: Sequence[str] = ("unit",)) -> pd.DataFrame:
    """Reporting rates over the rows of `expected_reports`, one row for each value of the columns `by`, in order.

        expected         reports that were due, or came before they were due
        received, zero   those that came; and of them, the zero reports
        completeness     received ÷ expected, a fraction
        timely_expected  of the expected ones, those of which it can be said whether they were on time
        on_time          and of those, the ones that were
        timeliness       on_time ÷ timely_expected
        most_days_late   of those that came; None when nothing can be said

    A rate is None where nothing was expected.
    """
    groups: dict[tuple, list[dict]] = defaultdict(list)
    for row in records(table):
        groups[tuple(row[name] for name in by)].append(row)
    rows = []
    for group in sorted(groups):
        counted = [row for row in groups[group] if row["state"] is not ReportState.AWAITED]
        received = [row for row in counted if row["state"] is not ReportState.MISSING]
        judged = [row["is_on_time"] for row in counted if row["is_on_time"] is not None]
        rows.append(
            (
                *group,
                len(counted),
                len(received),
                sum(row["state"] is ReportState.ZERO for row in received),
                len(received) / len(counted) if counted else None,
                len(judged),
                sum(judged),
                sum(judged) / len(judged) if judged else None,
                max((row["days_late"] for row in received if row["days_late"] is not None), default=None),
            )
        )
    return pd.DataFrame(rows, columns=[*by, *RATE_COLUMNS], dtype=object)


def ages(facts: Facts, month: str) -> pd.DataFrame:
    """How old the newest report of each unit and kind is at the end of `month`: unit, kind, newest_month, age_months.

    0 is a report for the month itself. newest_month and age_months are None where nothing was ever reported.
    """
    names = full_names(facts.units)
    newest: dict[tuple[str, str], str] = {}
    for row in records(facts.reports):
        key = names.get(row["unit"], row["unit"]), row["kind"]
        if row["month"] <= month:
            newest[key] = max(newest.get(key, ""), row["month"])
    rows = []
    for duty in records(duties(facts)):
        found = newest.get((duty["unit"], duty["kind"]))
        age = ordinal(month) - ordinal(found) if found else None
        rows.append((duty["unit"], duty["kind"], found, age))
    return pd.DataFrame(rows, columns=["unit", "kind", "newest_month", "age_months"], dtype=object)


def reminders(facts: Facts, month: str, today: date, calendar: Calendar | None = None) -> pd.DataFrame:
    """Whom to remind (催报): the units whose newest report due by `month` has not come, the longest silent first.

    One row per unit and month owed: unit, kinds, month, due_on, days_overdue, since (first month of the silence
    that lasts until now), running (reports missing in a row since then), times (months with a report missing,
    in all), newest_month (of its last report, None without any), and text, the reminder ready to send.
    """
    table = expected_reports(facts, month, today, calendar)
    newest = {(row["unit"], row["kind"]): row["newest_month"] for row in records(ages(facts, month))}
    due: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in records(table):
        if row["state"] is not ReportState.AWAITED:
            due[row["unit"], row["kind"]].append(row)
    owed: dict[tuple[str, str], list[tuple[str, list[dict]]]] = defaultdict(list)
    for (unit, kind), reports in due.items():
        if reports[-1]["state"] is ReportState.MISSING:
            owed[unit, reports[-1]["month"]].append((kind, reports))
    rows = []
    for (unit, last), lists in owed.items():
        runs = [_last_run(reports) for _kind, reports in lists]
        months = {
            row["month"] for _kind, reports in lists for row in reports if row["state"] is ReportState.MISSING
        }
        due_on = lists[0][1][-1]["due_on"]
        told = {
            "unit": unit,
            "kinds": [kind for kind, _reports in lists],
            "month": last,
            "due_on": due_on,
            "days_overdue": (today - due_on).days,
            "since": min(run[0]["month"] for run in runs),
            "running": max(len(run) for run in runs),
            "times": len(months),
            "newest_month": max((newest[unit, kind] or "" for kind, _reports in lists), default="") or None,
        }
        rows.append({**told, "text": _reminder(told, today)})
    rows.sort(key=lambda row: (row["since"], -row["times"], row["unit"], row["month"]))
    columns = [
        "unit",
        "kinds",
        "month",
        "due_on",
        "days_overdue",
        "since",
        "running",
        "times",
        "newest_month",
    ]
    return pd.DataFrame(rows, columns=[*columns, "text"], dtype=object)


def _last_run(reports: list[dict]) -> list[dict]:
    """The reports that are missing one after another at the end of a list in order of months."""
    run: list[dict] = []
    for row in reversed(reports):
        if row["state"] is not ReportState.MISSING:
            break
        run.insert(0, row)
    return run


def _reminder(told: dict, today: date) -> str:
    sentences = [
        _(
            "{unit}: the report for {month} ({kinds}) was due by {due}; as of {today} it has not come, {days} days late."
        ).format(
            unit=told["unit"],
            kinds=_(", ").join(_(KINDS[kind].label) for kind in told["kinds"]),
            month=spoken(told["month"]),
            due=spoken_day(told["due_on"]),
            today=spoken_day(today),
            days=told["days_overdue"],
        )
    ]
    if told["running"] > 1:
        sentences.append(
            _("No report has come since {month}, {count} in a row.").format(
                month=spoken(told["since"]), count=told["running"]
            )
        )
    if told["times"] > told["running"]:
        sentences.append(_("In all, reports for {count} months are missing.").format(count=told["times"]))
    sentences.append(
        _("The last one received was for {month}.").format(month=spoken(told["newest_month"]))
        if told["newest_month"]
        else _("None has ever been received.")
    )
    sentences.append(_("Please send it without delay; where nothing has happened, send a zero report."))
    return reduce(lambda first, rest: _("{first} {rest}").format(first=first, rest=rest), sentences)


def _expected_months(facts: Facts, month: str) -> list[str]:
    """The months for which reports are expected, up to `month`."""
    starts_on = start_of(facts.plan)
    if starts_on is None:
        return []
    began = max(starts_on, facts.plan["issued_on"] or starts_on)
    first = month_of(began if began.day == 1 else last_day(month_of(began)) + timedelta(days=1))
    ends_on = facts.plan["ends_on"]
    return months_between(first, min(month, month_of(ends_on)) if ends_on else month)
