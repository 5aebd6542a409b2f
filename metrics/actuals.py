"""Actual values, counted from the rows of the ledgers: what was reached by a month, and by which rows."""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

import pandas as pd

from metrics.facts import Facts, records, start_of
from metrics.unit_names import full_names
from words.kinds import Record
from words.months import month_of, months_between
from words.terms import Measure, Stage, TaskState

# Local standards of Beijing, Tianjin and Hebei. A joint one has the same serial and year in all three.
JOINT_NUMBER = re.compile(r"DB(?:11|12|13)(?P<kind>/T?) (?P<serial>\d+(?:\.\d+)?-\d{4})")
# A region in brackets at the end of a name, by which ledgers tell the rows of a joint standard apart.
REGION_BEHIND = re.compile(r"[(（](?:北京|天津|河北|京津冀)[^（()）]*[)）]$")
DAYS = {"standards": "published_on", "trainings": "held_on"}  # the field that dates a row, by ledger
RATE = "%"  # the unit of measure of targets whose values do not add up
# A participant as ledgers name them: 张三（甲单位）, with brackets of either width.
PERSON = re.compile(r"(?P<name>[^（(]+)[（(](?P<unit>.+)[)）]")


class Entry(NamedTuple):
    """One part of a figure: from `month` on it adds `value`, or it is a reading, which replaces all before it.

    `rows` (of `kind`) are the ledger rows it comes from: one, or several that tell of one thing, as those of
    a joint standard do. `field` is the field whose cell shows it. `item` tells which thing it is about.
    numerator, denominator: of a reading that was worked out from them.
    """

    month: str
    value: float
    item: str
    kind: str
    field: str
    rows: tuple[Record, ...]
    is_reading: bool = False
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class Actuals:
    """The history of one target's figure: `entries` in the order of their months.

    reported: the months with a report that says something of the figure, in order.
    incomplete: months, in order, of which a part is not known.
    is_reading: the figure is an indicator as reported, not a count of rows.
    """

    entries: tuple[Entry, ...]
    reported: tuple[str, ...]
    is_reading: bool
    incomplete: tuple[str, ...] = ()

    def reported_month(self, month: str) -> str | None:
        """The last month up to `month` for which there is a report; None when nothing is known yet."""
        count = bisect_right(self.reported, month)
        return self.reported[count - 1] if count else None

    def value(self, month: str) -> float | None:
        """The value reached by the end of `month`. None when no report is known; a report without rows is 0.

        A lower bound where `missing` names months.
        """
        if self.reported_month(month) is None:
            return None
        return self._between(*self._span(month))

    def _between(self, begin: int, end: int) -> float:
        """What the entries from index `begin` up to `end` add up to."""
        if not self.is_reading:
            return self._sums[end] - self._sums[begin]
        return sum(entry.value for entry in self.entries[begin:end])  # no noise from other readings

    def values(self, month: str) -> dict[str, float]:
        """The value at the end of each reported month up to `month`, oldest first."""
        count = bisect_right(self.reported, month)
        return dict(zip(self.reported[:count], self._series[:count], strict=True))

    def missing(self, month: str) -> list[str]:
        """The months that the value at the end of `month` lacks, wholly or in part, in order.

        A reading makes up for all that was missing before it.
        """
        if not self.incomplete:
            return []
        begin, end = self._span(month)
        since = self.entries[begin].month if begin < end and self.entries[begin].is_reading else ""
        # An indicator's value is that of its newest report, which lacks nothing of the months after it.
        last = self.reported_month(month) or "" if self.is_reading else month
        return [gap for gap in self.incomplete if since < gap <= last]

    def is_partial(self, month: str) -> bool:
        """Whether the value at the end of `month` is only a lower bound."""
        return bool(self.missing(month))

    def coverage(self, month: str) -> tuple[float, float] | None:
        """Numerator and denominator of the value at the end of `month`; None where it is not a quotient."""
        begin, end = self._span(month)
        if end - begin != 1:
            return None
        newest = self.entries[begin]
        if newest.numerator is None or newest.denominator is None:
            return None
        return newest.numerator, newest.denominator

    def entries_at(self, month: str) -> list[Entry]:
        """The entries that make up the value at the end of `month`, oldest first."""
        begin, end = self._span(month)
        # Of one thing the last word counts: a standard withdrawn and a task opened again are not part of the value.
        newest = {entry.item: entry for entry in self.entries[begin:end]}
        return [entry for entry in newest.values() if entry.value > 0 or self.is_reading]

    def _span(self, month: str) -> tuple[int, int]:
        """Where the entries begin and end that count at the end of `month`: from the newest reading on."""
        end = bisect_right(self._months, month)
        return (self._begins[end - 1] if end else 0), end

    @cached_property
    def _series(self) -> list[float]:
        """The value at the end of each reported month; worked out once for all months that are asked for."""
        values, end = [], 0
        for month in self.reported:
            while end < len(self.entries) and self._months[end] <= month:
                end += 1
            values.append(self._between(self._begins[end - 1] if end else 0, end))
        return values

    @cached_property
    def _months(self) -> list[str]:
        return [entry.month for entry in self.entries]

    @cached_property
    def _begins(self) -> list[int]:
        """For each entry the index of the newest reading up to it; 0 where there is none."""
        readings = (index if entry.is_reading else 0 for index, entry in enumerate(self.entries))
        return list(accumulate(readings, max))

    @cached_property
    def _sums(self) -> list[float]:
        return list(accumulate((entry.value for entry in self.entries), initial=0))


