"""Actual values, counted from the rows of the ledgers: what was reached by a month, and by which rows."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from metrics.facts import Facts, records, start_of
from metrics.months import month_of
from terms import Measure, Stage, TaskState


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
    """

    entries: tuple[Entry, ...]
    reported: tuple[str, ...]
    is_reading: bool

    def reported_month(self, month: str) -> str | None:
        """The last month up to `month` for which there is a report; None when nothing is known yet."""
        place = bisect_right(self.reported, month)
        return self.reported[place - 1] if place else None

    def value(self, month: str) -> float | None:
        """The value reached by the end of `month`. None when no report is known; a report without rows is 0."""
        if self.reported_month(month) is None:
            return None
        end = bisect_right(self._months, month)
        if self.is_reading:
            return self.entries[end - 1].value if end else None
        return self._sums[end]

    def coverage(self, month: str) -> tuple[float, float] | None:
        """Numerator and denominator of the value at the end of `month`; None where it is not a quotient."""
        entries = self.entries_at(month) if self.is_reading else []
        if not entries:
            return None
        numerator, denominator = entries[0].row["numerator"], entries[0].row["denominator"]
        return (numerator, denominator) if numerator == numerator and denominator == denominator else None

    def entries_at(self, month: str) -> list[Entry]:
        """The entries that make up the value at the end of `month`, oldest first."""
        end = bisect_right(self._months, month)
        if self.is_reading:
            return list(self.entries[max(end - 1, 0) : end])
        newest = {entry.item: entry for entry in self.entries[:end]}
        return [entry for entry in newest.values() if entry.value > 0]

    @cached_property
    def _months(self) -> list[str]:
        return [entry.month for entry in self.entries]

    @cached_property
    def _sums(self) -> list[float]:
        return list(accumulate((entry.value for entry in self.entries), initial=0.0))


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
        scope = target["measure_scope"] or None
        measure = Measure(target["measure"])
        match measure:
            case Measure.PUBLISHED_STANDARDS:
                return self._counted("standards", self._published_standards(scope))
            case Measure.TRAINING_SESSIONS:
                return self._counted("trainings", self._sessions("held_on"))
            case Measure.TRAINING_ATTENDANCES:
                return self._counted("trainings", self._sessions("attendances"))
            case Measure.TASKS_DONE:
                return self._tasks_done(scope)
            case Measure.REPORTED_INDICATOR:
                return self._readings(target["target_code"])

    def _counted(self, kind: str, entries: list[Entry]) -> Actuals:
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

    def _readings(self, target_code: str) -> Actuals:
        entries = []
        for row in self._indicators.get(target_code, ()):
            value = indicator_value(row)
            if value is not None:
                entries.append(Entry(row["month"], value, target_code, "indicators", "value", row))
        return Actuals(tuple(entries), tuple(entry.month for entry in entries), is_reading=True)


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
