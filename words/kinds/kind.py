"""What the description of a kind consists of: its columns, and how its ledger is asked for.

A description is data, and plain functions of the words alone: readers, checks, the store and the exports all walk it,
so it may know none of them.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from words.terms import Measure

BLANK_ROWS = 20  # for what is new in a month; who needs more inserts them


class Content(Enum):
    """What stands in the cells of a column: it says how they are read (loaders/cells.py) and what types its fields have."""

    TEXT = "text", str
    NAMES = "names", list  # of units
    UNITS = "units", list  # the units that lead; the same cell may name those that support
    PEOPLE = "people", list
    DAY = "day", date
    DEADLINE = "deadline", str, date, bool  # as written, its last day, whether it goes on without end
    MONTH = "month", str  # YYYY-MM
    NUMBER = "number", float
    COUNT = "count", int
    SHARE = "share", float  # 1 is all of it
    GOAL = "goal", float  # a target's value; the same cell may say its comparator, unit and more
    STANDARD_NUMBER = "standard number", str
    TASK_CODE = "task code", str
    TASK_STATE = "task state", str  # the same cell may say the share that is done
    COMPARATOR = "comparator", str
    MEASURE = "measure", str
    DUE_SOURCE = "due source", str
    CYCLE = "cycle", str
    STAGE = "stage", str
    YES_NO = "yes or no", bool

    @property
    def types(self) -> tuple[type, ...]:
        """The types of the fields, in order."""
        _name, *types = self.value
        return tuple(types)


@dataclass(frozen=True)
class Field:
    """One field of a kind. `type` is str, float, int, bool, date or list (a list of texts)."""

    name: str
    type: type
    is_key: bool = False


@dataclass(frozen=True)
class Asked:
    """How the ledger template asks for a column: its width in Chinese characters, and a note on how to fill it in.

    choices: words to choose from; is_strict: others are refused. is_prefilled: it stands in the rows of the template
    already and is locked there. is_long: its texts stand at the left. is_in_unit: a value in the unit of measure of its row.
    only_for: the column is asked for only where a target of the plan is counted so.
    """

    width: float
    note: str
    choices: tuple[str, ...] = ()
    is_strict: bool = False
    is_prefilled: bool = False
    is_long: bool = False
    is_in_unit: bool = False
    only_for: Measure | None = None


@dataclass(frozen=True)
class Column:
    """A column of a kind: `header` as our own workbooks write it, `also` as others do.

    is_key: its fields belong to the natural key. is_required: without this column the table is not of the kind.
    is_filled: every row has a value.
    fills: fields that a cell may say as well; taken where no column of their own does. The reader gives them behind `fields`.
    pattern: what else the header may look like. yields: header words that mean another column where this one has a
    better one: {word: header of the other}.
    fills_down: a merged group cell's value belongs to every row of its block. is_group: a blank cell means
    "as above", merged or not. asked: None where the template leaves the column out.
    """

    header: str
    fields: tuple[str, ...]
    content: Content
    also: tuple[str, ...] = ()
    is_key: bool = False
    is_required: bool = False
    is_filled: bool = False
    fills: tuple[str, ...] = ()
    pattern: str | None = None
    yields: Mapping[str, str] = field(default_factory=dict)
    fills_down: bool = False
    is_group: bool = False
    asked: Asked | None = None


@dataclass(frozen=True)
class Reference:
    """The rows of another kind that rows of this one are about, by the code that both have as a field.

    name: the field in which a row may give the name instead of the code. problem: the code of the problem (loaders/problems.py)
    of a row that leads nowhere. units: the fields of the other kind that name who answers for a row; the first that is filled.
    """

    kind: str
    code: str
    problem: str
    name: str | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastReport:
    """The column of a template that shows what was reported before, to compare with. No reader knows it.

    after: the field that it stands behind. summary: what a stored row said in a few words, given the row and the one
    that it is about, as written into cells.
    """

    after: str
    asked: Asked
    summary: Callable[[Mapping[str, Any], Mapping[str, Any]], str]


@dataclass(frozen=True)
class Template:
    """The sheet of a kind in the ledger that a unit fills in; its columns say how they are asked for.

    blank_rows: rows for what is new. last: for kinds of which each month has rows of its own.
    """

    sheet: str
    blank_rows: int = 0
    last: LastReport | None = None


@dataclass(frozen=True, eq=False)  # as a kind is one object, it is told from others by being another
class Kind:
    """A kind of row, and of the sheets that hold it.

    label: its name for people, in English, to be translated. figure: the field whose cell is shown as the source of a row.
    sheet_names: what sheets that hold it are called. is_form: label and value side by side instead of a table.
    stand_ins: {header: header of the column that is read for it where it is not there}.
    one_of: groups of fields of which a table must have one. beside: headers of other kinds that people put into
    such a table as well; they are passed over.
    filled_by: the fields that a person fills in where the rest of the row stands in the template already; a
    row with none of them says nothing. Empty where every row counts.
    reference: the rows that its own are about. stored_row: what is known of a stored row when a ledger is checked, a NamedTuple
    whose fields are those of the kind, and `unit` and `month` of the ledger that brought it.
    template: of a ledger, the sheet that units are asked to fill in; None for what stands in plan workbooks.
    """

    name: str
    label: str
    figure: str
    sheet_names: tuple[str, ...]
    columns: tuple[Column, ...]
    is_form: bool = False
    filled_by: tuple[str, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()
    beside: tuple[str, ...] = ()
    reference: Reference | None = None
    stored_row: Any = None  # the type of a NamedTuple
    template: Template | None = None

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of the columns. The plan's code is none of them: every row has it, whatever its kind."""
        return tuple(
            Field(name, type_, column.is_key)
            for column in self.columns
            for name, type_ in zip(column.fields, column.content.types, strict=True)
            if name != "plan_code"
        )

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @cached_property
    def key_fields(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.is_key)

    @property
    def is_ledger(self) -> bool:
        """Whether units report it, month by month."""
        return self.template is not None

    @property
    def is_monthly(self) -> bool:
        """Whether each month has rows of its own; else the rows are a register, which holds the state of its items."""
        return "month" in self.key_fields

    def missing(self, fields: Set[str]) -> list[Column]:
        """The columns that a table with these fields lacks to be of the kind; the first of each group of which it has none."""
        lacking = [column for column in self.columns if column.is_required and not fields & {*column.fields}]
        for group in self.one_of:
            if not fields & {*group}:
                lacking.append(self.column(group[0]))
        return lacking

    def column(self, field: str) -> Column:
        """The column of a field."""
        return next(column for column in self.columns if field in column.fields)

    def header(self, field: str) -> str:
        """The header under which our own workbooks write a field."""
        return self.column(field).header