@lru_cache(maxsize=16)
def ledgers_of(facts: Facts) -> "Ledgers":
    """The ledgers of facts, grouped once for all the boards, histories and rows that are asked of them."""
    return Ledgers(facts)


class Ledgers:
    """The ledger rows of a plan, grouped so that the figures of all targets can be read from them."""

    def __init__(self, facts: Facts):
        self.starts_on: date | None = start_of(facts.plan)
        self.reported: dict[str, set[str]] = defaultdict(set)
        self.zero_reported: dict[str, set[str]] = defaultdict(set)
        self.full_names = full_names(facts.units)
        self.reporting_units: dict[int, str | None] = {}
        for report in records(facts.reports):
            self.reported[report["kind"]].add(report["month"])
            if report["row_count"] == 0:
                self.zero_reported[report["kind"]].add(report["month"])
            self.reporting_units[report["import_id"]] = self.full_name(report["unit"])
        self._standards = records(facts.standards)
        self._trainings = records(facts.trainings)
        self._tasks = records(facts.tasks)
        self._withdrawn = withdrawal_months(facts.standard_versions)
        self._indicators: dict[str, list[Record]] = defaultdict(list)
        for row in records(facts.indicators.sort_values("month", kind="stable")):
            self._indicators[row["target_code"]].append(row)
        self.task_reports: dict[str, list[Record]] = defaultdict(list)
        for row in records(facts.task_reports.sort_values("month", kind="stable")):
            self.task_reports[row["task_code"]].append(row)

    def full_name(self, unit: str | None) -> str | None:
        """A unit's name as the plan's list of units has it; as written where the list does not know it."""
        return self.full_names.get(unit, unit) if unit else None

    def actuals(self, target: Record) -> Actuals:
        """The figure of one target, counted by its measure within its scope.

        Counts leave out what happened before the plan began. How each measure counts:
        docs/glossary.md, "Measure".
        """
        if target["measure"] == Measure.REPORTED_INDICATOR:
            return self.reported_figure(target)
        return self.count(target, self.counted_rows(target))

    def counted_rows(self, target: Record) -> list[Record]:
        """The rows that a target is counted from: standards or tasks of its scope, or trainings.

        Those dated before the plan began are left out; those without a date are not.
        """
        day = DAYS.get(Measure(target["measure"]).ledger)
        return [row for row in self._rows_of_scope(target) if day is None or not self._is_earlier(row[day])]

    def before_the_plan(self, target: Record) -> tuple[float | None, bool]:
        """What the rows dated before the plan began come to, and whether that is only a lower bound.

        Unknown where there are no such rows.
        """
        day = DAYS.get(Measure(target["measure"]).ledger)
        rows = [row for row in self._rows_of_scope(target) if day is not None and self._is_earlier(row[day])]
        actuals = self.count(target, rows)
        gained = [entry.value for entry in actuals.entries if entry.value > 0]
        return (sum(gained) if gained else None), bool(actuals.incomplete)

    def _rows_of_scope(self, target: Record) -> list[Record]:
        measure, scope = Measure(target["measure"]), target["measure_scope"] or None
        if measure.ledger == "trainings":
            return self._trainings
        rows = self._standards if measure == Measure.PUBLISHED_STANDARDS else self._tasks
        return rows if scope is None else [row for row in rows if row["section"] == scope]

    def _is_earlier(self, day: date | None) -> bool:
        return day is not None and self.starts_on is not None and day < self.starts_on

    def count(self, target: Record, rows: Sequence[Record]) -> Actuals:
        """What some of a target's counted rows come to by its measure."""
        match Measure(target["measure"]):
            case Measure.PUBLISHED_STANDARDS:
                return self._published(rows)
            case Measure.TRAINING_SESSIONS:
                held = self._held(rows)
                return self._counted("trainings", [_session(month, 1, "held_on", row) for month, row in held])
            case Measure.TRAINING_ATTENDANCES:
                return self._attendances(rows)
            case Measure.TRAINED_PEOPLE:
                return self._people(rows)
            case Measure.TASKS_DONE:
                return self._tasks_done(rows)
            case Measure.REPORTED_INDICATOR:
                raise ValueError("an indicator is reported, not counted")

    def reported_figure(self, target: Record) -> Actuals:
        """What units report for a target itself, whatever its measure.

        A value is cumulative and a reading; a month's own value adds to the newest reading before it, or to
        the zero at which the plan began. Months between without either are unknown: `incomplete`. Rates do not
        add up, so the month's own value of a target in % says nothing here. None is averaged.
        """
        entries = []
        for row in self._indicators.get(target["target_code"], ()):
            month, value = row["month"], indicator_value(row)
            if value is not None:
                numerator, denominator = _quotient(row) or (None, None)
                entries.append(
                    Entry(
                        month, value, row["key"], "indicators", "value", (row,), True, numerator, denominator
                    )
                )
            elif (
                _is_known(row["month_value"])
                and target["unit_of_measure"] != RATE
                and (self.starts_on is None or month >= month_of(self.starts_on))
            ):
                entries.append(
                    Entry(month, row["month_value"], row["key"], "indicators", "month_value", (row,))
                )
        months = tuple(entry.month for entry in entries)
        incomplete: tuple[str, ...] = ()
        if not all(entry.is_reading for entry in entries):
            first = month_of(self.starts_on) if self.starts_on else months[0]
            incomplete = tuple(sorted(set(months_between(first, months[-1])).difference(months)))
        return Actuals(tuple(entries), months, is_reading=True, incomplete=incomplete)

    def _counted(self, kind: str, entries: list[Entry], incomplete: Iterable[str] = ()) -> Actuals:
        entries.sort(key=lambda entry: entry.month)
        unknown, months = sorted(set(incomplete)), sorted(self.reported[kind])
        if unknown:
            # Where something happened and nothing of the figure was given, it is unknown, not zero.
            first = entries[0].month if entries else None
            months = [
                month for month in months if month < unknown[0] or (first is not None and first <= month)
            ]
        return Actuals(tuple(entries), tuple(months), is_reading=False, incomplete=tuple(unknown))

    def _published(self, rows: Sequence[Record]) -> Actuals:
        """Standards from the month of their publication to that of their withdrawal.

        A stage of 发布 without a date cannot be placed in a month. 制定 and 修订 both count.
        """
        standards: dict[tuple[Any, ...], list[tuple[str, str | None, Record]]] = defaultdict(list)
        for row in rows:
            if row["published_on"] is None:
                continue
            published = month_of(row["published_on"])
            withdrawn = (
                self._withdrawn.get(row["key"], published) if row["stage"] == Stage.WITHDRAWAL else None
            )
            if withdrawn is None or published < withdrawn:
                standards[standard_identity(row)].append((published, withdrawn, row))
        entries = []
        for stays in standards.values():
            standard_rows = tuple(row for _published, _withdrawn, row in stays)
            item = min(row["key"] for row in standard_rows)
            first = min(published for published, _withdrawn, _row in stays)
            entries.append(Entry(first, 1, item, "standards", "published_on", standard_rows))
            ends = [withdrawn for _published, withdrawn, _row in stays if withdrawn is not None]
            if len(ends) == len(stays):  # a joint standard counts for as long as it is in force anywhere
                entries.append(Entry(max(ends), -1, item, "standards", "stage", standard_rows))
        return self._counted("standards", entries)

    def _held(self, rows: Sequence[Record]) -> list[tuple[str, Record]]:
        """The sessions that have a date, each with its month, in order of time."""
        held = [row for row in rows if row["held_on"] is not None]
        held.sort(key=lambda row: (row["held_on"], row["key"]))
        return [(month_of(row["held_on"]), row) for row in held]

    def _attendances(self, rows: Sequence[Record]) -> Actuals:
        entries, unknown = [], []
        for month, row in self._held(rows):
            if _is_known(row["attendances"]):
                entries.append(_session(month, row["attendances"], "attendances", row))
            else:
                unknown.append(month)
        return self._counted("trainings", entries, unknown)

    def _people(self, rows: Sequence[Record]) -> Actuals:
        """Each person once, in the month of the first session.

        Everybody is named in a session that lists at least as many names as it had attendances.
        """
        entries, unknown = [], []
        met: set[tuple[str | None, str]] = set()
        for month, row in self._held(rows):
            names = row["participants"] or ()
            if not _is_known(row["attendances"]) or len(names) < row["attendances"]:
                unknown.append(month)
            new = {self.person(name, row) for name in names} - met
            met |= new
            if new:
                entries.append(_session(month, len(new), "participants", row))
        return self._counted("trainings", entries, unknown)

    def person(self, name: str, row: Record) -> tuple[str | None, str]:
        """Unit and name, which together are one person: the unit in brackets, else the one that reports."""
        match = PERSON.fullmatch(name)
        unit = self.full_name(match["unit"]) if match else self.reporting_units.get(row["import_id"])
        return unit, "".join((match["name"] if match else name).split())

    def _tasks_done(self, tasks: Sequence[Record]) -> Actuals:
        # A report on other sections' tasks says nothing of these; one without rows says that nothing was done.
        entries, months = [], set(self.zero_reported["task_reports"])
        for code in (task["task_code"] for task in tasks):
            was_done = False
            for row in self.task_reports.get(code, ()):
                months.add(row["month"])
                now_done = is_done(row)
                if now_done != was_done:  # a task reported as done may be opened again
                    value = 1 if now_done else -1
                    entries.append(Entry(row["month"], value, code, "task_reports", "status", (row,)))
                was_done = now_done
        entries.sort(key=lambda entry: entry.month)
        return Actuals(tuple(entries), tuple(sorted(months)), is_reading=False)


