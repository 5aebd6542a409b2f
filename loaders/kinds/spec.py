"""What the description of a kind of sheet consists of."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from loaders.parse import Doubt


@dataclass(frozen=True)
class Context:
    """What a cell may need to know of the workbook around it.

    table_year: the year of the sheet, for months written without one. plan_end: last day of the plan.
    header: the header of the cell's column as written, where a unit in brackets may stand.
    is_percent_format, is_date_format, is_month_format: what the cell's number format shows.
    first_leads: it is said above the table that of several units the first one leads.
    """

    month: str | None = None
    table_year: int | None = None
    plan_end: date | None = None
    header: str = ""
    is_percent_format: bool = False
    is_date_format: bool = False
    is_month_format: bool = False
    first_leads: bool = False


# Reads one cell: the values of the column's fields, in order (None = nothing there), and what is doubtful.
Reader = Callable[[object, Context], tuple[tuple, tuple[Doubt, ...]]]


@dataclass(frozen=True)
class Column:
    """A column of a kind: `header` as our own workbooks write it, `also` as others do.

    is_required: without this column the table is not of the kind. is_filled: every row has a value.
    fills: fields that a cell may say as well; taken where no column of their own does. The reader gives them behind `fields`.
    pattern: what else the header may look like. yields: header words that mean another column where this one has a
    better one: {word: header of the other}.
    fills_down: a merged group cell's value belongs to every row of its block. is_group: a blank cell means
    "as above", merged or not.
    """

    header: str
    fields: tuple[str, ...]
    read: Reader
    also: tuple[str, ...] = ()
    is_required: bool = False
    is_filled: bool = False
    fills: tuple[str, ...] = ()
    pattern: str | None = None
    yields: Mapping[str, str] = field(default_factory=dict)
    fills_down: bool = False
    is_group: bool = False


@dataclass(frozen=True)
class Spec:
    """A kind of sheet. is_form: label and value side by side instead of a table.

    stand_ins: {header: header of the column that is read for it where it is not there}.
    one_of: groups of fields of which a table must have one. beside: headers of other kinds that people put into
    such a table as well; they are passed over.
    filled_by: the fields that a person fills in where the rest of the row stands in the template already; a
    row with none of them says nothing. Empty where every row counts.
    """

    kind: str
    sheet_names: tuple[str, ...]
    columns: tuple[Column, ...]
    is_form: bool = False
    filled_by: tuple[str, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()
    beside: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> frozenset[str]:
        return frozenset(name for column in self.columns for name in column.fields)

    def missing(self, found: Set[str]) -> list[Column]:
        """The columns that a table with these fields lacks to be of the kind; the first of each group of which it has none."""
        lacking = [column for column in self.columns if column.is_required and not found & {*column.fields}]
        for group in self.one_of:
            if not found & {*group}:
                lacking.append(next(column for column in self.columns if group[0] in column.fields))
        return lacking

    def header(self, field: str) -> str:
        """The header under which our own workbooks write a field."""
        return next(column.header for column in self.columns if field in column.fields)
