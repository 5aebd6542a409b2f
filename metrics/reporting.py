"""Reporting discipline: which reports were expected of whom, which came, and how late.

Rates are those of the DHIS2 reporting rate summary: reporting rate = actual ÷ expected reports, rate on time =
reports on time ÷ expected reports (DHIS2 user manual, "Reporting rate summary"). Whom to remind: metrics/reminders.py. Terms: docs/glossary.md.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from metrics.facts import Facts, records, start_of
from metrics.rule_file import RuleFile
from metrics.unit_names import full_names, in_full
from words import _
from words.errors import BadSetting
from words.kinds import Record, ledgers
from words.months import first_day, last_day, month_of, months_between, ordinal, shift
from words.terms import Measure

RULES = Path(__file__).with_suffix(".toml")


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


@dataclass(frozen=True, slots=True)
class Duty:
    """A kind of ledger that a unit is expected to report in, and why."""

    unit: str
    kind: str
    reason: DutyReason


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """A report that was expected of a unit for a month, and what became of it.

    month: of longer periods their last one. due_on: the last day on which it is on time. state: a zero report is a
    report, `awaited` is not due yet. received_on: the day its first import in force was saved; None when none was.
    is_on_time: None when nothing can be said: not due yet, or due before the plan was loaded, so that the report was
    entered as history. days_late: 0 when on time; None when missing or when nothing can be said. import_id: the
    import that brought it.
    """

    unit: str
    kind: str
    month: str
    due_on: date
    state: ReportState
    received_on: date | None
    is_on_time: bool | None
    days_late: int | None
    import_id: int | None


@dataclass(frozen=True, slots=True)
class MonthMark:
    """A cell of the reporting matrix: how the reports of a unit (or of a kind of ledger) for a month stand together."""

    name: str
    month: str
    due_on: date
    mark: ReportMark
    reports: tuple[ExpectedReport, ...]


@dataclass(frozen=True, slots=True)
class UnitReports:
    """The reports of a unit for a month. missing, awaited: the kinds that have not come and are overdue, or not due yet."""

    unit: str
    expected: int
    missing: list[str]
    awaited: list[str]

    @property
    def received(self) -> int:
        return self.expected - len(self.missing) - len(self.awaited)


@dataclass(frozen=True, slots=True)
class ReportingRate:
    """How many of the reports expected of a group came, and in time.

    group: what the reports have in common, such as their unit. expected: reports that were due, or came before they
    were due. received, zero: those that came; and of them, the zero reports. timely_expected: of the expected ones,
    those of which it can be said whether they were on time; on_time: and of those, the ones that were.
    most_days_late: of those that came; None when nothing can be said.
    """

    group: tuple[str, ...]
    expected: int
    received: int
    zero: int
    timely_expected: int
    on_time: int
    most_days_late: int | None

    @property
    def completeness(self) -> float | None:
        """received ÷ expected, a fraction; None where nothing was expected."""
        return self.received / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        """on_time ÷ timely_expected, a fraction; None where nothing was expected."""
        return self.on_time / self.timely_expected if self.timely_expected else None


@dataclass(frozen=True, slots=True)
class DataAge:
    """How old the newest report of a unit and kind is at the end of a month; None where nothing was ever reported.

    age_months: 0 is a report for the month itself.
    """

    unit: str
    kind: str
    newest_month: str | None
    age_months: int | None


@dataclass(frozen=True)
class Calendar(RuleFile):
    """When reports are due: for which months, and by which day of the month after."""

    due_day: int
    every_months: int
    zone: ZoneInfo
    exceptions: tuple[Record, ...]

    def every(self, plan_code: str, kind: str) -> int:
        """How many months a report of this kind is for."""
        months = self.every_months
        for row in self.exceptions:
            if row.get("plan_code", plan_code) == plan_code and row.get("kind", kind) == kind:
                months = row["every_months"]
        return months

    def due_on(self, month: str) -> date:
        """The last day on which a report for `month` (of a longer period: its last month) is on time."""
        after = shift(month, 1)
        return first_day(after).replace(day=min(self.due_day, last_day(after).day))


@cache
def load_calendar() -> Calendar:
    """The reporting calendar of metrics/reporting.toml. Raises BadSetting when it cannot be used."""
    return calendar_from(tomllib.loads(RULES.read_text(encoding="utf-8")), RULES.name)


def calendar_from(source: Record, file: str) -> Calendar:
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


def today() -> date:
    """The day it is where reports are due."""
    return datetime.now(load_calendar().zone).date()


@lru_cache(maxsize=16)
def duties(facts: Facts) -> tuple[Duty, ...]:
    """Who is expected to report what, by unit and kind of ledger.

    A unit owes a kind when it leads a target or task that is reported in it, unless only others have ever
    reported that one: then the report is theirs to send. It also owes every kind it has reported before.
    So a unit that leads nothing owes a kind only once it has reported it.
    """
    names = full_names(facts.units)
    unit_of, reported_by = {}, defaultdict(set)
    for row in records(facts.reports):
        unit = _full_name(row, names)
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
    rows = sorted((unit, [*ledgers()].index(kind), kind, reason) for (unit, kind), reason in owed.items())
    return tuple(Duty(unit, kind, reason) for unit, _index, kind, reason in rows)


def _full_name(report: dict[str, Any], names: dict[str, str]) -> str:
    unit: str = report["unit"]
    return names.get(unit, unit)


def expected_reports(
    facts: Facts, month: str, today: date, calendar: Calendar | None = None
) -> list[ExpectedReport]:
    """Every report expected for the months up to `month`, and what became of it. `today` is a day in the calendar's zone.

    By unit, kind and month: from the first whole month in which the plan was both in force and issued, to its end.
    Empty when the plan has no start.
    """
    calendar = calendar or load_calendar()
    names = full_names(facts.units)
    received: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for row in records(facts.reports):
        received[_full_name(row, names), row["kind"], row["month"]].append(row)
    known_from = facts.loaded_at.astimezone(calendar.zone).date() if facts.loaded_at else date.min
    periods: dict[int, list[tuple[str, list[str], date]]] = {}
    expected = []
    for duty in duties(facts):
        every = calendar.every(facts.plan["plan_code"], duty.kind)
        if every not in periods:
            periods[every] = [
                (last, months_between(shift(last, 1 - every), last), calendar.due_on(last))
                for last in _expected_months(facts, month)
                if int(last[5:]) % every == 0
            ]
        for last, months, due_on in periods[every]:
            reports = [row for at in months for row in received[duty.unit, duty.kind, at]]
            first = min(reports, key=lambda row: (row["saved_at"], row["import_id"]), default=None)
            if first is None:
                state = ReportState.AWAITED if today <= due_on else ReportState.MISSING
            else:
                state = ReportState.REPORTED if any(row["row_count"] for row in reports) else ReportState.ZERO
            received_on = first["saved_at"].astimezone(calendar.zone).date() if first else None
            is_judged = due_on >= known_from and state is not ReportState.AWAITED
            late = max((received_on - due_on).days, 0) if received_on and is_judged else None
            expected.append(
                ExpectedReport(
                    unit=duty.unit,
                    kind=duty.kind,
                    month=last,
                    due_on=due_on,
                    state=state,
                    received_on=received_on,
                    is_on_time=late == 0 if is_judged else None,
                    days_late=late,
                    import_id=first["import_id"] if first else None,
                )
            )
    return expected


def marks(reports: Iterable[ExpectedReport], by: Literal["unit", "kind"] = "unit") -> list[MonthMark]:
    """The reporting matrix: a cell for each unit (or kind of ledger) and month, in that order.

    One kind that is missing makes a cell partly missing, one that is late makes it late.
    """
    cells: dict[tuple[str, str], list[ExpectedReport]] = defaultdict(list)
    for report in reports:
        cells[getattr(report, by), report.month].append(report)
    return [
        MonthMark(name, month, own[0].due_on, _mark(own), tuple(own))
        for (name, month), own in sorted(cells.items(), key=lambda cell: cell[0])
    ]


def _mark(reports: Iterable[ExpectedReport]) -> ReportMark:
    states = {report.state for report in reports}
    if ReportState.MISSING in states:
        return ReportMark.MISSING if len(states) == 1 else ReportMark.PARTLY
    if ReportState.AWAITED in states:
        return ReportMark.AWAITED
    judged = {report.is_on_time for report in reports}
    if False in judged:
        return ReportMark.LATE
    return ReportMark.RECEIVED if None in judged else ReportMark.ON_TIME


def by_unit(facts: Facts, month: str, today: date, calendar: Calendar | None = None) -> list[UnitReports]:
    """The reports of one month by unit, those with something missing first. Empty where nothing is expected for it."""
    groups: dict[str, list[ExpectedReport]] = defaultdict(list)
    for report in expected_reports(facts, month, today, calendar):
        if report.month == month:
            groups[report.unit].append(report)
    rows = [
        UnitReports(
            unit,
            len(reports),
            missing=[report.kind for report in reports if report.state is ReportState.MISSING],
            awaited=[report.kind for report in reports if report.state is ReportState.AWAITED],
        )
        for unit, reports in groups.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.missing), -len(row.awaited), row.unit))


def rates(
    reports: Iterable[ExpectedReport], by: Sequence[Literal["unit", "kind", "month"]] = ("unit",)
) -> list[ReportingRate]:
    """Reporting rates, one for each group of reports that agree in `by`, in order; all together where it is empty."""
    groups: dict[tuple[str, ...], list[ExpectedReport]] = defaultdict(list)
    for report in reports:
        groups[tuple(getattr(report, name) for name in by)].append(report)
    return [_rate(group, groups[group]) for group in sorted(groups)]


def _rate(group: tuple[str, ...], reports: list[ExpectedReport]) -> ReportingRate:
    counted = [report for report in reports if report.state is not ReportState.AWAITED]
    received = [report for report in counted if report.state is not ReportState.MISSING]
    judged = [report.is_on_time for report in counted if report.is_on_time is not None]
    return ReportingRate(
        group=group,
        expected=len(counted),
        received=len(received),
        zero=sum(report.state is ReportState.ZERO for report in received),
        timely_expected=len(judged),
        on_time=sum(judged),
        most_days_late=max(
            (report.days_late for report in received if report.days_late is not None), default=None
        ),
    )


def ages(facts: Facts, month: str) -> list[DataAge]:
    """How old the newest report of each unit and kind is at the end of `month`."""
    names = full_names(facts.units)
    newest: dict[tuple[str, str], str] = {}
    for row in records(facts.reports):
        key = _full_name(row, names), row["kind"]
        if row["month"] <= month:
            newest[key] = max(newest.get(key, ""), row["month"])
    last_reports = [(duty, newest.get((duty.unit, duty.kind))) for duty in duties(facts)]
    return [
        DataAge(duty.unit, duty.kind, last, ordinal(month) - ordinal(last) if last else None)
        for duty, last in last_reports
    ]


def _expected_months(facts: Facts, month: str) -> list[str]:
    """The months for which reports are expected, up to `month`."""
    starts_on = start_of(facts.plan)
    if starts_on is None:
        return []
    began = max(starts_on, facts.plan["issued_on"] or starts_on)
    first = month_of(began if began.day == 1 else last_day(month_of(began)) + timedelta(days=1))
    ends_on = facts.plan["ends_on"]
    return months_between(first, min(month, month_of(ends_on)) if ends_on else month)