def sources(facts: Facts, actuals: Actuals, month: str) -> list[Record]:
    """The ledger cells that the value at the end of `month` comes from; see Facts.source."""
    return [
        facts.source(entry.kind, row, entry.field)
        for entry in actuals.entries_at(month)
        for row in entry.rows
    ]


def _session(month: str, value: float, field: str, row: Record) -> Entry:
    return Entry(month, value, row["key"], "trainings", field, (row,))


def _is_known(value: float | None) -> bool:
    return value is not None and value == value  # NaN is not itself


def standard_identity(row: Record) -> tuple[str, ...]:
    """What makes rows one standard. A row is a standard, but for those of a joint one of Beijing, Tianjin and Hebei.

    Joint are local standards of these (DB11, DB12, DB13) with the same serial, year and name. Names are the same
    whatever their spaces, punctuation and a region in brackets behind: the name tells rows apart, so a ledger
    that lists a joint standard three times has to vary it. Parts have serials of their own (GB/T 1.1, GB/T 1.2)
    and are apart. Source: docs/glossary.md, "Measure".
    """
    match = JOINT_NUMBER.fullmatch(row["standard_number"] or "")
    if match is None:
        return (row["key"],)
    name = unicodedata.normalize("NFKC", REGION_BEHIND.sub("", row["name"].strip()))
    return match["kind"], match["serial"], re.sub(r"[\W_]+", "", name).casefold()


