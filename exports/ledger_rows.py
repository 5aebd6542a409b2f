"""What stands in the ledger that an office fills in before it does so: what the plan asks of it, and what it reported before.

What a unit reported for an earlier month stands beside, in a column that is not read: a value that is sent
back without being looked at would be a report that nobody made.
"""

import difflib
import math
from collections.abc import Iterable, Mapping
from datetime import date

from exports.sheets import Value
from loaders.parse.month import format_month
from metrics.facts import Facts, records
from words import _
from words.errors import UnknownCode
from words.kinds import Asked, Content, Kind, Reference
from words.terms import Measure, TaskState

LAST = "last"  # what was reported before; no field, so no reader knows its header

Row = dict[str, Value]


class Prefilled:
    """What the plan asks of a unit, and what the unit reported of it, as rows of the templates.

    Raises UnknownCode for a unit that is not in the plan's list and never reported.
    """

    def __init__(self, facts: Facts, unit: str, month: str):
        self.facts, self.month = facts, month
        self.unit, self.names = _names(facts, unit)
        reports = records(facts.reports)
        self.imports = {row["import_id"] for row in reports if row["unit"] in self.names}
        self.reporting = {row["import_id"] for row in reports}
        self.is_demo = False  # once a row of a demonstration ledger stands in the template

    def is_counted(self, kind: Kind) -> bool:
        """Whether any target of the plan is counted from this kind of ledger."""
        return any(Measure(measure).ledger == kind.name for measure in self.facts.targets["measure"])

    def asked(self, kind: Kind) -> dict[str, Asked]:
        """The columns of the template of a kind by their fields, in order; LAST is one of them where the kind has it."""
        measures = set(self.facts.targets["measure"])
        last = kind.template.last if kind.template else None
        columns: dict[str, Asked] = {}
        for column in kind.columns:
            asked = column.asked
            if asked is not None and (asked.only_for is None or asked.only_for in measures):
                columns[column.fields[0]] = asked
            if last is not None and last.after in column.fields:
                columns[LAST] = last.asked
        return columns

    def rows(self, kind: Kind) -> list[Row]:
        """The rows of a kind, values by field; of registers all that is known, of monthly kinds what is asked."""
        reference = kind.reference
        if not kind.is_monthly or reference is None:
            return self._register(kind)
        return [self._monthly(kind, reference, row) for row in self._referred(kind, reference)]

    def _register(self, kind: Kind) -> list[Row]:
        """The rows that the unit reported, and those the plan itself gives it, in the order of their sheet."""
        own = [
            row
            for row in records(self.facts.rows(kind.name))
            if row["import_id"] in self.imports
            or (row["import_id"] not in self.reporting and self._is_among(row.get("lead_units")))
        ]
        return [self._as_cells(kind, row) for row in sorted(own, key=lambda row: row["row"])]

    def _referred(self, kind: Kind, reference: Reference) -> list[dict]:
        """The targets or tasks that name the unit, or that it reported; all of them where there is none.

        Of targets those that are counted from this kind of ledger.
        """
        rows = [
            row
            for row in records(self.facts.rows(reference.kind))
            if "measure" not in row or Measure(row["measure"]).ledger == kind.name
        ]
        reported = {
            row[reference.code]
            for row in records(self.facts.rows(kind.name))
            if row["import_id"] in self.imports
        }
        own = [
            row
            for row in rows
            if row[reference.code] in reported
            or self._is_among(next((row[name] for name in reference.units if row[name]), None))
        ]
        return own or rows

    def _is_among(self, units: Iterable[str] | None) -> bool:
        return not self.names.isdisjoint(units or ())

    def _monthly(self, kind: Kind, reference: Reference, referred: Mapping) -> Row:
        """The row of a target or task: as the unit reported it for the month, else with what is known from before."""
        code = referred[reference.code]
        reported = [row for row in records(self.facts.rows(kind.name)) if row[reference.code] == code]
        # What the template does not ask for but shows comes from the plan: code, name, unit of measure.
        row: Row = {
            name: referred[name]
            for name, asked in self.asked(kind).items()
            if asked.is_prefilled and name in referred
        }
        before = [report for report in reported if report["month"] < self.month]
        for report in reported:
            if report["month"] == self.month and report["import_id"] in self.imports:
                cells = self._as_cells(kind, report)
                row |= {name: value for name, value in cells.items() if value is not None}
            elif report["month"] == self.month:
                before.append(report)  # another unit's
        last = kind.template.last if kind.template else None
        if before and last is not None:
            latest = self._as_cells(kind, max(before, key=lambda report: report["month"]))
            summary = last.summary(latest, referred)
            row[LAST] = f"{format_month(str(latest['month']))}：{summary or '—'}"
        return row

    def _as_cells(self, kind: Kind, row: Mapping) -> Row:
        """A stored row as it is written into cells; missing values are None."""
        self.is_demo = self.is_demo or self.facts.files[row["import_id"]][1]
        cells = {name: _cell_value(value) for name, value in row.items()}
        for column in kind.columns:
            name = column.fields[0]
            if column.content is Content.TASK_STATE and cells.get(name):
                cells[name] = TaskState(str(cells[name])).cell
        return cells


def _names(facts: Facts, unit: str) -> tuple[str, set[str]]:
    """The unit's full name, and all names it goes by."""
    units = records(facts.units)
    for row in units:
        names = {name for name in (row["name"], row["short_name"], *(row["aliases"] or ())) if name}
        if unit in names:
            return row["name"], names
    if units and unit not in set(facts.reports["unit"]):
        near = difflib.get_close_matches(unit, [row["name"] for row in units], n=3, cutoff=0.3)
        suggestions = "、".join(near or [row["name"] for row in units])
        raise UnknownCode(
            _("“{unit}” is not in the plan’s list of units. Did you mean one of: {known}?").format(
                unit=unit, known=suggestions
            )
        )
    return unit, {unit}


def _cell_value(value: object) -> Value:
    match value:
        case float() if math.isnan(value):
            return None
        case float() if value.is_integer():
            return int(value)
        case list() | tuple():
            return "、".join(map(str, value)) or None
        case str() | int() | float() | date():
            return value
    return None
