"""Reading one workbook: what it is, its rows, and everything that is wrong with it, all at once."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from kinds import KINDS, Batch, Rows, row_key
from loaders.checks import check
from loaders.kinds import SPECS, Column, Context
from loaders.known import Known
from loaders.parse import Doubt
from loaders.parse.month import parse_month
from loaders.problems import PROBLEM_TITLE, Problem, problem
from loaders.sheet_xml import Formula
from loaders.tables import Table, find_form, find_tables, remarks
from loaders.workbook import DAYS_TO_1904, Deadline, Grid, Workbook, cell_name, column_letter
from terms import Level

PLAN_LABELS = ("规划代码",)
UNIT_LABELS = ("填报单位", "报送单位")
MONTH_LABELS = ("填报月份", "报送月份", "填报日期", "月份")
PLAIN_TYPES = {str, date, datetime}  # of values that are read the same wherever they stand
DEMO_WORDS = "演示数据"


@dataclass
class Reading:
    """What a workbook says. `sheets` holds the tables that were read, `problems` all that is wrong with them."""

    workbook: Workbook
    plan_code: str | None
    unit: str | None
    month: str | None
    is_demo: bool
    sheets: list[Rows] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def has(self, level: Level) -> bool:
        return any(each.level == level for each in self.problems)

    @property
    def is_plan(self) -> bool:
        return any(rows.kind == "plan" for rows in self.sheets)

    def batch(self, accepted_reason: str | None = None) -> Batch:
        """The workbook as a batch to save. Only for a reading without errors."""
        assert self.plan_code is not None and not self.has(Level.ERROR)
        return Batch(
            file=self.workbook.file,
            content=self.workbook.content,
            sha256=self.workbook.sha256,
            plan_code=self.plan_code,
            unit=self.unit,
            month=self.month,
            is_demo=self.is_demo,
            sheets=self.sheets,
            accepted_reason=accepted_reason,
        )


def read_workbook(
    workbook: Workbook,
    known: Known,
    *,
    plan_code: str | None = None,
    unit: str | None = None,
    month: str | None = None,
) -> Reading:
    """Read every table of a workbook and check it, by itself and against what is known.

    Plan, unit and month are taken from the arguments, else from the remarks above the tables
    (规划代码, 填报单位, 填报月份). All problems are collected; errors mean the workbook must not be saved.
    """
    # The list of problems of an earlier round comes back with the mended workbook.
    grids = [grid for grid in workbook.grids if grid.value(0, 0) != PROBLEM_TITLE]
    deadline = Deadline(workbook.file)
    found: list[tuple[Grid, list[Table], dict]] = []
    for grid in grids:
        tables = find_tables(grid)
        found.append((grid, tables, {} if tables else find_form(grid, SPECS["plan"])))
        deadline.check()
    notes = _workbook_remarks(found)
    reading = Reading(
        workbook,
        plan_code=plan_code or _first(notes, PLAN_LABELS),
        unit=unit or _first(notes, UNIT_LABELS),
        month=month,
        is_demo=any(DEMO_WORDS in str(value) for grid in grids for row in grid.rows[:5] for value in row),
    )
    if month is None and (text := _first(notes, MONTH_LABELS)) is not None:
        reading.month = parse_month(text).value
    for name in workbook.hidden:
        reading.problems.append(problem("hidden-sheet", sheet=name))
    if not any(tables or form for _grid, tables, form in found):
        reading.problems.append(problem("no-table", sheet=grids[0].name if grids else ""))
        return reading
    for grid, tables, form in found:
        if form:
            _read_form(reading, grid, form)
        for table in tables:
            _read_table(reading, table, known, deadline)
        _tell_hidden_rows(reading, grid, tables)
    check(reading, known)
    return reading


def _workbook_remarks(found: Iterable[tuple[Grid, list[Table], dict]]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for grid, tables, form in found:
        below = tables[0].header_row if tables else min(form, default=0)
        for label, (text, _row, _column) in remarks(grid, below).items():
            notes.setdefault(label, text)
    return notes


def _first(notes: dict[str, str], labels: Iterable[str]) -> str | None:
    return next((notes[label] for label in labels if label in notes), None)


def _context(reading: Reading, known: Known, header: str) -> Context:
    plan = known.plans.get(reading.plan_code or "")
    year = int(reading.month[:4]) if reading.month else None
    return Context(reading.month, year, plan.ends_on if plan else None, header)


def _read_form(reading: Reading, grid: Grid, form: dict[int, tuple[Column, int, str]]) -> None:
    """Read the vertical form of the plan: one row, each field in a cell of its own."""
    values: dict[str, object] = {}
    for row, (column, at, label) in form.items():
        key = _cell_key(grid, row, at)
        read, doubts = _parse(key, column, Context(header=label))
        values.update(zip(column.fields, read, strict=True))
        _tell(reading, doubts, grid.name, cell_name(row, at), label, grid.value(row, at))
        if column.is_filled and read[0] is None and not doubts:
            reading.problems.append(
                problem("missing-value", sheet=grid.name, cell=cell_name(row, at), column=label)
            )
    for column in SPECS["plan"].columns:
        if column.is_required and column.fields[0] not in values:
            reading.problems.append(
                problem("missing-column", sheet=grid.name, column=column.header, kind="plan")
            )
    reading.plan_code = str(values.pop("plan_code", None) or reading.plan_code or "") or None
    if reading.plan_code is None:
        return
    # A form has one row over many cells: the cell of a field is its own row, kept as a whole address.
    cells = {column.fields[0]: cell_name(row, at) for row, (column, at, _label) in form.items()}
    fields = tuple(values)
    reading.sheets.append(
        Rows(
            "plan",
            grid.name,
            (),
            fields,
            {name: cells[name] for name in fields},
            [row_key(reading.plan_code, ())],
            [min(form) + 1],
            [tuple(values.values())],
        )
    )


def _read_table(reading: Reading, table: Table, known: Known, deadline: Deadline) -> None:
    grid, spec, kind = table.grid, table.spec, KINDS[table.spec.kind]
    for column in table.missing:
        reading.problems.append(
            problem(
                "missing-column",
                sheet=grid.name,
                cell=cell_name(table.header_row, 0),
                column=column.header,
                kind=spec.kind,
            )
        )
    if table.missing:
        return
    is_blank_template = _leave_out_unfilled(reading, table)
    if is_blank_template:
        return
    values: dict[str, list] = {}
    cells: dict[str, str] = {}
    for at, column in table.columns.items():
        deadline.check()
        context = _context(reading, known, table.headers[at])
        for name, read in zip(column.fields, _read_column(reading, table, at, column, context), strict=True):
            values[name] = read
            cells[name] = column_letter(at)
    _fill_month(reading, table, values, cells)
    fields = tuple(field.name for field in kind.fields if field.name in values)
    rows = list(zip(*(values[name] for name in fields), strict=True))
    numbers = [row + 1 for row in table.rows]
    plan_code = reading.plan_code or ""
    key_values = zip(*(values.get(name, [None] * len(rows)) for name in kind.key_fields), strict=True)
    keys = [row_key(plan_code, key) for key in key_values]
    reading.sheets.append(
        Rows(spec.kind, grid.name, (table.header_row + 1,), fields, cells, keys, numbers, rows)
    )


def _leave_out_unfilled(reading: Reading, table: Table) -> bool:
    """Leave out the rows of a template that nobody filled in; whether that was all of them.

    They are not blank rows: their codes and names were written into the template beforehand. A table of
    nothing else is no zero report either, since nobody reported it.
    """
    spec, grid = table.spec, table.grid
    places = {name: at for at, column in table.columns.items() for name in column.fields}
    asked = [places[name] for name in spec.filled_by if name in places]
    key = places[KINDS[spec.kind].key_fields[0]]
    unfilled = [
        row
        for row in table.rows
        if asked and _is_written(grid, row, key) and not any(_is_written(grid, row, at) for at in asked)
    ]
    if unfilled and unfilled == table.rows:
        cell = cell_name(table.header_row, 0)
        reading.problems.append(problem("table-not-filled-in", sheet=grid.name, cell=cell))
        return True
    for row in unfilled:
        cell, header = cell_name(row, asked[0]), table.headers[asked[0]]
        reading.problems.append(problem("not-filled-in", sheet=grid.name, cell=cell, column=header))
    left_out = set(unfilled)
    table.rows = [row for row in table.rows if row not in left_out]
    return False


def _is_written(grid: Grid, row: int, column: int) -> bool:
    return str(grid.value(row, column)).strip() != ""


def _read_column(reading: Reading, table: Table, at: int, column: Column, context: Context) -> list[list]:
    """Read one column of a table, field by field. Equal cells are parsed once."""
    header, name = table.headers[at], table.grid.name
    keys = _cell_keys(table, at, column)
    parsed = {key: _parse(key, column, context) for key in dict.fromkeys(keys)}
    wants_telling = {
        key for key, (read, doubts) in parsed.items() if doubts or (column.is_filled and read[0] is None)
    }
    for row, key in zip(table.rows, keys, strict=True) if wants_telling else ():
        if key not in wants_telling:
            continue
        if doubts := parsed[key][1]:
            _tell(reading, doubts, name, cell_name(row, at), header, _value(key))
        else:
            reading.problems.append(
                problem("missing-value", sheet=name, cell=cell_name(row, at), column=header)
            )
    return [[parsed[key][0][place] for key in keys] for place in range(len(column.fields))]


@dataclass(frozen=True)
class CellKey:
    """All that the reading of a cell depends on, where that is more than its value. 1 and True are equal, so types count."""

    type: type
    value: object
    is_percent_format: bool = False
    is_date_format: bool = False


def _cell_keys(table: Table, at: int, column: Column) -> list[Hashable]:
    """What each cell of a column is read from: its text or date, else a CellKey."""
    grid = table.grid
    if column.fills_down and grid.merges:
        return [_cell_key(grid, *grid.origin(row, at)) for row in table.rows]
    values = [cells[at] if at < len(cells) else "" for cells in map(grid.rows.__getitem__, table.rows)]
    return [
        value if type(value) in PLAIN_TYPES else _cell_key(grid, row, at)
        for row, value in zip(table.rows, values, strict=True)
    ]


def _cell_key(grid: Grid, row: int, at: int) -> Hashable:
    value = grid.value(row, at)
    if type(value) in PLAIN_TYPES:
        return value
    if not isinstance(value, (int, float)):
        return CellKey(type(value), value)
    is_date = grid.is_date(row, at)
    if is_date and grid.counts_from_1904:
        value += DAYS_TO_1904
    return CellKey(type(value), value, grid.is_percent(row, at), is_date)


def _value(key: Hashable) -> object:
    return key.value if isinstance(key, CellKey) else key


def _parse(key: Hashable, column: Column, context: Context) -> tuple[tuple, tuple[Doubt, ...]]:
    if not isinstance(key, CellKey):
        return column.read(key, context)
    if key.type is Formula:
        return (None,) * len(column.fields), (Doubt("no-cached-value"),)
    in_cell = replace(context, is_percent_format=key.is_percent_format, is_date_format=key.is_date_format)
    return column.read(key.value, in_cell)


def _fill_month(reading: Reading, table: Table, values: dict[str, list], cells: dict[str, str]) -> None:
    """A monthly ledger without a month in the row is for the month it reports."""
    if "month" not in KINDS[table.spec.kind].key_fields:
        return
    if "month" not in values:
        if reading.month is None:
            return
        values["month"] = [None] * len(table.rows)
        cells["month"] = cells[KINDS[table.spec.kind].key_fields[0]]
    values["month"] = [month or reading.month for month in values["month"]]


def _tell_hidden_rows(reading: Reading, grid: Grid, tables: list[Table]) -> None:
    """Hidden rows are read like any other; whoever sends the sheet may have forgotten them."""
    rows = [row for table in tables for row in table.rows if grid.is_hidden_row(row)]
    if rows:
        cell, numbers = cell_name(rows[0], 0), _ranges(row + 1 for row in rows)
        reading.problems.append(problem("hidden-rows", sheet=grid.name, cell=cell, expected=numbers))


def _ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers as people list them: 3, 5–9, 12."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and ends[-1][1] == number - 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in ends)


def _tell(reading: Reading, doubts: Iterable, sheet: str, cell: str, column: str, value: object) -> None:
    for doubt in doubts:
        reading.problems.append(
            problem(doubt.code, sheet=sheet, cell=cell, column=column, value=value, **doubt.details)
        )