def withdrawal_months(versions: pd.DataFrame) -> dict[str, str]:
    """The month of the ledger that first called a standard withdrawn, by key, for those withdrawn now.

    versions: see Facts.standard_versions. Standards that no ledger ever called otherwise are left out, and so
    are those whose ledger names no month: since when they are withdrawn is not known.
    """
    months: dict[str, str] = {}
    once_in_force: set[str] = set()
    for row in records(versions.sort_values("import_id", kind="stable")):
        key, month = row["key"], row["month"]
        if row["stage"] != Stage.WITHDRAWAL:
            once_in_force.add(key)
            months.pop(key, None)
        elif key in once_in_force and month:
            months[key] = min(months.get(key, month), month)
    return months


def indicator_value(row: Record) -> float | None:
    """The value of an indicator row; from numerator and denominator where both are given. None when neither is."""
    quotient = _quotient(row)
    if quotient:
        return quotient[0] / quotient[1]
    return row["value"] if _is_known(row["value"]) else None


def _quotient(row: Record) -> tuple[float, float] | None:
    numerator, denominator = row["numerator"], row["denominator"]
    return (
        (numerator, denominator) if _is_known(numerator) and _is_known(denominator) and denominator else None
    )


def is_done(row: Record) -> bool:
    """Whether a task report says that the task is done: by its status word or a share of 100 %."""
    share = row["attained_share"]
    # Where both are given the word holds. A share that is not given is NaN, which is not itself.
    return row["status"] == TaskState.DONE or (row["status"] is None and share == share and share >= 1)
