"""Actual values, counted from the rows of the ledgers: what was reached by a month, and by which rows."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from metrics.facts import Facts, records, start_of
from metrics.goal import period_of
from metrics.months import month_of
from metrics.units import scale
from terms import Measure, Period, Stage, TaskState


class Entry(NamedTuple):
    """One ledger row's part in a figure: from `month` on it adds `value`, or is the reading of an indicator.

    `field` is the field of the row (of `kind`) whose cell shows it. `item` tells which thing it is about.
    """

    month: str
    value: float
    item: str
    kind: str
    field: str
    row: dict


@dataclass(frozen=True)
class Actuals:
    """The history of one target's figure. `reported` are the months with a report, in order.

    is_reading: the newest entry is the value (indicators); otherwise the entries add up (counts).
    period: a value counts over the plan, or anew in each year or month.
    """

    entries: tuple[Entry, ...]
    reported: tuple[str, ...]
    is_reading: bool
    period: Period = Period.PLAN

    @cached_property
    def _months(self) -> list[str]:
        return [entry.month for entry in self.entries]

    @cached_property
    def _sums(self) -> list[float]:
        return list(accumulate((entry.value for entry in self.entries), initial=0.0))

    def reported_month(self, month: str) -> str | None:
        """The last month up to `month` for which there is a report; None when nothing is known yet."""
        place = bisect_right(self.reported, month)
        return self.reported[place - 1] if place else None

    def value(self, month: str) -> float | None:
        """The value reached by the end of `month`, of the period that its last report belongs to.

        None when no report is known; a report without rows is 0.
        """
        return self.known(month)[1]

    def known(self, month: str) -> tuple[str | None, float | None]:
        """The last month with a report up to `month`, and the value by then; see `reported_month` and `value`."""
        last = self.reported_month(month)
        return last, None if last is None else self._value_in(self._period_of(last), month)

    def total(self, month: str) -> float | None:
        """What all periods up to the end of `month` come to together; None when nothing is known.

        Readings anew in each month are levels, and have no sum.
        """
        if self.period is Period.PLAN:
            return self.value(month)
        if self.reported_month(month) is None or (self.is_reading and self.period is Period.MONTH):
            return None
        return sum(value for _period, value in self.by_period(month))

    def by_period(self, month: str) -> list[tuple[str, float]]:
        """The value of each year ("2023") or month ("2023-06") known up to `month`, oldest first.

        A plan that counts once has the one period "". Periods without a report are left out.
        """
        known = {self._period_of(each) for each in self.reported[: bisect_right(self.reported, month)]}
        if known and not self.is_reading:  # a register tells of the years before it was first sent, too
            known |= {self._period_of(each) for each in self._months[: bisect_right(self._months, month)]}
        values = ((each, self._value_in(each, month)) for each in sorted(known))
        return [(each, value) for each, value in values if value is not None]

    def entries_at(self, month: str) -> list[Entry]:
        """The entries that make up the value at the end of `month`, oldest first."""
        last = self.reported_month(month)
        begin, end = self._places(self._period_of(last or month), month)
        if self.is_reading:
            return list(self.entries[max(begin, end - 1) : end])
        newest = {entry.item: entry for entry in self.entries[begin:end]}
        return [entry for entry in newest.values() if entry.value > 0]

    def _period_of(self, month: str) -> str:
        return month[: _PERIOD_LENGTH[self.period]]

    def _places(self, period: str, month: str) -> tuple[int, int]:
        if not period:
            return 0, bisect_right(self._months, month)
        # As text, every month of a period sorts between its name and its name followed by "~".
        return bisect_left(self._months, period), bisect_right(self._months, min(month, f"{period}~"))

    def _value_in(self, period: str, month: str) -> float | None:
        begin, end = self._places(period, month)
        if self.is_reading:
            return self.entries[end - 1].value if end > begin else None
        return self._sums[end] - self._sums[begin]


_PERIOD_LENGTH = {Period.PLAN: 0, Period.YEAR: 4, Period.MONTH: 7}


@lru_cache(maxsize=16)
def ledgers_of(facts: Facts) -> "Ledgers":
    """The ledgers of facts, grouped once for all the boards, histories and rows that are asked of them."""
    return Ledgers(facts)


class Ledgers:
    """The ledger rows of a plan, grouped so that the figures of all targets can be read from them."""

    def __init__(self, facts: Facts):
        self.starts_on: date | None = start_of(facts.plan)
        self.task_sections = {row["task_code"]: row["section"] for row in records(facts.tasks)}
        self.reported: dict[str, set[str]] = defaultdict(set)
        self.zero_reported: dict[str, set[str]] = defaultdict(set)
        for report in records(facts.reports):
            self.reported[report["kind"]].add(report["month"])
            if report["row_count"] == 0:
                self.zero_reported[report["kind"]].add(report["month"])
        self._counted: dict[tuple[Measure, str | None], Actuals] = {}
        self._standards = records(facts.standards)
        self._trainings = records(facts.trainings)
        self._indicators: dict[str, list[dict]] = defaultdict(list)
        for row in records(facts.indicators.sort_values("month", kind="stable")):
            self._indicators[row["target_code"]].append(row)
        self.task_reports: dict[str, list[dict]] = defaultdict(list)
        for row in records(facts.task_reports.sort_values("month", kind="stable")):
            self.task_reports[row["task_code"]].append(row)

    def actuals(self, target: dict) -> Actuals:
        """The figure of one target, counted by its measure within its scope.

        Counts leave out what happened before the plan began. How each measure counts:
        docs/glossary.md, "Measure".
        """
        measure, period = Measure(target["measure"]), period_of(target)
        if measure is Measure.REPORTED_INDICATOR:
            return self._readings(target["target_code"], period)
        counted = self._counts(measure, target["measure_scope"] or None)
        each = scale(target["unit_of_measure"])
        if each == 1 and period is Period.PLAN:
            return counted
        # A target in 万人次 is counted in people, ten thousand of which are one.
        entries = tuple(entry._replace(value=entry.value / each) for entry in counted.entries)
        return Actuals(entries, counted.reported, is_reading=False, period=period)

    def _counts(self, measure: Measure, scope: str | None) -> Actuals:
        """A count over the plan's period; targets of the same measure and scope share it."""
        key = (measure, scope)
        if key not in self._counted:
            match measure:
                case Measure.PUBLISHED_STANDARDS:
                    counted = self._summed("standards", self._published_standards(scope))
                case Measure.TRAINING_SESSIONS:
                    counted = self._summed("trainings", self._sessions("held_on"))
                case Measure.TRAINING_ATTENDANCES:
                    counted = self._summed("trainings", self._sessions("attendances"))
                case _:
                    counted = self._tasks_done(scope)
            self._counted[key] = counted
        return self._counted[key]

    def _summed(self, kind: str, entries: list[Entry]) -> Actuals:
        entries.sort(key=lambda entry: (entry.month, entry.item))
        return Actuals(tuple(entries), tuple(sorted(self.reported[kind])), is_reading=False)

    def _began(self, day: date | None) -> bool:
        return day is not None and (self.starts_on is None or day >= self.starts_on)

    def _published_standards(self, scope: str | None) -> list[Entry]:
        # A withdrawn standard leaves the count; a stage of 发布 without a date cannot be placed in a month.
        return [
            Entry(month_of(row["published_on"]), 1, row["key"], "standards", "published_on", row)
            for row in self._standards
            if self._began(row["published_on"])
            and row["stage"] != Stage.WITHDRAWAL
            and (scope is None or row["section"] == scope)
        ]

    def _sessions(self, field: str) -> list[Entry]:
        entries = []
        for row in self._trainings:
            value = 1.0 if field == "held_on" else row["attendances"]
            if self._began(row["held_on"]) and value == value:  # NaN: attendances not given, not zero
                entries.append(Entry(month_of(row["held_on"]), value, row["key"], "trainings", field, row))
        return entries

    def _tasks_done(self, scope: str | None) -> Actuals:
        # A report on other sections' tasks says nothing of these; one without rows says that nothing was done.
        entries, months = [], set(self.zero_reported["task_reports"])
        for code, section in self.task_sections.items():
            if scope is not None and section != scope:
                continue
            was_done = False
            for row in self.task_reports.get(code, ()):
                months.add(row["month"])
                now_done = is_done(row)
                if now_done != was_done:  # a task reported as done may be opened again
                    value = 1 if now_done else -1
                    entries.append(Entry(row["month"], value, code, "task_reports", "status", row))
                was_done = now_done
        entries.sort(key=lambda entry: (entry.month, entry.item))
        return Actuals(tuple(entries), tuple(sorted(months)), is_reading=False)

    def _readings(self, target_code: str, period: Period) -> Actuals:
        entries = []
        for row in self._indicators.get(target_code, ()):
            value = indicator_value(row)
            if value is not None:
                entries.append(Entry(row["month"], value, target_code, "indicators", "value", row))
        return Actuals(
            tuple(entries), tuple(entry.month for entry in entries), is_reading=True, period=period
        )


def indicator_value(row: dict) -> float | None:
    """The value of an indicator row; from numerator and denominator where both are given. None when neither is."""
    numerator, denominator = row["numerator"], row["denominator"]
    if numerator == numerator and denominator == denominator and denominator:
        return numerator / denominator
    return row["value"] if row["value"] == row["value"] else None


def is_done(row: dict) -> bool:
    """Whether a task report says that the task is done: by its status word or a share of 100 %."""
    share = row["attained_share"]
    return row["status"] == TaskState.DONE or (row["status"] is None and share == share and share >= 1)
