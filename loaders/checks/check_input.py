"""What a check is given, and how it points at cells."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from loaders.known import Background, KnownPlan
from loaders.problems import Problem, problem
from loaders.result import Reading
from words import _
from words.kinds import KINDS, Kind, Rows, cell_address
from words.months import last_day, spoken

Stored = TypeVar("Stored")


@dataclass(frozen=True)
class CheckInput:
    """A workbook that was read, and what is stored."""

    reading: Reading
    background: Background
    _columns: dict[int, dict[str, tuple]] = field(default_factory=dict, init=False, repr=False)

    def tables(self, kind: Kind) -> list[Rows]:
        """All tables of a kind, wherever in the workbook they stand."""
        return [rows for rows in self.reading.sheets if rows.kind == kind.name]

    def column(self, rows: Rows, name: str) -> Sequence:
        """The values of a field, row by row; all None where the table lacks the field."""
        if id(rows) not in self._columns:
            self._columns[id(rows)] = dict(zip(rows.fields, zip(*rows.rows, strict=True), strict=False))
        return self._columns[id(rows)].get(name) or [None] * len(rows.rows)

    def columns(self, rows: Rows, *names: str) -> Iterator[tuple]:
        """The values of some fields as tuples, row by row; None for a field the table lacks."""
        return zip(*(self.column(rows, name) for name in names), strict=True)

    def stored(self, kind: Kind, row: type[Stored]) -> Mapping[str, Stored]:
        """The stored rows of a kind by their keys. `row` is its stored_row, named for the type checker."""
        return self.stored_rows(kind)

    def stored_rows(self, kind: Kind) -> Mapping[str, Any]:
        """The stored rows of any kind by their keys; each has `unit` and `month`."""
        return self.plan.rows.get(kind.name, {})

    @cached_property
    def plan(self) -> KnownPlan:
        """The stored plan of a ledger; one of which nothing is known where it is not stored, and for a plan workbook."""
        plan = None if self.reading.is_plan else self.background.plans.get(self.reading.plan_code or "")
        return plan or KnownPlan(self.reading.plan_code or "", "")

    @property
    def month(self) -> str | None:
        return self.reading.month

    @cached_property
    def month_end(self) -> date | None:
        """The last day of the month reported."""
        return last_day(self.month) if self.month else None

    @cached_property
    def unit(self) -> str | None:
        """The reporting unit by its full name; None where the plan's list of units does not have it."""
        return self.plan.units.get(self.reading.unit or "")

    def is_other_unit(self, unit: str | None) -> bool:
        """Whether what `unit` reported before comes from another unit than this workbook. None: the plan itself."""
        mine = self.unit or self.reading.unit
        return unit is not None and mine is not None and self.plan.full_name(unit) != mine

    def is_older(self, kind: Kind) -> bool:
        """Whether the unit has reported this kind for a later month already, so that the stored rows are newer."""
        newest = self.plan.reported.get((self.reading.unit or "", kind.name))
        return newest is not None and self.month is not None and newest > self.month


@dataclass(frozen=True)
class RowRef:
    """A row of a table, by its index there."""

    rows: Rows
    index: int

    def get(self, field: str) -> object:
        """The value of a field in this row; None where the table lacks the field."""
        if field not in self.rows.fields:
            return None
        return self.rows.rows[self.index][self.rows.fields.index(field)]

    def cell(self, field: str, seen_from: Rows | None = None) -> str:
        """The cell of a field, with its sheet where it is seen from a table on another one."""
        cell = cell_address(self.rows.cells, field, self.rows.numbers[self.index])
        is_near = seen_from is None or seen_from.sheet == self.rows.sheet
        return cell if is_near else f"{self.rows.sheet}!{cell}"

    def problem(self, code: str, field: str, value: object, **details: object) -> Problem:
        """The problem of this code at the cell of a field of this row."""
        header = KINDS[self.rows.kind].header(field)
        sheet = self.rows.sheet
        return problem(code, sheet=sheet, cell=self.cell(field), column=header, value=value, **details)


def source(unit: str | None, month: str | None) -> str:
    """Where a stored row came from, in words: the unit and month of its ledger, else the plan workbook."""
    if unit is None and month is None:
        return _("the plan workbook")
    return " ".join([unit or "", spoken(month) if month else ""]).strip()


def nearest(value: str, names: Iterable[str]) -> str:
    """The name most like a value, "—" where none is much like it."""
    near = difflib.get_close_matches(value, list(names), n=1, cutoff=0.5)
    return near[0] if near else "—"
